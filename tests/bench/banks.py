"""The page of a bank with 1,000 people in it against the same page with 50: the same queries, hardly more time."""

import time
from statistics import median

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

SMALL, LARGE = 50, 1_000
HOST = "testserver"


class _Rollback(Exception):
    pass


def bank_page(runs: int = 15) -> tuple[float, float]:
    """(large, small) in seconds of this process: medians of interleaved runs over both banks. Leaves nothing in the database."""
    times: dict[str, list[float]] = {"bench-large": [], "bench-small": []}
    hosts = [*settings.ALLOWED_HOSTS, HOST]
    try:
        with override_settings(ALLOWED_HOSTS=hosts, SECURE_SSL_REDIRECT=False), transaction.atomic():
            clients = {"bench-large": _school("bench-large", LARGE), "bench-small": _school("bench-small", SMALL)}
            pages = ("mentors", "mentees")
            queries = {slug: [_queries(clients[slug], slug, page) for page in pages] for slug in clients}
            assert queries["bench-large"] == queries["bench-small"], f"запросов не поровну: {queries}"
            for _ in range(runs):
                for slug, client in clients.items():
                    started = time.process_time()
                    for page in pages:
                        assert client.get(f"/o/{slug}/{page}/").status_code == 200
                    times[slug].append((time.process_time() - started) / len(pages))
            raise _Rollback
    except _Rollback:
        pass
    return median(times["bench-large"]), median(times["bench-small"])


def _queries(client: Client, slug: str, page: str) -> int:
    client.get(f"/o/{slug}/{page}/")  # the first visit settles the session
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/o/{slug}/{page}/")
    return len(captured)


def _school(slug: str, number: int) -> Client:
    """A school with as many mentors and mentees, each with a post and two topics; its curator, signed in."""
    from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentorStrength, Topic
    from schools.enums import Role
    from schools.models import Employment, Membership, Organisation, Person

    place = Organisation.objects.create(slug=slug, full_name=slug, short_name=slug)
    curator = get_user_model().objects.create_user(slug)
    Membership.objects.create(user=curator, organisation=place, role=Role.CURATOR)
    people = []
    for index in range(number):
        card = Person(organisation=place, surname=f"Мельник{index:04}", name="Таисия", patronymic="Львовна")
        card.set_keys("учитель физики", "физика")
        people.append(card)
    Person.objects.bulk_create(people)
    Employment.objects.bulk_create(
        Employment(person=card, post="учитель физики", subjects=["физика"]) for card in people
    )
    year, day = place.current_year().begins, place.today()
    entry = {"organisation": place, "year": year, "entered_on": day}
    mentors = Mentor.objects.bulk_create(Mentor(person=card, **entry) for card in people)
    mentees = Mentee.objects.bulk_create(Mentee(person=card, **entry) for card in people)
    topics = list(Topic.objects.filter(organisation=None)[:2])
    MentorStrength.objects.bulk_create(MentorStrength(mentor=one, topic=topic) for one in mentors for topic in topics)
    MenteeRequest.objects.bulk_create(MenteeRequest(mentee=one, topic=topic) for one in mentees for topic in topics)
    client = Client(SERVER_NAME=HOST)
    client.force_login(curator)
    return client


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    large, small = bank_page()
    print(f"{large:.4f} / {small:.4f} = {large / small:.2f}×")
