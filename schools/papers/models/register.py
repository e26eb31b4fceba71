from django.core.validators import RegexValidator
from django.db import models

from ..enums import NumberMode, RegisterKind


class Register(models.Model):
    """A register of a legal entity; its numbers begin anew each calendar year (design, decision 6)."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.CASCADE, related_name="registers")
    kind = models.CharField("журнал", max_length=20, choices=RegisterKind.choices, default=RegisterKind.MAIN)
    mode = models.CharField("номера", max_length=10, choices=NumberMode.choices, default=NumberMode.HERE)
    pattern = models.CharField(
        "образец номера",
        max_length=40,
        default="{n}",
        validators=[
            RegexValidator(r"^[^{}]*\{n\}[^{}]*$", "В образце должно быть {n} — место порядкового номера, один раз.")
        ],
        help_text="{n} — порядковый номер: {n}, {n}-ОД, {n}-п.о.д., 02-05/{n}",
    )
    first_number = models.PositiveIntegerField(
        "начать с номера", default=1, help_text="Если в этом году приказы уже издавались на бумаге"
    )

    # Orders on staff and on pupils are numbered apart in some schools and in one row with all others in the rest.
    kept = models.BooleanField(
        "вести отдельно", default=True, help_text="Иначе приказы получают номера в журнале по основной деятельности"
    )

    class Meta:
        verbose_name = "журнал регистрации"
        verbose_name_plural = "журналы регистрации"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                name="register_once",
                violation_error_message="Такой журнал у организации уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
