"""What came of answers: the curator's decisions on entries, and signals that were dealt with."""

from django.conf import settings
from django.db import models

from schools.access.roles import STAFF, places_of
from schools.models import User

from ..enums import Decision, SignalKind
from .answer import Reply
from .ticket import Ticket


class EntryDecision(models.Model):
    """What the curator did with an answer that could enter a bank or the pairs: taken once, or left."""

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="decision")
    decision = models.CharField("решение", max_length=10, choices=Decision.choices)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "решение по ответу"
        verbose_name_plural = "решения по ответам"

    def __str__(self) -> str:
        return self.get_decision_display()


class SignalMarkQuerySet(models.QuerySet["SignalMark"]):
    def visible_to(self, user: User) -> "SignalMarkQuerySet":
        """Those of organisations where the user is curator or head."""
        return self.filter(ticket__wave__organisation__in=places_of(user, STAFF))


class SignalMark(models.Model):
    """A signal that the curator has dealt with. Signals themselves are computed from answers; see `selectors/calls.py`."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="signal_marks")
    kind = models.CharField("сигнал", max_length=15, choices=SignalKind.choices)
    note = models.CharField("что сделано", max_length=500, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    handled_at = models.DateTimeField("когда", auto_now_add=True)

    objects = SignalMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "отработанный сигнал"
        verbose_name_plural = "отработанные сигналы"
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "kind"],
                name="signal_handled_once",
                violation_error_message="Этот сигнал уже отмечен.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
