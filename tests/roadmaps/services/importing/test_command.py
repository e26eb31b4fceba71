"""`import_roadmap`, the same step from the command line."""

import json

import pytest
from django.core.management import CommandError, call_command

from roadmaps.models import Roadmap, RoadmapImport
from tests.roadmaps.cast import small
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "план.docx"
    path.write_bytes(b"docx")
    return str(path)


@pytest.fixture
def command(reader, monkeypatch, capsys):
    monkeypatch.setattr("roadmaps.management.commands.import_roadmap.read_file", lambda content, filename: small())

    def run(*arguments: str) -> str:
        call_command("import_roadmap", *arguments)
        return capsys.readouterr().out

    return run


def test_the_command_loads_in_somebodys_name(world, file, command):
    said = json.loads(
        command(file, "--json", "--apply", "--organisation=lesnaya", "--year=2026", "--years=2", "--by=anna")
    )
    roadmap = Roadmap.objects.get()
    assert said == small().as_json() | {"roadmap": roadmap.pk}
    assert (roadmap.organisation, roadmap.begins, roadmap.years, roadmap.created_by) == (
        world.school,
        2026,
        2,
        world.anna,
    )
    assert RoadmapImport.objects.get().roadmap == roadmap


def test_the_command_loads_for_the_installation_and_this_year(world, file, command):
    assert "Загружена" in command(file, "--apply", "--organisation=lesnaya")
    roadmap = Roadmap.objects.get()
    assert (roadmap.begins, roadmap.created_by) == (YEAR, None)


def test_the_command_only_shows_unless_told_to_load(world, file, command):
    assert json.loads(command(file, "--json")) == small().as_json()
    assert RoadmapImport.objects.count() == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--apply"], "Назовите организацию"),
        (["--apply", "--organisation=net"], "Организации «net» нет"),
        (["--apply", "--organisation=lesnaya", "--by=nobody"], "Учётной записи «nobody» нет"),
        (["--apply", "--organisation=lesnaya", "--by=vera"], "составляет и правит куратор"),
        (["--apply", "--organisation=lesnaya", "--year=26"], "первый учебный год"),
    ],
)
def test_the_command_refuses_in_words(world, file, command, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        command(file, *arguments)
    assert Roadmap.objects.count() == 0
