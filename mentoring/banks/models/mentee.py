from typing import Any

from django.db import models
from django.db.models import Q

from schools.russian import normalise_key

from ..enums import BankStatus, Priority, RequestSource
from .dictionary import Topic
from .entry import BankEntry


class Mentee(BankEntry):
    """A mentee of a year: what he or she needs and who said so."""

    experience_years = models.PositiveSmallIntegerField("стаж, лет", null=True, blank=True)
    # Living seats in pairs, kept like `Mentor.load`; zero is «без пары».
    pairs_count = models.PositiveSmallIntegerField("пар сейчас", default=0, editable=False)

    class Meta:
        verbose_name = "наставляемый"
        verbose_name_plural = "наставляемые"
        ordering = ["person__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                name="mentee_once_a_year",
                violation_error_message="Этот человек уже есть в банке наставляемых этого года.",
            ),
            models.CheckConstraint(
                condition=~Q(status=BankStatus.CONFIRMED) | Q(confirmed_on__isnull=False),
                name="mentee_confirmed_has_date",
                violation_error_message="У подтверждённого наставляемого должна быть дата подтверждения.",
            ),
            models.CheckConstraint(
                condition=~Q(status=BankStatus.WITHDRAWN) | Q(withdrawn_on__isnull=False),
                name="mentee_withdrawn_has_date",
                violation_error_message="У выбывшего наставляемого должна быть дата.",
            ),
            models.CheckConstraint(
                condition=~Q(status=BankStatus.WITHDRAWN) | ~Q(withdrawal_reason=""),
                name="mentee_withdrawn_has_reason",
                violation_error_message="Укажите, почему наставляемый выбыл.",
            ),
            models.CheckConstraint(
                condition=Q(experience_years__isnull=True) | Q(experience_years__lte=70),
                name="mentee_experience_within_life",
                violation_error_message="Стаж — не больше 70 лет.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "year", "status"])]


class MenteeRequest(models.Model):
    """One request or difficulty, in the dictionary of strengths."""

    mentee = models.ForeignKey(Mentee, on_delete=models.CASCADE, related_name="requests")
    topic = models.ForeignKey(Topic, verbose_name="направление", on_delete=models.PROTECT, related_name="+")
    detail = models.CharField("что именно", max_length=150, blank=True)
    # The normalised detail: «Физика» and «физика » are one request (design, decision 11).
    detail_key = models.CharField(max_length=150, blank=True, editable=False)
    priority = models.PositiveSmallIntegerField("важность", choices=Priority.choices, default=Priority.MIDDLE)
    source = models.CharField(
        "откуда известно", max_length=20, choices=RequestSource.choices, default=RequestSource.SELF
    )

    class Meta:
        verbose_name = "запрос"
        verbose_name_plural = "запросы и затруднения"
        ordering = ["priority", "topic__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentee", "topic", "detail_key"],
                name="request_once",
                violation_error_message="Этот запрос уже записан.",
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values),
                name="request_priority_known",
                violation_error_message="Выберите важность из списка.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic.name}: {self.detail}" if self.detail else self.topic.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.detail_key = normalise_key(self.detail)
        super().save(*args, **kwargs)
