"""An order that cancels another ends its pairs and takes its annexes along; payments that cannot be paid are told."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentoring.documents.selectors.obstacles import obstacles_of
from mentoring.documents.services.orders import draft_change
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from roadmaps.enums import RoadmapStatus
from schools.papers.services.documents import annul_document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import points_of
from tests.mentoring.documents.samples.orders import (
    cancelling_of,
    drafted_in,
    issued_on,
    organised,
    paying,
)
from tests.mentoring.documents.test_annexes import LATER, annexes, issue, said

pytestmark = pytest.mark.django_db


def test_a_cancelled_order_ends_its_pairs_and_annulled_the_cancelling_resumes_them(world):
    place = kinds_driver.school(world, 4)
    base = issued_on(place, 2)
    order = issue(cancelling_of(place, base), world.anna, "30", LATER)
    pairs = list(Pair.objects.order_by("pk"))
    assert {(pair.status, pair.ended_on, pair.end_reason, pair.end_order_id) for pair in pairs} == {
        (PairStatus.ENDED, LATER, EndReason.CANCELLED, order.pk)
    }
    base.refresh_from_db()
    assert (base.status, base.cancelled_by) == ("cancelled", order)
    annul_document(order, "отменили напрасно", world.gleb)
    base.refresh_from_db()
    assert (base.status, {pair.status for pair in Pair.objects.all()}) == ("issued", {PairStatus.ORDERED})


def test_a_draft_that_changes_a_cancelled_order_is_told_that_it_was_cancelled(world):
    place = kinds_driver.school(world, 4)
    base = issued_on(place, 2)
    change = draft_change(base, world.anna, None)
    issue(cancelling_of(place, base), world.anna, "30", LATER)
    change.refresh_from_db()
    assert [one.message for one in obstacles_of(change, LATER) if one.blocks][0] == (
        f"{base} отменён: изменять его нельзя. Удалите этот черновик."
    )


def test_cancelling_tells_what_goes_with_the_order(world):
    place = kinds_driver.school(world, 2)
    base = issued_on(place, 1)
    [pair] = Pair.objects.all()
    order = cancelling_of(place, base)
    assert said(order, blocks=False) == [
        f"Завершится 1 пара: {pair}".replace("\u00a0", " "),
        "Берёзкин А. И.: наставника не предупредили. Если пару прекращает работодатель, это делают не менее чем за три "
        "рабочих дня (ТК РФ, статья 351.8).",
    ]
    assert said(order, date(2026, 9, 1)) == ["Приказ № 1 издан 14.09.2026: поставьте этот день или более поздний."]


def test_a_cancelled_order_takes_its_annexes_along(world):
    base = issue(organised()(world), world.anna)
    regulation, roadmap = annexes(base)
    place = kinds_driver.school(world)
    order = issue(cancelling_of(place, base), world.anna, "31", LATER)
    regulation.refresh_from_db(), roadmap.refresh_from_db()
    assert (regulation.status, regulation.cancelled_by) == ("cancelled", order)
    assert (roadmap.status, roadmap.approved) == (RoadmapStatus.SUBMITTED, None)
    annul_document(order, "ошибка", world.gleb)
    regulation.refresh_from_db(), roadmap.refresh_from_db()
    assert (regulation.status, roadmap.status, roadmap.order) == ("issued", RoadmapStatus.APPROVED, base)


def test_a_cancelling_order_is_itself_annulled_not_cancelled(world):
    place = kinds_driver.school(world, 2)
    order = issue(cancelling_of(place, issued_on(place, 1)), world.anna)
    with pytest.raises(ValidationError):
        cancelling_of(place, order)


def test_the_former_order_on_the_curator_is_replaced(world):
    place = kinds_driver.school(world)
    first = issue(drafted_in(place, "order_curator"), world.anna)
    second = drafted_in(place, "order_curator")
    assert second.data["replaced"] == first.pk
    second = issue(second, world.anna)
    first.refresh_from_db()
    assert (first.status, first.cancelled_by) == ("cancelled", second)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"amount": ""}, "Не указан размер выплаты: Берёзкин А. И."),
        ({"others": "Кто-то: 5"}, "Строка «Кто-то: 5»: такого человека среди получателей нет или их несколько."),
        ({"others": "Берёзкин А.И.: много"}, "Строка «Берёзкин А.И.: много»: впишите размер числом после двоеточия."),
        ({"local_act": ""}, "Не назван локальный акт, по которому устанавливается выплата."),
        ({"ends": "2026-01-01"}, "Период выплат заканчивается раньше, чем начинается. Поправьте даты."),
        ({"people": []}, "В приказе не назван ни один наставник."),
    ],
)
def test_payments_that_cannot_be_paid_are_told(world, answers, expected):
    assert expected in said(paying(n=1, **answers)(world))


@pytest.mark.parametrize(
    ("pay", "amount", "said"),
    [
        ("rubles", "1", "1 рубля"), ("rubles", "12 500", "12 500 рублей"), ("rubles", "21", "21 рубля"),
        ("percent", "11", "11 процентов оклада (должностного оклада, ставки)"), ("points", "101", "101 балла"),
    ],
)  # fmt: skip
def test_an_amount_agrees_with_its_number(world, pay, amount, said):
    point = points_of(paying("детский сад", 1, pay=pay, amount=amount)(world))[0]
    assert point == (
        "1. Установить на период с 14 сентября 2026 г. по 31 августа 2027 г. воспитателю Берёзкину А.И. стимулирующую "
        f"выплату за наставничество в размере {said} ежемесячно."
    )
