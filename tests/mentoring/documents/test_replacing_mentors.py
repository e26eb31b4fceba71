"""A mentor replaced: one path from the pair's card to one order, with no day without a mentor."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mentoring.banks.models import Mentor
from mentoring.documents.forms.order import pairs_offered
from mentoring.documents.kinds.kind import Stamp
from mentoring.documents.kinds.pairs_change import changes_of
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.orders import draft_change, draft_order
from mentoring.documents.services.papers import edit_paper
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.draft import Draft
from mentoring.pairs.selectors.findings import errors_of, warnings_of
from mentoring.pairs.services import (
    approve_pairs,
    cancel_pair,
    change_pair,
    end_pair,
    order_pairs,
    propose_replacement,
    submit_pairs,
)
from schools.journal.models import Entry
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from tests.mentoring.documents.cast import approved, first_pair, hard_pairs, issue, mentee, mentor, ordered
from tests.mentoring.documents.test_changing import changing
from tests.mentoring.documents.test_labour import issued
from tests.mentoring.documents.test_orders import refused
from tests.mentoring.documents.test_wording import texts
from tests.mentoring.pairs.cast import document, form
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db
DAY, FIRST = date(2026, 9, 25), date(2026, 10, 1)


@pytest.fixture
def order(world) -> Document:
    return ordered(world)


@pytest.fixture
def newcomer(world) -> Mentor:
    return mentor(world, "Швец Игорь Львович", "учитель физики")


def replaced(world: World, pair: Pair, by: Mentor, starts: date = FIRST, **more) -> Pair:
    values = {"form": form(), "kinds": [], "starts": starts, "ends": pair.ends, "reason": "", "by": world.anna}
    return propose_replacement(pair, by, **(values | more))


def decided(world: World, pair: Pair) -> Pair:
    submit_pairs([pair], world.anna)
    approve_pairs([pair], world.gleb)
    return Pair.objects.get(pk=pair.pk)


def plain(words: list[str]) -> list[str]:
    return [one.replace("\u00a0", " ") for one in words]


def test_the_draft_of_the_changing_order_holds_the_replacement_and_one_issue_does_it(world, order, newcomer):
    old = Pair.objects.get()
    new = decided(world, replaced(world, old, newcomer))
    assert [seat.mentee for seat in new.seats.all()] == [world.mentee]
    change = draft_change(order, world.anna, uuid4())
    assert (change.data["pairs"], change.data["removed"]) == ([new.pk], [old.pk])
    assert plain(changes_of(change, Stamp(day=DAY))) == [
        "заменить с 1 октября 2026 г. наставника, закреплённого за учителем математики Черных С.П.: вместо учителя физики "
        "Зайца Б.Ф. закрепить учителя физики Швеца И.Л. на срок с 1 октября 2026 г. по 31 августа 2027 г.; форма "
        "«педагог — педагог»"
    ]
    assert [one.message for one in hindrances_of(change, DAY) if one.blocks] == []
    paper = issue(change, world.gleb, day=DAY)
    old.refresh_from_db(), new.refresh_from_db()
    assert (old.status, old.ended_on, old.end_order) == (PairStatus.ENDED, FIRST - timedelta(days=1), paper)
    assert (new.status, new.order) == (PairStatus.ORDERED, paper)
    days = [DAY + timedelta(days=n) for n in range(10)]
    assert [(old.is_active(day), new.is_active(day)) for day in days] == [(day < FIRST, day >= FIRST) for day in days]


def test_an_order_later_than_the_first_day_moves_the_eve(world, order, newcomer):
    old = Pair.objects.get()
    new = decided(world, replaced(world, old, newcomer))
    later = date(2026, 10, 12)
    issue(draft_change(order, world.anna, uuid4()), world.gleb, day=later)
    old.refresh_from_db(), new.refresh_from_db()
    assert old.ended_on == date(2026, 10, 11)
    assert (old.is_active(date(2026, 10, 11)), new.is_active(date(2026, 10, 11))) == (True, False)
    assert (old.is_active(later), new.is_active(later)) == (False, True)


def test_annulled_the_former_mentor_works_again_and_the_replacement_waits(world, order, newcomer):
    old = Pair.objects.get()
    new = decided(world, replaced(world, old, newcomer))
    paper = issue(draft_change(order, world.anna, uuid4()), world.gleb, day=TODAY)
    annul_document(paper, "опечатка", world.gleb)
    old.refresh_from_db(), new.refresh_from_db()
    assert (old.status, old.ended_on, new.status, new.order) == (PairStatus.ORDERED, None, PairStatus.APPROVED, None)
    assert draft_change(order, world.anna, uuid4()).data["pairs"] == [new.pk]


def test_the_former_pair_is_no_doubt_but_another_mentor_is(world, order, newcomer):
    old = Pair.objects.get()
    approved(world, mentor(world, "Дурново Пётр Лукич", "учитель технологии"), world.mentee)
    draft = Draft.of(replaced(world, old, newcomer))
    assert plain([one.message for one in warnings_of(draft) if one.code == "other_pair"]) == [
        "Черных С. П.: уже есть другой наставник (Дурново П. Л.)."
    ]


def test_what_a_replacement_may_not_be(world, order, newcomer):
    old = Pair.objects.get()
    assert plain(refused(lambda: replaced(world, old, world.mentor))) == [
        "Заяц Б. Ф. и Черных С. П. уже вместе в паре с 14.09.2026 по 31.08.2027."
    ]
    after = old.ends + timedelta(days=2)
    assert refused(lambda: replaced(world, old, newcomer, after, ends=after + timedelta(days=30))) == [
        "Срок прежней пары кончается 31.08.2027: новый наставник начинает не позже следующего дня."
    ]
    assert refused(lambda: replaced(world, old, newcomer, TODAY - timedelta(days=1))) == [
        "Прежняя пара начинается 14.09.2026: раньше этого дня заменять некого."
    ]
    with pytest.raises(PermissionDenied):
        propose_replacement(old, newcomer, form=form(), kinds=[], starts=FIRST, ends=old.ends, reason="", by=world.gleb)
    new = replaced(world, old, newcomer)
    assert plain(refused(lambda: replaced(world, old, mentor(world, "Ли Зоя Олеговна", "учитель")))) == [
        f"{old}: замена уже составлена, сейчас «составляется». Откройте её или отмените.".replace("\u00a0", " ")
    ]
    cancel_pair(new, world.anna)
    assert replaced(world, old, newcomer).status == PairStatus.DRAFT


def test_a_pair_that_is_not_in_an_order_is_changed_and_not_replaced(world, order, newcomer):
    [young] = hard_pairs(world, 1)
    assert plain(refused(lambda: replaced(world, young, newcomer))) == [
        f"{young}: сейчас «утверждена», заменить наставника можно только в закреплённой паре.".replace("\u00a0", " ")
    ]


def test_the_same_form_twice_makes_one_replacement(world, order, newcomer):
    old, nonce = Pair.objects.get(), uuid4()
    first = replaced(world, old, newcomer, nonce=nonce)
    assert replaced(world, old, newcomer, nonce=nonce) == first
    entry = Entry.objects.get(deed="составлена замена наставника")
    assert (entry.subject_id, entry.after["вместо пары"]) == (first.pk, str(old))


def test_a_replacement_keeps_its_people(world, order, newcomer):
    new = replaced(world, Pair.objects.get(), newcomer)
    other = mentee(world, "Ким Яна Руслановна", "педагог-организатор")
    values = {"mentor": newcomer, "form": form(), "kinds": [], "starts": FIRST, "ends": new.ends, "reason": ""}
    assert refused(lambda: change_pair(new, mentees=[other], by=world.anna, **values)) == [
        "При замене наставника наставляемые остаются теми же. Чтобы собрать других людей, отмените эту замену "
        "и составьте новую пару."
    ]


def test_it_goes_into_no_other_order(world, order, newcomer):
    old = Pair.objects.get()
    stranger = ordered(world, *hard_pairs(world, 1))
    new = decided(world, replaced(world, old, newcomer))
    assert plain(refused(lambda: draft_order(world.school, "teachers", [new], 2026, world.anna, None))) == [
        f"Замену наставника оформляет приказ об изменении прежнего приказа. Уберите из списка: {new}".replace(
            "\u00a0", " "
        )
    ]
    assert plain(refused(lambda: order_pairs([new], document(world, number="77"), world.anna))) == [
        f"{new}: это замена, а пара {old} ещё закреплена. Их вместе меняет приказ об изменении.".replace("\u00a0", " ")
    ]
    assert draft_change(stranger, world.anna, uuid4()).data["pairs"] == []
    probe = {"organisation": world.school, "kind": "pairs_change", "data": {"year": 2026}}
    assert list(pairs_offered(Document(changes=stranger, **probe))) == []
    assert list(pairs_offered(Document(changes=order, **probe))) == [new]


def test_without_the_former_pair_it_is_not_issued(world, order, newcomer):
    new = decided(world, replaced(world, Pair.objects.get(), newcomer))
    change = changing(world, order, pairs=[new.pk], removed=[])
    [told] = [one.message for one in hindrances_of(change, TODAY) if one.blocks]
    assert told.startswith(f"{new}: это замена, а пара {new.replaces} остаётся в приказе.")
    assert refused(lambda: issue(change, world.gleb)) != []


def test_the_former_pair_over_meanwhile_it_is_a_pair_like_any_other(world, order, newcomer):
    old = Pair.objects.get()
    new = decided(world, replaced(world, old, newcomer))
    end_pair(old, TODAY, "mutual", world.anna)
    new = Pair.objects.get(pk=new.pk)
    assert errors_of(Draft.of(new)) == []
    issue(draft_order(world.school, "teachers", [new], 2026, world.anna, None), world.gleb)
    new.refresh_from_db()
    assert new.status == PairStatus.ORDERED


def test_of_two_mentors_of_one_person_each_is_replaced_by_his_own(world, newcomer):
    second = mentor(world, "Дурново Пётр Лукич", "учитель технологии")
    other = mentor(world, "Лаптев Пётр Ильич", "учитель химии")
    order = ordered(world, first_pair(world), approved(world, second, world.mentee))
    of_second, of_first = Pair.objects.get(mentor=second), Pair.objects.get(mentor=world.mentor)
    decided(world, replaced(world, of_second, newcomer))
    decided(world, replaced(world, of_first, other))
    told = plain(changes_of(draft_change(order, world.anna, uuid4()), Stamp(day=DAY)))
    assert ["Дурново" in told[0], "Швеца" in told[0], "Зайца" in told[1], "Лаптева" in told[1]] == [True] * 4


def test_ticked_in_a_draft_begun_before_it_takes_the_former_pair_out(world, client, order, newcomer):
    change = changing(world, order)
    old = Pair.objects.get()
    new = decided(world, replaced(world, old, newcomer))
    client.force_login(world.anna)
    address = reverse("documents:order_edit", args=[world.school.slug, change.pk])
    page = client.get(address).context["form"]
    assert [label.replace("\u00a0", " ") for _, label in page.fields["pairs"].choices] == [
        "Швец И. Л. — Черных С. П., 01.10.2026 – 31.08.2027; вместо наставника Зайца Б. Ф."
    ]
    sent = {name: page[name].value() or "" for name in page.fields if name.startswith("text_")}
    client.post(address, sent | {"version": change.version, "date": "2026-09-25", "pairs": [new.pk]})
    change.refresh_from_db()
    assert (change.data["pairs"], change.data["removed"]) == ([new.pk], [old.pk])


def test_from_the_card_to_the_order_by_the_pages(world, client, order, newcomer):
    """The whole way of the curator and the head, each page leading to the next."""
    old, slug = Pair.objects.get(), world.school.slug
    page = reverse("pairs:pair_replace", args=[slug, old.pk])
    client.force_login(world.anna)
    assert page in client.get(reverse("pairs:pair_detail", args=[slug, old.pk])).content.decode()
    chosen = client.get(page)
    assert [choice.mentor for choice in chosen.context["possible"]] == [newcomer]
    filled = client.get(page, {"mentor": newcomer.pk}).context["form"]
    assert (filled.initial["starts"], filled.initial["ends"]) == (TODAY, old.ends)
    sent = {name: filled.initial[name] for name in ("mentor", "mentees", "form", "ends", "nonce")}
    wrong = client.post(page, sent | {"starts": "2026-09-01", "reason": "Просит другого"})
    assert wrong.context["form"].non_field_errors() == [
        "Прежняя пара начинается 14.09.2026: раньше этого дня заменять некого."
    ]
    client.post(page, sent | {"starts": FIRST.isoformat(), "reason": "Просит другого"})
    new = Pair.objects.get(replaces=old)
    again = client.get(page)
    assert again.url == reverse("pairs:pair_detail", args=[slug, new.pk])
    submit_pairs([new], world.anna)
    client.force_login(world.gleb)
    assert (
        "замена, сейчас наставник Заяц Борис Фомич"
        in client.get(reverse("pairs:decision_list", args=[slug])).content.decode()
    )
    approve_pairs([new], world.gleb)
    client.force_login(world.anna)
    change = reverse("documents:change_create", args=[slug, order.pk])
    for address in (
        reverse("pairs:pair_detail", args=[slug, new.pk]), reverse("documents:order_create", args=[slug]),
    ):  # fmt: skip
        assert f'href="{change}"' in client.get(address).content.decode()
    assert client.get(change).context["waiting"] == [new]
    client.post(change, {"nonce": uuid4()})
    draft = Document.objects.get(kind="pairs_change")
    assert (draft.data["pairs"], draft.data["removed"]) == ([new.pk], [old.pk])
    edit_paper(draft, version=1, data=draft.data, texts=texts("pairs_change"), by=world.anna)
    issue(draft, world.gleb, day=DAY)
    said = client.get(reverse("pairs:pair_detail", args=[slug, old.pk])).content.decode().replace("\u00a0", " ")
    assert "работает до 30 сентября 2026 г." in said


def test_a_changing_order_with_nothing_to_add_leads_to_the_replacement(world, client, order):
    change, old = changing(world, order), Pair.objects.get()
    client.force_login(world.anna)
    said = client.get(reverse("documents:order_edit", args=[world.school.slug, change.pk])).content.decode()
    assert f'href="{reverse("pairs:pair_replace", args=[world.school.slug, old.pk])}"' in said


@pytest.mark.parametrize("code", ["application_other_mentor", "application_release", "refusal_mentor"])
def test_an_application_leads_to_the_replacement_and_then_to_what_was_made(world, client, order, newcomer, code):
    old = Pair.objects.get()
    answers = {"wanted": newcomer.person_id, "last_day": "2026-09-30"}
    paper = issued(world, code, old, **answers)
    client.force_login(world.anna)
    page, slug = reverse("papers:document_detail", args=[world.school.slug, paper.pk]), world.school.slug
    address = f"{reverse('pairs:pair_replace', args=[slug, old.pk])}?mentor={newcomer.pk}"
    assert f'href="{address}"' in client.get(page).content.decode()
    assert client.get(address).context["chosen"].mentor == newcomer
    new = replaced(world, old, newcomer)
    said = client.get(page).content.decode()
    assert address not in said
    assert f'href="{reverse("pairs:pair_detail", args=[slug, new.pk])}"' in said
    client.force_login(world.gleb)
    assert "Открыть замену" not in client.get(page).content.decode()


def test_the_warning_is_counted_to_the_last_day_of_the_former_mentor(world, order, newcomer):
    old = Pair.objects.get()
    notice = issued(world, "notice_end", old, last_day="2026-09-30", reason="Смена наставника")
    decided(world, replaced(world, old, newcomer))
    change = draft_change(order, world.anna, uuid4())
    told = plain([one.message for one in hindrances_of(change, DAY) if not one.blocks])
    assert (
        f"Заяц Б. Ф.: {str(notice)[0].lower()}{str(notice)[1:]}, последний день 30.09.2026: срок предупреждения соблюдён."
        in told
    )
