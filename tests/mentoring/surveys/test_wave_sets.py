"""What a ready set fills the form of a wave with."""

import pytest

from mentoring.surveys.enums import Purpose
from mentoring.surveys.library import LibrarySet, library_item, set_for
from mentoring.surveys.models import Questionnaire, Wave
from mentoring.surveys.services.questionnaires import take_from_library
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.test_wave_pages import at
from tests.world import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


def wave_of(world: World, chosen: LibrarySet, **fields: object) -> Wave:
    parts = [take_from_library(world.school, library_item(code), world.anna) for _, code in chosen.parts]
    return cast.open_wave(world.school, *parts, **fields)


def named(boxes: list) -> list[str]:
    return [box.data["value"] for box in boxes]


def test_the_sets_own_questionnaires_stand_in_front_and_others_behind(world, enter):
    other, anna = cast.make_questionnaire(world.school, title="Наша"), enter(world.anna)
    page = anna.get(at("wave_create", set="pulse"))
    front, behind = page.context["form"].parts_groups()
    assert (named(front), named(behind)) == (["lib:pulse_mentor", "lib:pulse_mentee"], [f"own:{other.pk}"])
    text = page.content.decode()
    assert text.index("lib:pulse_mentee") < text.index("Другая анкета…") < text.index(f"own:{other.pk}")
    # What is ticked is never hidden.
    page = anna.post(at("wave_create", set="pulse"), {"parts": [f"own:{other.pk}"]})
    front, behind = page.context["form"].parts_groups()
    assert (named(front), named(behind)) == (["lib:pulse_mentor", "lib:pulse_mentee", f"own:{other.pk}"], [])


def test_a_start_leaves_the_form_of_another_set_as_it_was(world, enter):
    anna = enter(world.anna)
    before = named(anna.get(at("wave_create", set="pulse")).context["form"].parts_groups()[0])
    wave_of(world, set_for(world.school, "interim"))
    assert named(anna.get(at("wave_create", set="pulse")).context["form"].parts_groups()[0]) == before


def test_a_wave_being_prepared_shows_its_own_in_front_and_no_set_shows_all(world, enter):
    own, other = (cast.make_questionnaire(world.school, title=title) for title in ("Наша", "Ещё одна"))
    wave, anna = cast.make_wave(world.school, own, by=world.anna), enter(world.anna)
    front, behind = anna.get(at("wave_edit", wave.pk)).context["form"].parts_groups()
    assert (named(front), named(behind)) == ([f"own:{own.pk}"], [f"own:{other.pk}"])
    front, behind = anna.get(at("wave_create")).context["form"].parts_groups()
    assert (set(named(front)), behind) == ({f"own:{own.pk}", f"own:{other.pk}"}, [])


def test_a_set_after_is_compared_with_the_latest_wave_of_its_set_before(world, enter):
    chosen, anna = set_for(world.school, "after_teacher"), enter(world.anna)

    def filled() -> int | None:
        return anna.get(at("wave_create", set=chosen.code)).context["form"]["before"].value()

    assert chosen.before == "before_teacher"
    assert filled() is None
    mine = {"purpose": Purpose.BEFORE}
    wave_of(world, set_for(world.school, "before_teacher"), **mine, opens_on=TODAY.replace(day=1))
    latest = wave_of(world, set_for(world.school, "before_teacher"), **mine)
    # Of another form of mentoring, and later.
    wave_of(world, set_for(world.school, "before_pupil"), **mine)
    assert filled() == latest.pk
    Questionnaire.objects.filter(origin="before_mentee_teacher").update(origin="")
    assert filled() is None
