"""What the checks of one organisation and year share: banks, sheets, closed surveys; each is read once and only when asked for."""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Q

from mentoring.banks.enums import Contingent
from mentoring.documents.selectors.consent_lines import Signer
from mentoring.documents.selectors.owed import signers_of
from mentoring.surveys.enums import WaveStatus
from mentoring.surveys.models import Ticket, Wave
from mentoring.surveys.selectors.waves import Counts, counts_of
from schools.models import Organisation
from schools.years import AcademicYear

from .contingents import mentees_of, mentors_of

type Entry = tuple[int, str]


class Facts:
    """Made for one page and thrown away with it. `signers`: those of `signers_of`, when the page has read them already."""

    def __init__(self, organisation: Organisation, year: AcademicYear, signers: Sequence[Signer] | None = None) -> None:
        self.organisation = organisation
        self.year = year
        self._signers = signers
        self._banks: dict[tuple[str, Contingent | None], list[Entry]] = {}
        self._asked: dict[Contingent, frozenset[int]] = {}

    @property
    def signers(self) -> Sequence[Signer]:
        """The people of the year's banks with the state of each sheet today."""
        if self._signers is None:
            self._signers = signers_of(self.organisation, self.year.begins, self.organisation.today(), None)
        return self._signers

    def mentors(self, whose: Contingent | None) -> list[Entry]:
        """Person and status of each of the year's bank."""
        return self._bank("mentors", whose)

    def mentees(self, whose: Contingent | None) -> list[Entry]:
        return self._bank("mentees", whose)

    def people(self, whose: Contingent) -> set[int]:
        """Numbers of the people of both banks."""
        return {person for person, _ in (*self.mentors(whose), *self.mentees(whose))}

    def _bank(self, name: str, whose: Contingent | None) -> list[Entry]:
        if (name, whose) not in self._banks:
            entries = mentors_of if name == "mentors" else mentees_of
            rows = entries(self.organisation, self.year, whose).order_by()
            self._banks[name, whose] = list(rows.values_list("person", "status"))
        return self._banks[name, whose]

    @cached_property
    def closed(self) -> list[Wave]:
        """Surveys of the year that are over, the first closed first."""
        waves = Wave.objects.filter(
            organisation=self.organisation.legal_entity, year=self.year.begins, status=WaveStatus.CLOSED
        )
        return list(waves.select_related("organisation", "before").order_by("closed_at", "pk"))

    @cached_property
    def numbers(self) -> dict[int, Counts]:
        """How many answered in each of `closed`."""
        return counts_of(self.closed)

    def asked(self, whose: Contingent) -> frozenset[int]:
        """Which of `closed` asked somebody of these people, or a parent about one."""
        if whose not in self._asked:
            people = self.people(whose)
            tickets = Ticket.objects.filter(Q(person__in=people) | Q(about__in=people), wave__in=self.closed)
            self._asked[whose] = frozenset(tickets.order_by().values_list("wave", flat=True).distinct())
        return self._asked[whose]
