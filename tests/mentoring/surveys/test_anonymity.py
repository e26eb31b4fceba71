"""After an anonymous wave of ten, the whole database joins nobody to an answer; what could join is planted and found."""

import random
import uuid
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from mentoring.surveys.enums import AnswerSide, Mode, Purpose, QuestionKind, WaveStatus
from mentoring.surveys.models import (
    Answer,
    BlindMarks,
    Edition,
    Questionnaire,
    Reply,
    Ticket,
    Wave,
    WavePart,
)
from mentoring.surveys.rows import rows_of
from mentoring.surveys.services import blind
from mentoring.surveys.tokens import ticket_hash, token_of
from mentoring.surveys.wording import Wording
from schools.journal.services import record
from tests import world as cast
from tests.mentoring.pairs.cast import propose

from . import cast as cast_surveys
from .detector import correlation, joins

WORDING = {
    "title": "Довольны ли вы",
    "sections": [
        {
            "questions": [
                {"code": "satisfied", "kind": QuestionKind.SCALE, "text": "Насколько вы довольны?"},
                {"code": "more", "kind": QuestionKind.LONG, "text": "Чего не хватило?"},
            ]
        }
    ],
}
SURNAMES = ["Авдеева", "Бобкова", "Вишнёва", "Грошева", "Дроздова", "Ежова", "Жукова", "Зимина", "Ильина", "Котова"]
WORDS = ["ясность", "время", "тишина", "терпение", "книги", "встречи", "советы", "план", "отдых", "порядок"]


def wave_of(school, people, accounts=()) -> Wave:
    """An anonymous wave that has begun, with a ticket for each of the people."""
    paper = Questionnaire.objects.create(
        organisation=school, title="Довольны ли вы", content=WORDING, mode=Mode.ANONYMOUS
    )
    edition = Edition.objects.create(questionnaire=paper, number=1, content=WORDING, digest="1")
    wave = Wave.objects.create(
        organisation=school,
        year=cast.YEAR,
        title="Довольны ли вы",
        purpose=Purpose.SATISFACTION,
        mode=Mode.ANONYMOUS,
        status=WaveStatus.OPEN,
        started_at=timezone.now(),
        opens_on=date(2026, 9, 1),
        closes_on=date(2099, 9, 30),
    )
    part = WavePart.objects.create(wave=wave, side=AnswerSide.ANYBODY, questionnaire=paper, edition=edition)
    places = random.sample(range(len(people)), len(people))
    for person, place in zip(people, places, strict=True):
        nonce = uuid.uuid4()
        Ticket.objects.create(
            wave=wave,
            part=part,
            person=person,
            place=place,
            is_blind=True,
            nonce=nonce,
            token_hash=ticket_hash(nonce),
            opens_on=wave.opens_on,
            closes_on=wave.closes_on,
        )
    BlindMarks.objects.create(wave=wave)
    return wave


@pytest.fixture
def teachers(transactional_db):
    school = cast.organisation("lesnaya", "МБОУ «Лесная СОШ № 1»")
    people = []
    for number, surname in enumerate(SURNAMES):
        account = cast.user(f"teacher{number}", f"{surname} Нина Олеговна", participant=school)
        people.append(cast.person(school, f"{surname} Нина Олеговна", "учитель", account=account))
    return school, people


def words_of(number: int) -> str:
    return f"Не хватило: {WORDS[number]}, {number * 7919}"


def values_of(number: int) -> dict:
    return {"satisfied": 7, "more": words_of(number)}


def answer_all(wave: Wave, people: list, put) -> None:
    """Each in turn, in a random order, signs in, opens the desk and answers through `put(ticket, values)`."""
    for number in random.sample(range(len(people)), len(people)):
        client = Client()
        client.force_login(people[number].user)
        client.get("/o/lesnaya/")
        put(
            Ticket.objects.select_related("wave", "part__edition", "pair__form").get(wave=wave, person=people[number]),
            values_of(number),
        )


def found(wave: Wave, people: list) -> list[str]:
    tickets = {ticket.person_id: ticket for ticket in wave.tickets.all()}
    truth, marks, columns = {}, {}, {}
    for number, person in enumerate(people):
        ticket = tickets[person.pk]
        truth[person.pk] = words_of(number)
        token = token_of(ticket.nonce)
        marks[person.pk] = [
            person.surname,
            person.user.username,
            str(ticket.nonce),
            ticket.nonce.hex,
            ticket.token_hash,
            token,
        ]
        columns[person.pk] = [
            ("schools_person", "id", person.pk),
            ("schools_user", "id", person.user_id),
            ("surveys_ticket", "id", ticket.pk),
            ("django_session", "_auth_user_id", str(person.user_id)),
            ("*", "person_id", person.pk),
            ("*", "user_id", person.user_id),
            ("*", "ticket_id", ticket.pk),
        ]
    return joins(truth, marks, columns)


def through_pages(ticket: Ticket, values: dict) -> None:
    """As people do: from the desk to their surveys, the first page, the questions, «Отправить»."""
    client = Client()
    client.force_login(ticket.person.user)
    client.get("/o/lesnaya/surveys/mine/")
    address = f"/a/{token_of(ticket.nonce)}/"
    client.get(address)
    client.get(f"{address}1/")
    sent = {"asked": list(values), **values, "go": "send"}
    answer = client.post(f"{address}1/", sent, follow=True)
    assert answer.redirect_chain[-1][0] == f"{address}done/"
    client.get(address)


@pytest.mark.parametrize("put", [blind.cast, through_pages], ids=["service", "pages"])
def test_nothing_joins_a_person_to_an_answer(teachers, put):
    school, people = teachers
    wave = wave_of(school, people)
    answer_all(wave, people, put)
    assert Reply.objects.count() == len(people)
    assert blind.answered_places(wave) == frozenset(range(len(people)))
    assert found(wave, people) == []
    blind.shuffle_all(wave)
    assert Reply.objects.count() == len(people)
    assert found(wave, people) == []


def cast_in_order(ticket: Ticket, values: dict) -> Reply:
    """What the product must not do: each reply lies where it came."""
    reply = Reply.objects.create(wave=ticket.wave, part=ticket.part, is_blind=True)
    rows = rows_of(Wording.from_json(WORDING), values)
    for row in rows:
        row.reply = reply
    Answer.objects.bulk_create(rows)
    return reply


def with_written_ticket(ticket: Ticket, values: dict) -> None:
    cast_in_order(ticket, values)
    Ticket.objects.filter(pk=ticket.pk).update(reminded_at=timezone.now())


def with_derived_key(ticket: Ticket, values: dict) -> None:
    reply = Reply.objects.create(pk=ticket.nonce, wave=ticket.wave, part=ticket.part, is_blind=True)
    Answer.objects.create(reply=reply, item="more", text=values["more"])


def with_journal(ticket: Ticket, values: dict) -> None:
    blind.cast(ticket, values)
    record("дан ответ", ticket, organisation=ticket.wave.organisation, user=ticket.person.user, after=dict(values))


def with_draft_left(ticket: Ticket, values: dict) -> None:
    blind.cast(ticket, values)
    type(ticket.person).objects.filter(pk=ticket.person_id).update(note=values["more"])


def with_time_in_words(ticket: Ticket, values: dict, started: datetime) -> None:
    """A time hidden in a key of the answers, against the age of sessions."""
    reply = cast_in_order(ticket, {"satisfied": values["satisfied"]})
    passed = int((timezone.now() - started) / timedelta(milliseconds=1)) % 30_000
    Answer.objects.create(reply=reply, item="more", text=values["more"], number=passed)


PLANTS = {
    "replies in order of coming": cast_in_order,
    "ticket written at the answer": with_written_ticket,
    "key of the ticket": with_derived_key,
    "journal": with_journal,
    "words left on the card": with_draft_left,
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_the_detector_finds_what_is_planted(teachers, plant):
    school, people = teachers
    wave = wave_of(school, people)
    answer_all(wave, people, plant)
    assert found(wave, people) != []


def test_the_detector_finds_a_time(teachers):
    school, people = teachers
    wave = wave_of(school, people)
    answer_all(wave, people, partial(with_time_in_words, started=timezone.now()))
    assert any("surveys_answer.number" in clue for clue in found(wave, people))


def test_correlation_of_orders():
    up = [float(n) for n in range(10)]
    assert correlation(up, up) == pytest.approx(1)
    assert correlation(up, up[::-1]) == pytest.approx(-1)
    assert abs(correlation(up, [3, 1, 4, 5, 9, 2, 6, 8, 7, 0])) < 0.5
    assert correlation(up, [1.0] * 10) == 0


def test_second_use_stores_nothing(teachers):
    school, people = teachers
    wave = wave_of(school, people)
    ticket = wave.tickets.get(person=people[0])
    assert blind.cast(ticket, values_of(0))
    assert not blind.cast(ticket, values_of(1))
    assert [answer.text for answer in Answer.objects.filter(item="more")] == [words_of(0)]


def test_a_failing_answer_leaves_no_mark(teachers, monkeypatch):
    """The mark and the reply are stored together, or neither."""
    school, people = teachers
    wave = wave_of(school, people)
    ticket = wave.tickets.get(person=people[0])

    def fail(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(blind, "rows_of", fail)
        with pytest.raises(RuntimeError), transaction.atomic():
            blind.cast(ticket, values_of(0))
    assert blind.answered_places(wave) == frozenset()
    assert Reply.objects.count() == 0


def test_no_answer_is_lost_while_mixing(db, monkeypatch):
    """Far more than the pool: each is there once, and only a part of them is rewritten."""
    monkeypatch.setattr(blind, "POOL", 6)
    school = cast.organisation("lesnaya", "МБОУ «Лесная СОШ № 1»")
    people = [cast.person(school, f"{name} Инна Львовна {n}") for n in range(3) for name in SURNAMES]
    wave = wave_of(school, people)
    for number, ticket in enumerate(wave.tickets.select_related("wave", "part__edition")):
        blind.cast(ticket, {"satisfied": 5, "more": f"ответ {number}"})
        loose = Reply.objects.filter(is_settled=False).count()
        assert loose <= 6
        assert loose >= min(number + 1, 3)
    texts = sorted(Answer.objects.filter(item="more").values_list("text", flat=True))
    assert texts == sorted(f"ответ {number}" for number in range(30))


def test_nameless_sheets_are_no_more_than_people(teachers):
    school, people = teachers
    wave = wave_of(school, people[:2])
    part = wave.parts.get()
    blind.cast(wave.tickets.select_related("wave", "part__edition").first(), values_of(0))
    blind.cast_from_paper(part, values_of(1))
    with pytest.raises(blind.TooManySheets):
        blind.cast_from_paper(part, values_of(2))
    assert Reply.objects.count() == 2
    assert BlindMarks.objects.get(wave=wave).on_paper == 1


def test_afterwards_nobody_knows_who_has_answered(teachers):
    """One of ten has answered: while the wave runs a link must tell it, once it is closed nothing does."""
    school, people = teachers
    wave = wave_of(school, people)
    blind.cast(wave.tickets.select_related("wave", "part__edition").first(), values_of(0))
    assert len(blind.answered_places(wave)) == 1
    blind.shuffle_all(wave)
    assert blind.answered_places(wave) == frozenset()
    assert Reply.objects.filter(wave=wave).count() == 1


def test_the_only_one_of_a_form_keeps_no_form(world, today):
    """Six in pairs and one without: the odd one's answer must not stand out (nor a sheet from paper)."""
    wave = cast_surveys.open_wave(
        world.school,
        cast_surveys.make_questionnaire(world.school, mode=Mode.ANONYMOUS),
        asked=cast_surveys.teachers(world.school, 6),
    )
    pair = propose(world)
    Ticket.objects.filter(wave=wave).update(pair=pair)
    cast_surveys.ticket_for(wave.parts.get(), world.gleb_card)
    for ticket in wave.tickets.all():
        cast_surveys.answer(ticket)
    blind.cast_from_paper(
        cast_surveys.open_wave(world.school, wave.parts.get().questionnaire, asked=[world.gleb_card]).parts.get(),
        {"useful": 3},
    )
    assert set(Reply.objects.values_list("form", "on_paper")) == {("", False)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(wave=wave).update(form="teacher-teacher")
