from django.db import models
from django.db.models import Q

from schools.enums import Role
from schools.models import Membership, Person
from schools.years import AcademicYear

from ..enums import BankStatus


class BankQuerySet(models.QuerySet):
    def visible_to(self, user) -> "BankQuerySet":
        """All of the organisations where the user is curator or head, and the user's own entries."""
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(Q(organisation__in=whole.values("organisation")) | Q(person__user=user))


class BankEntry(models.Model):
    """A person's place in a bank in one academic year."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, verbose_name="кто", on_delete=models.PROTECT, related_name="%(class)s_entries")
    year = models.PositiveSmallIntegerField("учебный год", help_text="Год начала: 2026 для 2026/27")
    status = models.CharField("состояние", max_length=10, choices=BankStatus.choices, default=BankStatus.CANDIDATE)
    entered_on = models.DateField("в банке с")
    confirmed_on = models.DateField("подтверждён", null=True, blank=True)
    withdrawn_on = models.DateField("выбыл", null=True, blank=True)
    withdrawal_reason = models.CharField("почему выбыл", max_length=250, blank=True)
    case_url = models.URLField("ссылка на отзыв или описание опыта", blank=True)
    note = models.TextField("примечание", blank=True)
    # Counts writings of the card by a form: two who edit it at once do not overwrite each other.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BankQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.person}, {self.academic_year}"

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.year)
