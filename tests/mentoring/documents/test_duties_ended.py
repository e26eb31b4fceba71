"""A handed notice, a made refusal, a consent taken back: each reaches everything that asks how long the duties last."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import withdraw_consent
from mentoring.documents.forms.agreements import AgreementsForm
from mentoring.documents.kinds import kind_of
from mentoring.documents.selectors.agreements import agreements_owed_in, left_in_force
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.selectors.notices import notice_states
from mentoring.documents.selectors.withdrawal import aftermath_of
from mentoring.home.selectors.duties import duty_waits
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.duties import duties_end_of
from mentoring.pairs.selectors.people import with_people
from schools.models import Person
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from schools.years import AcademicYear
from tests.mentoring.documents.cast import blocks_of, points_of
from tests.mentoring.documents.samples.labour import agreement, of_pair, pupils_pair, standing
from tests.mentoring.documents.test_labour import agreed, issued, plain
from tests.mentoring.documents.test_payments_by_agreements import doubts, payments
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.django_db
LAST = date(2026, 9, 30)
NOTICE = "Наставничество прекращается 30 сентября 2026 г.: уведомление № 1 от 14.09.2026"
REFUSED = "наставничество прекращается 30 сентября 2026 г.: отказ наставника от 14.09.2026"
TAKEN = "согласие на обязанности наставника отозвано 14.09.2026"


def taken_back(person: Person, by, purpose: Purpose = Purpose.MENTOR_DUTIES) -> None:
    withdraw_consent(Consent.objects.get(person=person, purpose=purpose, status="signed"), TODAY, "", by)


def again(pair: Pair) -> Pair:
    return with_people(Pair.objects.filter(pk=pair.pk)).get()


def ended(world, pair: Pair) -> str:
    end = duties_end_of(again(pair), TODAY)
    return plain(end.words(TODAY)) if end else ""


def owed(world):
    return agreements_owed_in(world.school, AcademicYear(YEAR), world.anna)


def card(client, world, pair: Pair) -> str:
    return plain(client.get(reverse("pairs:pair_detail", args=[world.school.slug, pair.pk])).content.decode())


def desk(world) -> list[tuple[str, str]]:
    return [(plain(wait.words), wait.term) for wait in duty_waits(world.anna, world.school, AcademicYear(YEAR))]


def test_each_paper_tells_the_day_and_annulled_tells_nothing(world):
    pair = standing(world)
    assert ended(world, pair) == ""
    notice = issued(world, "notice_end", pair, last_day="2026-10-05")
    assert ended(world, pair) == "наставничество прекращается 5 октября 2026 г.: уведомление № 1 от 14.09.2026"
    refusal = issued(world, "refusal_mentor", pair, last_day="2026-09-30")
    assert ended(world, pair) == REFUSED
    taken_back(world.boris_card, world.anna)
    assert ended(world, pair) == TAKEN
    Consent.objects.filter(status="withdrawn").update(status="signed", withdrawn_on=None)
    annul_document(Document.objects.get(pk=refusal.pk), "ошибка", world.gleb)
    annul_document(Document.objects.get(pk=notice.pk), "ошибка", world.gleb)
    assert ended(world, pair) == ""


def test_what_was_taken_back_before_the_order_or_for_one_of_a_group_ends_nothing(world):
    pair = standing(world)
    taken_back(world.sofya_card, world.anna, Purpose.MENTEE_PART)
    assert ended(world, pair) == "согласие на участие в наставничестве отозвано 14.09.2026"
    Document.objects.filter(pk=pair.order_id).update(date=date(2026, 9, 15))
    assert ended(world, pair) == ""


def test_the_card_and_the_desk_say_it_with_the_step(world, client):
    pair = standing(world)
    client.force_login(world.anna)
    assert ("Пара работает до 31 августа 2027 г." in card(client, world, pair), desk(world)) == (True, [])
    notice = issued(world, "notice_end", pair, last_day="2026-09-30")
    page = card(client, world, pair)
    assert [words in page for words in (NOTICE, "Замените наставника", "Пара работает до")] == [True, True, False]
    assert "соглашение составится по 30 сентября 2026 г." in page
    words = f"{plain(str(pair))}: {NOTICE[0].lower()}{NOTICE[1:]}"
    assert desk(world) == [(words, "замените наставника или завершите пару приказом")]
    page = client.get(reverse("papers:document_detail", args=[world.school.slug, notice.pk])).content.decode()
    assert "последний день наставничества — 30 сентября 2026 г. Составьте замену наставника" in plain(page)
    assert "если просьба удовлетворена" not in page


def test_a_refusal_is_no_request(world, client):
    paper = issued(world, "refusal_mentor", standing(world), last_day="2026-09-30")
    client.force_login(world.anna)
    page = plain(client.get(reverse("papers:document_detail", args=[world.school.slug, paper.pk])).content.decode())
    assert ("если просьба удовлетворена" in page, "последний день наставничества — 30 сентября" in page) == (
        False,
        True,
    )


def test_both_sides_of_the_pair_read_it_and_the_mentee_not_by_which_paper(world, client):
    pair = standing(world)
    issued(world, "notice_end", pair, last_day="2026-09-30")
    own, home = (reverse(name, args=[world.school.slug]) for name in ("pairs:pair_list", "home:desk"))
    for user, told in ((world.boris, True), (world.sofya, False)):
        client.force_login(user)
        for page in (own, home):
            said = plain(client.get(page).content.decode())
            assert ("Наставничество прекращается 30 сентября 2026 г." in said or NOTICE in said) is True
            assert (NOTICE in said) is told
    client.force_login(world.boris)
    papers = plain(client.get(reverse("papers:my_papers", args=[world.school.slug])).content.decode())
    assert "Уведомление № 1" in papers


def test_an_agreement_is_not_owed_unawares_and_lasts_till_the_last_day(world):
    pair = standing(world)
    issued(world, "refusal_mentor", pair, last_day="2026-09-30")
    [one] = owed(world)
    assert (plain(one.ending[0]), one.is_ending) == (REFUSED, True)
    probe = Document(organisation=world.school, kind="agreement_mentor", data={"year": YEAR})
    people = AgreementsForm(document=probe, owed=[one]).fields["people"]
    assert (people.initial, REFUSED in plain(people.choices[0][1])) == ([], True)
    paper = agreement(world, again(pair))
    assert points_of(paper)[2] == "3. Срок выполнения работы — с 14 сентября 2026 г. по 30 сентября 2026 г."
    taken_back(world.boris_card, world.anna)
    assert owed(world) == []
    assert [one.blocks for one in hindrances_of(paper, TODAY) if "Соглашение не заключают" in one.message] == [True]


def test_days_before_the_end_by_an_order_ask_for_an_agreement_too(world):
    pair = standing(world)
    Pair.objects.filter(pk=pair.pk).update(
        status=PairStatus.ENDED, ended_on=LAST, end_reason="mentor", end_order=pair.order
    )
    [one] = owed(world)
    assert (one.pairs, one.ending) == ([pair], ["по приказу пара работает до 30.09.2026"])
    Document.objects.filter(pk=pair.order_id).update(issued_at=timezone.now())
    paper = agreed(world, pair)
    pair = again(pair)
    assert (pair.agreement, left_in_force([pair]), owed(world)) == (paper, [], [])
    assert "по 30 сентября 2026 г." in points_of(paper)[2]
    Pair.objects.filter(pk=pair.pk).update(agreement=None, ended_on=date(2026, 9, 13), starts=date(2026, 9, 1))
    assert owed(world) == []


def test_an_order_on_payments_doubts_what_goes_on_after_the_last_day(world):
    pair = standing(world)
    agreed(world, pair)
    assert doubts(payments(world)) == []
    issued(world, "notice_end", pair, last_day="2026-09-30")
    assert doubts(payments(world)) == [f"Заяц Б. Ф.: {NOTICE[0].lower()}{NOTICE[1:]}, а выплаты — по 31.08.2027."]


def test_who_took_the_consent_back_is_not_warned_and_his_agreement_is_named(world):
    pair = standing(world)
    paper = agreed(world, pair)
    consent = Consent.objects.get(person=world.boris_card, purpose=Purpose.MENTOR_DUTIES)
    assert aftermath_of(consent, world.anna).agreements == (paper,)
    assert left_in_force([again(pair)], LAST) == [pair]
    taken_back(world.boris_card, world.anna)
    [state] = notice_states([again(pair)], TODAY)
    assert (plain(state.message), state.url) == (f"Заяц Б. Ф.: {TAKEN}, уведомление не нужно.", "")
    assert left_in_force([again(pair)], LAST) == []


def test_pairs_of_pupils_lose_their_mentor_by_consent_only(world):
    pair = pupils_pair(world)
    taken_back(world.boris_card, world.anna)
    assert desk(world) == [(f"{plain(str(pair))}: {TAKEN}", "замените наставника или завершите пару приказом")]


def test_the_desk_names_five_and_counts_more_in_as_many_queries(world, django_assert_max_num_queries):
    pair = standing(world)
    issued(world, "notice_end", pair, last_day="2026-09-30")
    pair = again(pair)
    with django_assert_max_num_queries(9) as used:
        desk(world)
    more = {"organisation": pair.organisation, "mentor": pair.mentor, "form": pair.form, "order": pair.order}
    days = {"starts": pair.starts, "ends": pair.ends, "status": PairStatus.ORDERED, "notice": pair.notice}
    Pair.objects.bulk_create(Pair(**more, **days) for _ in range(4))
    with django_assert_max_num_queries(len(used)):
        assert len(desk(world)) == 5
    Pair.objects.create(**more, **days)
    [(words, term)] = desk(world)
    assert (words.startswith("пар теряют наставника"), plain(term)) == (True, "первая — 30 сентября 2026 г.")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("в связи с большой нагрузкой", "Это вызвано большой нагрузкой."),
        ("В связи со сменой часов.", "Это вызвано сменой часов."),
        ("Большая нагрузка", "Причина: большая нагрузка."),
    ],
)
def test_a_reason_typed_with_its_lead_is_a_sentence(world, reason, words):
    paper = of_pair("refusal_mentor", standing(world), world.anna, reason=reason, last_day="2026-09-30")
    assert words in plain(" ".join(str(block) for block in blocks_of(paper)))


def test_a_mentee_wishes_for_an_employee_and_not_for_a_pupil_or_a_parent(world):
    paper = of_pair("application_other_mentor", standing(world), world.anna)
    [ask] = [one for one in kind_of(paper.kind).asks if one.name == "wanted"]
    assert ask.offered is not None
    names = {one.pk for one in ask.offered(paper)}
    assert {world.boris_card.pk, world.misha_card.pk, world.sofya_card.pk} & names == {world.boris_card.pk}
