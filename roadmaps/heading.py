"""Whose plan a file is by its own words: its organisation and its marks against those of who loads it. Pure, no queries.

A plan taken from another organisation, or from an earlier year, brings a letterhead, a name in the title and marks that
must not be printed here as ours.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schools.russian import normalise_key

from .reading.names import named_in
from .reading.structure import RoadmapRead

# Words that any organisation's name may have: kinds, forms of property, levels.
_COMMON = re.compile(
    r"(?:муниципальн|государственн|региональн|областн|краев|республик|федеральн|бюджетн|автономн|казенн|частн|"
    r"негосударственн|общеобразов|образован|образоват|дошкольн|учрежден|организац|средн|основн|начальн|вечерн|школ|гимнази|лице|"
    r"детск|сад|ясли|комбинирован|общеразвив|компенсир|присмотр|оздоровл|вид|углубл|изучен|отдельн|предмет|имени|"
    r"город|сел[оа]|посел|деревн|район|округ|област|центр|развит|ребенк|дополнит|творчеств|колледж|техникум|"
    r"профессион|управлен|комитет|отдел|департамент|министерств|администрац)[а-я-]*|"
    r"[а-я]{0,6}оу|[соня]о?ш|[а-я]{0,5}(?:ддт|цдт|дюц|удо)"
)
_QUOTED = re.compile(r"[«\"]([^«»\"]+)")
_DISTRICT = re.compile(r"[\w-]+\s+(?:муниципальн\w+\s+)?(?:район|округ|област|кра[яею]\b)\w*|республик\w+\s+\w+")
_WORD = re.compile(r"[а-я-]{3,}|[a-z]{3,}")
_NUMBER = re.compile(r"(?:№|n)\s?(\d+)|(?<![\d.,-])(\d{1,4})(?![\d.,-])")
# Endings of cases lie behind so many letters; shorter words are compared whole.
_STEM = 4
_ADJECTIVE = r"[А-ЯЁ](?i:[\w-]+(?:ого|его|ому|ему|ом|ем|ий|ый|ой))"
_PROPER = r"[А-ЯЁ][\w-]+(?: [А-ЯЁ][\w-]+)?"
_KIND = r"(?i:(?:(?:муниципальн|городск|сельск|административн)\w+\s+){0,2}(?:район|округ|поселени)[а-яё]{0,3})"
_BEFORE = r"(?i:муниципальн\w+\s+образовани[а-яё]{1,2}|городск\w+\s+(?:округ|поселени)[а-яё]{0,3})|МО|ГО"
_TOWN = r"(?i:г\.|гор\.|город(?:а|е|у)?|пос\.|посёлк[а-яё]+|посёлок|сел[оае]|с\.)"
# Places as a title names them: «Озёрного муниципального округа», «городского округа «Лесной»», «города Лесного».
_PLACES = (
    re.compile(rf"(?<!\w)(?P<name>{_ADJECTIVE})\s+{_KIND}(?!\w)"),
    re.compile(rf"(?<!\w)(?:{_BEFORE})\s+[«\"]?(?:{_TOWN}\s?)?(?P<name>{_PROPER})"),
    re.compile(rf"(?<!\w){_TOWN}\s?(?P<name>{_PROPER})"),
)
_NO_PLACE = re.compile(r"(?:наш|данн|эт|кажд|вс|сво|отдаленн|друг|отдельн|сельск|городск|единственн)[а-я]*")
_ENDING = re.compile(r"(?:к[аиеу]|кой|ого|его|ому|ему|ом|ем|ий|ый|ой|ая|ое|ые|а|я|у|ю|е|ы|и|ь|й)$")
# «Рябиновка» and «Рябиновский»: what a district's adjective has beyond the name of its place.
_OF_PLACE = re.compile(r"|н|ск|н?инск|овск|евск|енск|янск")
FOREIGN_PLACE = (
    "Этого района или города нет ни в вашем наименовании, ни в адресе. Если карта взята у других, исправьте название."
)


@dataclass(frozen=True)
class Strange:
    """What of the head is not of this organisation and these years: its name, its mark of approval, its mark of agreement."""

    organisation: bool = False
    approval: bool = False
    agreement: bool = False

    @property
    def anything(self) -> bool:
        return self.organisation or self.approval or self.agreement


def strange_in(read: RoadmapRead, names: Sequence[str], begins: int) -> Strange:
    """`names` are those of the organisation that loads the file, full and short; `begins` is the plan's first year."""
    title = named_in(read.title)
    foreign = any(text and not is_same_organisation(text, names) for text in (read.organisation, title))
    first = date(begins, 1, 1).isoformat()
    return Strange(
        organisation=foreign,
        approval=read.approval is not None and (foreign or (read.approval.order_date or first) < first),
        agreement=read.agreement is not None and (foreign or (read.agreement.date or first) < first),
    )


def is_same_organisation(text: str, names: Sequence[str]) -> bool:
    """Do the words of a file name the organisation? In any case and shortening; words without any name of their own do."""
    words, numbers = _marks_of(text)
    if not words and not numbers:
        return True
    for name in names:
        own_words, own_numbers = _marks_of(name)
        if numbers and own_numbers and not numbers & own_numbers:
            continue
        if words & own_words or (numbers & own_numbers and not (words and own_words)):
            return True
    return False


def _marks_of(name: str) -> tuple[set[str], set[str]]:
    """What tells one organisation from another: stems of its own words (those in quotes, if any) and its numbers."""
    key = normalise_key(name)
    numbers = {found for pair in _NUMBER.findall(key) for found in pair if found}
    return _stems(" ".join(_QUOTED.findall(key))) or _stems(_DISTRICT.sub(" ", key)) or _stems(key), numbers


def own_words(name: str) -> set[str]:
    """What the organisation itself is called, as keys: words in quotes, else all but those that any may have."""
    key = normalise_key(name)
    texts = (" ".join(_QUOTED.findall(key)), _DISTRICT.sub(" ", key))
    found = ({word for word in _WORD.findall(text) if not _COMMON.fullmatch(word)} for text in texts)
    return next((words for words in found if words), set())


def _stems(key: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(key) if not _COMMON.fullmatch(word)}


def with_own_head(read: RoadmapRead, full_name: str, short_name: str, begins: int) -> RoadmapRead:
    """The same plan under the organisation's own name, without the marks that are not of it or of its years."""
    strange = strange_in(read, (full_name, short_name), begins)
    title = read.title
    if strange.organisation and (named := named_in(title)) and not is_same_organisation(named, (full_name, short_name)):
        title = title.replace(named, short_name)
    return replace(
        read,
        title=title,
        organisation=full_name if strange.organisation else read.organisation,
        approval=None if strange.approval else read.approval,
        agreement=None if strange.agreement else read.agreement,
        annex_number="" if strange.organisation or strange.approval else read.annex_number,
    )


def strange_place(title: str, known: Iterable[str]) -> str:
    """The district or town that the title names and none of the `known` texts does, as it stands there; else "".

    `known`: names, founders, addresses of the organisation and of those that it belongs to.
    """
    own = {_bare(word) for text in known for word in _WORD.findall(normalise_key(text))}
    for pattern in _PLACES:
        for match in pattern.finditer(title):
            words = [_bare(word) for word in _WORD.findall(normalise_key(match["name"])) if not _is_common(word)]
            if words and not any(_is_same_place(word, other) for word in words for other in own):
                return match[0]
    return ""


def _is_common(word: str) -> bool:
    return bool(_COMMON.fullmatch(word) or _NO_PLACE.fullmatch(word))


def _bare(word: str) -> str:
    return _ENDING.sub("", word)


def _is_same_place(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _STEM - 1 and long.startswith(short) and bool(_OF_PLACE.fullmatch(long[len(short) :]))
