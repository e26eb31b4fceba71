"""A measure is marked, proved, commented: statuses × statuses, who may, whose form is stale, what the journal keeps."""

from datetime import date
from itertools import product
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from roadmaps.enums import MEASURE_TRANSITIONS, EvidenceKind, MeasureStatus
from roadmaps.models import Evidence, Occasion, Roadmap
from roadmaps.services.doing import (
    add_evidence,
    amend_occasion,
    confirm_proof,
    move_occasion,
    remove_evidence,
)
from roadmaps.services.laying import lay_out
from roadmaps.services.refusals import RoadmapRefused
from schools.editing.stale import StaleRow
from schools.journal.models import Entry
from schools.papers.models import Document, StoredFile
from tests.mentoring.pairs.cast import document
from tests.roadmaps.cast import laid_out, occasion_of, small
from tests.scans import PDF
from tests.world import TODAY, YEAR, user

pytestmark = pytest.mark.usefixtures("today")
VALUES = {
    "planned": {},
    "under_way": {},
    "done": {"done_on": date(2026, 9, 10)},
    "not_held": {"reason": "перенесено на весну"},
}


@pytest.fixture
def roadmap(world) -> Roadmap:
    return laid_out(world)


@pytest.fixture
def occasion(roadmap) -> Occasion:
    """Борис is named in its measure."""
    return occasion_of(roadmap, "2.1")


def now(occasion: Occasion) -> Occasion:
    return Occasion.objects.select_related("measure__roadmap__organisation").get(pk=occasion.pk)


def stand(occasion: Occasion, status: str, by) -> Occasion:
    """Bring it into the status through the service."""
    return occasion if status == "planned" else move_occasion(occasion, status, version=1, by=by, **VALUES[status])


def everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Occasion, Evidence, Entry, StoredFile)]


# Status


def test_every_status_has_a_row():
    assert set(MEASURE_TRANSITIONS) == set(MeasureStatus.values) == set(VALUES)


@pytest.mark.parametrize(
    ("start", "to"), [(a, b) for a, targets in MEASURE_TRANSITIONS.items() for b in sorted(targets)]
)
def test_allowed_change_passes(occasion, world, start, to):
    stand(occasion, start, world.anna)
    before = now(occasion)
    row = move_occasion(before, to, version=before.version, by=world.anna, comment="по плану", **VALUES[to])
    assert (row.status, row.comment, row.changed_by, row.version) == (to, "по плану", world.anna, before.version + 1)
    assert (row.done_on, row.reason) == (VALUES[to].get("done_on"), VALUES[to].get("reason", ""))
    assert now(occasion).status == to


@pytest.mark.parametrize(
    ("start", "to"), [(a, b) for a, b in product(VALUES, VALUES) if b not in MEASURE_TRANSITIONS[a]]
)
def test_everything_else_is_refused_and_changes_nothing(occasion, world, start, to):
    stand(occasion, start, world.anna)
    row, before = now(occasion), everything()
    with pytest.raises(RoadmapRefused, match="Мероприятие уже"):
        move_occasion(row, to, version=row.version, by=world.anna, comment="иначе", **VALUES[to])
    assert everything() == before


@pytest.mark.parametrize(
    ("to", "values", "sentence"),
    [
        ("not_held", {"reason": " "}, "Напишите, почему мероприятие не проводилось."),
        ("done", {"done_on": date(2026, 9, 15)}, "15.09.2026 ещё не наступило"),
        ("done", {"done_on": date(26, 9, 1)}, "раньше учебного года"),
        ("under_way", {"comment": "н" * 5001}, "Текст длиннее 5000 знаков"),
    ],
)
def test_guards(occasion, world, to, values, sentence):
    before = everything()
    with pytest.raises(RoadmapRefused, match=sentence):
        move_occasion(occasion, to, version=1, by=world.anna, **values)
    assert everything() == before


def test_done_without_a_day_is_done_today_and_a_tick_keeps_the_comment(occasion, world):
    move_occasion(occasion, "under_way", version=1, by=world.anna, comment="начали")
    row = move_occasion(occasion, "done", version=2, by=world.anna)
    assert (row.done_on, row.comment) == (TODAY, "начали")


def test_day_reason_and_comment_are_corrected_without_a_change_of_status(occasion, world):
    stand(occasion, "done", world.anna)
    row = amend_occasion(occasion, version=2, by=world.anna, done_on=date(2026, 9, 3), comment="протокол у секретаря")
    assert (row.status, row.done_on, row.comment, row.version) == ("done", date(2026, 9, 3), "протокол у секретаря", 3)
    row = amend_occasion(occasion, version=3, by=world.anna)
    assert (row.version, Entry.objects.first().deed) == (3, "уточнено исполнение")
    with pytest.raises(RoadmapRefused):
        amend_occasion(occasion, version=3, by=world.anna, done_on=date(2027, 1, 1))


def test_the_reason_of_what_was_not_held_is_corrected(occasion, world):
    stand(occasion, "not_held", world.anna)
    assert amend_occasion(occasion, version=2, by=world.anna, reason="карантин").reason == "карантин"
    with pytest.raises(RoadmapRefused):
        amend_occasion(occasion, version=3, by=world.anna, reason="")


def test_a_stale_form_is_told_who_marked_and_keeps_it(occasion, world):
    move_occasion(occasion, "under_way", version=1, by=world.boris, comment="идёт")
    before = everything()
    for deed in (
        lambda: move_occasion(occasion, "done", version=1, by=world.anna),
        lambda: amend_occasion(occasion, version=1, by=world.anna, comment="x"),
    ):
        with pytest.raises(StaleRow) as stale:
            deed()
        assert (stale.value.who, stale.value.row.comment) == (world.boris, "идёт")
    assert everything() == before


def test_the_same_form_twice_marks_once(occasion, world):
    for _ in range(2):
        move_occasion(occasion, "done", version=1, by=world.anna, done_on=TODAY, comment="да")
    assert (now(occasion).version, Entry.objects.filter(deed="мероприятие выполнено").count()) == (2, 1)


def test_the_journal_tells_before_and_after(occasion, world):
    move_occasion(occasion, "not_held", version=1, by=world.boris, reason="карантин")
    said = Entry.objects.first()
    assert (said.deed, said.user, said.on_behalf, said.organisation, said.subject_id) == (
        "мероприятие не проводилось",
        world.boris,
        "ответственный",
        world.school,
        occasion.measure_id,
    )
    assert said.before == {"состояние": "запланировано"}
    assert said.after == {
        "учебный год": "2026/27",
        "состояние": "не проводилось",
        "почему не проводилось": "карантин",
    }


def test_who_may_mark(occasion, roadmap, world):
    for by in (world.sofya, world.vera, world.oleg, world.irina):
        before = everything()
        for deed in (
            lambda by=by: move_occasion(occasion, "done", version=1, by=by),
            lambda by=by: amend_occasion(occasion, version=1, by=by, comment="x"),
            lambda by=by: add_evidence(occasion, "text", text="x", by=by),
            lambda by=by: confirm_proof(occasion, "x", None, by),
        ):
            with pytest.raises(PermissionDenied):
                deed()
        assert everything() == before
    with pytest.raises(PermissionDenied):
        move_occasion(occasion_of(roadmap, "2.2"), "done", version=1, by=world.boris)
    for version, (by, to) in enumerate(((world.boris, "under_way"), (world.gleb, "done"), (world.anna, "planned")), 1):
        move_occasion(occasion, to, version=version, by=by)


def test_the_coordinator_marks_the_plan_of_the_office_only(world):
    municipal = lay_out(small(), world.office, begins=YEAR, years=1, by=world.oleg)
    move_occasion(occasion_of(municipal, "1.1"), "done", version=1, by=world.oleg)
    assert occasion_of(municipal, "1.1").status == "done"


def test_a_removed_measure_is_told(occasion, world):
    occasion.measure.delete()
    with pytest.raises(RoadmapRefused, match="больше нет"):
        move_occasion(occasion, "done", version=1, by=world.anna)


def test_a_mark_that_breaks_leaves_nothing(occasion, world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("roadmaps.services.doing.record", broken)
    monkeypatch.setattr("roadmaps.services.evidence.record", broken)
    before = everything()
    for deed in (
        lambda: move_occasion(occasion, "done", version=1, by=world.anna),
        lambda: add_evidence(occasion, "text", text="x", by=world.anna),
        lambda: confirm_proof(occasion, "x", None, world.anna),
    ):
        with pytest.raises(RuntimeError):
            deed()
    assert everything() == before


# Evidence


def pdf(name: str = "протокол.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_words_link_file_document(occasion, world):
    paper = document(world)
    made = [
        add_evidence(occasion, "text", text=" протокол № 3 ", by=world.boris),
        add_evidence(occasion, "link", url="https://example.org/news", text="новость", by=world.anna),
        add_evidence(occasion, "file", upload=pdf(), by=world.boris),
        add_evidence(occasion, "document", document=paper, by=world.anna),
    ]
    assert [(one.kind, one.text, one.url, one.document, one.added_by) for one in made] == [
        ("text", "протокол № 3", "", None, world.boris),
        ("link", "новость", "https://example.org/news", None, world.anna),
        ("file", "", "", None, world.boris),
        ("document", "", "", paper, world.anna),
    ]
    assert (made[2].file.name, made[2].file.organisation) == ("протокол.pdf", world.school)
    assert now(occasion).status == "planned"
    said = Entry.objects.filter(deed="добавлено подтверждение").order_by("pk")
    assert [one.after["подтверждение"] for one in said] == ["протокол № 3", "новость", "протокол.pdf", str(paper)]


@pytest.mark.parametrize("name", ["отчёт.docx", "отчёт.XLSX", "слайды.pptx", "отчёт.odt"])
def test_office_files_are_kept_to_be_downloaded(occasion, world, name):
    made = add_evidence(occasion, "file", upload=pdf(name, b"PK\x03\x04 x"), by=world.anna)
    assert (made.file.name, "application/vnd." in made.file.content_type) == (name, True)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": "text", "text": " "}, "Напишите, что подтверждает выполнение."),
        ({"kind": "text", "text": "н" * 5001}, "Запись длиннее 5000 знаков. Сократите её или приложите файлом."),
        ({"kind": "link", "url": "javascript:alert(1)"}, "Вставьте ссылку целиком"),
        ({"kind": "link", "url": "ftp://example.org/x"}, "Вставьте ссылку целиком"),
        ({"kind": "link", "url": "https://example.org/" + "x" * 1000}, "Вставьте ссылку целиком"),
        ({"kind": "file"}, "Выберите файл."),
        ({"kind": "file", "upload": pdf("a.pdf", b"")}, "пустой"),
        (
            {"kind": "file", "upload": pdf("a.zip", b"PK\x03\x04")},
            "мы не принимаем. Подойдут PDF, фото (.jpg, .png), Word, Excel",
        ),
        (
            {"kind": "file", "upload": pdf("a.exe", b"MZ")},
            "мы не принимаем. Подойдут PDF, фото (.jpg, .png), Word, Excel",
        ),
        ({"kind": "file", "upload": pdf("a.docx", b"<html>")}, "повреждён"),
        ({"kind": "document"}, "Выберите документ из списка."),
        ({"kind": "proof", "text": "x"}, "Выберите, что добавить"),
    ],
)
def test_bad_evidence_is_refused_in_words(occasion, world, values, sentence):
    before = everything()
    with pytest.raises(ValidationError) as refused:
        add_evidence(occasion, values.pop("kind"), by=world.anna, **values)
    assert sentence in refused.value.messages[0]
    assert everything() == before


def test_a_file_too_large_is_refused(occasion, world, monkeypatch):
    monkeypatch.setattr("roadmaps.services.evidence.SCAN_LIMIT", 5)
    with pytest.raises(ValidationError, match="больше"):
        add_evidence(occasion, "file", upload=pdf("a.docx", b"PK\x03\x04 xx"), by=world.anna)


def test_a_draft_and_a_foreign_document_prove_nothing(occasion, world):
    draft = Document.objects.create(organisation=world.school, kind="x", title="Черновик")
    foreign = document(world)
    Document.objects.filter(pk=foreign.pk).update(organisation=world.foreign)
    foreign.refresh_from_db()
    for paper, sentence in ((draft, "не издан"), (foreign, "из списка")):
        with pytest.raises(RoadmapRefused, match=sentence):
            add_evidence(occasion, "document", document=paper, by=world.anna)
    with pytest.raises(RoadmapRefused):
        confirm_proof(occasion, "приказ", foreign, world.anna)
    assert Evidence.objects.count() == 0


def test_the_same_nonce_twice_adds_once(occasion, roadmap, world):
    nonce = uuid4()
    first = add_evidence(occasion, "file", upload=pdf(), by=world.anna, nonce=nonce)
    second = add_evidence(occasion, "file", upload=pdf(), by=world.anna, nonce=nonce)
    assert (first, Evidence.objects.count(), StoredFile.objects.count()) == (second, 1, 1)
    with pytest.raises(RoadmapRefused, match="Форма устарела"):
        add_evidence(occasion_of(roadmap, "2.2"), "text", text="x", by=world.anna, nonce=nonce)


def test_removed_by_who_added_it_or_by_the_curator(occasion, world):
    of_anna = add_evidence(occasion, "text", text="её", by=world.anna)
    of_boris = add_evidence(occasion, "file", upload=pdf(), by=world.boris)
    with pytest.raises(RoadmapRefused, match="добавили не вы"):
        remove_evidence(of_anna, world.boris)
    with pytest.raises(PermissionDenied):
        remove_evidence(of_boris, world.sofya)
    remove_evidence(of_boris, world.boris)
    remove_evidence(of_boris, world.boris)
    assert StoredFile.objects.count() == 0
    remove_evidence(of_anna, world.anna)
    said = Entry.objects.filter(deed="убрано подтверждение").order_by("pk")
    assert [(one.user, one.before["подтверждение"]) for one in said] == [
        (world.boris, "протокол.pdf"),
        (world.anna, "её"),
    ]


def test_there_is_an_end_to_evidence(occasion, world):
    Evidence.objects.bulk_create(Evidence(occasion=occasion, kind="text", text=str(one)) for one in range(50))
    with pytest.raises(RoadmapRefused, match="уже 50"):
        add_evidence(occasion, "text", text="x", by=world.anna)


# What the product found


def test_one_click_proves_and_marks(occasion, world):
    paper = document(world)
    Document.objects.filter(pk=paper.pk).update(date=date(2026, 9, 5))
    paper.refresh_from_db()
    for _ in range(2):
        row = confirm_proof(occasion, "приказ № 14 от 05.09", paper, world.anna)
        assert (row.status, row.done_on) == ("done", date(2026, 9, 5))
    made = Evidence.objects.get()
    assert (made.kind, made.text, made.document) == (EvidenceKind.PROOF, "приказ № 14 от 05.09", paper)
    assert [one.deed for one in Entry.objects.order_by("pk")][1:] == [
        "подтверждено программой",
        "мероприятие выполнено",
    ]


def test_a_document_older_than_the_year_allows_proves_the_measure_done_today(occasion, world):
    paper = document(world)
    Document.objects.filter(pk=paper.pk).update(date=date(2025, 8, 28))
    paper.refresh_from_db()
    row = confirm_proof(occasion, "дорожная карта утверждена", paper, world.anna)
    assert (row.status, row.done_on, Evidence.objects.get().document) == ("done", TODAY, paper)


def test_a_document_of_the_first_january_day_keeps_its_own(occasion, world):
    paper = document(world)
    Document.objects.filter(pk=paper.pk).update(date=date(2026, 1, 1))
    paper.refresh_from_db()
    assert confirm_proof(occasion, "приказ", paper, world.anna).done_on == date(2026, 1, 1)


def test_what_was_done_already_keeps_its_day(occasion, world):
    stand(occasion, "done", world.anna)
    assert confirm_proof(occasion, "собрано 12 согласий", None, world.anna).done_on == date(2026, 9, 10)
    assert Evidence.objects.get().text == "собрано 12 согласий"


def test_only_an_editor_confirms(occasion, world):
    for by in (world.boris, world.gleb):
        with pytest.raises(PermissionDenied):
            confirm_proof(occasion, "x", None, by)
    with pytest.raises(RoadmapRefused):
        confirm_proof(occasion, " ", None, world.anna)


def test_a_document_dated_ahead_is_done_today(occasion, world):
    paper = document(world)
    Document.objects.filter(pk=paper.pk).update(date=date(2026, 10, 1))
    paper.refresh_from_db()
    assert confirm_proof(occasion, "x", paper, world.anna).done_on == TODAY


def test_the_acting_head_marks_within_the_dates(occasion, world, monkeypatch):
    monkeypatch.setattr("schools.models.Organisation.today", lambda self: date(2027, 2, 3))
    assert move_occasion(occasion, "done", version=1, by=world.irina).done_on == date(2027, 2, 3)
    stranger = user("x", "Чужих Пётр Ильич")
    with pytest.raises(PermissionDenied):
        move_occasion(occasion, "planned", version=2, by=stranger)
