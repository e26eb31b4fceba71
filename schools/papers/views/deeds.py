"""What is done to documents here: annulled, given their scan, entered from paper, thrown away as drafts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF, acts_as
from schools.enums import Role
from schools.numbers import number_from
from schools.views.generic import FormPage, attempt, here

from ..enums import DocumentStatus
from ..forms.documents import AnnulForm, ElsewhereForm, ScanForm
from ..kinds import kind_of
from ..models import Document, StoredFile
from ..selectors.links import named
from ..services.documents import (
    annul_document,
    attach_scan,
    discard_draft,
    discarding_of,
    enter_elsewhere,
    fates_of,
    restore_draft,
    signed_refusal,
    standing_change,
    why_not_annulled,
)
from ..services.files import scan_kept, store_scan
from .documents import address


class DocumentAnnul(FormPage):
    """What will happen, to what, and why; then the deed."""

    open_to = STAFF
    model = Document
    form_class = AnnulForm
    template_name = "papers_room/document_annul.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.object
        tell = kind_of(document.kind).annul_consequences
        return super().get_context_data(
            document=document,
            consequences=list(tell(document)) if tell is not None and document.status == DocumentStatus.ISSUED else [],
            why_not=why_not_annulled(document),
            later=standing_change(document),
            restored=named(fate.paper for fate in fates_of(document) if fate.kept_by is None),
            resting=named(document.resting.filter(status=DocumentStatus.ISSUED)),
            signed=signed_refusal(document),
            cancelled_with=kind_of(document.kind).cancelled_with if Role.CURATOR in self.request.roles else "",
            **kwargs,
        )

    def save(self, form: AnnulForm) -> Document:
        void = annul_document(
            self.object, form.cleaned_data["reason"], self.request.user, on_behalf=acts_as(self.request.roles)
        )
        self.done_text = "Документ аннулирован." + (" Его номер остаётся занятым." if void.number else "")
        return void

    def get_success_url(self) -> str:
        return here(self.request, "papers:document_detail", pk=self.object.pk)


class DocumentScan(FormPage):
    open_to = STAFF
    model = Document
    form_class = ScanForm
    template_name = "papers_room/document_scan.html"
    done_text = "Скан приложен."

    def save(self, form: ScanForm) -> Document:
        with scan_kept(self.request.organisation, form.cleaned_data["scan"], self.request.user) as scan:
            return attach_scan(self.object, scan, self.request.user) if scan else self.object

    def get_success_url(self) -> str:
        return here(self.request, "papers:document_detail", pk=self.object.pk)


class DocumentElsewhere(FormPage):
    """Enter an order issued on paper."""

    open_to = STAFF
    form_class = ElsewhereForm
    template_name = "papers_room/document_elsewhere.html"
    done_text = "Приказ внесён в журнал. На него можно ссылаться, как на любой другой."

    stored: StoredFile | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"organisation": self.request.organisation}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The browser forgets a chosen file; keep it, so that it need not be chosen again."""
        kept = self.scan_of(form)
        if kept is not None:
            form.data = form.data.copy()
            form.data["kept"] = str(kept.pk)
        return super().form_invalid(form)

    def scan_of(self, form: ElsewhereForm) -> StoredFile | None:
        """What was uploaded now, stored once, or else what an earlier try of this form had brought."""
        upload = form.cleaned_data.get("scan")
        if upload and self.stored is None:
            upload.seek(0)
            self.stored = store_scan(self.request.organisation, upload, self.request.user)
        return self.stored or self.kept(form["kept"].value())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(kept=self.kept(form["kept"].value()), **(kwargs | {"form": form}))

    def kept(self, pk: Any) -> StoredFile | None:
        """A scan that came with an earlier try of this form."""
        if not (number := number_from(str(pk or ""))):
            return None
        mine = StoredFile.objects.visible_to(self.request.user).filter(
            organisation=self.request.organisation.legal_entity, created_by=self.request.user
        )
        return mine.filter(pk=number).first()

    def save(self, form: ElsewhereForm) -> Document:
        answers = form.cleaned_data
        return enter_elsewhere(
            self.request.organisation,
            answers["kind"],
            answers["title"],
            answers["number"],
            answers["day"],
            self.request.user,
            scan=self.scan_of(form),
            signer=answers["signer"],
            nonce=answers["nonce"],
        )

    def get_success_url(self) -> str:
        return here(self.request, "papers:document_detail", pk=self.object.pk)


@require_POST
@open_to(*STAFF)
def document_discard(request: OrganisationRequest, pk: int) -> HttpResponse:
    document = object_or_404(Document.objects.all(), request, pk=pk)
    undo = "" if kind_of(document.kind).on_discard else here(request, "papers:document_restore", pk=pk)
    done = attempt(request, lambda: discard_draft(document, request.user), "Черновик удалён.", undo=undo)
    return redirect(_list(request) if done else here(request, "papers:document_detail", pk=pk))


@require_POST
@open_to(*STAFF)
def document_restore(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Undo of the throwing away: back on the page where the draft is written."""
    known = Document.objects.filter(pk=pk).first()
    if known is not None:
        object_or_404(Document.objects.all(), request, pk=pk)
    elif discarding_of(request.organisation.legal_entity, pk) is None:
        raise Http404
    draft = attempt(request, lambda: restore_draft(request.organisation, pk, request.user), "Черновик возвращён.")
    if draft is None:
        return redirect(_list(request))
    edit_url = address(request, kind_of(draft.kind).edit_url, draft) if draft.is_draft else ""
    return redirect(edit_url or here(request, "papers:document_detail", pk=pk))


def _list(request: HttpRequest) -> str:
    return here(request, "papers:document_list")
