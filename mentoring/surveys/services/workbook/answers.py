"""Rows of the sheet of answers, in the modes with names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from schools.workbooks.writing import Value

from ...answers import Values
from ...enums import QuestionKind
from ...models import Reply
from ...rows import values_of
from ...selectors.figures import Results
from ...selectors.items import kept_for_curator
from ...wording import Question, Wording


def answers(results: Results) -> tuple[list[str], Iterator[list[Value]]]:
    """A row for each sheet, a column for each code; of a matrix a column for each of its rows."""
    wordings = {
        part.pk: part.edition.wording
        for part in results.wave.parts.select_related("edition")
        if part.edition is not None
    }
    columns: dict[tuple[str, str], None] = {}
    for wording in wordings.values():
        kept = kept_for_curator(wording, results.sight)
        for question in (one for one in wording.questions() if one.code not in kept):
            rows = [row.code for row in question.rows] if question.kind == QuestionKind.MATRIX else [""]
            columns |= {(question.code, row): None for row in rows}
    heads = ["Фамилия, имя, отчество", "Кто отвечает", "О ком", "Пара", "Раз", "Отправлено", "С бумаги"]
    names = _names_of_people(results)
    return heads + [f"{code}.{row}" if row else code for code, row in columns], _sheets(
        results, wordings, columns, names
    )


def _sheets(
    results: Results,
    wordings: dict[int, Wording],
    columns: Iterable[tuple[str, str]],
    names: dict[tuple[str, str], str],
) -> Iterator[list[Value]]:
    zone = results.wave.organisation.tz
    replies = (
        Reply.objects.filter(wave=results.wave, is_blind=False)
        .select_related("part", "ticket__person", "ticket__about", "ticket__pair__mentor__person")
        .prefetch_related("answers", "ticket__pair__seats__mentee__person")
        .order_by("part", "ticket__person__name_key", "round", "pk")
    )
    for reply in replies.iterator(chunk_size=500):
        ticket = reply.ticket
        assert ticket is not None
        assert reply.sent_at is not None
        wording = wordings[reply.part_id]
        values = values_of(wording, list(reply.answers.all()))
        words: dict[tuple[str, str], Value] = defaultdict(lambda: None)
        kept = kept_for_curator(wording, results.sight)
        for question in wording.questions():
            if question.code in values and question.code not in kept:
                words |= _cells(question, values, names, with_avoided=results.sight.avoided)
        yield [
            ticket.person.full_name,
            reply.part.get_side_display(),
            ticket.about.full_name if ticket.about else "",
            str(ticket.pair) if ticket.pair else "",
            reply.round,
            reply.sent_at.astimezone(zone),
            "да" if reply.on_paper else "",
            *(words[column] for column in columns),
        ]


def _cells(
    question: Question, values: Values, names: dict[tuple[str, str], str], *, with_avoided: bool
) -> dict[tuple[str, str], Value]:
    value: Any = values[question.code]
    if question.kind == QuestionKind.MATRIX:
        return {(question.code, row): point for row, point in value.items()}
    if question.kind == QuestionKind.PERSONS:
        said = [names.get((question.code, key), key) for key in value.get("preferred", [])]
        avoided = [names.get((question.code, key), key) for key in value.get("avoided", [])] if with_avoided else []
        return {(question.code, ""): "; ".join(said) + (f" (лучше не: {'; '.join(avoided)})" if avoided else "")}
    words = {option.code: option.text for option in question.all_options}
    if isinstance(value, list):
        return {(question.code, ""): "; ".join(words.get(code, code) for code in value)}
    return {(question.code, ""): words.get(value, value) if words else value}


def _names_of_people(results: Results) -> dict[tuple[str, str], str]:
    """(item, number of the entry) → name of the person chosen."""
    return {
        (item.question.code, bar.code): bar.text
        for part in results.parts
        for item in part.items
        if item.is_about_people
        for bar in item.bars
    }
