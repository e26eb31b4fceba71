"""Orders on pairs as they are printed: requisites in their order, annex and text, who signs and who is told."""

import pytest

from mentoring.documents.kinds.kind import Stamp
from mentoring.documents.pages.order import annex_lines
from mentoring.documents.words.order_text import for_pairs, of_pairs
from schools.papers.engine.blocks import AcquaintanceList, AnnexMark, Letterhead, Signature, Table
from tests.mentoring.documents.cast import (
    HARD,
    approved,
    drafted,
    first_pair,
    hard_pairs,
    mentee,
    mentor,
    points_of,
    text_of,
)
from tests.mentoring.documents.printed import of_type, plain
from tests.mentoring.documents.samples import ACTING, SAMPLES, teachers
from tests.mentoring.pairs.cast import kind as pair_kind

pytestmark = pytest.mark.django_db


def test_an_order_has_its_requisites_in_their_order(world):
    text = plain(text_of(teachers(world)))
    places = [
        text.index(words)
        for words in (
            "Управление образования Озёрного района",
            "(МБОУ «Лесная СОШ № 1»)",
            "ПРИКАЗ",
            "14 сентября 2026 г.",
            "№ 14-ОД",
            "с. Лесное О закреплении наставнических пар педагогических работников на 2026–2027 учебный год",
            "В соответствии с Федеральным законом от 29.12.2012 № 273-ФЗ",
            "статьёй 351.8 Трудового кодекса",
            "на основании решения педагогического совета (протокол от 30.08.2026 № 1) и письменных согласий участников",
            "педагогических работников МБОУ «Лесная СОШ № 1», ПРИКАЗЫВАЮ:",
            "Директор Г.И. Ветров",
            "С приказом ознакомлены:",
            "Исп. Ясная Анна Петровна",
        )
    ]
    assert places == sorted(places)


def test_more_than_three_pairs_stand_in_an_annex(world):
    pairs = hard_pairs(world, 4)
    document = drafted(world, *pairs)
    assert points_of(document)[:2] == [
        "1. Закрепить на 2026–2027 учебный год наставников за наставляемыми согласно приложению к настоящему приказу.",
        "2. Возложить на наставников, указанных в приложении, с письменного согласия обязанности наставников "
        "на срок закрепления.",
    ]
    assert points_of(document)[3].startswith("4. Наставникам, указанным в приложении, разработать")
    assert of_type(document, AnnexMark) == [
        AnnexMark(("Приложение", "к приказу МБОУ «Лесная СОШ\u00a0№\u00a01»", "от 14.09.2026 №\u00a014-ОД"))
    ]
    [table] = of_type(document, Table)
    assert [row[:2] for row in table.rows] == sorted((f"{a}\n{b}", f"{c}\n{d}") for a, b, c, d in HARD)
    assert {row[3] for row in table.rows} == {"с\u00a014.09.2026\nпо\u00a031.08.2027"}


def test_three_pairs_need_no_annex(world):
    assert of_type(drafted(world, *hard_pairs(world, 3)), Table) == []


def test_a_group_in_the_text_and_in_the_annex(world):
    lead = mentor(world, "Мороз Олег Ильич", "учитель истории")
    first = mentee(world, "Бут Анна Павловна", "учитель химии")
    second = mentee(world, "Цой Яна Ильинична", "учитель физики")
    group = approved(world, lead, first, second, kinds=[pair_kind("group"), pair_kind("traditional")])
    assert points_of(drafted(world, group))[0] == (
        "1. Закрепить на 2026–2027 учебный год за учителем химии Бут А.П. и учителем физики Цой Я.И. наставника — "
        "учителя истории Мороза О.И., на срок с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — педагог», "
        "виды: традиционное, наставничество в группе."
    )
    [table] = of_type(drafted(world, group, *hard_pairs(world, 3)), Table)
    assert ("1) Бут Анна Павловна\nучитель химии\n2) Цой Яна Ильинична\nучитель физики") in [
        row[1] for row in table.rows
    ]


def test_the_acting_head_signs_papers_of_his_days(world):
    document = teachers(world)
    assert of_type(document, Signature, day=ACTING) == [Signature(post="И.о. директора", name="И.Л.\u00a0Швец")]
    # Control laid on the one who signs is control kept; and nobody acquaints oneself with one's own order.
    assert points_of(document, day=ACTING)[-1] == "6. Контроль за исполнением настоящего приказа оставляю за собой."
    [names] = [block.names for block in of_type(document, AcquaintanceList, day=ACTING)]
    assert [plain(name) for name in names] == [
        "Абдуллаева Г.Р.", "Дурново П.Л.", "Заяц А.Ф.", "Ким Я.Р.", "Черных Р.Ю.", "Швец И.Л.", "Ясная А.П.",
    ]  # fmt: skip


def test_namesakes_are_told_apart_in_the_acquaintance_list(world):
    [names] = [block.names for block in of_type(teachers(world), AcquaintanceList)]
    assert [plain(name) for name in names if name.startswith("Швец")] == ["Швец Игорь Львович", "Швец Ирина Львовна"]


def test_pupils_sign_no_acquaintance(world):
    [names] = [block.names for block in of_type(SAMPLES["pairs_order_pupils"][0](world), AcquaintanceList)]
    assert [plain(name) for name in names] == ["Заяц Б.Ф.", "Ясная А.П."]


def test_where_the_head_is_the_curator_she_keeps_the_support(world):
    document = teachers(world)
    document.data["curator"] = world.gleb_card.pk
    assert points_of(document)[-2] == (
        "5. Организационное и методическое сопровождение наставнических пар оставляю за собой."
    )


def test_a_post_written_with_a_capital_is_a_common_noun_in_a_sentence(world):
    pair = approved(
        world, mentor(world, "Орлов Пётр Ильич", "Учитель химии"), mentee(world, "Белых Анна Ивановна", "ИТ-специалист")
    )
    assert "за ИТ-специалистом Белых А.И. наставника — учителя химии Орлова П.И." in points_of(drafted(world, pair))[0]


def test_an_order_of_august_names_the_class_of_september(world):
    document = SAMPLES["pairs_order_pupils"][0](world)
    assert "за обучающейся 9Б класса" in points_of(document, day=TODAY_OF_AUGUST)[0]


TODAY_OF_AUGUST = ACTING.replace(year=2026, month=8, day=28)


@pytest.mark.parametrize(
    ("sizes", "of", "to"),
    [
        ([1], "наставнической пары", "для пары"),
        ([3], "наставнической группы", "для группы"),
        ([1, 1], "наставнических пар", "для каждой пары"),
        ([2, 3], "наставнических групп", "для каждой группы"),
        ([1, 2], "наставнических пар и групп", "для каждой пары и группы"),
        ([], "наставнических пар (групп)", "для каждой пары (группы)"),
    ],
)
def test_an_order_speaks_of_as_many_pairs_and_groups_as_it_has(sizes, of, to):
    assert (of_pairs(sizes), for_pairs(sizes)) == (of, to)


def test_an_order_on_one_pair_speaks_of_one_mentor_and_one_agreement(world):
    document = drafted(world, first_pair(world))
    said = " ".join(points_of(document))
    assert "обязанности наставника на срок" in said
    assert "С наставником заключить дополнительное соглашение к трудовому договору, указав в нём" in said
    assert "программу наставничества для пары" in said


def test_many_sign_in_two_columns_and_few_in_one(world):
    few, many = (of_type(drafted(world, *hard_pairs(world, count)), AcquaintanceList)[0] for count in (3, 6))
    assert [len(few.names) <= 8, few.columns, len(many.names) > 8, many.columns] == [True, 1, True, 2]


def test_the_name_of_a_school_is_not_parted_from_its_number(world):
    document = teachers(world)
    [mark] = of_type(document, AnnexMark) or [AnnexMark(annex_lines(document, Stamp()))]
    assert "СОШ\u00a0№\u00a01" in mark.lines[1]
    [head] = of_type(document, Letterhead)
    assert "СОШ\u00a0№\u00a01" in head.full_name
