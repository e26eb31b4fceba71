"""A draft thrown away: taken back in one click, and nothing lost of what somebody types about it in another tab."""

import pytest
from django.urls import reverse

from mentoring.documents.services.papers import edit_paper
from schools.journal.models import Entry
from schools.papers.models import Document
from schools.papers.services.documents import DocumentRefused, discard_draft, restore_draft
from tests.mentoring.documents.cast import ordered
from tests.mentoring.documents.papers_at_work import begun, sent
from tests.mentoring.documents.papers_cast import OF_ORDER, OF_PERSON
from tests.mentoring.documents.test_pages import answers, at, body
from tests.mentoring.documents.test_wording import texts

pytestmark = pytest.mark.django_db
WORDS = "О закреплении наставников за теми, кто пришёл в сентябре"


def thrown_away(document: Document, by) -> Document:
    discard_draft(Document.objects.get(pk=document.pk), by)
    return document


def test_it_is_taken_back_in_one_click_from_where_it_was_written(world, enter, draft):
    client = enter(world.anna)
    assert "Удалить черновик</button>" in body(client.get(at("order_edit", draft.pk)))
    page = body(client.post(reverse("papers:document_discard", args=["lesnaya", draft.pk]), follow=True))
    undo = reverse("papers:document_restore", args=["lesnaya", draft.pk])
    assert "Черновик удалён." in page
    assert f'action="{undo}"' in page
    back = client.post(undo)
    assert back.url == at("order_edit", draft.pk)
    again = Document.objects.get()
    same = ("pk", "organisation", "kind", "title", "data", "texts", "version", "status", "created_by")
    assert [getattr(again, name) for name in same] == [getattr(draft, name) for name in same]
    assert client.post(undo).url == at("order_edit", draft.pk)
    assert Entry.objects.filter(deed="возвращён черновик").count() == 1


@pytest.mark.usefixtures("invented_kinds")
def test_what_it_was_about_comes_back_with_it(world):
    order = ordered(world)
    of_person = begun(world, OF_PERSON, person=world.boris_card)
    of_order = begun(world, OF_ORDER, ground=order)
    for paper in (of_person, of_order):
        thrown_away(paper, world.anna)
        again = restore_draft(world.school, paper.pk, world.gleb)
        assert (again.person, again.ground, again.edited_by) == (paper.person, paper.ground, world.gleb)


def test_nothing_comes_back_of_what_the_journal_no_longer_holds(world, draft):
    thrown_away(draft, world.anna)
    Entry.objects.filter(deed="удалён черновик").update(before={})
    with pytest.raises(DocumentRefused, match="Слов этого черновика в журнале уже нет"):
        restore_draft(world.school, draft.pk, world.anna)


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("gleb", 302), ("boris", 403), ("vera", 404)])
def test_who_takes_it_back(world, enter, draft, who, status):
    thrown_away(draft, world.anna)
    url = reverse("papers:document_restore", args=["lesnaya", draft.pk])
    assert enter(getattr(world, who)).post(url).status_code == status
    assert Document.objects.exists() == (status == 302)


def test_a_draft_that_never_was_is_not_taken_back(world, enter, draft):
    client = enter(world.anna)
    assert client.post(reverse("papers:document_restore", args=["lesnaya", 99999])).status_code == 404
    assert client.get(at("order_edit", 99999)).status_code == 404
    thrown_away(draft, world.anna)
    foreign = at("order_edit", draft.pk).replace("/lesnaya/", "/polevaya/")
    page = enter(world.vera).post(foreign, {"version": 1})
    assert (page.status_code, draft.title in body(page)) == (404, False)


def test_what_is_typed_in_another_tab_is_told_kept_and_comes_back_with_the_draft(world, enter, draft):
    thrown_away(draft, world.gleb)
    client = enter(world.anna)
    typed = answers(draft, text_heading=WORDS, executor_phone="22-33-44", save="1")
    page = client.post(at("order_edit", draft.pk), typed)
    shown = body(page)
    assert page.status_code == 410
    assert f"Черновик «{draft.title}» удалён в " in shown
    assert f"({world.gleb.get_full_name()})." in shown
    assert f">{WORDS}</textarea>" in shown
    assert texts(draft.kind)["preamble"] not in shown.split("<h2>Набранное</h2>")[1]
    assert not Document.objects.exists()
    again = client.post(at("order_edit", draft.pk), {**typed, "restore": "1"})
    assert (again.status_code, again.url) == (302, at("order_edit", draft.pk))
    kept = Document.objects.get()
    assert (kept.pk, kept.texts["heading"], kept.data["executor_phone"]) == (draft.pk, WORDS, "22-33-44")


def test_words_of_a_third_saved_before_the_throwing_away_are_not_lost_either(world, enter, draft):
    edit_paper(draft, version=1, data=draft.data | {"executor_phone": "55"}, texts=texts(draft.kind), by=world.gleb)
    thrown_away(draft, world.gleb)
    typed = answers(draft, text_heading=WORDS, restore="1")
    page = enter(world.anna).post(at("order_edit", draft.pk), typed)
    assert page.status_code == 409
    assert "Телефон исполнителя" in body(page)
    assert WORDS in body(page)
    assert Document.objects.get().data["executor_phone"] == "55"


@pytest.mark.usefixtures("invented_kinds")
def test_the_same_on_pages_of_other_papers(world, enter):
    paper = begun(world)
    thrown_away(paper, world.anna)
    client = enter(world.anna)
    page = client.post(at("paper_edit", paper.pk), sent(paper, what="слова, которые жалко"))
    assert (page.status_code, "слова, которые жалко</textarea>" in body(page)) == (410, True)
    preview = client.post(at("paper_preview", paper.pk), sent(paper), headers={"HX-Request": "true"})
    assert (preview.status_code, "удалён в " in body(preview)) == (200, True)
    for name in ("paper_edit", "paper_issue"):
        page = client.get(at(name, paper.pk))
        assert (page.status_code, "Вернуть черновик</button>" in body(page)) == (410, True)
    issue = client.post(at("paper_issue", paper.pk), {"version": paper.version, "number": "1", "date": "2026-09-14"})
    assert (issue.status_code, "с этими словами" in body(issue)) == (410, False)
