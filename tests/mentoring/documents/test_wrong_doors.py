"""What a page does not offer is refused by the service too; what no list should wait for is not waited for."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.documents.forms.paper import PaperForm
from mentoring.documents.selectors.unsigned import signing_day
from mentoring.documents.services.papers import begin_paper
from mentoring.documents.services.sheets import prepare_sheets
from schools.models import Person
from schools.papers.models import Document
from schools.papers.services.acquaintance import click_acquainted, mark_on_paper
from schools.papers.services.documents import attach_scan
from schools.papers.services.files import store_file
from schools.papers.services.returning import note_many, note_returned
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import first_pair, hard_pairs, ordered
from tests.mentoring.documents.samples.orders import cancelling_of, issued_on
from tests.mentoring.documents.test_annexes import issue
from tests.mentoring.documents.test_labour import issued
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# ---- Days ----


@pytest.fixture
def notice(world) -> Document:
    [pair] = hard_pairs(world, 1)
    ordered(world, pair)
    return begin_paper(world.school, "notice_end", YEAR, world.anna, None, pair=pair)


def address(draft: Document, name: str = "documents:paper_edit") -> str:
    return reverse(name, args=[draft.organisation.slug, draft.pk])


def test_a_misprinted_year_is_not_kept(notice, enter, world):
    form = PaperForm(document=notice)
    data = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    answer = enter(world.anna).post(address(notice), data | {"handed": "9999-12-31", "last_day": "9999-12-31"})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"handed", "last_day"}
    assert "Проверьте год" in answer.content.decode()
    assert "9999" not in str(Document.objects.get(pk=notice.pk).data)


@pytest.mark.parametrize("page", ["documents:paper_edit", "documents:paper_issue", "papers:document_detail"])
def test_a_draft_that_keeps_such_a_day_still_opens(notice, enter, world, page):
    notice.data |= {"handed": "9999-12-31", "last_day": "9999-12-31"}
    notice.save()
    assert enter(world.anna).get(address(notice, page)).status_code == 200


# ---- Sheets of consents ----


@pytest.fixture
def sheet(world) -> Document:
    [consent] = prepare_sheets(world.school, [(world.boris_card, Purpose.PROCESSING)], YEAR, world.anna).consents
    return consent.document


def test_the_sheet_of_a_consent_is_not_noted_as_returned(world, sheet):
    with pytest.raises(ValidationError, match="на странице «Согласия»"):
        note_returned(sheet, TODAY, world.anna)
    assert note_many([sheet], TODAY, world.anna).done == []
    assert Document.objects.get(pk=sheet.pk).returned_on is None


def test_the_sheet_of_a_consent_takes_no_scan_of_a_paper(world, sheet):
    scan = store_file(world.school, b"%PDF-1", "скан.pdf", "application/pdf", world.anna)
    with pytest.raises(ValidationError, match="на странице «Согласия»"):
        attach_scan(sheet, scan, world.anna)
    assert Document.objects.get(pk=sheet.pk).scan is None
    assert Consent.objects.get(document=sheet).status == ConsentStatus.PREPARED


def test_posted_to_the_addresses_of_papers_it_is_refused_in_words(world, sheet, enter):
    client = enter(world.anna)
    answer = client.post(address(sheet, "papers:document_returned"), {"returned_on": TODAY.isoformat()}, follow=True)
    assert "на странице «Согласия»" in answer.content.decode()


# ---- Acquaintance ----


def test_nobody_is_acquainted_with_a_cancelled_order(world):
    place = kinds_driver.school(world, 4)
    base = issued_on(place, 1)
    issue(cancelling_of(place, base), world.anna)
    row = base.acquaintances.select_related("person").first()
    Person.objects.filter(pk=row.person_id).update(user=world.klara)
    with pytest.raises(ValidationError, match="отменён другим приказом"):
        mark_on_paper(base, [row.pk], TODAY, world.anna)
    with pytest.raises(ValidationError, match="отменён другим приказом"):
        click_acquainted(row, world.klara)


def test_signing_day_waits_only_for_people_present(world):
    order = ordered(world, first_pair(world))
    note_returned(order, TODAY, world.anna)
    people = list(order.acquaintances.values_list("person", flat=True))
    assert waiting(world) == [order]
    Person.objects.filter(pk__in=people[1:]).update(archived_on=TODAY)
    assert waiting(world) == [order]
    Person.objects.filter(pk=people[0]).update(archived_on=TODAY)
    assert waiting(world) == []


def waiting(world) -> list[Document]:
    return [due.document for due in signing_day(world.school, YEAR, world.anna).dues if due.key.startswith("acq")]


# ---- What is read ----


def test_a_choice_of_orders_does_not_read_their_texts(world, enter):
    place = kinds_driver.school(world, 4)
    base = issued_on(place, 1)
    client = enter(place.curator)
    compose = reverse("documents:paper_create", args=[place.organisation.slug])
    for kind in ("extract", "order_cancel"):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"{compose}?kind={kind}")
            assert str(base) in page.content.decode().replace("&nbsp;", "\u00a0")
        sorted_by_day = [one["sql"] for one in queries if 'ORDER BY "papers_document"."date" DESC' in one["sql"]]
        listed = [sql for sql in sorted_by_day if "LIMIT 1" not in sql]
        assert listed
        assert [sql for sql in listed if '"papers_document"."blocks"' in sql] == []


def test_notices_of_a_cancelling_order_are_read_at_once(world, enter):
    place = kinds_driver.school(world, 6)
    base = issued_on(place, 3)
    draft = cancelling_of(place, base)
    client = enter(place.curator)
    page = address(draft, "documents:paper_issue")
    pairs = list(base.pairs.all())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    asked()
    issued(world, "notice_end", pairs[0])
    with_one = asked()
    for pair in pairs[1:]:
        issued(world, "notice_end", pair)
    assert asked() == with_one
