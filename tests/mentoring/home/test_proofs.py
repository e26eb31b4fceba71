"""What the product proves by itself: each code has its check, each check says nothing until the thing is done."""

from datetime import date

import pytest

from mentoring.banks.models import Mentee, Mentor
from mentoring.home.selectors.facts import Facts
from mentoring.home.selectors.proofs import CHECKS, Proof, proofs_for, proved_occasions
from mentoring.pairs.services import approve_pairs, submit_pairs
from roadmaps.enums import MeasureCode, RoadmapStatus
from roadmaps.models import Measure, Occasion, Roadmap, RoadmapVersion, Stage
from schools.enums import Role
from schools.models import Membership
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from schools.years import AcademicYear
from tests.mentoring.pairs.cast import consent, pair_in, propose
from tests.roadmaps.cast import in_force
from tests.world import YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
THIS_YEAR = AcademicYear(YEAR)


def proof(code: str, place) -> Proof | None:
    return CHECKS[code](Facts(place, THIS_YEAR))


def test_every_code_has_its_check():
    assert set(CHECKS) == set(MeasureCode.values)


def test_an_empty_organisation_proves_nothing(world):
    Membership.objects.filter(organisation=world.kindergarten).delete()
    assert [code for code in CHECKS if proof(code, world.kindergarten) is not None] == []


def test_another_year_proves_nothing_of_this_one(world):
    """The curator apart: who keeps the product today is known of today only."""
    consent(world.boris_card, "processing", "mentor_duties")
    consent(world.sofya_card, "processing", "mentee_part")
    later = AcademicYear(YEAR + 3)
    assert [code for code, check in CHECKS.items() if check(Facts(world.school, later))] == [MeasureCode.CURATOR_NAMED]


def test_the_banks_are_counted(world):
    assert proof(MeasureCode.MENTORS_CONFIRMED, world.school) == Proof("в банке подтверждено: 1 наставник")
    assert proof(MeasureCode.MENTEES_CONFIRMED, world.school) == Proof("в банке подтверждено: 1 наставляемый")
    Mentor.objects.filter(organisation=world.school).update(status="candidate")
    Mentee.objects.filter(organisation=world.school).update(status="candidate")
    assert proof(MeasureCode.MENTORS_CONFIRMED, world.school) is None
    assert proof(MeasureCode.MENTEES_CONFIRMED, world.school) is None


def test_consents_are_collected_when_nobody_owes_one(world):
    consent(world.boris_card, "processing", "mentor_duties")
    consent(world.sofya_card, "processing")
    assert proof(MeasureCode.CONSENTS_COLLECTED, world.school) is None
    consent(world.sofya_card, "mentee_part")
    assert proof(MeasureCode.CONSENTS_COLLECTED, world.school) == Proof("согласия подписали все: 2 человека")


def test_pairs_are_approved_when_none_waits(world):
    pair = propose(world)
    assert proof(MeasureCode.PAIRS_APPROVED, world.school) is None
    submit_pairs([pair], world.anna)
    assert proof(MeasureCode.PAIRS_APPROVED, world.school) is None
    approve_pairs([pair], world.gleb)
    assert proof(MeasureCode.PAIRS_APPROVED, world.school) == Proof("руководитель утвердил: 1 пара")
    assert proof(MeasureCode.PAIRS_APPROVED, world.foreign) is None


def test_the_order_on_pairs_proves_until_it_is_annulled(world):
    assert proof(MeasureCode.PAIRS_ORDER, world.school) is None
    pair = pair_in(world, "ordered")
    order = pair.order
    found = proof(MeasureCode.PAIRS_ORDER, world.school)
    assert found == Proof(f"приказ № {order.number} от {order.date:%d.%m.%Y}", order)
    assert proof(MeasureCode.PAIRS_ORDER, world.foreign) is None
    Document.objects.filter(pk=order.pk).update(status=DocumentStatus.ANNULLED)
    assert proof(MeasureCode.PAIRS_ORDER, world.school) is None


def test_all_organisations_must_have_their_orders(world):
    pair_in(world, "ordered")
    assert proof(MeasureCode.SCHOOLS_ORDERED, world.office) is None
    type(world.office).objects.filter(parent=world.office).exclude(pk=world.school.pk).update(parent=None)
    Document.objects.update(kind="pairs_order_teachers")
    assert proof(MeasureCode.SCHOOLS_ORDERED, world.office) == Proof("приказы о парах изданы во всех организациях (1)")


def test_the_curator_is_named(world):
    assert proof(MeasureCode.CURATOR_NAMED, world.school) == Proof("куратор — Ясная Анна Петровна")
    Membership.objects.filter(organisation=world.school, role=Role.CURATOR).update(ends=date(2026, 9, 1))
    assert proof(MeasureCode.CURATOR_NAMED, world.school) is None


def roadmap(place, *codes: str, begins: int = YEAR, years: int = 1) -> Roadmap:
    plan = Roadmap.objects.create(organisation=place, title="План", begins=begins, years=years)
    stage = Stage.objects.create(roadmap=plan, position=1)
    for position, code in enumerate(codes):
        measure = Measure.objects.create(roadmap=plan, stage=stage, position=position, content="Дело", code=code)
        Occasion.objects.create(measure=measure, year=begins)
    return plan


def test_an_approved_roadmap_proves_itself(world):
    plan, other = roadmap(world.school), roadmap(world.school)
    check = CHECKS[MeasureCode.ROADMAP_APPROVED]
    assert check(Facts(world.school, THIS_YEAR), plan) is None
    paper = enter_elsewhere(world.school, "order", "О плане", "3", date(2026, 8, 28), by=world.anna)
    version = RoadmapVersion.objects.create(roadmap=plan, number=1, document=paper, approved_on=date(2026, 8, 28))
    Roadmap.objects.filter(pk=plan.pk).update(approved=version, status=RoadmapStatus.APPROVED)
    expected = Proof("дорожная карта утверждена 28.08.2026", paper)
    plan.refresh_from_db()
    assert check(Facts(world.school, THIS_YEAR), plan) == expected
    assert check(Facts(world.school, THIS_YEAR), other) is None


def test_each_check_runs_once_for_many_measures(world, django_assert_num_queries):
    roadmap(world.school, MeasureCode.MENTORS_CONFIRMED)  # nobody has approved it
    for _ in range(2):
        in_force(roadmap(world.school, *[MeasureCode.MENTORS_CONFIRMED] * 6, ""))
    occasions = list(Occasion.objects.select_related("measure__roadmap"))
    with django_assert_num_queries(1):
        proved = proved_occasions(occasions, world.school)
    assert [(row.measure.code, found.words) for row, found in proved] == [
        (MeasureCode.MENTORS_CONFIRMED, "в банке подтверждено: 1 наставник")
    ] * 12
    assert proofs_for(world.school, THIS_YEAR, ["", MeasureCode.PAIRS_ORDER]) == {}
