from datetime import date

from django.db import models
from django.db.models import F, Q

from schools.enums import Role
from schools.models import Membership, Person, Representation

from .ages import grown_up_by
from .enums import ConsentStatus, PublicItem, Purpose


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user) -> "ConsentQuerySet":
        """All of the organisations where the user is curator or head, the user's own, and those of the user's children
        that the user signs."""
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        signed = Representation.objects.filter(representative__user=user)
        return self.filter(
            Q(organisation__in=whole.values("organisation")) | Q(person__user=user) | Q(representation__in=signed)
        )

    def in_force(self, day: date) -> "ConsentQuerySet":
        """Signed by the day, not past their term, and not outgrown: what a representative signed counts until the
        person is of age."""
        own = Q(representation__isnull=True) | Q(person__birth_date__isnull=True)
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            own | Q(person__birth_date__gt=grown_up_by(day)),
            status=ConsentStatus.SIGNED,
            signed_on__lte=day,
        )


class Consent(models.Model):
    """A person's consent to one purpose, on its own sheet. Points to the frozen text that was signed."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, verbose_name="чьё", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField("согласие", max_length=20, choices=Purpose.choices)
    status = models.CharField("состояние", max_length=10, choices=ConsentStatus.choices, default=ConsentStatus.PREPARED)
    # A pupil's consent is signed by the representative (152-ФЗ, статья 9, часть 6).
    representation = models.ForeignKey(
        Representation, verbose_name="подписывает представитель", null=True, blank=True, on_delete=models.PROTECT
    )
    document = models.ForeignKey(
        "papers.Document", verbose_name="лист", null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )
    scan = models.ForeignKey("papers.StoredFile", verbose_name="скан", null=True, blank=True, on_delete=models.PROTECT)
    prepared_on = models.DateField("напечатано")
    signed_on = models.DateField("подписано", null=True, blank=True)
    valid_until = models.DateField("действует до", null=True, blank=True)
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)
    # Dissemination only: codes of what the person allowed to publish, as ticked on the signed sheet.
    items = models.JSONField("что разрешено", default=list, blank=True)
    # Dissemination only: bans and conditions of the person's own, as written on the sheet (статья 10.1, часть 9).
    conditions = models.CharField("условия и запреты", max_length=400, blank=True)
    # The person's written application to take the consent back, as printed.
    withdrawal = models.ForeignKey(
        "papers.Document",
        verbose_name="заявление об отзыве",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="withdrawals",
    )
    note = models.CharField("примечание", max_length=250, blank=True)
    # With somebody's data the sheet printed here, or who signed for the person, was destroyed: the journal still tells that
    # there was one.
    sheet_destroyed = models.BooleanField("лист уничтожен", default=False, editable=False)
    signer_destroyed = models.BooleanField("сведения о представителе уничтожены", default=False, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["person__name_key", "purpose", "-pk"]
        constraints = [
            models.UniqueConstraint(
                # One waits and one is signed: next year's sheet is prepared while this year's is in force.
                fields=["person", "purpose", "status"],
                condition=Q(status__in=[ConsentStatus.PREPARED, ConsentStatus.SIGNED]),
                name="consent_one_open",
                violation_error_message="Такое согласие этого человека уже есть.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ConsentStatus.SIGNED) | Q(signed_on__isnull=False),
                name="consent_signed_has_date",
                violation_error_message="Укажите дату подписи.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ConsentStatus.WITHDRAWN) | Q(withdrawn_on__isnull=False),
                name="consent_withdrawn_has_date",
                violation_error_message="Укажите дату отзыва.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(signed_on__isnull=False, withdrawn_on__gte=F("signed_on")),
                name="consent_withdrawn_after_signed",
                violation_error_message="Отозвать согласие раньше, чем его подписали, нельзя. Поправьте дату.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(signed_on__isnull=True) | Q(valid_until__gte=F("signed_on")),
                name="consent_valid_after_signed",
                violation_error_message="Срок согласия кончается раньше, чем его подписали. Поправьте даты.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ConsentStatus.PREPARED) | Q(signed_on__isnull=True),
                name="consent_prepared_unsigned",
                violation_error_message="У неподписанного согласия не бывает даты подписи.",
            ),
        ]

    def __str__(self) -> str:
        return f"Согласие {self.get_purpose_display()}: {self.person}"

    @property
    def shown_items(self) -> str:
        """What may be published, in words, in the order of the sheet."""
        return "; ".join(PublicItem(code).label for code in PublicItem.values if code in self.items)
