"""Whatever a page offers to open, its reader may open."""

import re
from html import unescape

import pytest
from django.urls import reverse

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.services import approve_pairs, submit_pairs
from tests.mentoring.pairs.cast import pair_in, propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

# Who opens which pages to follow their links; the desk is everybody's.
PAGES = {
    "anna": ["pairs:pair_list", "documents:consent_list", "banks:mentor_list", "banks:mentee_list"],
    "gleb": ["pairs:pair_list", "pairs:decision_list", "documents:consent_list"],
    "boris": ["pairs:pair_list", "documents:my_consents", "banks:mentor_detail"],
    "sofya": ["pairs:pair_list", "documents:my_consents", "banks:mentee_detail"],
    "oleg": [],
}
LINK = re.compile(r'<a\b[^>]*?href="(/[^"#]*|\?[^"#]*)')


def links_of(html: str, address: str) -> set[str]:
    found = {unescape(link) for link in LINK.findall(html)}
    return {address.partition("?")[0] + link if link.startswith("?") else link for link in found}


@pytest.mark.parametrize("who", PAGES)
def test_every_link_of_the_desk_and_of_own_pages_opens(world, enter, who):
    [pair] = submit_pairs([propose(world)], world.anna)
    approve_pairs([pair], world.gleb)
    pair_in(world, PairStatus.SUBMITTED)
    entries = {"banks:mentor_detail": [world.mentor.pk], "banks:mentee_detail": [world.mentee.pk]}
    place = "ozerny" if who == "oleg" else "lesnaya"
    client = enter(getattr(world, who))
    for name in ["home:desk", *PAGES[who]]:
        address = reverse(name, args=[place, *entries.get(name, [])])
        page = client.get(address)
        assert page.status_code == 200, address
        links = links_of(page.content.decode(), address)
        assert links, address
        assert {link: code for link in links if (code := client.get(link, follow=True).status_code) != 200} == {}


def test_a_participant_is_led_to_the_own_pages(world, enter):
    [pair] = submit_pairs([propose(world)], world.anna)
    approve_pairs([pair], world.gleb)
    html = enter(world.boris).get(reverse("home:desk", args=["lesnaya"])).content.decode()
    assert reverse("pairs:pair_list", args=["lesnaya"]) in links_of(html, "")
    assert reverse("pairs:pair_detail", args=["lesnaya", pair.pk]) not in links_of(html, "")
    card = reverse("banks:mentor_detail", args=["lesnaya", world.mentor.pk])
    links = links_of(enter(world.boris).get(card).content.decode(), card)
    assert reverse("documents:my_consents", args=["lesnaya"]) in links
    assert reverse("documents:consent_list", args=["lesnaya"]) not in links
