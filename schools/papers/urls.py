from django.urls import path

from .views import settings

app_name = "papers"
urlpatterns = [
    path("settings/numbers/", settings.RegisterEdit.as_view(), name="register_edit"),
    path("settings/papers/", settings.PaperSettingsEdit.as_view(), name="paper_settings"),
]
