"""Loads that nobody decided on, and what was read in those taken back, go by night and when the next file is brought."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from roadmaps.enums import RoadmapImportStatus
from roadmaps.models import RoadmapImport
from roadmaps.services.importing import apply_import, start_import, undo_import
from roadmaps.services.importing.sweeping import PREVIEW_TERM, discard_forgotten
from tests.roadmaps.cast import small
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture(autouse=True)
def _reader(monkeypatch):
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: small())


def start(school, by) -> RoadmapImport:
    return start_import(school, content=b"docx", filename="план.docx", begins=YEAR, years=1, by=by)


def age(*imports: RoadmapImport, by: timedelta = timedelta(minutes=1)) -> None:
    pks = [one.pk for one in imports]
    RoadmapImport.objects.filter(pk__in=pks).update(created_at=timezone.now() - PREVIEW_TERM - by)


def sweep(capsys) -> str:
    capsys.readouterr()
    call_command("sweep_files", "--older-than", "0")
    return capsys.readouterr().out.replace("\xa0", " ")


def test_the_nightly_sweep_takes_forgotten_previews_of_every_organisation(world, capsys):
    ours, theirs = start(world.school, world.anna), start(world.foreign, world.vera)
    fresh, applied = start(world.school, world.anna), start(world.school, world.anna)
    apply_import(applied, world.anna)
    age(ours, theirs, applied)
    age(fresh, by=timedelta(hours=-1))
    said = sweep(capsys)
    assert set(RoadmapImport.objects.values_list("pk", flat=True)) == {fresh.pk, applied.pk}
    assert "Удалены 2 загрузки дорожных карт, которые 30 дней никто не подтвердил.\n" in said
    assert "дорожн" not in sweep(capsys)


def test_the_nightly_sweep_empties_what_was_taken_back(world, capsys):
    undone, applied = start(world.school, world.anna), start(world.school, world.anna)
    apply_import(undone, world.anna)
    apply_import(applied, world.anna)
    undo_import(undone, world.anna)
    assert "дорожн" not in sweep(capsys)  # taking back has left nothing
    RoadmapImport.objects.filter(pk=undone.pk).update(original=small().to_dict(), reading=small().to_dict())
    assert "Убрано прочитанное у 1 отменённой загрузки дорожных карт.\n" in sweep(capsys)
    undone.refresh_from_db()
    assert (undone.status, undone.original, undone.reading) == (RoadmapImportStatus.UNDONE, {}, {})
    applied.refresh_from_db()
    assert applied.original == small().to_dict()


def test_the_next_file_of_an_organisation_takes_only_its_own_forgotten_ones(world):
    ours, theirs = start(world.school, world.anna), start(world.foreign, world.vera)
    age(ours, theirs)
    last = start(world.school, world.anna)
    assert set(RoadmapImport.objects.values_list("pk", flat=True)) == {theirs.pk, last.pk}
    assert discard_forgotten() == 1
