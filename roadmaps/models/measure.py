import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When

from schools.models import Membership

from ..enums import MeasureCode, MeasureStatus, ResponsibleRole
from ..roles import READERS
from .roadmap import Roadmap


class Stage(models.Model):
    """A stage of a roadmap. A table without stages has one with neither number nor title."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="stages")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    number = models.CharField("номер", max_length=40, blank=True)
    title = models.TextField("название этапа", blank=True)
    # The file had it as a row across the width, and as these words; printed so again.
    across = models.BooleanField(default=False)
    printed = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "этап"
        verbose_name_plural = "этапы"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "uid"], name="stage_once")]

    def __str__(self) -> str:
        return " ".join(filter(None, [f"{self.number}." if self.number else "", self.title])) or "Мероприятия"


# The municipal plan covers a year of the plan in which the measure stands.
_FROM_ABOVE = Q(
    handed_from__roadmap__begins__lt=F("roadmap__begins") + F("roadmap__years"),
    handed_from__roadmap__begins__gt=F("roadmap__begins") - F("handed_from__roadmap__years"),
)


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user) -> "MeasureQuerySet":
        """All of the organisations whose plans the user reads, and those for which the user answers by name."""
        held = Membership.objects.active().filter(user=user, role__in=READERS)
        own = Responsible.objects.filter(person__user=user)
        return self.filter(Q(roadmap__organisation__in=held.values("organisation")) | Q(pk__in=own.values("measure")))

    def from_above(self) -> "MeasureQuerySet":
        """What a municipality has handed down for a year of the plan in which it stands. A measure carried over from last
        year remembers whence it came too, but for the new year nobody has handed it down yet.
        """
        return self.filter(_FROM_ABOVE)

    def telling_origin(self) -> "MeasureQuerySet":
        """With `is_from_above`: whether it is one of `from_above`."""
        told = Case(When(_FROM_ABOVE, then=Value(True)), default=Value(False), output_field=models.BooleanField())
        return self.annotate(is_from_above=told)


class Measure(models.Model):
    """What the curator ticks off once (or once a year). Texts are the plan's own; nothing in them is computed."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="measures")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="measures")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()

    number = models.CharField("номер", max_length=40, blank=True)
    title = models.TextField("мероприятие", blank=True)
    content = models.TextField("содержание", blank=True)
    due_text = models.TextField("срок", blank=True)
    responsible_text = models.TextField("ответственные", blank=True)
    expected_result = models.TextField("ожидаемый результат", blank=True)
    # Index of the column → text, for columns that have no field of their own.
    extra = models.JSONField(default=dict, blank=True)

    # Measures of one printed row share it; with the marker of the list («1)») and the number of the row.
    row = models.PositiveIntegerField(default=0)
    marker = models.CharField(max_length=40, blank=True)
    row_number = models.CharField(max_length=40, blank=True)

    # Something that the product can prove by itself.
    code = models.CharField("подтверждается", max_length=30, choices=MeasureCode.choices, blank=True)
    # [{"place", "original", "message"}]: what the reader was unsure of and nobody has looked at yet.
    doubts = models.JSONField(default=list, blank=True)
    # The municipal measure of which this is the school's own.
    handed_from = models.ForeignKey(
        "self", verbose_name="спущено из", null=True, blank=True, on_delete=models.SET_NULL, related_name="handed_to"
    )
    # The same measure in the plan that this one was carried over from: a municipality's measure of the new year is known
    # by it in the schools' plans that were carried over too.
    continues = models.ForeignKey(
        "self", verbose_name="продолжает", null=True, blank=True, on_delete=models.SET_NULL, related_name="continued_by"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["roadmap", "position"], name="measure_roadmap_position")]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "uid"], name="measure_once"),
            models.UniqueConstraint(
                fields=["roadmap", "handed_from"],
                condition=Q(handed_from__isnull=False),
                name="measure_handed_once",
                violation_error_message="Это мероприятие в дорожную карту уже спущено.",
            ),
        ]

    def __str__(self) -> str:
        return (self.title or self.content).split("\n")[0][:200] or "Мероприятие без названия"


class OccasionQuerySet(models.QuerySet["Occasion"]):
    def visible_to(self, user) -> "OccasionQuerySet":
        return self.filter(measure__in=Measure.objects.visible_to(user))


class Occasion(models.Model):
    """A measure in one academic year: when it is due then, and what came of it. A yearly measure has one for each year."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="occasions")
    year = models.PositiveSmallIntegerField("учебный год")
    # [["2026-09-01", "2026-09-30"], …] in order; `starts` and `ends` are the outer days. Empty: the prose allows none.
    spans = models.JSONField(default=list, blank=True)
    starts = models.DateField("с", null=True, blank=True)
    ends = models.DateField("по", null=True, blank=True)
    # Set by a person, not read from the prose: a change of the prose leaves it.
    by_hand = models.BooleanField(default=False)

    status = models.CharField("состояние", max_length=10, choices=MeasureStatus.choices, default=MeasureStatus.PLANNED)
    done_on = models.DateField("выполнено", null=True, blank=True)
    reason = models.TextField("почему не проводилось", blank=True)
    comment = models.TextField("примечание", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = "исполнение мероприятия"
        verbose_name_plural = "исполнение мероприятий"
        ordering = ["year"]
        indexes = [models.Index(fields=["year", "status", "ends"], name="occasion_year_status_ends")]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "year"],
                name="occasion_once_a_year",
                violation_error_message="Исполнение за этот год уже есть. Обновите страницу.",
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True) | Q(ends__gte=F("starts")),
                name="occasion_ends_after_start",
                violation_error_message="Срок заканчивается раньше, чем начинается. Поправьте даты.",
            ),
            models.CheckConstraint(
                condition=~Q(status=MeasureStatus.DONE) | Q(done_on__isnull=False),
                name="occasion_done_has_date",
                violation_error_message="Укажите день, когда мероприятие выполнено.",
            ),
            models.CheckConstraint(
                condition=~Q(status=MeasureStatus.NOT_HELD) | ~Q(reason=""),
                name="occasion_not_held_has_reason",
                violation_error_message="Напишите, почему мероприятие не проводилось.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.year}/{(self.year + 1) % 100:02d}"


class Responsible(models.Model):
    """Who answers for a measure, as recognised in its words or set by hand: a person, or a role."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="responsible")
    person = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="roadmap_duties"
    )
    role = models.CharField("роль", max_length=20, choices=ResponsibleRole.choices, blank=True)
    # The words in which it was recognised.
    text = models.CharField(max_length=250, blank=True)
    by_hand = models.BooleanField(default=False)

    class Meta:
        verbose_name = "ответственный"
        verbose_name_plural = "ответственные"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, role="") | (Q(person__isnull=True) & ~Q(role="")),
                name="responsible_person_or_role",
                violation_error_message="Ответственный — человек или роль, что-то одно.",
            ),
            models.UniqueConstraint(
                fields=["measure", "person"], condition=Q(person__isnull=False), name="responsible_person_once"
            ),
            models.UniqueConstraint(fields=["measure", "role"], condition=~Q(role=""), name="responsible_role_once"),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.get_role_display()
