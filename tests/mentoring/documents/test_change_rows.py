"""Rows of an order that changes another by its points: one is taken away by its button or by choosing nothing in it."""

import pytest
from django.urls import reverse

from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.samples.changes import change_of, row
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world) -> Document:
    """A change of an order from paper: two points are reworded."""
    base = enter_elsewhere(world.school, "order", "О кураторе", "3", TODAY, world.anna)
    changes = [row("point", "Первый.", number="1"), row("point", "Второй.", number="2")]
    return change_of(kinds_driver.school(world, 2), base, changes=changes)


def sent_from(client, url: str) -> dict[str, object]:
    form = client.get(url).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def address(draft: Document) -> str:
    return reverse("documents:paper_edit", args=[draft.organisation.slug, draft.pk])


def kept_after(client, draft: Document, **changed: str) -> list[dict[str, str]]:
    url = address(draft)
    assert client.post(url, sent_from(client, url) | changed).status_code == 302
    draft.refresh_from_db()
    return draft.data["changes"]


def test_a_change_has_a_button_that_takes_it_away(world, enter, draft):
    client = enter(world.anna)
    page = client.get(address(draft)).content.decode()
    assert [f'name="changes_drop" value="{place}"' in page for place in range(3)] == [True, True, False]
    assert kept_after(client, draft, changes_drop="0") == [row("point", "Второй.", number="2")]


def test_a_change_in_which_nothing_is_chosen_any_more_is_none_whatever_was_written(world, enter, draft):
    left = [row("point", "Второй.", number="2")]
    assert kept_after(enter(world.anna), draft, changes_0_place="") == left


def test_what_was_written_without_choosing_the_place_is_kept_and_told(world, enter, draft):
    client = enter(world.anna)
    kept = kept_after(client, draft, changes_2_text="Третий.")
    assert kept[2] == row("", "Третий.")
    assert "или уберите это изменение" in client.get(address(draft)).content.decode()
