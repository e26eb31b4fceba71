"""An order that changes another by its points: begun from its page, both show it, later words rest on earlier changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.documents.kinds.order_change import named_in_order, obstacles
from mentoring.documents.selectors.order_words import people_in, words_now
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import first_pair, ordered, points_of
from tests.mentoring.documents.samples.changes import change_of, issued_paper, row
from tests.mentoring.documents.samples.orders import appointing, cancelling_of, drafted_in
from tests.mentoring.documents.test_annexes import said
from tests.world import TODAY

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 1)


def at(name: str, pk: int) -> str:
    return reverse(name, args=["lesnaya", pk])


def body(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def order(world) -> Document:
    """The order on the curator of the school."""
    return issued_paper(appointing(substitute=True)(world), world.anna, "7")


@pytest.fixture
def place(world, order):
    return kinds_driver.school(world)


def test_it_is_begun_from_the_order_and_both_show_it(world, enter, order):
    client = enter(world.anna)
    assert at("documents:change_create", order.pk) in body(client.get(at("papers:document_detail", order.pk)))
    page = body(client.get(at("documents:change_create", order.pk)))
    assert "вести банки наставников и наставляемых" in page
    begun = client.post(at("documents:change_create", order.pk), follow=True)
    draft = begun.context["document"]
    assert (draft.kind, draft.changes, draft.ground) == ("order_change", order, None)
    assert "Назначить с 14 сентября 2026 г. куратором" in body(begun)
    draft.data |= {"reason": "опечаткой", "changes": [row("3", how="void")]}
    draft.save()
    change = issued_paper(draft, world.anna, "8")
    assert str(change) in body(client.get(at("papers:document_detail", order.pk)))
    assert str(order) in body(client.get(at("papers:document_detail", change.pk)))


def test_rows_are_kept_and_a_new_edition_begins_with_the_present_words(world, enter, order, place):
    draft = change_of(place, order)
    client, url = enter(world.anna), at("documents:paper_edit", draft.pk)
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert client.post(url, sent | {"changes_0_place": "2.3", "changes_0_how": "edition"}).status_code == 302
    draft.refresh_from_db()
    text = "вносить предложения о составе пар и групп и готовить проекты приказов;"
    assert draft.data["changes"] == [row("2.3", text)]
    assert said(draft) == ["Пункт 2.3: новая редакция повторяет прежнюю. Исправьте текст или уберите это изменение."]
    assert "changes_1_place" in client.get(url).context["form"].fields


def test_the_curator_is_replaced_wherever_the_order_names_her(world, order, place):
    coming = kinds_driver.staff(world.school, 4)[2]
    draft = change_of(place, order, leaving=order.data["curator"], coming=coming.pk)
    assert said(draft, blocks=False) == [
        "У Журавского А. И. нет входа с правами куратора: вести банки и документы здесь пока нельзя."
    ]
    change = issued_paper(draft, world.anna, "8")
    assert people_in(order)["curator"] == coming.pk
    assert "учителя начальных классов Журавского А.И." in words_now(order).points["1"]
    # Those told of the order, who leaves and who comes.
    told = {order.data["curator"], order.data["substitute"], coming.pk}
    assert set(change.acquaintances.values_list("person", flat=True)) == told
    annul_document(change, "ошибка", world.gleb)
    assert people_in(order)["curator"] == order.data["curator"]


def test_later_changes_rest_on_earlier_ones(world, order, place):
    first = issued_paper(change_of(place, order, changes=[row("new", "Отчёт представить к 1 июня.")]), world.anna, "8")
    draft = change_of(place, order, changes=[row("5", how="words", was="1 июня", text="15 июня")])
    second = issued_paper(draft, world.anna, "9", LATER)
    assert words_now(order).points["5"] == "Отчёт представить к 15 июня."
    assert "(с изменениями, внесёнными приказом от 14.09.2026 № 8)" in points_of(draft)[0]
    with pytest.raises(ValidationError, match="Сначала аннулируйте Приказ № 9"):
        annul_document(first, "ошибка", world.gleb)
    annul_document(second, "ошибка", world.gleb)
    annul_document(first, "ошибка", world.gleb)
    assert "5" not in words_now(order).points


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], "В приказе нет ни одного изменения. Выберите, что изменить, и впишите текст."),
        ([row("9", "Текст.")], "Пункт 9: в действующем приказе его нет. Выберите другой."),
        ([row("3")], "Пункт 3: впишите новую редакцию."),
        (
            [row("3", how="words", was="нет таких слов", text="есть")],
            "Пункт 3: слов «нет таких слов» в нём нет. Впишите их так, как они стоят в приказе.",
        ),
        ([row("new", "Текст.", number="2")], "Пункт 2 в приказе уже есть. Поставьте следующий номер, 5."),
        ([row("3", how="void"), row("3", "Текст.")], "Пункт 3: названо в двух изменениях. Оставьте одно."),
        ([row("title", how="void")], "Наименование: утратить силу может только пункт."),
        (
            [row("", "Текст.")],
            "В одном из изменений не сказано, какой пункт: выберите его, впишите номер цифрами или уберите это изменение.",
        ),
    ],
)
def test_a_change_that_changes_nothing_is_refused_by_name(order, place, changes, expected):
    assert said(change_of(place, order, changes=changes)) == [expected]


def test_what_the_form_cannot_say_is_refused(world, order, place):
    alone = change_of(place, order, leaving=order.data["curator"])
    assert said(alone)[0] == "Выберите обоих: кого заменить в приказе и кто вместо него."
    early = change_of(place, order, changes=[row("3", how="void")])
    assert said(early, date(2026, 9, 1))[0] == "Приказ № 7 издан 14.09.2026: поставьте этот день или более поздний."


def test_an_order_annulled_meanwhile_is_not_changed(world, order, place):
    draft = change_of(place, order, changes=[row("3", how="void")])
    annul_document(order, "ошибка", world.gleb)
    with pytest.raises(ValidationError, match="Опираться на него нельзя"):
        issued_paper(draft, world.anna, "8")


def test_of_an_order_from_paper_the_number_is_typed(world, enter):
    base = enter_elsewhere(world.school, "order", "О кураторе", "3", TODAY, world.anna)
    place = kinds_driver.school(world, 2)
    assert at("documents:change_create", base.pk) in body(enter(world.anna).get(at("papers:document_detail", base.pk)))
    was, now = (one.pk for one in place.people)
    draft = change_of(place, base, leaving=was, coming=now, changes=[row("point", "Текст.", number="2")])
    assert said(draft) == []
    assert points_of(draft)[1:3] == [
        "1.1. пункт 2 изложить в следующей редакции: «2. Текст.»;",
        "1.2. обязанности, возложенные на учителя химии Берёзкина А.И., возложить на учителя химии Берёзкину Л.И.",
    ]


def test_a_new_point_of_an_order_from_paper_has_the_number_that_was_typed_or_none(world):
    base = enter_elsewhere(world.school, "order", "О кураторе", "3", TODAY, world.anna)
    place = kinds_driver.school(world, 2)
    draft = change_of(place, base, changes=[row("new", "Текст.")])
    assert said(draft) == ["Впишите номер нового пункта: текста приказа, изданного на бумаге, в программе нет."]
    assert "дополнить пунктом ____ следующего содержания: «____. Текст.»" in points_of(draft)[0]
    draft = change_of(place, base, changes=[row("new", "Текст.", number="4")])
    assert said(draft) == []
    assert "дополнить пунктом 4 следующего содержания: «4. Текст.»" in points_of(draft)[0]


def test_orders_on_pairs_changes_and_cancellations_are_not_changed_by_points(world, enter, order, place):
    pairs = ordered(world, first_pair(world))
    change = issued_paper(change_of(place, order, changes=[row("3", how="void")]), world.anna, "18")
    cancel = issued_paper(cancelling_of(place, order), world.anna, "19")
    client = enter(world.anna)
    for paper in (pairs, change, cancel):
        with pytest.raises(ValidationError):
            change_of(place, paper)
    for paper in (change, cancel):
        assert client.get(at("documents:change_create", paper.pk)).status_code == 404
    # Cancelled with its order, the change changes nothing.
    change.refresh_from_db()
    assert change.cancelled_by == cancel


def test_a_regulation_stands_though_its_point_goes(world):
    from tests.mentoring.documents.samples.orders import approving_regulation

    order = issued_paper(approving_regulation()(world), world.anna, "5")
    place = kinds_driver.school(world)
    [doubt] = said(change_of(place, order, changes=[row("1", how="void")]), blocks=False)
    assert "останется в силе, хотя пункт о нём меняется" in doubt
    assert drafted_in(place, "order_regulation").data["replaced"] is not None


def test_of_an_order_from_paper_only_employees_are_named_and_somebody_is_told(world, place):
    base = enter_elsewhere(world.school, "order", "О кураторе", "3", TODAY, world.anna)
    draft = change_of(
        place, base, reason="опечаткой", changes=[row("1", how="void") | {"place": "point", "number": "1"}]
    )
    offered = set(named_in_order(draft))
    assert (world.boris_card in offered, world.misha_card in offered) == (True, False)
    doubt = "Никто не отмечен для ознакомления: отметьте тех, кого изменение касается."
    doubts = [one.message for one in obstacles(draft, TODAY) if not one.blocks]
    assert doubt in doubts
    draft.data["told"] = [world.boris_card.pk]
    assert doubt not in [one.message for one in obstacles(draft, TODAY)]
