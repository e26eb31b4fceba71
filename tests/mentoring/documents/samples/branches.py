"""Papers whose words take another turn: an acting head or none, no patronymic, an outside mentor, several mentees, what is
replaced, ways of work, days of the past.
"""

from datetime import timedelta

from mentoring.documents.services.orders import draft_change
from mentoring.pairs.models import Pair
from schools.models import Headship
from schools.papers.models import Document
from tests import world as cast
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import approved, drafted, first_pair, hard_pairs, issue, mentee, mentor, pupil
from tests.mentoring.pairs.cast import ENDS, STARTS, form
from tests.mentoring.pairs.cast import kind as way_of_work
from tests.world import TODAY, World

from .changes import issued_paper
from .consents import sheet
from .labour import NOTE, agreement, of_pair, standing
from .orders import appointing, approving_regulation, cancelling_of, drafted_in, organised, submitted, upright
from .pairs import teachers
from .sample import Maker

PROTOCOL = {"body": "педагогического совета", "number": "3", "date": "2026-09-01"}


def acting(make: Maker) -> Maker:
    """The head is away on the day of the paper."""

    def made(world: World) -> Document:
        document = make(world)
        away = {"starts": TODAY - timedelta(days=3), "ends": TODAY + timedelta(days=30)}
        Headship.objects.filter(organisation=world.school, is_acting=True).update(**away)
        return document

    return made


def headless(make: Maker) -> Maker:
    """Nobody heads the school yet."""

    def made(world: World) -> Document:
        document = make(world)
        Headship.objects.filter(organisation=world.school).delete()
        return document

    return made


def group_without_patronymic(world: World) -> Document:
    """A woman without a patronymic leads two, by two ways of work; a protocol stands among the grounds."""
    names = ("Аббас Заира", "Ким Лев")
    people = [mentee(world, name, "учитель химии") for name in names]
    ways = [way_of_work(code) for code in ("group", "virtual")]
    document = drafted(world, approved(world, mentor(world, "Ахмед Лейла", "учитель физики"), *people, kinds=ways))
    document.data |= {"protocol": PROTOCOL}
    return document


def groups_in_annex(world: World) -> Document:
    """Four pairs stand in an annex; one of them is a group."""
    group = approved(
        world,
        mentor(world, "Гай Ян", "учитель труда"),
        *(mentee(world, name, "учитель химии") for name in ("Аббас Заира", "Ким Лев")),
    )
    return drafted(world, group, *hard_pairs(world, 3))


def outside_mentor(world: World) -> Document:
    """Somebody who does not work here leads a pupil."""
    lead = mentor(world, "Громова Инна Карловна", "")
    pair = approved(world, lead, pupil(world, "Ли Зоя Олеговна", "9Б"), form=form("employer-pupil"))
    return drafted(world, pair, contingent="pupils")


def head_keeps_support(world: World) -> Document:
    document = teachers(world)
    document.data["curator"] = world.gleb_card.pk
    return document


def another_mentee(world: World) -> Document:
    """The same mentor, another mentee."""
    base = issue(drafted(world, first_pair(world)), world.anna)
    old = Pair.objects.get(order=base)
    new = approved(world, old.mentor, mentee(world, "Орлова Инна Львовна", "учитель химии"))
    document = draft_change(base, world.anna, None)
    document.data |= {"removed": [old.pk], "pairs": [new.pk]}
    return document


def more_pupils(world: World) -> Document:
    """A pair of a pupil is added: no labour papers follow."""
    lead = mentor(world, "Лаптев Пётр Ильич", "учитель химии")
    first, second = (pupil(world, name, "9Б") for name in ("Ли Зоя Олеговна", "Ким Лев Ильич"))
    of_pupils = {"form": form("teacher-pupil")}
    base = issue(drafted(world, approved(world, lead, first, **of_pupils), contingent="pupils"), world.anna)
    document = draft_change(base, world.anna, None)
    document.data |= {"pairs": [approved(world, lead, second, **of_pupils).pk]}
    return document


def regulation_again(world: World) -> Document:
    """The regulation in force gives way to a new one."""
    issued_paper(approving_regulation()(world), world.anna)
    former = Document.objects.get(kind="regulation_teachers")
    return drafted_in(
        kinds_driver.school(world),
        "order_regulation",
        regulation=drafted_in(kinds_driver.school(world), "regulation_teachers").pk,
        replaced=former.pk,
    )


def curator_again(world: World) -> Document:
    issued_paper(appointing()(world), world.anna)
    return drafted_in(kinds_driver.school(world), "order_curator", protocol=PROTOCOL)


def roadmap_kept_by_head(world: World) -> Document:
    place = kinds_driver.kindergarten(world)
    plan = submitted(place, read=upright())
    return drafted_in(place, "order_roadmap", roadmap=plan.pk, curator=place.head_card.pk)


def cancelling_annexes(world: World) -> Document:
    return cancelling_of(kinds_driver.school(world), issued_paper(organised()(world), world.anna))


def two_terms(world: World) -> list[Pair]:
    """Pairs of one mentor with terms of their own, one of them begun before the agreement."""
    lead = mentor(world, "Белых Римма", "учитель истории")
    terms = ((STARTS, ENDS), (STARTS - timedelta(days=10), ENDS - timedelta(days=90)))
    pairs = [
        approved(world, lead, mentee(world, name, "учитель химии"), starts=starts, ends=ends)
        for name, (starts, ends) in zip(("Бут Анна Павловна", "Мороз Олег Ильич"), terms, strict=True)
    ]
    issue(drafted(world, *pairs), world.anna)
    return [Pair.objects.get(pk=pair.pk) for pair in pairs]


def agreement_of_two_terms(world: World) -> Document:
    first, _ = two_terms(world)
    return agreement(world, first)


def agreed(world: World, pair: Pair) -> Pair:
    draft = agreement(world, pair)
    draft.save()
    issued_paper(draft, world.anna)
    return Pair.objects.get(pk=pair.pk)


def agreement_again(world: World) -> Document:
    """Other pay for the same work."""
    return agreement(world, agreed(world, standing(world)), amount="7 000")


def warned_of_agreement(world: World) -> Document:
    return of_pair("notice_end", agreed(world, standing(world)), world.anna, **NOTE)


def of_nobody_in_particular(world: World) -> Document:
    """A consent of a mentor from outside, without a patronymic."""
    return sheet("consent_mentor", cast.person(world.school, "Громова Инна").pk, world)


MORE: dict[str, Maker] = {
    "pairs_order_teachers: группа, без отчества, протокол, виды": group_without_patronymic,
    "pairs_order_teachers: группа в приложении": groups_in_annex,
    "pairs_order_teachers: исполняющий обязанности": acting(teachers),
    "pairs_order_teachers: руководитель — куратор": head_keeps_support,
    "pairs_order_pupils: наставник со стороны": outside_mentor,
    "pairs_change: другой наставляемый": another_mentee,
    "pairs_change: обучающийся": more_pupils,
    "order_organise: исполняющий обязанности": acting(organised()),
    "order_regulation: вместо прежнего": regulation_again,
    "order_roadmap: руководитель — куратор": roadmap_kept_by_head,
    "order_curator: вместо прежнего, протокол": curator_again,
    "order_cancel: с положением и дорожной картой": cancelling_annexes,
    "agreement_mentor: исполняющий обязанности": acting(agreement),
    "agreement_mentor: руководителя нет": headless(agreement),
    "agreement_mentor: разные сроки, начали раньше": agreement_of_two_terms,
    "agreement_mentor: вместо прежнего": agreement_again,
    "notice_end: с соглашением": warned_of_agreement,
    "consent_mentor: наставник со стороны без отчества": of_nobody_in_particular,
    "application_release: руководителя нет": headless(
        lambda world: of_pair("application_release", standing(world), world.anna)
    ),
}
