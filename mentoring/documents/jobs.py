"""Long work of this room, done by the worker."""

from mentoring.consents.models import Consent
from schools.papers.engine.packet import PacketCancelled, render_many
from schools.papers.models import Job, StoredFile
from schools.papers.services.files import store_file
from schools.papers.services.jobs import JobStopped, Progress, job_kind
from schools.russian import count

from .services.sheets import printable

CONSENTS_PACKET = "consents_packet"


@job_kind(CONSENTS_PACKET)
def consents_packet(job: Job, progress: Progress) -> StoredFile:
    """All the sheets as one PDF, in the order of names. Arguments: {"consents": [pk, …]}."""
    consents = list(
        Consent.objects.filter(pk__in=job.arguments["consents"], organisation=job.organisation)
        .select_related("document", "person")
        .order_by("person__name_key", "person_id", "pk")
    )
    content = packet_pdf(consents, lambda done: progress(done, len(consents)))
    name = f"Согласия, {count(len(consents), 'лист', 'листа', 'листов')}.pdf"
    return store_file(job.organisation, content, name, "application/pdf", job.user)


def packet_pdf(consents: list[Consent], progress=None) -> bytes:
    """One PDF of the sheets; every sheet of an organisation has the same page setup, that of the first."""
    sheets = printable(consents)
    try:
        return render_many(
            [blocks for blocks, _, _ in sheets],
            sheets[0][2],
            [title for _, title, _ in sheets],
            title="Согласия на подпись",
            progress=progress,
        )
    except PacketCancelled as stopped:
        raise JobStopped from stopped
