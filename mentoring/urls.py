"""Addresses of the whole product. Each room keeps its own under its `urls.py`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("schools.access.account_urls")),
    path("calendar/", include("schools.calendar_urls")),
    path("i/", include("schools.access.invitation_urls")),
    path("o/<slug:organisation>/", include("schools.urls")),
    path("o/<slug:organisation>/", include("schools.papers.urls")),
    path("o/<slug:organisation>/", include("roadmaps.urls")),
    path("o/<slug:organisation>/", include("mentoring.banks.urls")),
    path("o/<slug:organisation>/", include("mentoring.pairs.urls")),
    path("a/", include("mentoring.surveys.answer_urls")),
    path("d/", include("schools.papers.mark_urls")),
    path("o/<slug:organisation>/", include("mentoring.surveys.urls")),
    path("o/<slug:organisation>/", include("mentoring.documents.urls")),
    path("", include("mentoring.home.urls")),
]
