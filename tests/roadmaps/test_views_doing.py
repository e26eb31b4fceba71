"""The card of a measure: marks, evidence, dates and people by hand; what a participant sees of it."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roadmaps.enums import EvidenceKind, MeasureStatus
from roadmaps.models import Evidence, Occasion, Responsible
from roadmaps.services.doing import add_evidence
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from tests.roadmaps.cast import in_force, laid_out, measure_of, occasion_of
from tests.roadmaps.test_views import text, url
from tests.scans import PDF
from tests.world import TODAY

pytestmark = pytest.mark.usefixtures("today")


def test_done_with_the_day(world, enter):
    roadmap = laid_out(world)
    row = occasion_of(roadmap, "1.1")
    anna = enter(world.anna)
    card = anna.get(url("measure_detail", pk=row.measure_id))
    # Today stands there already: one click is enough.
    assert card.context["status_form"]["done_on"].value() == TODAY
    page = anna.post(
        url("measure_status", pk=row.pk),
        {"to": "done", "done_on": "10.09.2026", "version": row.version, "comment": "Подписан"},
        follow=True,
    )
    row.refresh_from_db()
    assert (row.status, row.done_on, row.comment) == (MeasureStatus.DONE, date(2026, 9, 10), "Подписан")
    assert "Записано: выполнено." in text(page)
    assert "Мероприятие выполнено" in text(page)  # the history
    # The day is corrected without taking the mark back.
    anna.post(
        url("measure_status", pk=row.pk), {"to": "done", "done_on": "11.09.2026", "version": row.version, "comment": ""}
    )
    row.refresh_from_db()
    assert (row.done_on, row.comment) == (date(2026, 9, 11), "")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Выберите состояние."),
        ({"to": "done", "done_on": ""}, "Укажите день, когда мероприятие выполнено."),
        ({"to": "done", "done_on": "32.09.2026"}, "32 сентября не бывает. Проверьте день."),
        ({"to": "done", "done_on": "01.12.2026"}, "ещё не наступило"),
        ({"to": "not_held", "reason": ""}, "Напишите, почему мероприятие не проводилось."),
        ({"to": "zzz"}, "Выберите состояние из списка."),
    ],
)
def test_a_mark_is_refused_in_words_and_nothing_is_lost(world, enter, sent, said):
    row = occasion_of(laid_out(world), "1.1")
    page = enter(world.anna).post(
        url("measure_status", pk=row.pk), {"version": row.version, "comment": "Моё примечание"} | sent
    )
    assert said in text(page)
    assert page.context["status_form"]["comment"].value() == "Моё примечание"
    assert Occasion.objects.get(pk=row.pk).status == MeasureStatus.PLANNED


def test_of_two_marks_the_second_is_told(world, enter):
    row = occasion_of(laid_out(world), "1.1")
    anna = enter(world.anna)
    anna.post(url("measure_status", pk=row.pk), {"to": "under_way", "version": row.version})
    page = anna.post(url("measure_status", pk=row.pk), {"to": "done", "done_on": "10.09.2026", "version": row.version})
    assert "Ясная Анна Петровна" in text(page)
    assert Occasion.objects.get(pk=row.pk).status == MeasureStatus.UNDER_WAY
    version = page.context["status_form"]["version"].value()
    anna.post(url("measure_status", pk=row.pk), {"to": "done", "done_on": "10.09.2026", "version": version})
    assert Occasion.objects.get(pk=row.pk).status == MeasureStatus.DONE


def test_one_form_brings_a_note_a_link_a_file_and_a_document(world, enter):
    row = occasion_of(laid_out(world), "1.1")
    order = enter_elsewhere(world.school, "order", "О наставничестве", "12", TODAY, world.anna)
    anna = enter(world.anna)
    sent = {
        "text": "Лист ознакомления подписан",
        "url": "https://shkola.example/novost",
        "document": order.pk,
        "nonce": str(uuid4()),
    }
    for _ in range(2):  # an impatient hand
        file = SimpleUploadedFile("протокол.pdf", PDF, "application/pdf")
        anna.post(url("evidence_add", pk=row.pk), sent | {"file": file})
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["document", "file", "link", "text"]
    page = text(anna.get(url("measure_detail", pk=row.measure_id)))
    file = Evidence.objects.get(kind=EvidenceKind.FILE)
    assert f'href="{url("evidence_file", pk=file.pk)}"' in page
    assert b"".join(anna.get(url("evidence_file", pk=file.pk)).streaming_content) == PDF
    anna.post(url("evidence_remove", pk=file.pk))
    assert Evidence.objects.count() == 3


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Добавьте запись, файл, ссылку или документ."),
        ({"url": "не ссылка"}, "Это не адрес страницы."),
        ({"document": "999"}, "Такого документа в журнале регистрации нет."),
        ({"file": SimpleUploadedFile("virus.exe", b"MZ\x90\x00")}, "Word, Excel и PowerPoint"),
    ],
)
def test_evidence_is_refused_in_words(world, enter, sent, said):
    row = occasion_of(laid_out(world), "1.1")
    page = enter(world.anna).post(url("evidence_add", pk=row.pk), sent)
    assert said in text(page)
    assert Evidence.objects.count() == 0


def test_dates_by_hand_and_by_the_words_again(world, enter):
    roadmap = laid_out(world)
    row = occasion_of(roadmap, "2.1")
    anna = enter(world.anna)
    sent = {"version": row.version, "from1": "05.10.2026", "from2": "01.02.2027", "to2": "15.02.2027"}
    anna.post(url("measure_dates", pk=row.pk), sent)
    row.refresh_from_db()
    assert row.by_hand
    assert row.spans == [["2026-10-05", "2026-10-05"], ["2027-02-01", "2027-02-15"]]
    page = anna.post(
        url("measure_dates", pk=row.pk), {"version": row.version, "from1": "05.10.2026", "to1": "01.10.2026"}
    )
    assert "Срок заканчивается раньше, чем начинается." in text(page)
    anna.post(url("measure_dates", pk=row.pk), {"version": row.version, "again": "1"})
    row.refresh_from_db()
    assert (row.by_hand, row.spans) == (False, [])


def test_who_answers_by_hand(world, enter):
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.2.1")
    anna = enter(world.anna)
    form = anna.get(url("measure_responsible", pk=row.pk)).context["form"]
    assert form["roles"].value() == ["curator"]
    names = list(form.fields["persons"].queryset.values_list("surname", flat=True))
    assert "Тайный" not in names
    assert "Лебедев" not in names
    sent = {"version": row.version, "persons": [world.boris_card.pk], "roles": ["head"]}
    anna.post(url("measure_responsible", pk=row.pk), sent)
    assert {str(one) for one in Responsible.objects.filter(measure=row)} == {str(world.boris_card), "руководитель"}
    page = anna.post(
        url("measure_responsible", pk=row.pk), {"version": row.version + 1, "persons": [world.foreign_card.pk]}
    )
    assert "Такого сотрудника в списке нет." in text(page)


# ---- A participant ----


def test_a_participant_marks_what_is_his_and_sees_no_plan(world, enter):
    roadmap = in_force(laid_out(world))
    own, other = occasion_of(roadmap, "2.1"), occasion_of(roadmap, "1.1")
    boris = enter(world.boris)
    card = text(boris.get(url("measure_detail", pk=own.measure_id)))
    assert url("roadmap_detail", pk=roadmap.pk) not in card
    assert url("measure_edit", pk=own.measure_id) not in card
    boris.post(url("measure_status", pk=own.pk), {"to": "under_way", "version": own.version})
    boris.post(url("evidence_add", pk=own.pk), {"text": "Провели первую встречу", "nonce": str(uuid4())})
    assert Occasion.objects.get(pk=own.pk).status == MeasureStatus.UNDER_WAY
    assert Evidence.objects.get().added_by == world.boris
    for name, pk in (("measure_detail", other.measure_id), ("measure_status", other.pk), ("evidence_add", other.pk)):
        ask = boris.get if name == "measure_detail" else boris.post
        assert ask(url(name, pk=pk)).status_code == 404
    for name, pk in (("measure_edit", own.measure_id), ("measure_dates", own.pk), ("roadmap_detail", roadmap.pk)):
        assert boris.get(url(name, pk=pk)).status_code == 403


def test_a_participant_does_not_take_back_anothers_evidence(world, enter):
    row = occasion_of(laid_out(world), "2.1")
    proof = add_evidence(row, EvidenceKind.TEXT, text="Записала куратор", by=world.anna)
    boris = enter(world.boris)
    assert url("evidence_remove", pk=proof.pk) not in text(boris.get(url("measure_detail", pk=row.measure_id)))
    page = boris.post(url("evidence_remove", pk=proof.pk), follow=True)
    assert "добавили не вы" in text(page)
    assert Evidence.objects.count() == 1


# ---- One form, two buttons ----


def test_evidence_typed_beside_the_status_is_saved_with_it(world, enter):
    row = occasion_of(laid_out(world), "1.1")
    anna = enter(world.anna)
    page = text(anna.get(url("measure_detail", pk=row.measure_id)))
    assert re.search(r'<textarea name="text"[^>]* form="doing-form"', page)
    assert f'form="doing-form" formaction="{url("evidence_add", pk=row.pk)}"' in page
    sent = {"to": "under_way", "version": row.version, "text": "Собрали рабочую группу", "nonce": str(uuid4())}
    page = text(anna.post(url("measure_status", pk=row.pk), sent, follow=True))
    assert "Записано: выполняется. Подтверждение добавлено." in page
    assert (Occasion.objects.get(pk=row.pk).status, Evidence.objects.get().text) == (
        MeasureStatus.UNDER_WAY,
        "Собрали рабочую группу",
    )


def test_what_one_part_refuses_loses_nothing_of_the_other(world, enter):
    row = occasion_of(laid_out(world), "1.1")
    anna = enter(world.anna)
    sent = {"to": "not_held", "version": row.version, "text": "Перенесли на весну", "reason": ""}
    page = text(anna.post(url("measure_status", pk=row.pk), sent))
    assert ("почему мероприятие не проводилось" in page, "Перенесли на весну" in page) == (True, True)
    bad = {"to": "under_way", "version": row.version, "url": "не адрес", "comment": "Начали в срок"}
    page = text(anna.post(url("measure_status", pk=row.pk), bad))
    assert ("не адрес" in page, "Начали в срок" in page) == (True, True)
    assert Occasion.objects.get(pk=row.pk).status == MeasureStatus.PLANNED
    wrong = {"to": "under_way", "version": row.version, "file": SimpleUploadedFile("a.exe", b"MZ")}
    page = text(anna.post(url("measure_status", pk=row.pk), wrong))
    assert ("Записано: выполняется. Подтверждение не добавлено." in page, "мы не принимаем" in page) == (True, True)
    assert (Occasion.objects.get(pk=row.pk).status, Evidence.objects.count()) == (MeasureStatus.UNDER_WAY, 0)


def test_the_button_of_evidence_keeps_a_status_that_is_not_saved(world, enter):
    row = occasion_of(laid_out(world), "1.1")
    anna = enter(world.anna)
    sent = {"text": "Собрали группу", "nonce": str(uuid4()), "version": row.version, "comment": ""}
    page = anna.post(url("evidence_add", pk=row.pk), sent | {"to": "under_way", "comment": "Начали в срок"})
    assert "Состояние ещё не записано: нажмите «Записать»." in text(page)
    assert "Начали в срок" in text(page)
    assert (Occasion.objects.get(pk=row.pk).status, Evidence.objects.count()) == (MeasureStatus.PLANNED, 1)
    same = {"to": "planned", "done_on": TODAY.strftime("%d.%m.%Y"), "reason": "", "nonce": str(uuid4())}
    assert anna.post(url("evidence_add", pk=row.pk), sent | same).status_code == 302


def test_only_numbered_papers_are_offered_as_evidence_newest_first(world, enter):
    row = occasion_of(laid_out(world), "1.1")
    older = enter_elsewhere(world.school, "order", "О кураторе", "3", date(2026, 8, 28), by=world.anna)
    newer = enter_elsewhere(world.school, "order", "О парах", "5", date(2026, 9, 3), by=world.anna)
    Document.objects.create(
        organisation=world.school,
        kind="consent",
        title="Согласие Заяц",
        status="issued",
        elsewhere=True,
        date=date(2026, 9, 4),
    )
    page = enter(world.anna).get(url("measure_detail", pk=row.measure_id))
    assert list(page.context["evidence_form"].fields["document"].queryset) == [newer, older]
