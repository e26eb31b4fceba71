"""`manage.py bank`: the pages' bulk deeds from a terminal."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from tests.world import YEAR, mentee, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def run(*words: object) -> dict:
    out = io.StringIO()
    call_command("bank", *map(str, words), "--organisation", "lesnaya", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_people_are_added_by_their_numbers_within_the_organisation(world):
    report = run("add", "mentors", world.sofya_card.pk, world.boris_card.pk, world.foreign_card.pk)
    assert [row["name"] for row in report["done"]] == ["Черных Софья Павловна"]
    assert report["skipped"] == [{"name": "Заяц Борис Фомич", "reason": "уже в банке"}]
    assert [row["name"] for row in report["warnings"]] == ["Черных Софья Павловна"]


def test_last_year_is_copied_whole_or_in_part(world):
    mentee(person(world.school, "Белый Ян Ильич"))
    assert len(run("copy", "mentees", world.mentee.pk, "--year", YEAR + 1)["done"]) == 1
    report = run("copy", "mentees", "--year", YEAR + 1)
    assert ([row["name"] for row in report["done"]], len(report["skipped"])) == (["Белый Ян Ильич"], 1)
    assert Mentee.objects.filter(year=YEAR + 1).count() == 2


def test_statuses_pass_by_the_same_door(world):
    Mentor.objects.filter(pk=world.mentor.pk).update(load=1)
    report = run("status", "mentors", "--to", "withdrawn", "--reason", "лето")
    assert (report["done"], len(report["skipped"])) == ([], 1)
    report = run("status", "mentees", "--to", "withdrawn", "--reason", "лето")
    assert [row["status"] for row in report["done"]] == [BankStatus.WITHDRAWN]
    assert Mentee.objects.get(pk=world.foreign_mentee.pk).status == BankStatus.CONFIRMED


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "mentors", "--organisation", "lesnaya"], "номера карточек"),
        (["status", "mentors", "--organisation", "lesnaya"], "новое состояние"),
        (["copy", "mentors", "--organisation", "nowhere"], "Организации «nowhere» нет"),
    ],
)
def test_what_is_missing_is_said(world, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("bank", *words)


def test_in_words_for_people(world, capsys):
    call_command("bank", "add", "mentors", str(world.boris_card.pk), "--organisation", "lesnaya")
    assert capsys.readouterr().out == "Сделано: 0. Пропущено: 1.\n  Заяц Борис Фомич: уже в банке\n"
