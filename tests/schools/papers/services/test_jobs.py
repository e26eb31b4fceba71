from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from schools.papers.enums import JOB_TRANSITIONS, JobStatus
from schools.papers.models import Job
from schools.papers.selectors.files import read_file
from schools.papers.services import jobs
from schools.papers.services.files import store_file
from schools.papers.services.jobs import (
    cancel_job,
    job_kind,
    requeue_stale_jobs,
    retry_job,
    run_job,
    start_job,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def queue(monkeypatch) -> list[int]:
    """The queue without its worker: what was put into it."""
    queued: list[int] = []
    monkeypatch.setattr(jobs, "_enqueue", lambda job: queued.append(job.pk))
    return queued


@job_kind("test_packet")
def packet(job, progress):
    for done in range(job.arguments["pages"] + 1):
        progress(done, job.arguments["pages"])
    return store_file(job.organisation, b"%PDF- packet", "пакет.pdf", "application/pdf", job.user)


def start(world, kind="test_packet", **arguments) -> Job:
    return start_job(world.school, world.anna, kind, "Пакет согласий", arguments)


def test_the_work_is_done_and_its_result_waits(world):
    job = start(world, pages=3)
    assert (job.status, job.done, job.total, job.attempts) == (JobStatus.DONE, 3, 3, 1)
    assert read_file(job.result) == b"%PDF- packet"
    assert job.finished_at is not None


def test_a_double_click_starts_the_work_once(world, queue):
    first = start(world, pages=3)
    assert start(world, pages=3).pk == first.pk
    assert start(world, pages=4).pk != first.pk
    assert len(queue) == 2


def test_an_unknown_kind_is_a_mistake_of_ours(world):
    with pytest.raises(LookupError):
        start(world, "test_nothing")


def test_a_refusal_reaches_the_user_in_words(world):
    @job_kind("test_refused")
    def refused(job, progress):
        raise ValidationError("Никто не отмечен. Отметьте людей в списке.")

    job = start(world, "test_refused")
    assert (job.status, job.message) == (JobStatus.FAILED, "Никто не отмечен. Отметьте людей в списке.")


def test_a_failure_is_logged_and_told_without_details(world, caplog):
    @job_kind("test_broken")
    def broken(job, progress):
        return 1 // 0

    job = start(world, "test_broken")
    assert job.status == JobStatus.FAILED
    assert job.message.endswith(f"сообщите администратору номер задания: {job.pk}.")
    assert "ZeroDivisionError" in caplog.text


def test_cancelling_stops_the_work_at_its_next_sign_of_life(world):
    seen = []

    @job_kind("test_cancelled")
    def cancelled(job, progress):
        progress(0, 10)
        cancel_job(job)
        seen.append("before")
        progress(10, 10)
        seen.append("after")

    job = start(world, "test_cancelled")
    assert (job.status, job.result, seen) == (JobStatus.CANCELLED, None, ["before"])


def test_cancelling_before_its_turn(world, queue):
    job = cancel_job(start(world, pages=1))
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.CANCELLED, 0)


def test_progress_is_written_twice_a_second_at_most(world, queue, monkeypatch, django_assert_num_queries):
    job = start(world, pages=1)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=1)
    job.refresh_from_db()
    clock = [100.0]
    monkeypatch.setattr(jobs.time, "monotonic", lambda: clock[0])
    progress = jobs.Progress(job)
    with django_assert_num_queries(3):
        progress(0, 100)
        for done in range(1, 50):
            progress(done, 100)  # the same moment
        clock[0] += 0.6
        progress(50, 100)
        progress(100, 100)  # the end is always written
    job.refresh_from_db()
    assert (job.done, job.total) == (100, 100)


def test_a_killed_worker_s_job_is_taken_up_by_another(world, queue):
    job = start(world, pages=2)
    dead = timezone.now() - jobs.STALE - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=1, heartbeat_at=dead, done=1, total=2)
    assert requeue_stale_jobs() == 1
    assert queue == [job.pk, job.pk]
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.done) == (JobStatus.DONE, 2, 2)


def test_a_living_worker_s_job_is_left_to_it(world, queue):
    job = start(world, pages=2)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=1, heartbeat_at=timezone.now())
    assert requeue_stale_jobs() == 0
    run_job(job.pk)  # queued twice
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.RUNNING, 1)


def test_a_worker_thought_dead_does_not_finish_for_the_one_that_replaced_it(world, queue):
    job = start(world, pages=2)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=1)
    job.refresh_from_db()
    Job.objects.filter(pk=job.pk).update(attempts=2)
    with pytest.raises(jobs.JobStopped):
        jobs.Progress(job)(1, 2)
    jobs._finish(job, JobStatus.DONE)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.RUNNING, 2)


def test_a_job_that_kills_its_workers_is_given_up(world, queue):
    job = start(world, pages=2)
    dead = timezone.now() - jobs.STALE - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=jobs.ATTEMPTS, heartbeat_at=dead)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result) == (JobStatus.FAILED, None)
    assert "прерывалась" in job.message


def test_what_lost_its_place_in_the_queue_is_found(world, queue):
    job = start(world, pages=2)
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - jobs.FORGOTTEN - timedelta(seconds=1))
    out = StringIO()
    call_command("requeue_jobs", stdout=out)
    assert (queue, out.getvalue()) == ([job.pk, job.pk], "Поставлено в очередь: 1 задание.\n")


def test_the_only_worker_at_its_start_takes_up_everything(world, queue):
    job = start(world, pages=2)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=1, heartbeat_at=timezone.now())
    call_command("requeue_jobs", "--alone", stdout=StringIO())
    assert queue == [job.pk, job.pk]
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.DONE, 2)


def test_a_failed_job_is_tried_again(world):
    times = []

    @job_kind("test_second_time")
    def second_time(job, progress):
        times.append(1)
        if len(times) == 1:
            raise ValidationError("Диск полон.")

    job = start(world, "test_second_time")
    assert job.status == JobStatus.FAILED
    job = retry_job(job)
    assert (job.status, job.message, job.attempts) == (JobStatus.DONE, "", 1)
    assert retry_job(job).status == JobStatus.DONE
    assert len(times) == 2


@pytest.mark.parametrize(("status", "to"), [(a, b) for a in JobStatus for b in JobStatus])
def test_only_the_moves_of_the_table_are_possible(world, queue, status, to):
    job = start(world, pages=1)
    job.status = status
    if to in JOB_TRANSITIONS[status]:
        assert jobs._move(job, to).status == to
    else:
        with pytest.raises(ValidationError):
            jobs._move(job, to)
