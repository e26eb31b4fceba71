"""What pairs are called: one mentee makes a pair, several make a group, and the words say which."""

import re
from collections.abc import Iterable, Sequence

from mentoring.banks.selectors.fit import COMMON_SUBJECT, Fit
from mentoring.consents.enums import Purpose
from mentoring.consents.selectors import gendered
from schools.models import Person
from schools.russian import count, plural

from ..models import Pair

_PAIR = re.compile(r"\b([Пп])ар(а|ы|е|у|ой)\b")


def called(pair: Pair, words: str) -> str:
    """Our own words about one pair; of a group they speak as of a group. Never for words that people wrote."""
    if not pair.is_group:
        return words
    return _PAIR.sub(lambda found: f"{'Г' if found[1] == 'П' else 'г'}рупп{found[2]}", words)


def count_pairs(pairs: Iterable[Pair], *, accusative: bool = False) -> str:
    """«3 пары», «1 группа», «2 пары и 1 группа»; after a verb «1 пару», «2 пары и 1 группу»."""
    pairs = list(pairs)
    groups = sum(pair.is_group for pair in pairs)
    one = "у" if accusative else "а"
    told = [count(groups, f"групп{one}", "группы", "групп")] if groups else []
    if len(pairs) > groups or not groups:
        told.insert(0, count(len(pairs) - groups, f"пар{one}", "пары", "пар"))
    return " и ".join(told)


def minor_word(person: Person) -> str:
    return gendered(person, "несовершеннолетний", "несовершеннолетняя")


def no_consents(purposes: Iterable[str]) -> str:
    """«нет согласия на …», of several «нет согласий на …, на …»; always in one order."""
    wanted = set(purposes)
    labels = [purpose.label for purpose in Purpose if purpose in wanted]
    return f"нет {plural(len(labels), 'согласия', 'согласий', 'согласий')} {', '.join(labels)}"


def without(purposes: Sequence[str]) -> str:
    return "без него" if len(purposes) == 1 else "без них"


def why(fit: Fit, whom: str = "наставляемый") -> list[str]:
    """What speaks for putting these people together, told as people tell it. `whom`: the mentee, by name in a group."""
    found = [line for line in fit.lines if line.is_answered]
    said = []
    if asked := [line.text for line in found if line.text != COMMON_SUBJECT]:
        said.append(f"Наставник поможет с тем, о чём просит {whom}: {', '.join(asked)}.")
    for line in found:
        if line.text == COMMON_SUBJECT:
            said.append(f"Наставник и {whom} ведут один предмет: {line.sentence.partition(': ')[2]}.")
    return said


def own_words(reason: str, fits: Iterable[tuple[Fit, str]]) -> str:
    """Of the recorded reason what a person wrote: without the sentences of `why`, which the card shows as a list beside it."""
    for fit, whom in fits:
        for said in (*why(fit, whom), *why(fit)):
            reason = reason.replace(said, "")
    lines = (" ".join(line.split()) for line in reason.splitlines())
    return "\n".join(line for line in lines if line)


def why_not(fit: Fit, whom: str = "наставляемый") -> list[str]:
    """What stays without an answer, likewise."""
    missed = [line for line in fit.lines if not line.is_answered]
    said = []
    if asked := [line.text for line in missed if line.text != COMMON_SUBJECT]:
        said.append(f"Пока не на всё есть ответ; {whom} просит ещё: {', '.join(asked)}.")
    for line in missed:
        if line.text == COMMON_SUBJECT:
            said.append(f"Предмет, который ведёт {whom}, наставник не преподаёт: {line.sentence.partition(': ')[2]}.")
    return said
