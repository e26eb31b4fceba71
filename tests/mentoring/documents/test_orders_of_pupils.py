"""An order on pairs of pupils: no term and no duty is laid on a child; the consents of representatives are named."""

from datetime import date

import pytest

from mentoring.banks.models import Mentee, Mentor
from schools.papers.models import Document
from tests import world as cast
from tests.mentoring.documents.cast import approved, blocks_of, drafted, issue, points_of, pupil, signed
from tests.mentoring.documents.test_changing import changing
from tests.mentoring.pairs.cast import form
from tests.world import World

pytestmark = pytest.mark.django_db
CURATOR = "Заместителю директора по учебно-воспитательной работе Ясной А.П."
DUE = "и представить его на утверждение не позднее 28 сентября 2026 г."
GROUNDS = "на основании письменных согласий участников и законных представителей несовершеннолетних"


def young_mentor(world: World, name: str = "Тузик Ян Ильич", born: date = date(2010, 1, 1)) -> Mentor:
    return cast.mentor(signed(cast.person(world.school, name, grade="10А", birth_date=born)))


def of_pupils(world: World, mentor: Mentor, mentee: Mentee, code: str = "pupil-pupil") -> Document:
    return drafted(world, approved(world, mentor, mentee, form=form(code)), contingent="pupils")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def preamble(order: Document) -> str:
    return plain(next(block.text for block in blocks_of(order) if "в целях поддержки" in getattr(block, "text", "")))


def test_for_a_pupil_the_curator_makes_the_plan(world):
    order = of_pupils(world, young_mentor(world), pupil(world, "Ли Зоя Олеговна", "9Б"))
    assert points_of(order)[1] == f"2. {CURATOR} составить вместе с наставником для пары план встреч {DUE}"


def test_without_a_curator_the_class_teachers_do(world):
    order = of_pupils(world, young_mentor(world), pupil(world, "Ли Зоя Олеговна", "9Б"))
    order.data["curator"] = None
    assert points_of(order)[1] == f"2. Классным руководителям составить вместе с наставником для пары план встреч {DUE}"
    order.organisation.kind = "college"
    assert points_of(order)[1].startswith("2. Кураторам учебных групп составить")


def test_an_employee_makes_his_own_and_the_curator_that_of_the_others(world):
    pairs = [
        approved(world, signed_mentor(world), pupil(world, "Ли Зоя Олеговна", "9Б"), form=form("teacher-pupil")),
        approved(world, young_mentor(world), pupil(world, "Ким Яна Руслановна", "8А"), form=form("pupil-pupil")),
    ]
    order = drafted(world, *pairs, contingent="pupils")
    assert points_of(order)[3] == (
        f"2. Учителю физики Зайцу Б.Ф. составить для пары план встреч {DUE} {CURATOR} составить вместе с остальными "
        f"наставниками для пары план встреч {DUE}"
    )


def signed_mentor(world: World) -> Mentor:
    signed(world.boris_card)
    return world.mentor


def test_representatives_of_minors_are_named_and_of_the_grown_are_not(world):
    minors = of_pupils(world, young_mentor(world), pupil(world, "Ли Зоя Олеговна", "9Б"))
    assert GROUNDS in preamble(minors)
    minors.data["protocol"] = {"body": "педагогического совета", "number": "1", "date": "2026-08-30"}
    assert f"на основании решения педагогического совета (протокол от 30.08.2026 № 1), {GROUNDS}" in preamble(minors)
    born = date(2007, 1, 1)
    grown = of_pupils(world, young_mentor(world, "Ежов Ян Ильич", born), pupil(world, "Лев Ян Ян", "11А", born))
    assert "на основании письменных согласий участников, в целях" in preamble(grown)


def test_a_change_charges_no_pupil_either(world):
    base = issue(
        of_pupils(world, young_mentor(world), pupil(world, "Ли Зоя Олеговна", "9Б", date(2008, 1, 1))), world.anna
    )
    added = approved(
        world, young_mentor(world, "Ежов Ян Ильич"), pupil(world, "Ким Яна Руслановна", "8А"), form=form("pupil-pupil")
    )
    assert points_of(changing(world, base, pairs=[added.pk], removed=[]))[1] == (
        f"2. {CURATOR} составить вместе с наставником для пары план встреч и представить его на утверждение."
    )
