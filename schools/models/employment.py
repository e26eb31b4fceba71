from datetime import date

from django.db import models
from django.db.models import F, Q

from .person import Person


class EmploymentQuerySet(models.QuerySet["Employment"]):
    def active(self, day: date) -> "EmploymentQuerySet":
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))


class Employment(models.Model):
    """A post of a person. A совместитель has two."""

    person = models.ForeignKey(Person, verbose_name="сотрудник", on_delete=models.CASCADE, related_name="employments")
    unit = models.ForeignKey(
        "schools.Organisation", verbose_name="филиал или подразделение", null=True, blank=True, on_delete=models.PROTECT
    )
    post = models.CharField("должность", max_length=250)
    is_main = models.BooleanField("основная", default=True)
    department = models.CharField("отдел, объединение", max_length=150, blank=True)
    subjects = models.JSONField("предметы", default=list, blank=True)
    category = models.CharField("квалификационная категория", max_length=100, blank=True)
    teaching_years = models.PositiveSmallIntegerField("педагогический стаж, лет", null=True, blank=True)
    reports_to = models.ForeignKey(
        Person,
        verbose_name="непосредственный руководитель",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="subordinates",
    )
    post_cases = models.JSONField("исправленные падежи должности", default=dict, blank=True)
    starts = models.DateField("с", null=True, blank=True)
    ends = models.DateField("по", null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = "должность"
        verbose_name_plural = "должности"
        ordering = ["-is_main", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="employment_ends_after_start",
                violation_error_message="Работа заканчивается раньше, чем начинается. Поправьте даты.",
            )
        ]

    def __str__(self) -> str:
        return self.post


class Enrolment(models.Model):
    """The class of a pupil in an academic year."""

    person = models.ForeignKey(Person, verbose_name="обучающийся", on_delete=models.CASCADE, related_name="enrolments")
    year = models.PositiveSmallIntegerField("учебный год", help_text="Год начала: 2026 для 2026/27")
    grade = models.CharField("класс, группа", max_length=40)

    class Meta:
        verbose_name = "класс обучающегося"
        verbose_name_plural = "классы обучающихся"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                name="enrolment_once_a_year",
                violation_error_message="Класс на этот учебный год уже записан.",
            )
        ]

    def __str__(self) -> str:
        return self.grade


class HeadshipQuerySet(models.QuerySet["Headship"]):
    def on(self, day: date) -> "HeadshipQuerySet":
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gte=day))


class Headship(models.Model):
    """Who signs for the organisation and when. The signer follows from the document's date (design, decision 7)."""

    organisation = models.ForeignKey(
        "schools.Organisation", verbose_name="организация", on_delete=models.CASCADE, related_name="headships"
    )
    person = models.ForeignKey(Person, verbose_name="кто", on_delete=models.PROTECT, related_name="headships")
    post = models.CharField("должность в подписи", max_length=150, help_text="Директор, Заведующий, И.о. директора")
    is_acting = models.BooleanField("исполняет обязанности", default=False)
    ground = models.CharField("основание", max_length=250, blank=True, help_text="Приказ о возложении обязанностей")
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)

    objects = HeadshipQuerySet.as_manager()

    class Meta:
        verbose_name = "руководство"
        verbose_name_plural = "руководители"
        ordering = ["-is_acting", "-starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="headship_ends_after_start",
                violation_error_message="Последний день раньше первого. Поправьте даты.",
            ),
            models.CheckConstraint(
                condition=Q(is_acting=False) | Q(ends__isnull=False),
                name="headship_acting_has_end",
                violation_error_message="У исполняющего обязанности укажите последний день.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.person}"
