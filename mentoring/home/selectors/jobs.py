"""Long work that has finished and waits for its starter."""

from schools.models import Organisation, User
from schools.papers.enums import JobStatus
from schools.papers.selectors.jobs import jobs_to_look_at

from .wait import Wait, to

SHOWN = 10
WORDS = {JobStatus.DONE: "готово", JobStatus.FAILED: "не получилось"}


def job_waits(user: User, organisation: Organisation) -> list[Wait]:
    """Finished and not yet looked at; what still runs is named too, so that nobody starts it twice."""
    jobs = list(jobs_to_look_at(user, organisation)[:SHOWN])
    waits = []
    for job in (job for job in jobs if job.status in WORDS):
        words = f"{job.title}: {WORDS[JobStatus(job.status)]}"
        button = "Скачать" if job.status == JobStatus.DONE and job.result_id else "Посмотреть"
        waits.append(
            Wait(1, words, to(organisation, "papers:job", job.pk), button, owed=job.status == JobStatus.FAILED)
        )
    for job in (job for job in jobs if job.status not in WORDS):
        term = f"сделано {job.done} из {job.total}" if job.total else "ждёт очереди"
        waits.append(Wait(1, f"{job.title}: готовится", to(organisation, "papers:job", job.pk), "Посмотреть", term))
    return waits
