"""Every questionnaire of the library, page by page as a phone shows it, answered by somebody without JavaScript."""

import random
import re
from itertools import groupby
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from mentoring.surveys.answers import Values, settled
from mentoring.surveys.enums import AnswerSide, Mode, QuestionKind
from mentoring.surveys.lengths import pages_of
from mentoring.surveys.library import LibraryItem, library
from mentoring.surveys.models import Reply, Ticket
from mentoring.surveys.rows import values_of
from mentoring.surveys.selectors.questionnaires import filled
from mentoring.surveys.selectors.sheets import people_for
from mentoring.surveys.telling import data_of
from mentoring.surveys.tokens import token_of
from tests.mentoring.surveys.cast import make_questionnaire, mentees, mentors, open_wave
from tests.mentoring.surveys.simulate import simulated_values
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
BY_PURPOSE = {
    purpose: list(items)
    for purpose, items in groupby(sorted(library(), key=lambda one: one.purpose), key=lambda one: one.purpose)
}
HEAVIEST = 60_000
# What a page loads beside itself.
LOADED = sum(Path(settings.BASE_DIR, "static", name).stat().st_size for name in ("css/survey.css", "js/survey.js"))


def ticket_of(item: LibraryItem, world: World) -> Ticket:
    wording = filled(item.wording, world.school)
    form = make_questionnaire(world.school, item.side, purpose=item.purpose, mode=item.mode, content=wording)
    person = world.sofya_card if item.side == AnswerSide.MENTEE else world.boris_card
    return open_wave(world.school, form, mode=item.mode, asked=[person]).tickets.get()


def walk(ticket: Ticket, values: Values) -> int:
    """From the first page to the last, sending what each page asks; how many pages there were."""
    client, wording, pages = Client(), ticket.part.edition.wording, 0
    first = client.get(f"/a/{token_of(ticket.nonce)}/").content.decode()
    (address,) = re.findall(r'href="([^"]+)" data-begin', first)
    while not address.endswith("/done/"):
        pages += 1
        assert pages < 30
        response = client.get(address)
        page = response.content.decode()
        assert response.status_code == 200
        assert len(response.content) + LOADED < HEAVIEST, address
        data: dict[str, list[str]] = {"asked": re.findall(r'name="asked" value="([^"]+)"', page)}
        for code in data["asked"].copy():
            data |= {f"was.{code}": re.findall(rf'name="was\.{code}" value="([^"]*)"', page)}
            data |= data_of(wording.question(code), values.get(code))
        sent = client.post(address, data | {"go": ["send" if 'value="send"' in page else "next"]})
        assert sent.status_code == 302, re.findall(r"q-problem.*?>(.*?)<", sent.content.decode())
        address = sent["Location"]
    assert client.get(address).status_code == 200
    return pages


@pytest.mark.parametrize("purpose", BY_PURPOSE)
def test_answered_page_by_page(world, purpose):
    mentors(world.school, 30)
    mentees(world.school, 30)
    for item in BY_PURPOSE[purpose]:
        ticket = ticket_of(item, world)
        wording = ticket.part.edition.wording
        persons = [one for one in wording.questions() if one.kind == QuestionKind.PERSONS]
        people = people_for(ticket, persons[0]) if persons else []
        values = simulated_values(wording, random.Random(item.code), people)
        pages = walk(ticket, values)
        reply = Reply.objects.get(wave=ticket.wave)
        assert values_of(wording, list(reply.answers.all())) == settled(wording, values), item.code
        assert pages == 1 if item.mode == Mode.ANONYMOUS else pages <= len(pages_of(wording)) + 1
