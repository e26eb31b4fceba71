"""The journals of an organisation in a calendar year: how much stands in each, which number is the last."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from schools.models import Organisation, User

from ..enums import NOT_KEPT_AT_FIRST, DocumentStatus, NumberMode, RegisterKind
from ..models import Register
from .acquaintance import WAITING, acquaintances_of
from .documents import documents_of


@dataclass(frozen=True)
class Journal:
    """A register of the year. `last` is the last number by the order of numbers, "" of an empty one."""

    kind: str
    label: str
    papers: int = 0
    void: int = 0
    last: str = ""
    here: bool = True
    # Numbered apart from the orders on the main activity.
    kept: bool = True


@dataclass(frozen=True)
class Acquaintances:
    """Rows of acquaintance with papers of the year, and how many wait."""

    rows: int = 0
    waiting: int = 0


def journals_of(user: User, organisation: Organisation, year: int) -> list[Journal]:
    """Every register, the empty ones too: a school sees which there are. Queries do not grow with the papers."""
    papers = documents_of(user, organisation).in_register().filter(year=year)
    rows = (
        papers.order_by()
        .values("register__kind")
        .annotate(
            papers=Count("pk"), void=Count("pk", filter=Q(status=DocumentStatus.ANNULLED)), top=Max("number_sort")
        )
    )
    counts: dict[str, dict[str, Any]] = {row["register__kind"]: row for row in rows}
    tops = papers.filter(number_sort__in=[row["top"] for row in counts.values()])
    last = {
        f"{kind} {key}": number for kind, key, number in tops.values_list("register__kind", "number_sort", "number")
    }
    registers = {one.kind: one for one in Register.objects.filter(organisation=organisation.legal_entity)}
    found = []
    for kind in RegisterKind:
        row = counts.get(kind, {"papers": 0, "void": 0, "top": ""})
        register = registers.get(kind) or Register(kind=kind, kept=kind not in NOT_KEPT_AT_FIRST)
        number = last.get(f"{kind.value} {row['top']}", "")
        found.append(
            Journal(
                kind.value,
                kind.label,
                row["papers"],
                row["void"],
                number,
                register.mode == NumberMode.HERE,
                register.kept,
            )
        )
    return found


def acquaintances_in(user: User, organisation: Organisation, year: int) -> Acquaintances:
    rows = acquaintances_of(user, organisation).filter(document__year=year)
    counts = rows.aggregate(rows=Count("pk"), waiting=Count("pk", filter=WAITING))
    return Acquaintances(counts["rows"], counts["waiting"])
