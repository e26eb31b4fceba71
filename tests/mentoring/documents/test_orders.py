"""From approved pairs to an issued order: drafts, obstacles by name, issue as a whole."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.documents.selectors.obstacles import obstacles_of
from mentoring.documents.services.orders import draft_order, issue_order
from mentoring.documents.services.papers import DraftMovedOn, edit_paper
from mentoring.documents.services.wording import tidied
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import override_consent, undo_decision
from schools.journal.models import Entry
from schools.models import Headship
from schools.papers.enums import NumberMode
from schools.papers.models import Document
from schools.papers.selectors.files import read_file
from schools.papers.services.documents import StaleDraft, verify_document
from schools.papers.services.numbering import register_of
from tests.mentoring.documents.cast import (
    approved,
    drafted,
    first_pair,
    hard_pairs,
    issue,
    pupil,
    text_of_pdf,
)
from tests.mentoring.documents.samples import ACTING
from tests.mentoring.documents.test_wording import texts
from tests.mentoring.pairs.cast import consent, form
from tests.world import TODAY

pytestmark = pytest.mark.django_db
PAIR = "Заяц Б. Ф. — Черных С. П."


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def refused(deed) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        deed()
    return [plain(sentence) for sentence in refusal.value.messages]


def blocking(document, day=TODAY) -> list[str]:
    return [plain(one.message) for one in obstacles_of(document, day) if one.blocks]


def doubts(document, day=TODAY) -> list[str]:
    return [plain(one.message) for one in obstacles_of(document, day) if not one.blocks]


def test_a_draft_begins_with_all_that_is_known(world):
    pair = first_pair(world)
    document = drafted(world, pair)
    anna = world.anna.people.get()
    data = document.data
    assert (document.kind, document.organisation, document.status) == ("pairs_order_teachers", world.school, "draft")
    assert (data["pairs"], data["curator"], data["executor"]) == ([pair.pk], anna.pk, anna.pk)
    assert (data["date"], data["programme_due"], data["executor_phone"]) == (
        "2026-09-14", "2026-09-28", "8 (900) 000-00-00",
    )  # fmt: skip
    assert len(data["acts"]) == 4


def test_the_same_form_makes_one_draft(world):
    pair, nonce = first_pair(world), uuid4()
    made = {draft_order(world.school, "teachers", [pair], 2026, world.anna, nonce).pk for _ in range(2)}
    assert (len(made), Document.objects.count()) == (1, 1)


def test_pupils_and_teachers_do_not_stand_in_one_order(world):
    mixed = [
        first_pair(world),
        approved(world, world.mentor, pupil(world, "Ли Зоя Олеговна", "9Б"), form=form("teacher-pupil")),
    ]
    assert refused(lambda: drafted(world, *mixed)) == [
        "Приказы о парах педагогов и о парах обучающихся издаются отдельно. Уберите из списка: Заяц Б. Ф. — Ли З. О."
    ]


def test_pairs_of_two_years_do_not_stand_in_one_order(world):
    pairs = [first_pair(world), *hard_pairs(world, 1)]
    pairs[1].mentor.year = 2027
    assert refused(lambda: drafted(world, *pairs)) == [
        "Отмечены пары разных учебных годов: 2026/27 и 2027/28. На каждый год издаётся свой приказ."
    ]


def test_only_approved_pairs_go_into_an_order(world):
    pair = undo_decision(first_pair(world), world.gleb)
    assert refused(lambda: drafted(world, pair)) == [
        f"В приказ идут только утверждённые пары. Уберите из списка: {PAIR}"
    ]
    assert refused(lambda: drafted(world)) == ["Отметьте хотя бы одну утверждённую пару."]


@pytest.mark.parametrize("who", ["anna", "gleb"])
def test_issue_takes_number_date_and_freezes(world, who):
    pair = first_pair(world)
    order = issue(drafted(world, pair), getattr(world, who))
    pair.refresh_from_db()
    assert (order.status, order.number, order.date, order.signer) == ("issued", "1", TODAY, "Директор Г.И.\u00a0Ветров")
    assert (pair.status, pair.order) == (PairStatus.ORDERED, order)
    assert verify_document(order)
    text = plain(text_of_pdf(read_file(order.pdf)))
    assert "за учителем математики Черных С.П. наставника — учителя физики Зайца Б.Ф." in text
    assert "14 сентября 2026 г. № 1 с. Лесное" in text
    entry = Entry.objects.get(deed="издан документ")
    assert (entry.user, entry.on_behalf) == (getattr(world, who), "куратор" if who == "anna" else "руководитель")


@pytest.mark.parametrize("who", ["boris", "vera", "oleg"])
def test_nobody_else_issues(world, who):
    document = drafted(world, first_pair(world))
    with pytest.raises(PermissionDenied):
        issue(document, getattr(world, who))
    document.refresh_from_db()
    assert document.status == "draft"


def test_issued_twice_it_is_one_order(world):
    document = drafted(world, first_pair(world))
    stale = Document.objects.get(pk=document.pk)
    first = issue(document, world.anna)
    second = issue_order(stale, number="", proposed="", day=TODAY, by=world.gleb, version=1)
    assert (first.pk, first.number) == (second.pk, second.number)
    assert Entry.objects.filter(deed="издан документ").count() == 1


def test_the_proposed_number_moves_on_and_a_typed_one_is_refused(world):
    one, two, three = (drafted(world, pair) for pair in hard_pairs(world, 3))
    assert issue(one, world.anna, number="1").number == "1"
    assert issue(two, world.anna, number="1").number == "2"
    typed = Document.objects.get(pk=three.pk)
    assert refused(lambda: issue_order(typed, number="№ 2", proposed="3", day=TODAY, by=world.anna)) == [
        "Номер 2 в журнале «приказы по основной деятельности» за 2026 год уже занят: «О закреплении наставнической "
        "пары педагогических работников на 2026–2027 учебный год» от 14.09.2026. Впишите другой номер."
    ]
    assert Pair.objects.filter(status=PairStatus.ORDERED).count() == 2


def test_the_office_gives_the_number(world):
    register = register_of(world.school)
    register.mode = NumberMode.OFFICE
    register.save()
    document = drafted(world, first_pair(world))
    assert refused(lambda: issue(document, world.anna)) == [
        "Номера этого журнала даёт канцелярия. Впишите номер, который она дала."
    ]
    current = Document.objects.get(pk=document.pk)
    assert issue_order(current, number="02-05/164", proposed="", day=TODAY, by=world.anna).number == "02-05/164"


def test_the_acting_head_s_name_follows_the_date(world):
    document = drafted(world, first_pair(world))
    order = issue(document, world.anna, day=ACTING)
    assert order.signer == "И.о. директора И.Л.\u00a0Швец"


def test_consents_younger_than_the_order_are_told_as_its_day(world):
    document = drafted(world, first_pair(world))
    Consent.objects.update(signed_on=TODAY)
    assert blocking(document, date(2026, 9, 11)) == [
        "Согласия подписаны позже даты приказа, 11.09.2026. Поставьте дату не раньше 14.09.2026. "
        "Кто подписал позже: Заяц Б. Ф., Черных С. П."
    ]
    assert blocking(document) == []


def test_a_missing_consent_is_an_obstacle_by_name(world):
    document = drafted(world, first_pair(world, sign=False))
    assert blocking(document) == [
        "Заяц Б. Ф.: на 14.09.2026 нет согласий на обработку персональных данных, на выполнение обязанностей наставника.",
        "Черных С. П.: на 14.09.2026 нет согласий на обработку персональных данных, на участие в наставничестве.",
    ]
    # The sentences are those of the room of pairs; here only that each person is named and nothing is left behind.
    said = refused(lambda: issue(document, world.gleb))
    assert sorted(name for name in ("Заяц Б. Ф.", "Черных С. П.") if any(f": {name}" in line for line in said)) == [
        "Заяц Б. Ф.",
        "Черных С. П.",
    ]
    document.refresh_from_db()
    assert (document.status, document.number, document.pdf) == ("draft", "", None)


def test_the_head_lets_it_in_with_a_reason(world):
    pair = first_pair(world, sign=False)
    document = drafted(world, pair)
    override_consent(pair, "подпишут по возвращении с курсов", world.gleb)
    assert blocking(document) == []
    assert [line for line in doubts(document) if "разрешил" in line] == [
        "Заяц Б. Ф.: на 14.09.2026 нет согласий на обработку персональных данных, на выполнение обязанностей наставника. "
        "Руководитель разрешил издать без них.",
        "Черных С. П.: на 14.09.2026 нет согласий на обработку персональных данных, на участие в наставничестве. "
        "Руководитель разрешил издать без них.",
    ]
    assert issue(document, world.anna).status == "issued"


def test_a_consent_withdrawn_after_the_permission_stops_the_order(world):
    pair = first_pair(world)
    document = drafted(world, pair)
    world.boris_card.consents.filter(purpose="mentor_duties").delete()
    override_consent(pair, "подпишут по возвращении с курсов", world.gleb)
    assert blocking(document) == []
    world.boris_card.consents.all().delete()
    assert [(one.blocks, one.pair) for one in obstacles_of(document, TODAY) if one.blocks] == [(True, pair.pk)]


def test_a_child_without_consent_stays_an_obstacle(world):
    consent(world.boris_card)
    child = pupil(world, "Ли Зоя Олеговна", "9Б")
    child.person.consents.all().delete()
    pair = approved(world, world.mentor, child, form=form("teacher-pupil"))
    covered = [[child.person_id, purpose] for purpose in Purpose.values]
    Pair.objects.filter(pk=pair.pk).update(consent_override="можно", override_for=covered)
    document = drafted(world, pair, contingent="pupils")
    assert [(one.blocks, one.pair) for one in obstacles_of(document, TODAY)] == [(True, None)]


def test_a_pair_withdrawn_meanwhile_is_named(world):
    pair = first_pair(world)
    document = drafted(world, pair)
    undo_decision(pair, world.gleb)
    assert blocking(document) == [f"{PAIR}: сейчас «у руководителя», в приказ идут только утверждённые пары."]
    assert refused(lambda: issue(document, world.anna)) == [
        f"{PAIR}: сейчас «у руководителя», в приказ идут только утверждённые пары."
    ]


def test_a_draft_whose_pairs_are_gone(world):
    pair = first_pair(world)
    document = drafted(world, pair, *hard_pairs(world, 1))
    Pair.objects.filter(pk=pair.pk).delete()
    assert blocking(document) == ["Часть пар этого приказа удалена. Проверьте список и сохраните черновик."]
    assert refused(lambda: issue(document, world.anna)) == [
        "Часть пар этого приказа удалена. Откройте черновик, проверьте список и сохраните."
    ]


def test_without_a_head_nobody_can_sign(world):
    document = drafted(world, first_pair(world))
    Headship.objects.all().delete()
    assert blocking(document) == ["На 14.09.2026 не указан руководитель организации."]
    assert refused(lambda: issue(document, world.anna)) == [
        "На 14.09.2026 не указано, кто руководит организацией. Откройте настройки организации "
        "и добавьте руководителя или исполняющего обязанности с датами."
    ]


def test_dates_are_doubted_and_not_refused(world):
    document = drafted(world, first_pair(world))
    assert doubts(document, TODAY) == []
    assert doubts(document, date(2026, 9, 15)) == [
        "Дата приказа, 15.09.2026, ещё не наступила.",
        f"Начинаются раньше приказа, действовать будут с 15.09.2026: {PAIR}",
    ]
    assert doubts(document, date(2026, 9, 10)) == ["Приказ издаётся задним числом: 10.09.2026. Проверьте дату."]
    assert issue(document, world.anna, day=date(2026, 9, 10)).date == date(2026, 9, 10)


def test_the_same_pair_in_two_drafts(world):
    pair = first_pair(world)
    one, two = drafted(world, pair), drafted(world, pair)
    assert doubts(one) == ["Те же пары стоят и в другом черновике."]
    issue(one, world.anna)
    assert refused(lambda: issue(two, world.anna)) == [
        f"{PAIR}: сейчас «закреплена приказом», в приказ идут только утверждённые пары."
    ]


def test_what_nobody_has_read_is_not_issued(world):
    document = drafted(world, first_pair(world))
    edit_paper(document, version=1, data={"executor_phone": "1"}, texts=texts(), by=world.anna)
    with pytest.raises(DraftMovedOn):
        issue(document, world.gleb, version=1)
    assert issue(document, world.gleb, version=2).status == "issued"


def test_of_two_who_edit_the_second_is_told(world):
    document = drafted(world, first_pair(world))
    edit_paper(document, version=1, data={"executor_phone": "1"}, texts=texts(), by=world.anna)
    with pytest.raises(StaleDraft):
        edit_paper(document, version=1, data={"executor_phone": "2"}, texts=texts(), by=world.anna)
    document.refresh_from_db()
    assert document.data["executor_phone"] == "1"


def test_a_card_changed_at_the_last_moment_stops_the_issue(world, monkeypatch):
    """The name is changed after the page was composed and before the pairs are ordered: the paper would lie."""
    from mentoring.documents.services.orders import issuing  # the module whose function is replaced

    document = drafted(world, first_pair(world))
    really = issuing.order_pairs

    def meanwhile(pairs, issued, by):
        world.sofya_card.surname = "Белых"
        world.sofya_card.save()
        return really(pairs, issued, by)

    monkeypatch.setattr(issuing, "order_pairs", meanwhile)
    assert refused(lambda: issue(document, world.anna)) == [
        "Пока документ издавался, сведения, которые в нём названы, изменились. Прочитайте текст и издайте ещё раз."
    ]
    document.refresh_from_db()
    assert (document.status, Pair.objects.get().status) == ("draft", PairStatus.APPROVED)


def test_an_empty_order_is_not_issued(world):
    document = drafted(world, first_pair(world))
    edit_paper(document, version=1, data={"pairs": []}, texts=tidied(texts()), by=world.anna)
    assert blocking(Document.objects.get(pk=document.pk)) == ["В приказе пока нет ни одной пары."]
    assert refused(lambda: issue(document, world.anna)) == [
        "В приказе нет ни одной пары. Отметьте пары и сохраните черновик."
    ]
