"""An order on payments: the act in the nominative, the amounts of the agreements in force, differences by name."""

import pytest

from mentoring.documents.kinds import kind_of
from mentoring.documents.services.papers import begin_paper
from mentoring.pairs.models import Pair
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from tests.mentoring.documents.cast import blocks_of, hard_pairs, ordered
from tests.mentoring.documents.test_labour import agreed
from tests.world import TODAY

pytestmark = pytest.mark.django_db
ACT = "Положение об оплате труда, пункт 4.2"


@pytest.fixture
def pairs(world) -> list[Pair]:
    ordered(world, *hard_pairs(world, 3))
    return list(Pair.objects.order_by("pk"))


def payments(world, **answers) -> Document:
    draft = begin_paper(world.school, "order_payments", 2026, world.anna, None)
    draft.data |= answers
    return draft


def doubts(document: Document) -> list[str]:
    found = kind_of(document.kind).obstacles(document, TODAY)
    return [one.message.replace("\u00a0", " ") for one in found if not one.blocks]


def test_amounts_and_the_act_are_those_of_the_agreements(world, pairs):
    agreed(world, pairs[0], amount="3000")
    agreed(world, pairs[1], amount="3000")
    agreed(world, pairs[2], amount="7000")
    data = payments(world).data
    assert {key: data[key] for key in ("pay", "amount", "period", "local_act")} == {
        "pay": "rubles", "amount": "3000", "period": "month", "local_act": ACT,
    }  # fmt: skip
    assert data["others"] == f"{pairs[2].mentor.person.full_name}: 7000"
    assert doubts(payments(world)) == []


def test_whoever_agreed_to_no_pay_is_not_among_the_paid(world, pairs):
    agreed(world, pairs[0], pay="nothing", amount="")
    agreed(world, pairs[1])
    assert pairs[0].mentor.person_id not in payments(world).data["people"]


def test_without_agreements_nothing_is_guessed(world, pairs):
    data = payments(world).data
    assert (data["pay"], data["amount"], data["others"], len(data["people"])) == ("", "", "", 3)


def test_an_annulled_agreement_promises_nothing(world, pairs):
    annul_document(agreed(world, pairs[0], amount="3000"), "опечатка", world.gleb)
    assert payments(world).data["amount"] == ""


def test_a_difference_from_an_agreement_is_told_by_name(world, pairs):
    paper = agreed(world, pairs[0], amount="3000")
    agreed(world, pairs[1], amount="5000")
    agreed(world, pairs[2], amount="5000")
    words = str(paper)
    assert doubts(payments(world, amount="5000", others="")) == [
        f"Швец И. Л.: в приказе 5 000 рублей, ежемесячно, а по соглашению иначе: {words[0].lower()}{words[1:]} — "
        "3 000 рублей, ежемесячно."
    ]
    assert len(doubts(payments(world, period="quarter", amount="5000", others=""))) == 3


def test_the_act_stands_as_it_is_called(world, pairs):
    for pair in pairs:
        agreed(world, pair)
    order = payments(world)
    preamble = next(block.text for block in blocks_of(order) if getattr(block, "text", "").startswith("В соответствии"))
    assert preamble.replace("\u00a0", " ") == (
        "В соответствии со статьями 129 и 351.8 Трудового кодекса Российской Федерации, на основании локального "
        f"нормативного акта организации ({ACT}),"
    )
    order.data["local_act"] = "Положения об оплате труда, пункт 4.2"
    assert doubts(order) == [
        "«Локальный акт» написан в родительном падеже. Впишите, как он называется: Положение…, Порядок…"
    ]
