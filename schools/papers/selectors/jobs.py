"""Reading long work."""

from schools.models import Organisation, User

from ..enums import JobStatus
from ..models import Job
from ..models.job import JobQuerySet


def jobs_to_look_at(user: User, organisation: Organisation) -> JobQuerySet:
    """For the starter's desk: what is still going on, and what ended and was not looked at."""
    mine = Job.objects.visible_to(user).filter(organisation=organisation.legal_entity)
    going = mine.filter(status__in=[JobStatus.WAITING, JobStatus.RUNNING])
    ended = mine.filter(status__in=[JobStatus.DONE, JobStatus.FAILED], seen_at__isnull=True)
    return going | ended
