"""After a person's data are destroyed nothing of them is left in any column of any table, save in issued papers.

Planted through the services as people would; looked for in every text and JSON column that the models have.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.test import TestCase, override_settings
from django.urls import reverse

from mentoring.consents.enums import ConsentStatus
from mentoring.consents.models import Consent
from mentoring.documents.kinds import kind_of
from mentoring.documents.services.papers import begin_paper, edit_paper, issue_paper
from mentoring.pairs.models import Pair
from roadmaps.models import Measure, Responsible, Roadmap, RoadmapVersion
from schools.enums import DestructionReason
from schools.journal.models import Entry
from schools.models import Destruction, Membership, Organisation, Person, User
from schools.papers.models import Document, StoredFile
from schools.papers.selectors.files import read_file
from schools.papers.services.documents import verify_document
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from tests.planted import planted
from tests.world import TODAY, YEAR, World, build

# Whatever the case: parts of the name, the former surname, the mark of every text, mail, telephone, birth, login.
SECRETS = (
    "кукушк",
    "эраст",
    "мефодь",
    "удодов",
    "зюзя",
    "erast",
    "9001234567",
    "900 123",
    "123-45-67",
    "1961-07-13",
    "13.07.1961",
    "kukushkin",
)
COLUMNS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.DateField)
# Of a paper what was issued stays: an order with its number, an approved plan.
STAYS = {("roadmaps.RoadmapVersion", "snapshot")}


def staying() -> list[int]:
    """Papers that the decision on destruction leaves as they are: orders issued with a number, sheets of approved plans, what
    other people handed in."""
    orders = Document.objects.filter(register__isnull=False).exclude(status="draft").exclude(number="")
    handed_in = Document.objects.filter(kind="application_other_mentor")
    plans = RoadmapVersion.objects.values_list("document", flat=True)
    return [*orders.values_list("pk", flat=True), *handed_in.values_list("pk", flat=True), *plans]


def found() -> set[tuple[str, str]]:
    """(model, column) in which something planted stands, of all models of the project and its packages."""
    places = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if not isinstance(field, COLUMNS) or isinstance(field, models.DateTimeField):
                continue
            rows = model._base_manager.all()
            if model is Document:
                rows = rows.exclude(pk__in=staying())
            for value in rows.values_list(field.attname, flat=True):
                told = str(value).lower()
                if any(secret in told for secret in SECRETS):
                    places.add((model._meta.label, field.attname))
    return places


def frozen(paper: Document) -> tuple:
    """Whatever of an issued paper could be rewritten."""
    return (paper.title, paper.data, paper.texts, paper.blocks, paper.content_hash, paper.signer, paper.pdf_id)


@dataclass
class Erased:
    world: World
    pk: int
    act: Destruction
    # What stood where, and what lay in the storage, before.
    columns: set[tuple[str, str]]
    digests: dict[int, str]
    paths: list[str]
    # Kinds of papers without a number that named the person, as they were frozen.
    frozen: dict[str, tuple]


@pytest.fixture(scope="module")
def erased(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Erased]:
    """Laid out and destroyed once; the tests only look."""
    folder = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, folder, transaction.atomic():
        patch.setattr(Organisation, "today", lambda self: TODAY)
        world = build()
        person = planted(world)
        files = StoredFile.objects.filter(Q(name__startswith="Кукушкин") | Q(name__startswith="Согласия"))
        known = (found(), dict(Entry.objects.values_list("pk", "digest")), list(files.values_list("path", flat=True)))
        sheets = Document.objects.filter(kind__in=SHEETS)
        issued = {one.kind: frozen(one) for one in sheets if "Кукушкин" in str(one.blocks)}
        archive_person(person, world.anna)
        with TestCase.captureOnCommitCallbacks(execute=True):
            act = destroy_person(person, reason=DestructionReason.DEMAND, ground_on=TODAY, by=world.anna)
        yield Erased(world, person.pk, act, *known, issued)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(erased, db) -> None:
    """`db` opens a transaction inside of the ground's."""


def test_every_kind_of_column_was_planted(erased):
    """Else the search below would prove nothing."""
    assert erased.columns >= {
        ("schools.Person", "surname"),
        ("schools.Person", "birth_date"),
        ("schools.Person", "case_overrides"),
        ("schools.Person", "note"),
        ("schools.Employment", "post_cases"),
        ("schools.Employment", "subjects"),
        ("schools.Representation", "relation"),
        ("schools.StaffImport", "filename"),
        ("schools.ImportedCard", "after"),
        ("schools.User", "username"),
        ("account.EmailAddress", "email"),
        ("admin.LogEntry", "change_message"),
        ("journal.Entry", "before"),
        ("journal.Entry", "after"),
        ("journal.Entry", "reason"),
        ("journal.Entry", "subject_name"),
        ("banks.Mentor", "achievements"),
        ("banks.Mentee", "withdrawal_reason"),
        ("banks.MentorStrength", "detail_key"),
        ("banks.MenteeRequest", "detail"),
        ("pairs.Pair", "reason"),
        ("consents.Consent", "note"),
        ("consents.Consent", "conditions"),
        ("papers.Document", "blocks"),
        ("papers.StoredFile", "name"),
        ("papers.Job", "title"),
        ("roadmaps.Measure", "responsible_text"),
        ("roadmaps.Responsible", "text"),
        ("roadmaps.Evidence", "text"),
        ("roadmaps.RoadmapEdit", "after"),
        ("roadmaps.RoadmapImport", "reading"),
        ("roadmaps.RoadmapVersion", "snapshot"),
        ("surveys.Questionnaire", "title"),
        ("surveys.Questionnaire", "content"),
        ("surveys.QuestionnaireEdit", "before"),
        ("surveys.QuestionnaireEdit", "after"),
        ("surveys.Edition", "content"),
        ("surveys.Wave", "title"),
        ("surveys.Ticket", "draft"),
        ("surveys.Answer", "text"),
        ("surveys.SignalMark", "note"),
    }


def test_nothing_is_left_but_issued_papers():
    assert found() - STAYS == set()


# Made of an order for those who read it.
DERIVED = ("extract", "acquaintance_sheet", "true_copy")
SHEETS = ("application_release", "refusal_mentor", "application_other_mentor", *DERIVED)


def test_sheets_without_a_number_were_planted_and_named_the_person(erased):
    assert set(erased.frozen) == set(SHEETS)


def test_own_applications_go(erased):
    left = Document.objects.filter(kind__in=SHEETS).values_list("kind", flat=True)
    assert sorted(left) == ["acquaintance_sheet", "application_other_mentor", "extract", "true_copy"]


def test_what_another_handed_in_stays_as_it_was_issued(erased):
    paper = Document.objects.get(kind="application_other_mentor")
    assert (paper.status, frozen(paper)) == ("issued", erased.frozen["application_other_mentor"])
    assert "Кукушкин Э.М. занят" in str(paper.blocks).replace("\\xa0", " ")
    assert verify_document(paper)
    assert paper.pdf is None or read_file(paper.pdf).startswith(b"%PDF")


@pytest.mark.parametrize("kind", DERIVED)
def test_copies_that_named_the_person_lose_their_content_whole(erased, kind):
    """A copy with the name struck out would certify what the order does not say."""
    sheet = Document.objects.get(kind=kind)
    order = Document.objects.get(kind="pairs_order_teachers")
    assert (sheet.status, sheet.blocks, sheet.data, sheet.texts, sheet.signer) == ("annulled", [], {}, {}, "")
    assert (sheet.pdf, sheet.scan, verify_document(sheet), sheet.ground) == (None, None, True, order)
    what = {
        "extract": "Выписка из приказа",
        "acquaintance_sheet": "Лист ознакомления с приказом",
        "true_copy": "Копия приказа",
    }[kind]
    day = f"{TODAY:%d.%m.%Y}"
    assert sheet.title == f"{what} от {order.date:%d.%m.%Y} № {order.number} — содержание уничтожено {day}"
    assert sheet.annul_reason == (
        f"Содержание уничтожено {day}: в листе был назван человек, данные которого уничтожены (акт № 1). "
        "Новый лист можно составить по тому же приказу."
    )


def test_a_copy_without_content_is_neither_shown_nor_printed(erased, enter):
    client, place = enter(erased.world.anna), erased.world.school
    sheet = Document.objects.get(kind="true_copy")
    page = client.get(reverse("papers:document_detail", args=[place.slug, sheet.pk])).content.decode()
    assert "Новый лист можно составить по тому же приказу." in page
    assert "Открыть PDF" not in page
    for name in ("document_pdf", "document_docx"):
        assert client.get(reverse(f"papers:{name}", args=[place.slug, sheet.pk])).status_code == 404


def test_another_copy_is_made_of_the_order(erased):
    """The order is what it was; so is a copy made of it today."""
    anna, order = erased.world.anna, Document.objects.get(kind="pairs_order_teachers")
    draft = begin_paper(erased.world.school, "true_copy", YEAR, anna, None, ground=order)
    texts = {**kind_of("true_copy").default_texts(erased.world.school), **draft.texts}
    draft = edit_paper(draft, version=draft.version, data=draft.data, texts=texts, by=anna)
    assert "Кукушкин" in str(issue_paper(draft, day=TODAY, by=anna).blocks)


def test_issued_papers_are_whole():
    order = Document.objects.get(kind="pairs_order_teachers")
    assert "Кукушкин" in str(order.blocks)
    assert verify_document(order)
    assert read_file(order.pdf).startswith(b"%PDF")


def test_scans_and_packets_are_gone_from_the_storage(erased):
    assert len(erased.paths) == 6
    assert [path for path in erased.paths if default_storage.exists(path)] == []


def test_the_journal_keeps_rows_and_digests(erased):
    now = dict(Entry.objects.values_list("pk", "digest"))
    assert {key: now.get(key) for key in erased.digests} == erased.digests
    emptied = Entry.objects.filter(subject_type="schools.person", subject_id=erased.pk, erased_at__isnull=False)
    assert {(entry.subject_name, str(entry.before), str(entry.after)) for entry in emptied} == {
        ("Данные уничтожены № 1", "{}", "{}")
    }
    assert "создана загрузкой списка" in set(emptied.values_list("deed", flat=True))


def test_what_others_have_stays(erased):
    """The other's card, consents, pair and duties lose the name only."""
    other = Person.objects.get(pk=erased.world.sofya_card.pk)
    assert other.note == "Спросить Данные уничтожены № 1, тел. Данные уничтожены № 1"
    assert Consent.objects.filter(person=other, status=ConsentStatus.SIGNED, document__isnull=False).count() == 2
    pair = Pair.objects.get()
    assert str(pair).replace("\xa0", " ") == "Данные уничтожены № 1 — Черных С. П."
    entry = Entry.objects.filter(subject_type="pairs.pair").first()
    assert entry.subject_name.replace("\xa0", " ") == "Данные уничтожены № 1 — Черных С. П."
    words = set(Measure.objects.values_list("responsible_text", flat=True))
    assert words == {"Данные уничтожены № 1, куратор"}
    assert list(Responsible.objects.filter(person__isnull=False)) == []
    assert Responsible.objects.filter(role="curator").count() == Roadmap.objects.count()


def test_the_account_is_dumb():
    user = User.objects.get(username__startswith="destroyed-")
    assert (user.full_name, user.email, user.is_active, user.has_usable_password()) == (
        "Данные уничтожены № 1",
        "",
        False,
        False,
    )
    assert list(Membership.objects.active().filter(user=user)) == []


def test_the_act_says_what_order_179_asks(erased):
    act, place = erased.act, erased.world.school
    assert (act.number, act.person_id, act.date, act.reason) == (1, erased.pk, TODAY, "demand")
    assert act.operator == f"{place.full_name}\n{place.address}"
    assert (act.done_by_name, act.done_by_post) == (
        "Ясная Анна Петровна",
        "заместитель директора по учебно-воспитательной работе",
    )
    assert act.categories == [
        "фамилия, имя, отчество",
        "пол",
        "дата рождения",
        "телефон",
        "адрес электронной почты",
        "примечание в карточке",
        "должности, предметы, категория, стаж",
        "кого представляет",
        "учётная запись",
        "участие в дорожных картах: за какие мероприятия отвечает",
        "листы и сканы согласий",
        "сведения наставника: сильные стороны, достижения, интересы, пожелания",
        "сведения наставляемого: запросы, затруднения, стаж",
        "сведения о парах: почему составлены, замечания руководителя",
        "ответы на анкеты: написанное, выбранные люди, незаконченное",
        "заявления, отказы и другие листы без номера",
        "выписки, копии приказов и листы ознакомления, где назван этот человек",
        "пачки документов, собранные для печати",
        "прежние значения в журнале действий",
    ]
