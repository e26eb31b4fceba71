"""What pairs and groups are called, and why these people, told in sentences."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.banks.models import MenteeRequest, MentorStrength, Topic
from mentoring.banks.selectors import fit_of
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.words import called, count_pairs, why, why_not
from mentoring.pairs.services import submit_pairs
from schools.models import Headship
from tests import world as cast
from tests.mentoring.pairs.cast import new_mentee, new_mentor, pair_in, propose

pytestmark = pytest.mark.usefixtures("today")


def at(name: str, **kwargs) -> str:
    return reverse(f"pairs:{name}", kwargs={"organisation": "lesnaya", **kwargs})


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


@pytest.fixture
def group(world) -> Pair:
    """Mentees are seated against the order of their names."""
    people = [
        cast.mentee(cast.person(world.school, name, "учитель"))
        for name in ("Юдина Ия Ильинична", "Агеева Ия Ильинична")
    ]
    return propose(world, mentees=people)


def test_a_group_is_called_a_group(world, group):
    pair = pair_in(world, PairStatus.DRAFT)
    assert called(group, "Пара снова у вас: пару и пары, паре, с парой") == (
        "Группа снова у вас: группу и группы, группе, с группой"
    )
    assert called(pair, "Отменить пару") == "Отменить пару"
    told = [count_pairs(pairs) for pairs in ([pair], [group], [pair, group], [], [pair] * 5)]
    assert told == ["1 пара", "1 группа", "1 пара и 1 группа", "0 пар", "5 пар"]
    assert count_pairs([pair, group], accusative=True) == "1 пару и 1 группу"


def test_the_card_of_a_group_and_its_deeds_speak_of_a_group(world, group, enter):
    anna = enter(world.anna)
    card = text(anna.get(at("pair_detail", pk=group.pk)))
    assert ["Отменить группу" in card, "Группа составлена." in card, "О группе" in card] == [True] * 3
    assert "Пара составлена" not in card
    handed = text(anna.post(at("pair_submit"), {"ids": group.pk}))
    assert "Передать 1 группу" in handed
    sent = text(anna.post(at("pair_submit"), {"ids": group.pk, "confirm": "1"}, follow=True))
    assert "Передано руководителю: 1 группа." in sent
    decided = enter(world.gleb).post(at("decide"), decision(group, "approve"), follow=True)
    assert "Утверждено: 1 группа." in text(decided)


def decision(*args) -> dict:
    *pairs, action = args
    fresh = [Pair.objects.get(pk=pair.pk) for pair in pairs]
    return {
        "ids": [pair.pk for pair in fresh],
        "action": action,
        "comment": "Нет.",
        **{f"version-{pair.pk}": pair.version for pair in fresh},
    }


def test_a_group_stands_in_one_order_everywhere(world, group):
    """As the order names it: by the alphabet, in whichever order the mentees were seated."""
    shown = [seat.mentee.person.surname for seat in Pair.objects.get(pk=group.pk).filled_seats()]
    fetched = Pair.objects.prefetch_related("seats__mentee__person").get(pk=group.pk)
    assert shown == [seat.mentee.person.surname for seat in fetched.seats.all()] == ["Агеева", "Юдина"]
    assert str(group).index("Агеева") < str(group).index("Юдина")


def test_why_these_people_is_told_in_sentences(world, enter):
    mentor, mentee = new_mentor(world), new_mentee(world)
    topics = list(Topic.objects.filter(organisation=None, has_detail=False).order_by("pk")[:3])
    for topic in topics:
        MenteeRequest.objects.create(mentee=mentee, topic=topic, priority=2)
    for topic in topics[:2]:
        MentorStrength.objects.create(mentor=mentor, topic=topic)
    for person in (mentor.person, mentee.person):
        person.employments.update(subjects=["химия"])
    fit = fit_of(type(mentor).objects.get(pk=mentor.pk), type(mentee).objects.get(pk=mentee.pk))
    one, two, three = (topic.name for topic in topics)
    assert why(fit) == [
        f"Наставник поможет с тем, о чём просит наставляемый: {one}, {two}.",
        "Наставник и наставляемый ведут один предмет: химия.",
    ]
    assert why_not(fit, "Орлова И. И.") == [f"Пока не на всё есть ответ; Орлова И. И. просит ещё: {three}."]
    page = enter(world.anna).get(at("pair_create"), {"mentee": mentee.pk, "mentor": mentor.pk})
    assert page.context["form"]["reason"].value() == " ".join(why(fit))
    pair = propose(world, mentor=mentor, mentees=[mentee])
    card = enter(world.anna).get(at("pair_detail", pk=pair.pk))
    assert (card.context["why"], len(card.context["why_not"])) == (why(fit), 1)


def test_pairs_left_out_of_a_decision_are_not_ticked_again(world, enter):
    pairs = submit_pairs([pair_in(world, PairStatus.DRAFT) for _ in range(3)], world.anna)
    gleb = enter(world.gleb)
    assert gleb.get(at("decision_list")).context["ticked"] == {pair.pk for pair in pairs}
    after = gleb.post(at("decide"), decision(pairs[0], "return"), follow=True)
    assert after.context["ticked"] == set()
    assert len(after.context["rows"]) == 2


def test_a_changed_pair_is_not_ticked_after_a_refusal(world, enter):
    pairs = submit_pairs([pair_in(world, PairStatus.DRAFT) for _ in range(3)], world.anna)
    stale = decision(*pairs, "approve") | {f"version-{pairs[1].pk}": 1}
    page = enter(world.gleb).post(at("decide"), stale)
    assert page.context["ticked"] == {pairs[0].pk, pairs[2].pk}
    assert len(page.context["problems"]) == 2


def test_the_head_is_told_who_acts_today_before_deciding(world, enter):
    submit_pairs([pair_in(world, PairStatus.DRAFT)], world.anna)
    assert "обязанности руководителя исполняет" not in text(enter(world.gleb).get(at("decision_list")))
    Headship.objects.create(
        organisation=world.school,
        person=world.irina.people.get(),
        post="И.о. директора",
        is_acting=True,
        starts=date(2026, 9, 10),
        ends=date(2026, 9, 20),
    )
    page = text(enter(world.gleb).get(at("decision_list")))
    assert "обязанности руководителя исполняет Швец Ирина Львовна, до 20 сентября 2026 г." in page


def test_the_card_says_a_reason_once(world, enter):
    """What the list with ticks says is not repeated as a phrase; a person's own words stay."""
    strength = Topic.objects.filter(organisation=None, has_detail=False).first()
    MentorStrength.objects.create(mentor=world.mentor, topic=strength)
    MenteeRequest.objects.create(mentee=world.mentee, topic=strength)
    said = " ".join(why(fit_of(world.mentor, world.mentee)))
    pair = propose(world)
    for kept, shown in ((said, ""), (f"{said} Сидят в одном кабинете.", "Сидят в одном кабинете."), ("Сами.", "Сами.")):
        Pair.objects.filter(pk=pair.pk).update(reason=kept)
        card = enter(world.anna).get(at("pair_detail", pk=pair.pk))
        assert card.context["reason"] == shown
        assert text(card).count(said) == 1
