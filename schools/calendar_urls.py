"""The production calendar of the whole installation, kept by its administrator."""

from django.urls import path

from .views import calendar

urlpatterns = [
    path("", calendar.keep, name="calendar_keep"),
    path("day/", calendar.day, name="calendar_day"),
    path("year/", calendar.year, name="calendar_year"),
    path("fill/", calendar.fill, name="calendar_fill"),
    path("<int:pk>/remove/", calendar.remove, name="calendar_remove"),
    path("changes/<int:pk>/undo/", calendar.undo, name="calendar_undo"),
]
