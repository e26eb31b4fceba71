"""The desk of a municipality: figures of its organisations without names."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from mentoring.home.selectors.coordinator import municipal_table, places_under
from mentoring.pairs.enums import PairStatus
from roadmaps.models import Roadmap, RoadmapVersion
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from tests.mentoring.home.test_desk import THIS_YEAR, desk
from tests.mentoring.pairs.cast import pair_in
from tests.roadmaps.cast import laid_out
from tests.roadmaps.services.handing.cast import hand, municipal
from tests.world import YEAR, organisation, person, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_a_municipality_is_counted_without_names_and_with_the_same_queries(world, enter):
    pair = pair_in(world, PairStatus.ORDERED)
    with CaptureQueriesContext(connection) as few:
        rows = {
            row.organisation.slug: row for row in municipal_table(world.office, THIS_YEAR, places_under(world.office))
        }
    school = rows["lesnaya"]
    assert (school.staff, school.mentors, school.mentees) == (7, 2, 2)
    assert (school.pairs_forming, school.pairs_approved, school.pairs_ordered, school.pairs_ended) == (0, 0, 1, 0)
    assert list(rows) == ["skazka", "dalnyaya", "lesnaya", "polevaya"]
    html = enter(world.oleg).get(desk("ozerny")).content.decode()
    for name in ("Заяц", "Черных", "Ясная", "Ветров", "Тайный"):
        assert name not in html
    assert pair.order_id is not None
    for number in range(5):
        person(organisation(f"s{number}", f"Школа {number}", world.office), "Гость Иван Иванович", "учитель")
    with CaptureQueriesContext(connection) as many:
        assert len(municipal_table(world.office, THIS_YEAR, places_under(world.office))) == 9
    assert len(many) == len(few) == 7


def test_the_head_of_the_office_sees_what_the_coordinator_sees(world, enter):
    """Counts, the order, the state of the plan; all of it once more in the last line and in the workbook; no names."""
    pair = pair_in(world, PairStatus.ORDERED)
    Document.objects.filter(pk=pair.order_id).update(kind="pairs_order_teachers", date=date(2026, 9, 14))
    office_head = user("galina", "Начальная Галина Ефимовна", head=world.office)
    plan = laid_out(world)
    paper = enter_elsewhere(world.school, "order", "О плане", "3", date(2026, 8, 28), by=world.anna)
    version = RoadmapVersion.objects.create(roadmap=plan, number=1, document=paper, approved_on=date(2026, 8, 28))
    Roadmap.objects.filter(pk=plan.pk).update(approved=version, status="approved")
    Roadmap.objects.create(organisation=world.village, title="План", begins=YEAR)
    municipal_plan = municipal(world)
    hand(world, municipal_plan, world.kindergarten, count=1)
    pages = {who: enter(who).get(desk("ozerny")) for who in (world.oleg, office_head)}
    for who, page in pages.items():
        plans = {row.organisation.slug: row.plan_words for row in page.context["rows"]}
        assert plans == {
            "skazka": "составляется",
            "dalnyaya": "составляется",
            "lesnaya": "утверждена 28.08.2026",
            "polevaya": "",
        }
        totals = page.context["totals"]
        assert (totals.places, totals.pairs_ordered, totals.orders, totals.plans) == (4, 1, 1, 1)
        html = page.content.decode()
        assert f"/o/ozerny/roadmaps/{municipal_plan.pk}/handed/" in html
        for name in ("Заяц", "Черных", "Ясная", "Ветров", "Тайный"):
            assert name not in html
        book = load_workbook(BytesIO(enter(who).get(desk("ozerny"), {"format": "xlsx"}).content)).active
        lines = list(book.iter_rows(values_only=True))
        assert [line[0] for line in lines[-5:]] == [
            *(row.organisation.short_name for row in page.context["rows"]),
            "Итого",
        ]
        assert lines[-1][6:] == (1, 0, "есть у 1", "утверждена у 1")
        assert enter(who).get(f"/o/ozerny/roadmaps/{municipal_plan.pk}/handed/").status_code == 200
        assert (
            "Исполнение по организациям" in enter(who).get(f"/o/ozerny/roadmaps/{municipal_plan.pk}/").content.decode()
        )


def test_a_school_has_no_table_of_places(world, enter):
    organisation("filial", "МБОУ «Лесная», филиал", world.school)
    for who in (world.gleb, world.anna):
        page = enter(who).get(desk("lesnaya"), {"format": "xlsx"})
        assert page["Content-Type"].startswith("text/html")
        assert "sees_places" not in page.context


def test_a_coordinator_enters_no_school(world, enter):
    client = enter(world.oleg)
    assert client.get(desk("lesnaya")).status_code == 404
    assert client.get("/o/ozerny/people/").status_code == 403


def test_the_coordinators_table_comes_by_fifty_and_counts_all(world, enter):
    client = enter(world.oleg)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(desk("ozerny"))
        return len(found)

    client.get(desk("ozerny"))
    pair_in(world, PairStatus.ORDERED)
    Document.objects.filter(pairs__isnull=False).update(kind="pairs_order_teachers", date=date(2026, 9, 14))
    few = queries()
    for number in range(60):
        organisation(f"shkola-{number}", f"МБОУ «Школа {number:02}»", world.office)
    assert queries() == few
    page = client.get(desk("ozerny"))
    assert (len(page.context["rows"]), page.context["paginator"].count, page.context["totals"].without_order) == (
        50,
        64,
        63,
    )
    assert len(client.get(desk("ozerny") + "?page=2").context["rows"]) == 14
    assert "из 64." in page.content.decode().replace("\u00a0", " ")
