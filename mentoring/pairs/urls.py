from django.urls import path

from .views import cards, decisions, forming, lists, replacing, suggestions

app_name = "pairs"
urlpatterns = [
    path("pairs/", lists.PairList.as_view(), name="pair_list"),
    path("pairs/new/", forming.pair_create, name="pair_create"),
    path("pairs/check/", forming.pair_check, name="pair_check"),
    path("pairs/suggestions/", suggestions.pair_suggest, name="pair_suggest"),
    path("pairs/submit/", lists.pair_submit, name="pair_submit"),
    path("pairs/<int:pk>/", cards.PairCard.as_view(), name="pair_detail"),
    path("pairs/<int:pk>/edit/", forming.pair_edit, name="pair_edit"),
    path("pairs/<int:pk>/replace/", replacing.pair_replace, name="pair_replace"),
    path("pairs/<int:pk>/recall/", cards.pair_recall, name="pair_recall"),
    path("pairs/<int:pk>/cancel/", cards.pair_cancel, name="pair_cancel"),
    path("pairs/<int:pk>/end/", cards.pair_end, name="pair_end"),
    path("pairs/<int:pk>/resume/", cards.pair_resume, name="pair_resume"),
    path("pairs/<int:pk>/consent/", cards.pair_consent, name="pair_consent"),
    path("pairs/<int:pk>/consent/drop/", cards.pair_consent_drop, name="pair_consent_drop"),
    path("decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/names/", decisions.decision_names, name="decision_names"),
    path("decisions/decide/", decisions.decide, name="decide"),
    path("decisions/undo/", decisions.decisions_undo, name="decisions_undo"),
    path("decisions/<int:pk>/undo/", decisions.decision_undo, name="decision_undo"),
]
