"""Addresses of roadmaps, under `o/<organisation>/`."""

from django.urls import path

from .views import cards, doing, editing, handing, head, importing, lists, making, plan, preview_deeds, stages

app_name = "roadmaps"
urlpatterns = [
    path("roadmaps/", lists.RoadmapList.as_view(), name="roadmap_list"),
    path("roadmaps/new/", making.RoadmapCreate.as_view(), name="roadmap_create"),
    path("roadmaps/imports/new/", importing.ImportStart.as_view(), name="import_start"),
    path("roadmaps/imports/<int:pk>/", importing.import_preview, name="import_preview"),
    path("roadmaps/imports/<int:pk>/cell/", importing.import_cell, name="import_cell"),
    path("roadmaps/imports/<int:pk>/head/", importing.import_head, name="import_head"),
    path("roadmaps/imports/<int:pk>/whose/", preview_deeds.import_heading, name="import_heading"),
    path("roadmaps/imports/<int:pk>/years/", preview_deeds.import_years, name="import_years"),
    path("roadmaps/imports/<int:pk>/columns/", preview_deeds.import_columns, name="import_columns"),
    path("roadmaps/imports/<int:pk>/row/", preview_deeds.import_row, name="import_row"),
    path("roadmaps/imports/<int:pk>/apply/", importing.import_apply, name="import_apply"),
    path("roadmaps/imports/<int:pk>/undo/", importing.import_undo, name="import_undo"),
    path("roadmaps/imports/<int:pk>/discard/", importing.import_discard, name="import_discard"),
    path("roadmaps/<int:pk>/", plan.roadmap_detail, name="roadmap_detail"),
    path("roadmaps/<int:pk>/edit/", head.roadmap_edit, name="roadmap_edit"),
    path("roadmaps/<int:pk>/undo/", head.edit_undo, name="edit_undo"),
    path("roadmaps/<int:pk>/checked/", editing.measures_settle, name="measures_settle"),
    path("roadmaps/<int:pk>/delete/", head.roadmap_delete, name="roadmap_delete"),
    path("roadmaps/<int:pk>/hand-down/", handing.handing_form, name="hand_down"),
    path("roadmaps/<int:pk>/hand-down/undo/", handing.handing_undo, name="handing_undo"),
    path("roadmaps/<int:pk>/handed/", handing.handed_page, name="handed_table"),
    path("roadmaps/<int:pk>/stages/new/", stages.stage_add, name="stage_add"),
    path("roadmaps/stages/<int:pk>/", stages.stage_edit, name="stage_edit"),
    path("roadmaps/stages/<int:pk>/move/", stages.stage_move, name="stage_move"),
    path("roadmaps/stages/<int:pk>/remove/", stages.stage_remove, name="stage_remove"),
    path("roadmaps/stages/<int:pk>/new/", editing.measure_create, name="measure_create"),
    path("roadmaps/measures/<int:pk>/", cards.measure_detail, name="measure_detail"),
    path("roadmaps/measures/<int:pk>/edit/", editing.measure_edit, name="measure_edit"),
    path("roadmaps/measures/<int:pk>/after/", editing.measure_add, name="measure_add"),
    path("roadmaps/measures/<int:pk>/move/", editing.measure_move, name="measure_move"),
    path("roadmaps/measures/<int:pk>/checked/", editing.measure_settle, name="measure_settle"),
    path("roadmaps/measures/<int:pk>/split/", editing.measure_split, name="measure_split"),
    path("roadmaps/measures/<int:pk>/join/", editing.measure_join, name="measure_join"),
    path("roadmaps/measures/<int:pk>/remove/", editing.measure_remove, name="measure_remove"),
    path("roadmaps/measures/<int:pk>/responsible/", doing.measure_responsible, name="measure_responsible"),
    path("roadmaps/years/<int:pk>/status/", doing.measure_status, name="measure_status"),
    path("roadmaps/years/<int:pk>/dates/", doing.measure_dates, name="measure_dates"),
    path("roadmaps/years/<int:pk>/evidence/", doing.evidence_add, name="evidence_add"),
    path("roadmaps/evidence/<int:pk>/", doing.evidence_file, name="evidence_file"),
    path("roadmaps/evidence/<int:pk>/remove/", doing.evidence_remove, name="evidence_remove"),
]
