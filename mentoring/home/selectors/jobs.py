"""Long work that has finished and waits for its starter."""

from schools.models import Organisation, User
from schools.papers.enums import JobStatus
from schools.papers.models import Job

from .wait import Wait, to

WORDS = {JobStatus.DONE: "готово", JobStatus.FAILED: "не получилось"}


def job_waits(user: User, organisation: Organisation) -> list[Wait]:
    """Finished and not yet looked at; what still runs is named too, so that nobody starts it twice."""
    jobs = Job.objects.visible_to(user).filter(organisation=organisation.legal_entity)
    waits = []
    for job in jobs.filter(status__in=WORDS, seen_at=None)[:5]:
        words = f"{job.title}: {WORDS[JobStatus(job.status)]}"
        button = "Скачать" if job.status == JobStatus.DONE and job.result_id else "Посмотреть"
        waits.append(
            Wait(1, words, to(organisation, "papers:job", job.pk), button, owed=job.status == JobStatus.FAILED)
        )
    for job in jobs.filter(status__in=[JobStatus.WAITING, JobStatus.RUNNING])[:5]:
        term = f"сделано {job.done} из {job.total}" if job.total else "ждёт очереди"
        waits.append(Wait(1, f"{job.title}: готовится", to(organisation, "papers:job", job.pk), "Посмотреть", term))
    return waits
