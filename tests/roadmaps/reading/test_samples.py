"""The sample files give exactly what stands beside them; without the shared data our own drawn files stand in."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from roadmaps.reading import read_file
from tests.roadmaps.reading.generator import draw
from tests.roadmaps.reading.writers import as_docx, as_xlsx

ROOT = Path(__file__).resolve().parents[3]
OWN = sorted((ROOT / "tests" / "fixtures" / "roadmaps").glob("*.expected.json"))
SHARED = ROOT.parent / "shared" / "data" / "roadmaps"
# Under numbers: the files are named after places.
SAMPLES = dict(enumerate(sorted(path for ending in ("docx", "xlsx") for path in SHARED.glob(f"*.{ending}")), 1))


def collapsed(value):
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {name: collapsed(one) for name, one in value.items()}
    return [collapsed(one) for one in value] if isinstance(value, list) else value


def expected_of(path):
    structure = json.loads(path.with_suffix(".expected.json").read_text())
    structure.pop("source")
    return collapsed(structure)


def test_every_sample_has_its_expected_structure():
    missing = {number for number, path in SAMPLES.items() if not path.with_suffix(".expected.json").exists()}
    assert missing == set()
    assert [bool(SAMPLES), len(OWN) > 2] == [SHARED.is_dir(), True]


def test_the_samples_are_read_exactly_and_without_doubts():
    read = {number: read_file(path.read_bytes(), path.name) for number, path in SAMPLES.items()}
    assert {number: collapsed(one.as_json()) for number, one in read.items()} == {
        number: expected_of(path) for number, path in SAMPLES.items()
    }
    assert {number: one.doubts for number, one in read.items()} == dict.fromkeys(SAMPLES, [])


@pytest.mark.parametrize("write", [as_docx, as_xlsx])
@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name.partition(".")[0])
def test_our_own_files_are_read_exactly(path, write):
    drawing = draw(json.loads(path.read_text()), 3, breaks=True)
    assert collapsed(read_file(write(drawing)).as_json()["stages"]) == collapsed(drawing.expected["stages"])


def command(path, capsys, *options):
    try:
        call_command("import_roadmap", str(path), *options)
        code = 0
    except SystemExit as stop:
        code = stop.code
    return code, capsys.readouterr().out


def test_the_command_prints_the_structure(tmp_path, capsys):
    drawing = draw(json.loads(OWN[0].read_text()), 3)
    path = tmp_path / "карта.docx"
    path.write_bytes(as_docx(drawing))
    code, out = command(path, capsys, "--json")
    assert (code, json.loads(out)) == (0, read_file(path.read_bytes()).as_json())


def test_the_command_tells_people_what_was_read(tmp_path, capsys):
    drawing = draw(json.loads(OWN[0].read_text()), 3)
    path = tmp_path / "карта.docx"
    path.write_bytes(as_docx(drawing))
    roadmap = read_file(path.read_bytes())
    out = command(path, capsys)[1].splitlines()
    assert out[0] == roadmap.title
    assert len(out) == 1 + len(roadmap.stages) + len(roadmap.doubts)


def test_a_file_without_a_roadmap_ends_with_an_error(tmp_path, capsys):
    path = tmp_path / "список.txt"
    path.write_text("Просто текст")
    code, out = command(path, capsys, "--json")
    answer = json.loads(out)
    assert (code, set(answer), answer["error"]) == (1, {"error", "message"}, True)
    assert answer["message"].endswith(".")


def test_a_missing_file_ends_with_an_error(tmp_path, capsys):
    code, out = command(tmp_path / "нет.docx", capsys, "--json")
    assert (code, json.loads(out)["error"]) == (1, True)
