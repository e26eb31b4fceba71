"""Papers of mentoring and a person whose data are destroyed: drafts must not name the person, printed packets go."""

from collections.abc import Iterator

from schools.destruction import About
from schools.models import Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document, Job
from schools.papers.services.erasing import drop_files
from schools.traces import Traces

from .jobs import CONSENTS_PACKET

# Answers of a draft that hold the key of a card.
PEOPLE = ("curator", "control", "executor", "person")


def categories(person: Person) -> Iterator[str]:
    if _packets(person):
        yield "пачки согласий, собранные для печати"


def objections(person: Person, traces: Traces) -> Iterator[str]:
    """An issued order stays, a draft is still to be rewritten."""
    drafts = Document.objects.filter(organisation=person.organisation, status=DocumentStatus.DRAFT)
    for draft in drafts.order_by("pk"):
        chosen = any(draft.data.get(name) == person.pk for name in PEOPLE)
        if chosen or traces.are_in([draft.title, draft.data, draft.texts]):
            yield f"Назван в черновике «{draft}»: уберите его оттуда, издайте или выбросьте черновик."
    if any(not job.is_over for job in _packets(person)):
        yield "Сейчас печатаются согласия, среди них его: дождитесь конца печати."


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """Packets printed for many people go whole: they are printed anew in a minute."""
    for job in _packets(person):
        result = job.result_id
        job.delete()
        drop_files([result] if result else [])
    yield from ()


def _packets(person: Person) -> list[Job]:
    jobs = Job.objects.filter(organisation=person.organisation, kind=CONSENTS_PACKET).select_related("result")
    return [job for job in jobs if any(pk == person.pk for pk, _ in job.arguments.get("sheets", []))]
