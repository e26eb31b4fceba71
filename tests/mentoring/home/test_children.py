"""A parent's menu, desk and page speak of the children, each apart; of other people's children nothing."""

import re
from datetime import date

import pytest
from django.urls import reverse

from mentoring.consents.enums import Purpose
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair, Seat
from schools.enums import Role
from schools.models import Membership, Person, Representation, User
from tests import world as cast
from tests.mentoring.pairs.cast import draft, form
from tests.mentoring.surveys.cast import make_questionnaire, open_wave
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGE = reverse("home:my_children", args=["lesnaya"])


@pytest.fixture
def mother(world) -> User:
    """Миша's mother, who signs in and takes no part herself."""
    nina = cast.user("nina", "Лебедева Нина Павловна", participant=world.school)
    kin = cast.person(world.school, "Лебедева Нина Павловна", account=nina)
    Representation.objects.create(representative=kin, pupil=world.misha_card, relation="мать")
    return nina


def sister_of(world, mother: User, name: str = "Лебедева Зоя Ивановна") -> Person:
    zoya = cast.person(world.school, name, grade="9Б", birth_date=date(2011, 3, 3))
    Representation.objects.create(representative=mother.people.get(), pupil=zoya, relation="мать")
    return zoya


def approved(world, mentor, *mentees):
    planned = draft(world)
    pair = Pair.objects.create(
        organisation=world.school,
        mentor=mentor,
        form=form("teacher-pupil"),
        starts=planned.starts,
        ends=planned.ends,
        status=PairStatus.APPROVED,
    )
    for mentee in mentees:
        Seat.objects.create(pair=pair, mentee=mentee, mentor=mentor)
    return pair


def text(page) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).replace("\u00a0", " ").split())


def menu(page) -> list[str]:
    return [item.label for item in page.context["menu"]]


def test_the_menu_of_a_parent(world, mother, enter):
    client = enter(mother)
    words = ["Что ждёт меня", "Ребёнок в программе", "Мои анкеты", "Согласия", "Мои документы"]
    assert menu(client.get("/o/lesnaya/")) == words
    sister_of(world, mother)
    assert menu(client.get(PAGE)) == ["Что ждёт меня", "Дети в программе", *words[2:]]


def test_a_teacher_who_is_a_mother_has_both(world, enter):
    Representation.objects.create(representative=world.sofya_card, pupil=world.misha_card)
    assert menu(enter(world.sofya).get("/o/lesnaya/")) == [
        "Что ждёт меня",
        "Моя пара",
        "Ребёнок в программе",
        "Мои анкеты",
        "Мои согласия",
        "Мои документы",
        "Мои мероприятия",
    ]


def test_the_desk_tells_of_each_child_apart(world, mother, enter):
    zoya = sister_of(world, mother)
    client, misha = enter(mother), cast.mentee(world.misha_card)
    stranger = cast.person(world.school, "Ярых Тея Руслановна", grade="6А")
    approved(world, world.mentor, misha, cast.mentee(stranger))
    prepare_sheets(world.school, [(world.misha_card, Purpose.PROCESSING)], YEAR, world.anna)
    page = client.get("/o/lesnaya/")
    told = text(page)
    assert [(child.person, len(child.pairs), len(child.owes)) for child in page.context["children"]] == [
        (world.misha_card, 1, 2),
        (zoya, 0, 0),
    ]
    assert (
        "Принесите куратору 2 подписанных согласия: на обработку персональных данных, на участие в наставничестве."
        in told
    )
    assert "Подпишите за себя 1 согласие: на обработку данных законного представителя." in told
    assert "Заяц Борис Фомич наставник, учитель физики" in told
    assert ["Моя пара" in told, "Ярых" in told] == [False, False]


def test_the_page_adds_the_surveys_about_the_child(world, mother, enter):
    cast.mentee(world.misha_card)
    wave = open_wave(world.school, make_questionnaire(world.school), asked=[mother.people.get()])
    wave.tickets.update(about=world.misha_card)
    assert "ответить можно по" in text(enter(mother).get(PAGE))


def test_a_child_who_is_a_mentor_and_one_who_came_of_age(world, mother, enter):
    zoya = sister_of(world, mother)
    approved(world, cast.mentor(zoya), cast.mentee(cast.person(world.school, "Ярых Тея Руслановна", grade="6А")))
    told = text(enter(mother).get(PAGE))
    assert ["Сама наставник 1 наставляемый" in told, "Ярых" in told] == [True, False]
    Person.objects.filter(pk=zoya.pk).update(birth_date=date(TODAY.year - 18, 1, 1))
    assert "Лебедева Зоя" not in text(enter(mother).get(PAGE))


def test_whoever_represents_nobody_is_told_what_to_do(world, enter):
    assert "попросите куратора записать вас его законным представителем" in text(enter(world.boris).get(PAGE))
    Membership.objects.create(user=world.vera, organisation=world.school, role=Role.PARTICIPANT)
    assert "Лебедев" not in text(enter(world.vera).get(PAGE))
