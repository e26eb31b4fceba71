"""A proof fits the plan: teachers' facts prove nothing of pupils, another plan's approval nothing of this one, drafts nothing."""

import pytest
from django.urls import reverse

from mentoring.banks.enums import Contingent
from mentoring.banks.models import MentoringForm
from mentoring.home.selectors.contingents import contingent_of
from mentoring.home.selectors.facts import Facts
from mentoring.home.selectors.proofs import CHECKS, proved_occasions
from mentoring.home.selectors.roadmaps import open_coded
from mentoring.surveys.enums import Purpose
from roadmaps.enums import MeasureCode
from roadmaps.models import Occasion, Roadmap
from schools.years import AcademicYear
from tests.mentoring.home.test_proofs import roadmap
from tests.mentoring.home.test_survey_proofs import close, wave
from tests.mentoring.pairs.cast import consent, pair_in
from tests.roadmaps.cast import in_force
from tests.world import YEAR, mentee, mentor, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
THIS_YEAR = AcademicYear(YEAR)
TEACHERS, PUPILS = Roadmap(pattern="teachers"), Roadmap(pattern="pupils")


@pytest.mark.parametrize(
    ("pattern", "title", "whose"),
    [
        ("pupils", "План учителей", Contingent.PUPILS),
        ("kindergarten", "План", Contingent.TEACHERS),
        ("", "Дорожная карта наставничества педагогических работников МБОУ «Школа»", Contingent.TEACHERS),
        ("", "План наставничества в форме «ученик – ученик»", Contingent.PUPILS),
        ("", "План наставничества «учитель-ученик»", Contingent.PUPILS),
        ("", "План в форме «учитель — учитель»", Contingent.TEACHERS),
        ("", "Целевая модель наставничества обучающихся", Contingent.PUPILS),
        ("", "Дорожная карта общеобразовательного учреждения", None),
        ("", "Наставничество педагогов и обучающихся", None),
        ("municipal", "Муниципальная дорожная карта развития наставничества педагогов", Contingent.TEACHERS),
    ],
)
def test_a_plan_tells_whose_it_is(pattern, title, whose):
    assert contingent_of(Roadmap(pattern=pattern, title=title)) == whose


def proved(code, place, plan) -> str:
    found = CHECKS[code](Facts(place, THIS_YEAR), plan)
    return found.words if found else ""


def test_the_teachers_order_and_pairs_are_not_the_pupils(world):
    pair = pair_in(world, "ordered")
    codes = (MeasureCode.PAIRS_ORDER, MeasureCode.PAIRS_APPROVED)
    assert [bool(proved(code, world.school, TEACHERS)) for code in codes] == [True, True]
    assert [proved(code, world.school, PUPILS) for code in codes] == ["", ""]
    MentoringForm.objects.filter(pk=pair.form_id).update(contingent=Contingent.PUPILS)
    assert [proved(code, world.school, TEACHERS) for code in codes] == ["", ""]
    assert [bool(proved(code, world.school, PUPILS)) for code in codes] == [True, True]


def test_the_banks_are_counted_apart(world):
    mentee(world.misha_card)
    olya = mentor(person(world.school, "Ясная Ольга Ивановна", grade="8А"))
    codes = (MeasureCode.MENTORS_CONFIRMED, MeasureCode.MENTEES_CONFIRMED)
    one = ["в банке подтверждено: 1 наставник", "в банке подтверждено: 1 наставляемый"]
    assert [proved(code, world.school, TEACHERS) for code in codes] == one
    assert [proved(code, world.school, PUPILS) for code in codes] == one
    olya.delete()
    assert proved(codes[0], world.school, PUPILS) == ""
    world.mentor.forms.set([MentoringForm.objects.filter(contingent=Contingent.PUPILS).first()])
    assert [proved(codes[0], world.school, plan) for plan in (TEACHERS, PUPILS)] == ["", one[0]]


def test_consents_are_asked_of_the_plans_own_people(world):
    mentee(world.misha_card)
    consent(world.boris_card, "processing", "mentor_duties")
    consent(world.sofya_card, "processing", "mentee_part")
    code = MeasureCode.CONSENTS_COLLECTED
    told = [proved(code, world.school, plan) for plan in (TEACHERS, PUPILS, None)]
    assert told == ["согласия подписали все: 2 человека", "", ""]


def test_a_wave_of_teachers_proves_nothing_of_pupils(world):
    close(wave(world, Purpose.REQUEST))
    code = MeasureCode.NEEDS_SURVEYED
    assert [bool(proved(code, world.school, plan)) for plan in (TEACHERS, PUPILS)] == [True, False]


def test_a_draft_gets_no_proofs_and_the_desk_names_the_map(client, world):
    teachers = in_force(roadmap(world.school, MeasureCode.MENTORS_CONFIRMED, MeasureCode.ROADMAP_APPROVED))
    Roadmap.objects.filter(pk=teachers.pk).update(title="План педагогов")
    draft = roadmap(world.school, MeasureCode.MENTORS_CONFIRMED, MeasureCode.ROADMAP_APPROVED)
    rows = list(open_coded(world.anna, world.school, THIS_YEAR))
    assert {row.measure.roadmap_id for row in rows} == {teachers.pk}
    everything = Occasion.objects.select_related("measure__roadmap")
    assert len(proved_occasions(everything, world.school)) == 2
    client.force_login(world.anna)
    page = client.get(reverse("home:desk", args=["lesnaya"])).content.decode()
    assert page.count('<p class="term">План педагогов: <a') == 2
    of_draft = Occasion.objects.filter(measure__roadmap=draft).first()
    client.post(reverse("home:proof_confirm", args=["lesnaya", of_draft.pk]))
    of_draft.refresh_from_db()
    assert of_draft.status == "planned"


def test_the_measures_own_page_offers_what_the_desk_offers(client, world):
    plan = in_force(roadmap(world.school, MeasureCode.MENTORS_CONFIRMED))
    row = Occasion.objects.get(measure__roadmap=plan)
    card = reverse("roadmaps:measure_detail", args=["lesnaya", row.measure_id])
    client.force_login(world.gleb)
    assert "Есть подтверждение" not in client.get(card).content.decode()
    client.force_login(world.anna)
    assert "Есть подтверждение: в банке подтверждено: 1 наставник" in client.get(card).content.decode()
    answer = client.post(reverse("home:proof_confirm", args=["lesnaya", row.pk]), {"next": card})
    assert answer.url == card
    row.refresh_from_db()
    assert row.status == "done"
    assert "Есть подтверждение" not in client.get(card).content.decode()
