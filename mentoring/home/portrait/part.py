"""The part a person takes in mentoring: consents, banks, pairs and preferences, papers, measures of plans."""

from django.db.models import Q

from mentoring.banks.models import Mentee, Mentor
from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import holds_until
from mentoring.documents.kinds import all_kinds
from mentoring.pairs.models import Pair, Preference
from roadmaps.models import Responsible
from schools.models import Person
from schools.papers.models import Acquaintance, Document
from schools.years import AcademicYear

from .section import Section, facts, sentences, term, told

CONSENT = (
    "status",
    "prepared_on",
    "signed_on",
    "valid_until",
    "withdrawn_on",
    "representation",
    "conditions",
    "document",
    "scan",
    "withdrawal",
    "note",
)
ENTRY = ("status", "entered_on", "confirmed_on", "withdrawn_on", "withdrawal_reason", "case_url", "note")
MENTOR = (*ENTRY, "capacity", "hours_per_week", "achievements", "interests", "wished_age")
MENTEE = (*ENTRY, "experience_years")
PAIR = ("reason", "comment", "consent_override", "order", "agreement", "notice", "ended_on", "end_reason")


def consents(person: Person) -> list[Section]:
    rows = (
        Consent.objects.filter(person=person)
        .select_related("person", "document", "scan", "representation")
        .order_by("pk")
    )
    return [Section(f"Согласие {one.get_purpose_display()}", _given(one)) for one in rows]


def _given(consent: Consent) -> list[tuple[str, str]]:
    """What is allowed, in the words of the sheet and not in codes; of a minor's, until the 18th birthday at the latest."""
    consent.valid_until = holds_until(consent)  # shown, not saved
    told_of = [*facts(consent, CONSENT), *([("Что разрешено", consent.shown_items)] if consent.items else [])]
    page = _page_of(consent)
    return [*told_of, ("На какой странице", page)] if page else told_of


def _page_of(consent: Consent) -> str:
    """The address that a sheet of dissemination names, as it was frozen; "" of other sheets."""
    if consent.purpose != Purpose.DISSEMINATION or consent.document is None:
        return ""
    texts = (str(block.get("text", "")) for block in consent.document.blocks)
    return next((text for text in texts if text.startswith(("http://", "https://"))), "")


def banks(person: Person) -> list[Section]:
    sections = []
    for entry in Mentor.objects.filter(person=person).order_by("year"):
        rows = facts(entry, MENTOR)
        rows += [("Сильная сторона", " ".join((one.topic.name, one.detail)).strip()) for one in entry.strengths.all()]
        rows += [("Формы", told([form.name for form in entry.forms.all()]))] * entry.forms.exists()
        rows += [("Виды", told([kind.name for kind in entry.kinds.all()]))] * entry.kinds.exists()
        sections.append(Section(f"Банк наставников, {AcademicYear(entry.year)}", list(rows)))
    for mentee in Mentee.objects.filter(person=person).order_by("year"):
        rows = facts(mentee, MENTEE)
        for one in mentee.requests.all():
            words = f"{one.topic.name} {one.detail}".strip()
            rows.append(("Запрос", f"{words} ({one.get_priority_display()}, {one.get_source_display()})"))
        sections.append(Section(f"Банк наставляемых, {AcademicYear(mentee.year)}", list(rows)))
    return sections


def pairs(person: Person) -> Section:
    """The person's pairs and own preferences. Whom others preferred, or would rather not work with, is their data."""
    mine = Q(mentor__person=person) | Q(seats__mentee__person=person)
    rows: list[tuple[str, ...]] = []
    for pair in Pair.objects.filter(mine).distinct().order_by("pk").select_related("form", "order"):
        words = sentences(value for _, value in facts(pair, PAIR))
        rows.append((str(pair), f"{pair.form.name}, {pair.get_status_display()}", term(pair.starts, pair.ends), words))
    own = Preference.objects.filter(
        Q(by_mentor=True, mentor__person=person) | Q(by_mentor=False, mentee__person=person)
    )
    for one in own.select_related("mentor__person", "mentee__person").order_by("pk"):
        other = one.mentee.person if one.by_mentor else one.mentor.person
        words = "лучше не вместе" if one.is_avoided else f"{one.rank}-й выбор"
        rows.append((other.full_name, "предпочтение", told(one.created_at), words))
    return Section("Пары и предпочтения", rows, ("Кто", "Что", "Когда", "Подробности"))


def _with_answers(paper: Document) -> str:
    """The paper with what the person wrote in it in own words: the reason of a refusal."""
    kind = all_kinds().get(paper.kind)
    typed = ("text", "number", "lines")
    asks = [ask for ask in kind.asks if ask.what in typed and paper.data.get(ask.name)] if kind else []
    return sentences([paper.title or paper.kind_label, *(f"{ask.label}: {paper.data[ask.name]}" for ask in asks)])


def papers(person: Person) -> Section:
    rows = [
        (_with_answers(one), told(one.date), one.number, one.get_status_display())
        for one in Document.objects.filter(person=person).order_by("pk")
    ]
    seen = Acquaintance.objects.filter(person=person).select_related("document").order_by("pk")
    rows += [
        (
            f"Ознакомление: {one.document} «{one.document.title}»",
            told(one.document.date),
            one.document.number,
            told(one.acquainted_on),
        )
        for one in seen
    ]
    return Section(
        "Документы",
        rows,
        ("Документ", "Дата", "Номер", "Состояние"),
        "Приказы о парах названы выше; изданные приказы хранятся постоянно и не изменяются.",
    )


def roadmaps(person: Person) -> Section:
    rows = [
        (one.measure.roadmap.title, one.measure.title, one.text)
        for one in Responsible.objects.filter(person=person).select_related("measure__roadmap").order_by("pk")
    ]
    return Section("Мероприятия дорожных карт", rows, ("Карта", "Мероприятие", "Ответственный"))
