"""Typed corrections of an issued order on pairs: the sentence writes itself from what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from schools.models import Person
from schools.papers.models import Document
from schools.russian import Case, date_words, search_key

from ..kinds.kind import Stamp, day_of, year_of
from ..pages.pairs import conditions, mentees_in
from ..selectors.order_facts import PairFacts, named_people, pair_facts
from .people import Named

NAME, POST = "name", "post"
_CASES = (Case.NOMN, *(case for case in Case if case != Case.NOMN))


@dataclass(frozen=True)
class Replacement:
    """A pair taken out and a pair added that stand for each other: one side is the same people."""

    removed: PairFacts
    added: PairFacts

    @property
    def changes_mentor(self) -> bool:
        return self.removed.mentor.person.pk != self.added.mentor.person.pk

    def begins(self, day: date) -> date:
        """The first day of the new pair when the order is of `day`: never before it."""
        return max(day, self.added.starts)

    def last_day(self, day: date) -> date:
        """Of the old pair: the eve, so that no day is without a mentor and none has two."""
        return self.begins(day) - timedelta(days=1)


def paired_off(
    removed: Sequence[PairFacts], added: Sequence[PairFacts]
) -> tuple[list[Replacement], list[PairFacts], list[PairFacts]]:
    """(replacements, what is only taken out, what is only added), each in its order."""
    replaced, out, rest = [], [], list(added)
    for pair in removed:
        fitting = [one for one in rest if _stands_for(pair, one)]
        # One that was formed in this very place goes before one that merely has the same people.
        match = next((one for one in fitting if one.replaces == pair.pk), fitting[0] if fitting else None)
        if match is None:
            out.append(pair)
            continue
        rest.remove(match)
        replaced.append(Replacement(pair, match))
    return replaced, out, rest


def _stands_for(removed: PairFacts, added: PairFacts) -> bool:
    """The same mentees with another mentor, or the same mentor with other mentees; what takes another pair's place does not."""
    if added.replaces not in (None, removed.pk):
        return False
    return (removed.mentor.person.pk == added.mentor.person.pk) != (_people(removed) == _people(added))


def _people(pair: PairFacts) -> frozenset[int]:
    return frozenset(mentee.person.pk for mentee in pair.mentees)


def replacement_point(change: Replacement, document: Document, stamp: Stamp) -> str:
    """«заменить с … наставника, закреплённого за учителем …: вместо … закрепить …», and its kin for mentees."""
    old, new = change.removed, change.added
    day = date_words(change.begins(day_of(document, stamp)))
    if change.changes_mentor:
        return (
            f"заменить с {day} наставника, закреплённого за {mentees_in(old, Case.ABLT)}: вместо "
            f"{old.mentor.short_with_standing(Case.GENT)} закрепить {new.mentor.short_with_standing(Case.ACCS)} "
            f"{conditions(new)}"
        )
    # The same two people never stand in two pairs at once, so the mentees of both pairs are all different.
    return (
        f"заменить с {day} наставляемого, закреплённого за наставником — {new.mentor.short_with_standing(Case.ABLT)}: вместо "
        f"{mentees_in(old, Case.GENT)} закрепить {mentees_in(new, Case.ACCS)} {conditions(new)}"
    )


def with_new_terms(document: Document, stamp: Stamp) -> list[PairFacts]:
    """Pairs whose last day the order moves."""
    keys = [int(key) for key in document.data.get("terms") or {}]
    entity = document.organisation.legal_entity
    return pair_facts(keys, entity.pk, day_of(document, stamp), year_of(document, stamp))


def misprinted(document: Document, stamp: Stamp) -> dict[int, Named]:
    """Whose names or posts the order corrects, by the key of the card."""
    keys = [one["person"] for one in document.data.get("misprints") or []]
    cards = Person.objects.filter(organisation=document.organisation.legal_entity, pk__in=keys)
    return named_people(cards, day_of(document, stamp), year_of(document, stamp))


def term_points(document: Document, stamp: Stamp) -> list[str]:
    """«срок закрепления за … наставника — … установить с … по …»."""
    kept = document.data.get("terms") or {}
    return [
        f"срок закрепления за {mentees_in(pair, Case.ABLT)} наставника — {pair.mentor.short_with_standing(Case.GENT)} "
        f"установить с {date_words(pair.starts)} по {date_words(date.fromisoformat(kept[str(pair.pk)]['ends']))}"
        for pair in with_new_terms(document, stamp)
    ]


def misprint_points(document: Document, stamp: Stamp) -> list[str]:
    """What the order printed wrong, and how the card reads now, in the same case: the order may have it in several."""
    kept = document.data.get("misprints") or []
    named = misprinted(document, stamp)
    return [
        _misprint(one["what"], " ".join(one["was"].split()), named[one["person"]])
        for one in kept
        if one["person"] in named
    ]


def _misprint(what: str, was: str, named: Named) -> str:
    right = read_instead(what, was, named)
    if what == NAME:
        return f"вместо «{was}» читать «{right}» в соответствующих падежах"
    return f"должность {named.short(Case.GENT)} вместо «{was}» читать «{right}» в соответствующих падежах"


def read_instead(what: str, was: str, named: Named) -> str:
    """As the card has it in the case and manner (initials or in full) in which the misprinted words are written."""
    forms = right_forms(what, was, named)
    # A case is known by the ends of words; of equal ones the first, the nominative.
    return max(forms, key=lambda form: _same_ends(was, form))


def right_forms(what: str, was: str, named: Named) -> list[str]:
    """The card's words in every case, the nominative first: initials where the misprint has them."""
    if what == NAME:
        return [named.short(case) if "." in was else named.full(case) for case in _CASES]
    return [named.standing(case) for case in _CASES]


def is_right_already(what: str, was: str, named: Named) -> bool:
    """Whether what is called a misprint is what the card has, in whatever case."""
    return _words(was) in [_words(form) for form in right_forms(what, was, named)]


def _same_ends(one: str, other: str) -> int:
    """Letters that end alike in the words of both, word by word."""
    words = zip(_words(one), _words(other), strict=False)
    return sum(
        len(list(takewhile(lambda letters: letters[0] == letters[1], zip(reversed(a), reversed(b), strict=False))))
        for a, b in words
    )


def _words(text: str) -> list[str]:
    """Without capitals and signs."""
    return search_key(text).replace(".", " ").split()
