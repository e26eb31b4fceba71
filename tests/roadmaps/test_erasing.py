"""A worker of the office is destroyed: the words that the office handed down name her no longer in schools' plans either."""

from uuid import uuid4

import pytest

from roadmaps.enums import EvidenceKind
from roadmaps.models import Evidence, Measure, Occasion, Responsible, Roadmap, RoadmapEdit, Stage
from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead, StageRead
from roadmaps.services.doing import add_evidence
from roadmaps.services.editing import edit_measure
from roadmaps.services.handing import hand_down
from roadmaps.services.laying import lay_out
from roadmaps.services.rolling import roll_over
from schools.enums import DestructionReason
from schools.journal.models import Entry
from schools.models import Person
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from schools.years import AcademicYear
from tests.world import TODAY, YEAR, World, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
# The surname, whatever its case, and the mail.
SECRETS = ("цаплин", "tsaplina")
TABLES = (Roadmap, Stage, Measure, Responsible, Occasion, Evidence, RoadmapEdit, Entry)


def handed(world: World) -> tuple[Person, list[Measure]]:
    """Measures that name a methodist of the office in every column, in two schools."""
    methodist = person(world.office, "Цаплина Эмма Юрьевна", "методист", email="tsaplina@tayna.example")
    headings = {"Мероприятие": "title", "Содержание": "content", "Сроки": "due", "Ответственные": "responsible"}
    read = RoadmapRead(
        title="План района",
        columns=[*(ColumnRead(*pair) for pair in headings.items()), ColumnRead("Итог", "result"), ColumnRead("Связь")],
        stages=[
            StageRead(
                "s1",
                "1",
                "Занятия Цаплиной Э. Ю.",
                [
                    MeasureRead(
                        "m1",
                        "Записаться у Цаплиной Эммы Юрьевны",
                        title="Занятие ведёт Э.Ю. Цаплина",
                        due_text="по договорённости с Цаплиной Э.Ю.",
                        responsible_text="методист Цаплина Э.Ю., куратор",
                        expected_result="Отзыв Цаплиной Эммы",
                        extra={"5": "tsaplina@tayna.example"},
                        row=1,
                    ),
                    MeasureRead(
                        "m2",
                        "Встреча наставников",
                        due_text="сентябрь 2024 года, у Цаплиной Э.Ю.",
                        responsible_text="методист Цаплина Эмма Юрьевна",
                        row=2,
                    ),
                ],
            )
        ],
    )
    above = lay_out(read, world.office, begins=YEAR, years=1, by=world.oleg)
    hand_down(above, list(above.measures.all()), [world.school, world.village], year=AcademicYear(YEAR), by=world.oleg)
    return methodist, list(Measure.objects.filter(roadmap__organisation=world.school).order_by("position"))


def touched(world: World, copies: list[Measure]) -> None:
    """The school edits, marks, proves and carries over what came."""
    edit_measure(copies[0], 1, {"content": "Сами позвоним Цаплиной Э.Ю.", "due_text": "май"}, world.anna)
    occasion = copies[0].occasions.get()
    Occasion.objects.filter(pk=occasion.pk).update(comment="Цаплина Э. Ю. перенесла")
    add_evidence(occasion, EvidenceKind.TEXT, text="Отзыв Цаплиной Эммы Юрьевны", by=world.anna, nonce=uuid4())
    roll_over(copies[0].roadmap, AcademicYear(YEAR + 1), world.anna, uuid4())


def destroyed(world: World, card: Person) -> None:
    archive_person(card, world.admin)
    destroy_person(Person.objects.get(pk=card.pk), reason=DestructionReason.DEMAND, ground_on=TODAY, by=world.admin)


def left() -> set[tuple[str, str]]:
    """(table, column) where a secret stands."""
    return {
        (model.__name__, name)
        for model in TABLES
        for row in model.objects.values()
        for name, value in row.items()
        if any(secret in str(value).lower() for secret in SECRETS)
    }


def test_nothing_of_her_is_left_in_the_schools_copies(world):
    methodist, copies = handed(world)
    touched(world, copies)
    known = left()
    words = ("title", "content", "due_text", "responsible_text", "expected_result", "doubts")
    assert known >= {("Measure", name) for name in words} | {("Stage", "title"), ("RoadmapEdit", "before")}
    assert known >= {("Occasion", "comment"), ("Evidence", "text"), ("Entry", "before")}
    destroyed(world, methodist)
    assert left() == set()
    # Others stay as they were, and the rows too.
    village = Measure.objects.filter(roadmap__organisation=world.village).order_by("position")
    assert [row.content for row in village][1] == "Встреча наставников"
    assert village[0].responsible_text.endswith(", куратор")
    assert Measure.objects.filter(handed_from__roadmap__organisation=world.office).count() == 6


def test_a_teacher_of_the_same_name_keeps_her_place_in_what_the_school_wrote(world):
    methodist, copies = handed(world)
    person(world.school, "Цаплина Эльза Яковлевна", "учитель")
    namesake = person(world.school, "Цаплина Эмилия Юлиановна", "учитель химии")
    edit_measure(copies[0], 1, {"responsible_text": "учитель Цаплина Э.Ю."}, world.anna)
    destroyed(world, methodist)
    first, second = Measure.objects.filter(pk__in=[copy.pk for copy in copies]).order_by("position")
    assert first.responsible_text == "учитель Цаплина Э.Ю."
    assert first.responsible.get(person__isnull=False).person == namesake
    # What the school has not touched are the office's words, and mean the office's methodist.
    assert "Цаплин" not in second.responsible_text


def test_another_schools_worker_is_not_looked_for_in_plans_that_did_not_come_from_there(world):
    handed(world)
    card = person(world.foreign, "Цаплина Эмма Юрьевна", "учитель")
    before = left()
    destroyed(world, card)
    assert left() == before
