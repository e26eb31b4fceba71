from django.conf import settings
from django.db import models
from django.db.models import Q

from schools.enums import Role
from schools.models import Membership, Person

from ..enums import AcquaintanceWay
from .document import Document


class AcquaintanceQuerySet(models.QuerySet["Acquaintance"]):
    def visible_to(self, user) -> "AcquaintanceQuerySet":
        """Those of organisations where the user is curator or head, and the user's own."""
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(Q(document__organisation__in=whole.values("organisation")) | Q(person__user=user))


class Acquaintance(models.Model):
    """Somebody who has to be told of an issued paper, and whether that was done, when and how."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="acquaintances")
    person = models.ForeignKey(Person, verbose_name="кто", on_delete=models.PROTECT, related_name="+")
    acquainted_on = models.DateField("ознакомлен", null=True, blank=True)
    way = models.CharField("как", max_length=10, choices=AcquaintanceWay.choices, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AcquaintanceQuerySet.as_manager()

    class Meta:
        verbose_name = "ознакомление"
        verbose_name_plural = "ознакомление"
        ordering = ["person__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "person"],
                name="acquaintance_once",
                violation_error_message="Этот человек в листе ознакомления уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(acquainted_on__isnull=True, way="") | (Q(acquainted_on__isnull=False) & ~Q(way="")),
                name="acquaintance_has_day_and_way",
                violation_error_message="Укажите и день ознакомления, и как оно прошло.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.document}"
