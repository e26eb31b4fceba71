"""After destruction no file made or kept earlier lets the person's data be downloaded."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from mentoring.consents.enums import Purpose
from mentoring.consents.services import attach_scan, sign_consent
from mentoring.documents.jobs import AGREEMENTS_ISSUE, SIGNING_PACKET
from mentoring.documents.services.sheets import prepare_sheets
from schools.papers.enums import JobStatus
from schools.papers.models import Job, StoredFile
from schools.papers.services.archive import YEAR_ARCHIVE
from schools.papers.services.files import store_file
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from tests import world as cast
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today")]
MADE = (YEAR_ARCHIVE, "register_book", "acquaintance_journal", SIGNING_PACKET, AGREEMENTS_ISSUE)


def test_scans_archives_journals_and_packets_are_gone(world, enter):
    card = cast.person(world.school, "Кравец Тарас Ильич", "сторож")

    def kept(words: bytes) -> StoredFile:
        return store_file(world.school, words, "файл.pdf", "application/pdf", world.anna)

    results = [kept(kind.encode()) for kind in MADE]
    for kind, result in zip(MADE, results, strict=True):
        Job.objects.create(
            organisation=world.school, user=world.anna, kind=kind, title="т", status=JobStatus.DONE, result=result
        )
    [sheet] = prepare_sheets(world.school, [(card, Purpose.PROCESSING)], YEAR, world.anna).consents
    first, second = kept(b"first scan"), kept(b"second scan")
    sign_consent(sheet, TODAY, first, world.anna)
    sheet.refresh_from_db()
    attach_scan(sheet, second, world.anna)
    StoredFile.objects.update(created_at=timezone.now() - timedelta(hours=1))
    sent = kept(b"somebody's form is being sent")
    files = [*results, first, second]
    client = enter(world.anna)
    urls = [reverse("papers:file", args=[world.school.slug, one.pk]) for one in files]
    assert [client.get(url).status_code for url in urls] == [200] * len(files)

    archive_person(card, world.anna)
    card.refresh_from_db()
    destroy_person(card, reason="term", ground_on=TODAY, by=world.gleb)

    assert [client.get(url).status_code for url in urls] == [404] * len(files)
    assert not any(default_storage.exists(one.path) for one in files)
    assert StoredFile.objects.filter(pk=sent.pk).exists()
    assert not Job.objects.filter(kind__in=MADE).exists()
