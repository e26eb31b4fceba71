"""Blanks in the school's own wording: «{наставники:дат}» is filled with what the paper is about, in the case asked for.

Someone who is no programmer writes them, so a wrong blank is refused with its line and what could stand there instead.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from schools.russian import Case

CASES = {
    "им": Case.NOMN,
    "род": Case.GENT,
    "дат": Case.DATV,
    "вин": Case.ACCS,
    "твор": Case.ABLT,
    "пред": Case.LOCT,
}
_BLANK = re.compile(r"\{([^{}\n]*)\}")
_STRAY = re.compile(r"[{}]")

# What a blank is filled with: words in a case. A value without cases ignores it.
type Filling = Callable[[Case], str]


@dataclass(frozen=True)
class BlankFault:
    """A wrong blank: its line in the text, counted from 1, and a sentence for the writer."""

    line: int
    message: str


def fixed(words: str) -> Filling:
    """A filling that is the same in every case: a number, a date, a ready sentence."""
    return lambda case: words


def faults_of(text: str, known: Iterable[str]) -> list[BlankFault]:
    """Everything wrong with the blanks of a text, in reading order."""
    names = sorted(known)
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        for blank in _BLANK.findall(line):
            name, _, case = (part.strip() for part in blank.partition(":"))
            if name not in names:
                near = get_close_matches(name, names, 1, 0.5)
                advice = f"Может быть, {{{near[0]}}}?" if near else "Возьмите поле из списка рядом."
                faults.append(BlankFault(number, f"В строке {number} нет такого поля: {{{blank}}}. {advice}"))
            elif case and case not in CASES:
                faults.append(
                    BlankFault(number, f"В строке {number} непонятный падеж: {{{blank}}}. Можно: {', '.join(CASES)}.")
                )
        if _STRAY.search(_BLANK.sub("", line)):
            message = f"В строке {number} фигурная скобка без пары. Закройте поле или уберите скобку."
            faults.append(BlankFault(number, message))
    return faults


def tidy_blanks(text: str) -> str:
    """Blanks without spaces inside: «{ наставники : дат }» → «{наставники:дат}»."""
    return _BLANK.sub(lambda match: "{" + ":".join(part.strip() for part in match[1].split(":")) + "}", text)


def fill(text: str, values: Mapping[str, Filling]) -> str:
    """The text with its blanks filled; an unknown blank stays as it is written (the form refuses it before)."""

    def word(match: re.Match[str]) -> str:
        name, _, case = (part.strip() for part in match[1].partition(":"))
        filling = values.get(name)
        if filling is None or (case and case not in CASES):
            return match[0]
        return filling(CASES[case] if case else Case.NOMN)

    return _BLANK.sub(word, text)
