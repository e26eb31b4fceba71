from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class LetterheadLayout(models.TextChoices):
    CENTRED = "centred", "посередине"
    ANGULAR = "angular", "слева (угловой)"


class PaperSettings(models.Model):
    """How an organisation's papers look. Local instructions differ from the standard, so it is a setting (ГОСТ Р 7.0.97, 6.1)."""

    organisation = models.OneToOneField("schools.Organisation", on_delete=models.CASCADE, related_name="paper_settings")
    layout = models.CharField("бланк", max_length=10, choices=LetterheadLayout.choices, default=LetterheadLayout.CENTRED)
    font_size = models.PositiveSmallIntegerField(
        "кегль", default=13, validators=[MinValueValidator(12), MaxValueValidator(14)]
    )
    left_mm = models.PositiveSmallIntegerField("поле слева, мм", default=30, validators=[MinValueValidator(20), MaxValueValidator(40)])
    right_mm = models.PositiveSmallIntegerField("поле справа, мм", default=10, validators=[MinValueValidator(10), MaxValueValidator(30)])
    top_mm = models.PositiveSmallIntegerField("поле сверху, мм", default=20, validators=[MinValueValidator(20), MaxValueValidator(40)])
    bottom_mm = models.PositiveSmallIntegerField("поле снизу, мм", default=20, validators=[MinValueValidator(20), MaxValueValidator(40)])

    class Meta:
        verbose_name = "вид бумаг"
        verbose_name_plural = "вид бумаг"

    def __str__(self) -> str:
        return f"Вид бумаг: {self.organisation}"


class Wording(models.Model):
    """The organisation's own wording of one part of one kind of paper, kept as its default; without a row the product's own stands."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.CASCADE, related_name="wordings")
    kind = models.CharField("вид бумаги", max_length=40)
    part = models.CharField("часть", max_length=40)
    text = models.TextField("текст")

    class Meta:
        verbose_name = "своя формулировка"
        verbose_name_plural = "свои формулировки"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "part"],
                name="wording_once",
                violation_error_message="Формулировка этой части уже сохранена.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.part}"
