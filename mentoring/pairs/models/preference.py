from django.db import models
from django.db.models import Q

from mentoring.banks.models import Mentee, Mentor
from schools.access.roles import places_of
from schools.enums import Role
from schools.models import User


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def visible_to(self, user: User) -> "PreferenceQuerySet":
        """Those of organisations where the user is curator: «лучше не» was said in confidence to the curator alone."""
        return self.filter(organisation__in=places_of(user, [Role.CURATOR]))


class Preference(models.Model):
    """What one side said of the other after the group meeting: a wished place, or «лучше не» (seed 001, stage 5)."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="preferences")
    mentee = models.ForeignKey(Mentee, on_delete=models.CASCADE, related_name="preferences")
    # Who said it: the mentor of the mentee, or the mentee of the mentor.
    by_mentor = models.BooleanField("сказал наставник")
    # 1 is the most wished; None with `is_avoided`.
    rank = models.PositiveSmallIntegerField("место", null=True, blank=True)
    is_avoided = models.BooleanField("лучше не вместе", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "предпочтение"
        verbose_name_plural = "предпочтения"
        constraints = [
            models.UniqueConstraint(fields=["mentor", "mentee", "by_mentor"], name="preference_once"),
            models.CheckConstraint(
                condition=Q(rank__isnull=False, is_avoided=False) | Q(rank__isnull=True, is_avoided=True),
                name="preference_is_rank_or_avoided",
                violation_error_message="Предпочтение — это место в списке или «лучше не вместе».",
            ),
        ]

    def __str__(self) -> str:
        return "лучше не вместе" if self.is_avoided else f"место {self.rank}"
