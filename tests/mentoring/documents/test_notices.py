"""Notices of the end and refusals: three working days, counted by the calendar of production."""

from datetime import date

import pytest

from mentoring.documents.selectors.notices import notice_states
from schools.models import CalendarDay
from schools.papers.services.documents import annul_document
from tests.mentoring.documents.cast import text_of
from tests.mentoring.documents.samples.labour import of_pair, pupils_pair, standing
from tests.mentoring.documents.test_labour import agreed, issued, plain, said
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("handed", "last", "forbidden"),
    [
        ("2026-09-14", "2026-09-18", False),
        ("2026-09-14", "2026-09-17", True),
        ("2026-09-17", "2026-09-22", True),  # a week-end between
        ("2026-12-28", "2026-12-31", True),  # 31 December is a day off
        ("2026-11-03", "2026-11-09", True),  # 4 November
    ],
)
def test_three_working_days_are_held(world, handed, last, forbidden):
    paper = of_pair("notice_end", standing(world), world.anna, handed=handed, last_day=last)
    found = said(paper)
    assert any(blocks and "нужно не меньше трёх" in words for words, blocks in found) is forbidden


def test_a_year_without_decree_and_a_day_before_the_paper_are_said(world):
    pair = standing(world)
    paper = of_pair("notice_end", pair, world.anna, handed="2026-12-28", last_day="2027-01-15")
    assert said(paper) == [
        (
            "В производственном календаре нет 2027 года: перенос выходных не учтён. Сверьте срок с постановлением "
            "Правительства или попросите администратора внести перенесённые дни.",
            False,
        )
    ]
    CalendarDay.objects.create(date=date(2027, 2, 22))
    assert said(paper) == []
    assert said(paper, date(2026, 12, 29))[0] == (
        "Уведомление датировано 29.12.2026: вручить его раньше, 28.12.2026, нельзя.",
        True,
    )


def test_the_notice_is_begun_with_the_first_lawful_day_and_says_how_long(world):
    pair = standing(world)
    agreed(world, pair)
    paper = of_pair("notice_end", pair, world.anna, reason="Сокращение часов")
    assert (paper.data["handed"], paper.data["last_day"]) == ("2026-09-14", "2026-09-18")
    text = plain(text_of(paper))
    for words in (
        "Учителю физики Зайцу Б.Ф.",
        "Уважаемый Борис Фомич!",
        "Оно касалось работы с учителем математики Черных С.П. Причина: сокращение часов.",
        "Последний день Вашего наставничества — 18 сентября 2026 г.",
        "С этого же дня прекращается дополнительное соглашение от 14.09.2026 № 1.",
        "Уведомление вручается 14 сентября 2026 г., то есть за 3 рабочих дня до последнего дня",
        "Уведомление получил, последний день наставничества мне известен.",
    ):
        assert words in text


def test_a_short_refusal_is_only_doubted(world):
    paper = of_pair("refusal_mentor", standing(world), world.anna, last_day="2026-09-15")
    assert said(paper) == [
        (
            "От заявления до последнего дня 0 рабочих дней. Закон называет срок в три рабочих дня для работодателя; "
            "с наставником о более коротком лучше договориться.",
            False,
        )
    ]
    paper.data["last_day"] = "2026-09-13"
    assert said(paper) == [("Последний день, 13.09.2026, раньше дня заявления, 14.09.2026.", True)]


def test_an_order_that_takes_a_pair_out_tells_of_the_notice(world):
    pair, pupils = standing(world), None
    assert [(state.link, bool(state.url)) for state in notice_states([pair], TODAY)] == [
        ("Составить уведомление", True)
    ]
    notice = issued(world, "notice_end", pair)
    pair.refresh_from_db()
    assert (pair.notice, str(notice)) == (notice, "Уведомление № 1 от 14.09.2026")
    early, in_time = (notice_states([pair], day)[0] for day in (date(2026, 9, 17), date(2026, 9, 18)))
    assert "приказ прекращает пару раньше, 17.09.2026" in early.message
    assert plain(in_time.message) == (
        "Заяц Б. Ф.: уведомление № 1 от 14.09.2026, последний день 18.09.2026: срок предупреждения соблюдён."
    )
    annul_document(notice, "вручили не тому", world.gleb)
    issued(world, "refusal_mentor", pair)
    pair.refresh_from_db()
    [state] = notice_states([pair], TODAY)
    assert state.message.endswith("письменный отказ от наставничества от 14.09.2026, уведомление не нужно.")
    pupils = pupils_pair(world)
    assert notice_states([pupils], TODAY) == []
