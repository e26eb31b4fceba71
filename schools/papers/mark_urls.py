"""Where QR marks of papers lead, outside of organisations."""

from django.urls import path

from .views import marks

urlpatterns = [path("<slug:mark>/", marks.document_mark, name="document_mark")]
