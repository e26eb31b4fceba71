"""A regulation names posts as the list of staff has them, whoever holds or acts in them today."""

import re
from datetime import date

import pytest

from mentoring.documents.regulations.page import of_nobody, post_of_head
from schools.models import Employment, Headship
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import text_of
from tests.mentoring.documents.samples.orders import drafted_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("заведующая", "заведующий"), ("заведующая детским садом", "заведующий детским садом"),
        ("заместитель заведующей по безопасности", "заместитель заведующего по безопасности"),
        ("старшая воспитательница", "старший воспитатель"), ("директор", "директор"), ("методист", "методист"),
    ],
)  # fmt: skip
def test_a_post_without_the_sex_of_its_holder(post, expected):
    assert of_nobody(post) == expected


def test_a_woman_heads_and_a_man_acts_and_the_regulation_knows_neither(world):
    place = kinds_driver.kindergarten(world)
    Headship.objects.filter(organisation=place.organisation).update(post="Заведующая")
    Headship.objects.create(
        organisation=place.organisation, person=place.deputy_card, post="И.о. заведующей", is_acting=True,
        starts=date(2026, 9, 1), ends=date(2026, 12, 31),
    )  # fmt: skip
    curators = Employment.objects.filter(person__organisation=place.organisation, post__iexact="старший воспитатель")
    curators.update(post="заместитель заведующей", post_cases={})
    text = text_of(drafted_in(place, "regulation_teachers")).replace("\u00a0", " ")
    assert "3.1. Заведующий организации:" in text
    assert "может только заведующий и только при наличии замены" in text
    assert "с разрешения заведующего — знакомиться" in text
    [said] = re.findall(r"Обязанности куратора исполняет [^.]+", text)
    assert said == "Обязанности куратора исполняет заместитель заведующего"
    assert "заведующая" not in text.lower()


def test_the_acting_head_alone_gives_no_name_to_the_post(world):
    place = kinds_driver.kindergarten(world)
    Headship.objects.filter(organisation=place.organisation).update(
        is_acting=True, post="И.о. заведующей", ends=date(2026, 12, 31)
    )
    assert post_of_head(place.organisation) == "заведующий"


def test_without_a_post_the_curator_is_whom_the_order_names_be_it_the_head(world):
    """The order may leave the duties to the head: the regulation that it approves says nothing against it."""
    place = kinds_driver.school(world)
    text = text_of(drafted_in(place, "regulation_both", curator=None)).replace("\u00a0", " ")
    assert "Обязанности куратора исполняет лицо, определённое приказом." in text
