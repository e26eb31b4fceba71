from datetime import UTC, datetime

import pytest
from django.urls import reverse

from schools.journal.models import Entry
from schools.journal.reading import Change, changes_of
from schools.journal.selectors import folded, history_of
from schools.journal.services import prepare, record

pytestmark = pytest.mark.django_db


def test_changes_are_told_in_words(world):
    entry = record(
        "изменено",
        world.mentor,
        organisation=world.school,
        user=world.anna,
        before={"status": "candidate", "confirmed_on": None, "capacity": 2, "note": "", "своё": ["2026-09-05"]},
        after={"status": "confirmed", "confirmed_on": "2026-09-05", "capacity": 2, "note": "да", "своё": [True]},
    )
    assert changes_of(entry) == [
        Change("состояние", "кандидат", "подтверждён"),
        Change("подтверждён", "—", "05.09.2026"),
        Change("примечание", "—", "да"),
        Change("своё", "05.09.2026", "да"),
    ]


def test_a_subject_whose_table_is_gone_is_still_read(world):
    entry = Entry(subject_type="gone.thing", before={"x": {"y": 1}}, after={"x": "2026-13-45"})
    assert changes_of(entry) == [Change("x", "y: 1", "2026-13-45")]


@pytest.fixture
def entries(world):
    first = record("первое", world.school, organisation=world.school, user=world.anna, reason="так надо")
    second = record("второе", world.school, organisation=world.school, user=world.gleb, on_behalf="руководитель")
    foreign = record("чужое", world.foreign, organisation=world.foreign, user=world.vera)
    Entry.objects.filter(pk=first.pk).update(at=datetime(2026, 9, 1, 17, 30, tzinfo=UTC))
    return first, second, foreign


def deeds(response) -> list[str]:
    return [entry.deed for entry in response.context["page_obj"]]


def test_the_journal_is_read_filtered_and_taken_away(world, enter, entries):
    client = enter(world.gleb)
    address = reverse("schools:journal", kwargs={"organisation": "lesnaya"})
    page = client.get(address)
    assert deeds(page) == ["второе", "первое"]
    html = page.content.decode()
    assert "Причина: так надо" in html
    assert "Ветров Глеб Ильич, руководитель" in html
    # Irkutsk, where it is already the second of September.
    assert "02.09.2026 01:30" in html
    assert deeds(client.get(address, {"user": world.anna.pk})) == ["первое"]
    assert deeds(client.get(address, {"deed": "второе"})) == ["второе"]
    assert deeds(client.get(address, {"until": "2026-09-02"})) == ["первое"]
    assert deeds(client.get(address, {"until": "2026-09-01"})) == []
    book = client.get(address, {"format": "xlsx", "deed": "первое"})
    assert book["Content-Type"].endswith("sheet")


def test_strangers_are_not_offered_as_authors(world, enter, entries):
    address = reverse("schools:journal", kwargs={"organisation": "lesnaya"})
    shown = enter(world.anna).get(address)
    html = shown.content.decode()
    assert (shown.status_code, deeds(shown)) == (200, ["второе", "первое"])
    assert "Полева" not in html
    assert "чужое" not in html
    asked = enter(world.anna).get(address, {"user": world.vera.pk})
    assert asked.status_code == 200
    assert "чужое" not in asked.content.decode()


def test_pages_of_the_journal_cost_the_same(world, enter):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("schools:journal", kwargs={"organisation": "lesnaya"})
    client = enter(world.anna)
    record("одно", world.school, organisation=world.school, user=world.anna)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(60):
        record("ещё", world.school, organisation=world.school, user=world.gleb)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_digest_speaks_of_who_and_where_too(world):
    said = {
        prepare("дело", world.school, organisation=place, user=who, on_behalf=behalf).digest
        for place, who, behalf in (
            (world.school, world.anna, ""),
            (world.school, world.gleb, ""),
            (world.foreign, world.anna, ""),
            (world.school, world.anna, "куратор"),
            (None, None, ""),
        )
    }
    assert len(said) == 5


def test_the_same_deed_of_one_hand_in_a_row_is_one_line(world):
    def done(deed: str, who=world.anna, **more) -> None:
        record(deed, world.school, organisation=world.school, user=who, **more)

    done("создан черновик")
    for _ in range(3):
        done("изменён черновик")
    done("изменён черновик", world.gleb)
    done("изменён черновик", reason="по замечанию")
    done("изменён черновик")
    lines = folded(history_of(world.anna, world.school))
    assert [(line.deed, line.user, line.reason, line.times) for line in lines] == [
        ("изменён черновик", world.anna, "", 1),
        ("изменён черновик", world.anna, "по замечанию", 1),
        ("изменён черновик", world.gleb, "", 1),
        ("изменён черновик", world.anna, "", 3),
        ("создан черновик", world.anna, "", 1),
    ]
    assert lines[3].since < lines[3].at
