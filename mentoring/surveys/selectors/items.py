"""Each question with what was answered to it, as far as the viewer may be told."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from django.db.models import Exists, OuterRef, Value

from mentoring.banks.models import Mentee, Mentor, MentoringForm
from schools.numbers import ids_from

from ..enums import QuestionKind
from ..models import Reply, Wave, WavePart
from ..stats import Summary, brief, summary
from ..wording import HIGHEST, LOWEST, Question, Wording
from .counting import Counted, Place, count, short_name, texts
from .figures import Bar, FormLine, ItemResult, Line, PartResult, Said
from .sight import Sight
from .suppression import may_show

SCALES = frozenset({QuestionKind.SCALE, QuestionKind.MATRIX})
TEXTS = frozenset({QuestionKind.SHORT, QuestionKind.LONG})
# One sheet has several rows of them.
SEVERAL = frozenset({QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.PERSONS})
WITHOUT_FORM = "без пары"
TOO_FEW = "Ответивших меньше пяти: ответы не показаны."
CURATORS_TEXTS = "Тексты видит только куратор."
CURATORS_CALLS = "Просьбы о помощи читает только куратор."
NO_PEOPLE = "Кого выбрали, в этой анкете не показано."


class Items:
    """The questions of a wave with their answers. `whole` leaves no texts out."""

    def __init__(self, wave: Wave, seen: Sight, parts: Sequence[WavePart], *, whole: bool) -> None:
        self.wave, self.sight, self.is_whole = wave, seen, whole
        self.parts = [part for part in parts if part.edition is not None]
        self.wordings = {part.pk: part.edition.wording for part in self.parts if part.edition}
        self._cells: dict[Place, Summary | None] = {}
        # Where a person may fill in several sheets, sheets are not people.
        self.counts_people = seen.protected and not wave.is_anonymous

    @cached_property
    def counted(self) -> Counted:
        questions = [one for words in self.wordings.values() for one in words.questions()]
        several = {one.code for one in questions if one.kind in SEVERAL}
        has_rows = any(one.kind == QuestionKind.MATRIX for one in questions)
        forms = [] if self.sight.protected else self.form_names
        return count(
            self.wave,
            several,
            with_people=self.counts_people,
            forms=forms,
            with_rows=has_rows,
            with_avoided=self.sight.avoided,
        )

    @cached_property
    def said(self) -> dict[tuple[int, str], list[Said]]:
        has_texts = any(one.kind in TEXTS for words in self.wordings.values() for one in words.questions())
        if not (has_texts and self.sight.texts):
            return {}
        most = {"most": None} if self.is_whole else {}
        return texts(self.wave, with_names=self.sight.persons, **most)

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """{source: {number of the entry: short name}} of the people that were chosen."""
        chosen: dict[str, set[int]] = {"mentors": set(), "mentees": set()}
        for part, words in self.wordings.items():
            for one in words.questions():
                if one.kind == QuestionKind.PERSONS:
                    keys = self.counted.choices.get((part, one.code), {})
                    chosen[one.source] |= set(ids_from(keys))
        return _names(self.wave, chosen["mentors"], chosen["mentees"])

    def people(self, part: int, item: str, row: str, sheets: int) -> int:
        return self.counted.people.get((part, item, row), 0) if self.counts_people else sheets

    def is_told(self, part: int, item: str, row: str, sheets: int) -> bool:
        return not self.sight.protected or may_show(self.people(part, item, row, sheets))

    def part(self, part: WavePart) -> PartResult:
        words = self.wordings[part.pk]
        numbers = {one.code: number for number, one in enumerate(words.questions(), 1)}
        sections = tuple(
            (section.title, tuple(self.item(part.pk, numbers[one.code], one) for one in section.questions))
            for section in words.sections
        )
        forms, by_form = self.by_form(part.pk, words)
        return PartResult(part.pk, part.side, part.get_side_display(), words.title, sections, forms, by_form)

    def statements(self, words: Wording) -> dict[tuple[str, str], str]:
        """{(item, row): words} of what is judged from 1 to 10, as far as the viewer may be told of it."""
        kept = kept_for_curator(words, self.sight)
        return {place: text for place, text in all_statements(words).items() if place[0] not in kept}

    def item(self, part: int, number: int, question: Question) -> ItemResult:
        if question.code in kept_for_curator(self.wordings[part], self.sight):
            return ItemResult(number, question, None, why=CURATORS_CALLS)
        if question.kind in SCALES:
            lines = tuple(self.line(part, question, row, text) for row, text in statements(question))
            most = max(
                (sum(self.counted.numbers[part, question.code, row].values()) for row, _ in statements(question))
            )
            is_told = any(one.summary is not None for one in lines)
            told = most if is_told or not self.sight.protected else None
            return ItemResult(number, question, told, lines, why=TOO_FEW)
        if question.kind in TEXTS:
            n = self.counted.written[part, question.code]
            if not self.sight.texts or not self.is_told(part, question.code, "", n):
                return ItemResult(number, question, None, why=TOO_FEW if self.sight.texts else CURATORS_TEXTS)
            said = tuple(self.said.get((part, question.code), ()))
            return ItemResult(number, question, n, texts=said, texts_left=n - len(said))
        n = self.sheets(part, question)
        is_about_people = question.kind == QuestionKind.PERSONS and not self.sight.persons
        if is_about_people or not self.is_told(part, question.code, "", n):
            return ItemResult(number, question, None, why=NO_PEOPLE if is_about_people else TOO_FEW)
        return ItemResult(number, question, n, bars=self.bars(part, question, n))

    def sheets(self, part: int, question: Question) -> int:
        if question.kind in SEVERAL:
            return self.counted.sheets.get((part, question.code, ""), 0)
        return sum(sum(places.values()) for places in self.counted.choices[part, question.code].values())

    def line(self, part: int, question: Question, row: str, text: str) -> Line:
        counts = self.counted.numbers[part, question.code, row]
        if not self.is_told(part, question.code, row, sum(counts.values())):
            return Line(row, text, text or question.text, (), None)
        steps = tuple((step, counts.get(step, 0)) for step in range(LOWEST, HIGHEST + 1))
        return Line(row, text, text or question.text, steps, self.cell(part, question.code, row) or summary(counts))

    def bars(self, part: int, question: Question, n: int) -> tuple[Bar, ...]:
        chosen = self.counted.choices[part, question.code]
        if question.kind == QuestionKind.PERSONS:
            names = self.names[question.source]
            bars = [self.person_bar(names.get(key, "нет в банке"), key, places, n) for key, places in chosen.items()]
            return tuple(sorted(bars, key=lambda bar: (-bar.n, -bar.first, bar.text, bar.code)))
        bars = []
        for option in question.all_options:
            places = chosen.get(option.code, Counter())
            times = sum(places.values())
            is_ranked = question.kind == QuestionKind.RANKING and times
            place = sum(at * many for at, many in places.items()) / times if is_ranked else None
            bars.append(Bar(option.code, option.text, times, times / n if n else 0.0, place, places.get(1, 0)))
        if question.kind == QuestionKind.RANKING:
            bars.sort(key=lambda bar: (bar.place is None, bar.place))
        return tuple(bars)

    def person_bar(self, name: str, key: str, places: Counter[int], n: int) -> Bar:
        avoided = places.get(0, 0)
        wished = sum(places.values()) - avoided
        return Bar(
            key,
            name,
            wished,
            wished / n if n else 0.0,
            first=places.get(1, 0),
            avoided=avoided if self.sight.avoided else None,
        )

    def by_form(self, part: int, words: Wording) -> tuple[tuple[str, ...], tuple[FormLine, ...]]:
        """Where nobody must be recognised forms are not told: anonymous sheets keep none, heads of confidential waves see before
        and after instead; see `suppression`."""
        if self.sight.protected:
            return (), ()
        told = self.statements(words)
        places = [
            (one, row, text)
            for one in words.questions()
            if one.kind in SCALES
            for row, text in statements(one)
            if (one.code, row) in told
        ]
        codes = {form for one, row, _ in places for form in self.counted.by_form[part, one.code, row]}
        if len(codes) < 2:
            return (), ()
        order = [code for code in self.form_names if code in codes] + [""] * ("" in codes)
        lines = []
        for one, row, text in places:
            groups = self.counted.by_form[part, one.code, row]
            cells = tuple(brief(groups[form]) if form in groups else None for form in order)
            lines.append(FormLine(one.code, text or one.text, cells))
        return tuple(self.form_names.get(code, WITHOUT_FORM) for code in order), tuple(lines)

    @cached_property
    def form_names(self) -> dict[str, str]:
        """{code: name} of the forms of mentoring whose people answered."""
        of_form = Reply.objects.filter(wave=self.wave, form=OuterRef("code"))
        return dict(MentoringForm.objects.filter(Exists(of_form)).values_list("code", "name"))

    def cell(self, part: int, item: str, row: str) -> Summary | None:
        """One side's figures of a statement; None when it was not asked or may not be told."""
        place = (part, item, row)
        if place not in self._cells:
            counts = self.counted.numbers.get(place, Counter())
            n = sum(counts.values())
            self._cells[place] = summary(counts) if n and self.is_told(part, item, row, n) else None
        return self._cells[place]


def statements(question: Question) -> list[tuple[str, str]]:
    """(row, its words) of what is judged from 1 to 10; a scale is one without words of its own."""
    return [(row.code, row.text) for row in question.rows] if question.kind == QuestionKind.MATRIX else [("", "")]


def all_statements(words: Wording) -> dict[tuple[str, str], str]:
    return {
        (one.code, row): text or one.text
        for one in words.questions()
        if one.kind in SCALES
        for row, text in statements(one)
    }


def kept_for_curator(words: Wording, seen: Sight) -> frozenset[str]:
    """Codes of the questions that call for help, and of those asked because of the answer, where the viewer may not read them:
    whoever asks for help is promised that the curator alone does."""
    if seen.calls:
        return frozenset()
    kept: set[str] = set()
    # A condition leads to a question that stands in front.
    for one in words.questions():
        if one.signal or (one.when is not None and one.when.item in kept):
            kept.add(one.code)
    return frozenset(kept)


def sections_of(words: Wording) -> dict[str, str]:
    """{code of a question: title of the section where it stands}"""
    return {one.code: section.title for section in words.sections for one in section.questions}


def _names(wave: Wave, mentors: set[int], mentees: set[int]) -> dict[str, dict[str, str]]:
    """Short names by bank and number of the entry, in one query."""
    found: dict[str, dict[str, str]] = {"mentors": {}, "mentees": {}}
    if mentors or mentees:
        fields = "bank", "pk", "person__surname", "person__name", "person__patronymic"
        own = {"organisation": wave.organisation_id}
        givers = Mentor.objects.filter(**own, pk__in=mentors).annotate(bank=Value("mentors")).values_list(*fields)
        takers = Mentee.objects.filter(**own, pk__in=mentees).annotate(bank=Value("mentees")).values_list(*fields)
        for bank, pk, surname, name, patronymic in givers.order_by().union(takers.order_by()).order_by():
            found[bank][str(pk)] = short_name(surname, name, patronymic)
    return found
