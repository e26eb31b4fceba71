"""The packet for signing day: what is in it, in which order, what is missing, and who may have it."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import sign_consent, withdraw_consent
from mentoring.documents import jobs
from mentoring.documents.jobs import SIGNING_PACKET
from mentoring.documents.kinds import kind_of
from mentoring.documents.selectors.unsigned import signing_day
from mentoring.documents.services.papers import begin_paper, edit_paper, issue_paper
from mentoring.documents.services.signing_day import make_packet
from schools.models import Person, Representation
from schools.papers.enums import JobStatus
from schools.papers.models import Acquaintance, Document, Job
from schools.papers.selectors.files import read_file
from schools.papers.services.acquaintance import ask_acquaintance
from schools.papers.services.documents import annul_document
from schools.papers.services.jobs import JobStopped, start_job
from schools.papers.services.returning import note_returned
from tests import world as cast
from tests.mentoring.documents.cast import first_pair, issue, ordered
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

HEAD = "Директор Г.И.\u00a0Ветров"


def told(world, user=None) -> list[tuple[str, str]]:
    day = signing_day(world.school, YEAR, user or world.anna)
    return [(stack.name, due.words.replace("\u00a0", " ")) for stack in day.stacks for due in stack.dues]


def text(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_people_come_by_name_each_with_what_he_signs(world):
    assert told(world) == [
        ("Заяц Борис Фомич", "Согласие на обработку персональных данных"),
        ("Заяц Борис Фомич", "Согласие на выполнение обязанностей наставника"),
        (world.sofya_card.full_name, "Согласие на обработку персональных данных"),
        (world.sofya_card.full_name, "Согласие на участие в наставничестве"),
    ]


def test_an_order_waits_for_the_head_until_its_signed_copy_comes_back(world):
    order = ordered(world, first_pair(world))
    assert [row for row in told(world) if row[0] == HEAD] == [
        (HEAD, f"{order} «{order.title}»"),
    ]
    Document.objects.filter(pk=order.pk).update(returned_on=TODAY)
    assert Acquaintance.objects.filter(document=order, acquainted_on=None).exists()
    assert [row for row in told(world) if row[0] == HEAD] == [
        (HEAD, f"Лист ознакомления: {order} «{order.title}»"),
    ]
    Acquaintance.objects.update(acquainted_on=TODAY, way="paper")
    assert [row for row in told(world) if row[0] == HEAD] == []


def test_what_is_missing_is_named_with_the_page_where_it_is_mended(world):
    pair = first_pair(world)
    lacks = signing_day(world.school, YEAR, world.anna).lacks
    assert [(lack.message, lack.link) for lack in lacks] == [(f"{pair}: пара утверждена, приказа нет.", "Открыть пару")]
    assert all(lack.url.startswith("/o/lesnaya/") for lack in lacks)


def test_the_packet_has_a_list_on_top_and_everything_in_that_order(world):
    first_pair(world, sign=False)
    packet = make_packet(world.school, None, YEAR, world.anna)
    pages = text(packet.pdf())
    assert "Документы на подпись" in pages[0]
    assert "приказа нет" in pages[0]
    places = [
        next(n for n, page in enumerate(pages) if words in page)
        for words in ("на выполнение обязанностей", "на участие")
    ]
    names = [page for page in pages[1:] if "СОГЛАСИЕ" in page]
    assert len(names) == len(packet.bound.leaves) == 4
    assert packet.signers == ["Заяц Борис Фомич"] * 2 + [world.sofya_card.full_name] * 2
    assert places == sorted(places)


def test_an_issued_order_goes_in_as_it_was_kept(world):
    order = ordered(world, first_pair(world))
    packet = make_packet(world.school, [f"document:{order.pk}"], YEAR, world.anna)
    assert packet.bound.apart(0) == read_file(order.pdf)
    with zipfile.ZipFile(io.BytesIO(packet.zipped())) as archive:
        names = archive.namelist()
        assert names[0] == "000 Опись.pdf"
        assert names[1].startswith(f"001 Директор Г.И. Ветров, Приказ № {order.number} от")
        assert archive.read(names[1]) == read_file(order.pdf)


def test_those_acquainted_by_a_click_are_not_asked_to_sign_the_list(world):
    order = ordered(world, first_pair(world))
    Document.objects.filter(pk=order.pk).update(returned_on=TODAY)
    ask_acquaintance(order, [world.gleb_card])
    Acquaintance.objects.exclude(person=world.gleb_card).update(acquainted_on=TODAY, way="click")
    packet = make_packet(world.school, [f"acquaintance:{order.pk}"], YEAR, world.anna)
    sheet = text(packet.bound.apart(0))[0]
    assert "Ветров Глеб Ильич" in sheet
    assert "Заяц" not in sheet


def test_only_what_was_chosen_is_prepared(world):
    packet = make_packet(world.school, [f"consent:{world.boris_card.pk}:{Purpose.PROCESSING}"], YEAR, world.anna)
    assert packet.signers == ["Заяц Борис Фомич"]
    assert Consent.objects.filter(status=ConsentStatus.PREPARED).count() == 1


def made_of(order: Document, kind: str, by, **answers) -> Document:
    draft = begin_paper(order.organisation, kind, 2026, by, None, ground=order)
    texts = {part.code: part.default for part in kind_of(kind).parts}
    draft = edit_paper(draft, version=draft.version, data={**draft.data, **answers}, texts=texts, by=by)
    return issue_paper(draft, day=TODAY, by=by)


def test_extracts_and_copies_come_after_the_orders_each_to_whoever_certifies_it(world):
    order = ordered(world, first_pair(world))
    anna = Person.objects.get(organisation=world.school, user=world.anna)
    extract = made_of(order, "extract", world.anna, whose=world.boris_card.pk)
    copy = made_of(order, "true_copy", world.anna, certifier=None)
    assert told(world) == [
        (HEAD, f"{order} «{order.title}»"),
        (HEAD, copy.title),
        (anna.full_name, extract.title.replace("\u00a0", " ")),
    ]
    packet = make_packet(world.school, None, YEAR, world.anna)
    assert packet.bound.apart(2) == read_file(extract.pdf)
    assert "Выписка из приказа" in text(packet.pdf())[0]
    note_returned(copy, TODAY, world.anna)
    assert [words for _, words in told(world)][1:] == [extract.title.replace("\u00a0", " ")]
    annul_document(order, "опечатка", world.gleb)
    assert [row for row in told(world) if "приказа" in row[1]] == []


def test_a_sheet_of_acquaintance_made_as_a_paper_is_signed_instead_of_a_list_of_the_same_people(world):
    order = ordered(world, first_pair(world))
    ask_acquaintance(order, [world.gleb_card])
    sheet = made_of(order, "acquaintance_sheet", world.anna, people=[world.boris_card.pk, world.sofya_card.pk])
    assert told(world)[1:] == [(HEAD, sheet.title)]
    note_returned(order, TODAY, world.anna)
    due = signing_day(world.school, YEAR, world.anna).dues[-1]
    assert due.words.startswith("Лист ознакомления: Приказ")
    assert {world.boris_card.pk, world.sofya_card.pk}.isdisjoint(due.people)
    assert world.gleb_card.pk in due.people
    Acquaintance.objects.update(acquainted_on=TODAY, way="click")
    assert told(world) == []


def test_signed_meanwhile_it_is_left_out_and_nothing_left_is_said(world):
    key = f"consent:{world.boris_card.pk}:{Purpose.PROCESSING}"
    make_packet(world.school, [key], YEAR, world.anna)
    sign_consent(Consent.objects.get(person=world.boris_card), TODAY, None, world.anna)
    assert make_packet(world.school, [key], YEAR, world.anna) is None
    job = start_job(world.school, world.anna, SIGNING_PACKET, "т", {"keys": [key], "year": YEAR, "form": "pdf"})
    assert (job.status, job.result) == (JobStatus.FAILED, None)
    assert "уже подписано" in job.message


def test_cancelled_it_stops_and_leaves_no_file(world, monkeypatch):
    first_pair(world)
    real = jobs.make_packet

    def cancelled(organisation, keys, year, by, progress):
        Job.objects.update(status=JobStatus.CANCELLED)
        return real(organisation, keys, year, by, progress)

    monkeypatch.setattr(jobs, "make_packet", cancelled)
    job = start_job(world.school, world.anna, SIGNING_PACKET, "т", {"keys": None, "year": YEAR, "form": "pdf"})
    assert (job.status, job.result) == (JobStatus.CANCELLED, None)


def test_broken_off_and_taken_up_again_it_makes_each_sheet_once(world, monkeypatch):
    arguments = {"keys": None, "year": YEAR, "form": "pdf"}
    calls = []

    def killed(*args, **kwargs):
        calls.append(1)
        if len(calls) == 1:
            raise JobStopped
        return real(*args, **kwargs)

    from mentoring.documents.services import signing_day as service

    real = service.bind
    monkeypatch.setattr(service, "bind", killed)
    make = start_job(world.school, world.anna, SIGNING_PACKET, "т", arguments)
    assert make.result is None
    once = list(Consent.objects.order_by("pk").values_list("pk", "status"))
    again = make_packet(world.school, None, YEAR, world.anna)
    assert len(again.signers) == len(once)
    assert list(Consent.objects.order_by("pk").values_list("pk", "status")) == once


def child(world, name: str) -> Person:
    """A pupil in the bank who has signed nothing."""
    card = cast.person(world.school, name, grade="7А", birth_date=date(2013, 5, 5))
    cast.mentee(card)
    return card


PAGE = "documents:signing_day"


def page(world):
    return reverse(PAGE, kwargs={"organisation": world.school.slug})


def test_from_the_page_to_the_file(world, enter):
    ordered(world, first_pair(world))
    client = enter(world.anna)
    shown = client.get(page(world)).content.decode().replace("\u00a0", " ")
    assert "Ждёт подписи 1 документ: подписывает руководитель." in shown
    answer = client.post(page(world), {"everything": "1", "form": "zip"})
    job = Job.objects.get(kind=SIGNING_PACKET)
    assert answer.url.endswith(f"/jobs/{job.pk}/")
    assert (job.status, job.result.name) == (JobStatus.DONE, "Документы на подпись.zip")
    assert client.get(answer.url).status_code == 200


def test_nothing_ticked_is_said(world, enter):
    answer = enter(world.anna).post(page(world), {"form": "pdf"})
    assert "Ничего не отмечено" in answer.content.decode()
    assert not Job.objects.exists()


def test_keys_of_another_school_bring_nothing(world, enter):
    client = enter(world.vera)
    order = ordered(world, first_pair(world))
    foreign = reverse(PAGE, kwargs={"organisation": world.foreign.slug})
    answer = client.post(foreign, {"ids": [f"document:{order.pk}", f"consent:{world.boris_card.pk}:processing"]})
    assert "Ничего не отмечено" in answer.content.decode()
    assert make_packet(world.foreign, [f"document:{order.pk}"], YEAR, world.vera) is None
    assert told(world, world.vera) == []


def test_issued_papers_of_one_person_stand_with_the_person(world):
    order = ordered(world, first_pair(world))
    agreement = Document.objects.get(pk=issue(order, world.anna).pk)
    Document.objects.filter(pk=agreement.pk).update(person=world.boris_card)
    assert [name for name, words in told(world) if str(order.number) in words] == ["Заяц Борис Фомич", HEAD]


def test_a_representative_signs_for_the_child_and_the_own_sheet_once(world):
    father = cast.person(world.school, "Тузик Илья Ильич")
    for name in ("Тузик Ян Ильич", "Тузик Яна Ильинична"):
        Representation.objects.create(representative=father, pupil=child(world, name), relation="отец")
    own = [words for name, words in told(world) if name == "Тузик Илья Ильич"]
    assert own == [
        "Согласие на обработку персональных данных, за Тузика Я. И.",
        "Согласие на участие в наставничестве, за Тузика Я. И.",
        "Согласие на обработку данных законного представителя",
        "Согласие на обработку персональных данных, за Тузик Я. И.",
        "Согласие на участие в наставничестве, за Тузик Я. И.",
    ]
    packet = make_packet(world.school, None, YEAR, world.anna)
    assert packet.signers.count("Тузик Илья Ильич") == 5


def test_a_minor_without_a_representative_is_told_by_name(world):
    child(world, "Тузик Ян Ильич")
    lacks = [lack.message for lack in signing_day(world.school, YEAR, world.anna).lacks]
    assert [words.replace("\u00a0", " ") for words in lacks if "Тузик" in words] == [
        "Тузик Я. И., согласие на обработку персональных данных: не записано, кто подписывает за обучающегося.",
        "Тузик Я. И., согласие на участие в наставничестве: не записано, кто подписывает за обучающегося.",
    ]
    assert not [name for name, _ in told(world) if "Тузик" in name]


def test_whoever_took_a_consent_back_is_not_asked_anew_by_the_packet(world):
    first_pair(world)
    taken = Consent.objects.get(person=world.boris_card, purpose=Purpose.PROCESSING)
    withdraw_consent(taken, TODAY, "", world.anna)
    day = signing_day(world.school, YEAR, world.anna)
    assert not [due for due in day.dues if due.key.startswith("consent:")]
    assert [lack.message.replace("\u00a0", " ") for lack in day.lacks if "отозвано" in lack.message] == [
        "Заяц Б. Ф., согласие на обработку персональных данных: отозвано, новый лист сам не печатается."
    ]


def test_progress_counts_papers_not_steps(world):
    told: list[tuple[int, int]] = []
    key = f"consent:{world.boris_card.pk}:{Purpose.PROCESSING}"
    make_packet(world.school, [key], YEAR, world.anna, lambda done, total: told.append((done, total)))
    assert (told[-1], {total for _, total in told}) == ((1, 1), {1})


def test_two_copies_are_one_paper_and_the_head_is_counted_among_the_signers(world):
    order = ordered(world, first_pair(world))
    Document.objects.filter(pk=issue(order, world.anna).pk).update(person=world.boris_card)
    day = signing_day(world.school, YEAR, world.anna)
    assert (len(day.dues) - day.papers, day.who.replace("\u00a0", " ")) == (1, "подписывают 1 человек и руководитель")
