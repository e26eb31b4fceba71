from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..enums import OrganisationLevel, Role

ONLY_ENTITIES = "Роль дают в самой организации: она действует и в её филиалах и подразделениях. Выберите «{}»."


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, day: date | None = None) -> "MembershipQuerySet":
        """Roles that hold on the day. The default day is the server's: roles begin and end at midnight, give or take the zone."""
        day = day or timezone.localdate()
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))

    def near(self) -> "MembershipQuerySet":
        """Roles that hold today somewhere on the globe: to look for places before their time zones are known."""
        day, margin = timezone.localdate(), timedelta(days=1)
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=day + margin), Q(ends__isnull=True) | Q(ends__gte=day - margin)
        )


class Membership(models.Model):
    """A role of a sign-in in a legal entity, for a time; it covers the branches. Branches have no roles of their own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="учётная запись", on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        "schools.Organisation", verbose_name="организация", on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField("роль", max_length=20, choices=Role.choices)
    starts = models.DateField("с", null=True, blank=True)
    ends = models.DateField("по", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "роль"
        verbose_name_plural = "роли"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "starts"],
                name="membership_once",
                violation_error_message="Эта роль у человека уже есть.",
            ),
            # Databases take two empty first days for different ones.
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="membership_once_without_start",
                condition=Q(starts__isnull=True),
                violation_error_message="Эта роль у человека уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="membership_ends_after_start",
                violation_error_message="Роль заканчивается раньше, чем начинается. Поправьте даты.",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.ACTING_HEAD) | (Q(starts__isnull=False) & Q(ends__isnull=False)),
                name="membership_acting_has_dates",
                violation_error_message="У исполняющего обязанности укажите первый и последний день.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.get_role_display()}, {self.organisation}"

    def holds_on(self, day: date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.ends is None or self.ends >= day)

    def clean(self) -> None:
        """Raises ValidationError for a branch or unit."""
        if self.organisation_id and self.organisation.level != OrganisationLevel.LEGAL_ENTITY:
            raise ValidationError({"organisation": ONLY_ENTITIES.format(self.organisation.legal_entity)})
