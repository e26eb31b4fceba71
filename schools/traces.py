"""By what a person is told in somebody else's texts: names in all cases and with initials, mail, telephone, login.

Taken down before the data are destroyed, for afterwards nobody knows what to look for.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from schools.models import Person
from schools.russian import Case, Name, decline_name, guess_gender, initials, normalise_key

BATCH = 500
# A login shorter than this is a word like any other.
SHORTEST_LOGIN = 4
PATRONYMIC = r"\w+(?:ич|вн|чн|шн)\w{0,3}\b"
# What no text contains.
NOTHING = r"(?!)"


@dataclass(frozen=True)
class Traces:
    """`own` finds the person in rows that are about this person; `anywhere` in all other texts of the organisation.

    They differ when somebody else there has the same full name, or the same surname with the same initials: words that
    may mean the other are then left alone, since destroying the other's data is no smaller harm.
    """

    instead: str
    own: re.Pattern[str]
    anywhere: re.Pattern[str]

    def without(self, value: Any, *, own: bool = False) -> Any:
        """The same text, list or dictionary (keys too) with every mention replaced by `instead`."""
        pattern = self.own if own else self.anywhere
        if isinstance(value, str):
            return pattern.sub(self.instead, value)
        if isinstance(value, dict):
            return {self.without(key, own=own): self.without(inner, own=own) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.without(inner, own=own) for inner in value]
        return value

    def are_in(self, value: Any, *, own: bool = False) -> bool:
        return self.without(value, own=own) != value

    def with_words(self, words: Iterable[str]) -> "Traces":
        """Knows further words too, in rows that are about the person: those by which a plan names whom it means."""
        told = [_flexible(text) for text in words if text.strip()]
        return replace(self, own=_compiled([*told, self.own.pattern])) if told else self


def traces_of(person: Person, instead: str, former_names: Collection[str] = ()) -> Traces:
    """`former_names`: full names that the card bore earlier. Two queries."""
    names = [person.as_name()]
    for text in dict.fromkeys([person.user.full_name if person.user else "", *former_names]):
        words = text.split()
        if len(words) in (2, 3) and normalise_key(text) != normalise_key(person.full_name):
            names.append(Name(words[0], words[1], " ".join(words[2:])))
    full = [_full(name, person.case_overrides if number == 0 else {}) for number, name in enumerate(names)]
    short = [_short(name) for name in names]
    exact = [_flexible(text) for text in former_names]
    marks = _marks(person)
    others = _like(person, names)
    sure_full = [told for name, told in zip(names, full, strict=True) if not any(_same(name, one) for one in others)]
    sure_short = [told for name, told in zip(names, short, strict=True) if not any(_alike(name, one) for one in others)]
    return Traces(instead, _compiled([*exact, *full, *short, *marks]), _compiled([*sure_full, *sure_short, *marks]))


def named_in(people: Iterable[Person]) -> re.Pattern[str]:
    """Any of these people as a text names them: full or with initials, in any case. No query."""
    names = [(person.as_name(), person.case_overrides) for person in people]
    return _compiled([words for name, cases in names for words in (_full(name, cases or {}), _short(name))])


def surname_in(person: Person, words: Collection[str]) -> bool:
    """Whether one of the words, in small letters and without «ё», is the surname in some case: a cheap look before a search."""
    parts = {form.lower().replace("ё", "е").split()[0] for form in _forms(person.as_name(), "surname") if form}
    return bool(person.case_overrides) or not parts.isdisjoint(words)


def _like(person: Person, names: Collection[Name]) -> list[Name]:
    """Of the organisation's other people those whom the same words could mean."""
    others = Person.objects.filter(organisation=person.organisation_id, destroyed_at__isnull=True).exclude(pk=person.pk)
    starts = Q(pk=None)
    for name in names:
        starts |= Q(surname__startswith=name.surname[:2])
    return [other.as_name() for other in others.filter(starts)]


def _same(one: Name, other: Name) -> bool:
    return normalise_key(f"{one.surname} {one.name} {one.patronymic}") == normalise_key(
        f"{other.surname} {other.name} {other.patronymic}"
    )


def _alike(one: Name, other: Name) -> bool:
    """The same initials, and a case of one surname is a case of the other: «Ёлкина Ф.А.» is she, or he in the genitive."""
    return initials(one) == initials(other) and not _forms(one, "surname").isdisjoint(_forms(other, "surname"))


def scrub_rows(rows: QuerySet, fields: Collection[str], traces: Traces, *, own: bool = False) -> int:
    """Take the person out of these text and JSON columns of the rows. How many rows had something.

    Texts that became too long for their column are cut.
    """
    model = rows.model
    limits = {name: getattr(model._meta.get_field(name), "max_length", None) for name in fields}
    changed = []
    for row in rows.only("pk", *fields).order_by("pk").iterator(BATCH):
        touched = False
        for name in fields:
            old = getattr(row, name)
            new = traces.without(old, own=own)
            if new != old:
                touched = True
                setattr(row, name, new[: limits[name]] if limits[name] and isinstance(new, str) else new)
        if touched:
            changed.append(row)
    model._base_manager.bulk_update(changed, fields, batch_size=BATCH)
    return len(changed)


def _full(name: Name, overrides: dict[str, str]) -> str:
    """The surname with the name before or after it, in any case, with the patronymic or without; cases corrected by hand."""
    given = _cases(name, "name")
    if name.patronymic:
        # Without the patronymic only where no other patronymic follows.
        given = rf"{given}(?:\s+{_cases(name, 'patronymic')}|(?!\s+{PATRONYMIC}))"
    surname = _cases(name, "surname")
    return "|".join([*map(_flexible, overrides.values()), rf"{surname}\s+{given}", rf"{given}\s+{surname}"])


def _short(name: Name) -> str:
    """The surname in any case with the initials before or after it."""
    letters = [re.escape(letter) for letter in initials(name, " ").split()]
    if not letters:
        return NOTHING
    surname, dotted = _cases(name, "surname"), r"\s*".join(letters)
    return rf"{surname},?\s*{dotted}|{dotted}\s*{surname}"


def _cases(name: Name, part: str) -> str:
    """One part of the name in all its cases."""
    forms = {_flexible(form) for form in _forms(name, part)}
    return "(?:" + "|".join(sorted(forms, key=len, reverse=True)) + ")"


def _forms(name: Name, part: str) -> set[str]:
    gender = name.gender or guess_gender(name.surname, name.name, name.patronymic)
    alone = replace(Name("", "", "", gender), **{part: getattr(name, part)})
    return {decline_name(alone, case) for case in Case}


def _marks(person: Person) -> list[str]:
    """Mail, telephone however it is written, login."""
    found = [re.escape(person.email)] if person.email else []
    digits = "".join(filter(str.isdigit, person.phone))[-10:]
    if len(digits) == 10:
        found.append(r"(?:(?:\+?7|8)[\s(-]{0,3})?" + r"[\s()-]{0,3}".join(digits))
    if person.user is not None:
        found += [re.escape(text) for text in (person.user.email, person.user.username) if len(text) >= SHORTEST_LOGIN]
    return found


def _flexible(text: str) -> str:
    """The words whatever the blanks between them, ё or е."""
    return re.sub("[её]", "[её]", r"\s+".join(re.escape(word) for word in text.split()), flags=re.IGNORECASE)


def _compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    told = "|".join(f"(?:{pattern})" for pattern in patterns if pattern)
    # After the dot of an initial a word may follow at once.
    return re.compile(rf"(?<!\w)(?:{told or NOTHING})(?:(?<=\.)|(?!\w))", re.IGNORECASE)
