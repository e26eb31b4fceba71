from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from schools.models import Membership
from schools.years import AcademicYear

from ..enums import ApprovalForm, RoadmapStatus
from ..roles import OFFICES, READERS

LONGEST = 10  # years


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def visible_to(self, user) -> "RoadmapQuerySet":
        held = Membership.objects.active().filter(user=user, role__in=READERS)
        return self.filter(organisation__in=held.values("organisation"))

    def of_year(self, year: int) -> "RoadmapQuerySet":
        """Plans whose years include the academic year that begins in `year`."""
        return self.filter(begins__lte=year, begins__gt=year - F("years"))


class Roadmap(models.Model):
    """A roadmap of an organisation for one academic year or several, with its own columns in its own order."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="roadmaps")
    status = models.CharField("состояние", max_length=10, choices=RoadmapStatus.choices, default=RoadmapStatus.DRAFT)
    title = models.TextField("название")
    # As the imported file names it; empty: the organisation's own name.
    organisation_text = models.TextField("организация в документе", blank=True)
    # As the title prints it («2024-2025»); the dates follow from the two fields below.
    school_year = models.CharField("учебный год в названии", max_length=20, blank=True)
    begins = models.PositiveSmallIntegerField("первый учебный год", help_text="Год начала: 2026 для 2026/27")
    years = models.PositiveSmallIntegerField(
        "на сколько лет", default=1, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    # [{"heading", "role", "width"}], in the order of the table; roles are those of `reading.structure`.
    columns = models.JSONField("столбцы", default=list)
    landscape = models.BooleanField("альбомный лист", default=False)

    approval_form = models.CharField(
        "гриф утверждения", max_length=10, choices=ApprovalForm.choices, default=ApprovalForm.SIGNED
    )
    # As printed in the imported file or typed: {"post", "name", "order_number", "order_date"}.
    approval = models.JSONField("утверждение", default=dict, blank=True)
    # {"body", "post", "name", "protocol_number", "date"}
    agreement = models.JSONField("согласование", default=dict, blank=True)
    annex_number = models.CharField("номер приложения", max_length=10, blank=True)
    order = models.ForeignKey(
        "papers.Document",
        verbose_name="приказ, которым утверждена",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="roadmaps",
    )
    # The version in force.
    approved = models.ForeignKey(
        "RoadmapVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    comment = models.TextField("замечание руководителя", blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)

    # The product's template it was made from; the plan it continues.
    pattern = models.CharField("шаблон", max_length=40, blank=True, editable=False)
    previous = models.ForeignKey(
        "self", verbose_name="продолжает", null=True, blank=True, on_delete=models.SET_NULL, related_name="next_ones"
    )
    # Of the form that made it: the same form sent twice makes one roadmap.
    nonce = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    # Grows with each change of head or order of rows; rows have versions of their own.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ["-begins", "-pk"]
        indexes = [models.Index(fields=["organisation", "begins"], name="roadmap_organisation_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(years__gte=1, years__lte=LONGEST),
                name="roadmap_years",
                violation_error_message="Дорожную карту составляют на срок от одного года до десяти лет.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[RoadmapStatus.APPROVED, RoadmapStatus.CHANGED]) | Q(approved__isnull=False),
                name="roadmap_approved_has_version",
                violation_error_message="У утверждённой дорожной карты должна быть утверждённая редакция.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or "Дорожная карта без названия"

    @property
    def is_municipal(self) -> bool:
        return self.organisation.kind in OFFICES

    @property
    def first_year(self) -> AcademicYear:
        return AcademicYear(self.begins)

    @property
    def last_year(self) -> AcademicYear:
        return AcademicYear(self.begins + self.years - 1)

    @property
    def years_covered(self) -> tuple[AcademicYear, ...]:
        return tuple(AcademicYear(self.begins + index) for index in range(self.years))


class RoadmapVersion(models.Model):
    """An approved text of a roadmap, frozen: the paper, and the rows from which differences are told."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("редакция")
    document = models.ForeignKey("papers.Document", on_delete=models.PROTECT, related_name="roadmap_versions")
    # `selectors.plan.snapshot_of`
    snapshot = models.JSONField(default=dict)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_as = models.CharField("в качестве", max_length=200, blank=True)
    approved_on = models.DateField("утверждена")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "редакция дорожной карты"
        verbose_name_plural = "редакции дорожных карт"
        ordering = ["roadmap", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "number"],
                name="roadmap_version_once",
                violation_error_message="Редакция с этим номером уже есть. Обновите страницу.",
            )
        ]

    def __str__(self) -> str:
        return f"редакция {self.number} от {self.approved_on:%d.%m.%Y}"


class RoadmapEdit(models.Model):
    """One deed of editing, so that it can be undone: the rows that it touched before and after.

    `before` and `after`: {"stages": {uid: values | null}, "measures": {uid: values | null}, "roadmap": values}; null is
    «was not there».
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="edits")
    deed = models.CharField("что сделано", max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "правка дорожной карты"
        verbose_name_plural = "правки дорожных карт"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.deed
