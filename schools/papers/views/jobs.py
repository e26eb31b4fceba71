from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import object_or_404, open_to
from schools.access.roles import ANYONE, STAFF
from schools.views.generic import attempt, here

from ..enums import JobStatus
from ..models import Job
from ..services.jobs import cancel_job, look_at, origin_of, retry_job

# Waiting longer than this deserves a word about the worker.
LONG_WAIT = 60  # seconds


@require_safe
@open_to(*ANYONE)
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work is; the page asks again by itself. Only its starter sees it."""
    work = look_at(_own(request, pk))
    waited = (timezone.now() - work.created_at).total_seconds()
    origin = origin_of(work)
    context = {
        "job": work,
        "poll_url": request.path,
        "waits_long": work.status == JobStatus.WAITING and waited > LONG_WAIT,
        "origin": origin,
        # A participant may have no way to the page of the staff.
        "origin_url": here(request, origin.page) if origin and request.roles & STAFF else "",
    }
    return render(request, "papers_room/job_detail.html", context)


@require_POST
@open_to(*ANYONE)
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    work = _own(request, pk)
    attempt(request, lambda: cancel_job(work), "Работа остановлена.")
    return redirect(here(request, "papers:job", pk=pk))


@require_POST
@open_to(*ANYONE)
def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    work = _own(request, pk)
    attempt(request, lambda: retry_job(work))
    return redirect(here(request, "papers:job", pk=pk))


def _own(request: HttpRequest, pk: int) -> Job:
    return object_or_404(Job.objects.select_related("result"), request, pk=pk)  # type: ignore[arg-type]  # behind the gate
