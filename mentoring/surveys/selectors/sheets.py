"""A ticket's sheet page by page: which questions stand where, given the answers so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, Q

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor

from ..answers import Values, asked, missing
from ..enums import AnswerSide, QuestionKind
from ..lengths import pages_of
from ..models import Ticket
from ..wording import Option, Question, Section, Wording
from .tickets import wording_of

# An answer to these may be added to, whatever stands there.
UNENDING = (QuestionKind.MULTIPLE, QuestionKind.LONG)


@dataclass
class Sheet:
    """`whole`: all sections stand on one page, as in anonymous surveys, where nothing is kept between pages."""

    ticket: Ticket
    whole: bool = False
    _people: dict[str, list[Option]] = field(default_factory=dict)

    @cached_property
    def wording(self) -> Wording:
        return wording_of(self.ticket)

    @cached_property
    def pages(self) -> tuple[Section, ...]:
        return self.wording.sections if self.whole else pages_of(self.wording)

    @property
    def last_page(self) -> int:
        return 1 if self.whole else len(self.pages)

    def page_of(self, code: str) -> int:
        """On which page the question stands."""
        if self.whole:
            return 1
        return next(n for n, one in enumerate(self.pages, 1) if code in {q.code for q in one.questions})

    def questions_on(self, page: int, values: Values) -> list[Question]:
        """Those whose condition is met, and those whose condition is decided on the page itself."""
        if self.whole:
            return list(self.wording.questions())
        known = {one.code for one in asked(self.wording, values)}
        here: dict[str, Question] = {}
        for question in self.pages[page - 1].questions:
            if question.when is None or question.when.item in here or question.code in known:
                here[question.code] = question
        return list(here.values())

    def page_after(self, page: int, values: Values) -> int | None:
        """The next page with something to ask."""
        pages = range(page + 1, self.last_page + 1)
        return next((one for one in pages if self.questions_on(one, values)), None)

    def page_before(self, page: int, values: Values) -> int | None:
        return next((one for one in range(page - 1, 0, -1) if self.questions_on(one, values)), None)

    def is_last(self, page: int, values: Values) -> bool:
        """Whether nothing can follow, whatever is answered on this page."""
        if self.whole:
            return True
        known = {one.code for one in asked(self.wording, values)}
        # Codes from this page on whose answers are still open, so that conditions on them are too.
        ahead: set[str] = {one.code for one in self.questions_on(page, values)}
        for section in self.pages[page:]:
            for question in section.questions:
                if question.when is None or question.when.item in ahead or question.code in known:
                    return False
        return True

    def page_left_at(self, values: Values) -> int:
        """Where to go on: the last page with an answer, the next one when that is surely done, or the first gap before.

        Ticks and long words are kept as they come, so that of them nobody knows whether more were to follow.
        """
        of_page = {one.code: self.page_of(one.code) for one in self.wording.questions()}
        begun = max((of_page[code] for code in values if code in of_page), default=0)
        if not begun:
            return self.page_after(0, values) or 1
        here = [one for one in asked(self.wording, values) if of_page[one.code] == begun]
        full = all(one.code in values and one.kind not in UNENDING for one in here)
        reached = (self.page_after(begun, values) or begun) if full else begun
        return min([reached, *(of_page[code] for code in missing(self.wording, values))])

    def people_of(self, question: Question) -> list[Option]:
        """The options of a question of kind «persons», read once."""
        if question.code not in self._people:
            self._people[question.code] = people_for(self.ticket, question)
        return self._people[question.code]

    def people(self, questions: Iterable[Question]) -> dict[str, list[Option]]:
        return {one.code: self.people_of(one) for one in questions if one.kind == QuestionKind.PERSONS}


def people_for(ticket: Ticket, question: Question) -> list[Option]:
    """Whom the person may choose: people of the other side's bank of the year; of those the wave asks too when it asks that
    side, for they were at the same meeting. Keys are numbers of entries in the bank, texts are short names and nothing else.
    """
    mentors = question.source == "mentors"
    side = AnswerSide.MENTOR if mentors else AnswerSide.MENTEE
    invited = Ticket.objects.filter(wave=ticket.wave_id, part__side=side, cancelled_at=None)
    model: type[Mentor] | type[Mentee] = Mentor if mentors else Mentee
    entries = (
        model._default_manager.filter(organisation=ticket.wave.organisation_id, year=ticket.wave.year)
        .exclude(status=BankStatus.WITHDRAWN)
        .exclude(person=ticket.person_id)
        .filter(~Q(Exists(invited)) | Q(person__in=invited.values("person")))
        .select_related("person")
        .order_by("person__name_key", "pk")
    )
    return [Option(str(one.pk), one.person.short_name) for one in entries]
