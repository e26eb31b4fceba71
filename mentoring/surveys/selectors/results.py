"""The results of a wave, as this viewer may see them: at most twelve queries, however many have answered."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from .. import stats
from ..enums import SIDES_IN_ORDER, AnswerSide, WaveStatus
from ..models import Wave
from .comparing import PairStatements, Seen, before_and_after, by_pair
from .counting import answers_that_count, response
from .figures import Comparison, Results, SidesLine
from .items import Items, sections_of
from .sight import on_paper, sight
from .suppression import may_split_off


def results(wave: Wave, viewer_roles: Iterable[str], *, whole: bool = False, paper: bool = False) -> Results:
    """What a viewer with these roles in the wave's organisation may see. `whole` leaves no texts and no pairs out; `paper` what
    must not be handed on, see `on_paper`."""
    roles = frozenset(viewer_roles)
    seen = sight(wave, roles)
    if paper:
        seen = on_paper(wave, seen)
    parts = list(wave.parts.select_related("edition"))
    parts.sort(key=lambda part: (SIDES_IN_ORDER.index(part.side), part.pk))
    answered = response(wave, parts, seen)
    if not seen.figures:
        return Results(wave, seen, answered)
    items = Items(wave, seen, parts, whole=whole)
    compared_with, compared = comparisons(items, roles, paper=paper)
    seen_by, sides = side_by_side(items)
    most = {"most": None} if whole else {}
    pairs, left = by_pair(wave, pair_statements(items), **most) if seen.persons else ((), 0)
    return Results(
        wave,
        seen,
        answered,
        tuple(items.part(part) for part in items.parts),
        compared_with,
        compared,
        seen_by,
        sides,
        pairs,
        left,
    )


def side_by_side(items: Items) -> tuple[tuple[str, ...], tuple[SidesLine, ...]]:
    """Statements that more than one side judged; the difference is told of two sides."""
    words: dict[tuple[str, str], str] = {}
    sections: dict[str, str] = {}
    asked: Counter[tuple[str, str]] = Counter()
    for one in items.wordings.values():
        sections = sections_of(one) | sections
        for place, text in items.statements(one).items():
            words.setdefault(place, text)
            asked[place] += 1
    labels = tuple(part.get_side_display() for part in items.parts)
    lines = []
    for item, row in (place for place in words if asked[place] > 1):
        cells = tuple(items.cell(part.pk, item, row) for part in items.parts)
        told = [cell.mean for cell in cells if cell and cell.mean is not None]
        # Of the means as they are shown: a reader who subtracts must come to the same.
        difference = round(told[0], 1) - round(told[1], 1) if len(told) == len(cells) == 2 else None
        lines.append(SidesLine(sections[item], item, words[item, row], labels, cells, difference))
    return (labels, tuple(lines)) if lines else ((), ())


def pair_statements(items: Items) -> PairStatements:
    """What both sides of a pair judge; all that one side judges when the other is not asked."""
    sides = {AnswerSide.MENTOR.value: True, AnswerSide.MENTEE.value: False}
    parts = {part.pk: sides[part.side] for part in items.parts if part.side in sides}
    asked = [items.statements(items.wordings[part]) for part in parts]
    names = asked[0] if asked else {}
    if len(asked) == 2:
        names = {place: text for place, text in names.items() if place in asked[1]}
    return PairStatements(names, parts)


def comparisons(items: Items, roles: frozenset[str], *, paper: bool = False) -> tuple[str, tuple[Comparison, ...]]:
    """Before and after of the same persons: (what «до» is, a line for each statement that anybody answered twice)."""
    wave, before = items.wave, items.wave.before
    if wave.is_anonymous or (before is None and not wave.every):
        return "", ()
    is_protected = items.sight.protected
    if before is not None:
        other = sight(before, roles)
        if paper:
            other = on_paper(before, other)
        if before.is_anonymous or not other.figures:
            return "", ()
        is_protected = is_protected or other.protected
    if is_protected and _is_compared_elsewhere(wave):
        return "", ()
    pairs = before_and_after(wave, before)
    wholes = _people_by_statement(wave, before) if is_protected else []
    lines = []
    for part in items.parts:
        sections = sections_of(items.wordings[part.pk])
        for (item, row), text in items.statements(items.wordings[part.pk]).items():
            seen = part.side, item, row
            if found := pairs.get(seen):
                persons = sum(found.values())
                is_told = all(may_split_off(persons, whole.get(seen, 0)) for whole in wholes)
                change = stats.change(found) if is_told else None
                lines.append(Comparison(part.side, part.get_side_display(), sections[item], item, text, change))
    title = before.title if before is not None else "первый раз этого анкетирования"
    return (title, tuple(lines)) if lines else ("", ())


def _is_compared_elsewhere(wave: Wave) -> bool:
    """Whether one of the two waves stands in another comparison too: the persons of two comparisons differ by a few."""
    before = wave.before
    if before is not None and (before.before_id is not None or wave.every or before.every):
        return True
    own = [pk for pk in (wave.pk, wave.before_id) if pk is not None]
    return Wave.objects.filter(before__in=own).exclude(pk=wave.pk).exclude(status=WaveStatus.CANCELLED).exists()


def _people_by_statement(wave: Wave, before: Wave | None) -> list[dict[Seen, int]]:
    """How many people stand behind each statement in the figures that are shown of either wave."""
    found = []
    for one in (wave, before):
        if one is not None:
            rows = answers_that_count(one).filter(choice="", number__isnull=False).order_by()
            counts = rows.values_list("reply__part__side", "item", "row").annotate(
                n=Count("reply__ticket__person", distinct=True)
            )
            found.append({(side, item, row): n for side, item, row, n in counts})
    return found
