from django.urls import path

from .views import consents, orders

app_name = "documents"
urlpatterns = [
    path("orders/new/", orders.order_create, name="order_create"),
    path("orders/<int:pk>/edit/", orders.order_edit, name="order_edit"),
    path("orders/<int:pk>/preview/", orders.order_preview, name="order_preview"),
    path("orders/<int:pk>/draft.<str:ending>", orders.order_draft_file, name="order_draft_file"),
    path("orders/<int:pk>/issue/", orders.order_issue, name="order_issue"),
    path("orders/<int:pk>/change/", orders.change_create, name="change_create"),
    path("consents/", consents.consent_list, name="consent_list"),
    path("consents/print/", consents.consent_print, name="consent_print"),
    path("consents/sign/", consents.consent_sign_many, name="consent_sign_many"),
    path("consents/<int:pk>/sheet.pdf", consents.consent_sheet, name="consent_sheet"),
    path("consents/<int:pk>/sign/", consents.consent_sign, name="consent_sign"),
    path("consents/<int:pk>/unsign/", consents.consent_unsign, name="consent_unsign"),
    path("consents/<int:pk>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
    path("consents/person/<int:pk>/", consents.consent_on_paper, name="consent_on_paper"),
]
