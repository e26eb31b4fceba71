from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from ..enums import OrganisationKind, OrganisationLevel
from ..years import AcademicYear


def validate_timezone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("Такого часового пояса нет. Выберите пояс из списка.")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user) -> "OrganisationQuerySet":
        """Legal entities where the user holds a role about today, with the branches and units that the role covers.

        Wider than the rights by a day: whose «today» it is, is known only when the organisation is. A gate asks
        `roles_in`, which goes by the organisation's own calendar; a role in a branch itself opens nothing.
        """
        from .membership import Membership  # models of one room refer to each other in a circle

        entity = Q(level=OrganisationLevel.LEGAL_ENTITY)
        near = Membership.objects.near().filter(user=user, organisation__level=OrganisationLevel.LEGAL_ENTITY)
        own = near.values("organisation")
        deeper = ~Q(parent__level=OrganisationLevel.LEGAL_ENTITY) & Q(parent__parent__in=own)
        return self.filter((entity & Q(pk__in=own)) | (~entity & (Q(parent__in=own) | deeper)))


class Organisation(models.Model):
    """A node of the tree: region ▸ municipal office ▸ legal entity ▸ branch or unit.

    Roles, people, letterhead and registers belong to legal entities.
    """

    slug = models.SlugField("имя в адресе", max_length=60, unique=True, help_text="Латиницей, например les-sosh-1")
    kind = models.CharField("вид", max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.SCHOOL)
    level = models.CharField(
        "уровень", max_length=20, choices=OrganisationLevel.choices, default=OrganisationLevel.LEGAL_ENTITY
    )
    parent = models.ForeignKey(
        "self", verbose_name="входит в", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    founder_lines = models.TextField(
        "учредитель", blank=True, help_text="Строки бланка над наименованием, каждая с новой строки"
    )
    full_name = models.TextField("полное наименование", help_text="Как в уставе, с «ёлочками»")
    short_name = models.CharField("краткое наименование", max_length=250, help_text="Например: МБОУ «Лесная СОШ № 1»")
    address = models.CharField("адрес", max_length=300, blank=True)
    phone = models.CharField("телефон", max_length=100, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    site = models.URLField("сайт", blank=True)
    public_page = models.URLField(
        "страница наставничества на сайте",
        max_length=300,
        blank=True,
        help_text="Точный адрес страницы: он печатается в согласии на распространение данных",
    )
    second_factor_required = models.BooleanField(
        "вход с кодом обязателен", default=False, help_text="Для руководителя, куратора и администратора"
    )
    place = models.CharField(
        "место составления", max_length=100, blank=True, help_text="Населённый пункт для приказов: с. Лесное"
    )
    inn = models.CharField(
        "ИНН", max_length=12, blank=True, validators=[RegexValidator(r"^(\d{10}|\d{12})$", "ИНН состоит из 10 цифр.")]
    )
    ogrn = models.CharField(
        "ОГРН", max_length=15, blank=True, validators=[RegexValidator(r"^(\d{13}|\d{15})$", "ОГРН состоит из 13 цифр.")]
    )
    timezone = models.CharField("часовой пояс", max_length=60, default="Europe/Moscow", validators=[validate_timezone])
    name_cases = models.JSONField(
        "падежи наименования",
        default=dict,
        blank=True,
        help_text="Исправленные вручную падежи: {'full': {'gent': '…'}, 'short': {…}}",
    )
    import_mapping = models.JSONField("запомненные столбцы загрузки", default=dict, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["short_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=OrganisationLevel.LEGAL_ENTITY) | Q(parent__isnull=False),
                name="organisation_branch_has_parent",
                violation_error_message="У филиала и структурного подразделения укажите, в какую организацию они входят.",
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def legal_entity(self) -> "Organisation":
        """The organisation whose letterhead and registers this one uses."""
        node = self
        while node.level != OrganisationLevel.LEGAL_ENTITY and node.parent is not None:
            node = node.parent
        return node

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def today(self) -> date:
        """The calendar day in the organisation's own time zone."""
        return datetime.now(self.tz).date()

    def current_year(self) -> AcademicYear:
        return AcademicYear.of(self.today())
