"""Pages on which pairs are formed: the working page, the form and its mistakes, reasons."""

from datetime import date

import pytest

from mentoring.banks.models import MenteeRequest, Mentor, MentorStrength, Topic
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from tests.mentoring.pairs.cast import STARTS, form, kind, new_mentee, new_mentor, pair_in, propose
from tests.mentoring.pairs.pages import filled, text, url

pytestmark = pytest.mark.usefixtures("today")


def test_the_working_page_ranks_mentors_and_says_why_and_why_not(world, enter):
    topic, other = Topic.objects.filter(has_detail=False)[:2]
    MenteeRequest.objects.create(mentee=world.mentee, topic=topic)
    fitting, full = new_mentor(world), new_mentor(world, capacity=1)
    for mentor in (fitting, full):
        MentorStrength.objects.create(mentor=mentor, topic=topic)
    propose(world, mentor=full, mentees=[new_mentee(world)])
    page = enter(world.anna).get(url("pair_create"))
    assert [choice.mentor for choice in page.context["possible"]] == [fitting, world.mentor]
    assert [choice.mentor for choice in page.context["impossible"]] == [full]
    said = text(page)
    assert f"Запрос «{topic.name}» — сильная сторона наставника" in said
    assert f"Запрос «{topic.name}» — пока без ответа" in said


def test_a_chosen_mentor_brings_the_form_with_what_is_known(world, enter):
    page = enter(world.anna).get(url("pair_create"), {"mentee": world.mentee.pk, "mentor": world.mentor.pk})
    initial = page.context["form"].initial
    assert (initial["form"], initial["starts"], initial["ends"]) == (form().pk, STARTS, date(2027, 8, 31))
    assert [finding.code for finding in page.context["found"].warnings] == ["consent", "consent"]


def test_one_button_makes_a_pair_and_the_next_mentee_comes(world, enter):
    anna = enter(world.anna)
    page = anna.post(url("pair_create"), filled(world, reason="Одна методика."), follow=True)
    assert page.redirect_chain == [(url("pair_create"), 302)]
    assert Pair.objects.get().reason == "Одна методика."
    assert "Составлена пара: Заяц Б. Ф. — Черных С. П." in text(page)


def test_the_form_sent_twice_makes_one_pair(world, enter):
    anna, sent = enter(world.anna), filled(world)
    for _ in range(2):
        assert anna.post(url("pair_create"), sent).status_code == 302
    assert Pair.objects.count() == 1


def test_a_mistake_comes_back_with_everything_typed(world, enter):
    page = enter(world.anna).post(url("pair_create"), filled(world, ends="2026-09-01", reason="Длинная причина"))
    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == ["Пара заканчивается раньше, чем начинается. Поправьте даты."]
    assert "Длинная причина" in text(page)
    assert Pair.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"mentor": "x"},
        {"mentor": "999999"},
        {"mentees": ["999999"]},
        {"mentees": ["x"]},
        {"mentees": []},
        {"form": "999999"},
        {"starts": "завтра"},
        {"ends": ""},
        {"nonce": "x"},
        {"kinds": ["x"]},
    ],
)
def test_rubbish_gets_a_sentence_and_never_a_fault(world, enter, changes):
    page = enter(world.anna).post(url("pair_create"), filled(world, **changes))
    assert page.status_code == 200
    assert Pair.objects.count() == 0


def test_people_of_another_school_cannot_be_named(world, enter):
    anna = enter(world.anna)
    for changes in ({"mentor": world.foreign_mentor.pk}, {"mentees": [world.foreign_mentee.pk]}):
        page = anna.post(url("pair_create"), filled(world, **changes))
        assert "Полева" not in text(page)
        assert "Тайный" not in text(page)
    asked = {"mentee": world.foreign_mentee.pk, "mentor": world.foreign_mentor.pk}
    assert anna.get(url("pair_create"), asked).context["mentees"] == []
    assert Pair.objects.count() == 0


def test_a_ready_term_is_filled_in_without_losing_what_was_typed(world, enter):
    page = enter(world.anna).post(url("pair_create"), filled(world, term="0", reason="Длинная причина"))
    assert page.context["form"]["ends"].value() == "2026-12-13"
    assert "Длинная причина" in text(page)
    assert Pair.objects.count() == 0


def test_the_live_check_says_mistakes_and_doubts_and_writes_nothing(world, enter):
    anna = enter(world.anna)
    said = text(anna.post(url("pair_check"), filled(world, kinds=[kind("group").pk], ends="2026-10-01")))
    assert ["двое наставляемых и больше" in said, "меньше трёх месяцев" in said] == [True, True]
    assert Pair.objects.count() == 0
    assert anna.post(url("pair_check"), {}).status_code == 200


def test_an_endless_number_in_an_address_names_no_pair_and_no_term(world, enter):
    anna, endless = enter(world.anna), "1" * 5000
    for name in ("pair", "replaces"):
        assert anna.post(url("pair_check") + f"?{name}={endless}", filled(world)).status_code == 200
    page = anna.post(url("pair_create"), filled(world, term=endless, ends="2027-05-31"))
    assert [page.status_code, page.context["form"]["ends"].value()] == [200, "2027-05-31"]


def test_a_pair_is_changed_by_its_form_and_a_stale_form_is_refused(world, enter):
    pair, anna = propose(world), enter(world.anna)
    assert anna.get(url("pair_edit", pk=pair.pk)).context["form"].initial["version"] == 1
    sent = filled(world, version="1", ends="2027-05-31")
    assert anna.post(url("pair_edit", pk=pair.pk), sent).status_code == 302
    page = anna.post(url("pair_edit", pk=pair.pk), sent)
    assert page.status_code == 200
    assert "пару изменили, пока вы заполняли форму" in text(page)


def asked_and_answered(world, topics) -> tuple[Mentor, Mentor]:
    """Софья asks for the topics; each of two mentors answers one of them."""
    for topic in topics:
        MenteeRequest.objects.create(mentee=world.mentee, topic=topic)
    mentors = new_mentor(world), new_mentor(world)
    for mentor, topic in zip(mentors, topics, strict=True):
        MentorStrength.objects.create(mentor=mentor, topic=topic)
    return mentors


def test_another_mentor_gets_a_reason_of_her_own_when_the_old_one_was_proposed(world, enter):
    anna, topics = enter(world.anna), list(Topic.objects.filter(has_detail=False)[:2])
    first, second = asked_and_answered(world, topics)
    words = [f"Наставник поможет с тем, о чём просит наставляемый: {topic.name}." for topic in topics]
    pair = propose(world, first, reason=words[0])
    sent = filled(world, mentor=second.pk, reason=words[0], version="1")
    checked = text(anna.post(url("pair_check") + f"?pair={pair.pk}", sent))
    assert f"«Почему эти люди» предлагается заново: {words[1]}" in checked
    page = anna.post(url("pair_edit", pk=pair.pk), sent, follow=True)
    pair.refresh_from_db()
    assert [pair.mentor_id, pair.reason] == [second.pk, words[1]]
    assert f"«Почему эти люди» предлагается заново: {words[1]}" in text(page)


def test_another_mentor_without_a_fit_leaves_no_reason_behind(world, enter):
    topics = list(Topic.objects.filter(has_detail=False)[:2])
    first, _ = asked_and_answered(world, topics)
    words = f"Наставник поможет с тем, о чём просит наставляемый: {topics[0].name}."
    pair = propose(world, first, reason=words)
    sent = filled(world, mentor=new_mentor(world).pk, reason=words, version="1")
    page = enter(world.anna).post(url("pair_edit", pk=pair.pk), sent, follow=True)
    pair.refresh_from_db()
    assert pair.reason == ""
    assert "«Почему эти люди» было о прежних людях и убирается" in text(page)


def test_a_reason_of_ones_own_stays_with_other_people_and_is_warned_of(world, enter):
    anna = enter(world.anna)
    pair = propose(world, reason="Работают в соседних кабинетах.")
    sent = filled(world, reason="Работают в соседних кабинетах.", version="1")
    same = anna.post(url("pair_edit", pk=pair.pk), sent, follow=True)
    page = anna.post(url("pair_edit", pk=pair.pk), sent | {"version": "2", "mentor": new_mentor(world).pk}, follow=True)
    pair.refresh_from_db()
    warning = "«Почему эти люди» написано о прежних людях"
    assert [pair.reason, warning in text(same), warning in text(page)] == [
        "Работают в соседних кабинетах.",
        False,
        True,
    ]


def test_what_the_head_has_is_not_edited_and_says_why(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    page = enter(world.anna).get(url("pair_edit", pk=pair.pk), follow=True)
    assert page.redirect_chain == [(url("pair_detail", pk=pair.pk), 302)]
    assert "сначала заберите обратно" in text(page)
