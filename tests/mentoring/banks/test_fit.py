"""The fit of strengths to requests: points that anybody can recount, and the sides on which people stand."""

from datetime import date

import pytest

from mentoring.banks.enums import Priority, Side
from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentorStrength, Topic
from mentoring.banks.selectors import fit_of, fits_of, is_head_post, sides_of, sides_of_people
from mentoring.banks.selectors.suggestions import mentees_for, mentors_for
from schools.models import Employment
from tests.world import TODAY, mentee, mentor, person

from .cards import topic

pytestmark = pytest.mark.django_db


def strong(entry: Mentor, *lines: tuple[str, str]) -> None:
    for name, detail in lines:
        MentorStrength.objects.create(mentor=entry, topic=topic(name), detail=detail)


def asks(entry: Mentee, *lines: tuple[str, str, int]) -> None:
    for name, detail, priority in lines:
        MenteeRequest.objects.create(mentee=entry, topic=topic(name), detail=detail, priority=priority)


def teaches(entry, *subjects: str) -> None:
    entry.person.employments.update(subjects=list(subjects))


def fresh(world):
    return Mentor.objects.get(pk=world.mentor.pk), Mentee.objects.get(pk=world.mentee.pk)


def test_points_are_counted_by_priority_and_named(world):
    strong(world.mentor, ("методика урока", ""), ("предмет", "Алгёбра"))
    asks(
        world.mentee,
        ("методика урока", "", Priority.HIGH),
        ("предмет", " алгебра ", Priority.MIDDLE),
        ("работа с родителями", "", Priority.LOW),
    )
    fit = fit_of(*fresh(world))
    assert (fit.earned, fit.wanted, fit.score) == (8, 9, 89)
    assert fit.reasons == [
        "Запрос «методика урока» — сильная сторона наставника",
        "Запрос «предмет: алгебра» — сильная сторона наставника".replace("алгебра", " алгебра "),
    ]
    assert fit.gaps == ["Запрос «работа с родителями» — пока без ответа"]


@pytest.mark.parametrize(
    ("strength", "request_detail", "answered"),
    [
        ("физика", "физика", True),
        ("физика", "химия", False),
        ("", "химия", True),
        ("физика", "", True),
    ],
)
def test_a_topic_made_precise_is_answered_by_the_same_word(world, strength, request_detail, answered):
    strong(world.mentor, ("предмет", strength))
    asks(world.mentee, ("предмет", request_detail, Priority.HIGH))
    assert [line.is_answered for line in fit_of(*fresh(world)).lines] == [answered]


def test_words_beside_a_plain_topic_do_not_part_people(world):
    strong(world.mentor, ("методика урока", "открытые уроки"))
    asks(world.mentee, ("методика урока", "как уложиться в 40 минут", Priority.HIGH))
    assert fit_of(*fresh(world)).score == 100


def test_who_teaches_the_subject_answers_for_it(world):
    teaches(world.mentor, "Физика", "астрономия")
    asks(world.mentee, ("предмет", "физика", Priority.HIGH))
    fit = fit_of(*fresh(world))
    assert (fit.score, fit.reasons) == (100, ["Запрос «предмет: физика» — наставник ведёт этот предмет"])


def test_the_same_subject_counts_as_a_middle_request(world):
    teaches(world.mentor, "Физика")
    teaches(world.mentee, "физика", "химия")
    asks(world.mentee, ("методика урока", "", Priority.MIDDLE))
    fit = fit_of(*fresh(world))
    assert (fit.earned, fit.wanted, fit.reasons) == (3, 6, ["Оба преподают: физика"])
    teaches(world.mentor, "музыка")
    fit = fit_of(*fresh(world))
    assert (fit.score, fit.gaps[-1]) == (0, "Наставник не ведёт предмет наставляемого: физика, химия")


def test_nothing_wanted_is_no_fit(world):
    fit = fit_of(world.mentor, world.mentee)
    assert (fit.score, fit.wanted, fit.lines) == (0, 0, ())


def test_the_fit_of_many_asks_as_much_as_of_few(world, django_assert_num_queries):
    strong(world.mentor, ("методика урока", ""))
    asks(world.mentee, ("методика урока", "", Priority.HIGH))

    def fits(mentors, mentees):
        return fits_of(Mentor.objects.filter(pk__in=mentors), Mentee.objects.filter(pk__in=mentees))

    with django_assert_num_queries(10):
        few = fits([world.mentor.pk], [world.mentee.pk])
    mentors = [mentor(person(world.school, f"Уваров{n} Лев Ильич", "учитель")) for n in range(5)]
    mentees = [mentee(person(world.school, f"Белый{n} Ян Ильич", "учитель")) for n in range(7)]
    for entry in mentors:
        strong(entry, ("методика урока", ""))
    for entry in mentees:
        asks(entry, ("методика урока", "", Priority.HIGH))
    with django_assert_num_queries(10):
        many = fits(
            [world.mentor.pk, *(entry.pk for entry in mentors)], [world.mentee.pk, *(entry.pk for entry in mentees)]
        )
    assert len(many) == 6 * 8
    assert many[world.mentor.pk, world.mentee.pk] == few[world.mentor.pk, world.mentee.pk]
    assert {fit.score for fit in many.values()} == {100}


def test_prefetched_people_cost_nothing(world, django_assert_num_queries):
    one = Mentor.objects.select_related("person").prefetch_related("strengths__topic", "person__employments").first()
    two = Mentee.objects.select_related("person").prefetch_related("requests__topic", "person__employments").first()
    with django_assert_num_queries(0):
        fit_of(one, two)


def test_suggestions_are_the_free_ones_who_answer_best_first(world):
    asks(world.mentee, ("методика урока", "", Priority.HIGH), ("работа с родителями", "", Priority.LOW))
    half = mentor(person(world.school, "Белый Ян Ильич", "учитель"))
    full = mentor(person(world.school, "Агеев Лев Ильич", "учитель"))
    none = mentor(person(world.school, "Юдин Лев Ильич", "учитель"))
    strong(world.mentor, ("методика урока", ""), ("работа с родителями", ""))
    strong(half, ("методика урока", ""))
    strong(full, ("методика урока", ""))
    strong(world.foreign_mentor, ("методика урока", ""))
    Mentor.objects.filter(pk=full.pk).update(load=2)
    found = mentors_for(world.mentee, world.anna)
    assert [(one.entry, one.fit.score) for one in found] == [(world.mentor, 100), (half, 83)]
    assert none not in [one.entry for one in found]
    assert [one.entry for one in mentees_for(world.mentor, world.anna)] == [world.mentee]
    Mentee.objects.update(pairs_count=1)
    assert mentees_for(world.mentor, world.anna) == []


# ---- Sides ----


@pytest.mark.parametrize(
    "post",
    [
        "директор",
        "Директор школы",
        "И.о. директора",
        "и. о. директора",
        "исполняющая обязанности заведующего",
        "заместитель директора по учебно-воспитательной работе",
        "Зам. директора по ВР",
        "заведующий",
        "Заведующая детским садом",
        "заведующий филиалом",
        "руководитель структурного подразделения",
        "Руководитель образовательной организации",
        "начальник отдела",
    ],
)
def test_posts_of_heads(post):
    assert is_head_post(post) is True


@pytest.mark.parametrize(
    "post",
    [
        "учитель физики",
        "классный руководитель",
        "руководитель кружка",
        "руководитель методического объединения",
        "руководитель физического воспитания",
        "заведующая библиотекой",
        "заведующий хозяйством",
        "старший воспитатель",
        "методист",
        "секретарь директора",
        "",
    ],
)
def test_posts_that_lead_nobody(post):
    assert is_head_post(post) is False


def test_sides_follow_from_posts_class_and_day(world):
    both = person(world.school, "Белый Ян Ильич", "учитель", grade="11А")
    guest = person(world.school, "Агеев Лев Ильич")
    former = person(world.school, "Юдин Лев Ильич", "учитель")
    Employment.objects.filter(person=former).update(ends=date(2026, 8, 31))
    expected = {
        world.boris_card: {Side.EMPLOYEE},
        world.gleb_card: {Side.EMPLOYEE, Side.HEAD},
        world.misha_card: {Side.PUPIL},
        both: {Side.EMPLOYEE, Side.PUPIL},
        guest: {Side.OUTSIDE},
        former: {Side.OUTSIDE},
    }
    for card, sides in expected.items():
        assert sides_of(card, TODAY) == sides
    assert sides_of(former, date(2026, 8, 31)) == {Side.EMPLOYEE}
    assert sides_of(world.misha_card, date(2027, 9, 1)) == {Side.OUTSIDE}
    assert sides_of_people(expected, TODAY) == {card.pk: sides for card, sides in expected.items()}


def test_a_headship_makes_a_head_whatever_the_post(world):
    world.gleb_card.employments.update(post="учитель истории")
    assert sides_of(world.gleb_card, TODAY) == {Side.EMPLOYEE, Side.HEAD}


def test_the_sides_of_many_in_three_queries(world, django_assert_num_queries):
    people = list(world.school.people.all())
    with django_assert_num_queries(3):
        sides_of_people(people, TODAY)


def test_topics_of_the_migration_stand(db):
    assert Topic.objects.filter(organisation=None, has_detail=True, name="предмет").count() == 1
