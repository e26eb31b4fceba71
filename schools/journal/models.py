from django.conf import settings
from django.db import models

from schools.enums import Role
from schools.models import Membership


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user) -> "EntryQuerySet":
        """The journal of organisations where the user is curator or head."""
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(organisation__in=whole.values("organisation"))


class Entry(models.Model):
    """One deed. Rows are only ever added; destruction of personal data empties `before`/`after`, never the row or its hash."""

    at = models.DateTimeField("когда", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="кто", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on_behalf = models.CharField("в качестве", max_length=200, blank=True)
    organisation = models.ForeignKey(
        "schools.Organisation", verbose_name="организация", null=True, on_delete=models.PROTECT, related_name="+"
    )
    deed = models.CharField("действие", max_length=60)
    subject_type = models.CharField("предмет", max_length=60)
    subject_id = models.BigIntegerField("номер предмета", null=True)
    subject_name = models.CharField("наименование предмета", max_length=300, blank=True)
    before = models.JSONField("было", default=dict, blank=True)
    after = models.JSONField("стало", default=dict, blank=True)
    reason = models.TextField("причина", blank=True)
    digest = models.CharField(max_length=64, editable=False)
    # The person's data were destroyed: what was noted is gone, and the digest of what was noted can no longer be compared.
    erased_at = models.DateTimeField("сведения уничтожены", null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "-at"]),
            models.Index(fields=["subject_type", "subject_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.deed}: {self.subject_name}"
