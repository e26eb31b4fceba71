from django.urls import path

from .views import children, desk, front, health, letterhead, mine, portrait, proofs

app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    path("health/", health.health, name="health"),
    path("o/<slug:organisation>/", desk.desk, name="desk"),
    path("o/<slug:organisation>/children/", children.my_children, name="my_children"),
    path("o/<slug:organisation>/letterhead/", letterhead.letterhead, name="letterhead"),
    path("o/<slug:organisation>/people/<int:pk>/data/", portrait.person_data, name="person_data"),
    path("o/<slug:organisation>/people/<int:pk>/data.<str:ending>", portrait.person_data_file, name="person_data_file"),
    path("o/<slug:organisation>/proofs/", proofs.proof_list, name="proof_list"),
    path("o/<slug:organisation>/proofs/confirm/", proofs.proof_confirm_all, name="proof_confirm_all"),
    path("o/<slug:organisation>/proofs/<int:pk>/confirm/", proofs.proof_confirm, name="proof_confirm"),
    path("o/<slug:organisation>/roadmaps/mine/", mine.my_measures, name="my_measures"),
    path("o/<slug:organisation>/switch/", front.switch, name="switch"),
]
