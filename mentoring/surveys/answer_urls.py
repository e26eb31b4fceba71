"""Where people answer: by a personal link or a typed code, without an account."""

from django.urls import URLPattern

app_name = "answer"
urlpatterns: list[URLPattern] = []
