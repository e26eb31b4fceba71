"""Long work done by the worker: its progress, cancellation, and being taken up again after a killed worker.

A room above writes `@job_kind("packet") def packet(job, progress) -> StoredFile | None` in its module `jobs` and
starts it by `start_job`. The function calls `progress(done, total)` often (at least once a minute): that is its
sign of life as well, and the place where a cancelled job stops. It may be run again from the beginning, so it must
not write anything but its file, or only what it finds done when it comes there again. What people must be told besides,
it puts into `job.message`.

Jobs change nothing that the school keeps, so their steps are not journaled.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from schools.models import Organisation, User

from ..enums import JOB_TRANSITIONS, JobStatus
from ..models import Job, StoredFile

logger = logging.getLogger(__name__)

# Without a sign of life for so long the worker is taken for killed.
STALE = timedelta(seconds=90)
# A waiting job that nobody took for so long has lost its place in the queue (killed between row and queue).
FORGOTTEN = timedelta(minutes=2)
# A job that has killed its worker so many times is not given to another.
ATTEMPTS = 3
# Not oftener is progress written.
PACE = 0.5  # seconds


class Progress:
    """Tell how far the work is: `progress(done, total)`. Raises JobStopped when the job was cancelled or given to
    another.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._written = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._written < PACE and 0 < done < total:
            return
        self._written = now
        still_ours = Job.objects.filter(pk=self._job.pk, status=JobStatus.RUNNING, attempts=self._job.attempts).update(
            done=done, total=total, heartbeat_at=timezone.now()
        )
        if not still_ours:
            raise JobStopped


class JobStopped(Exception):
    """The job was cancelled, or another worker has taken it up; the function need not catch it."""


JobFunction = Callable[[Job, Progress], StoredFile | None]
_kinds: dict[str, JobFunction] = {}
_origins: dict[str, "Origin"] = {}


@dataclass(frozen=True)
class Origin:
    """The page from which jobs of a kind are started, and what people do with the result."""

    page: str
    words: str
    then: str = ""
    # What remains when the work is stopped half-way.
    stopped: str = "ничего не сделано"


def job_kind(name: str, origin: Origin | None = None) -> Callable[[JobFunction], JobFunction]:
    """Make a function known as the work of jobs of this kind."""

    def register(function: JobFunction) -> JobFunction:
        _kinds[name] = function
        if origin is not None:
            _origins[name] = origin
        return function

    return register


def origin_of(job: Job) -> Origin | None:
    return _origins.get(job.kind)


def start_job(organisation: Organisation, user: User, kind: str, title: str, arguments: dict[str, Any]) -> Job:
    """Queue the work; the same work of the same user that is not yet over is returned instead of being done twice."""
    if kind not in _kinds:
        raise LookupError(f"no job kind {kind!r}; is its module `jobs` imported?")
    organisation = organisation.legal_entity
    going = Job.objects.filter(
        organisation=organisation, user=user, kind=kind, status__in=[JobStatus.WAITING, JobStatus.RUNNING]
    )
    for job in going:
        if job.arguments == arguments:
            return job
    job = Job.objects.create(organisation=organisation, user=user, kind=kind, title=title, arguments=arguments)
    _enqueue(job)
    job.refresh_from_db()
    return job


def _enqueue(job: Job) -> None:
    from ..tasks import run  # the task runs this module's run_job: the two refer to each other

    run.enqueue(job.pk)


def run_job(job_id: int) -> None:
    """What the worker does. A job that is over, or that a living worker does, is left alone: to queue one twice is
    harmless.
    """
    job = _take(job_id)
    if job is None:
        return
    try:
        result = _kinds[job.kind](job, Progress(job))
    except JobStopped:
        return
    except ValidationError as error:
        _finish(job, JobStatus.FAILED, message=" ".join(error.messages))
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _finish(
            job,
            JobStatus.FAILED,
            message="Внутренняя ошибка. Попробуйте ещё раз; если повторится, сообщите администратору номер задания: "
            f"{job.pk}.",
        )
    else:
        _finish(job, JobStatus.DONE, result=result, message=job.message)


def _take(job_id: int) -> Job | None:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or not (job.status == JobStatus.WAITING or _is_stale(job)):
            return None
        if job.attempts >= ATTEMPTS:
            words = "Работа прерывалась несколько раз подряд. Уменьшите список и попробуйте снова."
            _move(job, JobStatus.FAILED, message=words)
            return None
        return _move(job, JobStatus.RUNNING, attempts=job.attempts + 1, heartbeat_at=timezone.now(), done=0, message="")


def _is_stale(job: Job) -> bool:
    return job.status == JobStatus.RUNNING and (job.heartbeat_at is None or job.heartbeat_at < timezone.now() - STALE)


def _finish(job: Job, to: JobStatus, *, result: StoredFile | None = None, message: str = "") -> None:
    with transaction.atomic():
        locked = Job.objects.select_for_update().filter(pk=job.pk).first()
        if locked is None or locked.status != JobStatus.RUNNING or locked.attempts != job.attempts:
            return  # cancelled at the last moment, or another worker does it
        done = {"done": max(locked.done, locked.total)} if to == JobStatus.DONE else {}
        _move(locked, to, result=result, message=message, **done)


def cancel_job(job: Job) -> Job:
    """Stop the work as soon as it looks up; one that is over is left as it is."""
    with transaction.atomic():
        locked = Job.objects.select_for_update().get(pk=job.pk)
        return locked if locked.is_over else _move(locked, JobStatus.CANCELLED)


def retry_job(job: Job) -> Job:
    """Queue a failed job again, from the beginning."""
    with transaction.atomic():
        locked = Job.objects.select_for_update().get(pk=job.pk)
        if locked.status != JobStatus.FAILED:
            return locked
        _move(locked, JobStatus.WAITING, attempts=0, done=0, message="", finished_at=None, created_at=timezone.now())
    _enqueue(locked)
    locked.refresh_from_db()
    return locked


def _move(job: Job, to: JobStatus, **fields: Any) -> Job:
    """The one door of a job's status. The row is locked by the caller, who decides in the same transaction."""
    if to not in JOB_TRANSITIONS[job.status]:
        raise ValidationError(f"Задание уже {job.get_status_display()}.")
    if to in (JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED):
        fields.setdefault("finished_at", timezone.now())
    for name, value in fields.items():
        setattr(job, name, value)
    job.status = to
    job.save()
    return job


def requeue_stale_jobs(jobs: QuerySet[Job] | None = None, *, alone: bool = False) -> int:
    """Queue again what a killed worker left and what lost its place in the queue; returns how many.

    `alone`: the only worker is just starting, so whatever counts as running was broken off, however lately. Should
    that be wrong, nothing is done twice: the older run stops at its next sign of life.
    """
    now = timezone.now()
    if alone:
        Job.objects.filter(status=JobStatus.RUNNING).update(heartbeat_at=None)
    lost = (Job.objects.all() if jobs is None else jobs).filter(
        Q(status=JobStatus.RUNNING) & (Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=now - STALE))
        | Q(status=JobStatus.WAITING, created_at__lt=now - FORGOTTEN)
    )
    found = list(lost)
    for job in found:
        _enqueue(job)
    return len(found)


def look_at(job: Job) -> Job:
    """Its starter looks at the work: a lost one is queued again, one that is over waits on the desk no longer."""
    if requeue_stale_jobs(Job.objects.filter(pk=job.pk)):
        job.refresh_from_db()
    if job.is_over and job.seen_at is None:
        job.seen_at = timezone.now()
        Job.objects.filter(pk=job.pk).update(seen_at=job.seen_at)
    return job
