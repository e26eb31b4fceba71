"""The short address that slips carry."""

from django.urls import path

from .views import invitation

urlpatterns = [path("<str:token>/", invitation.accept, name="invitation")]
