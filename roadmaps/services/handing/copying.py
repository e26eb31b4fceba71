"""A municipality's measures as rows of a school's plan, all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Max

from schools.models import Organisation
from schools.russian import normalise_key
from schools.years import AcademicYear

from ...due import Due
from ...enums import MeasureCode
from ...models import Measure, Occasion, Responsible, Roadmap, Stage
from ...reading.structure import CONTENT, TITLE
from ..editing.counting import begun_counting, count_anew
from ..recognising import Doubt, Recogniser, candidates_of, occasions_for, responsible_for

# What proves the municipality's measure is not what proves the school's part of it.
IN_A_SCHOOL: dict[str, str] = {MeasureCode.SCHOOLS_ORDERED: MeasureCode.PAIRS_ORDER}


@dataclass
class Readings:
    """Recognisers of many schools: words of due mean the same in all of them and are read once."""

    _due: dict[tuple[AcademicYear, ...], dict[str, tuple[dict[int, Due | None], list[Doubt]]]] = field(
        default_factory=dict
    )

    def of(self, school: Organisation, years: tuple[AcademicYear, ...]) -> Recogniser:
        people = candidates_of(school, school.today())
        return Recogniser(years, people, self._due.setdefault(years, {}))


def copy_measures(roadmap: Roadmap, measures: Sequence[Measure], own: Roadmap, recogniser: Recogniser) -> list[int]:
    """The school's own measures, each at the end of the stage of the same name, or of a new one, numbered as
    the school counts; returns their ids.

    Due words are read anew, so that the school is asked about the same doubts; dates that the office set by hand come as
    they are. `own` is locked; the measures come with their stages and occasions. Ten queries at most.
    """
    counting = begun_counting(own)
    stages = _stages_for([measure.stage for measure in measures], own)
    last = own.measures.aggregate(row=Max("row"), position=Max("position"))
    headings = [column["heading"] for column in roadmap.columns]
    copies, occasions = [], []
    for place, measure in enumerate(measures, 1):
        title, content = _as_columns_allow(measure, headings, own)
        copy = Measure(
            roadmap=own,
            stage=stages[normalise_key(measure.stage.title)],
            position=(last["position"] or 0) + place,
            row=(last["row"] or 0) + place,
            title=title,
            content=content,
            due_text=measure.due_text,
            responsible_text=measure.responsible_text,
            expected_result=measure.expected_result,
            code=IN_A_SCHOOL.get(measure.code, measure.code),
            handed_from=measure,
        )
        dated, doubts = _dates_of(measure, copy, recogniser)
        copy.doubts = doubts
        copies.append(copy)
        occasions += dated
    Measure.objects.bulk_create(copies)
    count_anew(own, counting)
    Occasion.objects.bulk_create(occasions)
    Responsible.objects.bulk_create(
        one for copy in copies for one in responsible_for(copy, recogniser.responsible(copy.responsible_text))
    )
    return [copy.pk for copy in copies]


def _dates_of(measure: Measure, copy: Measure, recogniser: Recogniser) -> tuple[list[Occasion], list[Doubt]]:
    """Unsaved occasions of the copy, all of them planned, and what to look at in them."""
    own = copy.roadmap
    held = [one for one in measure.occasions.all() if own.begins <= one.year < own.begins + own.years]
    if any(one.by_hand for one in held):
        names = ("year", "spans", "starts", "ends", "by_hand")
        return [Occasion(measure=copy, **{name: getattr(one, name) for name in names}) for one in held], []
    due, doubts = recogniser.due(measure.due_text)
    return occasions_for(copy, due), list(doubts)


def _stages_for(wanted: Iterable[Stage], own: Roadmap) -> dict[str, Stage]:
    """Name as a key → the plan's first stage of that name, or a new one behind the others."""
    held = list(own.stages.order_by("position", "pk"))
    found: dict[str, Stage] = {}
    for stage in held:
        found.setdefault(normalise_key(stage.title), stage)
    position = max((stage.position for stage in held), default=0)
    # Stages that count 1, 2, 3 go on counting.
    counts = bool(held) and [stage.number for stage in held] == [str(place) for place in range(1, len(held) + 1)]
    new: list[Stage] = []
    for stage in wanted:
        if (key := normalise_key(stage.title)) not in found:
            title = stage.title or "Мероприятия муниципалитета"
            number = str(len(held) + len(new) + 1) if counts else ""
            found[key] = Stage(roadmap=own, position=position + len(new) + 1, number=number, title=title)
            new.append(found[key])
    Stage.objects.bulk_create(new)
    return found


def _as_columns_allow(measure: Measure, headings: Sequence[str], own: Roadmap) -> tuple[str, str]:
    """Title and content in the columns that the school's table has, so that no word is missing in print. The office's further
    columns come as lines of the content under their headings.
    """
    further = [
        f"{headings[int(index)]}: {text}" if headings[int(index)] else text
        for index, text in sorted(measure.extra.items(), key=lambda item: int(item[0]))
        if text and int(index) < len(headings)
    ]
    content = "\n".join(filter(None, [measure.content, *further]))
    roles = {column["role"] for column in own.columns}
    if TITLE in roles and CONTENT in roles:
        return measure.title, content
    whole = "\n".join(filter(None, [measure.title, content]))
    return ("", whole) if TITLE not in roles else (whole, "")
