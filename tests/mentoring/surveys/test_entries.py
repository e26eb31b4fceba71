"""From an answer into the bank or the pairs' preferences: side by side, by the curator's word, once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.banks.enums import BankStatus, Priority, RequestSource
from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentoringForm, MentoringKind, Topic
from mentoring.banks.services import StrengthLine, change_mentor_status, save_mentor
from mentoring.pairs.models import Preference
from mentoring.surveys.enums import AnswerSide, Decision, Mode, Purpose, QuestionKind
from mentoring.surveys.models import EntryDecision, Reply
from mentoring.surveys.selectors.entries import proposal_of, replies_for_entry
from mentoring.surveys.services.entries import leave_entry, take_entry, take_many, undo_leaving
from mentoring.surveys.services.rows import rows_of
from mentoring.surveys.wording import Option, Question
from schools.journal.models import Entry
from schools.years import AcademicYear
from tests.mentoring.surveys.cast import (
    make_questionnaire,
    mentees,
    mentors,
    open_wave,
    parent_of,
    pupil,
    teachers,
    ticket_for,
    wording,
)
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")
LIST = "/o/lesnaya/surveys/entries/"


def topics():
    """The first that is made precise by a detail, and two that are not."""
    common = Topic.objects.filter(organisation=None).order_by("pk")
    return [common.filter(has_detail=True)[0], *common.filter(has_detail=False)[:2]]


def several(code: str, target: str, words, prefix: str = "t") -> Question:
    options = tuple(Option(f"{prefix}{one.pk}", one.name) for one in words)
    return Question(code, QuestionKind.MULTIPLE, f"Отметьте: {code}", required=False, options=options, target=target)


def text(code: str, target: str = "", kind: str = QuestionKind.SHORT) -> Question:
    return Question(code, kind, f"Впишите: {code}", required=False, target=target)


class Desk:
    """Answers come, the curator sees them."""

    def __init__(self, world):
        self.world = world
        self.precise, self.plain, self.other = topics()

    def request(self) -> list[Question]:
        words = [self.precise, self.plain, self.other]
        return [
            several("high", "requests_high", words),
            several("middle", "requests_middle", words),
            text("detail", "request_detail"),
            text("years", "experience_years"),
            text("word", "note", QuestionKind.LONG),
            text("beside"),
        ]

    def readiness(self) -> list[Question]:
        forms = MentoringForm.objects.offered_to(self.world.school)
        return [
            several("strong", "strengths", [self.precise, self.plain, self.other]),
            text("strong_detail", "strength_detail"),
            text("places", "capacity"),
            text("hours", "hours_per_week"),
            text("proud", "achievements"),
            Question(
                "shapes",
                QuestionKind.MULTIPLE,
                "Формы",
                required=False,
                options=tuple(Option(f"f_{one.code.replace('-', '_')}", one.name) for one in forms),
                target="forms",
            ),
            several("sorts", "kinds", MentoringKind.objects.offered_to(self.world.school), "k"),
        ]

    def say(self, person, values, *, side=AnswerSide.MENTEE, purpose=Purpose.REQUEST, questions=None, about=None):
        place = self.world.school
        said = wording(*(questions or (self.readiness() if side == AnswerSide.MENTOR else self.request())))
        form = make_questionnaire(place, side, content=said, purpose=purpose, title="Запрос")
        wave = open_wave(place, form)
        part = wave.parts.get()
        more = {"about": about, "subject": f"c{about.pk}"} if about else {}
        ticket = ticket_for(part, person, **more)
        reply = Reply.objects.create(wave=wave, part=part, ticket=ticket, sent_at=timezone.now())
        for row in rows_of(said, values):
            row.reply = reply
            row.save()
        return reply

    def wish(self, entry, preferred=(), avoided=()):
        by_mentor = isinstance(entry, Mentor)
        question = Question(
            "people",
            QuestionKind.PERSONS,
            "С кем?",
            required=False,
            source="mentees" if by_mentor else "mentors",
            target="preferred",
        )
        named = {"preferred": [str(one.pk) for one in preferred], "avoided": [str(one.pk) for one in avoided]}
        return self.say(
            entry.person,
            {"people": {key: value for key, value in named.items() if value}},
            side=AnswerSide.MENTOR if by_mentor else AnswerSide.MENTEE,
            purpose=Purpose.PREFERENCE,
            questions=[question],
        )

    def take(self, reply, *, but: str = "", **more):
        keys = [row.key for row in proposal_of(reply).rows if row.key != but]
        return take_entry(reply, keys, self.world.anna, **more)

    def waiting(self):
        return list(replies_for_entry(self.world.anna, self.world.school, AcademicYear(YEAR)))


@pytest.fixture
def desk(world):
    return Desk(world)


def lines_of(entry: Mentee) -> set[tuple]:
    return set(entry.requests.values_list("topic", "detail", "priority", "source"))


def side_by_side(reply) -> list[tuple[str, str, str]]:
    return [(row.now, row.answer, row.result) for row in proposal_of(reply).rows]


def test_a_new_person_enters_as_a_candidate_whole(desk):
    [person] = teachers(desk.world.school, 1)
    reply = desk.say(
        person,
        {
            "high": [f"t{desk.precise.pk}"],
            "middle": [f"t{desk.plain.pk}"],
            "detail": "физика",
            "years": "3 года",
            "word": "Свободна по средам",
            "beside": "кот Мурзик",
        },
    )
    proposal = proposal_of(reply)
    assert (proposal.is_new, proposal.overwrites, proposal.problems) == (True, [], [])
    assert proposal.others == [("Впишите: beside", "кот Мурзик")]
    assert not Mentee.objects.filter(person=person).exists()
    desk.take(reply)
    entry = Mentee.objects.get(person=person)
    assert (entry.status, entry.year, entry.experience_years, entry.note) == (
        BankStatus.CANDIDATE,
        YEAR,
        3,
        "Свободна по средам",
    )
    assert lines_of(entry) == {
        (desk.precise.pk, "физика", Priority.HIGH, RequestSource.SELF),
        (desk.plain.pk, "", Priority.MIDDLE, RequestSource.SELF),
    }
    assert "кот" not in str(entry.__dict__)


def test_no_standing_line_is_lost(desk):
    """The answer changes the line that it speaks of, adds what is new, and leaves the rest with its source."""
    [entry] = mentees(desk.world.school, 1)
    for topic, detail, source in (
        (desk.precise, "химия", RequestSource.DEPARTMENT),
        (desk.precise, "физика", RequestSource.PSYCHOLOGIST),
        (desk.plain, "", RequestSource.DOCUMENTS),
    ):
        MenteeRequest.objects.create(mentee=entry, topic=topic, detail=detail, priority=Priority.LOW, source=source)
    reply = desk.say(
        entry.person, {"high": [f"t{desk.precise.pk}"], "middle": [f"t{desk.other.pk}"], "detail": "Физика"}
    )
    assert side_by_side(reply) == [
        ("физика, по возможности", "Физика, в первую очередь", "Физика, в первую очередь"),
        ("", "важно", "важно"),
    ]
    desk.take(reply)
    assert lines_of(entry) == {
        (desk.precise.pk, "химия", Priority.LOW, RequestSource.DEPARTMENT),
        (desk.precise.pk, "Физика", Priority.HIGH, RequestSource.PSYCHOLOGIST),
        (desk.plain.pk, "", Priority.LOW, RequestSource.DOCUMENTS),
        (desk.other.pk, "", Priority.MIDDLE, RequestSource.SELF),
    }


def test_another_detail_adds_a_line(desk):
    [entry] = mentees(desk.world.school, 1)
    MenteeRequest.objects.create(mentee=entry, topic=desk.precise, detail="химия")
    reply = desk.say(entry.person, {"high": [f"t{desk.precise.pk}"], "detail": "физика"})
    assert proposal_of(reply).overwrites == []
    desk.take(reply)
    assert {line[1] for line in lines_of(entry)} == {"химия", "физика"}


def test_an_answer_without_detail_keeps_the_detail(desk):
    [entry] = mentees(desk.world.school, 1)
    MenteeRequest.objects.create(mentee=entry, topic=desk.precise, detail="химия", priority=Priority.LOW)
    reply = desk.say(entry.person, {"high": [f"t{desk.precise.pk}"]})
    desk.take(reply)
    assert lines_of(entry) == {(desk.precise.pk, "химия", Priority.HIGH, RequestSource.SELF)}


def test_what_is_not_ticked_stays_as_it_was(desk):
    [entry] = mentees(desk.world.school, 1)
    entry.note = "Прежнее"
    entry.save()
    reply = desk.say(entry.person, {"years": "7", "word": "Новое"})
    desk.take(reply, but="note")
    entry.refresh_from_db()
    assert (entry.experience_years, entry.note) == (7, "Прежнее")


def test_a_note_is_added_to_what_stands(desk):
    [entry] = mentees(desk.world.school, 1)
    entry.note = "Работает до трёх"
    entry.save()
    first = desk.say(entry.person, {"word": "Свободна по средам"})
    assert side_by_side(first) == [
        ("Работает до трёх", "Свободна по средам", "Работает до трёх\nСвободна по средам"),
    ]
    desk.take(first)
    again = desk.say(entry.person, {"word": "свободна по СРЕДАМ"})
    assert [row.is_change for row in proposal_of(again).rows] == [False]
    entry.refresh_from_db()
    assert entry.note == "Работает до трёх\nСвободна по средам"


@pytest.mark.parametrize(("told", "years"), [("3 года", 3), ("около 12", 12), ("0", 0)])
def test_a_number_is_read_out_of_words(desk, told, years):
    [entry] = mentees(desk.world.school, 1)
    desk.take(desk.say(entry.person, {"years": told}))
    entry.refresh_from_db()
    assert entry.experience_years == years


@pytest.mark.parametrize("told", ["много", "5–7 лет", "с 1998", "2,5", "71"])
def test_an_unreadable_number_is_told_and_not_written(desk, told):
    [entry] = mentees(desk.world.school, 1)
    Mentee.objects.filter(pk=entry.pk).update(experience_years=4)
    reply = desk.say(entry.person, {"years": told, "word": "Слово"})
    [problem] = proposal_of(reply).problems
    assert (problem.key, problem.answer, problem.result) == ("experience_years", told, "4")
    assert problem.problem == "Впишите в карточку сами: нужно целое число от 0 до 70."
    desk.take(reply)
    entry.refresh_from_db()
    assert (entry.experience_years, entry.note) == (4, "Слово")


def test_a_parent_speaks_of_the_child_and_stands_as_the_source(desk):
    child = pupil(desk.world.school)
    mother = parent_of(child)
    reply = desk.say(mother, {"high": [f"t{desk.plain.pk}"]}, side=AnswerSide.PARENT, about=child)
    proposal = proposal_of(reply)
    assert (proposal.person, proposal.bank) == (child, "mentee")
    desk.take(reply)
    assert lines_of(Mentee.objects.get(person=child)) == {(desk.plain.pk, "", Priority.HIGH, RequestSource.PARENT)}
    assert not Mentee.objects.filter(person=mother).exists()


def test_a_mentors_answer_enters_with_forms_and_kinds(desk):
    [person] = teachers(desk.world.school, 1)
    form = MentoringForm.objects.get(code="teacher-teacher")
    kind = MentoringKind.objects.offered_to(desk.world.school)[0]
    reply = desk.say(
        person,
        {
            "strong": [f"t{desk.precise.pk}", f"t{desk.plain.pk}"],
            "strong_detail": "физика",
            "places": "3",
            "hours": "1,5 часа",
            "proud": "Победила в конкурсе",
            "shapes": ["f_teacher_teacher"],
            "sorts": [f"k{kind.pk}"],
        },
        side=AnswerSide.MENTOR,
        purpose=Purpose.READINESS,
    )
    desk.take(reply)
    entry = Mentor.objects.get(person=person)
    assert (entry.capacity, float(entry.hours_per_week), entry.achievements) == (3, 1.5, "Победила в конкурсе")
    assert (list(entry.forms.all()), list(entry.kinds.all())) == ([form], [kind])
    assert set(entry.strengths.values_list("topic", "detail")) == {(desk.precise.pk, "физика"), (desk.plain.pk, "")}


def test_what_a_mentor_has_is_kept_where_the_answer_is_silent(desk):
    [entry] = mentors(desk.world.school, 1)
    form = MentoringForm.objects.get(code="teacher-teacher")
    save_mentor(
        entry,
        capacity=4,
        hours_per_week=2,
        achievements="Прежние",
        interests="лыжи",
        wished_age="7 класс",
        forms=[form],
        kinds=[],
        strengths=[StrengthLine(desk.precise, "химия"), StrengthLine(desk.plain)],
        note="заметка",
        case_url="https://shkola.example/delo",
        by=desk.world.anna,
    )
    reply = desk.say(
        entry.person,
        {"strong": [f"t{desk.precise.pk}"], "strong_detail": "физика"},
        side=AnswerSide.MENTOR,
        purpose=Purpose.READINESS,
    )
    desk.take(reply)
    now = Mentor.objects.get(pk=entry.pk)
    kept = (now.capacity, now.hours_per_week, now.achievements, now.interests, now.wished_age, now.note, now.case_url)
    assert kept == (4, 2, "Прежние", "лыжи", "7 класс", "заметка", "https://shkola.example/delo")
    assert list(now.forms.all()) == [form]
    assert set(now.strengths.values_list("topic", "detail")) == {
        (desk.precise.pk, "химия"),
        (desk.precise.pk, "физика"),
        (desk.plain.pk, ""),
    }


def test_an_answer_is_taken_once(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    shown = [row.key for row in proposal_of(reply).rows]
    take_entry(reply, shown, desk.world.anna)
    for deed in (lambda: take_entry(reply, shown, desk.world.gleb), lambda: leave_entry(reply, desk.world.gleb)):
        with pytest.raises(ValidationError, match="уже решено"):
            deed()
    decision = EntryDecision.objects.get()
    assert (decision.decision, decision.decided_by) == (Decision.TAKEN, desk.world.anna)
    entry.refresh_from_db()
    assert entry.note == "Слово"
    assert desk.waiting() == []


def test_a_card_changed_meanwhile_is_not_written_over(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    shown = entry.version
    Mentee.objects.filter(pk=entry.pk).update(version=shown + 1)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        desk.take(reply, version=shown)
    assert not EntryDecision.objects.exists()
    desk.take(reply, version=shown + 1)
    assert EntryDecision.objects.count() == 1


def test_nothing_ticked_is_no_decision(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    with pytest.raises(ValidationError, match="Не отмечено ни одного поля"):
        take_entry(reply, [], desk.world.anna)
    assert desk.waiting() == [reply]


def test_left_and_taken_back(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    leave_entry(reply, desk.world.anna)
    assert desk.waiting() == []
    undo_leaving(reply, desk.world.anna)
    assert desk.waiting() == [reply]
    with pytest.raises(ValidationError, match="не откладывали"):
        undo_leaving(reply, desk.world.anna)
    desk.take(reply)
    with pytest.raises(ValidationError, match="не откладывали"):
        undo_leaving(reply, desk.world.anna)


def test_the_bank_refuses_in_words_and_nothing_is_decided(desk):
    """Whoever left the bank is brought back by the card, not by an answer."""
    [entry] = mentors(desk.world.school, 1, BankStatus.CONFIRMED)
    change_mentor_status(entry, BankStatus.WITHDRAWN, desk.world.anna, "уехала")
    reply = desk.say(entry.person, {"places": "3"}, side=AnswerSide.MENTOR, purpose=Purpose.READINESS)
    with pytest.raises(ValidationError, match="выбыл"):
        desk.take(reply)
    assert desk.waiting() == [reply]
    assert Mentor.objects.get(pk=entry.pk).capacity == 2


def test_many_at_once_leaves_what_wants_a_look(desk):
    differs, silent, unclear = mentees(desk.world.school, 3)
    [new] = teachers(desk.world.school, 1)
    Mentee.objects.filter(pk=differs.pk).update(experience_years=2)
    replies = [
        desk.say(differs.person, {"years": "3"}),
        desk.say(silent.person, {"years": "3"}),
        desk.say(unclear.person, {"years": "много"}),
        desk.say(new, {"years": "5"}),
    ]
    result = take_many(replies, desk.world.anna)
    assert {proposal.person for proposal in result.taken} == {silent.person, new}
    assert [(proposal.person, why) for proposal, why in result.left] == [
        (differs.person, "есть что сравнить"),
        (unclear.person, "есть что сравнить"),
    ]
    years = dict(Mentee.objects.exclude(experience_years=None).values_list("person", "experience_years"))
    assert years == {differs.person_id: 2, silent.person_id: 3, new.pk: 5}
    assert desk.waiting() == [replies[0], replies[2]]


def test_what_waits_is_what_may_enter(desk):
    """No pulse, no blind reply, nothing of another year."""
    [entry] = mentees(desk.world.school, 1)
    pulse = desk.say(entry.person, {"word": "Слово"}, purpose=Purpose.PULSE)
    old = desk.say(entry.person, {"word": "Слово"})
    type(old.wave).objects.filter(pk=old.wave_id).update(year=YEAR - 1)
    later, earlier = (desk.say(entry.person, {"word": "Слово"}) for _ in "12")
    Reply.objects.filter(pk=earlier.pk).update(sent_at=timezone.now() - timedelta(days=2))
    blind = Reply.objects.create(wave=later.wave, part=later.part, is_blind=True)
    assert desk.waiting() == [earlier, later]
    assert pulse not in desk.waiting()
    with pytest.raises(ValueError, match="blind"):
        proposal_of(blind)


# Preferences.


def preferences() -> set[tuple]:
    return set(Preference.objects.values_list("mentor", "mentee", "by_mentor", "rank", "is_avoided"))


def test_preferences_become_the_pairs_rows(desk):
    first, second, third = mentors(desk.world.school, 3)
    [entry] = mentees(desk.world.school, 1)
    reply = desk.wish(entry, [second, first], [third])
    assert side_by_side(reply) == [
        ("", "место 1", "место 1"),
        ("", "место 2", "место 2"),
        ("", "лучше не вместе", "лучше не вместе"),
    ]
    desk.take(reply)
    assert preferences() == {
        (second.pk, entry.pk, False, 1, False),
        (first.pk, entry.pk, False, 2, False),
        (third.pk, entry.pk, False, None, True),
    }


def test_who_is_named_no_more_is_told_before_it_goes(desk):
    first, second = mentors(desk.world.school, 2)
    [entry] = mentees(desk.world.school, 1)
    desk.take(desk.wish(entry, [first], [second]))
    reply = desk.wish(entry, [second])
    assert side_by_side(reply) == [("лучше не вместе", "место 1", "место 1"), ("место 1", "", "")]
    assert take_many([reply], desk.world.anna).taken == []
    desk.take(reply)
    assert preferences() == {(second.pk, entry.pk, False, 1, False)}


def test_who_is_unticked_is_not_written_and_the_rest_moves_up(desk):
    first, second = mentors(desk.world.school, 2)
    [entry] = mentees(desk.world.school, 1)
    desk.take(desk.wish(entry, [first, second]), but=f"preferred_{first.pk}")
    assert preferences() == {(second.pk, entry.pk, False, 1, False)}


def test_preferences_of_somebody_outside_the_bank_have_no_place(desk):
    [first] = mentors(desk.world.school, 1)
    [entry] = mentees(desk.world.school, 1)
    reply = desk.wish(entry, [first])
    entry.delete()
    with pytest.raises(ValidationError, match="не в банке наставляемых"):
        desk.take(reply)
    assert desk.waiting() == [reply]


def test_people_of_another_school_are_nobodys_preference(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.wish(entry, [desk.world.foreign_mentor])
    assert proposal_of(reply).rows == []


def test_the_head_learns_nothing_of_preferences(desk, enter):
    [mentor] = mentors(desk.world.school, 1)
    [entry] = mentees(desk.world.school, 1)
    reply = desk.wish(entry, [], [mentor])
    desk.take(reply)
    assert list(Preference.objects.visible_to(desk.world.gleb)) == []
    assert Preference.objects.visible_to(desk.world.anna).count() == 1
    assert list(Preference.objects.visible_to(desk.world.vera)) == []
    client = enter(desk.world.gleb)
    for address in (f"{LIST}", f"{LIST}{reply.pk}/"):
        assert client.get(address).status_code == 403
    for address in (f"banks/mentors/{mentor.pk}/", f"banks/mentees/{entry.pk}/", "journal/", "pairs/decisions/"):
        response = client.get(f"/o/lesnaya/{address}")
        assert "лучше не" not in response.content.decode(), address
    told = str(list(Entry.objects.values_list("deed", "subject_name", "before", "after", "reason")))
    assert "записаны предпочтения" in told
    assert "лучше не" not in told


# Pages.


def test_the_list_tells_who_waits_and_whether_they_are_known(desk, enter):
    [entry] = mentees(desk.world.school, 1)
    child = pupil(desk.world.school)
    desk.say(entry.person, {"word": "Слово"})
    desk.say(parent_of(child), {"word": "Слово"}, side=AnswerSide.PARENT, about=child)
    page = enter(desk.world.anna).get(LIST)
    assert [(person, held) for _, person, held in page.context["rows"]] == [(entry.person, True), (child, False)]
    assert "отвечает Ручьёв" in page.content.decode()


def test_strangers_meet_nothing(desk, enter):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    client = enter(desk.world.vera)
    assert client.get(LIST).status_code == 404
    for tail in ("", "take/", "leave/", "return/"):
        method = client.post if tail else client.get
        assert method(f"/o/polevaya/surveys/entries/{reply.pk}/{tail}").status_code == 404
    client.post("/o/polevaya/surveys/entries/take/", {"ids": [str(reply.pk)]})
    client.post("/o/polevaya/surveys/entries/take/", {"all": "1"})
    assert EntryDecision.objects.count() == 0
    assert enter(desk.world.sofya).get(LIST).status_code == 403


def test_taken_in_the_browser_one_after_the_other(desk, enter):
    first, second = mentees(desk.world.school, 2)
    one, two = desk.say(first.person, {"word": "Раз"}), desk.say(second.person, {"word": "Два"})
    client = enter(desk.world.anna)
    page = client.get(f"{LIST}{one.pk}/")
    assert "ещё 1 ответ" in page.content.decode()
    sent = {"rows": ["note"], "version": first.version}
    answer = client.post(f"{LIST}{one.pk}/take/", sent)
    assert answer.url == f"{LIST}{two.pk}/"
    again = client.post(f"{LIST}{one.pk}/take/", sent, follow=True)
    assert "По этому ответу уже решено" in again.content.decode()
    stale = client.post(f"{LIST}{two.pk}/take/", {"rows": ["note"], "version": second.version + 5}, follow=True)
    assert "изменил кто-то другой" in stale.content.decode()
    answer = client.post(f"{LIST}{two.pk}/leave/")
    assert answer.url == LIST
    page = client.get(f"{LIST}{two.pk}/")
    assert "Вернуть на рассмотрение" in page.content.decode()
    client.post(f"{LIST}{two.pk}/return/")
    assert desk.waiting() == [two]


def test_many_in_the_browser_with_names_of_those_left(desk, enter):
    known, new = mentees(desk.world.school, 2)
    Mentee.objects.filter(pk=known.pk).update(experience_years=9)
    ids = [str(desk.say(one.person, {"years": "3"}).pk) for one in (known, new)]
    page = enter(desk.world.anna).post(f"{LIST}take/", {"ids": [*ids, "не номер"]}, follow=True).content.decode()
    assert "Записано: 1 ответ." in page
    assert f"{known.person.short_name} — есть что сравнить" in page
    empty = enter(desk.world.anna).post(f"{LIST}take/", {}, follow=True).content.decode()
    assert "Не отмечено ни одного ответа." in empty


def test_a_reply_of_an_anonymous_wave_has_no_page(desk, enter):
    form = make_questionnaire(desk.world.school, purpose=Purpose.REQUEST, mode=Mode.ANONYMOUS)
    wave = open_wave(desk.world.school, form, mode=Mode.ANONYMOUS)
    blind = Reply.objects.create(wave=wave, part=wave.parts.get(), is_blind=True)
    client = enter(desk.world.anna)
    assert client.get(f"{LIST}{blind.pk}/").status_code == 404
    assert client.post(f"{LIST}{blind.pk}/leave/").status_code == 404
