"""Words that changed, or years: the dates of measures anew, and who answers for them."""

from collections.abc import Collection, Sequence

from django.db.models import Count, Q

from schools.russian import count

from ..enums import MeasureStatus
from ..models import Measure, Occasion, Responsible, Roadmap
from ..reading.structure import DUE
from .recognising import Recogniser, dated, occasions_for, responsible_for
from .refusals import RoadmapRefused


def redate(measure: Measure, recogniser: Recogniser | None = None) -> None:
    """Read the due words again: dates of its occasions, and in which years it falls. What was set by hand stays, and so does
    every occasion with a mark, a comment or evidence. Needs an open transaction and the roadmap's lock.
    """
    recogniser = recogniser or Recogniser.of(measure.roadmap.organisation, measure.roadmap.years_covered)
    held = Occasion.objects.select_for_update().filter(measure=measure).order_by("pk")
    _redate([measure], list(held), set(used_occasions(Q(measure=measure))), recogniser)


def redate_all(roadmap: Roadmap, *, beside: Collection[str] = ()) -> None:
    """The same for the whole plan after its years have changed, in a fixed number of queries (rows go by the hundred).

    Of years that it covers no longer nothing is left, dates set by hand included: nobody could reach them. Raises
    `RoadmapRefused` when something was done in such a year. `beside`: uids of measures whose dates are right already.
    """
    measures = list(Measure.objects.filter(roadmap=roadmap).order_by("position"))
    held = list(Occasion.objects.select_for_update().filter(measure__roadmap=roadmap).order_by("pk"))
    used = set(used_occasions(Q(measure__roadmap=roadmap)))
    covered = {year.begins for year in roadmap.years_covered}
    dropped = [one for one in held if one.year not in covered]
    _refuse_done([one for one in dropped if one.pk in used])
    Occasion.objects.filter(pk__in=[one.pk for one in dropped]).delete()
    recogniser = Recogniser.of(roadmap.organisation, roadmap.years_covered)
    wanted = [measure for measure in measures if str(measure.uid) not in beside]
    pks = {measure.pk for measure in wanted}
    _redate(wanted, [one for one in held if one.year in covered and one.measure_id in pks], used, recogniser)


def _refuse_done(marked: Sequence[Occasion]) -> None:
    said = []
    for year in sorted({one.year for one in marked}):
        rows = count(sum(one.year == year for one in marked), "мероприятию", "мероприятиям", "мероприятиям")
        said.append(
            f"За {year}/{(year + 1) % 100:02d} учебный год уже есть отметки, примечания или подтверждения по {rows}. "
            "Уберите их или оставьте этот год в дорожной карте."
        )
    if said:
        raise RoadmapRefused(said)


def _redate(measures: Sequence[Measure], held: Sequence[Occasion], used: set[int], recogniser: Recogniser) -> None:
    by_measure: dict[int, dict[int, Occasion]] = {measure.pk: {} for measure in measures}
    for one in held:
        by_measure[one.measure_id][one.year] = one
    gone, changed, new, doubted = [], [], [], []
    for measure in measures:
        due, doubts = recogniser.due(measure.due_text)
        years = by_measure[measure.pk]
        for year, occasion in years.items():
            if occasion.by_hand:
                continue
            if year not in due and occasion.pk not in used:
                gone.append(occasion.pk)
                continue
            found = due.get(year)
            was = occasion.spans
            if dated(occasion, found.spans if found else ()).spans != was:
                occasion.version += 1
                changed.append(occasion)
        new += [one for one in occasions_for(measure, due) if one.year not in years]
        wanted = [*(one for one in measure.doubts if one["place"] != DUE), *doubts]
        if wanted != measure.doubts:
            measure.doubts = wanted
            doubted.append(measure)
    Occasion.objects.filter(pk__in=gone).delete()
    Occasion.objects.bulk_update(changed, ["spans", "starts", "ends", "version"])
    Occasion.objects.bulk_create(new)
    Measure.objects.bulk_update(doubted, ["doubts"])


def used_occasions(where: Q) -> list[int]:
    """Occasions that somebody has already marked, commented or proved."""
    touched = ~Q(status=MeasureStatus.PLANNED) | ~Q(comment="") | Q(n__gt=0)
    rows = Occasion.objects.filter(where).annotate(n=Count("evidence")).filter(touched)
    return list(rows.values_list("pk", flat=True))


def reassign(measure: Measure, recogniser: Recogniser | None = None) -> None:
    """Read again who answers; rows set by hand stay. Needs an open transaction and the roadmap's lock."""
    recogniser = recogniser or Recogniser.of(measure.roadmap.organisation, measure.roadmap.years_covered)
    rows = Responsible.objects.filter(measure=measure)
    rows.filter(by_hand=False).delete()
    kept = set(rows.values_list("person_id", "role"))
    fresh = responsible_for(measure, recogniser.responsible(measure.responsible_text))
    Responsible.objects.bulk_create(one for one in fresh if (one.person_id, one.role) not in kept)
