"""The dictionaries: what the migration brings, and the organisation's own topics."""

import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentoring.banks.enums import Contingent, Side
from mentoring.banks.models import MentoringForm, MentoringKind, MentorStrength, Topic
from mentoring.banks.selectors.dictionary import topics_for
from mentoring.banks.services import add_topic, rename_topic, switch_topic
from schools.journal.models import Entry

from .cards import topic

pytestmark = pytest.mark.django_db
reference = importlib.import_module("mentoring.banks.migrations.0003_reference")


def test_the_seven_kinds_and_the_forms_are_there():
    assert set(MentoringKind.objects.values_list("code", flat=True)) == {
        "traditional",
        "group",
        "situational",
        "short-term",
        "speed",
        "reverse",
        "virtual",
    }
    for form in MentoringForm.objects.all():
        assert set(form.mentor_sides + form.mentee_sides) <= set(Side.values)
        assert form.contingent in Contingent.values
        pupils = form.mentee_sides == [Side.PUPIL]
        assert (form.contingent == Contingent.PUPILS) is pupils


def test_the_reference_data_comes_and_goes_but_not_from_under_people(world):
    kept = topic("методика урока")
    MentorStrength.objects.create(mentor=world.mentor, topic=kept)
    form = MentoringForm.objects.get(code="pupil-pupil")
    world.mentor.forms.add(form)
    counts = (Topic.objects.count(), MentoringForm.objects.count(), MentoringKind.objects.count())
    reference.unload(apps, None)
    assert (list(Topic.objects.all()), list(MentoringForm.objects.all())) == ([kept], [form])
    assert MentoringKind.objects.count() == 0
    reference.load(apps, None)
    reference.load(apps, None)
    assert (Topic.objects.count(), MentoringForm.objects.count(), MentoringKind.objects.count()) == counts


def test_an_own_topic_is_offered_to_its_school_only(world):
    own = add_topic(world.school, " школьный  музей ", False, world.anna)
    assert own.name == "школьный музей"
    assert own in topics_for(world.school)
    assert own not in topics_for(world.foreign)
    assert list(topics_for(world.school))[-1] == own


@pytest.mark.parametrize("name", ["школьный музей", "Школьный  Музей", "Методика Урока"])
def test_the_same_word_is_not_added_twice(world, name):
    add_topic(world.school, "школьный музей", False, world.anna)
    with pytest.raises(ValidationError, match="уже есть"):
        add_topic(world.school, name, False, world.anna)
    if name != "Методика Урока":
        assert add_topic(world.foreign, name, False, world.vera).organisation == world.foreign


@pytest.mark.parametrize(("name", "sentence"), [("  ", "Впишите название"), ("щ" * 151, "длиннее 150")])
def test_a_name_must_be_a_name(world, name, sentence):
    with pytest.raises(ValidationError, match=sentence):
        add_topic(world.school, name, False, world.anna)


def test_a_topic_switched_off_stays_where_it_was_chosen(world):
    own = add_topic(world.school, "школьный музей", False, world.anna)
    switch_topic(own, False, world.anna)
    assert own not in topics_for(world.school)
    assert own in topics_for(world.school, [own.pk])
    switch_topic(own, True, world.anna)
    assert own in topics_for(world.school)
    assert list(Entry.objects.values_list("deed", flat=True)) == [
        "направление помощи включено",
        "направление помощи выключено",
        "добавлено направление помощи",
    ]


def test_an_own_topic_is_renamed_a_common_one_is_not(world):
    own = rename_topic(add_topic(world.school, "музей", False, world.anna), "школьный музей", True, world.anna)
    assert (own.name, own.has_detail) == ("школьный музей", True)
    assert rename_topic(own, "Школьный музей", True, world.anna).name == "Школьный музей"
    with pytest.raises(ValidationError, match="администратор"):
        rename_topic(topic("методика урока"), "методика", False, world.anna)
    with pytest.raises(ValidationError, match="администратор"):
        switch_topic(topic("методика урока"), False, world.anna)


@pytest.mark.parametrize("own", [True, False])
def test_the_database_keeps_names_apart(world, own):
    place = world.school if own else None
    Topic.objects.create(organisation=place, name="музей")
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(organisation=place, name="музей")
