"""Pages that suggest pairs and hand them over to the head."""

import pytest

from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentorStrength, Topic
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Employment
from tests.mentoring.pairs.cast import new_mentee, new_mentor, pair_in
from tests.mentoring.pairs.pages import text, url

pytestmark = pytest.mark.usefixtures("today")


def test_suggestions_serve_everybody_within_the_limits_and_say_why_not(world, enter):
    topic, other = Topic.objects.filter(has_detail=False)[:2]
    Mentor.objects.update(capacity=1)
    strong = new_mentor(world, capacity=1)
    MentorStrength.objects.create(mentor=strong, topic=topic)
    mentees = [new_mentee(world) for _ in range(2)]
    for mentee in mentees:
        MenteeRequest.objects.create(mentee=mentee, topic=topic)
    unanswered = new_mentee(world)
    MenteeRequest.objects.create(mentee=unanswered, topic=other)
    anna = enter(world.anna)
    page = anna.get(url("pair_suggest"))
    rows = [(one.draft.mentor, one.draft.mentees[0]) for _, one, *_ in page.context["rows"]]
    first = min(mentees, key=lambda mentee: (mentee.person.name_key, mentee.person.pk))
    # Софья asked for nothing and gets who is left; of two equal requests the first by name gets the only strong mentor.
    assert set(rows) == {(strong, first), (world.mentor, world.mentee)}
    assert {mentee: reason.split(":")[0] for mentee, reason in page.context["left"]} == {
        next(mentee for mentee in mentees if mentee != first): "У подходящих наставников не осталось мест",
        unanswered: "Никто из наставников не отвечает на запросы",
    }
    keys = [key for key, *_ in page.context["rows"]]
    sent = {"ids": keys, "nonce": page.context["nonce"]}
    for _ in range(2):  # the second time by an impatient hand
        assert anna.post(url("pair_suggest"), sent).status_code == 302
    assert "Составлено: 2 пары. Проверьте их и передайте" in text(anna.get(url("pair_list")))
    assert Pair.objects.count() == 2
    made = Pair.objects.get(mentor=strong)
    assert made.reason == f"Наставник поможет с тем, о чём просит наставляемый: {topic.name}."


def test_who_asked_for_nothing_gets_who_is_left_though_the_subject_is_another(world, enter):
    Employment.objects.filter(person=world.sofya_card).update(subjects=["математика"])
    Employment.objects.filter(person=world.boris_card).update(subjects=["физика"])
    page = enter(world.anna).get(url("pair_suggest"))
    assert [(one.draft.mentor, one.draft.mentees[0]) for _, one, *_ in page.context["rows"]] == [
        (world.mentor, world.mentee)
    ]
    assert page.context["left"] == []
    assert [words in text(page) for words in ("запросы не записаны", "не отвечает на запросы")] == [True, False]


def test_the_cause_that_is_told_is_the_true_one(world, enter):
    Employment.objects.filter(person=world.sofya_card).update(reports_to=world.boris_card)
    page = enter(world.anna).get(url("pair_suggest"))
    [(mentee, reason)] = page.context["left"]
    assert (mentee, reason.partition(":")[0]) == (
        world.mentee,
        "Подходящий наставник — непосредственный руководитель этого человека",
    )


def test_one_suggestion_taken_is_spoken_of_as_one(world, enter):
    anna = enter(world.anna)
    page = anna.get(url("pair_suggest"))
    sent = {"ids": [key for key, *_ in page.context["rows"]], "nonce": page.context["nonce"]}
    page = anna.post(url("pair_suggest"), sent, follow=True)
    assert "Составлено: 1 пара. Проверьте её и передайте руководителю." in text(page)


def test_suggestions_that_no_longer_hold_are_refused(world, enter):
    anna = enter(world.anna)
    page = anna.get(url("pair_suggest"))
    [key] = [key for key, *_ in page.context["rows"]]
    Mentee.objects.filter(pk=world.mentee.pk).update(status="candidate", confirmed_on=None)
    page = anna.post(url("pair_suggest"), {"ids": [key], "nonce": page.context["nonce"]})
    assert "банки или пары изменились" in text(page)
    assert Pair.objects.count() == 0


def test_handing_over_shows_names_first_and_then_does_it(world, enter):
    pairs = [pair_in(world, PairStatus.DRAFT) for _ in range(2)]
    done = pair_in(world, PairStatus.APPROVED)
    anna = enter(world.anna)
    ids = [pair.pk for pair in [*pairs, done]]
    page = anna.post(url("pair_submit"), {"ids": ids})
    assert "Передать 2 пары" in text(page)
    assert page.context["others"] == [done]
    assert set(Pair.objects.filter(status="draft")) == set(pairs)
    anna.post(url("pair_submit"), {"ids": [pair.pk for pair in pairs], "confirm": "1"})
    assert set(Pair.objects.filter(status="submitted")) == set(pairs)


def test_handing_over_again_by_the_back_button_says_one_thing_once(world, enter):
    pairs = [pair_in(world, PairStatus.DRAFT) for _ in range(3)]
    anna = enter(world.anna)
    for some, sentence in ((pairs[:2], "Эти пары уже у руководителя."), (pairs[2:], "Эта пара уже у руководителя.")):
        sent = {"ids": [pair.pk for pair in some], "confirm": "1"}
        assert anna.post(url("pair_submit"), sent).status_code == 302
        page = anna.post(url("pair_submit"), sent)
        assert (page.context["problems"], page.context["others"]) == ([sentence], [])
        assert ["нечего" in text(page), text(page).count("у руководителя")] == [False, 1]
