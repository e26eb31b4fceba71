"""Codes of questions and options: made by the product, so that nobody has to think of them, and stable under editing.

A question's code comes from its words alone: the same question typed in two questionnaires is the same item, two different
questions are not. Options keep their codes while their words are mended, moved or joined by others.
"""

import hashlib
import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from schools.russian import normalise_key, tidy_spaces

from .wording import Option

_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch  y  e yu ya"
_LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN.split(" "), strict=True))
WORDS, LONGEST = 28, 40
# Below this the new words are another answer, not the old one mended.
ALIKE = 0.6
# An option whose code ends so calls the curator; in the editor its line begins with the sign.
HELP, CALLS = "_help", "!"
# «не», «ни», «нет», «без» as words, and words that begin with «не», «без», «бес»; «неделя» denies nothing.
_NEGATION = re.compile(r"\b(?:ни|нет|никогда|(?:не(?!дел)|без|бес)\w*)\b")


def slug(text: str, longest: int = WORDS) -> str:
    """«Как часто вы встречаетесь?» → «kak_chasto_vy_vstrechaetes»; always a code."""
    latin = "".join(_LETTERS.get(letter, letter) for letter in normalise_key(text))
    words = re.sub(r"[^a-z0-9]+", "_", latin).strip("_")
    words = words if words[:1].isalpha() else f"q_{words}".strip("_")
    return words[:longest].strip("_")


def question_code(text: str, taken: Iterable[str]) -> str:
    """Readable and of these words only: the beginning of the text with a mark of the whole."""
    mark = hashlib.sha256(normalise_key(text).encode()).hexdigest()[:4]
    return free(f"{slug(text)}_{mark}", taken)


def free(code: str, taken: Iterable[str]) -> str:
    """The code, or the code with the first number that is free."""
    used, number, found = set(taken), 1, code[:LONGEST]
    while found in used:
        number += 1
        found = f"{code[: LONGEST - 4].strip('_')}_{number}"
    return found


def lines_of(options: Iterable[Option], *, may_call: bool = True) -> str:
    """Options as they are typed: one a line, those that call the curator with «!» in front. Rows of a matrix call nobody."""
    return "\n".join(f"{CALLS} {one.text}" if may_call and one.code.endswith(HELP) else one.text for one in options)


def options_of(text: str, before: tuple[Option, ...], *, may_call: bool = True) -> tuple[Option, ...]:
    """The options of typed lines. Each keeps the code it had: by the same words wherever they stand now, then by words that
    are nearly the same and do not say the contrary; new words get a new code, never one that an option of `before` had.
    Where none may call (rows of a matrix), «!» is a sign like any other and no code means anything."""
    typed = [line for line in map(tidy_spaces, text.splitlines()) if line.removeprefix(CALLS).strip()]
    lines = [
        (line.removeprefix(CALLS).strip(), line.startswith(CALLS)) if may_call else (line, False) for line in typed
    ]
    kept = _matched(lines, before, may_call)
    taken = {one.code for one in before}
    found = []
    for place, (words, calls) in enumerate(lines):
        if place in kept:
            code = kept[place]
        else:
            plain = slug(words).removesuffix(HELP) if may_call else slug(words)
            code = free(plain + (HELP if calls else ""), taken)
            if calls and not code.endswith(HELP):
                code = free(f"{slug(words)}_{len(taken)}{HELP}", taken)
        taken.add(code)
        found.append(Option(code, words))
    return tuple(found)


def _matched(lines: list[tuple[str, bool]], before: tuple[Option, ...], may_call: bool) -> dict[int, str]:
    """Place of a line → the code it keeps. Only between options that both call the curator, or both do not."""

    def calling(one: Option) -> bool:
        return may_call and one.code.endswith(HELP)

    kept: dict[int, str] = {}
    left = list(before)
    for place, (words, calls) in enumerate(lines):
        same = next((one for one in left if one.text == words and calling(one) == calls), None)
        if same is not None:
            kept[place] = same.code
            left.remove(same)
    near = sorted(
        (
            (_likeness(words, one.text), -place, one)
            for place, (words, calls) in enumerate(lines)
            if place not in kept
            for one in left
            if calling(one) == calls
        ),
        key=lambda found: found[:2],
        reverse=True,
    )
    for alike, place, one in near:
        if alike >= ALIKE and -place not in kept and one in left:
            kept[-place] = one.code
            left.remove(one)
    return kept


def _likeness(one: str, other: str) -> float:
    """From 0 to 1. A negation makes the contrary, however few letters it takes: «доволен» and «недоволен» are not alike."""
    if len(_NEGATION.findall(normalise_key(one))) != len(_NEGATION.findall(normalise_key(other))):
        return 0
    return SequenceMatcher(None, normalise_key(one), normalise_key(other)).ratio()
