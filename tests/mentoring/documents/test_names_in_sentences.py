"""Names inside sentences on screen stand in their cases; what the school wrote over the declension counts there too."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.consents.enums import Purpose
from mentoring.consents.erasing import objections
from mentoring.consents.selectors import consequences_of_withdrawal
from mentoring.consents.services import prepare_consent
from mentoring.documents.selectors.unsigned import signing_day
from mentoring.pairs.selectors.findings import warnings_of
from schools.models import Person, Representation
from schools.russian import Case
from schools.traces import traces_of
from tests import world as cast
from tests.mentoring.pairs import cast as pairs_cast
from tests.sweeps.reading import undeclined
from tests.world import YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
# Nominative, «карточку …» (genitive), «за …» (accusative).
PEOPLE = [
    ("Заяц Пётр Фомич", "Зайца П. Ф.", "Зайца П. Ф."),
    ("Гринь Мария Андреевна", "Гринь М. А.", "Гринь М. А."),
    ("Гринь Матвей Андреевич", "Гриня М. А.", "Гриня М. А."),
    ("Ковалёва Алёна Ильинична", "Ковалёвой А. И.", "Ковалёву А. И."),
]


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def signed_for(world, child: Person) -> Representation:
    return Representation.objects.create(representative=cast.person(world.school, "Мягкова Ия Ильинична"), pupil=child)


@pytest.mark.parametrize(("name", "whose", "whom"), PEOPLE)
def test_sentences_of_consents(world, name, whose, whom):
    child = cast.person(world.school, name, grade="6А")
    cast.mentee(child)
    link = signed_for(world, child)
    consent = prepare_consent(child, Purpose.PROCESSING, None, link, world.anna)
    assert plain(consequences_of_withdrawal(consent)[0]).startswith(f"Карточку {whose} придётся закрыть")
    [objection] = objections(link.representative, traces_of(link.representative, "", []))
    assert plain(objection).startswith(f"Подписывает согласие на обработку персональных данных за {whom}: ")
    days = signing_day(world.school, YEAR, world.anna)
    [stack] = [one for one in days.stacks if one.person == link.representative]
    assert plain(stack.dues[0].words) == f"Согласие на обработку персональных данных, за {whom}"
    with pytest.raises(ValidationError) as refusal:
        prepare_consent(child, Purpose.PROCESSING, None, signed_for(world, world.misha_card), world.anna)
    assert plain(refusal.value.messages[0]) == f"У {whose} этот представитель не записан. Выберите из записанных."


def test_the_load_of_a_mentor(world):
    mentees = [pairs_cast.new_mentee(world) for _ in range(3)]
    found = warnings_of(pairs_cast.draft(world, mentor=cast.mentor(_zayats(world), capacity=5), mentees=mentees))
    [told] = [plain(one.message) for one in found if one.code == "load"]
    assert told == "Большая нагрузка: у наставника Зайца П. Ф. будет 3 наставляемых."


def _zayats(world) -> Person:
    return cast.person(world.school, "Заяц Пётр Фомич", "учитель химии")


def test_the_schools_own_forms_count(world):
    card = cast.person(world.school, "Гринь Мария Андреевна", case_overrides={"gent": "Грини Марии Андреевны"})
    assert plain(card.short_in(Case.GENT)) == "Грини М. А."
    card.case_overrides = {"gent_short": "Грини М.А."}
    assert [plain(card.short_in(case)) for case in (Case.GENT, Case.DATV)] == ["Грини М. А.", "Гринь М. А."]
    assert plain(card.short_name) == "Гринь М. А."


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Карточку Заяц Б. Ф. придётся закрыть", 1),
        ("у <b>наставника</b> за Заяц Б. Ф.", 1),
        ("Карточку Зайца Б. Ф. придётся закрыть", 0),
        ("Карточка: Заяц Б. Ф.", 0),
        ("наставник Заяц Б. Ф.", 0),
    ],
)
def test_what_the_sweep_of_pages_looks_for(line, found):
    assert len(undeclined(f"<p>{line}</p>", {"Заяц Б. Ф."})) == found
