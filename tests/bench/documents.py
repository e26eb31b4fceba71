"""The list of documents with 5,000 papers in it against the same list with 50: the same queries, hardly more time."""

import time
from datetime import date, timedelta
from statistics import median

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

SMALL, LARGE = 50, 5_000
HOST = "testserver"
# As people open it: the latest first, by number, what has not come back.
PAGES = ("", "?sort=number", "?returned=no")


class _Rollback(Exception):
    pass


def document_list(runs: int = 9) -> tuple[float, float]:
    """(large, small) in seconds of this process: medians of interleaved runs. Leaves nothing in the database."""
    times: dict[str, list[float]] = {"bench-large": [], "bench-small": []}
    hosts = [*settings.ALLOWED_HOSTS, HOST]
    try:
        with override_settings(ALLOWED_HOSTS=hosts, SECURE_SSL_REDIRECT=False), transaction.atomic():
            clients = {"bench-large": school("bench-large", LARGE), "bench-small": school("bench-small", SMALL)}
            asked = {slug: [queries(client, slug, page) for page in PAGES] for slug, client in clients.items()}
            assert asked["bench-large"] == asked["bench-small"], f"запросов не поровну: {asked}"
            for _ in range(runs):
                for slug, client in clients.items():
                    started = time.process_time()
                    for page in PAGES:
                        assert client.get(f"/o/{slug}/documents/{page}").status_code == 200
                    times[slug].append((time.process_time() - started) / len(PAGES))
            raise _Rollback
    except _Rollback:
        pass
    return median(times["bench-large"]), median(times["bench-small"])


def queries(client: Client, slug: str, page: str) -> int:
    client.get(f"/o/{slug}/documents/{page}")  # the first visit settles the session
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/o/{slug}/documents/{page}")
    return len(captured)


def school(slug: str, number: int) -> Client:
    """A school with as many issued papers over the last two years, every tenth changing another; its curator, signed in."""
    from schools.enums import Role
    from schools.models import Membership, Organisation
    from schools.papers.models import Document
    from schools.papers.numbers import number_sort
    from schools.papers.services.numbering import register_of

    place = Organisation.objects.create(slug=slug, full_name=slug, short_name=slug)
    curator = get_user_model().objects.create_user(slug)
    Membership.objects.create(user=curator, organisation=place, role=Role.CURATOR)
    register, first = register_of(place), date(2025, 1, 1)
    papers = []
    for index in range(number):
        day = first + timedelta(days=index * 700 // number)
        title = f"О наставнических парах {index}"
        papers.append(
            Document(
                organisation=place,
                kind="order",
                status="issued",
                title=title,
                register=register,
                number=str(index + 1),
                number_key=str(index + 1),
                number_sort=number_sort(str(index + 1)),
                date=day,
                year=day.year,
                blocks=[{"kind": "paragraph", "text": "Закрепить наставников. " * 200}],
                content_hash="0" * 64,
                search_text=f"{title} {index + 1}".lower(),
            )
        )
    made = Document.objects.bulk_create(papers, batch_size=500)
    for index in range(9, number, 10):
        made[index].changes = made[index - 9]
    Document.objects.bulk_update([made[index] for index in range(9, number, 10)], ["changes"], batch_size=200)
    client = Client()
    client.force_login(curator)
    return client
