from django.urls import path

from .views import acts, deeds, documents, files, jobs, register, settings

app_name = "papers"
urlpatterns = [
    path("documents/", register.DocumentList.as_view(), name="document_list"),
    path("documents/book/", register.document_list_pdf, name="document_list_pdf"),
    path("documents/elsewhere/", deeds.DocumentElsewhere.as_view(), name="document_elsewhere"),
    path("documents/<int:pk>/", documents.DocumentDetail.as_view(), name="document_detail"),
    path("documents/<int:pk>/pdf/", documents.document_pdf, name="document_pdf"),
    path("documents/<int:pk>/docx/", documents.document_docx, name="document_docx"),
    path("documents/<int:pk>/annul/", deeds.DocumentAnnul.as_view(), name="document_annul"),
    path("documents/<int:pk>/scan/", deeds.DocumentScan.as_view(), name="document_scan"),
    path("documents/<int:pk>/discard/", deeds.document_discard, name="document_discard"),
    path("files/<int:pk>/", files.file, name="file"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("jobs/<int:pk>/retry/", jobs.job_retry, name="job_retry"),
    path("acts/", acts.act_list, name="act_list"),
    path("acts/new/", acts.ActPage.as_view(), name="act_create"),
    path("acts/<int:pk>/", acts.ActPage.as_view(), name="act_edit"),
    path("acts/<int:pk>/expire/", acts.act_expire, name="act_expire"),
    path("acts/<int:pk>/revive/", acts.act_revive, name="act_revive"),
    path("settings/numbers/", settings.RegisterEdit.as_view(), name="register_edit"),
    path("settings/papers/", settings.PaperSettingsEdit.as_view(), name="paper_settings"),
]
