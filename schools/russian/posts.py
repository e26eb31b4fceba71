"""Posts in the six cases: «учителю-логопеду», «исполняющего обязанности директора»."""

import re
from functools import lru_cache

from schools.russian.cases import Case
from schools.russian.dictionary import parses
from schools.russian.phrases import Group, Phrase
from schools.russian.words import is_word

# «И.о. директора»: the abbreviation stands for «исполняющий обязанности» in any case, the post is in the genitive
# already.
_ACTING = re.compile(r"\s*(вр\.?\s*)?и\.?\s*о\.?(?=\s+[а-яё])|\s*врио(?=\s)", re.IGNORECASE)
_SEPARATORS = frozenset({",", ";", "/", "и", "–", "—", "-", "+", "или"})


@lru_cache(maxsize=2048)
def decline_post(post: str, case: Case) -> str:
    """A post in a case; capitals and spaces stay as typed, the tail («начальных классов», «по УВР») does not change.

    Inflected are the head group, a post in brackets («ассистент (помощник)»), and further heads after a comma,
    «и», a dash or a stroke («учитель-логопед, педагог-психолог»); «учитель истории и обществознания» has but one head.
    """
    phrase = Phrase(post, animate=True)
    acting = _ACTING.match(post)
    index = 0
    if acting is None:
        index = _first(phrase, case)
    _further(phrase, index, case)
    return phrase.render(case)


def _first(phrase: Phrase, case: Case) -> int:
    """Take the first group in; adverbs and abbreviations before it («временно», «ст.») are passed over."""
    words = [number for number, token in enumerate(phrase.tokens) if is_word(token)]
    for position, number in enumerate(words[:3]):
        # «Зам. директора»: after an abbreviation a form that is also a plural is a genitive.
        group = phrase.group(number, sure=False, plural=False if position else None)
        if group is not None:
            return _take(phrase, group, case)
        if not phrase.abbreviation(number) and not _is_adverb(phrase.tokens[number]):
            return words[position]
    return 0


def _is_adverb(word: str) -> bool:
    return any(parse.is_known and parse.tag.POS == "ADVB" for parse in parses(word)[:2])


def _take(phrase: Phrase, group: Group, case: Case) -> int:
    """Take a group and what follows it without a sign: an apposition («педагог психолог») or an adjective («медицинская
    сестра диетическая»); returns the token after them."""
    index = phrase.add(group)
    tokens = phrase.tokens
    gap = 1 if index < len(tokens) and tokens[index].isspace() else 0
    if gap and (next_group := phrase.group(index + 1, sure=True, plural=group.plural)) is not None:
        return _take(phrase, next_group, case)
    if gap and (adjective := phrase.adjective_after(index + 1, group)) is not None:
        phrase.pieces.append(adjective)
        return index + 2
    return index


def _bracket(phrase: Phrase, index: int, case: Case) -> None:
    """«(помощник)», «(заведующий, начальник)» are heads too; «(математика)» is not."""
    inside = phrase.tokens[index].strip("()")
    inner = Phrase(inside, animate=True)
    if inner.tokens and inner.group(0, sure=True, plural=False) is not None:
        phrase.tokens[index] = phrase.tokens[index].replace(inside, decline_post(inside, case))


def _further(phrase: Phrase, index: int, case: Case) -> None:
    """Look for more heads after separators at the same level."""
    tokens = phrase.tokens
    while index < len(tokens):
        if tokens[index].startswith("("):
            _bracket(phrase, index, case)
        if tokens[index] in _SEPARATORS:
            start = index + 1
            while start < len(tokens) and tokens[start].isspace():
                start += 1
            # The tail goes on after most separators («истории и обществознания»): hence «sure».
            group = phrase.group(start, sure=True, plural=False)
            if group is not None and not _ACTING.match("".join(tokens[start : start + 6])):
                index = _take(phrase, group, case)
                continue
        index += 1
