"""What an answer says of a mentee."""

from collections.abc import Iterable

from mentoring.banks.enums import Priority, RequestSource
from mentoring.banks.lines import RequestLine
from mentoring.banks.models import Mentee, MenteeRequest, Topic
from schools.russian import tidy_spaces

from ...answers import NUMBERS, Values
from ...enums import AnswerSide
from ...wording import Question
from .fields import by_topic, note_row, number_row, standing_line, words_of
from .proposal import Proposal, Row

MOST_YEARS = int(NUMBERS["experience_years"][1])
REQUEST_TARGETS = {
    "requests_high": Priority.HIGH,
    "requests_middle": Priority.MIDDLE,
    "requests_low": Priority.LOW,
}


def mentee_rows(proposal: Proposal, given: Values, targets: dict[str, Question]) -> Iterable[Row]:
    entry, organisation = proposal.entry, proposal.reply.wave.organisation
    assert entry is None or isinstance(entry, Mentee)
    source = RequestSource.PARENT if proposal.reply.part.side == AnswerSide.PARENT else RequestSource.SELF
    standing = by_topic(entry.requests.select_related("topic")) if entry else {}
    years = entry.experience_years if entry else None
    # A topic named twice stands where it is more important.
    named: dict[int, tuple[Topic, Priority]] = {}
    for target, priority in REQUEST_TARGETS.items():
        for topic in words_of(Topic, organisation, given.get(target, [])):
            named.setdefault(topic.pk, (topic, priority))
    text = tidy_spaces(str(given.get("request_detail", "")))[:150]
    proposal.settle_detail(text, [topic for topic, _ in named.values()])
    for topic, priority in named.values():
        line = RequestLine(topic, proposal.detail_of(topic), priority, source)
        yield _request_row(line, standing_line(standing.get(topic.pk, []), line.detail))
    if "experience_years" in given:
        yield number_row("experience_years", "Стаж, лет", years, given["experience_years"], 0, MOST_YEARS)
    yield from note_row(entry, given)


def _request_row(line: RequestLine, now: MenteeRequest | None) -> Row:
    detail = line.detail or (now.detail if now else "")
    return Row(
        f"request_{line.topic.pk}",
        f"Запрос: {line.topic.name}",
        _request_words(now.detail, now.priority) if now else "",
        _request_words(line.detail, line.priority),
        _request_words(detail, line.priority),
        RequestLine(line.topic, detail, line.priority, now.source if now else line.source),
        replaces=now.pk if now else None,
    )


def _request_words(detail: str, priority: int) -> str:
    words = str(Priority(priority).label)
    return f"{detail}, {words}" if detail else words
