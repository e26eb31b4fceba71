"""What is put beside an act of destruction: the journal's rows about the person, without personal values."""

import io

import pytest
from django.urls import reverse
from django.utils.timezone import localtime
from openpyxl import load_workbook

from schools.enums import DestructionReason
from schools.models import Destruction, Person
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from schools.services.people import save_person
from tests import world as cast
from tests.world import TODAY

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def act(world) -> Destruction:
    card = cast.person(world.school, "Кравец Тарас Ильич", "сторож", phone="+79000000001")
    card.note = "любит тишину"
    save_person(card, by=world.anna)
    other = Person.objects.get(pk=world.sofya_card.pk)
    other.note = "Меняется сменами с Кравцом Тарасом Ильичом"
    save_person(other, by=world.gleb)
    untouched = Person.objects.get(pk=world.boris_card.pk)
    untouched.note = "О другом"
    save_person(untouched, by=world.anna)
    archive_person(card, world.anna)
    return destroy_person(card, reason=DestructionReason.TERM, ground_on=TODAY, by=world.anna)


def lines(client, act: Destruction) -> list[tuple]:
    answer = client.get(reverse("schools:destruction_journal", args=["lesnaya", act.pk]))
    assert answer.status_code == 200
    return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))


def test_over_the_rows_stands_what_order_179_asks(act, world, enter):
    rows = [row[0] for row in lines(enter(world.anna), act)]
    told = " ".join(rows[: rows.index("№")]).replace("\u00a0", " ")
    assert told == (
        f"Выгрузка из журнала действий. Акт № 1 от {TODAY:%d.%m.%Y} "
        f"Чьи данные: субъект персональных данных, карточка № {act.person_id} "
        "Категории уничтоженных данных: фамилия, имя, отчество; пол; телефон; примечание в карточке; должности, предметы, "
        "категория, стаж; прежние значения в журнале действий "
        "Откуда уничтожены: информационная система «Наставничество» "
        "Причина: истёк срок хранения, 14 сентября 2026 г. "
        "Дата уничтожения: 14 сентября 2026 г."
    )


def test_rows_about_the_person_and_those_that_lost_the_name(act, world, enter):
    rows = lines(enter(world.anna), act)
    at = next(number for number, row in enumerate(rows) if row[0] == "№")
    assert rows[at] == ("№", "Когда", "Кто", "Действие", "Предмет", "Сведения в строке", "Контрольная сумма строки")
    destroyed = Person.objects.get(pk=act.person_id).destroyed_at
    day = f"уничтожены {localtime(destroyed, world.school.tz):%d.%m.%Y}"
    assert [row[2:6] for row in rows[at + 1 :]] == [
        ("Ясная Анна Петровна", "изменена карточка", f"человек № {act.person_id}", day),
        ("Ветров Глеб Ильич", "изменена карточка", f"человек № {world.sofya_card.pk}", day),
        ("Ясная Анна Петровна", "отправлена в архив", f"человек № {act.person_id}", day),
        ("Ясная Анна Петровна", "уничтожены персональные данные", f"человек № {act.person_id}", None),
    ]


def test_no_personal_value_is_in_it(act, world, enter):
    told = str(lines(enter(world.anna), act)).lower()
    assert [word for word in ("кравец", "кравц", "тарас", "9000000001", "тишину", "черных") if word in told] == []


def test_the_act_leads_to_it(act, world, enter):
    page = enter(world.gleb).get(reverse("schools:destruction_detail", args=["lesnaya", act.pk])).content.decode()
    assert reverse("schools:destruction_journal", args=["lesnaya", act.pk]) in page


def test_strangers_do_not_learn_of_it(act, world, enter):
    address = reverse("schools:destruction_journal", args=["lesnaya", act.pk])
    assert [enter(who).get(address).status_code for who in (world.vera, world.boris)] == [404, 403]
