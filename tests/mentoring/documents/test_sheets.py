"""Sheets prepared and printed: one by one, as a packet by the worker, from a terminal."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import sign_consent
from mentoring.documents import jobs
from mentoring.documents.jobs import CONSENTS_PACKET, arguments_of
from mentoring.documents.selectors.owed import signers_of
from mentoring.documents.services.sheets import NO_PAGE, prepare_sheets
from mentoring.documents.services.wording import keep_wording
from schools.papers.enums import JobStatus
from schools.papers.models import Job
from schools.papers.selectors.files import read_file
from schools.papers.services.jobs import JobStopped, start_job
from tests import world as cast
from tests.mentoring.documents.test_consents import many, prepared
from tests.mentoring.documents.test_pages import at
from tests.mentoring.documents.test_wording import texts
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def test_printed_again_a_sheet_is_the_same(world):
    first, second = prepared(world), prepared(world)
    assert first == second
    world.boris_card.surname = "Волк"
    world.boris_card.save()
    third = prepared(world)
    first.refresh_from_db()
    assert (third.pk != first.pk, first.status) == (True, ConsentStatus.REPLACED)


def test_new_wording_makes_a_new_sheet(world):
    first = prepared(world)
    own = texts("consent_processing", points="Своё условие.")
    keep_wording(world.school, "consent_processing", own, world.anna)
    assert prepared(world).pk != first.pk


def test_a_sheet_of_a_past_year_is_not_printed(world):
    with pytest.raises(ValidationError, match="Учебный год 2025/26 прошёл"):
        prepare_sheets(world.school, [(world.boris_card, Purpose.PROCESSING)], 2025, world.anna)


def test_terms_follow_the_year_of_the_sheet(world):
    assert prepared(world).valid_until is None
    assert prepared(world, purpose=Purpose.MENTOR_DUTIES).valid_until == date(2027, 8, 31)


def test_signed_meanwhile_it_is_skipped_with_a_word(world):
    sign_consent(prepared(world), TODAY, None, world.anna)
    result = prepare_sheets(world.school, [(world.boris_card, Purpose.PROCESSING)], 2026, world.anna)
    assert result.consents == []
    assert [(sentence.replace("\u00a0", " "), code) for sentence, code in result.skipped.items()] == [
        ("Заяц Б. Ф.: согласие на обработку персональных данных уже подписано 14.09.2026.", "")
    ]


def test_a_sheet_without_the_page_that_it_names_is_refused_by_a_code_once_for_many(world):
    wanted = [(person, Purpose.DISSEMINATION) for person in (world.boris_card, world.gleb_card)]
    result = prepare_sheets(world.school, wanted, 2026, world.anna)
    assert (result.consents, list(result.skipped.values())) == ([], [NO_PAGE])


def test_many_sheets_go_to_the_worker(world, enter):
    many(world, 6)
    response = enter(world.anna).post(at("consent_print"), {"everybody": "1"})
    job = Job.objects.get()
    assert response.url == reverse("papers:job", args=["lesnaya", job.pk])
    assert (job.status, job.title, job.done, job.total) == (
        JobStatus.DONE, "Согласия на подпись: 16 листов", 16, 16,
    )  # fmt: skip
    pages = PdfReader(BytesIO(read_file(job.result))).pages
    assert len(pages) == 16
    names = [signer.person.full_name for signer in signers_of(world.school, 2026, TODAY, world.anna)]
    texts_of_pages = [" ".join(page.extract_text().split()) for page in pages]
    assert [[place for place, name in enumerate(names) if name in text] for text in texts_of_pages] == [
        [place] for place in range(8) for _ in range(2)
    ]


def test_the_packet_begun_anew_makes_no_second_sheets(world):
    wanted = [(world.boris_card, Purpose.PROCESSING), (world.sofya_card, Purpose.PROCESSING)]
    told = []

    def stopped(done, total):
        told.append((done, total))
        if done == 1:
            raise JobStopped

    job = Job(organisation=world.school, user=world.anna, arguments=arguments_of(wanted, 2026))
    with pytest.raises(JobStopped):
        jobs.consents_packet(job, stopped)
    # Of sheets, not of steps: people count papers.
    assert told == [(0, 2), (1, 2)]
    assert Consent.objects.count() == 2
    jobs.consents_packet(job, lambda done, total: None)
    assert Consent.objects.count() == 2


def test_a_packet_of_people_who_signed_meanwhile_fails_in_words(world):
    sign_consent(prepared(world), TODAY, None, world.anna)
    wanted = [(world.boris_card, Purpose.PROCESSING)]
    job = start_job(world.school, world.anna, CONSENTS_PACKET, "Согласия", arguments_of(wanted, 2026))
    assert (job.status, job.message.replace("\u00a0", " ")) == (
        JobStatus.FAILED,
        "Заяц Б. Ф.: согласие на обработку персональных данных уже подписано 14.09.2026.",
    )


def test_the_command_prints_the_same(world, tmp_path, capsys):
    cast.mentee(world.misha_card)
    target = tmp_path / "согласия.pdf"
    call_command("print_consents", str(target), organisation="lesnaya", json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["sheets"], told["people"], told["file"], len(told["skipped"])) == (4, 2, str(target), 1)
    assert len(PdfReader(target).pages) == 4
    call_command("print_consents", str(target), organisation="lesnaya")
    assert f"Записано в {target}: 4 листа для 2 человек." in capsys.readouterr().out


def test_the_command_refuses_in_words(world, tmp_path):
    with pytest.raises(CommandError, match="Организации «нет» нет"):
        call_command("print_consents", str(tmp_path / "а.pdf"), organisation="нет")
    with pytest.raises(CommandError, match="Папки .* нет"):
        call_command("print_consents", str(tmp_path / "б" / "а.pdf"), organisation="lesnaya")
    with pytest.raises(CommandError, match="Учебный год 2024/25 прошёл"):
        call_command("print_consents", str(tmp_path / "а.pdf"), organisation="lesnaya", year=2024)
