"""Pupils of the demo's school: representatives sign for them, one has come of age, two teachers may be published."""

from datetime import date, timedelta

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import MentoringForm
from mentoring.banks.services import (
    add_mentees,
    add_mentors,
    change_mentee_status,
    change_mentor_status,
)
from mentoring.consents.enums import Purpose
from mentoring.consents.services import sign_consent
from mentoring.documents.services.sheets import prepare_sheets, sign_paper_sheet
from mentoring.pairs.services import approve_pairs, propose_pair, submit_pairs
from schools.enums import Role
from schools.models import Organisation, Person, User
from schools.services.representatives import add_representative

from .banks import mentee_of, mentor_of
from .ground import card, let_in
from .pairs import again

LEADER, SISTER, YOUNGER, TEENAGER, GROWN = (
    "Якубовских Лев Павлович",
    "Якубовских Мира Павловна",
    "Гринь Марк Антонович",
    "Хван Мирослава Олеговна",
    "Ярых Тея Руслановна",
)
OF_MENTOR = (Purpose.PROCESSING, Purpose.MENTOR_DUTIES)
OF_MENTEE = (Purpose.PROCESSING, Purpose.MENTEE_PART)


def lay_pupils(school: Organisation, by: User) -> None:
    """A pair «ученик — ученик» approved and half signed, its mentor signs in, his mother has a daughter in the bank too; a
    teenager with two parents, a girl of eighteen.
    """
    today, year = school.today(), school.current_year()
    pupils = {name: card(school, name) for name in (LEADER, SISTER, YOUNGER, TEENAGER, GROWN)}
    let_in(school, "Якубовских Ирина Романовна", Role.PARTICIPANT, "roditel", by)
    let_in(school, LEADER, Role.PARTICIPANT, "uchenik", by)
    add_representative(
        pupils[TEENAGER], full_name="Хван Полина Марковна", relation="мать", phone="8 900 000-20-91", by=by
    )
    add_mentors(school, year.begins, [pupils[LEADER]], by)
    add_mentees(school, year.begins, [pupils[name] for name in (SISTER, YOUNGER, TEENAGER, GROWN)], by)
    leader = change_mentor_status(mentor_of(school, LEADER), BankStatus.CONFIRMED, by)
    for name in (SISTER, YOUNGER, TEENAGER, GROWN):
        change_mentee_status(mentee_of(school, name), BankStatus.CONFIRMED, by)
    form = MentoringForm.objects.get(code="pupil-pupil")
    pair = propose_pair(
        school,
        leader,
        [mentee_of(school, YOUNGER)],
        form=form,
        kinds=[],
        starts=today,
        ends=year.end,
        reason="Учатся вместе",
        by=by,
    )
    submit_pairs([pair], by)
    approve_pairs(again([pair]), User.objects.get(username="direktor"))

    wanted = [(pupils[LEADER], purpose) for purpose in OF_MENTOR]
    wanted += [(link.representative, Purpose.REPRESENTATIVE) for link in pupils[LEADER].represented_by.all()]
    for consent in prepare_sheets(school, wanted, year.begins, by).consents:
        sign_consent(consent, today, None, by)
    printed = [(pupils[name], purpose) for name in (SISTER, YOUNGER) for purpose in OF_MENTEE]
    prepare_sheets(school, printed, year.begins, by)
    _come_of_age(pupils[GROWN], today, by)
    _publish(school, by)


def _come_of_age(person: Person, today: date, by: User) -> None:
    """Her father signed while she was seventeen; five days ago she came of age."""
    birthday = today - timedelta(days=5)
    person.birth_date = birthday.replace(year=birthday.year - 18, day=min(birthday.day, 28))
    person.save(update_fields=["birth_date"])
    link = person.represented_by.get()
    sign_paper_sheet(person, Purpose.PROCESSING, today - timedelta(days=60), None, link, by)


def _publish(school: Organisation, by: User) -> None:
    """One teacher has allowed some things to be published, another still thinks."""
    year = school.current_year().begins
    wanted = [(card(school, name), Purpose.DISSEMINATION) for name in ("Заяц Борис Фомич", "Орлик Тамара Никитична")]
    first, _ = prepare_sheets(school, wanted, year, by).consents
    items = ["name", "post", "achievements"]
    sign_consent(first, school.today(), None, by, items=items, conditions="фотографию не публиковать")
