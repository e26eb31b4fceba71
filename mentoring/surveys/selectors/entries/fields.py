"""Fields that both banks have: numbers told in words, notes, words of the dictionaries."""

from collections.abc import Iterable
from typing import Any

from mentoring.banks.models import Mentee, Mentor, MentoringForm
from mentoring.banks.models.dictionary import DictionaryEntry
from schools.models import Organisation
from schools.numbers import ids_from
from schools.russian import normalise_key

from ...answers import Values, number_of
from .proposal import Row


def words_of(model: type[DictionaryEntry], organisation: Organisation, codes: Iterable[str]) -> list[Any]:
    """Entries of a dictionary by the codes that `selectors.questionnaires.filled` gave them, in the dictionary's order."""
    offered = model.objects.offered_to(organisation)
    if model is MentoringForm:
        slugs = {code.removeprefix("f_").replace("_", "-") for code in codes}
        return list(offered.filter(code__in=slugs))
    return list(offered.filter(pk__in=ids_from(code[1:] for code in codes)))


def number_row(key: str, label: str, now: int | None, answer: Any, least: int, most: int) -> Row:
    number = number_of(answer)
    standing = "" if now is None else str(now)
    if number is None or number != int(number) or not least <= number <= most:
        return Row(
            key,
            label,
            standing,
            str(answer),
            standing,
            problem=f"Впишите в карточку сами: нужно целое число от {least} до {most}.",
        )
    return Row(key, label, standing, str(answer), str(int(number)), int(number))


def note_row(entry: Mentor | Mentee | None, given: Values) -> Iterable[Row]:
    if "note" in given:
        now = entry.note if entry else ""
        text = str(given["note"]).strip()
        joined = now if normalise_key(text) in normalise_key(now) else "\n".join(part for part in (now, text) if part)
        yield Row("note", "Примечание", now, text, joined, joined)


def standing_line(lines: Iterable[Any], detail: str) -> Any | None:
    """The line of the same topic that the answer speaks of: with the same detail, or one that is not made precise; an answer
    without detail speaks of the first. None when the answer adds a line."""
    lines, key = list(lines), normalise_key(detail)
    if not key:
        return lines[0] if lines else None
    return next((line for wanted in (key, "") for line in lines if line.detail_key == wanted), None)


def by_topic(lines: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for line in lines:
        found.setdefault(line.topic_id, []).append(line)
    return found
