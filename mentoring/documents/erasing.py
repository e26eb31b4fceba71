"""Papers of mentoring and a person whose data are destroyed: the person's own sheets and printed packets go, sheets of others
lose the name, drafts must not name the person. Issued orders and other papers with a number stay.
"""

from collections.abc import Iterator

from django.db.models import QuerySet

from schools.destruction import About
from schools.models import Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document, Job
from schools.papers.services.erasing import drop_files, drop_sheets, scrub_sheet
from schools.traces import Traces

from .jobs import CONSENTS_PACKET, SIGNING_PACKET
from .kinds import all_kinds
from .selectors.choices import OF_PEOPLE

# Answers of an order on pairs that hold the key of a card; other kinds say themselves which of theirs do.
PEOPLE = ("curator", "control", "executor", "person")


def categories(person: Person) -> Iterator[str]:
    if _own_sheets(person).exists():
        yield "заявления, отказы и другие листы без номера"
    if _reading_sheets(person):
        yield "выписки, копии приказов и листы ознакомления"
    if _packets(person):
        yield "пачки документов, собранные для печати"


def objections(person: Person, traces: Traces) -> Iterator[str]:
    """An issued order stays, a draft is still to be rewritten."""
    drafts = Document.objects.filter(organisation=person.organisation, status=DocumentStatus.DRAFT)
    for draft in drafts.order_by("pk"):
        chosen = draft.person_id == person.pk or person.pk in _people_of(draft)
        if chosen or traces.are_in([draft.title, draft.data, draft.texts]):
            yield f"Назван в черновике «{draft}»: уберите его оттуда, издайте или выбросьте черновик."
    if any(not job.is_over for job in _packets(person)):
        yield "Сейчас собирается пачка документов для печати: дождитесь конца."


def _people_of(draft: Document) -> set[int]:
    """Keys of the cards that the draft has chosen."""
    kind = all_kinds().get(draft.kind)
    asked = [ask.name for ask in kind.asks if ask.what in OF_PEOPLE] if kind else []
    found: set[int] = set()
    for name in (*PEOPLE, *asked):
        answer = draft.data.get(name)
        found |= set(answer) if isinstance(answer, list) else {answer} if isinstance(answer, int) else set()
    return found


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """Packets printed for many people go whole: they are printed anew in a minute."""
    own = list(_own_sheets(person).values_list("pk", flat=True))
    drop_sheets(own)
    for sheet in _sheets(person).exclude(pk__in=own):
        scrub_sheet(sheet, traces, sure=person.pk in _people_of(sheet))
    for job in _packets(person):
        result = job.result_id
        job.delete()
        drop_files([result] if result else [])
    yield About(Document, own)


def _sheets(person: Person) -> QuerySet[Document]:
    """Issued sheets without a number: applications, refusals, extracts, copies, lists of acquaintance. Sheets of consents
    are the consents' own; annexes of orders stay with their orders.
    """
    kinds = [kind.code for kind in all_kinds().values() if kind.begins in ("pair", "order", "person")]
    rows = Document.objects.filter(organisation=person.organisation, register=None, kind__in=kinds)
    return rows.exclude(status=DocumentStatus.DRAFT).order_by("pk")


def _own_sheets(person: Person) -> QuerySet[Document]:
    """Those that nothing refers to: the person handed them in."""
    return _sheets(person).filter(person=person)


def _reading_sheets(person: Person) -> list[Document]:
    """Sheets of others in which the person is chosen or named in full."""
    rows = _sheets(person).exclude(person=person)
    return [one for one in rows if person.pk in _people_of(one) or person.surname in f"{one.title} {one.blocks}"]


def _packets(person: Person) -> list[Job]:
    """Consents printed with the person's; and every packet for signing day: orders in it name whomever they name."""
    jobs = Job.objects.filter(organisation=person.organisation).select_related("result")
    consents = jobs.filter(kind=CONSENTS_PACKET)
    own = [job for job in consents if any(pk == person.pk for pk, *_ in job.arguments.get("sheets", []))]
    return [*own, *jobs.filter(kind=SIGNING_PACKET)]
