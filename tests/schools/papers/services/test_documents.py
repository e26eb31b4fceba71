import hashlib
from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from schools.journal.models import Entry
from schools.papers.engine.freezing import blocks_from_json, content_hash
from schools.papers.enums import DOCUMENT_TRANSITIONS, DocumentStatus, NumberMode, RegisterKind
from schools.papers.kinds import PaperKind, register_kind
from schools.papers.models import Document, Register, StoredFile
from schools.papers.selectors.files import read_file
from schools.papers.services import files
from schools.papers.services.documents import (
    Composed,
    DocumentRefused,
    StaleDraft,
    annul_document,
    attach_scan,
    cancel_documents,
    create_draft,
    discard_draft,
    enter_elsewhere,
    faults_of,
    freeze_sheet,
    register_document,
    save_draft,
    verify_document,
)
from schools.papers.services.documents.door import move_document
from schools.papers.services.numbering import NumberTaken, register_of
from tests.schools.papers.paper import DAY, compose, deeds, draft, issue, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]

FROZEN = [
    field.attname
    for field in Document._meta.concrete_fields
    if field.name not in {"scan", "returned_on", "status", "annulled_at", "annul_reason"}
]


def frozen(document: Document) -> dict:
    return Document.objects.filter(pk=document.pk).values(*FROZEN).get()


# Issue


def test_issue_takes_number_and_date_and_freezes(world):
    document = issue(draft(world.school, world.anna), by=world.gleb, on_behalf="руководитель")
    composed = compose("1", DAY)
    assert (document.number, document.date, document.year, document.register.kind) == (
        "1",
        DAY,
        2026,
        RegisterKind.MAIN,
    )
    assert document.status == DocumentStatus.ISSUED
    assert (document.blocks, document.page) == (composed.blocks, composed.page)
    assert document.content_hash == content_hash(blocks_from_json(composed.blocks))
    assert read_file(document.pdf) == composed.pdf
    assert document.pdf.name == "Приказ № 1 от 14.09.2026.pdf"
    assert (document.signer, document.issued_by) == ("Директор Г.И. Ветров", world.gleb)
    entry = Entry.objects.get(deed="издан документ")
    assert (entry.user, entry.on_behalf, entry.after["content_hash"]) == (
        world.gleb,
        "руководитель",
        document.content_hash,
    )
    assert entry.after["pdf_sha256"] == hashlib.sha256(composed.pdf).hexdigest()
    assert verify_document(document)


def test_an_issued_document_is_given_back_when_the_form_comes_again(world):
    document = draft(world.school)
    first = issue(document, "7")
    again = issue(document, "8")
    assert (again.pk, again.number) == (first.pk, "7")
    assert Entry.objects.filter(deed="издан документ").count() == 1


def test_an_untouched_number_moves_on_when_somebody_was_quicker(world):
    register = register_of(world.school)
    late = draft(world.school)
    composed = []

    def slow(number, day):
        composed.append(number)
        if len(composed) == 1:
            issued(world.school)  # somebody issues while this paper is rendered
        return compose(number, day)

    document = register_document(late, number="1", proposed="1", day=DAY, compose=slow, signer="", by=None)
    assert (document.number, composed) == ("2", ["1", "2"])
    assert read_file(document.pdf) == compose("2", DAY).pdf
    assert register.documents.count() == 2


def test_a_typed_number_is_refused_when_taken(world):
    issued(world.school, "14-а")
    late = draft(world.school)
    with pytest.raises(NumberTaken) as refused:
        issue(late, "14-A", proposed="15")
    assert "уже занят: «О закреплении наставников» от 14.09.2026" in refused.value.messages[0]
    late.refresh_from_db()
    assert (late.status, late.number) == (DocumentStatus.DRAFT, "")


def test_a_typed_number_taken_while_rendering_is_refused_too(world):
    late = draft(world.school)

    def slow(number, day):
        issued(world.school, "14-а")
        return compose(number, day)

    with pytest.raises(NumberTaken):
        register_document(late, number="14-а", proposed="1", day=DAY, compose=slow, signer="", by=None)
    late.refresh_from_db()
    assert late.status == DocumentStatus.DRAFT


def test_an_untouched_number_follows_the_year_of_the_date(world):
    for number in ("1", "2"):
        issued(world.school, number)
    document = issue(draft(world.school), "3", date(2027, 1, 11), proposed="3")
    assert (document.number, document.year) == ("1", 2027)


def test_the_office_number_must_be_typed(world):
    Register.objects.filter(pk=register_of(world.school).pk).update(mode=NumberMode.OFFICE)
    document = draft(world.school)
    with pytest.raises(ValidationError) as refused:
        issue(document, "")
    assert refused.value.code == "number_missing"
    assert issue(document, "181-О").number == "181-О"


def test_a_date_of_a_wrong_year_is_asked_about(world):
    with pytest.raises(ValidationError) as refused:
        issue(draft(world.school), day=date(2062, 9, 14))
    assert refused.value.messages == ["Дата документа — 14.09.2062, а сейчас 2026 год. Проверьте год."]


def test_the_upper_room_refuses_and_nothing_remains(world):
    document = draft(world.school)

    def extra(issued_document):
        Register.objects.filter(pk=issued_document.register_id).update(first_number=500)
        raise ValidationError("Пару отозвали.")

    with pytest.raises(ValidationError, match="Пару отозвали"):
        issue(document, extra=extra)
    document.refresh_from_db()
    assert (document.status, document.number, document.pdf) == (DocumentStatus.DRAFT, "", None)
    assert register_of(world.school).first_number == 1
    assert StoredFile.objects.count() == 0
    assert deeds(document) == ["создан черновик"]


def test_a_draft_saved_while_it_was_rendered_is_not_issued(world):
    document = draft(world.school, world.anna)

    def slow(number, day):
        save_draft(document, version=1, data={"pairs": []}, texts={}, by=world.anna)
        return compose(number, day)

    with pytest.raises(StaleDraft):
        register_document(document, number="", day=DAY, compose=slow, signer="", by=None)


def test_blocks_that_cannot_be_read_back_are_never_issued(world):
    document = draft(world.school)
    with pytest.raises(ValueError, match="unknown kind"):
        register_document(
            document, number="", day=DAY, compose=lambda *_: Composed([{"kind": "?"}], b"%PDF-"), signer="", by=None
        )
    document.refresh_from_db()
    assert document.status == DocumentStatus.DRAFT


@pytest.mark.parametrize(("kept", "expected"), [(True, ("1", RegisterKind.PUPILS)), (False, ("2", RegisterKind.MAIN))])
def test_kinds_take_numbers_in_registers_that_the_school_keeps_apart(world, kept, expected):
    register_kind(PaperKind("test_pupils", "приказ", register=RegisterKind.PUPILS))
    Register.objects.create(organisation=world.school, kind=RegisterKind.PUPILS, kept=kept)
    assert issued(world.school).number == "1"
    other = issued(world.school, kind="test_pupils")
    assert (other.number, other.register.kind) == expected


# After issue


def test_no_deed_changes_what_is_frozen(world, scan):
    document = issued(world.school, "5", by=world.gleb)
    before = frozen(document)
    attempts = [
        lambda: save_draft(
            document, version=document.version, data={}, texts={"heading": "…"}, by=world.anna, title="нет"
        ),
        lambda: discard_draft(document, world.anna),
        lambda: issue(document, "6"),
        lambda: attach_scan(document, scan, world.anna),
        lambda: create_draft(world.school, "order", "нет", {}, world.anna, document.nonce),
        lambda: enter_elsewhere(world.school, "order", "нет", "5", date(2026, 9, 1), world.anna, nonce=document.nonce),
        lambda: annul_document(document, "не подписан", world.gleb),
        lambda: save_draft(document, version=document.version, data={}, texts={}, by=world.anna),
        lambda: attach_scan(document, scan, world.anna),
        lambda: issue(document, "6"),
    ]
    for attempt in attempts:
        with suppress(ValidationError):
            attempt()
        assert frozen(document) == before
    assert verify_document(Document.objects.get(pk=document.pk))


def uncancelled(document: Document) -> dict[str, str]:
    document.cancelled_by = None
    return {}


@pytest.mark.parametrize(("status", "to"), [(a, b) for a in DocumentStatus for b in DocumentStatus if a != b])
def test_only_the_moves_of_the_table_are_possible(world, status, to):
    order = issued(world.school, title="Об отмене")
    document = draft(world.school) if status == DocumentStatus.DRAFT else issued(world.school)
    if status == DocumentStatus.ANNULLED:
        annul_document(document, "не подписан", world.gleb)
    if status == DocumentStatus.CANCELLED:
        cancel_documents([document], order, world.gleb)
        order.refresh_from_db()
    another = issued(world.school, title="Ещё об отмене")
    deed = {
        DocumentStatus.DRAFT: lambda: save_draft(document, version=1, data={}, texts={}, by=world.anna),
        DocumentStatus.ISSUED: lambda: (
            annul_document(order, "напрасно", world.gleb) if status == DocumentStatus.CANCELLED else issue(document)
        ),
        DocumentStatus.ANNULLED: lambda: (
            # Only as an annex, together with the order that approved it.
            move_document(document, to, "аннулирован документ", by=world.gleb, prepare=uncancelled)
            if status == DocumentStatus.CANCELLED
            else annul_document(document, "не подписан", world.gleb)
        ),
        DocumentStatus.CANCELLED: lambda: cancel_documents([document], another, world.gleb),
    }[to]
    if to in DOCUMENT_TRANSITIONS[status]:
        deed()
    else:
        with pytest.raises(DocumentRefused):
            deed()
    assert Document.objects.get(pk=document.pk).status == (to if to in DOCUMENT_TRANSITIONS[status] else status)


def test_annulment_keeps_the_number_taken_and_does_the_upper_part(world):
    undone = []
    register_kind(PaperKind("test_annul", "приказ", on_annul=lambda document, by: undone.append((document.number, by))))
    document = issued(world.school, "5", kind="test_annul")
    void = annul_document(document, "  никто не подписал ", world.gleb)
    assert (void.status, void.number, void.annul_reason) == (DocumentStatus.ANNULLED, "5", "никто не подписал")
    assert undone == [("5", world.gleb)]
    assert annul_document(document, "ещё раз", world.gleb).annul_reason == "никто не подписал"
    assert len(undone) == 1
    with pytest.raises(NumberTaken):
        issue(draft(world.school), "5")
    assert Entry.objects.get(deed="аннулирован документ").reason == "никто не подписал"


def test_annulment_needs_a_reason(world):
    with pytest.raises(ValidationError) as refused:
        annul_document(issued(world.school), " ", world.gleb)
    assert refused.value.code == "reason_missing"


def test_what_an_issued_order_changes_is_not_annulled_under_it(world):
    first = issued(world.school)
    second = issued(world.school, title="Об изменении", changes=first)
    with pytest.raises(DocumentRefused) as refused:
        annul_document(first, "ошибка", world.gleb)
    assert refused.value.messages == [
        "Документ изменён: Приказ № 2 от 14.09.2026 «Об изменении». Сначала аннулируйте тот, что его изменил."
    ]
    annul_document(second, "ошибка", world.gleb)
    assert annul_document(first, "ошибка", world.gleb).is_annulled


def test_the_signed_scan_comes_back_and_may_be_replaced(world, scan):
    document = attach_scan(issued(world.school), scan, world.anna)
    assert document.scan == scan
    better = files.store_file(world.school, b"%PDF- better", "скан.pdf", "application/pdf", world.anna)
    assert attach_scan(document, better, world.anna).scan == better
    assert deeds(document) == ["создан черновик", "издан документ", "приложен скан", "заменён скан"]
    strange = files.store_file(world.foreign, b"%PDF- strange", "скан.pdf", "application/pdf", world.vera)
    with pytest.raises(ValidationError):
        attach_scan(document, strange, world.anna)


# Sheets


def test_a_sheet_is_frozen_without_number(world):
    composed = compose("", DAY)
    sheet = freeze_sheet(
        world.school, "consent", "Согласие", day=DAY, blocks=composed.blocks, page=composed.page, by=world.anna
    )
    assert (sheet.register, sheet.number, sheet.status, sheet.pdf) == (None, "", DocumentStatus.ISSUED, None)
    assert verify_document(sheet)
    assert list(Document.objects.in_register()) == []


# Checking


def test_changes_behind_the_back_are_found(world, capsys):
    sound, reworded, lost, swapped = (issued(world.school) for _ in range(4))
    Document.objects.filter(pk=reworded.pk).update(blocks=compose("99", DAY).blocks)
    default_storage.delete(lost.pdf.path)
    default_storage.delete(swapped.pdf.path)
    default_storage.save(swapped.pdf.path, ContentFile(b"%PDF- another"))
    assert [faults_of(Document.objects.get(pk=one.pk)) for one in (sound, reworded, lost, swapped)] == [
        [],
        ["Текст не совпадает с контрольной суммой."],
        ["PDF потерян или изменён."],
        ["PDF потерян или изменён."],
    ]
    with pytest.raises(CommandError, match="Повреждено: 3 документа"):
        call_command("check_documents")
    call_command("check_documents", "--organisation", "polevaya", "--json")
    assert '"checked": 0' in capsys.readouterr().out
