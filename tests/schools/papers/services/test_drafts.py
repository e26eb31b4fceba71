"""Drafts: made once by one form, saved by one person at a time, thrown away."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from schools.journal.models import Entry
from schools.papers.kinds import PaperKind, register_kind
from schools.papers.models import Document
from schools.papers.services.documents import DocumentRefused, StaleDraft, create_draft, discard_draft, save_draft
from tests.schools.papers.paper import TITLE, deeds, draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


def test_the_same_form_makes_one_draft(world):
    nonce = uuid4()
    first = create_draft(world.school, "order", TITLE, {"pairs": [1]}, world.anna, nonce)
    again = create_draft(world.school, "order", "другой", {"pairs": [1]}, world.anna, str(nonce))
    assert (again.pk, again.title, Document.objects.count()) == (first.pk, TITLE, 1)
    assert deeds(first) == ["создан черновик"]


def test_a_restored_form_about_something_else_makes_another_draft(world):
    """The browser's «Назад» keeps the hidden number of the form; another pair, person or order is another paper."""
    nonce = uuid4()

    def made(kind="agreement", person=None, **data) -> Document:
        return create_draft(world.school, kind, "Соглашение", data, world.anna, nonce, person=person)

    first = made(pair=1)
    others = [made(pair=2), made("notice", pair=1), made(person=world.boris_card, pair=1)]
    assert len({one.pk for one in (first, *others)}) == 4
    assert [made(pair=1), made(pair=2), made(person=world.boris_card, pair=1)] == [first, others[0], others[2]]
    listed = made(pairs=[1, 2])
    assert [made(pairs=[1, 2]), made(pairs=[3]).data] == [listed, {"pairs": [3]}]
    # What was edited since keeps its own list.
    save_draft(first, version=1, data={"pair": 1, "pairs": [5]}, texts={}, by=world.anna)
    assert made(pair=1, pairs=[7]) == first


def test_a_nonce_of_another_school_is_refused(world):
    nonce = uuid4()
    create_draft(world.school, "order", TITLE, {}, world.anna, nonce)
    with pytest.raises(ValidationError):
        create_draft(world.foreign, "order", TITLE, {}, world.vera, nonce)


def test_two_people_do_not_overwrite_each_other(world):
    document = draft(world.school, world.anna)
    save_draft(document, version=1, data={"a": 1}, texts={}, by=world.anna)
    with pytest.raises(StaleDraft) as refused:
        save_draft(document, version=1, data={"a": 2}, texts={}, by=world.gleb)
    assert "(Ясная Анна Петровна). Ваши правки ниже" in refused.value.messages[0]
    assert refused.value.document.data == {"a": 1}
    saved = save_draft(document, version=2, data={"a": 2}, texts={}, by=world.gleb, title="О парах")
    assert (saved.data, saved.title, saved.version) == ({"a": 2}, "О парах", 3)


def test_saving_the_same_twice_changes_nothing(world):
    document = draft(world.school, world.anna)
    for _ in range(2):
        saved = save_draft(document, version=1, data={"a": 1}, texts={}, by=world.anna)
    assert saved.version == 2
    assert deeds(document) == ["создан черновик", "изменён черновик"]


def test_a_draft_is_thrown_away_and_the_journal_remembers_it(world):
    undone = []
    register_kind(PaperKind("test_undo", "приказ", on_discard=lambda document, by: undone.append(document.title)))
    document = draft(world.school, world.anna, kind="test_undo")
    discard_draft(document, world.anna)
    assert (Document.objects.count(), undone) == (0, [TITLE])
    assert Entry.objects.get(deed="удалён черновик").before["data"] == {"pairs": [1, 2]}
    with pytest.raises(DocumentRefused):
        discard_draft(document, world.anna)
