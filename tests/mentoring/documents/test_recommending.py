"""A law is followed, a letter is reckoned with: how the list of acts becomes the grounds of a paper."""

import pytest

from mentoring.documents.words.order_text import in_accordance
from mentoring.documents.words.recommending import reckoned, recommends
from schools.papers.engine.blocks import Paragraph
from schools.papers.models import LegalAct
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import blocks_of
from tests.mentoring.documents.samples.orders import drafted_in

LETTER = "письмом Минпросвещения № 5 «О направлении Методических рекомендаций»"


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (LETTER, "методических рекомендаций (письмо Минпросвещения № 5 «О направлении Методических рекомендаций»)"),
        ("письмом № 7 «О рекомендациях по оплате»", "рекомендаций (письмо № 7 «О рекомендациях по оплате»)"),
        ("письмом управления образования от 01.09.2026 № 3", "письма управления образования от 01.09.2026 № 3"),
        ("Информационным письмом № 4", "информационного письма № 4"),
        ("совместным письмом № 2 о рекомендациях", "рекомендаций (совместное письмо № 2 о рекомендациях)"),
        ("письмом № 6 (рекомендации)", "письма № 6 (рекомендации)"),
        ("методическими рекомендациями института", "методических рекомендаций института"),
        ("разъяснениями Роструда", "разъяснений Роструда"),
    ],
)
def test_what_recommends_is_reckoned_with(citation, words):
    assert (recommends(citation), reckoned(citation)) == (True, words)


@pytest.mark.parametrize(
    "citation",
    [
        "приказом от 01.09.2026 № 3 «О письмах и рекомендациях»",
        "положением о письменных рекомендациях",
        "письменным решением педагогического совета",
        "распоряжением Правительства № 1264-р",
    ],
)
def test_what_binds_is_followed(citation):
    assert (recommends(citation), reckoned(citation)) == (False, citation)


def test_acts_stand_before_advice_whatever_their_place_in_the_list():
    assert in_accordance(["письмом № 1", "статьёй 48", "приказом № 2", "письмом № 3"]) == (
        "в соответствии со статьёй 48, приказом № 2, с учётом письма № 1, письма № 3"
    )
    assert in_accordance(["письмом № 1"]) == "с учётом письма № 1"
    assert (
        in_accordance(["приказом № 2", "письмом № 1"], " и ") == "в соответствии с приказом № 2 и с учётом письма № 1"
    )


@pytest.mark.django_db
def test_an_order_follows_the_law_and_reckons_with_the_letter(world):
    acts = [
        LegalAct.objects.create(organisation=world.school, title=words, citation=words)
        for words in (LETTER, "приказом управления от 01.09.2026 № 3")
    ]
    order = drafted_in(kinds_driver.school(world), "order_curator", acts=[act.pk for act in acts])
    first = next(block.text for block in blocks_of(order) if isinstance(block, Paragraph)).replace("\u00a0", " ")
    assert first == (
        "В соответствии с приказом управления от 01.09.2026 № 3, с учётом методических рекомендаций (письмо "
        "Минпросвещения № 5 «О направлении Методических рекомендаций»), в целях организации наставничества в "
        "МБОУ «Лесная СОШ № 1»,"
    )
