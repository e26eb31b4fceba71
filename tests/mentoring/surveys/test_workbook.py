"""The workbook of results: its sheets by mode and role, its cells, nothing that computes."""

import io

import pytest
from openpyxl import load_workbook

from mentoring.surveys.enums import Mode
from mentoring.surveys.selectors.results import results
from mentoring.surveys.services.workbook import workbook_of
from schools.enums import Role
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.samples import ANSWERS, WORDING
from tests.mentoring.surveys.selectors.test_by_pair import pair_answers, pair_wave
from tests.mentoring.surveys.selectors.test_results import scored

CURATOR, HEAD = [Role.CURATOR], [Role.HEAD]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def book(wave, roles):
    return load_workbook(io.BytesIO(workbook_of(results(wave, roles, whole=True))))


def rows(page):
    head, *body = ([cell if cell is not None else "" for cell in row] for row in page.iter_rows(values_only=True))
    return [dict(zip(head, row, strict=True)) for row in body]


def everything(world, mode=Mode.NAMED, size=1):
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, mode=mode, content=WORDING))
    (entry, other) = cast.mentors(world.school, 2)
    values = ANSWERS | {"who": {"preferred": [str(entry.pk)], "avoided": [str(other.pk)]}, "word": "=1+1"}
    cards = answered.answers(wave, [values] * size)
    return wave, cards, entry.person, other.person


def test_sheets_of_a_named_wave(world):
    wave, *_ = everything(world)
    assert book(wave, CURATOR).sheetnames == ["Сводка", "Не ответили", "Ответы", "Тексты", "Кодовая книга"]


def test_more_sheets_where_there_is_more_to_say(world):
    wave = pair_wave(world, every=30)
    pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": 6, "trust": 6})
    answered.answers(wave, [{"useful": 3, "trust": 3}], form="pupil-pupil")
    ticket = wave.tickets.filter(part=wave.parts.first()).exclude(subject="").get()
    answered.again(
        wave, [ticket.person], [{"useful": 9, "trust": 9}], round=2, subject=ticket.subject, pair=ticket.pair
    )
    found = book(wave, CURATOR)
    assert found.sheetnames == [
        *("Сводка", "Не ответили", "До и после", "Стороны", "По формам", "По парам", "Ответы", "Тексты"),
        "Кодовая книга",
    ]
    (change, _) = rows(found["До и после"])
    assert (change["Код"], change["Людей"], change["До"], change["После"]) == ("useful", 1, 8, 9)
    (side, _) = rows(found["Стороны"])
    assert (side["наставники: среднее"], side["наставляемые: среднее"]) == (6, 6)
    forms = {row["Форма"]: row["Среднее"] for row in rows(found["По формам"]) if row["Код"] == "useful"}
    assert forms == {"педагог — педагог": 9, "ученик — ученик": 3}
    (pair,) = rows(found["По парам"])
    assert (pair["Наставник"], pair["Наставляемые"], pair["Разница: наставник минус наставляемые"]) == (9, 6, 3)
    assert pair["Где два балла и больше"].splitlines()[0] == "Доверие 9,0 и 6,0"


@pytest.mark.parametrize(
    ("mode", "roles", "has_answers"),
    [
        (Mode.NAMED, CURATOR, True),
        (Mode.NAMED, HEAD, True),
        (Mode.CONFIDENTIAL, CURATOR, True),
        (Mode.CONFIDENTIAL, HEAD, False),
        (Mode.ANONYMOUS, CURATOR, False),
    ],
)
def test_sheets_with_names_go_to_those_who_may_see_them(world, mode, roles, has_answers):
    wave, cards, *_ = everything(world, mode, size=6)
    found = book(answered.close(wave), roles)
    assert ("Ответы" in found.sheetnames) == has_answers
    said = [cell for page in found for row in page.iter_rows(values_only=True) for cell in row if cell]
    names = {name for card in cards for name in (card.full_name, card.short_name)}
    assert bool(names & set(said)) == has_answers


def test_an_answer_in_a_row_of_words(world):
    wave, (card,), wished, avoided = everything(world)
    (row,) = rows(book(wave, CURATOR)["Ответы"])
    assert row["Фамилия, имя, отчество"] == card.full_name
    assert (row["Кто отвечает"], row["Раз"], row["С бумаги"]) == ("наставники", 1, "")
    assert (row["useful"], row["parts.meetings"], row["parts.advice"]) == (10, 7, 9)
    assert (row["place"], row["places"], row["help"]) == ("на связи", "в кабинете; во дворе", "да")
    assert (row["how_often"], row["order"]) == ("редко", "во дворе; в кабинете; на связи")
    assert row["who"].startswith(wished.short_name)
    assert row["who"].endswith(f"(лучше не: {avoided.short_name})")


def test_the_head_does_not_read_whom_they_avoid(world):
    wave, _, wished, avoided = everything(world)
    (row,) = rows(book(wave, HEAD)["Ответы"])
    assert row["who"] == wished.short_name


def test_what_looks_like_a_formula_is_text(world):
    wave, *_ = everything(world)
    for page in book(wave, CURATOR):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert cell.quotePrefix


def test_texts_with_their_authors(world):
    wave, (card,), *_ = everything(world)
    found = rows(book(wave, CURATOR)["Тексты"])
    assert [(row["Код"], row["Ответ"], row["Кто написал"]) for row in found] == [
        ("word", "=1+1", card.short_name),
        ("wish", "Первая строка\nвторая «строка» <b>", card.short_name),
    ]


def test_the_codebook_explains_every_code(world):
    wave, *_ = everything(world)
    found = {row["Код"]: row for row in rows(book(wave, CURATOR)["Кодовая книга"])}
    assert list(found) == [one.code for one in WORDING.questions()]
    assert found["place"]["Варианты"] == "class — в кабинете\nonline — на связи\nyard — во дворе"
    assert (found["useful"]["Вид"], found["useful"]["Что значит 1"]) == ("шкала от 1 до 10", "совсем нет")
    assert (found["word"]["Обязательный"], found["useful"]["Обязательный"]) == ("нет", "да")


def test_figures_of_the_summary_sheet(world):
    wave = cast.open_wave(world.school)
    answered.answers(wave, scored(8, 9))
    useful, wish = rows(book(wave, CURATOR)["Сводка"])
    assert (useful["Ответов"], useful["Среднее"], useful["Середина"], useful["Разброс"]) == (2, 8.5, 8.5, 0.707)
    assert (useful["8"], useful["9"], useful["10"]) == (1, 1, 0)
    assert (wish["Код"], wish["Ответов"]) == ("wish", 0)


def test_what_is_hidden_on_the_page_is_hidden_in_the_workbook(world):
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS))
    answered.answers(wave, [{"useful": 9, "wish": "Тайное слово"}] * 4)
    found = book(answered.close(wave), CURATOR)
    said = {cell for page in found for row in page.iter_rows(values_only=True) for cell in row}
    assert "Тайное слово" not in said
    useful, wish = rows(found["Сводка"])
    assert useful["Ответов"] == wish["Ответов"] == "Ответивших меньше пяти: ответы не показаны."
    assert {useful[str(step)] for step in range(1, 11)} == {""}
    assert rows(found["Тексты"]) == []


def test_everybody_who_is_missing_is_listed(world, monkeypatch):
    from mentoring.surveys.selectors import counting

    monkeypatch.setattr(counting.missing, "__defaults__", (1,))
    cards = cast.teachers(world.school, 3)
    wave = cast.open_wave(world.school, asked=cards)
    found = rows(book(wave, CURATOR)["Не ответили"])
    assert sorted(row["Фамилия, имя, отчество"] for row in found) == sorted(card.full_name for card in cards)
