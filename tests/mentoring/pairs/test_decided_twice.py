"""A decision sent from a page that is behind: only what it decided is told and taken back by «Отменить»."""

import pytest
from django.urls import reverse

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from tests.mentoring.pairs.cast import pair_in

pytestmark = pytest.mark.usefixtures("today")


def sent(client, pairs, versions):
    url = reverse("pairs:decide", kwargs={"organisation": "lesnaya"})
    form = {"ids": [pair.pk for pair in pairs], "action": "approve"}
    return client.post(url, form | {f"version-{pk}": version for pk, version in versions.items()}, follow=True)


def test_a_second_tab_tells_and_takes_back_only_what_it_decided(world, enter):
    pairs, gleb = [pair_in(world, PairStatus.SUBMITTED) for _ in range(3)], enter(world.gleb)
    versions = {pair.pk: pair.version for pair in pairs}
    sent(gleb, pairs[:2], versions)
    page = sent(gleb, pairs, versions)
    [message] = page.context["messages"]
    assert str(message) == "Утверждено: 1 пара; раньше уже решено: 2 пары. Приказ составит куратор."
    gleb.post(message.extra_tags.removeprefix("undo="))
    assert list(Pair.objects.filter(status=PairStatus.SUBMITTED)) == [pairs[2]]


def test_the_same_form_sent_twice_is_answered_as_the_first_time(world, enter):
    pairs, gleb = [pair_in(world, PairStatus.SUBMITTED) for _ in range(2)], enter(world.gleb)
    versions = {pair.pk: pair.version for pair in pairs}
    first, second = (str(*sent(gleb, pairs, versions).context["messages"]) for _ in range(2))
    assert (first, second) == ("Утверждено: 2 пары. Приказ составит куратор.",) * 2
