"""Waves: one asking with its term, mode and parts by side."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schools.access.roles import STAFF, places_of
from schools.models import User
from schools.years import AcademicYear

from ..enums import ANSWERS_AS, AnswerSide, Audience, Mode, Purpose, Timing, WaveStatus
from .questionnaire import Edition, Questionnaire

# An answer sent in the last moment travels: what arrives so much later is still taken.
GRACE = timedelta(seconds=60)
# What was taken in the last moment of grace has been written by then.
WRITING = timedelta(seconds=30)


class WaveQuerySet(models.QuerySet["Wave"]):
    def visible_to(self, user: User) -> "WaveQuerySet":
        """Those of organisations where the user is curator or head. Who sees whose answers is said by the mode."""
        return self.filter(organisation__in=places_of(user, STAFF))


class Wave(models.Model):
    """One asking: these people, these questionnaires (a part for each side), in this term, in this mode."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="waves")
    year = models.PositiveSmallIntegerField("учебный год", help_text="Год начала: 2026 для 2026/27")
    title = models.CharField("название", max_length=200)
    purpose = models.CharField("для чего", max_length=20, choices=Purpose.choices, default=Purpose.OTHER)
    mode = models.CharField("кто видит ответы", max_length=15, choices=Mode.choices, default=Mode.NAMED)
    status = models.CharField("состояние", max_length=10, choices=WaveStatus.choices, default=WaveStatus.DRAFT)

    audience = models.CharField("кого спросить", max_length=10, choices=Audience.choices, default=Audience.BANK)
    # {"forms": [codes], "grades": ["8Б"], "people": [ids], "pairs": [ids]}: what narrows the audience.
    choice = models.JSONField("кого именно", default=dict, blank=True)

    timing = models.CharField("когда", max_length=12, choices=Timing.choices, default=Timing.DATES)
    opens_on = models.DateField("открыта с")
    # The last day, whole, in the organisation's time zone.
    closes_on = models.DateField("открыта по")
    # For a wave that follows pairs: first asking so many days after the start (before the end), then every so many days;
    # each asking stays open for so many days.
    first_after = models.PositiveSmallIntegerField("через сколько дней", null=True, blank=True)
    every = models.PositiveSmallIntegerField("и затем каждые, дней", null=True, blank=True)
    open_for = models.PositiveSmallIntegerField("сколько дней открыта", null=True, blank=True)

    # The wave that this one is compared with, person by person.
    before = models.ForeignKey(
        "self", verbose_name="сравнить с", null=True, blank=True, on_delete=models.SET_NULL, related_name="afters"
    )
    started_at = models.DateTimeField("начата", null=True, blank=True)
    closed_at = models.DateTimeField("завершена", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Of the form that made the wave: the same form sent twice makes one.
    nonce = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    # The organisation's day on which it was last seen who is to be asked and who no more; see `services/settling.py`.
    settled_on = models.DateField(null=True, blank=True, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = "анкетирование"
        verbose_name_plural = "анкетирования"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="wave_closes_after_opening",
                violation_error_message="Анкета закрывается раньше, чем открывается. Поправьте даты.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[WaveStatus.OPEN, WaveStatus.CLOSED]) | Q(started_at__isnull=False),
                name="wave_begun_has_time",
                violation_error_message="У начатого анкетирования должно быть время начала.",
            ),
            models.CheckConstraint(
                condition=Q(timing=Timing.DATES) | Q(first_after__isnull=False, open_for__gte=1),
                name="wave_relative_has_days",
                violation_error_message="Укажите, через сколько дней спросить и сколько дней ждать ответа.",
            ),
            models.CheckConstraint(
                condition=Q(timing=Timing.DATES) | ~Q(mode=Mode.ANONYMOUS),
                name="wave_anonymous_asks_all_at_once",
                violation_error_message="Анонимно спрашивают всех сразу, в назначенные дни: по дням пары человека можно узнать.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "year", "status"])]

    def __str__(self) -> str:
        return self.title

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.year)

    @property
    def is_anonymous(self) -> bool:
        return self.mode == Mode.ANONYMOUS

    @property
    def stands_from(self) -> datetime | None:
        """When no late answer can come any more to the closed wave; None while it is not closed.

        A ticket takes answers to the end of grace after its own last day, and after the close when that was earlier.
        """
        if self.closed_at is None:
            return None
        last = self.closed_at
        if self.timing == Timing.DATES:
            # All tickets have the wave's own last day.
            last = min(last, self.end_of(self.closes_on))
        return last + GRACE + WRITING

    def end_of(self, day: date) -> datetime:
        """The moment when the day is over for the organisation; answers within `GRACE` after it are kept."""
        return datetime.combine(day + timedelta(days=1), time(), self.organisation.tz)


class WavePart(models.Model):
    """What one side is asked."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="parts")
    side = models.CharField("кто отвечает", max_length=10, choices=AnswerSide.choices)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    # Frozen when the wave begins.
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        verbose_name = "часть анкетирования"
        verbose_name_plural = "части анкетирования"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "side"],
                name="wave_part_once",
                violation_error_message="Для этой стороны анкета уже выбрана.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.questionnaire}"

    @property
    def answers_as(self) -> str:
        """As whom one person of the side answers: «наставник»."""
        return ANSWERS_AS[self.side]
