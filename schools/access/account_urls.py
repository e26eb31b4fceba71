"""Sign-in and sign-out, served by allauth."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.account.urls"))]
