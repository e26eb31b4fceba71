"""A questionnaire as a file: there and back, and whatever else a file may be."""

import json

import pytest
from django.core.exceptions import ValidationError

from mentoring.surveys.library import library
from mentoring.surveys.models import Questionnaire
from mentoring.surveys.services.exchange import BIGGEST, export_json, import_json, read_file
from mentoring.surveys.services.questionnaires import archive_questionnaire, take_from_library
from schools.journal.models import Entry
from tests.mentoring.surveys.cast import make_questionnaire


def told(own: Questionnaire, **changed) -> dict:
    return json.loads(export_json(own)) | changed


def packed(value) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def test_there_and_back_between_schools(world):
    own = make_questionnaire(world.foreign, title="Наш пульс", mode="confidential")
    Questionnaire.objects.filter(pk=own.pk).update(forms=["teacher-teacher"], origin="")
    own.refresh_from_db()
    taken = import_json(world.school, export_json(own), world.anna)
    for name in ("title", "purpose", "side", "mode", "forms", "content"):
        assert getattr(taken, name) == getattr(own, name)
    assert (taken.organisation, taken.origin) == (world.school, "")
    assert Entry.objects.get(organisation=world.school).deed == "анкета загружена из файла"


def test_every_library_questionnaire_goes_through_a_file(world):
    for item in library():
        own = take_from_library(world.school, item, None)
        assert read_file(world.foreign, export_json(own)).faults == []
        assert import_json(world.foreign, export_json(own), None).wording == item.wording


def test_a_file_tells_nothing_of_people_or_places(world):
    own = make_questionnaire(world.school)
    assert set(told(own)) == {"file", "version", "title", "purpose", "side", "mode", "forms", "content"}
    assert world.school.short_name not in export_json(own).decode()


def test_read_twice_is_loaded_once(world):
    content = export_json(make_questionnaire(world.foreign))
    made = import_json(world.school, content, world.anna)
    with pytest.raises(ValidationError, match="Точно такая анкета у вас уже есть"):
        import_json(world.school, content, world.anna)
    assert read_file(world.school, content).twin == made
    archive_questionnaire(made, world.anna)
    assert "(в архиве)" in read_file(world.school, content).faults[0]


def test_what_cannot_be_kept_is_told(world):
    own = make_questionnaire(world.foreign)
    found = read_file(world.school, packed(told(own, purpose="zzz", side=7, mode=None, forms=["teacher-moon", 3])))
    assert found.faults == []
    assert len(found.notes) == 4
    made = import_json(world.school, packed(told(own, purpose="zzz", side=7, mode=None, forms=["teacher-moon"])), None)
    assert (made.purpose, made.side, made.mode, made.forms) == ("other", "anybody", "confidential", [])


def test_every_fault_is_told_at_once_with_its_place(world):
    content = {
        "title": "Чужая",
        "sections": [
            {
                "questions": [
                    {"code": "Код", "kind": "scale", "text": "Первый?"},
                    {"code": "b", "kind": "single", "text": "Согласны на обработку данных?", "options": []},
                    {"code": "c", "kind": "zzz", "text": ""},
                ]
            }
        ],
    }
    found = read_file(world.school, packed(told(make_questionnaire(world.foreign), content=content)))
    joined = " ".join(found.faults)
    for words in ("Вопрос 1 «Первый?»: код", "отдельный документ", "хотя бы два варианта", "такого вида вопроса нет"):
        assert words in joined
    with pytest.raises(ValidationError):
        import_json(world.school, packed(told(make_questionnaire(world.foreign), content=content)), world.anna)
    assert not Questionnaire.objects.filter(organisation=world.school).exists()


NESTED = b"[" * 200_000
BAD = {
    "empty": b"",
    "not JSON": b"hello",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "another encoding": "Анкета".encode("cp1251"),
    "a list": b"[]",
    "a number": b"5",
    "nothing": b"null",
    "not finite": b'{"file": NaN}',
    "nested": NESTED,
    "a long number": b'{"file": ' + b"9" * 6000 + b"}",
    "too big": b" " * (BIGGEST + 1),
    "half a letter": b'{"file": "mentoring-questionnaire", "version": 1, "content": {"title": "\\ud800", "sections": []}}',
    "another file": b'{"file": "roadmap", "version": 1, "content": {}}',
    "no version": b'{"file": "mentoring-questionnaire", "content": {}}',
    "newer": b'{"file": "mentoring-questionnaire", "version": 2, "content": {}}',
    "not a version": b'{"file": "mentoring-questionnaire", "version": true, "content": {}}',
    "no questions": b'{"file": "mentoring-questionnaire", "version": 1, "content": {}}',
    "odd sections": b'{"file": "mentoring-questionnaire", "version": 1, "content": {"sections": [1, {"questions": 5}, null]}}',
    "odd questions": b'{"file": "mentoring-questionnaire", "version": 1, "content": {"sections": [{"questions": [1, [], '
    b'{"code": [], "kind": {}, "text": 5, "options": "x", "rows": [1], "limit": 1e999, "when": 3}]}]}}',
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_russian_sentences_and_nothing_is_written(world, name):
    found = read_file(world.school, BAD[name])
    assert found.faults
    for fault in found.faults:
        assert any("а" <= letter.lower() <= "я" for letter in fault)
    with pytest.raises(ValidationError):
        import_json(world.school, BAD[name], world.anna)
    assert not Questionnaire.objects.exists()
    assert not Entry.objects.exists()


def test_signs_that_break_a_database_are_taken_out(world):
    own = make_questionnaire(world.foreign)
    raw = told(own, title="Наша\x00 анкета")
    raw["content"]["sections"][0]["questions"][0]["text"] = "Полезно\x00?"
    made = import_json(world.school, packed(raw), world.anna)
    assert made.title == "Наша анкета"
    assert next(iter(made.wording.questions())).text == "Полезно?"
