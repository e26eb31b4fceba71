from django.urls import path

from .views import desk, front, health, letterhead

app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    path("health/", health.health, name="health"),
    path("o/<slug:organisation>/", desk.desk, name="desk"),
    path("o/<slug:organisation>/letterhead/", letterhead.letterhead, name="letterhead"),
    path("o/<slug:organisation>/switch/", front.switch, name="switch"),
]
