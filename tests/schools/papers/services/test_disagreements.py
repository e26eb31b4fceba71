"""What the registers of a year say against each other, sentence by sentence; nothing is corrected."""

from datetime import date

import pytest

from roadmaps.models import Roadmap
from schools.papers.engine.blocks import AnnexMark, Paragraph
from schools.papers.engine.freezing import blocks_to_json
from schools.papers.enums import NumberMode, RegisterKind
from schools.papers.models import Document
from schools.papers.selectors.disagreements import disagreements_of, numbers_named
from schools.papers.selectors.journals import acquaintances_in, journals_of
from schools.papers.services.acquaintance import ask_acquaintance
from schools.papers.services.documents import annul_document, enter_elsewhere, freeze_sheet
from schools.papers.services.numbering import register_of
from tests.schools.papers.paper import DAY, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


def on_paper(world, number: str, day: date = DAY, **more) -> Document:
    return enter_elsewhere(world.school, "order", "О парах", number, day, world.anna, **more)


def told(world, year: int = 2026) -> list[str]:
    return [one.words for one in disagreements_of(world.anna, world.school, year)]


def test_a_register_in_order_has_nothing_to_tell(world):
    for number in ("1", "2", "3"):
        on_paper(world, number)
    assert told(world) == []


def test_gaps_are_told_where_numbers_are_kept_here(world):
    for number in ("1", "3", "7", "14-а"):
        on_paper(world, number)
    sentence = (
        "В журнале «приказы по основной деятельности» за 2026 год нет номеров: 2, 4–6. Если приказ издан на бумаге, "
        "внесите его; если не издавался, запишите это в деле."
    )
    assert told(world) == [sentence]
    assert told(world, 2025) == []
    register = register_of(world.school)
    register.mode = NumberMode.OFFICE
    register.save()
    assert told(world) == []


def test_a_later_number_with_an_earlier_date(world):
    on_paper(world, "1", date(2026, 9, 10))
    on_paper(world, "2", date(2026, 9, 8))
    (one,) = disagreements_of(world.anna, world.school, 2026)
    assert one.words == (
        "Приказ № 2 от 08.09.2026 стоит в журнале после документа № 1, а датирован раньше: № 1 — от 10.09.2026."
    )
    assert Document.objects.get(pk=one.pk).number == "2"


def test_an_annex_that_names_another_order(world):
    order = on_paper(world, "26/1")
    annex = freeze_sheet(
        world.school,
        "annex",
        "Положение",
        day=DAY,
        blocks=blocks_to_json([AnnexMark(("Приложение 1", "к приказу МБОУ «Лесная СОШ № 1»", "от 14.09.2026 № 21/1"))]),
        page={},
        by=world.anna,
    )
    Document.objects.filter(pk=annex.pk).update(ground=order)
    assert told(world) == [
        "Положение «Положение» по своему тексту относится к приказу № 21/1, а по журналу — к документу: "
        "Приказ № 26/1 от 14.09.2026. Сверьте бумаги."
    ]
    sound = blocks_to_json([AnnexMark(("к приказу", "от 14.09.2026 № 26 / 1")), Paragraph("приказ № 5")])
    Document.objects.filter(pk=annex.pk).update(blocks=sound)
    assert told(world) == []


def test_a_change_whose_title_names_another_order(world):
    order = on_paper(world, "5")
    enter_elsewhere(
        world.school, "order", "О внесении изменений в приказ от 01.09.2026 № 6", "6", DAY, world.anna, changes=order
    )
    assert [words[:14] for words in told(world)][0] == "Приказ № 6 от "
    assert "относится к приказу № 6, а по журналу — к документу: Приказ № 5" in told(world)[0]


def test_a_number_that_ends_with_a_dot_is_no_disagreement(world):
    register = register_of(world.school)
    register.pattern = "{n}-п.о.д."
    register.save()
    order = on_paper(world, "1-п.о.д.")
    later = enter_elsewhere(
        world.school,
        "order",
        "О внесении изменений в приказ от 14.09.2026 № 1-п.о.д.",
        "2-п.о.д.",
        DAY,
        world.anna,
        changes=order,
    )
    assert told(world) == []
    Document.objects.filter(pk=later.pk).update(title="О внесении изменений в приказ от 14.09.2026 № 11-п.о.д.")
    assert "относится к приказу № 11-п.о.д" in told(world)[0]
    Document.objects.filter(pk=later.pk).delete()
    on_paper(world, "3-п.о.д.")
    assert "нет номера: 2-п.о.д. Если приказ" in told(world)[0]


def test_a_roadmap_that_names_another_order(world):
    order = on_paper(world, "1")
    roadmap = Roadmap.objects.create(
        organisation=world.school, title="План года", begins=2026, order=order, approval={"order_number": "21/1"}
    )
    assert told(world) == [
        "Дорожная карта «План года» в грифе называет приказ № 21/1, а утвердил её документ: Приказ № 1 от 14.09.2026. "
        "Сверьте бумаги."
    ]
    roadmap.approval = {"order_number": "№ 1"}
    roadmap.save()
    assert told(world) == []


def test_void_numbers_and_papers_that_have_not_come_back(world):
    issued(world.school)
    annul_document(issued(world.school), "не подписан", world.gleb)
    assert told(world) == [
        "Приказ № 2 от 14.09.2026 аннулирован: номер занят и другому документу не достанется.",
        "Подписанный экземпляр не возвращён: 1 документ.",
    ]


def test_another_school_s_papers_are_not_told_of(world):
    annul_document(issued(world.foreign), "не подписан", world.vera)
    assert told(world) == []


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("к приказу МБОУ «Школа» от 05.09.2026 № 14-ОД", ["14-ОД"]),
        ("УТВЕРЖДЕНО приказом № 02-05/164-1.", ["02-05/164-1"]),
        ("в соответствии с письмом № 5", []),
        ("приказ от 1 мая № 5 и приказ № 6", ["5", "6"]),
    ],
)
def test_numbers_after_the_word(line, numbers):
    assert list(numbers_named([line])) == numbers


def test_the_journals_of_a_year(world):
    first = issued(world.school)
    annul_document(issued(world.school), "не подписан", world.gleb)
    ask_acquaintance(first, [world.boris_card])
    journals = journals_of(world.anna, world.school, 2026)
    assert [one.kind for one in journals] == RegisterKind.values
    assert (journals[0].papers, journals[0].void, journals[0].last) == (2, 1, "2")
    assert {(one.papers, one.last) for one in journals[1:]} == {(0, "")}
    assert acquaintances_in(world.anna, world.school, 2026).waiting == 1
