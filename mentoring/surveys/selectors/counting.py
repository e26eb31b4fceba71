"""Answers counted by the database: what leaves it grows with the questions, not with those who answered."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextField, Value, Window
from django.db.models.functions import MD5, Concat, RowNumber

from schools.russian import Name, short_screen

from ..enums import AnswerSide
from ..models import Answer, Reply, Ticket, Wave, WavePart
from .figures import Missing, Response, Said, SideCount
from .sight import Sight
from .suppression import may_show
from .waves import PartCount, counts, missing_people, people_asked

# So many texts and names of an item stand on a page; the workbook has them all.
TEXTS_SHOWN, MISSING_SHOWN = 100, 100

PARTS_OF_NAME = ("surname", "name", "patronymic")

# (part, item, row of a matrix)
type Place = tuple[int, str, str]


@dataclass
class Counted:
    """Numbers and choices by place, whole and by form of mentoring; `bases`: on how many sheets and by how many people."""

    # value → how often
    numbers: dict[Place, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    by_form: dict[Place, dict[str, Counter[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    # (part, item) → choice → place given (0 where none is) → how often
    choices: dict[tuple[int, str], dict[str, Counter[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    written: Counter[tuple[int, str]] = field(default_factory=Counter)
    sheets: dict[Place, int] = field(default_factory=dict)
    people: dict[Place, int] = field(default_factory=dict)


def replies_that_count(wave: Wave) -> QuerySet[Reply]:
    """The sheets that figures are made of: of a wave that asks again and again, each one's last answer about each pair."""
    replies = Reply.objects.filter(wave=wave)
    return replies.filter(~Exists(other_round(wave, "gt"))) if wave.every else replies


def other_round(wave: Wave, side: str) -> QuerySet[Ticket]:
    """Answered tickets of the same person about the same thing in an earlier («lt») or later («gt») round; inside of a query of
    replies."""
    same = {name: OuterRef(f"ticket__{name}") for name in ("part", "person", "subject")}
    return Ticket.objects.filter(
        wave=wave, answered_at__isnull=False, **same, **{f"round__{side}": OuterRef("ticket__round")}
    )


def answers_that_count(wave: Wave) -> QuerySet[Answer]:
    """The answers of `replies_that_count`."""
    if not wave.every:
        return Answer.objects.filter(reply__wave=wave)
    return Answer.objects.filter(reply__in=replies_that_count(wave))


def count(
    wave: Wave,
    several: Iterable[str],
    *,
    with_people: bool,
    forms: Iterable[str] = (),
    with_rows: bool = True,
    with_avoided: bool = True,
) -> Counted:
    """All figures of a wave, in two queries. `several` are the items of which one sheet has many rows; `with_people` asks for
    each item how many different people stand behind it (where one person may fill in several sheets); `forms` are those told
    apart, the rest counts as without one; without `with_rows` no question is a matrix; without `with_avoided` «лучше не» was
    never said, by nobody and of nobody."""
    counted = Counted()
    answers = answers_that_count(wave)
    if not with_avoided:
        answers = answers.exclude(number=0)
    forms = list(forms)
    # What always says the same is not worth a sixth of the time of the grouping. Forms are columns, not a key: so many groups
    # fewer, and PostgreSQL shares few groups out to several processes.
    fields = ["reply__part_id", "item", "choice", "number", *(["row"] if with_rows else [])]
    of_form = {f"n{place}": Count("reply", filter=Q(reply__form=form)) for place, form in enumerate(forms)}
    rows = answers.values_list(*fields).annotate(n=Count("*"), **of_form).order_by()
    for part, item, choice, number, *rest in rows:
        row = rest.pop(0) if with_rows else ""
        n, *by_form = rest
        if choice:
            counted.choices[part, item][choice][number or 0] += n
        elif number is not None:
            counted.numbers[part, item, row][number] += n
            for form, times in zip(["", *forms], [n - sum(by_form), *by_form], strict=True) if forms else ():
                if times:
                    counted.by_form[part, item, row][form][number] += times
        else:
            counted.written[part, item] += n
    wanted = Q() if with_people else Q(item__in=list(several))
    if with_people or several:
        bases = answers.filter(wanted).values_list("reply__part_id", "item", "row")
        figures: dict[str, Any] = {"sheets": Count("reply", distinct=True)}
        if with_people:
            figures["people"] = Count("reply__ticket__person", distinct=True)
        for part, item, row, sheets, *people in bases.annotate(**figures).order_by():
            counted.sheets[part, item, row] = sheets
            if people:
                counted.people[part, item, row] = people[0]
    return counted


def texts(wave: Wave, *, with_names: bool, most: int | None = TEXTS_SHOWN) -> dict[tuple[int, str], list[Said]]:
    """What was written, by (part, item), at most so many of each.

    With names by name. Without, each item in an order of its own that comes from its words alone: neither when it was written
    nor by whom, and two items of one sheet do not stand at the same place.
    """
    answers = answers_that_count(wave).exclude(text="")
    order: Any = F("pk") if with_names else MD5(Concat("item", Value(" "), "text", output_field=TextField()))
    fields = ["reply__part_id", "item", "text"]
    if with_names:
        person = "reply__ticket__person__"
        fields += [f"{person}{name}" for name in ("name_key", *PARTS_OF_NAME)]
    if most is not None:
        rank = Window(RowNumber(), partition_by=[F("reply__part_id"), F("item")], order_by=order)
        # Ranked first and named after: names of thousands need not be carried through the sorting.
        ranked = answers.annotate(rank=rank).filter(rank__lte=most).order_by().values("pk")
        answers = Answer.objects.filter(pk__in=ranked).exclude(text="")
    rows = list(answers.order_by(order).values_list(*fields))
    if with_names:
        rows.sort(key=itemgetter(3))
    found: dict[tuple[int, str], list[Said]] = defaultdict(list)
    for part, item, text, *person in rows:
        found[part, item].append(Said(text, short_name(*person[1:]) if person else ""))
    return found


def short_name(surname: str, name: str, patronymic: str) -> str:
    """As on the card, without the card."""
    return short_screen(Name(surname, name, patronymic))


def response(wave: Wave, parts: Iterable[WavePart], seen: Sight) -> Response:
    """How many were asked and have answered; a query, one more of an anonymous wave and where sheets are not people.

    Who answered is no answer, yet of three people «все трое ответили» is said of each by name: see `PartCount.is_told`.
    """
    numbers = counts(wave)
    of_part = {one.part: one for one in numbers.parts}
    rows = [(part, of_part.get(part.pk) or PartCount(part.pk, part.side)) for part in parts]
    sides = tuple(
        SideCount(part.side, part.get_side_display(), one.asked, one.answered if one.is_told else None)
        for part, one in rows
    )
    hidden = wave.is_anonymous and not may_show(numbers.asked)
    whole = SideCount("", "все", numbers.asked, None if hidden else numbers.answered)
    people = people_asked(wave) if numbers.has_more_sheets else None
    if not seen.missing:
        return Response(whole, sides, None, people=people)
    late = missing(wave) if numbers.left else []
    return Response(whole, sides, tuple(late), max(0, numbers.left - len(late)), people)


def missing(wave: Wave, most: int | None = MISSING_SHOWN) -> list[Missing]:
    """Who could have answered and has not, by side and name. Only for waves with names."""
    tickets = missing_people(wave).filter(opens_on__lte=wave.organisation.today())
    return [
        Missing(
            ticket.pk,
            AnswerSide(ticket.part.side).label,
            ticket.person.full_name,
            ticket.about.short_name if ticket.about else "",
            ticket.partner_names,
            ticket.closes_on,
        )
        for ticket in tickets.order_by("part", "person__name_key", "round", "pk")[:most]
    ]
