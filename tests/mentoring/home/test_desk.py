from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee
from mentoring.documents.selectors.owed import signers_of
from mentoring.home.selectors.curator import curator_waits
from mentoring.home.selectors.first_day import Task, path_to_order
from mentoring.home.selectors.head import head_waits
from mentoring.home.selectors.proofs import proved_occasions
from mentoring.home.selectors.roadmaps import open_coded
from mentoring.home.selectors.wait import Wait
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair, Seat
from mentoring.surveys.enums import Purpose
from roadmaps.enums import MeasureCode
from roadmaps.models import Roadmap
from schools.enums import ImportStatus
from schools.models import Organisation, StaffImport
from schools.papers.enums import JobStatus
from schools.papers.models import Document, Job
from schools.russian import date_words
from schools.years import AcademicYear
from tests.mentoring.home.test_proofs import roadmap
from tests.mentoring.home.test_survey_proofs import close, wave
from tests.mentoring.pairs.cast import consent, pair_in, propose
from tests.roadmaps.cast import in_force
from tests.world import YEAR, mentee, organisation, person, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
THIS_YEAR = AcademicYear(YEAR)


def told(waits: list[Wait]) -> list[tuple[int, str, str]]:
    return [(wait.number, wait.words, wait.button) for wait in waits]


def waits_of(user, place) -> list[Wait]:
    return curator_waits(user, place, THIS_YEAR, signers_of(place, YEAR, place.today(), user))


def path_of(user, place) -> list[Task]:
    return path_to_order(user, place, THIS_YEAR, signers_of(place, YEAR, place.today(), user))


def desk(slug: str) -> str:
    return reverse("home:desk", kwargs={"organisation": slug})


def signed(world) -> None:
    """Everybody's consents, so that only what a test speaks of is owed."""
    consent(world.boris_card, "processing", "mentor_duties")
    consent(world.sofya_card, "processing", "mentee_part")


def test_the_curator_is_told_of_consents_and_of_those_without_a_pair(world):
    assert told(waits_of(world.anna, world.school)) == [
        (2, "человека не подписали согласия", "Напечатать согласия"),
        (1, "наставляемый без пары", "Подобрать наставника"),
    ]


def test_the_curator_is_told_of_candidates_and_files_that_wait(world):
    signed(world)
    candidate = person(world.school, "Новая Инна Ивановна", "учитель")
    mentee(candidate, status=BankStatus.CANDIDATE)
    consent(candidate, "processing", "mentee_part")
    StaffImport.objects.create(organisation=world.school, filename="штат.xlsx", created_by=world.anna)
    StaffImport.objects.create(organisation=world.school, filename="старый.xlsx", status=ImportStatus.APPLIED)
    StaffImport.objects.create(organisation=world.foreign, filename="чужой.xlsx")
    assert told(waits_of(world.anna, world.school)) == [
        (1, "Файл «штат.xlsx» прочитан, но ещё не загружен в карточки", "Проверить и загрузить"),
        (1, "кандидат в наставляемые ждёт подтверждения", "Подтвердить"),
        (1, "наставляемый без пары", "Подобрать наставника"),
    ]


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (PairStatus.DRAFT, (1, "пара составлена и не передана руководителю", "Передать на решение")),
        (PairStatus.RETURNED, (1, "пара возвращена руководителем с замечанием", "Исправить")),
        (PairStatus.APPROVED, (1, "пара утверждена, приказа ещё нет", "Составить приказ")),
    ],
)
def test_each_state_of_a_pair_has_its_line(world, status, line):
    pair_in(world, status)
    assert line in told(waits_of(world.anna, world.school))


def test_an_approved_group_is_not_called_a_pair(world):
    group = pair_in(world, PairStatus.APPROVED)
    other = mentee(person(world.school, "Новая Инна Ивановна", "учитель"))
    Seat.objects.create(pair=group, mentee=other, mentor=group.mentor)
    approved = (1, "группа утверждена, приказа ещё нет", "Составить приказ")
    assert approved in told(waits_of(world.anna, world.school))
    Pair.objects.create(
        organisation=group.organisation, mentor=group.mentor, form=group.form, starts=group.starts, ends=group.ends,
        status=PairStatus.APPROVED,
    )  # fmt: skip
    both = (2, "пары и группы утверждены, приказа ещё нет", "Составить приказ")
    assert both in told(waits_of(world.anna, world.school))


def test_pairs_that_end_soon_and_drafts_of_orders(world):
    pair = pair_in(world, PairStatus.ORDERED)
    Pair.objects.filter(pk=pair.pk).update(ends=world.school.today() + timedelta(days=9))
    Document.objects.create(organisation=world.school, kind="pairs_order_teachers", title="О наставничестве")
    Document.objects.create(organisation=world.school, kind="consent_mentor", title="Лист")
    waits = waits_of(world.anna, world.school)
    lines = {wait.words: wait for wait in waits}
    assert lines["пара подходит к концу"].term == "первая заканчивается " + date_words(date(2026, 9, 23))
    drafts = [wait for wait in waits if "Черновик" in wait.words]
    assert told(drafts) == [(1, "Черновик приказа «О наставничестве» ждёт номера и подписи", "Проверить и издать")]


@pytest.mark.parametrize(
    ("starts", "term"),
    [
        (date(2026, 10, 1), f"срок — {date_words(date(2026, 10, 1))}: в этот день первая пара начинает работу"),
        (date(2026, 9, 14), "срок — сегодня: первая пара начинает работу"),
        (date(2026, 9, 1), f"срок вышел {date_words(date(2026, 9, 1))}: первая пара без приказа уже началась"),
    ],
)
def test_what_is_owed_before_the_order_has_the_term_of_the_first_pair(world, starts, term):
    untermed = {wait.term for wait in waits_of(world.anna, world.school) if wait.owed}
    assert untermed == {"нужны до издания приказа"}
    Pair.objects.filter(pk=pair_in(world, PairStatus.APPROVED).pk).update(starts=starts)
    lines = {wait.button: wait.term for wait in waits_of(world.anna, world.school) if wait.owed}
    assert lines == {"Напечатать согласия": term, "Составить приказ": term}


def test_pairs_of_a_waiting_draft_are_not_offered_another_order(world):
    waiting, free = pair_in(world, PairStatus.APPROVED), pair_in(world, PairStatus.APPROVED)
    draft = Document.objects.create(
        organisation=world.school, kind="pairs_order_teachers", title="О парах", data={"pairs": [waiting.pk]}
    )
    lines = told(waits_of(world.anna, world.school))
    assert [line for line in lines if "приказ" in line[1]] == [
        (1, "пара утверждена, приказа ещё нет", "Составить приказ"),
        (1, "Черновик приказа «О парах» ждёт номера и подписи", "Проверить и издать"),
    ]
    Document.objects.filter(pk=draft.pk).update(data={"pairs": [waiting.pk, free.pk]})
    assert "Составить приказ" not in [button for _, _, button in told(waits_of(world.anna, world.school))]


def test_sheets_are_read_once_for_the_desk(world, enter, monkeypatch):
    """The proof that all consents are collected stands on the same sheets."""
    in_force(roadmap(world.school, MeasureCode.CONSENTS_COLLECTED))
    asked = []
    for place in ("selectors.desk", "selectors.facts"):
        monkeypatch.setattr(f"mentoring.home.{place}.signers_of", lambda *args: asked.append(args) or signers_of(*args))
    client = enter(world.anna)
    assert client.get(desk("lesnaya")).context["proofs"] == []
    assert len(asked) == 1
    signed(world)
    assert [proof.words for _, proof in client.get(desk("lesnaya")).context["proofs"]] == [
        "согласия подписали все: 2 человека"
    ]
    assert len(asked) == 2


def test_proofs_share_what_they_read(world, django_assert_num_queries):
    """Two surveys, both banks, a bank and the sheets: the banks once, the closed surveys once with their counts."""
    codes = (
        MeasureCode.MENTORS_CONFIRMED,
        MeasureCode.MENTEES_CONFIRMED,
        MeasureCode.NEEDS_SURVEYED,
        MeasureCode.READINESS_SURVEYED,
        MeasureCode.INTERIM_SURVEYED,
        MeasureCode.CONSENTS_COLLECTED,
    )
    in_force(plan := roadmap(world.school, *codes))
    Roadmap.objects.filter(pk=plan.pk).update(pattern="teachers")
    for purpose in (Purpose.REQUEST, Purpose.READINESS):
        close(wave(world, purpose))
    signers = signers_of(world.school, YEAR, world.school.today(), world.anna)
    occasions = list(open_coded(world.anna, world.school, THIS_YEAR))
    # Banks of mentors and of mentees, closed surveys, answers, whom they asked.
    with django_assert_num_queries(5):
        proved = proved_occasions(occasions, world.school, (THIS_YEAR, signers))
    assert [occasion.measure.code for occasion, _ in proved] == list(codes[:4])


def test_what_the_curator_still_writes_is_not_offered_to_be_issued(world):
    rows = (
        ("pairs_change", "Об изменении", {}, 2),
        ("notice_end", "Уведомление", {"pairs": [1], "handed": "2026-09-14", "last_day": "2026-09-30"}, 1),
        ("notice_end", "Уведомление о паре", {"pairs": [1], "handed": "2026-09-14", "last_day": "2026-09-30"}, 2),
        ("order_cancel", "Об отмене", {"reason": ""}, 2),
    )
    for kind, title, data, version in rows:
        Document.objects.create(organisation=world.school, kind=kind, title=title, data=data, version=version)
    assert {(wait.words, wait.button) for wait in head_waits(world.gleb, world.school)} == {
        ("Проект приказа «Об изменении»: куратор ещё пишет", "Прочитать"),
        ("Проект документа «Уведомление»: куратор ещё пишет", "Прочитать"),
        ("Проект документа «Уведомление о паре» готовится к изданию", "Прочитать и издать"),
        ("Проект документа «Об отмене»: куратор ещё пишет", "Прочитать"),
    }


def test_what_is_foreign_waits_for_nobody_here(world):
    Document.objects.create(organisation=world.foreign, kind="pairs_order_teachers", title="Чужой")
    mentee(person(world.foreign, "Чужая Инна Ивановна", "учитель"), status=BankStatus.CANDIDATE)
    signed(world)
    assert told(waits_of(world.anna, world.school)) == [(1, "наставляемый без пары", "Подобрать наставника")]


def test_an_empty_organisation_is_led_step_by_step(world):
    empty = organisation("novaya", "МБОУ «Новая СОШ»", world.office)
    Organisation.objects.filter(pk=empty.pk).update(place="")
    empty.refresh_from_db()
    keeper = user("keeper", "Ветка Ия Ильинична", curator=empty)
    tasks = path_of(keeper, empty)
    assert [(task.words, task.done) for task in tasks] == [
        ("Заполнить бланк", False),
        ("Загрузить сотрудников", False),
        ("Записать руководителя", False),
        ("Собрать банки наставников и наставляемых", False),
        ("Собрать согласия", False),
        ("Составить пары", False),
        ("Получить решение руководителя", False),
        ("Издать приказ", False),
    ]
    assert tasks[0].hint == "Не хватает: место составления."


def test_the_way_is_marked_as_it_is_walked_and_vanishes_at_the_end(world):
    done = [task.done for task in path_of(world.anna, world.school)]
    assert done == [True, True, True, True, False, False, False, False]
    signed(world)
    pair = pair_in(world, PairStatus.APPROVED)
    done = [task.done for task in path_of(world.anna, world.school)]
    assert done == [True, True, True, True, True, True, True, False]
    pair.seats.update(is_living=False)
    pair_in(world, PairStatus.ORDERED)
    assert path_of(world.anna, world.school) == []


def test_every_role_opens_its_own_desk(world, enter):
    shown = {
        "anna": ("lesnaya", "Путь к приказу"),
        "gleb": ("lesnaya", "Куратор собирает банки: 1 наставник и 1 наставляемый."),
        "boris": ("lesnaya", "Подпишите 2 согласия"),
        "oleg": ("ozerny", "Приказа о парах 2026/27 учебного года ещё нет у 4 организаций из 4"),
        "klara": ("dalnyaya", "С чего начать"),
    }
    for who, (slug, words) in shown.items():
        html = enter(getattr(world, who)).get(desk(slug)).content.decode()
        assert words in " ".join(html.replace("&nbsp;", " ").replace("\xa0", " ").split()), who


def test_every_button_of_the_desk_leads_somewhere(world, enter):
    for status in (PairStatus.DRAFT, PairStatus.SUBMITTED, PairStatus.RETURNED, PairStatus.APPROVED):
        card = person(world.school, f"Гость {status.capitalize()} Иванович", "учитель")
        propose_in(world, mentee(card), status)
    StaffImport.objects.create(organisation=world.school, filename="штат.xlsx", created_by=world.anna)
    for who in ("anna", "gleb"):
        client = enter(getattr(world, who))
        page = client.get(desk("lesnaya"))
        waits = page.context["waits"] + list(page.context.get("tasks", []))
        assert waits
        for wait in waits:
            if "import" not in wait.url or "new" in wait.url:
                assert client.get(wait.url).status_code == 200, wait.url


def propose_in(world, entry: Mentee, status: str) -> None:
    world.mentor.capacity = 9
    world.mentor.save()
    pair = propose(world, mentees=[entry])
    Pair.objects.filter(pk=pair.pk).update(status=status, submitted_at=timezone.now())


def test_a_finished_job_waits_for_its_starter_until_seen(world, enter):
    job = Job.objects.create(
        organisation=world.school, user=world.anna, kind="x", title="Согласия", status=JobStatus.DONE
    )
    assert "Согласия: готово" in enter(world.anna).get(desk("lesnaya")).content.decode()
    assert "Согласия: готово" not in enter(world.gleb).get(desk("lesnaya")).content.decode()
    Job.objects.filter(pk=job.pk).update(seen_at=timezone.now())
    assert "Согласия: готово" not in enter(world.anna).get(desk("lesnaya")).content.decode()


def test_a_participant_sees_the_own_pair_and_nobody_elses(world, enter):
    signed(world)
    pair_in(world, PairStatus.ORDERED)
    own = propose(world)
    assert "Заяц" not in enter(world.sofya).get(desk("lesnaya")).content.decode()
    Pair.objects.filter(pk=own.pk).update(status=PairStatus.APPROVED)
    html = enter(world.sofya).get(desk("lesnaya")).content.decode()
    assert "Заяц Борис Фомич" in html
    assert "ваш наставник" in html
    loner = user("loner", "Один Ян Янович", participant=world.school)
    assert "Заяц" not in enter(loner).get(desk("lesnaya")).content.decode()


def test_the_curators_desk_costs_the_same_for_a_small_school_and_a_large_one(world, enter):
    client = enter(world.anna)
    client.get(desk("lesnaya"))
    with CaptureQueriesContext(connection) as few:
        client.get(desk("lesnaya"))
    for number in range(8):
        mentee(person(world.school, f"Ещё Один {number}", "учитель"))
    with CaptureQueriesContext(connection) as many:
        client.get(desk("lesnaya"))
    assert len(many) == len(few)
