from datetime import date

from django.conf import settings
from django.db import models

from ..enums import Role
from .membership import Membership


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user) -> "InvitationQuerySet":
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(organisation__in=whole.values("organisation"))


class Invitation(models.Model):
    """A one-time link that makes an account or adds a role to one. Only the token's hash is kept."""

    organisation = models.ForeignKey(
        "schools.Organisation", verbose_name="организация", on_delete=models.CASCADE, related_name="invitations"
    )
    person = models.ForeignKey(
        "schools.Person",
        verbose_name="кого",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    full_name = models.CharField("фамилия, имя, отчество", max_length=200, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    role = models.CharField("роль", max_length=20, choices=Role.choices)
    role_starts = models.DateField("роль действует с", null=True, blank=True)
    role_ends = models.DateField("роль действует по", null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("действует до")
    accepted_at = models.DateTimeField("принято", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cancelled_at = models.DateTimeField("отозвано", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.person or self.full_name or self.email} — {self.get_role_display()}"

    @property
    def last_day(self) -> date:
        """Until which day the link works, by the clock of the organisation: the same on the slip and behind the link."""
        return self.expires_at.astimezone(self.organisation.tz).date()
