"""The prose of a «responsible» cell cut into those whom it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..enums import ResponsibleRole
from .people import Named, NameMention, close_hyphens, key_of, names_in, tidy_lines
from .roles import LASTING, RoleMention, role_of_post, roles_in

LONGEST = 4000
_BEGINNING = 3  # a dash and a blank may stand before a name
# «Родители наставляемых» are not the mentees.
_OTHERS = re.compile(r"родител|представител|председател|руководител|секретар|помощник|член")
_SEPARATOR = re.compile(r"[,;:/\n()]|\s-\s|(?<!\w)и(?!\w)")
# What goes on a role before it: «по УВР, ВР», «русского языка и литературы», «5–9 классов».
_GOES_ON = re.compile(
    r"(?:по )?[а-яё-]+(?:ой|ей|ому|ему|ых|их|ого|его|ям|ам)(?: [а-яё-]+)?(?: работ[а-яё]*)?"
    r"|[А-ЯЁ]{1,5}|по [А-ЯЁа-яё -]+|\d[\d\s–-]*(?:-?х)?(?: ?классов| ?кл\.?)?",
)
# «Учителя русского языка | литературы».
_SMALL = re.compile(r"[а-яё-]+(?: [а-яё-]+)?")

# What a person may be besides the post in the staff list.
_BESIDES = frozenset(
    {
        ResponsibleRole.MENTORS,
        ResponsibleRole.MENTEES,
        ResponsibleRole.CLASS_TEACHERS,
        ResponsibleRole.SECTION_HEADS,
        ResponsibleRole.TEACHERS,
    }
)
_Posts = dict[int, set[ResponsibleRole | None]]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody named by the prose: a person, or a role, or (neither) words that name nobody known."""

    text: str
    pk: int | None
    role: ResponsibleRole | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text between separators that was understood, or was not."""

    start: int
    end: int
    name: NameMention | None = None
    role: RoleMention | None = None


def read_responsible(text: str, people: Sequence[Named]) -> list[Found]:
    """All whom the prose names, in its order. A post beside a name is that person's and names nobody else:
    «директор школы Ветров Г. И.» is one person, «Ветров Г. И., заместители директора» a person and a role."""
    tidy = close_hyphens(tidy_lines(text[:LONGEST]), people)
    names = names_in(tidy, people)
    # What a group is called («Школа наставников» in quotes) is no role.
    key = re.sub(r"[«“„\"][^«»“”„\"\n]*[»”“\"]", lambda match: "\0" * len(match.group()), key_of(tidy))
    for one in names:
        key = key[: one.start] + "\0" * (one.end - one.start) + key[one.end :]
    pieces = [_Piece(one.start, one.end, name=one) for one in names]
    pieces += [_Piece(one.start, one.end, role=one) for one in roles_in(key)]
    pieces.sort(key=lambda one: one.start)
    posts: _Posts = {}
    for person in people:
        posts.setdefault(person.pk, set()).add(role_of_post(person.post) if person.post else None)
    return _with_strangers(tidy, key, _told(tidy, key, pieces, posts))


def names_anybody(text: str, *, first: bool = False) -> bool:
    """A post, a role or somebody's name, whether on the staff or not; with `first` the text has to begin with it."""
    tidy = tidy_lines(text[:LONGEST])
    found = [*names_in(tidy, ()), *roles_in(key_of(tidy))]
    return any(one.start < _BEGINNING for one in found) if first else bool(found)


def _told(tidy: str, key: str, pieces: list[_Piece], posts: _Posts) -> list[tuple[int, int, Found]]:
    """Names with the posts beside them, and roles by themselves."""
    told: list[tuple[int, int, Found]] = []
    lasting: ResponsibleRole | None = None
    start: int | None = None
    holder: NameMention | None = None
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.name is not None:
            begins = piece.start if start is None else start
            role = lasting if piece.name.pk is None and lasting in LASTING else None
            told.append((begins, piece.end, Found(tidy[begins : piece.end], piece.name.pk, role)))
            lasting, start, holder = None, None, piece.name
        elif piece.role is not None:
            if following is not None and following.name is not None and not _parted(key, piece, following):
                # «Директор школы Ветров Г. И.»
                lasting = piece.role.role
                start = piece.start if start is None else start
            elif holder is not None and _is_post_of(key[told[-1][1] : piece.start], holder, piece.role, posts):
                told[-1] = _with_post(tidy, told[-1], piece)
            elif not _is_heading(key, piece, pieces[index + 1 :]):
                told.append((piece.start, piece.end, Found(tidy[piece.start : piece.end], None, _role(tidy, piece))))
                holder = None
    return told


def _parted(key: str, piece: _Piece, following: _Piece) -> bool:
    return _SEPARATOR.search(key, piece.end, following.start) is not None


def _is_post_of(gap: str, holder: NameMention, role: RoleMention, posts: _Posts) -> bool:
    """«Ветров Г. И. директор», «Заяц Б. Ф., учитель физики, наставник»: posts of the one just named."""
    if _SEPARATOR.search(gap) is None:
        return True
    if re.fullmatch(r"[^,;:/\n()]*?\s*(?:,|-|\()\s*", gap) is None:
        return False
    if role.role is None or not role.is_single:
        return role.role is None
    if holder.pk is None:
        return role.is_one_of_many
    return role.role in posts.get(holder.pk, ()) or role.role in _BESIDES


def _is_heading(key: str, piece: _Piece, rest: list[_Piece]) -> bool:
    """«Наставники: Заяц Б. Ф., …»: those named are meant, not all mentors."""
    if not rest or ":" not in key[piece.end : rest[0].start]:
        return False
    return any(one.name is not None and one.name.pk is not None for one in rest)


def _role(tidy: str, piece: _Piece) -> ResponsibleRole | None:
    """«Учитель математики» is one of many and names nobody; «учитель» is any teacher."""
    assert piece.role is not None
    mention = piece.role
    if mention.role is ResponsibleRole.TEACHERS and mention.is_single:
        rest = tidy[piece.end :]
        if re.match(r"\s+[а-яё]", rest) and not re.match(r"\s+и(?!\w)", rest):
            return None
    return mention.role


def _with_post(tidy: str, told: tuple[int, int, Found], post: _Piece) -> tuple[int, int, Found]:
    """The post after a name. Of one who is not on the staff the post stays when it means the right person still."""
    assert post.role is not None
    start, _, found = told
    role = post.role.role if found.pk is None and post.role.role in LASTING else found.role
    return start, post.end, replace(found, text=tidy[start : post.end], role=role)


def _with_strangers(tidy: str, key: str, told: list[tuple[int, int, Found]]) -> list[Found]:
    """Words between those understood: the tail of what stands before them, or somebody unknown."""
    found: list[Found] = []
    begins = place = 0
    has_tail = False
    for start, end, one in [*told, (len(tidy), len(tidy), None)]:
        begin, current = start, one
        parts = _parts(key, place, start)
        for number, (first, last) in enumerate(parts):
            words = tidy[first:last].strip(" .")
            if not re.search(r"\w", words):
                continue
            touches = number == 0 and place > 0
            goes_on = bool(found) and found[-1].role is not None and _GOES_ON.fullmatch(words) is not None
            if touches or goes_on or (has_tail and _SMALL.fullmatch(words)):
                has_tail = touches or has_tail
                found[-1] = replace(found[-1], text=tidy[begins:last].rstrip(" .,"))
            elif current is not None and number == len(parts) - 1:
                begin = tidy.index(words, first)
                role = None if _OTHERS.search(words.lower()) else current.role
                current = Found(tidy[begin:end], current.pk, role)
            else:
                found.append(Found(words, None, None))
                has_tail = False
        if current is not None:
            found.append(current)
            begins, place, has_tail = begin, end, False
    return found


def _parts(key: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between separators."""
    parts, place = [], start
    for match in _SEPARATOR.finditer(key, start, end):
        parts.append((place, match.start()))
        place = match.end()
    return [*parts, (place, end)]
