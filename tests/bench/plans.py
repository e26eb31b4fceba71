"""Pages of roadmaps: a plan of 150 measures against one of 15, the municipal table of 200 schools against one of 100.

Both sides are fetched by turns through the whole product, from the address to the last byte. The number of queries is held
here too: a page that asks for more when there is more on it is no figure at all.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

HOST = "testserver"
SMALL, LARGE, STAGES = 15, 150, 12
SCHOOLS, MORE_SCHOOLS, MEASURES = 100, 200, 60
QUERIES_OF_THE_TABLE = 8
MONTHS = ("сентябрь", "октябрь", "ноябрь – декабрь", "март", "в течение учебного года")


class _Rollback(Exception):
    pass


@contextmanager
def _for_a_while() -> Iterator[None]:
    """Leaves nothing in the database."""
    hosts = [*settings.ALLOWED_HOSTS, HOST]
    try:
        with override_settings(ALLOWED_HOSTS=hosts, SECURE_SSL_REDIRECT=False), transaction.atomic():
            yield
            raise _Rollback
    except _Rollback:
        pass


def plan_page(runs: int = 11) -> tuple[float, float]:
    """(150 measures, 15 measures) in seconds of this process: the curator's page of the plan; medians of interleaved runs."""
    with _for_a_while():
        large, small = (_plan(f"bench-{number}", number) for number in (LARGE, SMALL))
        queries = [_queries(*page) for page in (large, small)]
        assert queries[0] == queries[1], f"запросов не поровну: {queries}"
        return _by_turns(lambda: _get(*large), lambda: _get(*small), runs)
    raise AssertionError


def handed_table(runs: int = 5) -> tuple[float, float]:
    """(200 schools, 100 schools) in seconds of this process: the coordinator's table of 60 measures; at most 8 queries."""
    with _for_a_while():
        large, small = (_municipality(f"bench-{number}", number) for number in (MORE_SCHOOLS, SCHOOLS))
        queries = [_queries(*page) for page in (large, small)]
        assert queries[0] == queries[1] <= QUERIES_OF_THE_TABLE, f"запросов больше, чем можно: {queries}"
        return _by_turns(lambda: _get(*large), lambda: _get(*small), runs)
    raise AssertionError


def _by_turns(large: Callable[[], object], small: Callable[[], object], runs: int) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for run, taken in zip((large, small), times, strict=True):
            gc.collect()  # nobody pays for what the other left behind
            started = time.process_time()
            run()
            taken.append(time.process_time() - started)
    return median(times[0]), median(times[1])


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, response.status_code


def _queries(client: Client, address: str) -> int:
    _get(client, address)  # the first visit settles the session
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return len(captured)


def _signed_in(slug: str, place, role: str) -> Client:
    from schools.models import Membership

    account = get_user_model().objects.create_user(slug)
    Membership.objects.create(user=account, organisation=place, role=role)
    client = Client(SERVER_NAME=HOST)
    client.force_login(account)
    return client


def _words(number: int, stages: int):
    """A plan of as many measures in five columns, evenly over the stages, as a school writes it."""
    from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead, StageRead

    read = RoadmapRead(title=f"Дорожная карта на {number} мероприятий")
    headings = {
        "№": "number",
        "Мероприятие": "title",
        "Содержание": "content",
        "Сроки": "due",
        "Ответственные": "responsible",
        "Результат": "result",
    }
    read.columns = [ColumnRead(heading, role) for heading, role in headings.items()]
    read.stages = [
        StageRead(f"s{place}", str(place + 1), f"Этап наставничества {place + 1}") for place in range(stages)
    ]
    for place in range(number):
        measures = read.stages[place * stages // number].measures
        measures.append(
            MeasureRead(
                key=f"m{place}",
                number=str(place + 1),
                title=f"Работа с парами, часть {place + 1}",
                content="Провести занятие с наставниками и обсудить его итоги:\n- открытые уроки\n- взаимные посещения",
                due_text=MONTHS[place % len(MONTHS)],
                responsible_text="Мельник Т. Л., куратор",
                expected_result="Протокол заседания, записи о встречах",
                row=place + 1,
            )
        )
    return read


def _plan(slug: str, number: int) -> tuple[Client, str]:
    """A school with a plan of as many measures, a third of them ticked off and one person named in each; its curator."""
    from roadmaps.enums import MeasureStatus
    from roadmaps.models import Occasion
    from roadmaps.services.laying import lay_out
    from schools.enums import Role
    from schools.models import Employment, Organisation, Person

    place = Organisation.objects.create(slug=slug, full_name=slug, short_name=slug)
    client = _signed_in(slug, place, Role.CURATOR)
    card = Person(organisation=place, surname="Мельник", name="Таисия", patronymic="Львовна")
    card.set_keys("методист", "")
    card.save()
    Employment.objects.create(person=card, post="методист")
    stages = max(1, STAGES * number // LARGE)
    roadmap = lay_out(_words(number, stages), place, begins=place.current_year().begins, years=1, by=None)
    rows = list(Occasion.objects.filter(measure__roadmap=roadmap).values_list("pk", flat=True))
    Occasion.objects.filter(pk__in=rows[::3]).update(status=MeasureStatus.DONE, done_on=place.today())
    return client, f"/o/{slug}/roadmaps/{roadmap.pk}/"


def _municipality(slug: str, schools: int) -> tuple[Client, str]:
    """An office that has handed its sixty measures down to as many schools; every state occurs. Its coordinator."""
    from roadmaps.enums import MeasureStatus
    from roadmaps.models import Measure, Occasion, Roadmap, Stage
    from roadmaps.services.laying import lay_out
    from schools.enums import OrganisationKind, Role
    from schools.models import Organisation

    office = Organisation.objects.create(
        slug=slug, full_name=slug, short_name=slug, kind=OrganisationKind.MUNICIPAL_OFFICE
    )
    client = _signed_in(slug, office, Role.COORDINATOR)
    year, today = office.current_year().begins, office.today()
    plan = lay_out(_words(MEASURES, 3), office, begins=year, years=1, by=None)
    measures = list(plan.measures.order_by("position"))
    places = Organisation.objects.bulk_create(
        Organisation(slug=f"{slug}-{number}", parent=office, full_name=f"{number}", short_name=f"СОШ № {number}")
        for number in range(schools)
    )
    plans = Roadmap.objects.bulk_create(
        Roadmap(organisation=place, title="Дорожная карта", begins=year, columns=plan.columns) for place in places
    )
    stages = Stage.objects.bulk_create(Stage(roadmap=one, position=1, title="Подготовка") for one in plans)
    handed = Measure.objects.bulk_create(
        Measure(roadmap=stage.roadmap, stage=stage, position=place, title=measure.title, handed_from=measure)
        for stage in stages
        for place, measure in enumerate(measures, 1)
    )
    states = list(MeasureStatus)
    Occasion.objects.bulk_create(
        Occasion(
            measure=one,
            year=year,
            spans=[[today.isoformat(), today.isoformat()]],
            starts=today,
            ends=today,
            status=(state := states[place % len(states)]),
            done_on=today if state == MeasureStatus.DONE else None,
            reason="перенесено" if state == MeasureStatus.NOT_HELD else "",
        )
        for place, one in enumerate(handed)
    )
    return client, f"/o/{slug}/roadmaps/{plan.pk}/handed/"
