from django.db import models

from ..engine.page import BOTTOM_MARGINS, FONTS, LEFT_MARGINS, LINE_SPACINGS, RIGHT_MARGINS, SIZES, TOP_MARGINS


def _choices(values: tuple[float, ...]) -> list[tuple[float, str]]:
    return [(value, str(value).replace(".", ",")) for value in values]


class LetterheadLayout(models.TextChoices):
    CENTRED = "centred", "посередине"
    ANGULAR = "angular", "слева (угловой)"


class PaperSettings(models.Model):
    """How an organisation's papers look. Local instructions differ from the standard, so it is a setting (ГОСТ Р
    7.0.97, 6.1).
    """

    organisation = models.OneToOneField("schools.Organisation", on_delete=models.CASCADE, related_name="paper_settings")
    layout = models.CharField(
        "бланк", max_length=10, choices=LetterheadLayout.choices, default=LetterheadLayout.CENTRED
    )
    font = models.CharField("шрифт", max_length=30, choices=[(name, name) for name in FONTS], default=FONTS[0])
    font_size = models.PositiveSmallIntegerField("кегль", choices=_choices(SIZES), default=13)
    line_spacing = models.FloatField("межстрочный интервал", choices=_choices(LINE_SPACINGS), default=1.15)
    left_mm = models.PositiveSmallIntegerField("поле слева, мм", choices=_choices(LEFT_MARGINS), default=30)
    right_mm = models.PositiveSmallIntegerField("поле справа, мм", choices=_choices(RIGHT_MARGINS), default=10)
    top_mm = models.PositiveSmallIntegerField("поле сверху, мм", choices=_choices(TOP_MARGINS), default=20)
    bottom_mm = models.PositiveSmallIntegerField("поле снизу, мм", choices=_choices(BOTTOM_MARGINS), default=20)

    emblem = models.ForeignKey(
        "papers.StoredFile", verbose_name="эмблема", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # ГОСТ Р 7.0.97-2025 admits a code at the foot of a paper; each organisation decides for itself.
    qr_mark = models.BooleanField("печатать QR-отметку для проверки", default=False)

    class Meta:
        verbose_name = "вид бумаг"
        verbose_name_plural = "вид бумаг"

    def __str__(self) -> str:
        return f"Вид бумаг: {self.organisation}"


class Wording(models.Model):
    """The organisation's own wording of one part of one kind of paper, kept as its default; without a row the
    product's own stands.
    """

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
