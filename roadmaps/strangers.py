"""What in the cells of another organisation's plan is still of that organisation: its name, its people. Pure, no queries.

The head of such a plan gives way to the own one; its cells keep their words, so each that names the other is doubted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from .heading import is_same_organisation, own_words
from .reading.names import all_named_in, named_in
from .reading.structure import CONTENT, DUE, EXTRA, RESPONSIBLE, RESULT, STAGE, TITLE, Doubt, RoadmapRead
from .responsible import Named, read_responsible, strangers_in

_CAPITALISED = re.compile(r"(?<![\w-])[А-ЯЁ][а-яё-]{4,}")
# «Луговая», «Луговской», «Луговую»: so many letters of a name may be its ending.
_LONGEST_ENDING, _SHORTEST_STEM = 3, 4
ITS_NAME = "Здесь названа организация, чья это была карта: {} Впишите свою или уберите."
_NOT_OURS = "{} — среди ваших сотрудников такого человека нет. "
ITS_PERSON = _NOT_OURS + "Впишите своего ответственного."
ITS_PERSON_TAKEN = (
    _NOT_OURS + "Пока мероприятие отнесено к тем, кто занимает названную здесь должность у вас. "
    "Впишите своего ответственного."
)
ITS_PERSON_NAMED = _NOT_OURS + "Впишите своего или уберите."


def strangers_of(read: RoadmapRead, own: Sequence[str], staff: Sequence[Named]) -> list[Doubt]:
    """Doubts of the cells and stages of a plan whose head names another organisation; none of one's own plan.

    `own`: names of the organisation that loads it; `staff`: who works there.
    """
    others = [
        text for text in (read.organisation, named_in(read.title)) if text and not is_same_organisation(text, own)
    ]
    if not others:
        return []
    stems = _stems_of(others, own)
    return [
        Doubt(place, text, message, key)
        for key, place, text in _cells(read)
        for message in (*_names(text, others, own, stems), *_people(place, text, staff))
    ]


def _cells(read: RoadmapRead) -> Iterator[tuple[str, str, str]]:
    """Key, place and words of everything below the head."""
    for stage in read.stages:
        if stage.title:
            yield stage.key, STAGE, stage.title
        for one in stage.measures:
            texts = (
                (TITLE, one.title),
                (CONTENT, one.content),
                (DUE, one.due_text),
                (RESPONSIBLE, one.responsible_text),
                (RESULT, one.expected_result),
                *((EXTRA, text) for text in one.extra.values()),
            )
            yield from ((one.key, place, text) for place, text in texts if text)


def _stems_of(others: Iterable[str], own: Sequence[str]) -> tuple[str, ...]:
    """How words of the others' own names begin in every case, unless the own name begins so too."""
    words = {word for text in others for word in own_words(text)}
    stems = {word[: max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)] for word in words if len(word) > _SHORTEST_STEM}
    ours = {word for text in own for word in own_words(text)}
    return tuple(stem for stem in stems if not any(word.startswith(stem) for word in ours))


def _names(text: str, others: Sequence[str], own: Sequence[str], stems: tuple[str, ...]) -> Iterator[str]:
    named = [
        words
        for words in all_named_in(text)
        if is_same_organisation(words, others) and not is_same_organisation(words, own)
    ]
    rest = text
    for words in named:
        rest = rest.replace(words, " ")
    if stems:
        named += [word for word in _CAPITALISED.findall(rest) if word.lower().replace("ё", "е").startswith(stems)]
    for words in dict.fromkeys(named):
        if not any(words != longer and words in longer for longer in named):
            yield ITS_NAME.format(words if words.endswith(".") else f"{words}.")


def _people(place: str, text: str, staff: Sequence[Named]) -> Iterator[str]:
    names = strangers_in(text, staff)
    if not names:
        return
    said = ITS_PERSON_NAMED
    if place == RESPONSIBLE:
        is_taken = any(one.pk is None and one.role for one in read_responsible(text, staff))
        said = ITS_PERSON_TAKEN if is_taken else ITS_PERSON
    yield said.format(", ".join(names))
