from django.conf import settings
from django.db import models

from schools.enums import Role
from schools.models import Membership

from ..enums import RoadmapImportStatus
from .roadmap import Roadmap


class RoadmapImportQuerySet(models.QuerySet["RoadmapImport"]):
    def visible_to(self, user) -> "RoadmapImportQuerySet":
        held = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.COORDINATOR])
        return self.filter(organisation__in=held.values("organisation"))


class RoadmapImport(models.Model):
    """A file or pasted text on its way to a roadmap: read → preview → correct → confirm → undo. The file is not kept."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.CASCADE, related_name="roadmap_imports")
    status = models.CharField(
        "состояние", max_length=10, choices=RoadmapImportStatus.choices, default=RoadmapImportStatus.PREVIEW
    )
    # Empty for pasted text.
    filename = models.CharField("файл", max_length=250, blank=True)
    # `RoadmapRead.to_dict()`: as the reader saw it, and as corrected since.
    original = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)
    # What the last correction found, so that it can be taken back: {"reading", "begins", "years"}, and the "version" that it
    # made. Empty when there is none.
    before = models.JSONField(default=dict, editable=False)
    begins = models.PositiveSmallIntegerField("первый учебный год")
    years = models.PositiveSmallIntegerField("на сколько лет", default=1)
    roadmap = models.ForeignKey(Roadmap, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports")
    nonce = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RoadmapImportQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка дорожной карты"
        verbose_name_plural = "загрузки дорожных карт"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename or "вставленный текст"
