"""Pages of pairs: who sees what, what stands on them, how many queries they take, what their deeds do."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from openpyxl import load_workbook

from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentorStrength, Topic
from mentoring.banks.partners import partners_of_mentees, partners_of_mentors
from mentoring.consents.models import Consent
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import recall_pair
from schools.models import Headship, Organisation
from tests import world as cast
from tests.mentoring.pairs.cast import ENDS, STARTS, document, form, kind, new_mentee, new_mentor, pair_in, propose

pytestmark = pytest.mark.usefixtures("today")


def url(name: str, place: str = "lesnaya", **kwargs) -> str:
    return reverse(f"pairs:{name}", kwargs={"organisation": place, **kwargs})


def filled(world, **changes) -> dict:
    values = {
        "mentor": world.mentor.pk,
        "mentees": [world.mentee.pk],
        "form": form().pk,
        "starts": STARTS.isoformat(),
        "ends": ENDS.isoformat(),
        "reason": "",
        "nonce": str(uuid4()),
    }
    return values | changes


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


# ---- The list ----


def test_the_list_shows_counts_by_status_and_finds_by_any_person(world, enter):
    anna = enter(world.anna)
    pairs = {status: pair_in(world, status) for status in PairStatus.values}
    page = anna.get(url("pair_list"))
    assert {value: n for value, _, n, _ in page.context["tabs"]} == {"": 6} | dict.fromkeys(PairStatus.values, 1)
    assert [word for _, word, _, _ in page.context["tabs"]] == [
        "Все",
        "Составляются",
        "У руководителя",
        "Возвращены",
        "Утверждены",
        "Закреплены приказом",
        "Завершены",
        "Отменены",
    ]
    shown = list(page.context["page_obj"])
    assert set(shown) == set(pairs.values()) - {pairs["cancelled"]}
    page = anna.get(url("pair_list"), {"status": "cancelled"})
    assert list(page.context["page_obj"]) == [pairs["cancelled"]]
    group = propose(world, mentees=[world.mentee, cast.mentee(cast.person(world.school, "Ёлкина Алёна", "учитель"))])
    for asked in ({"q": "ЕЛКИНА"}, {"q": "заяц"}, {"q": "ёлкина заяц"}, {"size": "group"}):
        assert list(anna.get(url("pair_list"), asked).context["page_obj"]) == [group], asked
    assert list(anna.get(url("pair_list"), {"q": "ёлкина сова"}).context["page_obj"]) == []


def test_a_pair_shows_in_every_year_that_its_term_touches(world, enter):
    pair = propose(world, ends=date(2027, 10, 1))
    anna = enter(world.anna)
    for year, shown in (("2025", []), ("2026", [pair]), ("2027", [pair]), ("2028", [])):
        assert list(anna.get(url("pair_list"), {"year": year}).context["object_list"]) == shown


def test_the_list_shows_the_pairs_of_one_person_and_says_whose(world, enter):
    pair, _other = propose(world), pair_in(world, PairStatus.DRAFT)
    anna = enter(world.anna)
    for card, entry, whose in (
        ("mentor", world.mentor, "Заяц Борис Фомич"),
        ("mentee", world.mentee, "Черных Софья Павловна"),
    ):
        link = f"{url('pair_list')}?{card}={entry.pk}"
        assert f'href="{link}"' in text(anna.get(reverse(f"banks:{card}_detail", args=["lesnaya", entry.pk])))
        page = anna.get(link)
        assert list(page.context["page_obj"]) == [pair]
        assert f"Показаны пары: <strong>{whose}</strong>" in text(page)
        assert f'<input type="hidden" name="{card}" value="{entry.pk}"' in text(page)
        assert list(anna.get(f"{link}&status=approved").context["page_obj"]) == []
    assert len(anna.get(url("pair_list")).context["page_obj"]) == 2
    stranger = anna.get(url("pair_list"), {"mentor": world.foreign_mentor.pk})
    assert "Показаны пары" not in text(stranger)
    assert "Тайный" not in text(stranger)


@pytest.mark.parametrize("status", PairStatus.values)
def test_on_the_own_card_of_the_bank_only_pairs_decided_on_are_named(world, enter, status):
    pair = propose(world)
    Pair.objects.filter(pk=pair.pk).update(
        status=status, order=document(world), ended_on=ENDS, end_reason=EndReason.COMPLETED
    )
    known = status in ("approved", "ordered", "ended")
    for who, card, entry, partner in (
        (world.boris, "mentor", world.mentor, "Черных Софья Павловна"),
        (world.sofya, "mentee", world.mentee, "Заяц Борис Фомич"),
    ):
        address = reverse(f"banks:{card}_detail", args=["lesnaya", entry.pk])
        assert (partner in text(enter(who).get(address))) is known
        assert (partner in text(enter(world.anna).get(address))) is (status != "cancelled")


@pytest.mark.parametrize("sort", ["mentor", "mentee", "form", "starts", "ends", "status"])
def test_the_list_sorts_both_ways(world, enter, sort):
    for status in ("draft", "approved"):
        pair_in(world, status)
    anna = enter(world.anna)
    there = list(anna.get(url("pair_list"), {"sort": sort}).context["page_obj"])
    assert len(there) == 2
    assert set(anna.get(url("pair_list"), {"sort": f"-{sort}"}).context["page_obj"]) == set(there)


@pytest.mark.parametrize(("who", "name"), [("anna", "pair_list"), ("gleb", "decision_list")])
def test_one_pair_and_thirty_take_the_same_queries(world, enter, django_assert_num_queries, who, name):
    client = enter(getattr(world, who))
    pair_in(world, PairStatus.SUBMITTED)
    client.get(url(name))
    with CaptureQueriesContext(connection) as one:
        client.get(url(name))
    for _ in range(29):
        pair_in(world, PairStatus.SUBMITTED)
    with django_assert_num_queries(len(one)):
        page = client.get(url(name))
    assert page.status_code == 200


def test_the_working_page_takes_the_same_queries_for_few_and_many(world, enter, django_assert_num_queries):
    anna = enter(world.anna)
    topic = Topic.objects.first()

    def more() -> None:
        MenteeRequest.objects.create(mentee=new_mentee(world), topic=topic)
        MentorStrength.objects.create(mentor=new_mentor(world), topic=topic)

    more()
    for name in ("pair_create", "pair_suggest"):
        anna.get(url(name))
        with CaptureQueriesContext(connection) as few:
            anna.get(url(name))
        for _ in range(10):
            more()
        with django_assert_num_queries(len(few)):
            anna.get(url(name))


def test_the_workbook_holds_what_the_filters_found(world, enter):
    propose(world)
    answer = enter(world.anna).get(url("pair_list"), {"format": "xlsx"})
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[:3] for row in rows if row[0] == "Заяц Борис Фомич"] == [
        ("Заяц Борис Фомич", "учитель физики", "Черных Софья Павловна")
    ]


# ---- Who may ----

PAGES = ["pair_list", "pair_create", "pair_suggest", "decision_list"]
OF_A_PAIR = ["pair_detail", "pair_edit", "pair_cancel", "pair_end", "pair_consent"]
DEEDS = ["pair_recall", "pair_cancel", "pair_resume", "pair_consent_drop", "decision_undo"]


@pytest.mark.parametrize("who", ["vera", "klara", "oleg"])
def test_another_organisation_does_not_exist(world, enter, who):
    pair, client = propose(world), enter(getattr(world, who))
    for name in PAGES:
        assert client.get(url(name)).status_code == 404
    for name in OF_A_PAIR:
        assert client.get(url(name, pk=pair.pk)).status_code == 404
    for name in DEEDS:
        assert client.post(url(name, pk=pair.pk)).status_code == 404
    assert Pair.objects.get().version == pair.version


def test_a_foreign_pair_under_ones_own_organisation_does_not_exist(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    Pair.objects.update(organisation=world.village)
    for user in (world.anna, world.gleb):
        client = enter(user)
        assert [client.get(url(name, pk=pair.pk)).status_code in (403, 404) for name in OF_A_PAIR] == [True] * 5
        assert [client.post(url(name, pk=pair.pk)).status_code in (403, 404) for name in DEEDS] == [True] * 5
    gleb = enter(world.gleb)
    for action in ("approve", "return"):
        posted = {"ids": [pair.pk], f"version-{pair.pk}": pair.version, "action": action, "comment": "Нет."}
        assert gleb.post(url("decide"), posted).status_code == 404
    assert Pair.objects.get().status == PairStatus.SUBMITTED
    assert enter(world.anna).post(url("pair_submit"), {"ids": [pair.pk]}).context["pairs"] == []


def test_the_curator_does_not_decide_and_the_head_does_not_form(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    anna = enter(world.anna)
    assert anna.get(url("decision_list")).status_code == 403
    assert anna.post(url("decide"), {"ids": [pair.pk], "action": "approve"}).status_code == 403
    assert anna.post(url("decision_undo", pk=pair.pk)).status_code == 403
    assert anna.get(url("pair_consent", pk=pair.pk)).status_code == 403
    gleb = enter(world.gleb)
    for name in ("pair_create", "pair_suggest"):
        assert gleb.get(url(name)).status_code == 403
    assert gleb.post(url("pair_create"), filled(world)).status_code == 403
    for name in ("pair_edit", "pair_recall", "pair_cancel", "pair_end", "pair_resume"):
        assert gleb.post(url(name, pk=pair.pk)).status_code == 403
    assert Pair.objects.get().status == PairStatus.SUBMITTED


def test_the_acting_head_outside_the_dates_is_nobody(world, enter):
    assert enter(world.irina).get(url("decision_list")).status_code == 404


def test_a_participant_sees_own_pairs_and_nothing_of_others(world, enter):
    mine = propose(world, mentees=[world.mentee, new_mentee(world)], reason="Тайная причина")
    other = pair_in(world, PairStatus.ORDERED)
    Mentor.objects.filter(pk=world.mentor.pk).update(note="Тайная заметка")
    boris = enter(world.boris)
    assert boris.get(url("pair_list")).context["pairs"] == []  # still being discussed
    Pair.objects.filter(pk=mine.pk).update(status="ordered", order=document(world, number="77"))
    type(world.sofya_card).objects.filter(pk=world.sofya_card.pk).update(phone="+79001112233")
    page = boris.get(url("pair_list"))
    assert page.context["pairs"] == [mine]
    said = text(page)
    assert [">8 900 111-22-33</a>" in said, "№ 77" in said, "Черных Софья Павловна" in said] == [True] * 3
    hidden = [other.mentor.person.full_name, "Тайная причина", "Тайная заметка"]
    assert [word in said for word in hidden] == [False] * 3
    third = mine.seats.exclude(mentee=world.mentee).get().mentee.person.full_name
    assert third in said
    # Another mentee of the group is not this mentee's partner.
    said = text(enter(world.sofya).get(url("pair_list")))
    assert ["Заяц Борис Фомич" in said, third in said] == [True, False]
    boris = enter(world.boris)
    for name in ("pair_create", "pair_suggest", "decision_list"):
        assert boris.get(url(name)).status_code == 403
    for name in OF_A_PAIR:
        assert boris.get(url(name, pk=mine.pk)).status_code == 403
    assert boris.get(url("pair_list"), {"format": "xlsx"})["Content-Type"].startswith("text/html")


# ---- Forming ----


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


def test_words_of_the_heads_desk_do_not_run_together_on_a_phone(world, enter):
    """There the lines under a name follow it in one line: a space parts them."""
    pair = pair_in(world, PairStatus.SUBMITTED)
    page = enter(world.gleb).get(url("decision_list"))
    words = " ".join(strip_tags(page.content.decode()).split())
    for person in (pair.mentor.person, pair.mentees.get().person):
        assert f"{person.full_name} учитель" in words
    assert f"{pair.ends:%d.%m.%Y} {pair.form.name}" in words


def test_the_address_of_a_deed_opened_by_hand_is_a_page_not_a_blank(world, enter):
    page = enter(world.anna).get(url("pair_submit"))
    assert [page.status_code, page["Allow"], "своей страницы у него нет" in text(page)] == [405, "POST", True]


def test_the_term_of_an_acting_head_ends_with_one_full_stop(world, enter):
    Headship.objects.filter(is_acting=True).update(starts=date(2026, 9, 1), ends=date(2026, 12, 15))
    pair_in(world, PairStatus.SUBMITTED)
    said = text(enter(world.gleb).get(url("decision_list")))
    assert "до 15 декабря 2026 г. Ваше решение" in said


def test_what_the_head_has_is_not_edited_and_says_why(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    page = enter(world.anna).get(url("pair_edit", pk=pair.pk), follow=True)
    assert page.redirect_chain == [(url("pair_detail", pk=pair.pk), 302)]
    assert "сначала заберите обратно" in text(page)


def test_suggestions_serve_everybody_within_the_limits_and_say_why_not(world, enter):
    topic, other = Topic.objects.filter(has_detail=False)[:2]
    Mentor.objects.update(capacity=1)
    strong = new_mentor(world, capacity=1)
    MentorStrength.objects.create(mentor=strong, topic=topic)
    mentees = [new_mentee(world) for _ in range(2)]
    for mentee in mentees:
        MenteeRequest.objects.create(mentee=mentee, topic=topic)
    unanswered = new_mentee(world)
    MenteeRequest.objects.create(mentee=unanswered, topic=other)
    anna = enter(world.anna)
    page = anna.get(url("pair_suggest"))
    rows = [(one.draft.mentor, one.draft.mentees[0]) for _, one, *_ in page.context["rows"]]
    first = min(mentees, key=lambda mentee: (mentee.person.name_key, mentee.person.pk))
    # Софья asked for nothing and gets who is left; of two equal requests the first by name gets the only strong mentor.
    assert set(rows) == {(strong, first), (world.mentor, world.mentee)}
    assert {mentee: reason.split(":")[0] for mentee, reason in page.context["left"]} == {
        next(mentee for mentee in mentees if mentee != first): "У подходящих наставников не осталось мест",
        unanswered: "Никто из наставников не отвечает на запросы",
    }
    keys = [key for key, *_ in page.context["rows"]]
    sent = {"ids": keys, "nonce": page.context["nonce"]}
    for _ in range(2):  # the second time by an impatient hand
        assert anna.post(url("pair_suggest"), sent).status_code == 302
    assert "Составлено: 2 пары. Проверьте их и передайте" in text(anna.get(url("pair_list")))
    assert Pair.objects.count() == 2
    made = Pair.objects.get(mentor=strong)
    assert made.reason == f"Наставник поможет с тем, о чём просит наставляемый: {topic.name}."


def test_one_suggestion_taken_is_spoken_of_as_one(world, enter):
    anna = enter(world.anna)
    page = anna.get(url("pair_suggest"))
    sent = {"ids": [key for key, *_ in page.context["rows"]], "nonce": page.context["nonce"]}
    page = anna.post(url("pair_suggest"), sent, follow=True)
    assert "Составлено: 1 пара. Проверьте её и передайте руководителю." in text(page)


def test_suggestions_that_no_longer_hold_are_refused(world, enter):
    anna = enter(world.anna)
    page = anna.get(url("pair_suggest"))
    [key] = [key for key, *_ in page.context["rows"]]
    Mentee.objects.filter(pk=world.mentee.pk).update(status="candidate", confirmed_on=None)
    page = anna.post(url("pair_suggest"), {"ids": [key], "nonce": page.context["nonce"]})
    assert "банки или пары изменились" in text(page)
    assert Pair.objects.count() == 0


def test_handing_over_shows_names_first_and_then_does_it(world, enter):
    pairs = [pair_in(world, PairStatus.DRAFT) for _ in range(2)]
    done = pair_in(world, PairStatus.APPROVED)
    anna = enter(world.anna)
    ids = [pair.pk for pair in [*pairs, done]]
    page = anna.post(url("pair_submit"), {"ids": ids})
    assert "Передать 2 пары" in text(page)
    assert page.context["others"] == [done]
    assert set(Pair.objects.filter(status="draft")) == set(pairs)
    anna.post(url("pair_submit"), {"ids": [pair.pk for pair in pairs], "confirm": "1"})
    assert set(Pair.objects.filter(status="submitted")) == set(pairs)


def test_handing_over_again_by_the_back_button_says_one_thing_once(world, enter):
    pairs = [pair_in(world, PairStatus.DRAFT) for _ in range(3)]
    anna = enter(world.anna)
    for some, sentence in ((pairs[:2], "Эти пары уже у руководителя."), (pairs[2:], "Эта пара уже у руководителя.")):
        sent = {"ids": [pair.pk for pair in some], "confirm": "1"}
        assert anna.post(url("pair_submit"), sent).status_code == 302
        page = anna.post(url("pair_submit"), sent)
        assert (page.context["problems"], page.context["others"]) == ([sentence], [])
        assert ["нечего" in text(page), text(page).count("у руководителя")] == [False, 1]


# ---- The head's desk ----


def test_the_desk_shows_names_posts_load_and_missing_consents(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    Consent.objects.filter(person=pair.mentor.person).delete()
    page = enter(world.gleb).get(url("decision_list"))
    said = text(page)
    words = [pair.mentor.person.full_name, "нагрузка 1 из 2", f"Не все согласия: {pair.mentor.person.short_name}"]
    assert [word.replace("\xa0", " ") in said for word in words] == [True] * 3
    assert page.context["ticked"] == {pair.pk}


def decision(pairs, action: str = "approve", **more) -> dict:
    return (
        {"ids": [pair.pk for pair in pairs], "action": action}
        | {f"version-{pair.pk}": pair.version for pair in pairs}
        | more
    )


def test_ten_pairs_are_approved_by_one_button_and_taken_back_by_one(world, enter):
    pairs, gleb = [pair_in(world, PairStatus.SUBMITTED) for _ in range(10)], enter(world.gleb)
    page = gleb.post(url("decide"), decision(pairs), follow=True)
    assert "Утверждено: 10 пар. Приказ составит куратор." in text(page)
    assert Pair.objects.filter(status="approved", decided_by=world.gleb).count() == 10
    [message] = page.context["messages"]
    undo = message.extra_tags.removeprefix("undo=")
    page = gleb.post(undo, follow=True)
    assert "Решение отменено: пары снова ждут его." in text(page)
    assert Pair.objects.filter(status="submitted").count() == 10


def test_a_return_without_a_comment_keeps_the_ticks(world, enter):
    pairs = [pair_in(world, PairStatus.SUBMITTED) for _ in range(3)]
    gleb = enter(world.gleb)
    page = gleb.post(url("decide"), decision(pairs[:2], "return", comment=" "))
    assert (page.status_code, page.context["ticked"]) == (200, {pair.pk for pair in pairs[:2]})
    assert "Напишите, что поправить" in text(page)
    gleb.post(url("decide"), decision(pairs[:2], "return", comment="Другой срок."))
    assert [pair.comment for pair in Pair.objects.filter(status="returned")] == ["Другой срок."] * 2


def test_a_stale_desk_tells_by_name_and_decides_nothing(world, enter):
    pairs = [pair_in(world, PairStatus.SUBMITTED) for _ in range(2)]
    recall_pair(pairs[0], world.anna)
    page = enter(world.gleb).post(url("decide"), decision(pairs))
    assert f"{pairs[0]}: решения больше не ждёт".replace("\xa0", " ") in text(page)
    assert Pair.objects.get(pk=pairs[1].pk).status == PairStatus.SUBMITTED


def test_a_desk_without_versions_decides_nothing(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    enter(world.gleb).post(url("decide"), {"ids": [pair.pk], "action": "approve"})
    assert Pair.objects.get().status == PairStatus.SUBMITTED


def test_nothing_ticked_says_so(world, enter):
    pair_in(world, PairStatus.SUBMITTED)
    assert "Отметьте хотя бы одну пару." in text(enter(world.gleb).post(url("decide"), {"action": "approve"}))


def test_the_names_before_the_button_follow_the_ticks(world, enter):
    pairs = [pair_in(world, PairStatus.SUBMITTED) for _ in range(2)]
    said = text(enter(world.gleb).post(url("decision_names"), {"ids": [pairs[0].pk]}))
    assert said.strip() == f'<strong class="num">1 пара:</strong> {pairs[0]}'.replace("\xa0", " ")


def test_the_acting_head_decides_on_the_page_within_the_dates(world, enter, monkeypatch):
    pair = pair_in(world, PairStatus.SUBMITTED)
    monkeypatch.setattr(Organisation, "today", lambda self: date(2027, 2, 3))
    world.irina.memberships.update(starts=date(2026, 1, 1))  # the gate of the organisation asks the server's day
    world.irina.memberships.update(ends=date(2030, 1, 1))
    enter(world.irina).post(url("decide"), decision([pair]))
    assert Pair.objects.get().decided_as == "И.о. директора"


# ---- The card ----


@pytest.mark.parametrize("status", PairStatus.values)
@pytest.mark.parametrize("who", ["anna", "gleb"])
def test_the_card_opens_in_every_status(world, enter, status, who):
    pair = pair_in(world, status)
    page = enter(getattr(world, who)).get(url("pair_detail", pk=pair.pk))
    assert page.status_code == 200
    assert pair.mentor.person.full_name in text(page)


def test_from_draft_to_the_end_by_the_buttons_of_the_card(world, enter):
    pair, anna = propose(world), enter(world.anna)
    anna.post(url("pair_submit"), {"ids": [pair.pk], "confirm": "1"})
    anna.post(url("pair_recall", pk=pair.pk))
    assert Pair.objects.get().status == PairStatus.DRAFT
    anna.post(url("pair_cancel", pk=pair.pk))
    assert Pair.objects.get().status == PairStatus.CANCELLED
    ordered = pair_in(world, PairStatus.ORDERED)
    page = anna.post(url("pair_end", pk=ordered.pk), {"on": "2026-09-01", "reason": EndReason.MUTUAL})
    assert "завершить её раньше нельзя" in text(page)
    anna.post(url("pair_end", pk=ordered.pk), {"on": "14.09.2026", "reason": EndReason.MUTUAL, "note": "Переезд"})
    ordered.refresh_from_db()
    assert (ordered.status, ordered.end_reason) == (PairStatus.ENDED, EndReason.MUTUAL)
    anna.post(url("pair_resume", pk=ordered.pk))
    assert Pair.objects.get(pk=ordered.pk).status == PairStatus.ORDERED


def test_cancelling_says_first_what_it_means_and_keeps_the_reason(world, enter):
    pair, anna = propose(world), enter(world.anna)
    page = text(anna.get(url("pair_cancel", pk=pair.pk)))
    assert "Место у наставника освободится, наставляемый снова будет без пары." in page
    assert Pair.objects.get().status == PairStatus.DRAFT
    anna.post(url("pair_cancel", pk=pair.pk), {"reason": "Наставник уходит в отпуск"})
    assert Pair.objects.get().status == PairStatus.CANCELLED
    history = anna.get(url("pair_detail", pk=pair.pk)).context["history"]
    assert (history[0].deed, history[0].reason) == ("отменена", "Наставник уходит в отпуск")


def test_a_deed_that_came_too_late_says_why(world, enter):
    pair = pair_in(world, PairStatus.APPROVED)
    page = enter(world.anna).post(url("pair_cancel", pk=pair.pk), follow=True)
    assert "сейчас «утверждена», сделать «отменена» нельзя" in text(page)


def test_the_head_lets_a_pair_go_without_a_consent_from_the_card(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    Consent.objects.filter(person=pair.mentor.person).delete()
    gleb = enter(world.gleb)
    assert pair.mentor.person.full_name in text(gleb.get(url("pair_consent", pk=pair.pk)))
    assert "Напишите причину." in text(gleb.post(url("pair_consent", pk=pair.pk), {"reason": ""}))
    gleb.post(url("pair_consent", pk=pair.pk), {"reason": "Подпишет завтра."})
    assert Pair.objects.get().consent_override == "Подпишет завтра."
    gleb.post(url("pair_consent_drop", pk=pair.pk))
    assert Pair.objects.get().consent_override == ""


def test_the_history_stands_on_the_card(world, enter):
    pair = pair_in(world, PairStatus.RETURNED)
    page = enter(world.anna).get(url("pair_detail", pk=pair.pk))
    assert [entry.deed for entry in page.context["history"]] == [
        "возвращена с замечанием",
        "передана руководителю",
        "составлена пара",
    ]
    assert "Уточните срок." in text(page)


def test_banks_are_told_whom_their_people_work_with(world):
    propose(world)
    gone = pair_in(world, PairStatus.CANCELLED)
    [partner] = partners_of_mentors([world.mentor.pk, gone.mentor_id])[world.mentor.pk]
    assert (partner.name, partner.place, partner.is_living) == ("Черных Софья Павловна", "учитель математики", True)
    assert [one.name for one in partners_of_mentees([world.mentee.pk])[world.mentee.pk]] == ["Заяц Борис Фомич"]
    assert gone.mentor_id not in partners_of_mentors([gone.mentor_id])


def test_a_pair_and_a_remark_sent_after_the_sign_in_has_ended_are_not_lost(world, client):
    client.post(url("pair_create"), filled(world, reason="Вместе вели кружок химии"))
    client.force_login(world.anna)
    page = client.get(url("pair_create"))
    assert page.context["form"]["reason"].value() == "Вместе вели кружок химии"
    assert not Pair.objects.exists()
    client.logout()
    remark = {"comment": "Срок короче четверти", "action": "return"}
    client.post(url("decide"), remark, HTTP_REFERER=f"http://testserver{url('decision_list')}")
    client.force_login(world.gleb)
    page = client.get(url("decision_list"))
    assert (page.context["comment"], page.context["ticked"]) == ("Срок короче четверти", set())
