"""«Спустить школам» as the coordinator walks it; nobody else gets there."""

import io
import re

import openpyxl
import pytest
from django.urls import reverse

from roadmaps.enums import MeasureStatus
from roadmaps.models import Measure, Occasion
from roadmaps.services.handing import hand_down
from roadmaps.views.handing import label_of
from schools.access.granting import give_role
from schools.enums import Role
from schools.models import Organisation
from tests.roadmaps.cast import in_force, laid_out
from tests.roadmaps.services.handing.cast import hand, municipal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def at(name: str, organisation, roadmap) -> str:
    return reverse(f"roadmaps:{name}", kwargs={"organisation": organisation.slug, "pk": roadmap.pk})


def test_the_coordinator_hands_down_looks_and_takes_back(client, world):
    roadmap = municipal(world)
    measures = list(roadmap.measures.order_by("position"))
    client.force_login(world.oleg)
    page = client.get(at("hand_down", world.office, roadmap)).content.decode()
    assert all(str(measure) in page for measure in measures)
    assert world.school.short_name in page
    answer = client.post(
        at("hand_down", world.office, roadmap),
        {"measures": [measures[0].pk, measures[1].pk], "schools": [world.school.pk, world.village.pk]},
    )
    said = answer.content.decode().replace("\xa0", " ")
    assert "Спущено 2 мероприятия: дополнены дорожные карты 2 организаций." in said
    first = Measure.objects.get(roadmap__organisation=world.school, handed_from=measures[0])
    Occasion.objects.filter(measure=first).update(status=MeasureStatus.DONE, done_on="2026-09-10", comment="Тайное имя")
    table = client.get(at("handed_table", world.office, roadmap)).content.decode()
    assert "1/2" in table
    assert "Тайное" not in table
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(at("handed_table", world.office, roadmap) + "?format=xlsx").content)
    )
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    assert cells.count("выполнено") == 1
    assert cells.count("запланировано") == 3
    answer = client.post(
        at("handing_undo", world.office, roadmap),
        {"copies": re.findall(r'name="copies" value="([\d,]+)"', answer.content.decode())},
        follow=True,
    ).content.decode()
    assert "Забрано: 3 мероприятия." in answer
    assert list(Measure.objects.exclude(roadmap=roadmap)) == [first]


def test_nothing_ticked_is_said_and_keeps_the_ticks(client, world):
    roadmap = municipal(world)
    client.force_login(world.oleg)
    page = client.post(at("hand_down", world.office, roadmap), {"schools": [world.village.pk]}).content.decode()
    assert "Отметьте хотя бы одно мероприятие." in page
    assert f'value="{world.village.pk}" id="s{world.village.pk}" checked' in page
    assert f'value="{world.school.pk}" id="s{world.school.pk}" checked' not in page


def test_schools_of_another_office_cannot_be_ticked(client, world):
    roadmap = municipal(world)
    world.school.parent = None
    world.school.save()
    client.force_login(world.oleg)
    measures = [measure.pk for measure in roadmap.measures.all()]
    client.post(at("hand_down", world.office, roadmap), {"measures": measures, "schools": [world.school.pk]})
    assert not Measure.objects.filter(roadmap__organisation=world.school).exists()


def test_only_the_office_gets_there(client, world):
    roadmap = municipal(world)
    hand(world, roadmap)
    for user in (world.anna, world.gleb, world.boris, world.vera):
        client.force_login(user)
        for name in ("hand_down", "handed_table"):
            assert client.get(at(name, world.office, roadmap)).status_code == 404
        assert client.post(at("handing_undo", world.office, roadmap)).status_code == 404


def test_a_school_has_no_table_of_others(client, world):
    plan = laid_out(world)
    client.force_login(world.gleb)
    answer = client.get(at("handed_table", world.school, plan))
    assert (answer.status_code, answer.url) == (302, at("roadmap_detail", world.school, plan))


def test_everything_is_ticked_by_one_button_and_handed_by_another(client, world):
    roadmap = municipal(world)
    client.force_login(world.oleg)
    where = at("hand_down", world.office, roadmap)
    page = client.post(where, {"tick": "measures", "schools": [world.village.pk]}).content.decode()
    assert page.count('name="measures"') == len(re.findall(r'name="measures"[^>]* checked', page)) == 3
    assert len(re.findall(r'name="schools"[^>]* checked', page)) == 1
    assert not Measure.objects.exclude(roadmap=roadmap).exists()
    page = client.post(where, {"tick": "schools"}).content.decode()
    assert len(re.findall(r'name="schools"[^>]* checked', page)) == 4
    assert len(re.findall(r'name="measures"[^>]* checked', page)) == 0


def test_measures_of_one_title_are_told_apart(client, world):
    roadmap = municipal(world)
    roadmap.measures.update(title="Обеспечение")
    client.force_login(world.oleg)
    page = client.get(at("hand_down", world.office, roadmap)).content.decode()
    assert all(f"Обеспечение: Содержание {n}" in page for n in range(3))


def test_the_done_page_tells_how_many_went_where_and_no_words_of_a_school(client, world):
    roadmap, own = municipal(world), in_force(laid_out(world))
    client.force_login(world.oleg)
    page = client.post(
        at("hand_down", world.office, roadmap),
        {"measures": [one.pk for one in roadmap.measures.all()], "schools": [world.school.pk]},
    ).content.decode()
    assert f"{world.school.short_name}: 3 мероприятия</li>" in page
    assert own.title not in page


def test_the_plan_of_the_office_says_who_approves_and_offers_to_hand_down(client, world):
    roadmap = municipal(world)
    client.force_login(world.oleg)
    page = client.get(at("roadmap_detail", world.office, roadmap)).content.decode()
    before_more = page[: page.index("Ещё")]
    assert at("hand_down", world.office, roadmap) in before_more
    assert "у руководителя нет входа" in page
    give_role(world.gleb, world.office, Role.HEAD)
    page = client.get(at("roadmap_detail", world.office, roadmap)).content.decode()
    assert f"Утверждает {world.gleb.full_name}." in page


@pytest.mark.parametrize(
    ("content", "label"),
    [
        ("Издать приказ", "Дело: Издать приказ"),
        ("Темы:\n- о наставничестве;\n- об адаптации.", "Дело: Темы: о наставничестве; об адаптации"),
        ("Первое предложение. " + "Второе предложение " * 20, "Дело: Первое предложение."),
        ("слово " * 60, "Дело: " + " ".join(["слово"] * 39) + "…"),
        ("Темы:\n" + "- тема об адаптации\n" * 20, "Дело: Темы: " + "тема об адаптации; " * 12 + "…"),
    ],
)
def test_a_label_is_not_cut_within_a_sentence(content, label):
    assert label_of(Measure(title="Дело", content=content)) == label


def test_what_is_handed_down_already_is_marked_with_whom(client, world):
    roadmap = municipal(world)
    first, second, _ = roadmap.measures.order_by("position")
    hand(world, roadmap, world.school, count=1)
    places = Organisation.objects.filter(parent=world.office)
    hand_down(roadmap, [second], list(places), year=roadmap.years_covered[0], by=world.oleg)
    client.force_login(world.oleg)
    page = client.get(at("hand_down", world.office, roadmap)).content.decode()
    assert re.findall(r"уже спущено: ([^<]+)<", page) == [world.school.short_name, "всем организациям"]
    assert "Отмечено: " in page
    said = client.post(
        at("hand_down", world.office, roadmap), {"measures": [first.pk], "schools": [world.school.pk, world.village.pk]}
    ).content.decode()
    said = said.replace("\xa0", " ")
    assert "Спущено 1 мероприятие: дополнена дорожная карта одной организации." in said
    assert f"{world.school.short_name}: всё отмеченное в дорожной карте уже есть" in said
