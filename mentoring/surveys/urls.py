"""Addresses of questionnaires and waves, under `o/<organisation>/`."""

from django.urls import path

from .views import editor, exchange, questionnaires, sections

app_name = "surveys"
urlpatterns = [
    path("questionnaires/", questionnaires.QuestionnaireList.as_view(), name="questionnaire_list"),
    path("questionnaires/archive/", questionnaires.QuestionnaireArchive.as_view(), name="questionnaire_archived"),
    path("questionnaires/new/", questionnaires.QuestionnaireCreate.as_view(), name="questionnaire_create"),
    path("questionnaires/import/", exchange.questionnaire_import, name="questionnaire_import"),
    path("questionnaires/library/", questionnaires.library_list, name="library_list"),
    path("questionnaires/library/<slug:origin>/", questionnaires.library_detail, name="library_detail"),
    path("questionnaires/library/<slug:origin>/take/", questionnaires.library_take, name="library_take"),
    path("questionnaires/<int:pk>/", questionnaires.QuestionnaireCard.as_view(), name="questionnaire_detail"),
    path("questionnaires/<int:pk>/edit/", editor.questionnaire_edit, name="questionnaire_edit"),
    path("questionnaires/<int:pk>/head/", editor.questionnaire_head, name="questionnaire_head"),
    path("questionnaires/<int:pk>/undo/", editor.questionnaire_undo, name="questionnaire_undo"),
    path("questionnaires/<int:pk>/copy/", questionnaires.questionnaire_copy, name="questionnaire_copy"),
    path("questionnaires/<int:pk>/archive/", questionnaires.questionnaire_archive, name="questionnaire_archive"),
    path("questionnaires/<int:pk>/file/", exchange.questionnaire_file, name="questionnaire_file"),
    path("questionnaires/<int:pk>/blank/", questionnaires.questionnaire_blank, name="questionnaire_blank"),
    path("questionnaires/<int:pk>/questions/new/", editor.question_add, name="question_add"),
    path("questionnaires/<int:pk>/questions/<slug:item>/", editor.question_edit, name="question_edit"),
    path("questionnaires/<int:pk>/questions/<slug:item>/move/", editor.question_move, name="question_move"),
    path("questionnaires/<int:pk>/questions/<slug:item>/copy/", editor.question_copy, name="question_copy"),
    path("questionnaires/<int:pk>/questions/<slug:item>/remove/", editor.question_remove, name="question_remove"),
    path("questionnaires/<int:pk>/sections/new/", sections.section_add, name="section_add"),
    path("questionnaires/<int:pk>/sections/<int:number>/", sections.section_edit, name="section_edit"),
    path("questionnaires/<int:pk>/sections/<int:number>/move/", sections.section_move, name="section_move"),
    path("questionnaires/<int:pk>/sections/<int:number>/remove/", sections.section_remove, name="section_remove"),
]
