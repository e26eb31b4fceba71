"""The pairs of the demo on their way: proposed, their consents signed, their order issued."""

from collections.abc import Iterable
from datetime import date, timedelta

from mentoring.banks.models import MentoringForm, MentoringKind
from mentoring.banks.selectors import fit_of
from mentoring.consents.enums import Purpose
from mentoring.consents.services import sign_consent
from mentoring.documents.composing import wording_of
from mentoring.documents.services.orders import draft_order, issue_order
from mentoring.documents.services.papers import edit_paper
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.words import why
from mentoring.pairs.services import propose_pair
from schools.models import Organisation, Person, User
from schools.papers.models import Document

from .banks import mentee_of, mentor_of


def pairing(place: Organisation, by: User):
    """A function that proposes a pair of the place by names, to the end of the year, for the reasons of the fit."""
    today, year = place.today(), place.current_year()
    form = MentoringForm.objects.get(code="teacher-teacher")
    traditional, group = (MentoringKind.objects.get(code=code) for code in ("traditional", "group"))

    def propose(mentor_name: str, mentee_names: list[str]) -> Pair:
        mentor, mentees = mentor_of(place, mentor_name), [mentee_of(place, name) for name in mentee_names]
        reason = " ".join(why(fit_of(mentor, mentees[0])))
        kinds = [group] if len(mentees) > 1 else [traditional]
        return propose_pair(
            place, mentor, mentees, form=form, kinds=kinds, starts=today, ends=year.end, reason=reason, by=by
        )

    return propose


def again(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs as they stand in the database now."""
    return list(Pair.objects.filter(pk__in=[pair.pk for pair in pairs]))


def sheets_of(pairs: Iterable[Pair]) -> list[tuple[Person, Purpose]]:
    wanted: list[tuple[Person, Purpose]] = []
    for pair in pairs:
        wanted += [(pair.mentor.person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTOR_DUTIES)]
        for seat in pair.seats.select_related("mentee__person"):
            wanted += [(seat.mentee.person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTEE_PART)]
    return wanted


def print_sheets(place: Organisation, pairs: Iterable[Pair], by: User) -> list:
    return prepare_sheets(place, sheets_of(pairs), place.current_year().begins, by).consents


def sign(place: Organisation, pairs: Iterable[Pair], by: User, day: date) -> None:
    for consent in print_sheets(place, pairs, by):
        sign_consent(consent, day, None, by)


def issue(place: Organisation, pairs: Iterable[Pair], by: User, day: date) -> Document:
    draft = draft_order(place, "teachers", again(pairs), place.current_year().begins, by, None)
    protocol = {"body": "педагогического совета", "number": "2", "date": (day - timedelta(days=3)).isoformat()}
    draft = edit_paper(draft, version=draft.version, data={"protocol": protocol}, texts=wording_of(draft), by=by)
    return issue_order(draft, number="", proposed="", day=day, by=by)
