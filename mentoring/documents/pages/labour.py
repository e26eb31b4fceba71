"""What the labour papers of a mentor share: the pair that they are about, both parties, terms, pay in words
(ТК РФ, статья 351.8).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from django.db.models import Q, QuerySet
from django.urls import reverse

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.models.pair import PairQuerySet
from mentoring.pairs.selectors.labour import may_be_agreed, not_labour, standing_before, working
from mentoring.pairs.selectors.people import with_people
from mentoring.pairs.selectors.term_orders import terms_moved_by
from schools.models import Person
from schools.papers.models import Document
from schools.russian import Case, date_words, nbsp_document

from ..kinds.kind import Stamp, day_of, year_of
from ..obstacle import Obstacle
from ..selectors.order_facts import PairFacts, named_people, pair_facts
from ..words.blanks import Filling, fixed
from ..words.order_text import closed, day_or_line, term
from ..words.people import Named, in_sentence, listed
from .annexes import changed_words
from .letterhead import named_organisation

LINE_FOR_PEN = "____________________"

PARTIES_BLANKS = {
    "организация": "краткое наименование, с падежом: {организация:род}",
    "учреждение": "полное наименование, с падежом: {учреждение:род}",
    "наставник": "наставник с должностью и полным именем, с падежом: {наставник:дат}",
    "наставляемые": "наставляемые с должностями, с падежом: {наставляемые:дат}",
    "кого": "«наставляемый», «наставляемая» или «наставляемые» — по их числу, с падежом: {кого:твор}",
    "приказ": "дата, номер и заголовок приказа о паре",
    "приказом": "то же со словом «приказом», а если приказов несколько — «приказами»",
}

_MENTEE = {
    "м": ("наставляемый", "наставляемого", "наставляемому", "наставляемого", "наставляемым", "наставляемом"),
    "ж": ("наставляемая", "наставляемой", "наставляемой", "наставляемую", "наставляемой", "наставляемой"),
    "мн": ("наставляемые", "наставляемых", "наставляемым", "наставляемых", "наставляемыми", "наставляемых"),
}
_CASES = (Case.NOMN, Case.GENT, Case.DATV, Case.ACCS, Case.ABLT, Case.LOCT)


def pair_keys(document: Document) -> list[int]:
    """The pairs that the paper is about: several of one mentor, or the one from which it was begun."""
    chosen = document.data.get("pairs") or [document.data.get("pair")]
    return [key for key in chosen if key]


def pairs_named(document: Document) -> list[Pair]:
    """The same as rows, by the mentor's name; those of another organisation are not there."""
    rows = Pair.objects.filter(pk__in=pair_keys(document), organisation=document.organisation.legal_entity)
    return list(with_people(rows).order_by("mentor__person__name_key", "pk"))


def ordered_pairs(document: Document) -> QuerySet[Pair]:
    """What may be chosen for a paper about a pair: pairs that stand in an order; of one mentor, once he or she is known."""
    rows = Pair.objects.filter(organisation=document.organisation.legal_entity, status=PairStatus.ORDERED)
    if document.person_id:
        rows = rows.filter(mentor__person=document.person_id)
    return rows.select_related("mentor__person").prefetch_related("seats__mentee__person")


def pairs_of_employees(document: Document) -> QuerySet[Pair]:
    """The same without pairs of pupils: labour papers are never made for them."""
    return ordered_pairs(document).filter(form__contingent=Contingent.TEACHERS)


def pairs_to_agree_on(document: Document) -> QuerySet[Pair]:
    """Pairs of employees in order, and those that an order ends on a later day: of their days too something is agreed."""
    rows = Pair.objects.filter(organisation=document.organisation.legal_entity, form__contingent=Contingent.TEACHERS)
    if document.person_id:
        rows = rows.filter(mentor__person=document.person_id)
    standing = Q(status=PairStatus.ORDERED) | working(document.organisation.today())
    return rows.filter(standing).select_related("mentor__person").prefetch_related("seats__mentee__person")


def facts_named(document: Document, stamp: Stamp) -> list[PairFacts]:
    entity = document.organisation.legal_entity
    return pair_facts(pair_keys(document), entity.pk, day_of(document, stamp), year_of(document, stamp))


def mentor_signs(document: Document) -> Person | None:
    """Whose paper it is, besides the head's: the mentor's."""
    if document.person is not None:
        return document.person
    pairs = pairs_named(document)
    return pairs[0].mentor.person if pairs else None


def is_labour(document: Document) -> bool:
    """Whether the pair is of employees: others are never offered labour papers."""
    day = document.organisation.today()
    return not any(not_labour(pair, day) for pair in pairs_named(document))


def pair_obstacles(document: Document, day: date, labour: bool, ending: bool = False) -> Iterator[Obstacle]:
    """What is wrong with the pairs themselves: gone, not in an order, of pupils where the paper is of labour. With `ending`
    also pairs are right that an order has ended and that work to the day which it names.
    """
    pairs = pairs_named(document)
    if len(pairs) < len(set(pair_keys(document))):
        yield Obstacle("Часть пар этой бумаги удалена. Откройте черновик, проверьте список и сохраните.")
    for pair in pairs:
        if labour and (why := not_labour(pair, day)):
            yield Obstacle(why)
        elif pair.status != PairStatus.ORDERED and not (ending and may_be_agreed(pair, day)):
            yield Obstacle(
                f"{pair}: сейчас «{pair.get_status_display()}», а бумагу составляют по паре, закреплённой приказом.",
                reverse("pairs:pair_detail", args=[document.organisation.slug, pair.pk]),
                "Открыть пару",
            )


def mentor_of(document: Document, stamp: Stamp, facts: Sequence[PairFacts]) -> Named | None:
    """The mentor of the pairs, else the person of the paper; nobody in an empty draft."""
    if facts:
        return facts[0].mentor
    person = document.person
    return named_people([person], day_of(document, stamp))[person.pk] if person else None


def titled(about: str) -> Callable[[Document, Stamp], str]:
    """`Kind.title` of a paper of one mentor: what it is about, then who it is with."""

    def title(document: Document, stamp: Stamp) -> str:
        mentor = mentor_of(document, stamp, facts_named(document, stamp))
        return f"{about}: {mentor.short() if mentor else 'наставник не выбран'}"

    return title


def whom_word(facts: Sequence[PairFacts]) -> Filling:
    """«наставляемый», «наставляемая», «наставляемые» in a case."""
    mentees = {mentee.person.pk: mentee.person for pair in facts for mentee in pair.mentees}
    kind = "мн" if len(mentees) > 1 else next((person.gender for person in mentees.values()), "м")
    words = _MENTEE.get(kind, _MENTEE["м"])
    return lambda case: words[_CASES.index(case)]


def mentees_words(facts: Sequence[PairFacts]) -> Filling:
    """«учителю математики Черных С.П. и учителю химии Бут А.П.»"""
    mentees = {mentee.person.pk: mentee for pair in facts for mentee in pair.mentees}
    return lambda case: listed([mentee.short_with_standing(case) for mentee in mentees.values()]) or LINE_FOR_PEN


def mentor_words(mentor: Named | None, case: Case) -> str:
    """«учителем физики Зайцем Борисом Фомичом»"""
    return f"{mentor.standing(case)} {mentor.full(case)}".strip() if mentor else LINE_FOR_PEN


def orders_of(document: Document) -> list[Document]:
    """The orders in which the pairs stand and those that have moved their terms: the text names them."""
    found: dict[int, Document] = {}
    for order, changes in _orders_with_changes(document):
        found |= {one.pk: one for one in (order, *changes)}
    return list(found.values())


def orders_words(document: Document) -> list[str]:
    """«от 14.09.2026 № 1 «О закреплении …»» of every order in which the pairs stand, without the word «приказ»; with the
    orders that have moved their terms.
    """
    return [
        nbsp_document(f"{paper_words(order, with_title=True)}{f' ({changed_words(changes)})' if changes else ''}")
        for order, changes in _orders_with_changes(document)
    ]


def _orders_with_changes(document: Document) -> list[tuple[Document, list[Document]]]:
    orders: dict[int, Document] = {}
    changes: dict[int, dict[int, Document]] = {}
    for pair in pairs_named(document):
        if pair.order is not None:
            orders[pair.order.pk] = pair.order
            changes.setdefault(pair.order.pk, {}).update({one.pk: one for one in terms_moved_by(pair)})
    return [(order, list(changes[key].values())) for key, order in orders.items()]


def paper_words(paper: Document, with_title: bool = False) -> str:
    """«от 14.09.2026 № 1», with its title when asked; a draft or a sheet has what it has."""
    day = f"от {paper.date:%d.%m.%Y} " if paper.date else ""
    number = f"№ {paper.number}" if paper.number else ""
    title = f" «{paper.title}»" if with_title and paper.title else ""
    return nbsp_document(f"{day}{number}".strip() + title)


def party_values(document: Document, stamp: Stamp, facts: Sequence[PairFacts]) -> dict[str, Filling]:
    """Fillings of `PARTIES_BLANKS`."""
    mentor = mentor_of(document, stamp, facts)
    orders = orders_words(document)
    named = listed(orders) or LINE_FOR_PEN
    return {
        "организация": partial(named_organisation, document.organisation, "short"),
        "учреждение": partial(named_organisation, document.organisation, "full"),
        "наставник": lambda case: mentor_words(mentor, case),
        "наставляемые": mentees_words(facts),
        "кого": whom_word(facts),
        "приказ": fixed(named),
        "приказом": fixed(f"{'приказами' if len(orders) > 1 else 'приказом'} {named}"),
    }


def gendered(person: Person | None, male: str, female: str) -> str:
    """The form for the person; both where the gender is not known."""
    return {"м": male, "ж": female}.get(person.gender if person else "", f"{male} ({female})")


def terms_words(facts: Sequence[PairFacts]) -> tuple[str, tuple[str, ...]]:
    """The term in a phrase; where terms differ, a lead and a phrase for each pair."""
    terms = {(pair.starts, pair.ends) for pair in facts}
    if not terms:
        return f"с {day_or_line(None)} по {day_or_line(None)}", ()
    if len(terms) == 1:
        return term(*terms.pop()), ()
    each = (f"{mentees_words([pair])(Case.GENT)} — {term(pair.starts, pair.ends)}" for pair in facts)
    return "для каждого свой:", tuple(f"для {words}" for words in each)


def day_asked(document: Document, name: str) -> date | None:
    """A day of the answers, or None while nobody has named it."""
    told = document.data.get(name)
    return date.fromisoformat(told) if told else None


def calendar_link(document: Document, year: int) -> tuple[str, str]:
    """Address and words of the page by which working days were counted."""
    page = reverse("schools:calendar", args=[document.organisation.slug])
    return f"{page}?of={year}", "Посмотреть рабочие дни"


def day_words(document: Document, name: str) -> str:
    day = day_asked(document, name)
    return date_words(day) if day else day_or_line(None)


def paragraphs_of(text: str) -> Iterator[str]:
    """Lines of a part that say something."""
    for line in text.splitlines():
        if line.strip(" ,.;:"):
            yield line


def consequences(document: Document, pairs: PairQuerySet, lost: str) -> Iterator[str]:
    """What that will do, a sentence for each of the pairs; `lost` begins the one of a pair that is left without."""
    rows = pairs.select_related("mentor__person").prefetch_related("seats__mentee__person")
    before = standing_before(document, [pair.pk for pair in rows])
    for pair in rows:
        former = before.get(pair.pk)
        how = lost if former is None else f"Снова действует {in_sentence(str(former))}"
        yield closed(f"{how}: {pair}", ".")
