"""«Что ждёт меня» of a curator against the list of people of the same school: the first page of the day is no heavier than its
work asks for. The number of queries is held here too.

The school has a hundred mentors and a hundred mentees with their sheets, and an approved plan whose measures the product tries
to prove.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .plans import _by_turns, _for_a_while, _get, _queries, _signed_in

SIDE = 100
# Of the desk of a curator who keeps all of it.
QUERIES_OF_THE_DESK = 52


def curators_desk(runs: int = 11) -> tuple[float, float]:
    """(desk, list of people) in seconds of this process; medians of interleaved runs."""
    with _for_a_while():
        client = _school("bench-desk")
        desk, people = "/o/bench-desk/", "/o/bench-desk/people/"
        _get(client, people)
        asked = _queries(client, desk)
        assert asked <= QUERIES_OF_THE_DESK, (
            f"запросов {asked}, а не больше {QUERIES_OF_THE_DESK}: {_told(client, desk)}"
        )
        return _by_turns(lambda: _get(client, desk), lambda: _get(client, people), runs)
    raise AssertionError


def _told(client: Client, address: str) -> str:
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return "\n".join(row["sql"][:160] for row in captured)


def _school(slug: str) -> Client:
    from mentoring.banks.enums import BankStatus
    from mentoring.banks.models import Mentee, Mentor
    from mentoring.consents.enums import ConsentStatus, Purpose
    from mentoring.consents.models import Consent
    from roadmaps.enums import RoadmapStatus
    from roadmaps.models import Roadmap, RoadmapVersion
    from roadmaps.patterns import all_patterns
    from roadmaps.services.laying import lay_out
    from schools.enums import Role
    from schools.models import Employment, Organisation, Person, User
    from schools.papers.services.documents import enter_elsewhere

    place = Organisation.objects.create(slug=slug, full_name=slug, short_name=slug)
    client = _signed_in(slug, place, Role.CURATOR)
    curator = User.objects.get(username=slug)
    year, day = place.current_year(), place.today()
    people = []
    for number in range(2 * SIDE):
        card = Person(organisation=place, surname=f"Мельник{number:04}", name="Таисия", patronymic="Львовна")
        card.set_keys("учитель физики", "физика")
        people.append(card)
    Person.objects.bulk_create(people)
    Employment.objects.bulk_create(Employment(person=card, post="учитель физики") for card in people)
    entry = {
        "organisation": place,
        "year": year.begins,
        "entered_on": day,
        "confirmed_on": day,
        "status": BankStatus.CONFIRMED,
    }
    Mentor.objects.bulk_create(Mentor(person=card, **entry) for card in people[:SIDE])
    Mentee.objects.bulk_create(Mentee(person=card, **entry) for card in people[SIDE:])
    Consent.objects.bulk_create(
        Consent(
            organisation=place,
            person=card,
            purpose=purpose,
            status=ConsentStatus.SIGNED,
            prepared_on=day,
            signed_on=day,
        )
        for number, card in enumerate(people)
        for purpose in (Purpose.PROCESSING, Purpose.MENTOR_DUTIES if number < SIDE else Purpose.MENTEE_PART)
    )
    pattern = all_patterns()["teachers"]
    plan = lay_out(
        pattern.build(place, year), place, begins=year.begins, years=pattern.years, by=curator, pattern="teachers"
    )
    paper = enter_elsewhere(place, "order", "О плане", "3", day, by=curator)
    version = RoadmapVersion.objects.create(roadmap=plan, number=1, document=paper, approved_on=day)
    Roadmap.objects.filter(pk=plan.pk).update(status=RoadmapStatus.APPROVED, approved=version)
    return client
