"""What the queue knows: one task, which does one job."""

from django.tasks import task

from .services.jobs import run_job


@task()
def run(job_id: int) -> None:
    run_job(job_id)
