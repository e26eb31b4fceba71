"""Long work of this room, done by the worker."""

from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError

from mentoring.consents.enums import Purpose
from schools.models import Person
from schools.papers.models import Job, StoredFile
from schools.papers.services.files import store_file
from schools.papers.services.jobs import Origin, Progress, job_kind
from schools.russian import count

from .services.agreements_issue import COUNTED, Wanted, issue_agreements
from .services.agreements_issue import TITLE as AGREEMENTS
from .services.sheets import packet_pdf, prepare_sheets
from .services.signing_day import TITLE, make_packet

CONSENTS_PACKET = "consents_packet"
SIGNING_PACKET = "signing_packet"
AGREEMENTS_ISSUE = "agreements_issue"
THEN = "Дальше: раздайте листы на подпись, потом отметьте подписанные на странице «Согласия»."


def arguments_of(wanted: list[tuple[Person, Purpose]], year: int) -> dict:
    """What the job keeps: {"sheets": [[person's pk, purpose], …], "year": 2026}."""
    return {"sheets": [[person.pk, str(purpose)] for person, purpose in wanted], "year": year}


@job_kind(CONSENTS_PACKET, Origin("documents:consent_list", "Согласия", THEN))
def consents_packet(job: Job, progress: Progress) -> StoredFile:
    """The sheets prepared and printed as one PDF, in the order of the arguments (by name).

    Preparing writes rows, yet may be begun again: a sheet that waits already and says the same is taken as it is.
    """
    asked = job.arguments["sheets"]
    people = Person.objects.present().filter(organisation=job.organisation).in_bulk([pk for pk, _ in asked])
    wanted = [(people[pk], Purpose(purpose)) for pk, purpose in asked if pk in people]
    sheets = len(wanted)

    def halves(done: int) -> None:
        """A sheet is made in two steps, prepared and printed; people are told of sheets."""
        progress(done // 2, sheets)

    prepared = prepare_sheets(job.organisation, wanted, job.arguments["year"], job.user, halves)
    if not prepared.consents:
        raise ValidationError(" ".join(prepared.skipped) or "Печатать нечего: все согласия уже подписаны.")
    ready = 2 * sheets - len(prepared.consents)
    content = packet_pdf(prepared.consents, lambda n: halves(ready + n))
    name = f"Согласия, {count(len(prepared.consents), 'лист', 'листа', 'листов')}.pdf"
    return store_file(job.organisation, content, name, "application/pdf", job.user)


@job_kind(
    SIGNING_PACKET,
    Origin(
        "documents:signing_day",
        "Документы на подпись",
        "Дальше: раздайте листы, а подписанные отметьте здесь же и на странице «Согласия».",
    ),
)
def signing_packet(job: Job, progress: Progress) -> StoredFile:
    """Everything that waits for a signature: `keys` (None is all), `year`, `form` («pdf» or «zip»).

    Begun anew it makes the same, less what was signed meanwhile.
    """
    packet = make_packet(job.organisation, job.arguments["keys"], job.arguments["year"], job.user, progress)
    if packet is None:
        raise ValidationError("Подписывать нечего: всё, что отмечено, уже подписано.")
    if job.arguments["form"] == "zip":
        return store_file(job.organisation, packet.zipped(), f"{TITLE}.zip", "application/zip", job.user)
    return store_file(job.organisation, packet.pdf(), f"{TITLE}.pdf", "application/pdf", job.user)


def issue_of(wanted: list[Wanted], day: date) -> dict:
    """What the job keeps: the drafts with the numbers that the page showed, and the day."""
    return {"drafts": [asdict(one) for one in wanted], "day": day.isoformat()}


@job_kind(
    AGREEMENTS_ISSUE,
    Origin(
        "documents:agreement_list",
        "Дополнительные соглашения",
        "Дальше: напечатайте соглашения и дайте подписать обеим сторонам.",
        "изданное до остановки осталось изданным",
    ),
)
def agreements_issue(job: Job, progress: Progress) -> StoredFile:
    """Agreements issued one by one, then bound for the printer. Begun anew it finds issued what was issued before."""
    wanted = [Wanted(**one) for one in job.arguments["drafts"]]
    day = date.fromisoformat(job.arguments["day"])
    done = issue_agreements(job.organisation, wanted, day, job.user, progress)
    if not done.papers:
        raise ValidationError(done.refused or "Издавать нечего.")
    if done.refused:
        job.message = "\n".join(["Не изданы:", *done.refused])
    name = f"{AGREEMENTS}, {count(len(done.papers), *COUNTED)}.pdf"
    return store_file(job.organisation, done.pdf(), name, "application/pdf", job.user)
