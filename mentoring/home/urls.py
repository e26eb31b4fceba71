from django.urls import path

from .views import desk, front, health, letterhead, mine, proofs

app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    path("health/", health.health, name="health"),
    path("o/<slug:organisation>/", desk.desk, name="desk"),
    path("o/<slug:organisation>/letterhead/", letterhead.letterhead, name="letterhead"),
    path("o/<slug:organisation>/proofs/", proofs.proof_list, name="proof_list"),
    path("o/<slug:organisation>/proofs/confirm/", proofs.proof_confirm_all, name="proof_confirm_all"),
    path("o/<slug:organisation>/proofs/<int:pk>/confirm/", proofs.proof_confirm, name="proof_confirm"),
    path("o/<slug:organisation>/roadmaps/mine/", mine.my_measures, name="my_measures"),
    path("o/<slug:organisation>/switch/", front.switch, name="switch"),
]
