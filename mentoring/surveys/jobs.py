"""Long work of this room, done by the worker."""

from schools.papers.models import Job
from schools.papers.services.jobs import Origin, Progress, job_kind

from .models import Wave
from .services.reminding import send_reminders

REMINDERS = "survey_reminders"
THEN = "Письма ушли тем, у кого есть адрес. Остальным раздайте листки."


@job_kind(REMINDERS, Origin("surveys:wave_list", "Анкеты", THEN))
def reminders(job: Job, progress: Progress) -> None:
    """`arguments`: {"wave": key, "base": the site's address}. Begun again it writes to nobody twice; see `send_reminders`."""
    wave = Wave.objects.select_related("organisation").get(pk=job.arguments["wave"], organisation=job.organisation)
    send_reminders(wave, job.arguments["base"], job.user, job.created_at, progress)
