"""What roadmaps bring to the desks of the curator, the head, the responsible and the coordinator."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.banks.models import MentoringForm
from mentoring.home.selectors.roadmaps import (
    due_waits,
    editor_waits,
    handed_waits,
    head_plan_waits,
    open_coded,
    own_due_waits,
)
from mentoring.pairs.services import approve_pairs, submit_pairs
from roadmaps.enums import EvidenceKind, MeasureStatus, ResponsibleRole
from roadmaps.models import Evidence, Measure, Occasion, Responsible, Roadmap, RoadmapImport
from roadmaps.selectors.plan import snapshot_of
from roadmaps.services.doing import confirm_proof, move_occasion
from roadmaps.services.editing import edit_measure
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.services.submitting import return_roadmap, submit_roadmap
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import date_words
from schools.years import AcademicYear
from tests.mentoring.home.test_desk import told
from tests.mentoring.pairs.cast import pair_in, propose
from tests.roadmaps.cast import in_force, laid_out, occasion_of, small
from tests.roadmaps.services.handing.cast import hand, municipal
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
THIS_YEAR = AcademicYear(YEAR)
NAME = "Дорожная карта наставничества на 2026-2027 учебный год"


def test_the_curator_and_the_head_see_what_is_late_and_what_is_soon(world):
    in_force(laid_out(world))
    october = date(2026, 10, 20)
    expected = [
        (1, "мероприятие дорожной карты просрочено", "Показать"),
        (2, "мероприятия дорожной карты: срок подходит", "Показать"),
    ]
    assert told(due_waits(world.anna, world.school, THIS_YEAR, october)) == expected
    assert told(due_waits(world.gleb, world.school, THIS_YEAR, october)) == expected
    assert due_waits(world.vera, world.foreign, THIS_YEAR, october) == []
    Occasion.objects.update(status=MeasureStatus.UNDER_WAY)
    assert told(due_waits(world.anna, world.school, THIS_YEAR, october)) == expected
    Occasion.objects.update(status=MeasureStatus.NOT_HELD, reason="Карантин")
    assert due_waits(world.anna, world.school, THIS_YEAR, october) == []


def test_who_is_named_is_reminded_and_nobody_else(world):
    plan = in_force(laid_out(world))
    row = occasion_of(plan, "2.1")
    row.starts = row.ends = date(2026, 9, 20)
    row.spans = [["2026-09-20", "2026-09-20"]]
    row.save()
    waits = own_due_waits(world.boris, world.school, THIS_YEAR, TODAY)
    assert told(waits) == [(1, "ваше мероприятие дорожной карты: срок подходит", "Отметить")]
    assert waits[0].term == f"до {date_words(date(2026, 9, 20))}"
    assert own_due_waits(world.sofya, world.school, THIS_YEAR, TODAY) == []
    late = own_due_waits(world.boris, world.school, THIS_YEAR, date(2026, 9, 21))
    assert told(late) == [(1, "ваше мероприятие дорожной карты просрочено", "Отметить")]


def test_the_plan_itself_goes_from_desk_to_desk(world):
    plan = laid_out(world)
    assert told(editor_waits(world.anna, world.school, THIS_YEAR)) == [
        (1, f"{NAME} — составляется и не передана руководителю", "Открыть")
    ]
    assert head_plan_waits(world.gleb, world.school) == []
    submit_roadmap(plan, world.anna)
    assert editor_waits(world.anna, world.school, THIS_YEAR) == []
    assert told(head_plan_waits(world.gleb, world.school)) == [
        (1, f"{NAME} — ждёт вашего утверждения", "Прочитать и утвердить")
    ]
    return_roadmap(plan, "Добавьте итоговый семинар", world.gleb)
    assert told(editor_waits(world.anna, world.school, THIS_YEAR)) == [
        (1, f"{NAME} — возвращена с замечанием: «Добавьте итоговый семинар»", "Исправить")
    ]


def desk(slug: str, client) -> str:
    return client.get(reverse("home:desk", kwargs={"organisation": slug})).content.decode()


def test_a_proof_is_offered_on_the_desk_and_confirmed_by_one_click(client, world):
    plan = in_force(laid_out(world))
    order = pair_in(world, "ordered").order
    row = occasion_of(plan, "1.1")
    client.force_login(world.anna)
    offer = f"Есть подтверждение: приказ № {order.number} от {order.date:%d.%m.%Y}"
    assert offer in desk("lesnaya", client)
    url = reverse("home:proof_confirm", kwargs={"organisation": "lesnaya", "pk": row.pk})
    client.post(url)
    row.refresh_from_db()
    assert (row.status, row.done_on) == (MeasureStatus.DONE, min(order.date, TODAY))
    proof = Evidence.objects.get(occasion=row)
    assert (proof.kind, proof.document) == (EvidenceKind.PROOF, order)
    assert offer not in desk("lesnaya", client)
    client.post(url)
    assert Evidence.objects.filter(occasion=row).count() == 1


def test_what_was_annulled_since_is_not_confirmed(client, world):
    plan = in_force(laid_out(world))
    order = pair_in(world, "ordered").order
    row = occasion_of(plan, "1.1")
    client.force_login(world.anna)
    Document.objects.filter(pk=order.pk).update(status=DocumentStatus.ANNULLED)
    page = client.post(
        reverse("home:proof_confirm", kwargs={"organisation": "lesnaya", "pk": row.pk}), follow=True
    ).content.decode()
    assert "Подтверждать нечего" in page
    row.refresh_from_db()
    assert row.status == MeasureStatus.PLANNED
    assert not Evidence.objects.exists()


def test_all_that_was_found_is_ticked_off_on_one_page(client, world):
    plan = in_force(laid_out(world))
    plan.measures.filter(number__in=["1.2.1", "2.1"]).update(code="mentors_confirmed")
    plan.measures.filter(number="2.2").update(code="consents_collected")
    client.force_login(world.anna)
    rows = {one.measure.number: one.pk for one in open_coded(world.anna, world.school, THIS_YEAR)}
    page = client.get(reverse("home:proof_list", kwargs={"organisation": "lesnaya"})).content.decode()
    assert page.count("есть подтверждение: в банке подтверждено: 1 наставник") == 2
    client.post(reverse("home:proof_confirm_all", kwargs={"organisation": "lesnaya"}), {"ids": list(rows.values())})
    done = Occasion.objects.filter(status=MeasureStatus.DONE).values_list("measure__number", flat=True)
    assert sorted(done) == ["1.2.1", "2.1"]


def test_a_refusal_among_many_stops_nothing_and_both_numbers_are_told(client, world, monkeypatch):
    plan = in_force(laid_out(world))
    plan.measures.filter(number__in=["1.1", "1.2.1", "2.1"]).update(code="mentors_confirmed")

    def confirm(occasion, *rest):
        if occasion.measure.number == "1.2.1":
            raise RoadmapRefused(["Этого мероприятия в дорожной карте больше нет."])
        return confirm_proof(occasion, *rest)

    monkeypatch.setattr("mentoring.home.views.proofs.confirm_proof", confirm)
    client.force_login(world.anna)
    ids = [one.pk for one in open_coded(world.anna, world.school, THIS_YEAR)]
    url = reverse("home:proof_confirm_all", kwargs={"organisation": "lesnaya"})
    said = [str(one) for one in client.post(url, {"ids": ids}, follow=True).context["messages"]]
    done = Occasion.objects.filter(status=MeasureStatus.DONE).values_list("measure__number", flat=True)
    assert sorted(done) == ["1.1", "2.1"]
    refused = plan.measures.get(number="1.2.1")
    assert said == [
        "Отмечено выполненными: 2 мероприятия.",
        f"Не отмечено: {refused}. Этого мероприятия в дорожной карте больше нет.",
    ]


def test_the_coordinator_sees_the_offices_own_plan(client, world):
    municipal(world)
    client.force_login(world.oleg)
    page = desk("ozerny", client)
    assert "Дорожная карта района — составляется и не передана руководителю" in page
    assert "мероприятие дорожной карты: срок подходит" not in page
    assert "1</span>" in page


def test_the_school_hears_what_came_down_until_somebody_has_looked(world):
    plan = in_force(laid_out(world))
    hand(world, municipal(world))
    heard = [
        (
            3,
            f"мероприятия пришли из муниципальной дорожной карты ({world.office.short_name}): "
            "проверьте сроки и ответственных",
            "Посмотреть",
        )
    ]
    assert told(handed_waits(world.anna, world.school, THIS_YEAR)) == heard
    assert handed_waits(world.vera, world.school, THIS_YEAR) == []
    first, second, third = plan.measures.filter(handed_from__isnull=False).order_by("position")
    row = first.occasions.get()
    move_occasion(row, MeasureStatus.UNDER_WAY, version=row.version, by=world.anna)
    edit_measure(second, second.version, {"due_text": "ноябрь"}, world.anna)
    assert [wait.number for wait in handed_waits(world.anna, world.school, THIS_YEAR)] == [1]
    plan.refresh_from_db()
    plan.approved.snapshot = snapshot_of(plan)
    plan.approved.save()
    assert handed_waits(world.anna, world.school, THIS_YEAR) == []
    assert third.handed_from


def test_what_came_down_is_on_the_desk_and_marked_in_the_plan(client, world):
    hand(world, municipal(world))
    client.force_login(world.anna)
    assert "мероприятия пришли из муниципальной дорожной карты" in desk("lesnaya", client)
    plan = Roadmap.objects.get(organisation=world.school)
    page = client.get(reverse("roadmaps:roadmap_detail", args=["lesnaya", plan.pk])).content.decode()
    assert page.count('<span class="more-line">из муниципальной дорожной карты</span>') == 3


def test_many_plans_are_told_apart_and_do_not_push_other_work_off_the_desk(world):
    for title in ("Педагоги", "Ученики", "Студенты", "Дошкольники"):
        read = small()
        read.title = title
        laid_out(world, read)
    last = Roadmap.objects.get(title="Дошкольники")
    submit_roadmap(last, world.anna)
    return_roadmap(last, "Добавьте семинар", world.gleb)
    assert told(editor_waits(world.anna, world.school, THIS_YEAR)) == [
        (1, "Дорожная карта: Дошкольники — возвращена с замечанием: «Добавьте семинар»", "Исправить"),
        (1, "Дорожная карта: Педагоги — составляется и не передана руководителю", "Открыть"),
        (2, "дорожные карты ждут вас", "К списку"),
    ]
    assert editor_waits(world.anna, world.school, THIS_YEAR)[-1].term == (
        "Дорожная карта: Ученики; Дорожная карта: Студенты"
    )


def test_files_read_and_not_loaded_are_told_apart_from_plans(world):
    laid_out(world)
    for number in range(5):
        RoadmapImport.objects.create(organisation=world.school, filename=f"План {number}.docx", begins=YEAR)
    waits = editor_waits(world.anna, world.school, THIS_YEAR)
    assert told(waits) == [
        (1, f"{NAME} — составляется и не передана руководителю", "Открыть"),
        (1, "Дорожная карта из «План 4.docx» прочитана, но ещё не загружена", "Проверить и загрузить"),
        (1, "Дорожная карта из «План 3.docx» прочитана, но ещё не загружена", "Проверить и загрузить"),
        (3, "прочитанных файла ещё не загружены", "К списку"),
    ]
    assert waits[-1].term == "«План 2.docx»; «План 1.docx»; «План 0.docx»"


def test_a_mentor_is_told_of_what_mentors_do(world):
    plan = in_force(laid_out(world))
    measure = plan.measures.get(number="2.1")
    measure.responsible.all().delete()
    Responsible.objects.create(measure=measure, role=ResponsibleRole.MENTORS)
    Occasion.objects.filter(measure=measure).update(
        starts=date(2026, 9, 20), ends=date(2026, 9, 20), spans=[["2026-09-20", "2026-09-20"]]
    )
    waits = own_due_waits(world.boris, world.school, THIS_YEAR, TODAY)
    assert told(waits) == [(1, f"мероприятие вашей роли (срок подходит): «{measure}»", "Посмотреть")]
    assert waits[0].url == reverse("home:my_measures", args=["lesnaya"])
    assert own_due_waits(world.sofya, world.school, THIS_YEAR, TODAY) == []


@pytest.fixture
def for_mentors(world):
    """The whole plan is the mentors' and is due soon."""
    plan = in_force(laid_out(world))
    Responsible.objects.all().delete()
    Responsible.objects.bulk_create(
        Responsible(measure=measure, role=ResponsibleRole.MENTORS) for measure in plan.measures.all()
    )
    Occasion.objects.update(starts=date(2026, 9, 20), ends=date(2026, 9, 20), spans=[["2026-09-20", "2026-09-20"]])
    return plan


def test_a_mentor_of_teachers_is_not_told_of_the_pupils_plan(world, for_mentors):
    def lines() -> int:
        return len(own_due_waits(world.boris, world.school, THIS_YEAR, TODAY))

    assert lines() == 1
    for title, told_to_teachers in (
        ("План наставничества в форме «ученик – ученик»", 0),
        ("План наставничества педагогов", 1),
        ("План наставничества", 1),
    ):
        Roadmap.objects.filter(pk=for_mentors.pk).update(title=title)
        assert lines() == told_to_teachers, title
    Roadmap.objects.filter(pk=for_mentors.pk).update(title="План для учеников")
    assert lines() == 0
    pair = propose(world)
    MentoringForm.objects.filter(pk=pair.form_id).update(contingent="pupils")
    assert lines() == 0
    [pair] = approve_pairs(submit_pairs([pair], world.anna), world.gleb)
    assert lines() == 1


def test_equal_titles_are_said_once(world, for_mentors):
    Measure.objects.update(title="Первые встречи")
    [wait] = own_due_waits(world.boris, world.school, THIS_YEAR, TODAY)
    n = for_mentors.measures.count()
    assert (wait.number, wait.words) == (n, f"мероприятий вашей роли (срок подходит): «Первые встречи» ({n})")


def test_a_head_who_is_her_own_curator_is_not_sent_to_herself(world):
    laid_out(world)
    [wait] = editor_waits(world.anna, world.school, THIS_YEAR, is_head=True)
    assert wait.words == f"{NAME} — составляется: утвердите её, когда всё на месте"
