from django.conf import settings
from django.db import models

from ..enums import JobStatus


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user) -> "JobQuerySet":
        """Long work is its starter's own."""
        return self.filter(user=user)


class Job(models.Model):
    """Long work done by the worker, with its progress; the result waits on the starter's desk."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.CASCADE, related_name="jobs")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40)
    title = models.CharField("что делается", max_length=200)
    arguments = models.JSONField(default=dict)
    status = models.CharField("состояние", max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    done = models.PositiveIntegerField("сделано", default=0)
    total = models.PositiveIntegerField("всего", default=0)
    message = models.TextField("что случилось", blank=True)
    result = models.ForeignKey("papers.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Grows each time a worker takes the job up: a worker that was thought dead must not finish for the one that
    # replaced it.
    attempts = models.PositiveSmallIntegerField("попыток", default=0, editable=False)
    heartbeat_at = models.DateTimeField("работа шла", null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "задание"
        verbose_name_plural = "задания"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.status in (JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED)
