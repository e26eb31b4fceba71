"""What the orders on pairs share: their blanks, their points and the annex with the table of pairs."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from mentoring.banks.enums import Contingent
from mentoring.consents.selectors import is_minor
from schools.papers.engine.blocks import AnnexMark, Block, Column, Heading, PageBreak, Table
from schools.papers.models import Document
from schools.russian import Case

from ..kinds.kind import Stamp, day_of, year_of
from ..selectors.order_facts import PairFacts, cited_acts, named_person, pair_facts
from ..words.blanks import Filling, fixed
from ..words.order_text import (
    agreements_point,
    control_point,
    day_or_line,
    enumerated,
    for_pairs,
    in_accordance,
    mentees_filling,
    mentors_filling,
    of_pairs,
    on_the_ground,
    support_point,
    term,
)
from ..words.people import Named, listed
from .letterhead import named_organisation
from .order import Expansion, annex_lines, order_blocks

# More pairs than this go into an annex (issue: «annex table when there are more than three pairs»).
PAIRS_IN_TEXT = 3

SHARED_BLANKS = {
    "год": "учебный год: 2026–2027",
    "организация": "краткое наименование, с падежом: {организация:род}",
    "учреждение": "полное наименование, с падежом: {учреждение:род}",
    "основания": "акты, протокол и согласия одной фразой",
    "наставники": "наставники с должностями, с падежом: {наставники:дат}",
    "наставляемые": "наставляемые с должностями, с падежом: {наставляемые:род}",
    "куратор": "куратор с должностью, с падежом: {куратор:дат}",
    "сопровождение": "пункт о том, кто сопровождает пары",
    "контроль": "пункт о контроле целиком",
    "срок программ": "до какого числа готовы программы",
}
BLANKS = {
    **SHARED_BLANKS,
    "пары": "кто за кем закреплён: под этим пунктом или ссылкой на приложение",
    "каких пар": "«наставнической пары», «наставнических пар и групп» — по их числу",
    "для пар": "«для пары», «для каждой пары и группы» — по их числу",
    "кого": "«наставника» или «наставников» — по их числу",
    "соглашения": "пункт о дополнительных соглашениях к трудовым договорам",
}


def facts_of(document: Document, stamp: Stamp, key: str = "pairs") -> list[PairFacts]:
    """The pairs that the draft names under `key`: "pairs", or "removed" of a changing order."""
    named = document.data.get(key, [])
    return pair_facts(named, document.organisation.legal_entity.pk, day_of(document, stamp), year_of(document, stamp))


def appointed(document: Document, role: str, stamp: Stamp) -> Named | None:
    """Whom the draft names as curator or controller. Nobody when it is the signer: he or she keeps the matter."""
    named = named_person(document.data.get(role), document.organisation.legal_entity.pk, day_of(document, stamp))
    if named is None or (stamp.signer is not None and stamp.signer.person_id == named.person.pk):
        return None
    return named


def grounds_of(document: Document, stamp: Stamp) -> str:
    """Acts, protocol and consents as one phrase."""
    data = document.data
    consents = data.get("consents", True)
    minors = bool(consents) and has_minors(facts_of(document, stamp), day_of(document, stamp))
    protocol = on_the_ground(data.get("protocol") or {}, consents, minors)
    return ", ".join(phrase for phrase in (in_accordance(cited_acts(document)), protocol) if phrase)


def has_minors(facts: list[PairFacts], day: date) -> bool:
    """Whether a pupil in the pairs is one for whom a representative signs."""
    people = (named for pair in facts for named in (pair.mentor, *pair.mentees))
    return any(named.is_pupil and is_minor(named.person, day) for named in people)


def shared_values(document: Document, stamp: Stamp, sizes: Sequence[int] = ()) -> dict[str, Filling]:
    """Blanks common to all orders on pairs. `sizes`: how many mentees each pair of the order has."""
    curator = appointed(document, "curator", stamp)
    due = document.data.get("programme_due")
    return {
        "год": fixed(year_of(document, stamp).full),
        "организация": partial(named_organisation, document.organisation, "short"),
        "учреждение": partial(named_organisation, document.organisation, "full"),
        "основания": fixed(grounds_of(document, stamp)),
        "куратор": lambda case: curator.short_with_standing(case) if curator else "",
        "сопровождение": fixed(support_point(curator, of_pairs(sizes))),
        "контроль": fixed(control_point(appointed(document, "control", stamp))),
        "срок программ": fixed(day_or_line(date.fromisoformat(due) if due else None)),
    }


def people_values(facts: list[PairFacts], annexed: bool) -> dict[str, Filling]:
    return {
        "наставники": mentors_filling([pair.mentor for pair in facts], annexed),
        "наставляемые": mentees_filling([mentee for pair in facts for mentee in pair.mentees], annexed),
    }


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    facts = facts_of(document, stamp)
    sizes = [len(pair.mentees) for pair in facts]
    return {
        **shared_values(document, stamp, sizes),
        **people_values(facts, len(facts) > PAIRS_IN_TEXT),
        "каких пар": fixed(of_pairs(sizes)),
        "для пар": fixed(for_pairs(sizes)),
        "кого": fixed(whose_duties(facts)),
        "соглашения": fixed(agreements_point(mentors_in(facts))),
        # Opened when the page is composed: a blank in a filled text stays for `numbered_points`.
        "пары": fixed("{пары}"),
    }


def mentors_in(facts: list[PairFacts]) -> int:
    """How many mentors: one may lead several pairs."""
    return len({pair.mentor.person.pk for pair in facts})


def whose_duties(facts: list[PairFacts]) -> str:
    return "наставника" if mentors_in(facts) == 1 else "наставников"


def mentees_in(pair: PairFacts, case: Case) -> str:
    return listed([mentee.short_with_standing(case) for mentee in pair.mentees])


def pair_point(pair: PairFacts) -> str:
    """«за учителем математики Черных С.П. — учителя физики Зайца Б.Ф., на срок с … по …; форма …»."""
    return f"за {mentees_in(pair, Case.ABLT)} — {pair.mentor.short_with_standing(Case.ACCS)}, {conditions(pair)}"


def single_pair(pair: PairFacts) -> str:
    """«за учителем математики Черных С.П. наставника — учителя физики Зайца Б.Ф., на срок …»."""
    mentees = mentees_in(pair, Case.ABLT)
    return f"за {mentees} наставника — {pair.mentor.short_with_standing(Case.ACCS)}, {conditions(pair)}"


def conditions(pair: PairFacts) -> str:
    return f"на срок {term(pair.starts, pair.ends)}; {manner(pair)}"


def manner(pair: PairFacts) -> str:
    """Form and kinds: «форма «педагог – педагог», вид: традиционное»."""
    words = f"форма «{pair.form}»"
    if pair.kinds:
        words += f", {'вид' if len(pair.kinds) == 1 else 'виды'}: {', '.join(pair.kinds)}"
    return words


def pairs_expansion(facts: list[PairFacts]) -> Expansion:
    """One pair ends the point itself, up to three stand under it, more stand in the annex."""
    if len(facts) > PAIRS_IN_TEXT:
        return Expansion("наставников за наставляемыми согласно приложению к настоящему приказу.")
    if len(facts) == 1:
        return Expansion(f"{single_pair(facts[0])}.")
    if not facts:
        return Expansion("наставников: (пары ещё не отмечены).")
    return Expansion("наставников:", enumerated([pair_point(pair) for pair in facts]))


def pairs_table(facts: list[PairFacts]) -> Table:
    def who(named: Named) -> str:
        return "\n".join(part for part in (named.full(), named.standing(Case.NOMN)) if part)

    def whom(pair: PairFacts) -> str:
        if len(pair.mentees) == 1:
            return who(pair.mentees[0])
        return "\n".join(f"{place}) {who(mentee)}" for place, mentee in enumerate(pair.mentees, start=1))

    return Table(
        columns=(
            Column(f"Наставник, {standing_word([pair.mentor for pair in facts])}", 27),
            Column(f"Наставляемый, {standing_word([mentee for pair in facts for mentee in pair.mentees])}", 27),
            Column("Форма и вид", 26),
            Column("Срок", 20),
        ),
        rows=tuple(
            (
                who(pair.mentor),
                whom(pair),
                "\n".join((pair.form, *pair.kinds)),
                f"с\u00a0{pair.starts:%d.%m.%Y}\nпо\u00a0{pair.ends:%d.%m.%Y}",
            )
            for pair in facts
        ),
        numbered=True,
    )


def standing_word(people: Sequence[Named]) -> str:
    """What stands under the names of the column: posts, classes or both."""
    pupils = sum(named.is_pupil for named in people)
    return "должность" if not pupils else "класс" if pupils == len(people) else "должность (класс)"


def annex_of(contingent: str, document: Document, facts: list[PairFacts], stamp: Stamp) -> list[Block]:
    if len(facts) <= PAIRS_IN_TEXT:
        return []
    groups = sum(len(pair.mentees) > 1 for pair in facts)
    both = ["пары"] * (groups < len(facts)) + ["группы"] * bool(groups)
    title = f"Наставнические {' и '.join(both)} {Contingent(contingent).label}\nна {year_of(document, stamp).full} учебный год"
    return [PageBreak(), AnnexMark(annex_lines(document, stamp)), Heading(title, "centre"), pairs_table(facts)]


def acquainted_with(document: Document, facts: list[PairFacts], stamp: Stamp) -> list[Named]:
    """Who signs that the order was read: employees and outside mentors. Pupils do not, nor does the one who signs it."""
    people = [named for pair in facts for named in (pair.mentor, *pair.mentees)]
    people += [named for role in ("curator", "control") if (named := appointed(document, role, stamp))]
    signer = stamp.signer.person_id if stamp.signer else None
    return [named for named in people if not named.is_pupil and named.person.pk != signer]


def told_of(document: Document, stamp: Stamp) -> list[Named]:
    """Everybody who has to be told of the order, those whom it takes out included."""
    facts = [*facts_of(document, stamp, "removed"), *facts_of(document, stamp)]
    return acquainted_with(document, facts, stamp)


def compose(contingent: str, document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    """The order on pairs; `contingent` is whose mentoring it is (`Contingent`)."""
    facts = facts_of(document, stamp)
    annex = annex_of(contingent, document, facts, stamp)
    acquainted = acquainted_with(document, facts, stamp)
    return order_blocks(document, stamp, texts, {"пары": pairs_expansion(facts)}, acquainted, annex)
