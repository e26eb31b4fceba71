"""Issue of all drafts of agreements, or of chosen ones: one page that says what will come out, one deed."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.access.roles import STAFF
from schools.papers.enums import DocumentStatus, RegisterKind
from schools.papers.models import Document, Register
from schools.papers.services.jobs import start_job
from schools.papers.services.numbering import propose_numbers, register_of
from schools.russian import count
from schools.selectors.headship import signer_on
from schools.views.generic import attempt, here, ids_in, say

from ..forms.agreements_issue import AgreementsIssueForm
from ..jobs import AGREEMENTS_ISSUE, issue_of
from ..obstacle import Obstacle
from ..order_kinds import AGREEMENT
from ..selectors.agreements import agreements_owed_in
from ..selectors.hindrances import hindrances_of
from ..services.agreements_issue import COUNTED, Wanted, issue_agreements, name_of

# More than these are issued by the worker: each takes about half a second.
AT_ONCE = 5


@dataclass(frozen=True)
class Checked:
    """A draft on the page: who it is with, what forbids its issue, what is doubtful."""

    draft: Document
    name: str
    obstacles: list[Obstacle]
    doubts: list[Obstacle]


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
def agreement_issue(request: OrganisationRequest) -> HttpResponse:
    """GET shows the drafts with their numbers and what stands in the way; POST issues those that may be issued."""
    asked = sent(request)
    ids = set(ids_in(request.GET if asked is None else asked))
    if asked is None and "chosen" in request.GET and not ids:
        messages.error(request, "Ничего не отмечено. Отметьте черновики или издайте все.")
        return redirect(here(request, "documents:agreement_list"))
    day = day_of(request)
    drafts = drafts_asked(request, ids)
    lines = [checked(draft, day) for draft in drafts]
    ready = [line.draft for line in lines if not line.obstacles]
    form = form_of(request, ready, day)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["date"]
        if "look" in request.POST:
            form = form_of(request, ready, day, bound=False)
        elif ready:
            return issued(request, form.wanted(), day, [line for line in lines if line.obstacles])
    if not drafts:
        messages.info(request, "Черновиков для издания нет: отмеченные соглашения уже изданы.")
        return redirect(here(request, "documents:agreement_list"))
    context = {
        "form": form,
        "rows": [(line, form[f"number_{line.draft.pk}"]) for line in lines if not line.obstacles],
        "blocked": [line for line in lines if line.obstacles],
        "ids": [draft.pk for draft in drafts],
        "signer": signer_on(request.organisation.legal_entity, day),
        "by_worker": len(ready) > AT_ONCE,
    }
    return render(request, "documents/agreement_issue.html", context)


def day_of(request: OrganisationRequest) -> date:
    """The day for which obstacles are looked up: that of the form when it is one, else today."""
    probe = AgreementsIssueForm(sent(request), drafts=[], numbers=[], register=book_of(request), look_url="")
    probe.is_valid()  # reads the date; an unbound form reads nothing
    return getattr(probe, "cleaned_data", {}).get("date") or request.organisation.today()


def book_of(request: OrganisationRequest) -> Register:
    return register_of(request.organisation, RegisterKind.AGREEMENTS)


def form_of(request: OrganisationRequest, drafts: list[Document], day: date, bound: bool = True) -> AgreementsIssueForm:
    """`bound`: as it was sent; else for another date, where numbers that somebody typed stay."""
    book = book_of(request)
    numbers, own = propose_numbers(book, day, len(drafts)), set[int]()
    if not bound:
        pairs = [
            (request.POST.get(f"number_{one.pk}", ""), request.POST.get(f"proposed_{one.pk}", "")) for one in drafts
        ]
        own = {one.pk for one, (typed, was) in zip(drafts, pairs, strict=True) if typed and typed != was}
        numbers = [
            typed if one.pk in own else following
            for one, (typed, _), following in zip(drafts, pairs, numbers, strict=True)
        ]
    return AgreementsIssueForm(
        sent(request) if bound else None,
        drafts=drafts,
        numbers=numbers,
        typed=own,
        register=book,
        look_url=request.path,
        initial={"date": day},
    )


def drafts_asked(request: OrganisationRequest, ids: set[int]) -> list[Document]:
    """Drafts of agreements by the mentors' names: the chosen ones, or all that are owed in the year."""
    if not ids:
        owed = agreements_owed_in(request.organisation, request.year, request.user)
        ids = {one.draft.pk for one in owed if one.draft is not None}
    rows = Document.objects.visible_to(request.user).filter(
        organisation=request.organisation.legal_entity, kind=AGREEMENT, status=DocumentStatus.DRAFT, pk__in=ids
    )
    return list(rows.select_related("person", "ground", "organisation").order_by("person__name_key", "pk"))


def checked(draft: Document, day: date) -> Checked:
    found = hindrances_of(draft, day)
    blocking = [one for one in found if one.blocks]
    return Checked(draft, name_of(draft), blocking, [one for one in found if not one.blocks])


def issued(request: OrganisationRequest, wanted: list[Wanted], day: date, blocked: list[Checked]) -> HttpResponse:
    """A handful here and now, more by the worker; what was left out is named."""
    if len(wanted) > AT_ONCE:
        title = f"Издание: {count(len(wanted), *COUNTED)}"
        job = start_job(request.organisation, request.user, AGREEMENTS_ISSUE, title, issue_of(wanted, day))
        return redirect(here(request, "papers:job", pk=job.pk))
    done = attempt(request, lambda: issue_agreements(request.organisation, wanted, day, request.user))
    if done is not None:
        if done.papers:
            step = ("Собрать на подпись", here(request, "documents:signing_day"))
            say(request, f"{done.words} Напечатайте и дайте подписать.", step=step)
        for words in [*done.refused, *(f"{line.name}: не издано. {line.obstacles[0].message}" for line in blocked)]:
            messages.error(request, words)
    return redirect(here(request, "documents:agreement_list"))
