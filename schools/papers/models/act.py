from datetime import date

from django.db import models
from django.db.models import Q

from schools.enums import Role
from schools.models import Membership

from ..enums import ActPurpose


class LegalActQuerySet(models.QuerySet["LegalAct"]):
    def visible_to(self, user) -> "LegalActQuerySet":
        """Acts common to all, and those of organisations where the user is curator or head."""
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(Q(organisation__isnull=True) | Q(organisation__in=whole.values("organisation")))

    def offered_to(self, organisation, day: date) -> "LegalActQuerySet":
        """Acts common to all and the organisation's own, in force on the day."""
        return self.filter(Q(organisation__isnull=True) | Q(organisation=organisation)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class LegalAct(models.Model):
    """An act that papers cite. Reference data: acts go stale, so administrators and schools keep the list."""

    organisation = models.ForeignKey(
        "schools.Organisation",
        verbose_name="организация",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="legal_acts",
        help_text="Пусто — общий для всех",
    )
    title = models.CharField("что это", max_length=300, help_text="Для списка: Трудовой кодекс, статья 351.8")
    citation = models.CharField(
        "в тексте после «в соответствии с»",
        max_length=500,
        help_text="В творительном падеже: статьёй 351.8 Трудового кодекса …",
    )
    purposes = models.JSONField(
        "для каких бумаг", default=list, blank=True, help_text="Коды: teachers, pupils, consents"
    )
    adopted_on = models.DateField("дата акта", null=True, blank=True)
    valid_to = models.DateField("действует до", null=True, blank=True)
    position = models.PositiveSmallIntegerField("порядок", default=100)
    is_default = models.BooleanField("ставить сразу", default=True)

    objects = LegalActQuerySet.as_manager()

    class Meta:
        verbose_name = "правовой акт"
        verbose_name_plural = "правовые акты"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def is_expired(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day

    @property
    def purpose_labels(self) -> list[str]:
        return [label for code, label in ActPurpose.choices if code in self.purposes]
