from django.urls import URLPattern

app_name = "pairs"
urlpatterns: list[URLPattern] = []
