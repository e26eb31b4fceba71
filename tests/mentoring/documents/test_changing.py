"""An issued order annulled or changed by a new one; an order from paper as the ground of pairs."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mentoring.documents.order_kinds import family_of
from mentoring.documents.selectors.obstacles import obstacles_of
from mentoring.documents.services.orders import (
    annulment_consequences,
    draft_change,
    ground_pairs,
    groundable_pairs,
    issuing,
)
from mentoring.documents.services.papers import edit_paper
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import door, end_pair
from mentoring.pairs.services.door import lock
from schools.journal.models import Entry
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from schools.papers.services.numbering import propose_number, register_of
from tests.mentoring.documents.cast import approved, drafted, first_pair, hard_pairs, issue, ordered, points_of, pupil
from tests.mentoring.documents.test_orders import PAIR, doubts, refused
from tests.mentoring.documents.test_wording import texts
from tests.mentoring.pairs.cast import form, propose
from tests.world import TODAY

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 1)
CHANGE = "pairs_change"


def changing(world, base, **data) -> Document:
    document = draft_change(base, world.anna, uuid4())
    edit_paper(document, version=1, data=data, texts=texts(CHANGE), by=world.anna)
    return Document.objects.get(pk=document.pk)


def test_annulled_its_pairs_return_and_the_number_stays_taken(world):
    order = ordered(world)
    assert annulment_consequences(order) == [f"Вернётся в утверждённые, 1 пара: {Pair.objects.get()}"]
    annul_document(order, "опечатка в фамилии", world.gleb)
    pair = Pair.objects.get()
    assert (pair.status, pair.order) == (PairStatus.APPROVED, None)
    assert propose_number(register_of(world.school), TODAY) == "2"
    assert issue(drafted(world, pair), world.anna).number == "2"


def test_a_change_takes_out_and_adds(world):
    order = ordered(world)
    old, [new] = Pair.objects.get(), hard_pairs(world, 1)
    change = changing(world, order, removed=[old.pk], pairs=[new.pk])
    assert doubts(change) == [
        "Заяц Б. Ф.: наставника не предупредили. Если пару прекращает работодатель, это делают не менее чем за три "
        "рабочих дня (ТК РФ, статья 351.8)."
    ]
    issued = issue(change, world.gleb, day=LATER)
    old.refresh_from_db(), new.refresh_from_db()
    assert (old.status, old.ended_on, old.end_reason, old.end_order) == (
        PairStatus.ENDED, LATER, EndReason.ORDER, issued,
    )  # fmt: skip
    assert (new.status, new.order) == (PairStatus.ORDERED, issued)
    assert issued.changes == order
    assert issued.title == (
        "О внесении изменений в приказ от 14.09.2026 № 1 «О закреплении наставнической пары педагогических "
        "работников на 2026–2027 учебный год»"
    )
    assert [document.pk for document in family_of(order)] == [order.pk, issued.pk]


def test_a_change_locks_all_its_pairs_before_it_moves_one(world, monkeypatch):
    order = ordered(world)
    old, added = Pair.objects.get(), hard_pairs(world, 2)
    change = changing(world, order, removed=[old.pk], pairs=[pair.pk for pair in added])
    taken = []

    def spy(pairs=(), *others):
        taken.append(set(pairs := list(pairs)))
        return lock(pairs, *others)

    for module in (issuing, door):
        monkeypatch.setattr(module, "lock", spy, raising=False)
    issue(change, world.gleb, day=LATER)
    assert taken[0] == {old.pk, *(pair.pk for pair in added)}


def test_while_a_change_stands_the_base_cannot_be_annulled(world):
    order = ordered(world)
    change = issue(changing(world, order, removed=[Pair.objects.get().pk]), world.anna)
    assert refused(lambda: annul_document(order, "ошибка", world.gleb))[0].startswith("Документ изменён: Приказ № 2")
    annul_document(change, "наставник остался", world.gleb)
    pair = Pair.objects.get()
    assert (pair.status, pair.order, pair.end_order, pair.ended_on) == (PairStatus.ORDERED, order, None, None)
    annul_document(order, "ошибка", world.gleb)
    assert Pair.objects.get().status == PairStatus.APPROVED


def test_a_change_of_a_change_changes_the_first_order(world):
    order = ordered(world)
    [new] = hard_pairs(world, 1)
    first = issue(changing(world, order, pairs=[new.pk]), world.anna)
    second = changing(world, first, removed=[new.pk])
    assert second.changes == order
    issue(second, world.anna)
    new.refresh_from_db()
    assert new.status == PairStatus.ENDED


def test_a_change_whose_pair_a_later_change_took_out_waits_for_it(world):
    order, [new] = ordered(world), hard_pairs(world, 1)
    first = issue(changing(world, order, pairs=[new.pk]), world.anna)
    second = issue(changing(world, order, removed=[new.pk]), world.anna)
    assert annulment_consequences(first) == [f"Сначала аннулируйте {second}, им завершена пара: {new}"]
    assert refused(lambda: annul_document(first, "ошибка", world.gleb)) == [
        f"{new}: пару завершил {second}. Сначала аннулируйте его.".replace("\u00a0", " ")
    ]
    annul_document(second, "ошибка", world.gleb)
    annul_document(first, "ошибка", world.gleb)
    new.refresh_from_db()
    assert (new.status, new.order) == (PairStatus.APPROVED, None)


def test_annulling_a_paper_leaves_its_undecided_pair_to_the_head(world):
    paper, pair = on_paper(world), propose(world)
    ground_pairs(paper, [pair], world.anna)
    assert annulment_consequences(paper) == [f"Вернётся в составляемые, руководитель не утверждал, 1 пара: {pair}"]
    annul_document(paper, "внесён дважды", world.anna)
    pair.refresh_from_db()
    assert (pair.status, pair.decided_by, pair.order) == (PairStatus.DRAFT, None, None)


def test_a_change_without_changes_is_not_issued(world):
    assert refused(lambda: issue(changing(world, ordered(world)), world.anna)) == [
        "В приказе нет ни одного изменения. Отметьте пары или впишите изменение словами."
    ]


def test_words_alone_are_a_change(world):
    change = issue(changing(world, ordered(world), other="слово «а» заменить словом «б»"), world.anna)
    assert (change.status, Pair.objects.get().status) == ("issued", PairStatus.ORDERED)


def test_a_pair_ended_meanwhile_is_not_taken_out_again(world):
    order = ordered(world)
    pair = Pair.objects.get()
    change = changing(world, order, removed=[pair.pk])
    end_pair(pair, TODAY, EndReason.MUTUAL, world.anna)
    expected = f"{PAIR}: сейчас «завершена», исключить можно только закреплённую"
    assert [one.message.replace("\u00a0", " ") for one in obstacles_of(change, TODAY) if one.blocks] == [f"{expected}."]
    assert refused(lambda: issue(change, world.anna)) == [f"{expected} пару."]


def test_a_change_of_an_annulled_order_is_refused(world):
    order = ordered(world)
    change = changing(world, order, removed=[Pair.objects.get().pk])
    annul_document(order, "ошибка", world.gleb)
    change.refresh_from_db()
    assert [one.message for one in obstacles_of(change, TODAY) if one.blocks][0] == (
        "Приказ № 1 от 14.09.2026 аннулирован: изменять его нельзя. Удалите этот черновик."
    )
    assert refused(lambda: issue(change, world.anna)) == [
        "Приказ № 1 от 14.09.2026 уже аннулирован: менять его нельзя."
    ]
    assert refused(lambda: draft_change(order, world.anna, None)) == ["Изменить можно только изданный приказ."]


def test_pairs_of_another_order_are_not_taken_out(world):
    order, other = ordered(world), ordered(world, *hard_pairs(world, 1))
    stranger = Pair.objects.get(order=other)
    change = changing(world, order, removed=[stranger.pk])
    assert refused(lambda: issue(change, world.anna)) == [
        f"Этих пар в приказе № 1 нет: {stranger}".replace("\u00a0", " ")
    ]


def on_paper(world, kind="pairs_order_teachers", number="14-а") -> Document:
    return enter_elsewhere(world.school, kind, "О наставничестве", number, date(2026, 9, 1), world.anna, nonce=uuid4())


def test_an_order_from_paper_grounds_pairs_that_nobody_decided_on_here(world):
    paper = on_paper(world)
    pair = propose(world)
    assert list(groundable_pairs(paper)) == [pair]
    ground_pairs(paper, [pair], world.anna)
    ground_pairs(paper, [Pair.objects.get()], world.anna)
    pair.refresh_from_db()
    assert (pair.status, pair.order) == (PairStatus.ORDERED, paper)
    entry = Entry.objects.get(deed="приказ с бумаги стал основанием пар")
    assert (entry.user, entry.after) == (world.anna, {"пары": [str(pair)]})
    assert list(groundable_pairs(paper)) == []


def test_an_order_from_paper_can_be_changed_and_annulled(world):
    paper = on_paper(world)
    ground_pairs(paper, [first_pair(world)], world.anna)
    change = issue(changing(world, paper, removed=[Pair.objects.get().pk]), world.anna)
    assert Pair.objects.get().end_order == change
    annul_document(change, "ошибка", world.gleb)
    annul_document(paper, "внесён дважды", world.gleb)
    assert Pair.objects.get().status == PairStatus.APPROVED


def test_what_a_paper_cannot_ground(world):
    pair, issued = first_pair(world), ordered(world, *hard_pairs(world, 1))
    child = approved(world, world.mentor, pupil(world, "Ли Зоя Олеговна", "9Б"), form=form("teacher-pupil"))
    paper = on_paper(world)
    assert refused(lambda: ground_pairs(issued, [pair], world.anna)) == [
        "Пары закрепляет только приказ о парах, изданный на бумаге. Другой издают из черновика."
    ]
    assert refused(lambda: ground_pairs(on_paper(world, "order", "15"), [pair], world.anna)) == [
        "Пары закрепляет только приказ о парах, изданный на бумаге. Другой издают из черновика."
    ]
    assert refused(lambda: ground_pairs(paper, [], world.anna)) == ["Отметьте пары, которые закреплены этим приказом."]
    assert refused(lambda: ground_pairs(paper, [child], world.anna)) == [
        "Эти пары не для этого приказа: Заяц Б. Ф. — Ли З. О."
    ]
    standing = Pair.objects.get(order=issued)
    assert refused(lambda: ground_pairs(paper, [standing], world.anna)) == [
        f"{standing}: сейчас «закреплена приказом», в приказ идут только утверждённые пары.".replace("\u00a0", " ")
    ]
    with pytest.raises(PermissionDenied):
        ground_pairs(paper, [pair], world.boris)
    annul_document(paper, "ошибка", world.gleb)
    with pytest.raises(ValidationError, match="аннулирован и ничего закрепить не может"):
        ground_pairs(paper, [pair], world.anna)


def test_annulment_says_once_what_becomes_of_many(world):
    order = ordered(world, *hard_pairs(world, 3))
    [said] = annulment_consequences(order)
    names = "; ".join(str(pair) for pair in order.pairs.order_by("mentor__person__name_key"))
    assert said == f"Вернутся в утверждённые, 3 пары: {names}"


def test_a_second_change_names_the_first(world):
    order = ordered(world)
    [one, other] = hard_pairs(world, 2)
    first = changing(world, order, pairs=[one.pk])
    assert points_of(first)[0].startswith("1. Внести в приказ от 14.09.2026 № 1 «О закреплении наставнической пары ")
    assert "с изменениями" not in points_of(first)[0]
    issue(first, world.gleb, day=LATER)
    second = changing(world, order, pairs=[other.pk])
    words = "на 2026–2027 учебный год» (с изменениями, внесёнными приказом от 01.10.2026 № 2) следующее изменение:"
    assert words in points_of(second, day=LATER)[0]
