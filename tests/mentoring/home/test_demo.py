"""The demo lays itself out through the services: always the same, each role with something waiting, nobody real."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.banks.models import Mentee, Mentor
from mentoring.consents.models import Consent
from mentoring.documents.services.roadmaps import approve_roadmap
from mentoring.home.demo import cast, logins
from mentoring.home.demo.story import lay_out
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.surveys.enums import Mode, WaveStatus
from mentoring.surveys.models import Answer, Wave
from mentoring.surveys.selectors.waves import counts_of
from roadmaps.enums import EvidenceKind, MeasureStatus, RoadmapStatus
from roadmaps.models import Evidence, Occasion, Responsible, Roadmap
from roadmaps.selectors.due import DueList, due_in
from roadmaps.selectors.handed import handed_table
from schools.enums import Role
from schools.models import Employment, Headship, Membership, Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import faults_of
from schools.russian import Case, Name, decline_name, decline_post
from schools.selectors.headship import signer_on

pytestmark = pytest.mark.django_db


@contextmanager
def laid_out() -> Iterator[None]:
    """The whole demo, and then as if it had never been."""
    with transaction.atomic():
        lay_out()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker) -> Iterator[list[dict]]:
    """Laid out twice for this file, one run after the other; both stories. The tests only read the second run."""
    with django_db_blocker.unblock():
        with laid_out():
            first = story()
        with laid_out():
            yield [first, story()]


def story() -> dict[str, list]:
    """Everything that a visitor sees, without keys, clocks and tokens."""
    return {
        "people": sorted(Person.objects.values_list("organisation__slug", "name_key", "gender", "birth_date", "phone")),
        "posts": sorted(Employment.objects.values_list("person__name_key", "post", "subjects")),
        "roles": sorted(Membership.objects.values_list("organisation__slug", "user__username", "role")),
        "mentors": sorted(Mentor.objects.values_list("person__name_key", "status", "capacity", "load")),
        "mentees": sorted(Mentee.objects.values_list("person__name_key", "status")),
        "pairs": sorted((str(pair), pair.status, pair.starts, pair.ends, pair.reason) for pair in Pair.objects.all()),
        "consents": sorted(Consent.objects.values_list("person__name_key", "purpose", "status", "signed_on")),
        "documents": sorted(
            Document.objects.values_list(
                "organisation__slug", "kind", "title", "number", "date", "status", "content_hash"
            )
        ),
        "plans": sorted(Roadmap.objects.values_list("organisation__slug", "title", "status", "approved__approved_on")),
        "measures": [
            (str(one), one.status, one.starts, one.ends, one.done_on, one.reason, one.comment)
            for one in Occasion.objects.select_related("measure").order_by(
                "measure__roadmap__organisation__slug", "measure__position"
            )
        ],
        "waves": sorted(
            Wave.objects.values_list("organisation__slug", "title", "mode", "status", "opens_on", "closes_on")
        ),
        "answers": sorted(
            Answer.objects.values_list(
                "reply__wave__title", "reply__part__side", "item", "row", "choice", "text", "number"
            ),
            key=str,
        ),
        "evidence": sorted(Evidence.objects.values_list("kind", "text", "url", "document__number", "file__name")),
    }


def test_two_runs_tell_the_same_story(demo):
    """The first run is undone for as long as the second lives; both stand in one empty database."""
    [first, second] = demo
    assert second == first


def test_logins_are_those_that_are_printed():
    for login, words, slug in logins.LOGINS:
        account = User.objects.get(username=login)
        assert account.check_password(cast.PASSWORD), login
        if login == "admin":
            assert account.is_superuser
            continue
        given = words.split(",")[0]
        assert given in account.full_name
        assert Membership.objects.filter(user=account, organisation__slug=slug).exists(), login
    assert User.objects.count() == len(logins.LOGINS)
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)


def desk_of(login: str, slug: str):
    client = Client()
    client.force_login(User.objects.get(username=login))
    response = client.get(reverse("home:desk", args=[slug]))
    assert response.status_code == 200, login
    return response.context


def waiting(login: str, slug: str) -> list[tuple[int, str]]:
    return [(wait.number, wait.button) for wait in desk_of(login, slug)["waits"]]


def test_curator_of_the_school_finds_a_bit_of_everything():
    soon = len(due_of("kedrovaya").soon)
    assert waiting("kurator", "kedrovaya") == [
        (1, "Разобраться"),
        (21, "Напечатать согласия"),
        (1, "Показать"),  # a girl of eighteen
        (1, "Исправить"),
        (1, "Составить приказ"),  # on a pair of pupils
        (3, "Составить"),
        (4, "Показать"),
        (1, "Прочитать"),
        (1, "Посмотреть"),
        (1, "Проверить и загрузить"),
        (2, "Подтвердить"),
        (4, "Подобрать наставника"),
        (1, "Передать на решение"),
        (1, "Собрать на подпись"),
        (2, "Сверить и записать"),
        (1, "Кого нет"),
        (soon, "Показать"),
        (7, "Посмотреть, кто"),
    ]
    assert soon >= 1
    assert desk_of("kurator", "kedrovaya")["with_head"] == 5


def due_of(slug: str) -> DueList:
    place = Organisation.objects.get(slug=slug)
    return due_in(place, place.current_year(), place.today())


def plan_of(slug: str) -> Roadmap:
    return Roadmap.objects.get(organisation__slug=slug)


def states_of(slug: str, **where) -> dict[str, str]:
    rows = Occasion.objects.filter(measure__roadmap__organisation__slug=slug, **where).select_related("measure")
    return {str(one.measure): one.status for one in rows}


def test_the_plan_of_the_school_is_approved_as_a_paper_and_lives():
    plan = plan_of("kedrovaya")
    assert plan.status == RoadmapStatus.APPROVED
    assert (plan.approved.number, plan.approved.document.status) == (1, DocumentStatus.ISSUED)
    own = Evidence.objects.filter(occasion__measure__roadmap=plan)
    assert set(own.values_list("kind", flat=True)) == set(EvidenceKind.values)
    assert "41-ОД" in own.filter(kind=EvidenceKind.DOCUMENT).values_list("document__number", flat=True)
    states = states_of("kedrovaya")
    assert set(states.values()) == set(MeasureStatus.values)
    assert states["Школа наставника"] == MeasureStatus.UNDER_WAY
    assert {str(item.occasion.measure) for item in due_of("kedrovaya").overdue} == {
        "Утверждение дорожной карты",
        "Запросы и затруднения",
        "Согласия",
        "Решение о парах",
    }


def test_curators_find_proofs_to_confirm():
    for login, slug, codes in (
        ("kurator", "kedrovaya", ["roadmap_approved", "mentees_confirmed"]),
        ("kurator-sad", "skazka", []),
    ):
        assert [occasion.measure.code for occasion, _ in desk_of(login, slug)["proofs"]] == codes, login


def test_surveys_run_wait_and_have_figures():
    waves = list(Wave.objects.select_related("organisation"))
    numbers = counts_of(waves)
    told = {(one.organisation.slug, one.title): (one.status, one.mode, numbers[one.pk].answered) for one in waves}
    assert told == {
        ("kedrovaya", "До начала: педагог — педагог"): (WaveStatus.CLOSED, Mode.NAMED, 6),
        ("kedrovaya", "Удовлетворённость: итоги прошлого года"): (WaveStatus.CLOSED, Mode.ANONYMOUS, 20),
        ("kedrovaya", "Пульс"): (WaveStatus.OPEN, Mode.CONFIDENTIAL, 5),
        ("kedrovaya", "Запрос педагогов"): (WaveStatus.OPEN, Mode.CONFIDENTIAL, 2),
        ("skazka", "Запрос воспитателей"): (WaveStatus.OPEN, Mode.CONFIDENTIAL, 1),
    }
    assert [wait for wait in waiting("direktor", "kedrovaya") if wait[1] == "Посмотреть итоги"] == [
        (20, "Посмотреть итоги"),
        (6, "Посмотреть итоги"),
    ]
    assert (1, "Сверить и записать") in waiting("kurator-sad", "skazka")


def test_the_mentor_answers_by_name_for_what_is_due_soon():
    assert waiting("nastavnik", "kedrovaya") == [(1, "Прочитать"), (1, "Отметить"), (1, "Ответить")]
    [own] = Responsible.objects.filter(person__user__username="nastavnik", by_hand=True)
    assert own.measure in [item.occasion.measure for item in due_of("kedrovaya").soon]


@pytest.mark.parametrize("login", ["zaveduyushchaya", "io-zaveduyushchego"])
def test_the_plan_of_the_kindergarten_waits_for_its_head(login):
    assert plan_of("skazka").status == RoadmapStatus.SUBMITTED
    assert (1, "Прочитать и утвердить") in waiting(login, "skazka")


def test_the_village_has_only_what_the_office_handed_down():
    assert set(plan_of("dalnyaya").measures.values_list("handed_from__roadmap", flat=True)) == {plan_of("ozerny").pk}
    assert states_of("dalnyaya") == {
        "Карта кадровых потребностей": MeasureStatus.DONE,
        "Документы организаций": MeasureStatus.PLANNED,
        "Приказы о парах": MeasureStatus.UNDER_WAY,
        "Итоговый мониторинг": MeasureStatus.NOT_HELD,
    }


def test_the_coordinator_sees_the_same_measures_in_different_states():
    office = Organisation.objects.get(slug="ozerny")
    table = handed_table(plan_of("ozerny"), office.current_year(), office.today())
    assert [column.handed for column in table.columns if column.handed] == [3, 3, 3, 3]
    orders = next(column for column in table.columns if str(column.measure) == "Приказы о парах")
    assert dict(orders.counts) == {MeasureStatus.DONE: 1, MeasureStatus.UNDER_WAY: 1, MeasureStatus.PLANNED: 1}


@pytest.mark.parametrize(
    ("login", "slug", "pairs"),
    [("direktor", "kedrovaya", 5), ("zaveduyushchaya", "skazka", 2), ("io-zaveduyushchego", "skazka", 2)],
)
def test_heads_find_pairs_to_decide_on(login, slug, pairs):
    assert (pairs, "Решить") in waiting(login, slug)


def test_the_village_head_finds_an_order_to_compose():
    assert (1, "Составить приказ") in waiting("direktor-selo", "dalnyaya")


def test_the_mentor_finds_his_pair_and_the_mentee_her_sheets_to_sign():
    mentor, mentee = desk_of("nastavnik", "kedrovaya"), desk_of("nastavlyaemaya", "kedrovaya")
    assert [(own.is_mentor, own.pair.status) for own in mentor["own"]] == [(True, PairStatus.ORDERED)]
    assert mentor["owes"] == []
    assert mentee["own"] == []
    assert sorted(line.purpose for line in mentee["owes"]) == ["mentee_part", "processing"]


def test_coordinator_sees_three_organisations_one_of_them_with_an_order():
    context = desk_of("koordinator", "ozerny")
    assert [row.order is not None for row in context["rows"]] == [False, True, False]


def test_the_school_is_of_the_size_promised():
    school = Organisation.objects.get(slug="kedrovaya")
    assert Person.objects.filter(organisation=school, employments__isnull=False).distinct().count() == 40
    assert Person.objects.filter(organisation=school, enrolments__isnull=False).distinct().count() == 30


def test_every_living_state_of_a_pair_is_there():
    states = set(Pair.objects.values_list("status", flat=True))
    assert states == set(PairStatus.values) - {PairStatus.ENDED, PairStatus.CANCELLED}


def test_the_cast_holds_the_hard_cases_of_the_grammar():
    def datives(*surnames: str) -> set[str]:
        people = Person.objects.filter(surname__in=surnames)
        return {decline_name(Name(one.surname, one.name, one.patronymic, one.gender), Case.DATV) for one in people}

    assert datives("Швец", "Черных", "Дурново", "Ким", "Абдуллаева") == {
        "Швец Ирине Львовне",
        "Черных Софье Павловне",
        "Дурново Петру Лукичу",
        "Ким Яне Руслановне",
        "Киму Артёму Руслановичу",
        "Абдуллаевой Гюльнаре Рашид кызы",
    }
    garden = Organisation.objects.get(slug="skazka")
    posts = {line.is_acting: line.post for line in Headship.objects.filter(organisation=garden)}
    assert posts == {False: "Заведующая", True: "И.о. заведующей"}
    assert decline_post("заведующая", Case.DATV) == "заведующей"
    assert signer_on(garden, garden.today()).post == "И.о. заведующей"


def test_issued_papers_are_whole_and_numbered_as_their_school_numbers():
    issued = Document.objects.exclude(status="draft").filter(register__isnull=False)
    assert sorted(issued.values_list("organisation__slug", "number")) == [
        ("kedrovaya", "12-ОД"),
        ("kedrovaya", "41-ОД"),
    ]
    for document in Document.objects.exclude(status="draft"):
        assert faults_of(document) == [], document


def test_nobody_can_be_reached_by_what_the_demo_shows():
    """Telephones of a range that is not given out, mail of the domain reserved for examples."""
    phones = {value for value in Person.objects.values_list("phone", flat=True) if value}
    phones |= {value for value in Organisation.objects.values_list("phone", flat=True) if value}
    assert {re.sub(r"\D", "", phone)[:7] for phone in phones} <= {"8900000", "7900000"}
    mails = {value for value in Person.objects.values_list("email", flat=True) if value}
    mails |= {value for value in Organisation.objects.values_list("email", flat=True) if value}
    mails |= {value for value in User.objects.values_list("email", flat=True) if value}
    assert {mail.rsplit(".", 1)[1] for mail in mails} == {"example"}


def test_nobody_stands_in_the_cast_twice():
    people = [row[0] for row in (*cast.SCHOOL_STAFF, *cast.KINDERGARTEN_STAFF, *cast.VILLAGE_STAFF)]
    people += [name for name, *_ in cast.PUPILS]
    assert len(people) == len(set(people))
    known = set(people)
    for line in (*cast.MENTORS, *cast.MENTEES):
        assert line.name in known


def test_production_never_becomes_a_demo(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError) as refusal:
        call_command("demo", no_serve=True)
    assert str(refusal.value) == "Это рабочая установка: показательные данные здесь не раскладывают."


def test_the_head_of_the_office_has_the_municipal_roadmap_to_approve():
    plan = Roadmap.objects.get(organisation__slug="ozerny")
    assert waiting("rukovoditel", "ozerny") == [(1, "Прочитать и утвердить")]
    client = Client()
    client.force_login(User.objects.get(username="koordinator"))
    page = client.get(reverse("roadmaps:roadmap_detail", args=["ozerny", plan.pk])).content.decode()
    assert "Утверждает Остроумова Галина Ефимовна." in page
    client.force_login(User.objects.get(username="rukovoditel"))
    page = client.get(reverse("documents:roadmap_approve", args=["ozerny", plan.pk])).content.decode()
    assert "Подписывает: Начальник управления образования" in page
    version = approve_roadmap(plan, User.objects.get(username="rukovoditel"), plan.organisation.today())
    assert (version.number, version.document.status) == (1, DocumentStatus.ISSUED)


def test_a_mother_of_two_and_her_son_sign_in():
    """The pages of a parent and of a pupil are shown with something on them."""
    children = desk_of("roditel", "kedrovaya")["children"]
    assert [(child.person.name, len(child.pairs), len(child.owes)) for child in children] == [
        ("Лев", 1, 0),
        ("Мира", 0, 2),
    ]
    son = desk_of("uchenik", "kedrovaya")
    assert [(own.is_mentor, own.pair.status, [one.name for one in own.others]) for own in son["own"]] == [
        (True, PairStatus.APPROVED, ["Марк"])
    ]
    assert son["owes"] == []


def test_the_first_page_of_the_curator_asks_little():
    """It is opened first every day: what it needs of the people is read once."""
    client = Client()
    client.force_login(User.objects.get(username="kurator"))
    address = reverse("home:desk", args=["kedrovaya"])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= 59
