from django.db import models
from django.db.models import Q

from schools.models import Membership

from ..enums import Contingent


class DictionaryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DictionaryQuerySet":
        """Common entries and the own ones of organisations where the user holds a role."""
        places = Membership.objects.active().filter(user=user).values("organisation")
        return self.filter(Q(organisation__isnull=True) | Q(organisation__in=places))

    def offered_to(self, organisation) -> "DictionaryQuerySet":
        """Entries common to all and the organisation's own, without those switched off."""
        return self.filter(Q(organisation__isnull=True) | Q(organisation=organisation), is_active=True)


class DictionaryEntry(models.Model):
    """An editable word of reference; common to all when it belongs to no organisation."""

    organisation = models.ForeignKey(
        "schools.Organisation",
        verbose_name="организация",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Пусто — общее для всех",
    )
    name = models.CharField("название", max_length=150)
    position = models.PositiveSmallIntegerField("порядок", default=100)
    is_active = models.BooleanField("используется", default=True)

    objects = DictionaryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Topic(DictionaryEntry):
    """What a mentor can give and a mentee may need: one dictionary for both, so that they can be compared."""

    has_detail = models.BooleanField("уточняется", default=False, help_text="Например, «предмет» — какой именно")

    class Meta(DictionaryEntry.Meta):
        verbose_name = "направление помощи"
        verbose_name_plural = "направления помощи"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(organisation__isnull=False),
                name="topic_name_once",
                violation_error_message="Такое направление у организации уже есть.",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(organisation__isnull=True),
                name="topic_common_name_once",
                violation_error_message="Такое общее направление уже есть.",
            ),
        ]


class MentoringForm(DictionaryEntry):
    """Форма наставничества: педагог – педагог and so on. Extensible: schools invent others (domain, section 1)."""

    code = models.SlugField("код", max_length=40, unique=True)
    contingent = models.CharField("чьё наставничество", max_length=10, choices=Contingent.choices)
    # Lists of `Side` values.
    mentor_sides = models.JSONField("кто наставник", default=list)
    mentee_sides = models.JSONField("кто наставляемый", default=list)

    class Meta(DictionaryEntry.Meta):
        verbose_name = "форма наставничества"
        verbose_name_plural = "формы наставничества"


class MentoringKind(DictionaryEntry):
    """Вид наставничества: традиционное, в группе, реверсивное… A pair may combine several."""

    code = models.SlugField("код", max_length=40, unique=True)
    # A speedy kind is one meeting: its term may be shorter than three months.
    is_short = models.BooleanField("краткое по сути", default=False)
    needs_group = models.BooleanField("нужно двое и более наставляемых", default=False)

    class Meta(DictionaryEntry.Meta):
        verbose_name = "вид наставничества"
        verbose_name_plural = "виды наставничества"
