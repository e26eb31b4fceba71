"""What in the answers calls for the curator: a low or falling pulse, two views of one pair, «нужна помощь».

Computed from answers whose person is known; an anonymous wave gives no signals. A signal stands until the
curator has dealt with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import fmean

from django.db.models import Q
from django.utils import timezone

from schools.models import Organisation, User
from schools.russian import plural
from schools.years import AcademicYear

from ..codes import HELP
from ..enums import AnswerSide, Mode, Purpose, SignalKind
from ..models import Answer, Reply, SignalMark, Ticket

# Waves that watch over the work of pairs.
WATCHING = frozenset({Purpose.PULSE, Purpose.INTERIM})
# Points of the scale from 1 to 10: a mean at or under this is low, a fall or a difference of so many is told (product, section 5).
LOW_MEAN = 4
POINTS = 2
# Older answers are history: whoever was low then has answered again since, or the pair is over.
FRESH = timedelta(days=120)


# What may be chosen to call the curator: «да», or an option marked so (`codes.HELP`).
CALLING = Q(choice="yes") | Q(choice__endswith=HELP)


@dataclass(frozen=True)
class Signal:
    """`ticket` is whose answer calls; `words` say what, in numbers."""

    kind: SignalKind
    ticket: Ticket
    words: str

    @property
    def key(self) -> tuple[int, str]:
        return self.ticket.pk, str(self.kind)


@dataclass
class _Sheet:
    reply: Reply
    ticket: Ticket
    points: dict[str, int] = field(default_factory=dict)
    calls: bool = False
    # What was written about the help that is needed.
    plea: str = ""

    @property
    def mean(self) -> float | None:
        return fmean(self.points.values()) if self.points else None


def open_signals(user: User, organisation: Organisation, year: AcademicYear) -> list[Signal]:
    """Those that nobody has dealt with, calls for help first, then the newest. Three queries however many answers there are."""
    sheets = _sheets(user, organisation, year)
    found = list(_signals(sheets))
    marks = SignalMark.objects.filter(ticket__in=[signal.ticket.pk for signal in found])
    handled = set(marks.values_list("ticket", "kind"))
    waiting = [signal for signal in found if signal.key not in handled]
    times = {sheet.ticket.pk: sheet.reply.sent_at for sheet in sheets}
    waiting.sort(key=lambda one: (one.kind != SignalKind.HELP, -times[one.ticket.pk].timestamp(), one.ticket.pk))
    return waiting


def signal_of(user: User, organisation: Organisation, year: AcademicYear, ticket: int, kind: str) -> Signal | None:
    """The signal that stands now; None when there is none or somebody has dealt with it."""
    return next((one for one in open_signals(user, organisation, year) if one.key == (ticket, kind)), None)


def _sheets(user: User, organisation: Organisation, year: AcademicYear) -> list[_Sheet]:
    replies = (
        Reply.objects.visible_to(user)
        .filter(wave__organisation=organisation, wave__year=year.begins, wave__purpose__in=WATCHING, is_blind=False)
        .exclude(wave__mode=Mode.ANONYMOUS)
        .filter(sent_at__gte=timezone.now() - FRESH, ticket__cancelled_at__isnull=True)
        # Who is gone can be helped no more.
        .filter(ticket__person__archived_on__isnull=True)
        .select_related("wave", "part__edition", "ticket__person", "ticket__pair__mentor__person", "ticket__wave")
        .order_by("sent_at", "pk")
    )
    sheets = {reply.pk: _Sheet(reply, ticket) for reply in replies if (ticket := reply.ticket) is not None}
    calling = _calling_items(sheet.reply for sheet in sheets.values())
    told = Q(number__isnull=False, choice="", row="") | CALLING | ~Q(text="")
    for answer in Answer.objects.filter(told, reply__in=sheets).only("reply", "item", "choice", "number", "text"):
        sheet = sheets[answer.reply_id]
        asking, explaining = calling[sheet.reply.part.edition_id]
        if answer.choice:
            sheet.calls = sheet.calls or answer.item in asking
        elif answer.number is not None:
            sheet.points[answer.item] = answer.number
        elif answer.item in explaining:
            sheet.plea = answer.text
    return list(sheets.values())


def _calling_items(replies: Iterable[Reply]) -> dict[int | None, tuple[set[str], set[str]]]:
    """For each edition the questions whose «да» or marked option calls the curator, and those asked about it."""
    found: dict[int | None, tuple[set[str], set[str]]] = {}
    for reply in replies:
        edition = reply.part.edition
        if edition is not None and edition.pk not in found:
            questions = [one for section in edition.content["sections"] for one in section.get("questions", [])]
            asking = {one["code"] for one in questions if one.get("signal") == "help"}
            explaining = {one["code"] for one in questions if one.get("when", {}).get("item") in asking}
            found[edition.pk] = asking, explaining
    return found


def _signals(sheets: list[_Sheet]) -> Iterator[Signal]:
    # The last points on each item, of a person on a pair in waves of one purpose.
    earlier: dict[tuple, dict[str, int]] = defaultdict(dict)
    together: dict[tuple, list[_Sheet]] = defaultdict(list)
    lows: dict[tuple, Signal] = {}
    falls: dict[tuple, Signal] = {}
    for sheet in sheets:
        ticket, mean = sheet.ticket, sheet.mean
        if sheet.calls:
            yield Signal(SignalKind.HELP, ticket, "просит помощи" + (f": «{sheet.plea}»" if sheet.plea else ""))
        if ticket.pair_id is not None:
            together[ticket.wave_id, ticket.round, ticket.pair_id].append(sheet)
        if mean is None:
            continue
        purpose = sheet.reply.wave.purpose
        who = (ticket.person_id, ticket.pair_id, purpose)
        # Only the latest answer of a person speaks of today.
        lows.pop(who, None)
        falls.pop(who, None)
        # What an interim asks may be good when it is low («насколько вам трудно»); the pulse is asked so that low is bad.
        if purpose == Purpose.PULSE and mean <= LOW_MEAN:
            lows[who] = Signal(SignalKind.LOW, ticket, f"средняя оценка {_told(mean)} из 10")
        if common := earlier[who].keys() & sheet.points.keys():
            was = fmean(earlier[who][item] for item in common)
            now = fmean(sheet.points[item] for item in common)
            if was - now >= POINTS:
                falls[who] = Signal(SignalKind.FALLING, ticket, f"было {_told(was)}, стало {_told(now)}")
        earlier[who] |= sheet.points
    yield from lows.values()
    yield from falls.values()
    for group in together.values():
        yield from _disagreements(group)


def _disagreements(group: list[_Sheet]) -> Iterator[Signal]:
    mentors = [sheet for sheet in group if sheet.reply.part.side == AnswerSide.MENTOR]
    for sheet in group:
        if sheet.reply.part.side != AnswerSide.MENTEE:
            continue
        for mentor in mentors:
            apart = {
                item: abs(point - mentor.points[item])
                for item, point in sheet.points.items()
                if item in mentor.points and abs(point - mentor.points[item]) >= POINTS
            }
            if apart:
                widest = max(apart, key=lambda item: (apart[item], item))
                points = f"{mentor.points[widest]} и {sheet.points[widest]}"
                noun = plural(len(apart), "вопросу", "вопросам", "вопросам")
                words = f"расходятся по {len(apart)} {noun}, самое большее: наставник и наставляемый ответили {points}"
                yield Signal(SignalKind.DISAGREEMENT, sheet.ticket, words)


def _told(mean: float) -> str:
    return f"{mean:.1f}".replace(".", ",").removesuffix(",0")
