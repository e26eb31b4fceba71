"""Two papers about one thing: regulations, orders on the curator; and a plan about other people."""

from dataclasses import replace
from datetime import date

import pytest

from mentoring.documents.kinds import kind_of
from mentoring.documents.selectors.curators import curator_orders
from roadmaps.enums import RoadmapStatus
from roadmaps.models import Roadmap
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import points_of
from tests.mentoring.documents.samples.changes import issued_paper
from tests.mentoring.documents.samples.orders import (
    appointing,
    approving_regulation,
    cancelling_of,
    drafted_in,
    organised,
    submitted,
    upright,
)
from tests.mentoring.documents.test_annexes import said

pytestmark = pytest.mark.django_db
TITLE = "Дорожная карта наставничества"


def regulation_of(order: Document) -> Document:
    return Document.objects.get(pk=order.data["regulation"])


def test_a_regulation_does_not_return_beside_another_in_force(world):
    first = issued_paper(approving_regulation()(world), world.anna, "1")
    place = kinds_driver.school(world)
    cancel = issued_paper(cancelling_of(place, first), world.anna, "2")
    second = issued_paper(approving_regulation()(world), world.anna, "3")
    old, new = regulation_of(first), regulation_of(second)
    assert f"Не вступит в силу: «{old.title}». Причина: {second}." in kind_of("order_cancel").annul_consequences(cancel)
    annul_document(cancel, "отменили напрасно", world.gleb)
    first.refresh_from_db(), old.refresh_from_db(), new.refresh_from_db()
    assert (first.status, old.status, old.cancelled_by, new.status) == ("issued", "cancelled", second, "issued")
    # The second goes too: now nothing stands in the way of the first.
    annul_document(second, "ошибка", world.gleb)
    old.refresh_from_db()
    assert (old.status, old.cancelled_by) == ("issued", None)


def test_a_new_regulation_names_the_one_in_force(world):
    first = issued_paper(approving_regulation()(world), world.anna, "1")
    draft = approving_regulation(replaced=None)(world)
    old = regulation_of(first)
    assert said(draft) == [f"«{old.title}» ({first}) действует: выберите его утрачивающим силу."]
    draft.data["replaced"] = old.pk
    draft.save()
    assert said(draft) == []


def test_a_second_order_on_the_curator_is_told_of_the_first(world):
    first = issued_paper(appointing()(world), world.anna, "1")
    draft = appointing(replaced=None)(world)
    hint = f"{first} «{first.title}» тоже назначает куратора и действует."
    assert said(draft, blocks=False) == [f"{hint} Выберите его утрачивающим силу: иначе кураторов будет двое."]
    draft.data["replaced"] = first.pk
    draft.save()
    assert said(draft, blocks=False) == [f"С изданием утратит силу: {first}."]


def test_an_order_on_the_curator_entered_from_paper_loses_force_by_the_new_one(world):
    """Entered as «приказ», it is known by its title; orders about other things are not offered."""
    day = date(2026, 9, 1)
    enter_elsewhere(world.school, "order", "О назначении дежурных", "11", day, world.anna)
    enter_elsewhere(world.school, "order", "О поощрении куратора", "12", day, world.anna)
    first = enter_elsewhere(world.school, "order", "О НАЗНАЧЕНИИ КУРАТОРА", "13-ОД", day, world.anna)
    for sample in (appointing, organised):
        draft = sample()(world)
        assert list(curator_orders(draft)) == [first]
        assert first.pk in (draft.data.get("replaced"), draft.data.get("former_curator"))
    draft = appointing()(world)
    assert said(draft, blocks=False) == [f"С изданием утратит силу: {first}."]
    assert "Признать утратившим силу приказ от 01.09.2026 № 13-ОД «О НАЗНАЧЕНИИ КУРАТОРА»" in "".join(points_of(draft))
    order = issued_paper(draft, world.anna, "14")
    first.refresh_from_db()
    assert (first.status, first.cancelled_by) == ("cancelled", order)
    annul_document(order, "ошибка", world.gleb)
    first.refresh_from_db()
    assert first.status == "issued"


def test_the_order_that_opens_the_year_replaces_the_order_on_the_curator(world):
    first = issued_paper(appointing()(world), world.anna, "1")
    draft = organised()(world)
    assert draft.data["former_curator"] == first.pk
    words = "4. Признать утратившим силу приказ от 14.09.2026 № 1 «О назначении куратора наставничества»."
    assert points_of(draft)[5] == words
    order = issued_paper(draft, world.anna, "2")
    first.refresh_from_db()
    assert (first.status, first.cancelled_by) == ("cancelled", order)
    draft = organised(former_curator=None)(world)
    annul_document(order, "ошибка", world.gleb)
    first.refresh_from_db()
    assert first.status == "issued"
    assert f"{first} «{first.title}» тоже назначает куратора" in "".join(said(draft, blocks=False))


def test_an_order_on_the_curator_beside_the_one_that_opened_the_year_leads_to_changing_it(world):
    from mentoring.documents.selectors.hindrances import hindrances_of
    from tests.world import TODAY

    order = issued_paper(organised()(world), world.anna, "1")
    draft = appointing()(world)
    assert draft.data["replaced"] is None
    [hint] = [one for one in hindrances_of(draft, TODAY) if "тоже назначает куратора" in one.message]
    assert (hint.blocks, hint.link) == (False, "Изменить приказ")
    assert hint.url.endswith(f"/{order.pk}/change/")


def plan(place, title: str) -> Roadmap:
    return submitted(place, read=replace(upright(), title=title))


@pytest.mark.parametrize(
    ("titles", "kind", "chosen"),
    [
        (["педагогов"], "regulation_pupils", None),
        (["педагогов", "обучающихся"], "regulation_pupils", 1),
        (["обучающихся", "педагогов"], "regulation_pupils", 0),
        (["обучающихся"], "regulation_teachers", None),
        (["педагогов и обучающихся"], "regulation_both", 0),
        (["педагогов"], "regulation_both", None),
        (["на 2026–2027 учебный год"], "regulation_teachers", 0),
    ],
)
def test_the_plan_by_default_is_about_the_same_people(world, titles, kind, chosen):
    place = kinds_driver.college(world)
    plans = [plan(place, f"{TITLE} {title}") for title in titles]
    drafted_in(place, kind)
    order = drafted_in(place, "order_organise")
    assert order.data["roadmap"] == (None if chosen is None else plans[chosen].pk)
    if chosen is None:
        words = "подходящей на этот год нет." if kind != "regulation_both" else "утвердите её отдельным приказом"
        assert words in "".join(said(order, blocks=False))


def test_a_plan_about_some_of_those_whom_the_order_is_about_tells_what_to_do(world):
    place = kinds_driver.college(world)
    chosen = plan(place, f"{TITLE} педагогов")
    drafted_in(place, "regulation_both")
    order = drafted_in(place, "order_organise", roadmap=chosen.pk)
    told = "".join(said(order, blocks=False))
    assert "только о части тех, о ком приказ" in told
    assert "Составьте вторую карту и утвердите её отдельным приказом" in told
    assert "Выберите другую карту" not in told


def test_an_order_on_a_plan_is_about_those_whom_the_plan_is_about(world):
    place = kinds_driver.college(world)
    plan(place, f"{TITLE} обучающихся")
    order = drafted_in(place, "order_roadmap")
    assert order.data["contingent"] == "pupils"
    order.data["contingent"] = "teachers"
    order.save()
    assert "Дорожная карта — о других людях" in "".join(said(order, blocks=False))
    assert Roadmap.objects.get().status == RoadmapStatus.SUBMITTED
