"""`manage.py pairs`: the bulk deeds without a browser."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mentoring.pairs.models import Pair
from tests.mentoring.pairs.cast import new_mentee

pytestmark = pytest.mark.usefixtures("today")


def run(*arguments: str, by: str, place: str = "lesnaya") -> dict:
    said = StringIO()
    call_command("pairs", *arguments, "--organisation", place, "--by", by, "--json", stdout=said)
    return json.loads(said.getvalue())


def test_from_suggestion_to_approval(world):
    proposed = {"mentor": "Заяц Борис Фомич", "mentees": ["Черных Софья Павловна"], "reason": ""}
    assert run("suggest", by="anna") == {"pairs": [{"id": None, "status": "", **proposed}], "left": []}
    assert Pair.objects.count() == 0
    made = run("suggest", "--apply", by="anna")
    pk = str(Pair.objects.get().pk)
    assert made == {"pairs": [{"id": int(pk), "status": "составляется", **proposed}], "left": []}
    for deed, by, status in (
        ("submit", "anna", "у руководителя"),
        ("approve", "gleb", "утверждена"),
        ("undo", "gleb", "у руководителя"),
    ):
        assert [line["status"] for line in run(deed, pk, by=by)["pairs"]] == [status]
    assert run("return", pk, "--comment", "Другой срок.", by="gleb")["pairs"][0]["status"] == "возвращена"


def test_who_stays_without_a_pair_is_told(world):
    type(world.mentor).objects.filter(pk=world.mentor.pk).update(capacity=1)
    mentee = new_mentee(world)
    left = {row["name"] for row in run("suggest", by="anna")["left"]}
    assert len(left & {mentee.person.full_name, "Черных Софья Павловна"}) == 1


@pytest.mark.parametrize(
    ("arguments", "by", "place"),
    [
        (["suggest"], "anna", "nowhere"),
        (["suggest"], "nobody", "lesnaya"),
        (["suggest", "--apply"], "gleb", "lesnaya"),
        (["submit"], "anna", "lesnaya"),
        (["submit", "999"], "anna", "lesnaya"),
        (["approve", "1"], "vera", "lesnaya"),
    ],
)
def test_what_cannot_be_is_said_in_words(world, arguments, by, place):
    with pytest.raises(CommandError):
        run(*arguments, by=by, place=place)
    assert Pair.objects.count() == 0
