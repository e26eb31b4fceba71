"""Papers of mentoring and a person whose data are destroyed. No paper ever reads otherwise than it was issued, so each
either stays as it is or loses its content whole.

What the person handed in goes: applications and refusals without a number, their scans; so do packets printed for many.

Copies, extracts and sheets of acquaintance that name the person, be it one of many, lose their content whole. A copy «with
the name struck out» would certify what the original does not say; and nothing is lost by its going, for the order stays and
another may be made of it. That the others were acquainted, and when, stands in the journal of acquaintance; their signatures
are on the paper sheet, which is kept with its order.

What stays rests not on the consent that was taken back but on the duty to keep documents (152-ФЗ, статья 6, часть 1, пункт 2;
125-ФЗ, статья 17): papers with a number, orders with their annexes, and what other people handed in: an application is theirs,
it goes with their own data.

Drafts must not name the person at all.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from schools.destruction import About
from schools.journal.erasing import former_names
from schools.models import Destruction, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document, Job
from schools.papers.services.erasing import drop_files, drop_sheets, empty_sheet
from schools.traces import Traces, traces_of

from .jobs import AGREEMENTS_ISSUE, CONSENTS_PACKET, SIGNING_PACKET
from .kinds import all_kinds
from .selectors.choices import OF_PEOPLE

# Answers of an order on pairs that hold the key of a card; other kinds say themselves which of theirs do.
HOLDING_CARDS = ("curator", "control", "executor", "person")
# How an act calls them.
OWN = "заявления, отказы и другие листы без номера"
DERIVED = "выписки, копии приказов и листы ознакомления, где назван этот человек"
PACKETS = "пачки документов, собранные для печати"
# The last is how acts made before copies were counted called `DERIVED`: they are still told apart (`schools.destruction.apart`).
PAPERS = frozenset({OWN, DERIVED, PACKETS, "выписки, копии приказов и листы ознакомления"})


def categories(person: Person) -> Iterator[str]:
    if _own_sheets(person).exists():
        yield OWN
    if _derived_sheets(person, _words_of(person)):
        yield DERIVED
    if _packets(person):
        yield PACKETS


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
    for name in (*HOLDING_CARDS, *asked):
        answer = draft.data.get(name)
        found |= set(answer) if isinstance(answer, list) else {answer} if isinstance(answer, int) else set()
    return found


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """Packets printed for many people go whole: they are printed anew in a minute."""
    own = list(_own_sheets(person).values_list("pk", flat=True))
    drop_sheets(own)
    told = (
        f"Содержание уничтожено {person.organisation.today():%d.%m.%Y}: в листе был назван человек, данные которого "
        f"уничтожены (акт № {Destruction.objects.get(person=person).number}). Новый лист можно составить по тому же приказу."
    )
    derived = _derived_sheets(person, traces)
    for sheet in derived:
        empty_sheet(sheet, traces, told, by)
    for job in _packets(person):
        result = job.result_id
        job.delete()
        drop_files([result] if result else [])
    yield About(Document, own)
    yield About(Document, [sheet.pk for sheet in derived], shared=True)


def _own_sheets(person: Person) -> QuerySet[Document]:
    """What the person handed in without a number, nothing refers to it. Sheets of consents are the consents' own."""
    kinds = [kind.code for kind in all_kinds().values() if kind.begins in ("pair", "order", "person")]
    return _issued_sheets(person, kinds).filter(person=person)


def _derived_sheets(person: Person, traces: Traces) -> list[Document]:
    """Made of an order for those who read it, and naming the person: chosen, told of, or the one who certified it.

    Words that may mean a namesake too count: another copy is made in a minute.
    """
    kinds = [kind.code for kind in all_kinds().values() if kind.begins == "order"]
    rows = _issued_sheets(person, kinds).exclude(person=person).exclude(blocks=[])
    return [one for one in rows if person.pk in _people_of(one) or traces.are_in(_written(one), own=True)]


def _issued_sheets(person: Person, kinds: list[str]) -> QuerySet[Document]:
    rows = Document.objects.filter(organisation=person.organisation, register=None, kind__in=kinds)
    return rows.exclude(status=DocumentStatus.DRAFT).order_by("pk")


def _written(sheet: Document) -> list[Any]:
    """What stands in a sheet, and from which it was composed."""
    return [sheet.title, sheet.data, sheet.texts, sheet.blocks, sheet.signer]


def _words_of(person: Person) -> Traces:
    return traces_of(person, "", former_names(Person._meta.label_lower, person.pk))


def _packets(person: Person) -> list[Job]:
    """Consents printed with the person's; and every packet for signing day: orders in it name whomever they name."""
    jobs = Job.objects.filter(organisation=person.organisation).select_related("result")
    consents = jobs.filter(kind=CONSENTS_PACKET)
    own = [job for job in consents if any(pk == person.pk for pk, *_ in job.arguments.get("sheets", []))]
    return [*own, *jobs.filter(kind__in=[SIGNING_PACKET, AGREEMENTS_ISSUE])]
