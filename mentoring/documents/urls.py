from django.urls import path

from .views import choosing, consents, destruction, editing, issuing, orders, roadmap_files, roadmaps, signing

app_name = "documents"
urlpatterns = [
    path("orders/new/", orders.order_create, name="order_create"),
    path("orders/<int:pk>/edit/", editing.order_edit, name="order_edit"),
    path("orders/<int:pk>/preview/", editing.order_preview, name="order_preview"),
    path("orders/<int:pk>/draft.<str:ending>", editing.order_draft_file, name="order_draft_file"),
    path("orders/<int:pk>/issue/", issuing.order_issue, name="order_issue"),
    path("orders/<int:pk>/change/", orders.change_create, name="change_create"),
    path("orders/<int:pk>/ground/", orders.order_ground, name="order_ground"),
    path("papers/new/", choosing.paper_create, name="paper_create"),
    path("papers/<int:pk>/edit/", editing.paper_edit, name="paper_edit"),
    path("papers/<int:pk>/preview/", editing.paper_preview, name="paper_preview"),
    path("papers/<int:pk>/draft.<str:ending>", editing.paper_draft_file, name="paper_draft_file"),
    path("papers/<int:pk>/issue/", issuing.paper_issue, name="paper_issue"),
    path("consents/", consents.consent_list, name="consent_list"),
    path("consents/my/", consents.my_consents, name="my_consents"),
    path("consents/print/", consents.consent_print, name="consent_print"),
    path("consents/sign/", signing.consent_sign_many, name="consent_sign_many"),
    path("consents/sign/undo/", signing.consent_sign_undo, name="consent_sign_undo"),
    path("consents/wording/<slug:code>/", consents.consent_wording, name="consent_wording"),
    path("consents/<int:pk>/sheet.pdf", consents.consent_sheet, name="consent_sheet"),
    path("consents/<int:pk>/sign/", signing.consent_sign, name="consent_sign"),
    path("consents/<int:pk>/unsign/", signing.consent_unsign, name="consent_unsign"),
    path("consents/<int:pk>/withdraw/", signing.consent_withdraw, name="consent_withdraw"),
    path("consents/person/<int:pk>/", signing.consent_on_paper, name="consent_on_paper"),
    path("destructions/<int:pk>/act.<str:ending>", destruction.destruction_file, name="destruction_file"),
    path("roadmaps/<int:pk>/paper/", roadmaps.roadmap_preview, name="roadmap_preview"),
    path("roadmaps/<int:pk>/paper.pdf", roadmap_files.roadmap_pdf, name="roadmap_pdf"),
    path("roadmaps/<int:pk>/paper.docx", roadmap_files.roadmap_docx, name="roadmap_docx"),
    path("roadmaps/<int:pk>/paper.xlsx", roadmap_files.roadmap_xlsx, name="roadmap_xlsx"),
    path("roadmaps/<int:pk>/calendar.ics", roadmap_files.roadmap_ics, name="roadmap_ics"),
    path("roadmaps/<int:pk>/submit/", roadmaps.roadmap_submit, name="roadmap_submit"),
    path("roadmaps/<int:pk>/recall/", roadmaps.roadmap_recall, name="roadmap_recall"),
    path("roadmaps/<int:pk>/discard/", roadmaps.roadmap_discard, name="roadmap_discard"),
    path("roadmaps/<int:pk>/return/", roadmaps.roadmap_return, name="roadmap_return"),
    path("roadmaps/<int:pk>/approve/", roadmaps.roadmap_approve, name="roadmap_approve"),
    path("roadmaps/<int:pk>/approve/look/", roadmaps.roadmap_look, name="roadmap_look"),
    path("roadmaps/versions/<int:pk>/", roadmaps.roadmap_version, name="roadmap_version"),
    path(
        "roadmaps/versions/<int:pk>/paper.<str:ending>", roadmap_files.roadmap_version_file, name="roadmap_version_file"
    ),
]
