from django.conf import settings
from django.db import models

from ..enums import DestructionReason, Role
from .membership import Membership


class DestructionQuerySet(models.QuerySet["Destruction"]):
    def visible_to(self, user) -> "DestructionQuerySet":
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(organisation__in=whole.values("organisation"))


class Destruction(models.Model):
    """An act of destruction of a person's data, frozen when it was done; it names the person by the card's number only.

    Contents by the Роскомнадзор's order № 179 of 28.10.2022, which lets an act tell a person by other information than
    the name, and asks that it be kept for three years.
    """

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="destructions")
    number = models.PositiveIntegerField("номер")
    person = models.OneToOneField("schools.Person", on_delete=models.PROTECT, related_name="destruction")
    date = models.DateField("уничтожено")
    reason = models.CharField("причина", max_length=10, choices=DestructionReason.choices)
    ground_on = models.DateField("причина наступила")
    # Lines, as they were on the day.
    operator = models.TextField("оператор")
    categories = models.JSONField("категории данных", default=list)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_by_name = models.CharField("кто уничтожил", max_length=250)
    done_by_post = models.CharField("должность", max_length=250, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DestructionQuerySet.as_manager()

    class Meta:
        verbose_name = "акт об уничтожении данных"
        verbose_name_plural = "акты об уничтожении данных"
        ordering = ["-date", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"],
                name="destruction_number_once",
                violation_error_message="Акт с этим номером уже есть. Обновите страницу.",
            )
        ]

    def __str__(self) -> str:
        return f"Акт № {self.number} от {self.date:%d.%m.%Y}"
