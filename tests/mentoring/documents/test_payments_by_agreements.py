"""An order on payments: the act in the nominative, the amounts of the agreements in force, differences by name."""

from datetime import date, timedelta

import pytest

from mentoring.documents.kinds import kind_of
from mentoring.documents.selectors.paid import mentors
from mentoring.documents.services.papers import begin_paper
from mentoring.pairs.enums import EndReason
from mentoring.pairs.models import Pair
from mentoring.pairs.services import end_pair
from schools.models import Person
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from tests.mentoring.documents.cast import blocks_of, hard_pairs, ordered
from tests.mentoring.documents.samples.changes import issued_paper
from tests.mentoring.documents.test_labour import agreed
from tests.mentoring.documents.test_people_gone import gone
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


@pytest.mark.parametrize("destroyed", [False, True])
def test_whoever_left_is_not_among_the_paid_and_named_anyway_forbids_the_issue(world, pairs, destroyed):
    person = pairs[0].mentor.person
    end_pair(pairs[0], TODAY, EndReason.MUTUAL, world.anna)
    agreed(world, pairs[1])
    before = payments(world, amount="5000", local_act=ACT)
    assert person.pk in before.data["people"]
    # A draft that names somebody holds the data from destruction: it is kept here only in memory.
    Document.objects.filter(pk=before.pk).delete()
    gone(world, person, destroyed=destroyed)
    data = payments(world).data
    assert (person.pk in data["people"], data["others"], len(data["people"])) == (False, "", 2)
    assert set(mentors(before)) == {pair.mentor.person for pair in pairs[1:]}
    name = Person.objects.get(pk=person.pk).short_name.rstrip(".")
    assert [one.message for one in kind_of(before.kind).obstacles(before, TODAY) if one.blocks] == [
        f"Карточка в архиве или данные уничтожены, выплату не устанавливают, снимите отметку: {name}."
    ]


def test_only_pairs_that_work_in_the_period_are_paid_to_begin_with(world, pairs):
    Pair.objects.filter(pk=pairs[0].pk).update(starts=date(2026, 9, 1))
    end_pair(Pair.objects.get(pk=pairs[0].pk), TODAY - timedelta(days=1), EndReason.MUTUAL, world.anna)
    end_pair(pairs[1], TODAY, EndReason.MUTUAL, world.anna)
    draft = payments(world)
    assert set(draft.data["people"]) == {pair.mentor.person_id for pair in pairs[1:]}
    assert [words for words in doubts(draft) if "завершается" in words] == [
        f"{plain(pairs[1].mentor.person.short_name)}: пара завершается 14.09.2026, а выплаты — по 31.08.2027."
    ]
    own = pairs[0].mentor.person
    draft.data["people"] = [own.pk]
    assert f"Не закреплены приказом ни за кем: {plain(own.short_name)}" in doubts(draft)


def test_another_order_that_pays_on_the_same_days_is_told_by_name(world, pairs):
    answers = {"pay": "rubles", "amount": "5000", "local_act": ACT, "ends": "2026-12-31"}
    first, second = pairs[0].mentor.person, pairs[1].mentor.person
    order = issued_paper(saved(payments(world, people=[first.pk], **answers)), world.anna, "5")
    draft = payments(world, people=[first.pk, second.pk], pay="rubles", amount="7000", local_act=ACT)

    def told() -> list[str]:
        return [words for words in doubts(draft) if "уже платят" in words]

    words = plain(str(order))
    assert told() == [
        f"{plain(first.short_name)}: за эти же дни уже платят, {words[0].lower()}{words[1:]} — 5 000 рублей, ежемесячно. "
        "Не заплатите дважды."
    ]
    draft.data["starts"] = "2027-01-01"
    assert told() == []
    draft.data["starts"] = "2026-12-31"
    assert len(told()) == 1
    annul_document(order, "опечатка", world.gleb)
    assert told() == []


def saved(document: Document) -> Document:
    document.save()
    return document


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")
