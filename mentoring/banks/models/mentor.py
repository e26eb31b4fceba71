from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from schools.russian import normalise_key

from ..enums import BankStatus
from .dictionary import MentoringForm, MentoringKind, Topic
from .entry import BankEntry


class Mentor(BankEntry):
    """A mentor of a year: what he or she can give, and to how many."""

    capacity = models.PositiveSmallIntegerField(
        "сколько наставляемых готов взять", default=2, validators=[MinValueValidator(1)]
    )
    # Living seats in pairs. Recounted under the row's lock by the pairs' services; the constraint below is the limit.
    load = models.PositiveSmallIntegerField("наставляемых сейчас", default=0, editable=False)
    hours_per_week = models.DecimalField("часов в неделю", max_digits=4, decimal_places=1, null=True, blank=True)
    achievements = models.TextField("достижения", blank=True)
    interests = models.CharField("интересы", max_length=250, blank=True)
    wished_age = models.CharField("желаемый возраст наставляемых", max_length=150, blank=True)
    forms = models.ManyToManyField(MentoringForm, verbose_name="формы", blank=True)
    kinds = models.ManyToManyField(MentoringKind, verbose_name="виды", blank=True)

    class Meta:
        verbose_name = "наставник"
        verbose_name_plural = "наставники"
        ordering = ["person__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                name="mentor_once_a_year",
                violation_error_message="Этот человек уже есть в банке наставников этого года.",
            ),
            models.CheckConstraint(
                condition=Q(load__lte=F("capacity")),
                name="mentor_within_limit",
                violation_error_message=(
                    "У наставника больше наставляемых, чем он готов взять. Увеличьте предел или выберите другого."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=BankStatus.CONFIRMED) | Q(confirmed_on__isnull=False),
                name="mentor_confirmed_has_date",
                violation_error_message="У подтверждённого наставника должна быть дата подтверждения.",
            ),
            models.CheckConstraint(
                condition=~Q(status=BankStatus.WITHDRAWN) | Q(withdrawn_on__isnull=False),
                name="mentor_withdrawn_has_date",
                violation_error_message="У выбывшего наставника должна быть дата.",
            ),
            models.CheckConstraint(
                condition=~Q(status=BankStatus.WITHDRAWN) | ~Q(withdrawal_reason=""),
                name="mentor_withdrawn_has_reason",
                violation_error_message="Укажите, почему наставник выбыл.",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="mentor_takes_somebody",
                violation_error_message="Наставник берёт хотя бы одного наставляемого.",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True) | Q(hours_per_week__gt=0, hours_per_week__lte=40),
                name="mentor_hours_within_week",
                violation_error_message="Часов в неделю — от получаса до 40.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "year", "status"])]


class MentorStrength(models.Model):
    """What the mentor is strong in."""

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="strengths")
    topic = models.ForeignKey(Topic, verbose_name="направление", on_delete=models.PROTECT, related_name="+")
    detail = models.CharField("что именно", max_length=150, blank=True)
    # The normalised detail: «Физика» and «физика » are one strength (design, decision 11).
    detail_key = models.CharField(max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = "сильная сторона"
        verbose_name_plural = "сильные стороны"
        ordering = ["topic__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "topic", "detail_key"],
                name="strength_once",
                violation_error_message="Эта сильная сторона уже записана.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic.name}: {self.detail}" if self.detail else self.topic.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.detail_key = normalise_key(self.detail)
        super().save(*args, **kwargs)
