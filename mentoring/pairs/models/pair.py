from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind
from schools.enums import Role
from schools.models import Membership, Person

from ..enums import LIVING, EndReason, PairStatus


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, user) -> "PairQuerySet":
        """All of the organisations where the user is curator or head, and the pairs in which the user stands."""
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        own = Seat.objects.filter(Q(mentee__person__user=user) | Q(mentor__person__user=user))
        return self.filter(Q(organisation__in=whole.values("organisation")) | Q(pk__in=own.values("pair")))

    def touching(self, first: date, last: date) -> "PairQuerySet":
        """Pairs whose term touches the interval: a pair shows in every year that its term touches (design, decision 4)."""
        return self.filter(starts__lte=last, ends__gte=first)

    def begun(self) -> "PairQuerySet":
        """Without those whose order fell, or that were taken out of it, before their first day: they never worked."""
        return self.exclude(status=PairStatus.ENDED, ended_on__lt=F("starts"))

    def with_keys(self) -> "PairQuerySet":
        """What lists sort and filter by: the first mentee's key and the number of seats."""
        seats = Seat.objects.filter(pair=OuterRef("pk")).order_by()
        first = seats.order_by("mentee__person__name_key").values("mentee__person__name_key")[:1]
        size = seats.values("pair").annotate(n=Count("pk")).values("n")
        return self.annotate(first_mentee=Subquery(first), size=Coalesce(Subquery(size), 0))


class Pair(models.Model):
    """A mentor with one mentee, or with several (a group), for a term."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Mentor, verbose_name="наставник", on_delete=models.PROTECT, related_name="pairs")
    mentees = models.ManyToManyField(Mentee, through="Seat", related_name="pairs")
    form = models.ForeignKey(MentoringForm, verbose_name="форма", on_delete=models.PROTECT, related_name="+")
    kinds = models.ManyToManyField(MentoringKind, verbose_name="виды", blank=True)
    starts = models.DateField("с")
    ends = models.DateField("по")
    reason = models.TextField("почему эти люди", blank=True)
    status = models.CharField("состояние", max_length=10, choices=PairStatus.choices, default=PairStatus.DRAFT)

    submitted_at = models.DateTimeField("передана руководителю", null=True, blank=True)
    decided_at = models.DateTimeField("решение", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_as = models.CharField("в качестве", max_length=200, blank=True)
    comment = models.TextField("замечание руководителя", blank=True)
    # The head's journaled reason to order without a consent (design, decision 8); never for a minor.
    consent_override = models.TextField("почему можно без согласия", blank=True)
    # What was missing when the head said so, as [person's id, purpose]: what goes missing later needs a new permission.
    override_for = models.JSONField("каких согласий это касается", default=list, blank=True, editable=False)

    order = models.ForeignKey(
        "papers.Document", verbose_name="приказ", null=True, blank=True, on_delete=models.PROTECT, related_name="pairs"
    )
    # ТК РФ, статья 351.8: the additional agreement to the mentor's labour contract; pairs of employees only.
    agreement = models.ForeignKey(
        "papers.Document",
        verbose_name="дополнительное соглашение",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreed_pairs",
    )
    # The employer's warning of an early end, three working days ahead (the same article).
    notice = models.ForeignKey(
        "papers.Document",
        verbose_name="уведомление",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="warned_pairs",
    )
    # The same mentees with another mentor: the pair that the order on this one ends, so that no day is without a mentor.
    replaces = models.ForeignKey(
        "self", verbose_name="вместо пары", null=True, blank=True, on_delete=models.PROTECT, related_name="replacements"
    )
    ended_on = models.DateField("завершена", null=True, blank=True)
    end_reason = models.CharField("почему завершена", max_length=20, choices=EndReason.choices, blank=True)
    end_order = models.ForeignKey(
        "papers.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="ended_pairs"
    )
    # Of the form that made the pair: the same form sent twice makes one pair.
    nonce = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    # Grows with every deed: a page that shows an older version may not decide on this one.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "пара"
        verbose_name_plural = "пары и группы"
        ordering = ["mentor__person__name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="pair_ends_after_start",
                violation_error_message="Пара заканчивается раньше, чем начинается. Поправьте даты.",
            ),
            models.CheckConstraint(
                condition=~Q(status=PairStatus.ORDERED) | Q(order__isnull=False),
                name="pair_ordered_has_order",
                violation_error_message="У закреплённой пары должен быть приказ.",
            ),
            models.CheckConstraint(
                condition=~Q(status=PairStatus.ENDED) | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="pair_ended_has_reason",
                violation_error_message="У завершённой пары должны быть дата и причина.",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(status__in=sorted(LIVING)),
                name="pair_replaced_once",
                violation_error_message="Замена наставника в этой паре уже составлена. Откройте её или отмените.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status"])]

    def __str__(self) -> str:
        return f"{self.mentor.person.short_name} — " + ", ".join(
            seat.mentee.person.short_name for seat in self.filled_seats()
        )

    def filled_seats(self) -> "list[Seat]":
        """The seats with their people: as fetched beforehand, else by one query."""
        fetched = "seats" in getattr(self, "_prefetched_objects_cache", {})
        return list(self.seats.all() if fetched else self.seats.select_related("mentee__person"))

    @property
    def is_group(self) -> bool:
        return len(self.filled_seats()) > 1

    @property
    def gone(self) -> "list[Person]":
        """People of the pair whose card is in the archive or whose data are destroyed: such a pair does not work again."""
        people = [self.mentor.person, *(seat.mentee.person for seat in self.filled_seats())]
        return [person for person in people if person.archived_on is not None or person.destroyed_at is not None]

    @property
    def stands_in_for(self) -> "Pair | None":
        """The pair in order that waits to be ended by the order on this one; None when there is none, or it is over."""
        if self.replaces is None or self.status in (PairStatus.ORDERED, PairStatus.ENDED, PairStatus.CANCELLED):
            return None
        return self.replaces if self.replaces.status == PairStatus.ORDERED else None

    @property
    def is_decided(self) -> bool:
        """Whether the head has spoken. A pair grounded in an order from paper may stand in it without that."""
        return self.decided_at is not None and self.decided_by_id is not None

    def is_allowed_without(self, person_id: int, purposes: Iterable[str]) -> bool:
        """Whether the head let the pair into an order without all these consents of the person. Age is the caller's matter."""
        allowed = {(who, purpose) for who, purpose in self.override_for}
        return bool(self.consent_override) and {(person_id, str(purpose)) for purpose in purposes} <= allowed

    @property
    def last_day(self) -> date:
        """Of the work: as planned, or the day of the end."""
        return min(self.ended_on or self.ends, self.ends)

    @property
    def never_began(self) -> bool:
        """Ended by an order before its first day; the same as not to be in `begun()`."""
        return self.status == PairStatus.ENDED and self.ended_on is not None and self.ended_on < self.starts

    def is_active(self, day: date) -> bool:
        """Whether the pair works on the day: follows from the order's date, the term and the end (design, decision 4)."""
        if self.status not in (PairStatus.ORDERED, PairStatus.ENDED) or self.order is None or self.order.date is None:
            return False
        return max(self.order.date, self.starts) <= day <= self.last_day


class Seat(models.Model):
    """A mentee's place in a pair. `mentor` and `is_living` repeat the pair's, so that the database can hold the rules."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="seats")
    mentee = models.ForeignKey(Mentee, verbose_name="наставляемый", on_delete=models.PROTECT, related_name="seats")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="seats")
    is_living = models.BooleanField(default=True)

    class Meta:
        verbose_name = "место в паре"
        verbose_name_plural = "места в парах"
        # By name, wherever a group is told: on the screen as in the order.
        ordering = ["mentee__person__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "mentee"],
                name="seat_once",
                violation_error_message="Этот наставляемый в паре уже есть.",
            ),
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=Q(is_living=True),
                name="pair_not_twice",
                violation_error_message="Эти люди уже вместе в другой паре.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.mentee)
