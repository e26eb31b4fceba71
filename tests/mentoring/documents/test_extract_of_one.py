"""An extract for one person names nobody else but those of the same pair: tried with every order that names several."""

import re

import pytest

from mentoring.documents.kinds import kind_of
from mentoring.documents.pages.extract import Wanted, chosen_points, extract_of, known_by
from mentoring.documents.pages.extract_rows import cell_without
from mentoring.documents.pages.redaction import Names
from mentoring.pairs.models import Pair
from schools.models import Person
from schools.papers.engine.blocks import Column, Point, Table
from schools.papers.engine.freezing import plain_text
from schools.papers.models import Document
from schools.papers.services.returning import note_returned
from schools.russian import Case, Name, decline_name
from tests.mentoring.documents import kinds_driver as places
from tests.mentoring.documents.cast import (
    approved,
    blocks_of,
    drafted,
    hard_pairs,
    issue,
    mentee,
    mentor,
    ordered,
    points_of,
)
from tests.mentoring.documents.samples.labour import of_order, ordered_at, three
from tests.mentoring.documents.test_changing import changing
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db


def surnames(person: Person) -> set[str]:
    alone = Name(person.surname, "", "", person.gender)
    return {decline_name(alone, case).lower().replace("ё", "е") for case in Case}


def leaked(paper: Document, allowed: set[int]) -> list[str]:
    """Whose surnames of the organisation stand in the paper without leave."""
    words = set(re.findall(r"\w+(?:-\w+)*", plain_text(blocks_of(paper)).lower().replace("ё", "е")))
    mine = {form for one in Person.objects.filter(pk__in=allowed) for form in surnames(one)}
    others = Person.objects.filter(organisation=paper.organisation).exclude(pk__in=allowed)
    return [one.full_name for one in others if (surnames(one) - mine) & words]


def extract(world: World, order: Document, who: Person, **answers) -> Document:
    return of_order("extract", order, world.anna, whose=who.pk, certifier=world.gleb_card.pk, **answers)


def remarks(paper: Document) -> list[str]:
    from mentoring.documents.composing import stamp_of

    return [one.replace("\u00a0", " ") for one in kind_of("extract").remarks(paper, stamp_of(paper))]


def test_each_of_several_mentors_reads_only_of_the_own_pair(world):
    order = three(world)
    pairs = Pair.objects.filter(order=order)
    assert len(pairs) == 3
    for pair in pairs:
        seat = pair.seats.get()
        both = {pair.mentor.person_id, seat.mentee.person_id, world.gleb_card.pk}
        for who in (pair.mentor.person, seat.mentee.person):
            assert leaked(extract(world, order, who), both) == []


def test_strangers_give_place_to_dots_and_what_was_said_of_all_stays(world):
    order = three(world)
    cut = {
        "Дурново": "2. Возложить на учителя технологии Дурново П.Л. … с письменного согласия обязанности наставников "
        "на срок закрепления.",
        "Черных": "2. Возложить на … заведующую библиотекой Черных Р.Ю. … с письменного согласия обязанности наставников "
        "на срок закрепления.",
        "Швец": "2. Возложить на … учителя физики Швеца И.Л. с письменного согласия обязанности наставников на срок "
        "закрепления.",
    }
    for surname, words in cut.items():
        who = Pair.objects.get(order=order, mentor__person__surname=surname).mentor.person
        paper = extract(world, order, who)
        assert [point for point in points_of(paper) if point.startswith("2.")] == [words]
        assert remarks(paper)[1] == "Имена других людей заменены многоточием: в пунктах 2, 4."
    assert remarks(paper)[0] == "Не вошли пункты: 1.1, 1.2, 3, 5, 6."


def test_of_a_group_a_mentee_reads_of_the_mentor_and_a_mentor_of_all(world):
    lead = mentor(world, "Белых Римма Юрьевна", "учитель истории")
    led = [mentee(world, name, "учитель химии") for name in ("Бут Анна Павловна", "Цой Яна Ильинична")]
    order = ordered(world, approved(world, lead, *led))
    everybody = {one.person_id for one in (lead, *led)}
    assert leaked(extract(world, order, lead.person), {*everybody, world.gleb_card.pk}) == []
    paper = extract(world, order, led[1].person)
    assert leaked(paper, {lead.person_id, led[1].person_id, world.gleb_card.pk}) == []
    [first, *_] = points_of(paper)
    assert first.startswith(
        "1. Закрепить на 2026–2027 учебный год за … учителем химии Цой Я.И. наставника — учителя истории"
    )
    assert [point[:2] for point in points_of(extract(world, order, lead.person))] == ["1.", "2.", "4."]


def test_sixteen_pairs_with_groups_in_an_annex(world):
    place = places.school(world, 26)
    pairs = places.paired(place, 13)
    lead = mentor(world, "Белых Римма Юрьевна", "учитель истории")
    group = approved(
        world, lead, *(mentee(world, name, "учитель химии") for name in ("Бут Анна Павловна", "Цой Яна Ильинична"))
    )
    order = issue(drafted(world, *pairs, group, *hard_pairs(world, 2)), world.anna)
    assert Pair.objects.filter(order=order).count() == 16
    who = group.seats.get(mentee__person__surname="Цой").mentee.person
    paper = extract(world, order, who)
    assert leaked(paper, {who.pk, lead.person_id, world.gleb_card.pk}) == []
    [table] = [block for block in blocks_of(paper) if isinstance(block, Table)]
    assert [row[2] for row in table.rows] == ["…\n2) Цой Яна Ильинична\nучитель химии"]
    assert "Из таблицы приложения: 1 строка из 16." in remarks(paper)
    for pair in pairs[::4]:
        seat = pair.seats.get()
        assert leaked(extract(world, order, seat.mentee.person), {
            pair.mentor.person_id, seat.mentee.person_id, world.gleb_card.pk
        }) == []  # fmt: skip


def test_a_change_of_a_mentor_told_to_each_side(world):
    order = three(world)
    old = Pair.objects.get(order=order, mentor__person__surname="Дурново")
    seat = old.seats.get()
    new = approved(world, mentor(world, "Лаптев Пётр Ильич", "учитель химии"), seat.mentee)
    other = "пункт 2 после слов «Черных Р.Ю.» дополнить словами «и Лаптева П.И.»"
    changed = issue(changing(world, order, pairs=[new.pk], removed=[old.pk], other=other), world.anna)
    head = world.gleb_card.pk
    mentee_ = seat.mentee.person
    assert leaked(extract(world, changed, old.mentor.person), {old.mentor.person_id, mentee_.pk, head}) == []
    assert leaked(extract(world, changed, new.mentor.person), {new.mentor.person_id, mentee_.pk, head}) == []
    assert (
        leaked(extract(world, changed, mentee_), {mentee_.pk, old.mentor.person_id, new.mentor.person_id, head}) == []
    )


def test_sums_of_others_go_with_their_names(world):
    names = Names(known_by(("Зайцу Б.Ф.",)))
    wanted = Wanted((), names)
    point = Point("1.", "Установить Черных С.П. 7 000 рублей, Зайцу Б.Ф. 5 000 рублей и Бут А.П. 9 000 рублей.")
    assert names.without_others(point.text) == "Установить … Зайцу Б.Ф. 5 000 рублей …"
    table = Table((Column("Кто", 50), Column("Сколько", 50)), (("Черных С.П.", "7 000"), ("Зайцу Б.Ф.", "5 000")))
    from mentoring.documents.pages.extract_rows import rows_about

    assert rows_about(table, wanted.names).rows == (("Зайцу Б.Ф.", "5 000"),)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Учителю физики Зайцу Б.Ф. составить план.", "Учителю физики Зайцу Б.Ф. составить план."),
        ("Контроль возложить на завуча Ли Анну Ильиничну.", "Контроль возложить на …"),
        (
            "вместо Бута А.П. закрепить Зайца Б.Ф. на срок с 1 сентября",
            "вместо … закрепить Зайца Б.Ф. на срок с 1 сентября",
        ),
        (
            "вместо «Заеца Бориса Фомича» читать «Заяц Борис Фомич»",
            "вместо «Заеца Бориса Фомича» читать «Заяц Борис Фомич»",
        ),
        ("Зайцу Б.Ф. и А.П. Буту, школа имени А.С. Пушкина", "Зайцу Б.Ф. …, школа имени А.С. Пушкина"),
        ("Буту\u00a0А.П. и Зайцу\u00a0Б.Ф. провести урок", "… Зайцу\u00a0Б.Ф. провести урок"),
        ("Учителю химии Ким Ч. и учителю физики Зайцу Б.Ф. сдать отчёт", "… учителю физики Зайцу Б.Ф. сдать отчёт"),
        ("Зайцу Б.Ф. и учителю Ч. Киму сдать отчёт", "Зайцу Б.Ф. … сдать отчёт"),
        ("Алиеву Рамизу Гасан оглы и Зайцу Б.Ф. сдать отчёт", "… Зайцу Б.Ф. сдать отчёт"),
        ("Зайцу Б.Ф. и Алиевой С.Р. кызы сдать отчёт", "Зайцу Б.Ф. … сдать отчёт"),
        ("Зайцу Б.Ф. и Мамедовой Лале Рашид-кызы сдать отчёт", "Зайцу Б.Ф. … сдать отчёт"),
        ("Зайцу Б.Ф. и Алиеву Рамизу сдать отчёт", "Зайцу Б.Ф. … сдать отчёт"),
        ("Учителю Ивану и Зайцу Б.Ф. сдать отчёт", "Учителю Ивану и Зайцу Б.Ф. сдать отчёт"),
        (
            "Зайцу Б.Ф. доложить по приказу Министерства Просвещения Российской Федерации",
            "Зайцу Б.Ф. доложить по приказу Министерства Просвещения Российской Федерации",
        ),
    ],
)
def test_what_is_left_of_a_sentence(world, text, left):
    assert Wanted.of(
        Document(organisation=world.school, data={"whose": world.boris_card.pk}), TODAY
    ).names.without_others(text) == left  # fmt: skip


def chosen(names: Names, *texts: str, numbers: tuple[str, ...] = ()) -> list[str]:
    points = [Point(f"{number}.", text) for number, text in zip(("1", "1.1", "1.2", "1.3", "2"), texts, strict=False)]
    return [point.number for point in chosen_points(points, Wanted(numbers, names))]


def test_a_line_of_a_list_of_people_that_names_nobody_known_is_somebody_unknown():
    names = Names(known_by(("Зайцу Б.Ф.",)))
    lines = ("учителю физики Зайцу Б.Ф. — 5 000 рублей;", "учителю химии Нго-Тхи — 7 000 рублей;", "Черных С.П. — 9;")
    assert chosen(names, "Установить выплаты:", *lines, numbers=("1",)) == ["1.", "1.1."]
    assert chosen(names, "Установить выплаты:", *lines) == ["1.", "1.1."]
    # Under a point that speaks of the person stand tasks.
    tasks = ("вести банки;", "вместе с Черных С.П. готовить отчёт;")
    assert chosen(names, "Зайцу Б.Ф.:", *tasks, numbers=("1",)) == ["1.", "1.1."]


def test_a_line_of_a_group_that_names_nobody_known_gives_place_to_dots():
    names = Names(known_by(("Цой Яна Ильинична",)))
    cell = "1) Нго-Тхи\nучитель химии\n2) Бут Анна Павловна\nучитель\n3) Цой Яна Ильинична\nучитель химии"
    assert cell_without(cell, names) == "…\n3) Цой Яна Ильинична\nучитель химии"


def test_nothing_of_the_order_is_shown_of_somebody_whom_it_does_not_name(world):
    order = ordered_at(places.school(world, 8), 4)
    paper = extract(world, order, world.misha_card)
    assert points_of(paper) == []
    assert leaked(paper, {world.gleb_card.pk, world.misha_card.pk}) == []
    assert any(one.blocks for one in kind_of("extract").obstacles(paper, TODAY))
    assert extract_of(order, Wanted()).left_out == []


def test_an_extract_of_nobody_and_of_no_points_is_refused(world):
    """It would be the order without its annexes: a paper about nobody."""
    order = note_returned(ordered_at(places.school(world, 8), 4), TODAY, world.anna)
    paper = of_order("extract", order, world.anna)

    def said() -> list[tuple[str, bool]]:
        return [(one.message, one.blocks) for one in kind_of("extract").obstacles(paper, TODAY)]

    assert said() == [
        (
            "Выберите, о ком выписка, или впишите номера пунктов: так это весь приказ без приложений. Если нужен весь "
            "приказ, снимите заверенную копию.",
            True,
        )
    ]
    paper.data |= {"points": "1"}
    assert said() == []
    paper.data |= {"points": "", "whose": Pair.objects.filter(order=paper.ground)[0].mentor.person_id}
    assert said() == []
