"""Where people answer: by a personal link or a typed code, without an account."""

from django.urls import path

from .views import answering

app_name = "answer"
urlpatterns = [
    path("", answering.code_entry, name="code_entry"),
    path("<str:token>/", answering.first, name="first"),
    path("<str:token>/save/", answering.save, name="save"),
    path("<str:token>/done/", answering.done, name="done"),
    path("<str:token>/<int:page>/", answering.page, name="page"),
]
