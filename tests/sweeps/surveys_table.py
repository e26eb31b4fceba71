"""Who may do what in the surveys' room."""

from schools.access.roles import ANYONE, STAFF
from tests.sweeps.rows import CURATOR, Row, deed, form, page, reading

SURVEYS: dict[str, Row] = {
    "surveys:my_surveys": reading(ANYONE),
    "surveys:questionnaire_list": page(STAFF),
    "surveys:questionnaire_archived": page(STAFF),
    "surveys:questionnaire_create": form(CURATOR),
    "surveys:questionnaire_import": form(CURATOR),
    "surveys:library_list": reading(STAFF),
    "surveys:library_detail": reading(STAFF),
    "surveys:library_take": deed(CURATOR),
    "surveys:questionnaire_detail": page(STAFF, "questionnaire"),
    "surveys:questionnaire_edit": reading(CURATOR, "questionnaire"),
    "surveys:questionnaire_head": form(CURATOR, "questionnaire"),
    "surveys:questionnaire_undo": deed(CURATOR, "questionnaire"),
    "surveys:questionnaire_copy": deed(CURATOR, "questionnaire"),
    "surveys:questionnaire_archive": deed(CURATOR, "questionnaire"),
    "surveys:questionnaire_file": reading(STAFF, "questionnaire"),
    "surveys:questionnaire_blank": reading(STAFF, "questionnaire"),
    "surveys:question_add": form(CURATOR, "questionnaire"),
    "surveys:question_edit": form(CURATOR, "questionnaire"),
    "surveys:question_move": deed(CURATOR, "questionnaire"),
    "surveys:question_copy": deed(CURATOR, "questionnaire"),
    "surveys:question_remove": deed(CURATOR, "questionnaire"),
    "surveys:section_add": form(CURATOR, "questionnaire"),
    "surveys:section_edit": form(CURATOR, "questionnaire"),
    "surveys:section_move": deed(CURATOR, "questionnaire"),
    "surveys:section_remove": deed(CURATOR, "questionnaire"),
    "surveys:wave_results": reading(STAFF, "wave"),
    "surveys:wave_workbook": reading(STAFF, "wave"),
    "surveys:wave_summary": reading(STAFF, "wave"),
}
