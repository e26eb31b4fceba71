"""Tickets: who is asked, with the personal link and what has been answered so far."""

import uuid

from django.db import models
from django.db.models import Q

from schools.access.roles import STAFF, places_of
from schools.models import Person, User

from ..enums import AnswerSide
from .wave import Wave, WavePart


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, user: User) -> "TicketQuerySet":
        """Those of organisations where the user is curator or head, and the user's own."""
        return self.filter(Q(wave__organisation__in=places_of(user, STAFF)) | Q(person__user=user))


class Ticket(models.Model):
    """One person asked once: the personal link, and in the named modes what has been answered so far.

    In an anonymous wave (`is_blind`) it never tells whether or when the person answered: that stands in the wave's one
    `BlindMarks` row, at the bit `place`; nothing on this row is written when an answer comes, not even a draft.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="tickets")
    part = models.ForeignKey(WavePart, on_delete=models.CASCADE, related_name="tickets")
    person = models.ForeignKey(Person, verbose_name="кто", on_delete=models.PROTECT, related_name="+")
    # Of whom a parent speaks.
    about = models.ForeignKey(
        Person, verbose_name="о ком", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pair = models.ForeignKey("pairs.Pair", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    # Of pair and child in one word, since the database holds empty ones apart: «p12», «c5», «p12c5» or nothing.
    subject = models.CharField(max_length=40, blank=True, editable=False)
    # Which asking of a wave that repeats, from 1.
    round = models.PositiveSmallIntegerField("который раз", default=1)
    # Position in the wave, random: the bit of `BlindMarks`.
    place = models.PositiveIntegerField(editable=False)
    is_blind = models.BooleanField(default=False, editable=False)
    # The link's token is computed from the nonce and the installation's secret, so that a slip can be printed again;
    # the database alone gives nobody a link. See `tokens.py`.
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    opens_on = models.DateField("открыта с")
    closes_on = models.DateField("открыта по")

    # Answers so far, in the shape of `answers.py`; None before the first saving and after the end.
    draft = models.JSONField(null=True, blank=True)
    draft_saved_at = models.DateTimeField("сохранено", null=True, blank=True)
    started_at = models.DateTimeField("начато", null=True, blank=True)
    answered_at = models.DateTimeField("отвечено", null=True, blank=True)
    # Not asked any more: left the bank, the pair ended, entered by mistake.
    cancelled_at = models.DateTimeField("снят с опроса", null=True, blank=True)
    # Taken out by the curator: it does not come back by itself when the pair does.
    is_dropped = models.BooleanField("снят куратором", default=False, editable=False)
    reminded_at = models.DateTimeField("напомнили", null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение к анкете"
        verbose_name_plural = "приглашения к анкете"
        ordering = ["person__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "person", "subject", "round"],
                name="ticket_once",
                violation_error_message="Этого человека в этом анкетировании уже спрашивают.",
            ),
            models.UniqueConstraint(fields=["wave", "place"], name="ticket_place_once"),
            models.CheckConstraint(
                condition=Q(is_blind=False)
                | Q(draft__isnull=True, draft_saved_at__isnull=True, started_at__isnull=True, answered_at__isnull=True),
                name="ticket_blind_tells_nothing",
                violation_error_message="В анонимной анкете о человеке не пишут, ответил ли он и когда.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave} — {self.person.short_name}"

    @property
    def partners(self) -> list[Person]:
        """The other side of the pair that the sheet is about; a parent speaks of the mentor. Nobody where the pair merely
        tells the form of mentoring: preferences of somebody who is paired are not about the pair."""
        if self.pair is None or not self.subject.startswith("p"):
            return []
        if self.part.side == AnswerSide.MENTOR:
            return [seat.mentee.person for seat in self.pair.filled_seats()]
        return [self.pair.mentor.person]

    @property
    def partner_names(self) -> str:
        """For staff: by surname. Whoever answers reads `selectors.tickets.whom`."""
        return ", ".join(one.short_name for one in self.partners)
