"""Extracts, copies and sheets of acquaintance: what of the frozen order they show, and of whom."""

from collections import Counter
from datetime import date

import pytest

from mentoring.documents.kinds import kind_of
from mentoring.documents.pages.extract import Wanted, chosen_points, known_by, numbers_of, own_names
from mentoring.documents.pages.extract_rows import rows_about
from mentoring.documents.pages.redaction import Names
from mentoring.documents.selectors.beginnings import Subject, kinds_begun
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.papers import begin_paper, issue_paper
from mentoring.pairs.models import Pair
from schools.papers.engine.blocks import AcquaintanceList, AnnexMark, Column, DocTitle, Point, Signature, Table
from schools.papers.enums import AcquaintanceWay
from schools.papers.models import Acquaintance, Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from schools.papers.services.returning import note_returned
from tests.mentoring.documents import kinds_driver as places
from tests.mentoring.documents.cast import (
    blocks_of,
    docx_of,
    ordered,
    pdf_of,
    points_of,
    text_of,
    text_of_docx,
    text_of_pdf,
)
from tests.mentoring.documents.printed import words
from tests.mentoring.documents.samples.labour import of_forty, of_order, ordered_at, three
from tests.world import TODAY

pytestmark = pytest.mark.django_db
POINTS = [
    Point("1.", "Закрепить:"),
    Point("1.1.", "за Ким Я.Р. — Швеца И.Л.;", 2),
    Point("1.2.", "за Бут А.П. — Белых\u00a0Р.Ю.", 2),
    Point("2.", "Швецу И.Л. составить программу."),
    Point("3.", "Контроль оставляю за собой."),
]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def of_type(document: Document, block: type) -> list:
    return [one for one in blocks_of(document) if isinstance(one, block)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("1, 2.1 и 4.", ("1", "2.1", "4")), ("", ()), ("пункты 3", ("3",)), ("все", ())],
)
def test_numbers_of_points_as_people_write_them(words, numbers):
    assert numbers_of(words) == numbers


def about(*forms: str, numbers: tuple[str, ...] = ()) -> Wanted:
    return Wanted(numbers, Names(known_by(forms)) if forms else None)


@pytest.mark.parametrize(
    ("numbers", "forms", "kept"),
    [
        ((), (), ["1.", "1.1.", "1.2.", "2.", "3."]),
        (("2",), (), ["2."]),
        (("1.2",), (), ["1.", "1.2."]),
        (("1", "3"), ("Швеца И.Л.",), ["1.", "1.1.", "3."]),
        ((), ("Швеца И.Л.", "Швецу И.Л."), ["1.", "1.1.", "2."]),
        ((), ("Белых Р.Ю.",), ["1.", "1.2."]),
        (("1", "2", "3"), ("Белых Р.Ю.",), ["1.", "1.2.", "3."]),
        # Nobody's points are anybody else's business.
        (("1",), ("Никого Н.Н.",), []),
        ((), ("Никого Н.Н.",), []),
    ],
)
def test_the_points_of_an_extract(numbers, forms, kept):
    assert [point.number for point in chosen_points(POINTS, about(*forms, numbers=numbers))] == kept


def test_a_row_keeps_its_number_in_the_order():
    table = Table(
        (Column("Кто", 70), Column("Срок", 28)), (("Заяц Б.Ф.", "год"), ("Швец И.Л.", "месяц")), numbered=True
    )
    found = rows_about(table, about("Швец И.Л.").names)
    assert found is not None
    assert (found.columns[0].title, found.rows, found.numbered) == ("№ п/п", (("2", "Швец И.Л.", "месяц"),), False)
    assert rows_about(table, about("Швецов И.Л.").names) is None


def test_a_surname_within_another_is_not_the_person(world):
    names = own_names(world.boris_card)
    assert names.speaks_of_person("учителя физики Зайца\u00a0Б.Ф., на срок")
    assert not names.speaks_of_person("учителя физики Незайца Б.Ф.")
    assert not names.speaks_of_person("учителя физики Швеца-Зайца Б.Ф.")


def test_an_extract_of_one_of_forty_has_one_row_of_the_annex(world):
    place = places.school(world, 40)
    order = ordered_at(place, 20)
    pair = Pair.objects.filter(order=order).order_by("-pk")[0]
    paper = of_order("extract", order, place.curator, whose=pair.mentor.person_id)
    [table] = of_type(paper, Table)
    assert [row[1].split("\n")[0] for row in table.rows] == [pair.mentor.person.full_name]
    assert len(of_type(paper, AnnexMark)) == 1
    # In the title: there the column of an angular letterhead holds both.
    assert "в части, касающейся" in plain(of_type(paper, DocTitle)[0].subtitle)
    assert [point.split(" ")[0] for point in points_of(paper)] == ["1.", "2.", "4."]
    text = plain(text_of(paper))
    for said in (
        "ВЫПИСКА ИЗ ПРИКАЗА",
        "Верно",
        "Заместитель директора по учебно-",
        "А.П. Ясная",
        "Подлинник хранится в МБОУ",
    ):
        assert said in text


def test_an_extract_is_certified_by_whoever_is_named_else_by_the_head(world):
    paper = of_order("extract", ordered(world), world.anna, certifier=None, points="2")
    assert points_of(paper) == [
        "2. Возложить на учителя физики Зайца Б.Ф. с письменного согласия обязанности наставника на срок закрепления."
    ]
    assert of_type(paper, Signature)[-1] == Signature("Директор", "Г.И.\u00a0Ветров")
    paper.data |= {"points": "2, 9, 7.1", "whose": world.misha_card.pk}
    told = [(plain(one.message).partition(":")[0], one.blocks) for one in kind_of("extract").obstacles(paper, TODAY)]
    assert told == [
        ("Подписанный экземпляр ещё не отмечен", False),
        ("В приказе нет пунктов", True),
        ("Выбранный человек в приказе не назван", True),
        (
            "Пункт 2 называет только других людей и не войдёт в выписку об одном человеке. Нужна выписка без имени — "
            "очистите поле «О ком».",
            False,
        ),
    ]


def test_a_copy_says_every_word_of_the_order_but_the_list_of_those_acquainted(world):
    order = three(world)
    paper = of_order("true_copy", order, world.anna)
    assert points_of(paper) == points_of(Document.objects.get(pk=order.pk), number=order.number)
    assert of_type(paper, AcquaintanceList) == []
    text = plain(text_of(paper))
    assert text.startswith("Копия Управление образования Озёрного района")
    assert text.count("Верно") == 1
    assert plain(text_of(of_forty(world, "true_copy"))).count("Верно") == 2


def test_what_came_from_paper_is_not_copied(world):
    order = enter_elsewhere(world.school, "order", "О премировании", "7", TODAY, world.anna)
    paper = of_order("true_copy", order, world.anna)
    assert [one.message for one in kind_of("true_copy").obstacles(paper, TODAY)] == [
        "Приказ № 7 от 14.09.2026 издан на бумаге, текста его в программе нет. Снимите копию с самой бумаги."
    ]


def test_a_copy_is_not_older_than_its_order(world):
    paper = of_order("true_copy", ordered(world), world.anna)
    forbidding = [one.message for one in hindrances_of(paper, date(2026, 9, 13)) if one.blocks]
    assert forbidding == ["Приказ № 1 издан 14.09.2026: поставьте этот день или более поздний."]


def test_copies_are_begun_from_the_order_and_kept(world):
    order = ordered(world)
    offered = {kind.code for kind in kinds_begun(world.school, Subject(order=order))}
    assert {"extract", "true_copy", "acquaintance_sheet"} <= offered
    draft = begin_paper(world.school, "true_copy", 2026, world.anna, None, ground=order)
    kept = issue_paper(draft, day=TODAY, by=world.anna)
    assert (kept.number, kept.title, kept.ground) == ("", "Копия приказа от 14.09.2026 № 1", order)
    annul_document(order, "опечатка", world.gleb)
    assert plain(text_of_pdf(pdf_of(kept))).startswith("Копия")


def test_the_sheet_lists_those_who_have_not_signed_yet(world):
    order = ordered_at(places.school(world, 2))
    first, second, *_ = Acquaintance.objects.filter(document=order)
    Acquaintance.objects.filter(pk=first.pk).update(acquainted_on=TODAY, way=AcquaintanceWay.CLICK)
    paper = of_order("acquaintance_sheet", order, world.anna)
    everybody = order.acquaintances.count()
    assert len(paper.data["people"]) == everybody - 1
    assert second.person_id in paper.data["people"]
    paper.data["people"] = []
    [table] = of_type(paper, Table)
    assert len(table.rows) == everybody
    assert [row[1:] for row in table.rows if row[0].startswith(first.person.full_name)] == [
        ("в программе", "14.09.2026")
    ]


def test_an_empty_sheet_is_refused(world):
    order = ordered(world)
    Acquaintance.objects.filter(document=order).delete()
    paper = of_order("acquaintance_sheet", order, world.anna)
    assert [one.message for one in kind_of("acquaintance_sheet").obstacles(paper, TODAY)] == [
        "В листе никого нет. Отметьте, кого знакомят с приказом."
    ]


def test_forty_stand_on_two_pages_and_word_says_the_same(world):
    """A PDF repeats the head of the table on its second page; nothing else differs."""
    paper = of_forty(world, "acquaintance_sheet")
    [table] = of_type(paper, Table)
    assert len(table.rows) > 40
    printed, typed = words(text_of_pdf(pdf_of(paper))), words(text_of_docx(docx_of(paper)))
    assert set(printed - typed) <= set(words("№ п/п Фамилия, имя, отчество, должность Подпись Дата"))
    assert typed - printed == Counter()


@pytest.mark.parametrize("kind", ["true_copy", "extract"])
def test_a_copy_of_what_is_not_signed_yet_is_doubted(world, kind):
    order = ordered(world)
    paper = of_order(kind, order, world.anna)
    doubts = [one.message for one in kind_of(kind).obstacles(paper, TODAY) if not one.blocks]
    assert doubts[:1] == [
        f"Подписанный экземпляр ещё не отмечен: {order}. Заверяют то, что подписано: сначала дождитесь подписи."
    ]
    note_returned(order, TODAY, by=world.anna)
    order.refresh_from_db()
    paper = of_order(kind, order, world.anna)
    assert [one for one in kind_of(kind).obstacles(paper, TODAY) if "Подписанный экземпляр" in one.message] == []
