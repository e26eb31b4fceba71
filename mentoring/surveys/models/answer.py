"""Answers: finished sheets, their rows, and who has answered where nobody may be joined to an answer."""

import uuid

from django.db import models
from django.db.models import Q

from schools.access.roles import STAFF, places_of
from schools.models import User

from .ticket import Ticket
from .wave import Wave, WavePart


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, user: User) -> "ReplyQuerySet":
        """Those of organisations where the user is curator or head; who of them may see the person too is said by the mode."""
        return self.filter(wave__organisation__in=places_of(user, STAFF))


class Reply(models.Model):
    """A finished sheet of answers.

    In the named modes it belongs to its ticket. A blind one belongs to nobody: no ticket, no time, a random key, and its place
    among the others is shuffled again and again (`services/blind.py`).
    """

    # Random, not counted: neither the key nor its order says when.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="replies")
    part = models.ForeignKey(WavePart, on_delete=models.PROTECT, related_name="replies")
    is_blind = models.BooleanField(default=False, editable=False)
    ticket = models.OneToOneField(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="reply")
    round = models.PositiveSmallIntegerField(default=1)
    # Code of the form of mentoring, for figures by form. A blind reply keeps none: the only one of its form would be somebody's.
    form = models.CharField(max_length=40, blank=True)
    on_paper = models.BooleanField("с бумаги", default=False)
    sent_at = models.DateTimeField("отправлено", null=True, blank=True)
    # A blind reply that lies among enough others and is not moved any more until the wave closes.
    is_settled = models.BooleanField(default=False, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "ответ на анкету"
        verbose_name_plural = "ответы на анкеты"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_blind=True, ticket__isnull=True, sent_at__isnull=True, round=1, form="", on_paper=False)
                | Q(is_blind=False, ticket__isnull=False, sent_at__isnull=False),
                name="reply_blind_has_no_person",
                violation_error_message="Анонимный ответ не хранит ни человека, ни времени.",
            )
        ]
        indexes = [models.Index(fields=["part", "round"])]

    def __str__(self) -> str:
        return f"{self.wave}: ответ"


class Answer(models.Model):
    """One answer to one item. Of several chosen options and of a matrix's rows each is a row of its own.

    scale: number. single, yes_no, frequency: choice. multiple: a row for each choice. matrix: row + number. short, long: text.
    ranking: choice + number (1 is the best). persons: choice (key of the bank's entry) + number (rank; 0 is «лучше не»).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    row = models.CharField(max_length=40, blank=True)
    choice = models.CharField(max_length=40, blank=True)
    number = models.SmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = "ответ на вопрос"
        verbose_name_plural = "ответы на вопросы"
        constraints = [
            models.UniqueConstraint(fields=["reply", "item", "row", "choice"], name="answer_once"),
        ]
        # Results read what was written without wading through numbers.
        indexes = [models.Index(fields=["reply"], condition=~Q(text=""), name="answer_with_text")]

    def __str__(self) -> str:
        return f"{self.item}: {self.text or self.choice or self.number}"


class BlindMarks(models.Model):
    """Who has answered in an anonymous wave: one bit for each ticket, at its `place`, all in one row, so that no order and no
    time of a single mark is left. Written by `services/blind.py` only."""

    wave = models.OneToOneField(Wave, primary_key=True, on_delete=models.CASCADE, related_name="marks")
    bits = models.BinaryField(default=bytes)
    # Sheets entered from paper without a name.
    on_paper = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "отметки анонимного анкетирования"
        verbose_name_plural = "отметки анонимных анкетирований"

    def __str__(self) -> str:
        return f"{self.wave}: отметки"

    def has(self, place: int) -> bool:
        """Whether the ticket at the place is used."""
        data = bytes(self.bits)
        return place // 8 < len(data) and bool(data[place // 8] >> place % 8 & 1)
