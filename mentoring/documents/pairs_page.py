"""What the two orders on pairs share: their blanks, their points and the annex with the table of pairs."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from mentoring.banks.enums import Contingent
from schools.papers.engine.blocks import AnnexMark, Block, Column, Heading, PageBreak, Table
from schools.papers.models import Document
from schools.russian import Case
from schools.years import AcademicYear

from .blanks import Filling, fixed
from .kinds.kind import Stamp
from .letterhead import named_organisation
from .order_page import Expansion, annex_lines, order_blocks
from .order_text import control_point, in_accordance, mentees_filling, mentors_filling, on_the_ground, support_point, term
from .people import Named, listed
from .selectors.order_facts import PairFacts, cited_acts, named_person, pair_facts

# More pairs than this go into an annex (issue: «annex table when there are more than three pairs»).
PAIRS_IN_TEXT = 3

BLANKS = {
    "год": "учебный год: 2026–2027",
    "организация": "краткое наименование, с падежом: {организация:род}",
    "учреждение": "полное наименование, с падежом: {учреждение:род}",
    "основания": "акты, протокол и согласия одной фразой",
    "пары": "перечень пар под этим пунктом или ссылка на приложение",
    "наставники": "наставники с должностями, с падежом: {наставники:дат}",
    "наставляемые": "наставляемые с должностями, с падежом: {наставляемые:род}",
    "куратор": "куратор с должностью, с падежом: {куратор:дат}",
    "сопровождение": "пункт о том, кто сопровождает пары",
    "контроль": "пункт о контроле целиком",
    "срок программ": "до какого числа готовы программы",
}


def day_of(document: Document, stamp: Stamp) -> date:
    """The day as of which posts and classes are named."""
    return stamp.day or document.organisation.today()


def facts_of(document: Document, stamp: Stamp) -> list[PairFacts]:
    return pair_facts(document.data.get("pairs", []), day_of(document, stamp))


def appointed(document: Document, role: str, stamp: Stamp) -> Named | None:
    """The person whom the draft names as curator or controller."""
    return named_person(document.data.get(role), document.organisation.legal_entity.pk, day_of(document, stamp))


def grounds_of(document: Document) -> str:
    """Acts, protocol and consents as one phrase."""
    data = document.data
    phrases = (in_accordance(cited_acts(document)), on_the_ground(data.get("protocol") or {}, data.get("consents", True)))
    return ", ".join(phrase for phrase in phrases if phrase)


def shared_values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    """Blanks common to all orders on pairs."""
    day = day_of(document, stamp)
    curator = appointed(document, "curator", stamp)
    due = document.data.get("programme_due")
    return {
        "год": fixed(AcademicYear(document.data.get("year") or AcademicYear.of(day).begins).full),
        "организация": partial(named_organisation, document.organisation, "short"),
        "учреждение": partial(named_organisation, document.organisation, "full"),
        "основания": fixed(grounds_of(document)),
        "куратор": lambda case: curator.short_with_standing(case) if curator else "",
        "сопровождение": fixed(support_point(curator)),
        "контроль": fixed(control_point(appointed(document, "control", stamp))),
        "срок программ": fixed(f"{date.fromisoformat(due):%d.%m.%Y}" if due else "_____________"),
    }


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    facts = facts_of(document, stamp)
    annexed = len(facts) > PAIRS_IN_TEXT
    return {
        **shared_values(document, stamp),
        # Opened when the page is composed: a blank in a filled text stays for `numbered_points`.
        "пары": fixed("{пары}"),
        "наставники": mentors_filling([pair.mentor for pair in facts], annexed),
        "наставляемые": mentees_filling([mentee for pair in facts for mentee in pair.mentees], annexed),
    }


def pair_point(pair: PairFacts) -> str:
    """«за учителем математики Черных С.П. — учителя физики Зайца Б.Ф., с … по …; форма …»."""
    mentees = listed([mentee.short_with_standing(Case.ABLT) for mentee in pair.mentees])
    return f"за {mentees} — {pair.mentor.short_with_standing(Case.ACCS)}, {term(pair.starts, pair.ends)}; {manner(pair)}"


def manner(pair: PairFacts) -> str:
    """Form and kinds: «форма «педагог – педагог», вид: традиционное»."""
    words = f"форма «{pair.form}»"
    if pair.kinds:
        words += f", {'вид' if len(pair.kinds) == 1 else 'виды'}: {', '.join(pair.kinds)}"
    return words


def pairs_expansion(facts: list[PairFacts]) -> Expansion:
    if len(facts) > PAIRS_IN_TEXT:
        return Expansion(" за наставляемыми согласно приложению № 1 к настоящему приказу.")
    points = [pair_point(pair) for pair in facts]
    return Expansion(" за наставляемыми:", tuple(f"{point}{'.' if point is points[-1] else ';'}" for point in points))


def pairs_table(facts: list[PairFacts]) -> Table:
    def who(named: Named) -> str:
        return "\n".join(part for part in (named.full(), named.standing(Case.NOMN)) if part)

    return Table(
        columns=(
            Column("Наставник, должность", 29),
            Column("Наставляемый, должность (класс)", 29),
            Column("Форма и вид", 18),
            Column("Срок", 20),
        ),
        rows=tuple(
            (
                who(pair.mentor),
                "\n".join(who(mentee) for mentee in pair.mentees),
                "\n".join((pair.form, *pair.kinds)),
                f"с\u00a0{pair.starts:%d.%m.%Y}\nпо\u00a0{pair.ends:%d.%m.%Y}",
            )
            for pair in facts
        ),
        numbered=True,
    )


def compose(contingent: str, document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    """The order on pairs; `contingent` is whose mentoring it is (`Contingent`)."""
    facts = facts_of(document, stamp)
    annex: list[Block] = []
    if len(facts) > PAIRS_IN_TEXT:
        year = AcademicYear(document.data.get("year") or AcademicYear.of(day_of(document, stamp)).begins)
        title = f"Наставнические пары и группы {Contingent(contingent).label}\nна {year.full} учебный год"
        annex = [PageBreak(), AnnexMark(annex_lines(stamp)), Heading(title, "centre"), pairs_table(facts)]
    acquainted = [pair.mentor for pair in facts] + [mentee for pair in facts for mentee in pair.mentees]
    acquainted += [named for role in ("curator", "control") if (named := appointed(document, role, stamp))]
    return order_blocks(document, stamp, texts, {"пары": pairs_expansion(facts)}, acquainted, annex)
