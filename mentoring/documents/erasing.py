"""Papers of mentoring and a person whose data are destroyed: drafts must not name the person, printed packets go."""

from collections.abc import Iterator

from schools.destruction import About
from schools.models import Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document, Job
from schools.papers.services.erasing import drop_files
from schools.traces import Traces

from .jobs import CONSENTS_PACKET, SIGNING_PACKET
from .kinds import all_kinds
from .selectors.choices import OF_PEOPLE

# Answers of an order on pairs that hold the key of a card; other kinds say themselves which of theirs do.
PEOPLE = ("curator", "control", "executor", "person")


def categories(person: Person) -> Iterator[str]:
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
    for job in _packets(person):
        result = job.result_id
        job.delete()
        drop_files([result] if result else [])
    yield from ()


def _packets(person: Person) -> list[Job]:
    """Consents printed with the person's; and every packet for signing day: orders in it name whomever they name."""
    jobs = Job.objects.filter(organisation=person.organisation).select_related("result")
    consents = jobs.filter(kind=CONSENTS_PACKET)
    own = [job for job in consents if any(pk == person.pk for pk, *_ in job.arguments.get("sheets", []))]
    return [*own, *jobs.filter(kind=SIGNING_PACKET)]
