"""What a school has already of the measures that are handed down, also when its plan and the municipality's were both
carried over from last year."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...models import Measure, Roadmap


@dataclass(frozen=True)
class Known:
    """`measures` by number; `heirs`: last year's measures → the one of them that continues it."""

    measures: Mapping[int, Measure]
    heirs: Mapping[int, int]

    def adopt(self, plans: Collection[Roadmap]) -> tuple[set[int], list[Measure]]:
        """Numbers of the measures that these plans, locked, hold already; and their rows that came down last year and were
        carried over: they become what this year's measure has handed down. Two queries at most.
        """
        rows = Measure.objects.filter(roadmap__in=plans, handed_from__in=[*self.measures, *self.heirs]).order_by("pk")
        held = list(rows)
        has = {row.handed_from_id for row in held if row.handed_from_id in self.measures}
        adopted = []
        for row in held:
            heir = self.heirs.get(row.handed_from_id or 0)
            if heir is not None and heir not in has:
                row.handed_from = self.measures[heir]
                has.add(heir)
                adopted.append(row)
        Measure.objects.bulk_update(adopted, ["handed_from"])
        return {pk for pk in has if pk is not None}, adopted


def known_by(measures: Sequence[Measure]) -> Known:
    """One query for each year through which the municipality's plan was carried over."""
    heirs: dict[int, int] = {}
    young = {measure.continues_id: measure.pk for measure in measures if measure.continues_id is not None}
    while young:
        heirs |= young
        elder = dict(Measure.objects.filter(pk__in=young).values_list("pk", "continues"))
        young = {old: young[pk] for pk, old in elder.items() if old is not None and old not in heirs}
    return Known({measure.pk: measure for measure in measures}, heirs)
