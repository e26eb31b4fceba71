"""Agreements and warnings that take one another's place, and what becomes of them when the pair's order falls."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.documents.kinds import kind_of
from mentoring.documents.services.agreements import ground_agreement
from mentoring.documents.services.orders.annulment import annulment_consequences
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.labour import owing_agreement
from schools.journal.models import Entry
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import approved, drafted, hard_pairs, mentee, ordered
from tests.mentoring.documents.cast import issue as issue_order
from tests.mentoring.documents.samples.labour import agreement, standing
from tests.mentoring.documents.samples.orders import cancelling_of
from tests.mentoring.documents.test_annexes import LATER, issue
from tests.mentoring.documents.test_labour import agreed, issued, plain, text_of
from tests.world import TODAY

pytestmark = pytest.mark.django_db
MAKE = {"agreement": agreed, "notice": lambda world, pair: issued(world, "notice_end", pair)}

LEFT_WITHOUT = {
    "agreement": "Пара снова без дополнительного соглашения",
    "notice": "Наставник снова не предупреждён об отмене",
}


def kept(pair: Pair, field: str) -> Document | None:
    return getattr(Pair.objects.get(pk=pair.pk), field)


def annul(paper: Document, world) -> None:
    annul_document(Document.objects.get(pk=paper.pk), "ошибка", world.gleb)


@pytest.mark.parametrize("field", MAKE)
def test_annulled_the_later_gives_way_to_the_last_that_stands(world, field):
    pair = standing(world)
    first, second, third = (MAKE[field](world, pair) for _ in range(3))
    annul(second, world)
    assert kept(pair, field) == third
    tell = kind_of(third.kind).annul_consequences
    assert tell is not None
    [told] = tell(third)
    assert plain(told).startswith(f"Снова действует {str(first)[:1].lower()}{str(first)[1:]}: ")
    annul(third, world)
    assert kept(pair, field) == first
    assert [plain(one) for one in tell(first)] == [plain(f"{LEFT_WITHOUT[field]}: {pair}")]
    annul(first, world)
    assert kept(pair, field) is None


def test_an_agreement_signed_on_paper_returns_too(world):
    pair = standing(world)
    paper = enter_elsewhere(world.school, "agreement_mentor", "Соглашение", "5/с", TODAY, world.anna)
    for _ in range(2):
        ground_agreement(paper, [Pair.objects.get(pk=pair.pk)], world.anna)
    paper.refresh_from_db()
    assert (paper.data["pairs"], paper.ground) == ([pair.pk], pair.order)
    annul(agreed(world, pair), world)
    assert kept(pair, "agreement") == paper


def test_an_agreement_signed_on_paper_is_with_one_mentor(world, enter):
    mine = standing(world)
    [other] = hard_pairs(world, 1)
    ordered(world, other)
    other = Pair.objects.get(pk=other.pk)
    paper = enter_elsewhere(world.school, "agreement_mentor", "Соглашение", "5/с", TODAY, world.anna)
    url = reverse("documents:agreement_ground", args=[world.school.slug, paper.pk])
    assert other.mentor.person.full_name in enter(world.anna).get(url).content.decode()
    for _ in range(2):
        ground_agreement(paper, [Pair.objects.get(pk=mine.pk)], world.anna)
    paper.refresh_from_db()
    assert (paper.person, paper.ground) == (mine.mentor.person, mine.order)
    entry = Entry.objects.get(deed="названы пары соглашения, подписанного на бумаге")
    assert (entry.subject_id, entry.user) == (paper.pk, world.anna)
    assert entry.after == {"пары": [str(mine)], "основание": str(mine.order)}
    assert other.mentor.person.full_name not in enter(world.anna).get(url).content.decode()
    # Also one that was told its pairs before the mentor was kept.
    Document.objects.filter(pk=paper.pk).update(person=None)
    with pytest.raises(ValidationError, match="Это соглашение уже записано, в нём наставник Заяц"):
        ground_agreement(paper, [other], world.anna)
    assert (kept(mine, "agreement"), kept(other, "agreement")) == (paper, None)


def test_a_pair_ordered_anew_owes_the_agreement_anew(world):
    pair = standing(world)
    first, _ = agreed(world, pair), issued(world, "notice_end", pair)
    base = pair.order
    assert base is not None
    assert any("Потребуется новое соглашение после нового приказа" in words for words in annulment_consequences(base))
    annul(base, world)
    pair = Pair.objects.get(pk=pair.pk)
    assert (pair.order, pair.agreement, pair.notice) == (None, None, None)
    issue_order(drafted(world, pair), world.anna)
    assert list(owing_agreement(Pair.objects.all(), TODAY)) == [pair]
    annul(agreed(world, Pair.objects.get(pk=pair.pk)), world)  # the one that speaks of the annulled order stays aside
    first.refresh_from_db()
    assert (first.status, kept(pair, "agreement")) == ("issued", None)


def test_a_pair_that_works_again_keeps_its_agreement(world):
    pair = standing(world)
    paper = agreed(world, pair)
    place = kinds_driver.school(world)
    assert pair.order is not None
    order = issue(cancelling_of(place, pair.order), world.anna, "30", LATER)
    annul(order, world)
    again = Pair.objects.get(pk=pair.pk)
    assert (again.status, again.agreement) == ("ordered", paper)


def test_the_page_of_the_pair_shows_the_agreement_that_came_back(world, client):
    pair = standing(world)
    first, second = agreed(world, pair), agreed(world, pair)
    annul(second, world)
    client.force_login(world.anna)
    page = client.get(reverse("pairs:pair_detail", args=[world.school.slug, pair.pk])).content.decode()
    assert reverse("papers:document_detail", args=[world.school.slug, first.pk]) in page


def test_a_new_agreement_says_what_becomes_of_the_one_before(world):
    pair = standing(world)
    first = agreement(world, pair)
    assert "Прежнее" not in plain(text_of(first))
    first = agreed(world, pair)
    draft = agreement(world, Pair.objects.get(pk=pair.pk), pay="rubles", amount="3500")
    told = f"Прежнее дополнительное соглашение от {TODAY:%d.%m.%Y} № {first.number} с этого дня не действует."
    assert told in plain(text_of(draft))
    # Issued, it stands for the pair itself, and its words are still what they were.
    second = agreed(world, pair)
    assert kept(pair, "agreement") == second
    assert told in plain(text_of(second))


def test_an_agreement_that_goes_on_for_others_is_told_so(world):
    lead = standing(world)
    other = Pair.objects.create(
        organisation=lead.organisation, mentor=lead.mentor, form=lead.form, starts=lead.starts, ends=lead.ends,
        status=lead.status, order=lead.order,
    )  # fmt: skip
    paper = enter_elsewhere(world.school, "agreement_mentor", "Соглашение", "5/с", TODAY, world.anna)
    ground_agreement(paper, [Pair.objects.get(pk=lead.pk), other], world.anna)
    draft = agreement(world, Pair.objects.get(pk=lead.pk))
    draft.data["pairs"] = [lead.pk]
    words = f"Прежнее дополнительное соглашение от {TODAY:%d.%m.%Y} № 5/с действует теперь только для остальных наставляемых."
    assert words in plain(text_of(draft))


def test_an_agreement_on_pairs_of_two_orders_names_both(world):
    first = standing(world)
    second = approved(world, world.mentor, mentee(world, "Цой Яна Ильинична", "учитель химии"))
    order = ordered(world, second)
    text = plain(text_of(agreement(world, first, pairs=[first.pk, second.pk])))
    assert f"Поручение дано приказами от {first.order.date:%d.%m.%Y} № {first.order.number} " in text
    assert f" и от {order.date:%d.%m.%Y} № {order.number} " in text
    assert "Поручение дано приказом от " in plain(text_of(agreement(world, first, pairs=[first.pk])))
