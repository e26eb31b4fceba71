"""The list of pairs: what it shows and finds, in how many queries, and its workbook."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from mentoring.banks.models import MenteeRequest, MentorStrength, Topic
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from tests import world as cast
from tests.mentoring.pairs.cast import ENDS, document, new_mentee, new_mentor, pair_in, propose
from tests.mentoring.pairs.pages import text, url

pytestmark = pytest.mark.usefixtures("today")


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


def test_who_takes_part_finds_the_own_cards(world, enter):
    page = text(enter(world.boris).get(url("pair_list")))
    for words, address in (
        ("Моя карточка наставника", reverse("banks:mentor_detail", args=["lesnaya", world.mentor.pk])),
        ("Мои сведения", reverse("schools:person_detail", args=["lesnaya", world.boris_card.pk])),
    ):
        assert f'<a href="{address}">{words}</a>' in page
        assert enter(world.boris).get(address).status_code == 200
    assert "Моя карточка наставляемого" not in page
    mentee = text(enter(world.sofya).get(url("pair_list")))
    assert f'href="{reverse("banks:mentee_detail", args=["lesnaya", world.mentee.pk])}"' in mentee
    assert "Моя карточка наставника" not in mentee
