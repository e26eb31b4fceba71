"""The desk of the head: what waits for a decision, who acts for whom."""

from datetime import date, timedelta

import pytest

from mentoring.banks.models import Mentee, Mentor
from mentoring.home.selectors.first_day import how_far
from mentoring.home.selectors.head import head_waits
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair, Seat
from schools.enums import Role
from schools.models import Employment, Headship, Membership, Organisation
from schools.papers.models import Document
from tests.mentoring.home.test_desk import THIS_YEAR, desk, told
from tests.mentoring.pairs.cast import pair_in, propose
from tests.world import mentee, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_head_decides_and_issues(world):
    assert head_waits(world.gleb, world.school) == []
    pair_in(world, PairStatus.SUBMITTED)
    draft = Document.objects.create(
        organisation=world.school, kind="pairs_order_teachers", title="О наставничестве", data={"pairs": [1]}
    )
    assert told(head_waits(world.gleb, world.school)) == [
        (1, "пара ждёт вашего решения", "Решить"),
        (1, "Проект приказа «О наставничестве» готовится к изданию", "Прочитать и издать"),
    ]
    assert head_waits(world.gleb, world.school)[1].url == f"/o/lesnaya/orders/{draft.pk}/issue/"


def test_an_acting_head_is_reminded_of_the_term(world, enter):
    day = world.school.today()
    Membership.objects.create(
        user=world.boris,
        organisation=world.school,
        role=Role.ACTING_HEAD,
        starts=day - timedelta(days=400),
        ends=day + timedelta(days=400),
    )
    html = enter(world.boris).get(desk("lesnaya")).content.decode()
    assert "вы исполняете обязанности руководителя до" in html


def test_the_head_is_told_who_acts_for_her(world, enter, monkeypatch):
    monkeypatch.setattr(Organisation, "today", lambda self: date(2027, 2, 3))
    page = enter(world.gleb).get("/o/lesnaya/").content.decode().replace("\u00a0", " ")
    assert "До 10 февраля 2027 г. обязанности руководителя исполняет Швец Ирина Львовна" in page


def test_nobody_acts_for_the_head_on_another_day(world, enter, today):
    response = enter(world.gleb).get("/o/lesnaya/")
    page = response.content.decode()
    assert (response.status_code, "обязанности руководителя исполняет" in page) == (200, False)
    assert "Лесная" in page


def test_the_absent_head_is_told_what_is_whose(world, enter):
    """The words do not take away what the buttons below them offer."""
    Headship.objects.create(
        organisation=world.school,
        person=world.boris_card,
        post="И.о. директора",
        is_acting=True,
        starts=world.school.today(),
        ends=world.school.today() + timedelta(days=5),
        ground="приказ № 3",
    )
    pair_in(world, PairStatus.SUBMITTED)
    page = enter(world.gleb).get(desk("lesnaya")).content.decode()
    assert "под приказами этих дней — подпись исполняющего обязанности" in page
    assert "Решить о парах и дорожной карте можете и вы" in page
    assert ">Решить</a>" in page


def test_the_head_of_a_new_school_reads_what_the_curator_is_at(world, enter):
    def stage() -> str:
        return how_far(world.gleb, world.school, THIS_YEAR).replace("\u00a0", " ")

    assert stage() == "Куратор собирает банки: 1 наставник и 1 наставляемый."
    page = enter(world.gleb).get(desk("lesnaya")).text
    assert ["Вашего решения пока ничего не ждёт." in page, "Всё сделано." in page] == [True, False]
    pair = propose(world)
    assert stage() == "Куратор составляет пары."
    Pair.objects.filter(pk=pair.pk).delete()
    Mentee.objects.all().delete()
    Mentor.objects.all().delete()
    assert stage() == "Сотрудники загружены, куратор собирает банки наставников и наставляемых."
    Employment.objects.all().delete()
    assert stage() == "Работа только начинается: куратор загружает список сотрудников."


def test_a_group_that_waits_for_the_head_is_not_called_a_pair(world):
    def words() -> list[str]:
        return [wait.words for wait in head_waits(world.gleb, world.school)]

    group = pair_in(world, PairStatus.SUBMITTED)
    Seat.objects.create(pair=group, mentee=mentee(person(world.school, "Седых Пётр Ильич")), mentor=group.mentor)
    assert words() == ["группа ждёт вашего решения"]
