"""Long work of this room, done by the worker."""

from django.core.exceptions import ValidationError

from mentoring.consents.enums import Purpose
from schools.models import Person
from schools.papers.models import Job, StoredFile
from schools.papers.services.files import store_file
from schools.papers.services.jobs import Origin, Progress, job_kind
from schools.russian import count

from .services.sheets import packet_pdf, prepare_sheets

CONSENTS_PACKET = "consents_packet"
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
