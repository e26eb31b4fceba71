"""What the pages of both banks have in common; `MENTORS` and `MENTEES` say wherein they differ."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch

from schools.access.roles import STAFF
from schools.enums import Role
from schools.views.generic import ListPage, here

from .. import services
from ..models import Mentee, Mentor
from ..partners import Partner, partners_of_mentees, partners_of_mentors
from ..selectors import place_of, totals_of, with_places
from ..services import BulkResult


@dataclass(frozen=True)
class Bank:
    """One of the two banks."""

    # Beginning of its addresses' names.
    code: str
    model: type[Mentor] | type[Mentee]
    # «наставник, наставника, наставников»
    counted: tuple[str, str, str]
    add: Callable[..., BulkResult]
    change: Callable[..., Any]
    copy: Callable[..., BulkResult]
    partners: Callable[[Sequence[int]], Mapping[int, list[Partner]]]
    # Where an entry keeps its topics.
    lines: str
    # «сильные стороны»: what is not written down when there are none.
    lines_words: str
    # Genitive plural: «в банк наставников».
    whose: str

    def address(self, request: HttpRequest, page: str, **kwargs: Any) -> str:
        return here(request, f"banks:{self.code}_{page}", **kwargs)


MENTORS = Bank(
    "mentor",
    Mentor,
    ("наставник", "наставника", "наставников"),
    services.add_mentors,
    services.change_mentor_status,
    services.copy_mentors,
    partners_of_mentors,
    "strengths",
    "сильные стороны",
    "наставников",
)
MENTEES = Bank(
    "mentee",
    Mentee,
    ("наставляемый", "наставляемых", "наставляемых"),
    services.add_mentees,
    services.change_mentee_status,
    services.copy_mentees,
    partners_of_mentees,
    "requests",
    "запросы",
    "наставляемых",
)


class BankList(ListPage):
    """A bank of the year."""

    open_to = STAFF
    bank: Bank

    def base(self) -> QuerySet:
        return super().base().filter(year=self.request.year.begins).select_related("person")

    def get_queryset(self) -> QuerySet:
        return with_places(super().get_queryset(), self.request.organisation.today(), self.request.year.begins)

    def order(self) -> list[OrderBy]:
        """A second press turns the first column only; empty values stand last both ways, on every database."""
        name = self.sort()
        first, *rest = self.sorts[name.removeprefix("-")]
        descends = first.startswith("-") != name.startswith("-")
        column = F(first.removeprefix("-"))
        turned = column.desc(nulls_last=True) if descends else column.asc(nulls_last=True)
        return [turned, *(F(field).asc() for field in rest)]

    def shows_bulk(self) -> bool:
        return Role.CURATOR in self.request.roles

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        totals = totals_of(self.bank.model, self.request.organisation.legal_entity, self.request.year.begins)
        context = super().get_context_data(**kwargs)
        furnish(self.bank, context["page_obj"].object_list)
        return context | {
            "totals": totals,
            "total": totals.everybody,
            "is_curator": self.shows_bulk(),
            "pair_url": pair_address(self.request),
        }

    def workbook(self, rows: Iterable[Any]) -> HttpResponse:
        entries = list(rows)
        furnish(self.bank, entries)
        for number, entry in enumerate(entries, start=1):
            entry.number = number
        return super().workbook(entries)


def furnish(bank: Bank, entries: Iterable[Any], *, for_staff: bool = True) -> None:
    """Put on each row what it shows besides its own columns: the place and the partners. One query for all partners.

    Who is no staff sees only partners that were decided on.
    """
    entries = list(entries)
    partners = bank.partners([entry.pk for entry in entries])
    for entry in entries:
        entry.place = place_of(entry)
        entry.partners = [one for one in partners.get(entry.pk, []) if for_staff or one.is_decided]
        entry.living_partners = [partner for partner in entry.partners if partner.is_living]


def pair_address(request: HttpRequest, **entries: Iterable[int]) -> str:
    """Where a pair is formed with these people chosen; empty when the room of pairs has no such page."""
    try:
        address = here(request, "pairs:pair_create")
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(entries, doseq=True)}" if entries else address
