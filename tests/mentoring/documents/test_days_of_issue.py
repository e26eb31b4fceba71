"""The date of an issue: asked about when it goes against the register or has not come; the page that is read shows it."""

from datetime import date

import pytest

from mentoring.documents.services.papers import mark_of
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from schools.papers.services.numbering import doubtful_day, propose_number, register_of
from tests.mentoring.documents.cast import drafted, first_pair
from tests.mentoring.documents.test_pages import at, body

pytestmark = pytest.mark.django_db
FUTURE = "25.09.2026 ещё не наступило. Поправьте дату или подтвердите, что документ издаётся заранее."
BACKWARDS = "Номер 2 стоит в журнале после № 1 от 11.09.2026, а дата документа раньше: 10.09.2026."
TICK = 'name="day_sure"'


@pytest.fixture
def draft(world) -> Document:
    """№ 1 of 11 September stands in the register already."""
    enter_elsewhere(world.school, "pairs_order_teachers", "О наставниках", "1", date(2026, 9, 11), world.anna)
    return drafted(world, first_pair(world))


def sent(draft: Document, day: str, shown: str = "", **more) -> dict:
    seen = {"version": draft.version, "seen": mark_of(draft), "shown": shown or day}
    return {"number": "2", "proposed": "2", "date": day, **seen, **more}


@pytest.mark.parametrize(("day", "said"), [("2026-09-10", BACKWARDS), ("2026-09-25", FUTURE)])
def test_a_doubtful_date_is_asked_about_and_confirmed_by_a_tick(world, enter, draft, day, said):
    client, url = enter(world.anna), at("order_issue", draft.pk)
    looked = body(client.post(url, sent(draft, day, shown="2026-09-14", look="1")))
    assert (said in looked, TICK in looked) == (True, True)
    page = body(client.post(url, sent(draft, day)))
    assert (said in page, "Поправьте дату или поставьте отметку." in page) == (True, True)
    assert Document.objects.get(pk=draft.pk).is_draft
    client.post(url, sent(draft, day, day_sure="on"))
    issued = Document.objects.get(pk=draft.pk)
    assert (issued.number, issued.date) == ("2", date.fromisoformat(day))


def test_a_date_in_its_turn_is_not_asked_about(world, enter, draft):
    client, url = enter(world.anna), at("order_issue", draft.pk)
    assert TICK not in body(client.get(url))
    client.post(url, sent(draft, "2026-09-11"))
    assert Document.objects.get(pk=draft.pk).number == "2"


def test_a_draft_with_such_a_date_asks_at_once(world, enter, draft):
    Document.objects.filter(pk=draft.pk).update(data=draft.data | {"date": "2026-09-25"})
    page = body(enter(world.anna).get(at("order_issue", draft.pk)))
    assert (FUTURE in page, TICK in page) == (True, True)


def test_what_was_read_with_another_date_is_read_again(world, enter, draft):
    """Without scripts the date is typed and the button pressed at once: the page comes first, with that date and no tick."""
    client, url = enter(world.anna), at("order_issue", draft.pk)
    assert 'name="shown" value="2026-09-14"' in body(client.get(url))
    page = body(client.post(url, sent(draft, "2026-09-11", shown="2026-09-14", day_sure="on")))
    assert "Текст показан теперь с датой 11.09.2026: прочитайте его и издайте ещё раз." in page
    assert 'name="shown" value="2026-09-11"' in page
    assert "11 сентября 2026 г." in page
    assert Document.objects.get(pk=draft.pk).is_draft
    doubtful = body(client.post(url, sent(draft, "2026-09-10", shown="2026-09-11", day_sure="on")))
    assert (BACKWARDS in doubtful, " checked" in doubtful.split(TICK)[1].split(">")[0]) == (True, False)
    client.post(url, sent(draft, "2026-09-11"))
    assert Document.objects.get(pk=draft.pk).date == date(2026, 9, 11)


def test_the_number_is_needed_though_another_date_is_only_looked_at(world, enter, draft):
    page = body(enter(world.anna).post(at("order_issue", draft.pk), sent(draft, "2026-09-11", look="1")))
    assert "Номер</label>" in page
    assert "Номер <span" not in page


@pytest.mark.parametrize(
    ("number", "day", "doubted"),
    [
        ("2", date(2026, 9, 11), False),
        ("2", date(2026, 9, 10), True),
        ("14-а", date(2026, 9, 1), False),  # put between by hand
        ("", date(2026, 9, 1), False),
        ("2", date(2025, 9, 1), False),  # another year's register
    ],
)
def test_only_numbers_that_count_up_are_compared(world, draft, number, day, doubted):
    register = register_of(world.school)
    assert bool(doubtful_day(register, day, number)) == doubted


def test_a_number_before_one_of_an_earlier_day_is_asked_about(world, draft):
    register = register_of(world.school)
    enter_elsewhere(world.school, "pairs_order_teachers", "О парах", "5", date(2026, 9, 11), world.anna)
    assert propose_number(register, date(2026, 9, 14)) == "6"
    assert doubtful_day(register, date(2026, 9, 14), "3").startswith(
        "Номер 3 стоит в журнале перед № 5 от 11.09.2026, а дата документа позже: 14.09.2026."
    )
    assert doubtful_day(register, date(2026, 9, 11), "3") == ""
