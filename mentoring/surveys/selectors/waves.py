"""Reading waves: how many answered, who has not, whether answers are taken now."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from schools.access.roles import STAFF
from schools.enums import Role

from ..enums import AnswerSide, Mode
from ..models import Reply, Ticket, Wave
from .suppression import shown


@dataclass
class PartCount:
    """Of one side: `asked` are those whose days have begun and who were not taken out."""

    part: int
    side: str
    asked: int = 0
    answered: int = 0
    # Begun and not sent; of an anonymous wave nobody knows.
    started: int = 0
    # Tickets that open later.
    later: int = 0
    # How many different people were asked: one who works in two pairs fills in a sheet for each.
    people: int = 0
    # Whether `answered` may be told of this side alone: of three people «все трое ответили» is said of each by name.
    is_told: bool = True

    @property
    def label(self) -> str:
        return AnswerSide(self.side).label

    @property
    def left(self) -> int:
        return max(self.asked - self.answered, 0)


@dataclass
class Counts:
    parts: list[PartCount] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.parts)

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.parts)

    @property
    def started(self) -> int:
        return sum(one.started for one in self.parts)

    @property
    def has_more_sheets(self) -> bool:
        """Whether somebody fills in several on one side: then sheets are counted, not people."""
        return any(one.people < one.asked for one in self.parts)

    @property
    def later(self) -> int:
        return sum(one.later for one in self.parts)

    @property
    def left(self) -> int:
        return sum(one.left for one in self.parts)

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0


def counts(wave: Wave) -> Counts:
    """How many of each part were asked and answered; a query, two for an anonymous wave."""
    return counts_of([wave])[wave.pk]


def counts_of(waves: Iterable[Wave]) -> dict[int, Counts]:
    """The same of many waves by key; two queries whatever their number."""
    rows = {wave.pk: wave for wave in waves}
    today = {wave.pk: wave.organisation.today() for wave in rows.values()}
    # One day for all: the waves of a list are of one organisation.
    day = min(today.values(), default=None)
    found: dict[int, dict[int, PartCount]] = {pk: {} for pk in rows}
    if day is None:
        return {}
    opened = Q(opens_on__lte=day)
    tickets = (
        Ticket.objects.filter(wave__in=rows, cancelled_at__isnull=True)
        .values("wave_id", "part_id", "part__side")
        .annotate(
            asked=Count("pk", filter=opened),
            people=Count("person", distinct=True, filter=opened),
            later=Count("pk", filter=~opened),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            started=Count("pk", filter=Q(answered_at__isnull=True, started_at__isnull=False)),
        )
        .order_by("part_id")
    )
    for row in tickets:
        found[row["wave_id"]][row["part_id"]] = PartCount(
            row["part_id"],
            row["part__side"],
            row["asked"],
            row["answered"],
            row["started"],
            row["later"],
            row["people"],
        )
    hidden = [pk for pk, wave in rows.items() if wave.is_anonymous]
    blind = Reply.objects.filter(wave__in=hidden).values("wave_id", "part_id", "part__side")
    for sheet in blind.annotate(n=Count("pk")).order_by("part_id") if hidden else ():
        part = found[sheet["wave_id"]].setdefault(sheet["part_id"], PartCount(sheet["part_id"], sheet["part__side"]))
        part.answered = sheet["n"]
    for pk in hidden:
        told = shown({part: one.asked for part, one in found[pk].items()})
        for key, one in found[pk].items():
            one.is_told = key in told
    return {pk: Counts(sorted(parts.values(), key=lambda one: one.part)) for pk, parts in found.items()}


def missing_people(wave: Wave) -> QuerySet[Ticket]:
    """Open tickets without an answer, by name. Empty for an anonymous wave: nobody is to know who they are."""
    waiting = Ticket.objects.filter(wave=wave, answered_at__isnull=True, cancelled_at__isnull=True, is_blind=False)
    return with_names(waiting)


def typed_in(wave: Wave) -> QuerySet[Ticket]:
    """Tickets whose sheet came on paper and was typed in, by name. Of an anonymous wave none is known."""
    return with_names(Ticket.objects.filter(wave=wave, is_blind=False, reply__on_paper=True))


def people_asked(wave: Wave) -> int:
    """How many different people were asked whose day has come, by whichever sheets."""
    opened = Ticket.objects.filter(wave=wave, cancelled_at__isnull=True, opens_on__lte=wave.organisation.today())
    return opened.aggregate(n=Count("person", distinct=True))["n"]


def people_left(wave: Wave) -> int:
    """How many different people have not answered some sheet whose day has come; of an anonymous wave nobody knows."""
    opened = Q(opens_on__lte=wave.organisation.today(), answered_at__isnull=True, cancelled_at__isnull=True)
    return Ticket.objects.filter(opened, wave=wave, is_blind=False).aggregate(n=Count("person", distinct=True))["n"]


def with_names(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """With whose sheet it is and whom it is about, by name."""
    rows = tickets.select_related("part", "person", "about", "pair__mentor__person")
    return rows.prefetch_related("pair__seats__mentee__person").order_by("person__name_key", "pk")


def may_see_missing(wave: Wave, roles: Iterable[str]) -> bool:
    """Whether the names of those who have not answered are shown: of a confidential wave to the curator alone."""
    if wave.mode == Mode.NAMED:
        return bool(STAFF & set(roles))
    return wave.mode == Mode.CONFIDENTIAL and Role.CURATOR in roles
