"""What an answer says of a mentor."""

from collections.abc import Iterable
from typing import Any

from mentoring.banks.lines import StrengthLine
from mentoring.banks.models import Mentor, MentoringForm, MentoringKind, Topic
from schools.russian import tidy_spaces

from ...answers import Values, number_of
from ...telling import told
from ...wording import Question
from .fields import by_topic, note_row, number_row, standing_line, words_of
from .proposal import Proposal, Row


def mentor_rows(proposal: Proposal, given: Values, targets: dict[str, Question]) -> Iterable[Row]:
    entry, organisation = proposal.entry, proposal.reply.wave.organisation
    assert entry is None or isinstance(entry, Mentor)
    standing = by_topic(entry.strengths.select_related("topic")) if entry else {}
    topics = words_of(Topic, organisation, given.get("strengths", []))
    proposal.settle_detail(tidy_spaces(str(given.get("strength_detail", "")))[:150], topics)
    for topic in topics:
        own = proposal.detail_of(topic)
        now = standing_line(standing.get(topic.pk, []), own)
        kept = own or (now.detail if now else "")
        yield Row(
            f"strength_{topic.pk}",
            f"Сильная сторона: {topic.name}",
            (now.detail or "есть") if now else "",
            own or "есть",
            kept or "есть",
            StrengthLine(topic, kept),
            replaces=now.pk if now else None,
        )
    if "capacity" in given:
        yield number_row(
            "capacity", "Сколько наставляемых готов взять", entry.capacity if entry else None, given["capacity"], 1, 20
        )
    if "hours_per_week" in given:
        yield _hours_row(entry, given["hours_per_week"], targets["hours_per_week"])
    for key, label in (
        ("achievements", "Достижения"),
        ("interests", "Интересы"),
        ("wished_age", "Желаемый возраст наставляемых"),
    ):
        if key in given:
            text = told(targets[key], given[key])
            yield Row(key, label, getattr(entry, key) if entry else "", text, text, text)
    for key, label, model in (("forms", "Формы", MentoringForm), ("kinds", "Виды", MentoringKind)):
        if key in given:
            chosen = words_of(model, organisation, given[key])
            words = ", ".join(one.name for one in chosen)
            held = ", ".join(one.name for one in getattr(entry, key).all()) if entry else ""
            yield Row(key, label, held, words, words, chosen)
    yield from note_row(entry, given)


def _hours_row(entry: Mentor | None, answer: Any, question: Question) -> Row:
    words = told(question, answer)
    number = number_of(words) or number_of(answer)
    standing = "" if entry is None or entry.hours_per_week is None else f"{entry.hours_per_week.normalize():f}"
    if number is None or not 0 < number <= 40:
        return Row(
            "hours_per_week",
            "Часов в неделю",
            standing,
            words,
            standing,
            problem="Впишите в карточку сами: нужно число часов от 0,5 до 40.",
        )
    return Row("hours_per_week", "Часов в неделю", standing, words, f"{number.normalize():f}", number)
