from django.urls import path

from .views import consents, editing, issuing, orders, signing

app_name = "documents"
urlpatterns = [
    path("orders/new/", orders.order_create, name="order_create"),
    path("orders/<int:pk>/edit/", editing.order_edit, name="order_edit"),
    path("orders/<int:pk>/preview/", editing.order_preview, name="order_preview"),
    path("orders/<int:pk>/draft.<str:ending>", editing.order_draft_file, name="order_draft_file"),
    path("orders/<int:pk>/issue/", issuing.order_issue, name="order_issue"),
    path("orders/<int:pk>/change/", orders.change_create, name="change_create"),
    path("orders/<int:pk>/ground/", orders.order_ground, name="order_ground"),
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
]
