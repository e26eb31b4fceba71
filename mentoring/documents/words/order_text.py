"""Phrases that orders share: grounds, control, terms, lists of people."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from schools.russian import Case, capitalised, date_words

from .blanks import Filling
from .people import Named, listed
from .protocols import protocol_words
from .recommending import reckoned, recommends

# «Со» stands before two consonants of which the first is a hissing one: со статьёй, но с приказом.
_WITH_O = re.compile(r"[сзшжв][бвгджзклмнпрстфхцчшщ]", re.IGNORECASE)
COUNCIL = "педагогического совета"
DAY_FOR_PEN = "«____» ____________ 20___ г."

# Ends of words and names that have a full stop of their own: «… 2027 г.», «Зайца Б.Ф.», «и т.д.».
_OWN_STOP = re.compile(r"(?:\bг|\bч|\bст|\bп|руб|др|пр|т\.\s?[дп]|[А-ЯЁ])\.$")

# An annex is numbered only when it is not the only one. The comma closes the turn; `sentence` drops it before a stop.
_MENTORS_OF_ANNEX = {
    Case.NOMN: "наставники, указанные в приложении,",
    Case.GENT: "наставников, указанных в приложении,",
    Case.DATV: "наставникам, указанным в приложении,",
    Case.ACCS: "наставников, указанных в приложении,",
    Case.ABLT: "наставниками, указанными в приложении,",
    Case.LOCT: "наставниках, указанных в приложении,",
}
_MENTEES_OF_ANNEX = {
    Case.NOMN: "наставляемые, указанные в приложении,",
    Case.GENT: "наставляемых, указанных в приложении,",
    Case.DATV: "наставляемым, указанным в приложении,",
    Case.ACCS: "наставляемых, указанных в приложении,",
    Case.ABLT: "наставляемыми, указанными в приложении,",
    Case.LOCT: "наставляемых, указанных в приложении,",
}


def in_accordance(acts: Sequence[str], joint: str = ", ") -> str:
    """«в соответствии со статьёй …, распоряжением …, с учётом методических рекомендаций (письмо …)» from citations in the
    instrumental case. A letter binds nobody: it is reckoned with. `joint` stands between the two turns.
    """
    binding = [act for act in acts if not recommends(act)]
    advice = [reckoned(act) for act in acts if recommends(act)]
    followed = f"в соответствии {'со' if _WITH_O.match(binding[0]) else 'с'} {', '.join(binding)}" if binding else ""
    return joint.join(turn for turn in (followed, f"с учётом {', '.join(advice)}" if advice else "") if turn)


def on_the_ground(protocol: dict[str, Any], consents: bool, minors: bool = False) -> str:
    """«на основании решения педагогического совета (протокол от 30.08.2026 № 1) и письменных согласий участников»; `minors`:
    representatives have signed too.
    """
    grounds = []
    if protocol.get("number"):
        grounds.append(f"решения {protocol.get('body') or COUNCIL} ({protocol_words(protocol)})")
    if consents:
        both = "письменных согласий участников и законных представителей несовершеннолетних"
        grounds.append(both if minors else "письменных согласий участников")
    if minors and len(grounds) == 2:
        # «… и … и …» would not say what belongs together.
        return f"на основании {grounds[0]}, на основании {grounds[1]}"
    return f"на основании {listed(grounds)}" if grounds else ""


def control_point(person: Named | None) -> str:
    """The last point of an order, both ways of it (design, decision 10)."""
    if person is None:
        return "Контроль за исполнением настоящего приказа оставляю за собой."
    return closed(
        f"Контроль за исполнением настоящего приказа возложить на {person.short_with_standing(Case.ACCS)}", "."
    )


def of_pairs(sizes: Sequence[int]) -> str:
    """«наставнической пары», «наставнических пар и групп» by the numbers of mentees; nobody named yet leaves it open."""
    groups = sum(size > 1 for size in sizes)
    if len(sizes) == 1:
        return "наставнической группы" if groups else "наставнической пары"
    if not sizes:
        return "наставнических пар (групп)"
    words = ["пар"] * (groups < len(sizes)) + ["групп"] * bool(groups)
    return f"наставнических {' и '.join(words)}"


def for_pairs(sizes: Sequence[int]) -> str:
    """«для пары», «для каждой группы», «для каждой пары и группы»."""
    groups = sum(size > 1 for size in sizes)
    if len(sizes) == 1:
        return "для группы" if groups else "для пары"
    if not sizes:
        return "для каждой пары (группы)"
    words = ["пары"] * (groups < len(sizes)) + ["группы"] * bool(groups)
    return f"для каждой {' и '.join(words)}"


def agreements_point(mentors: int) -> str:
    """The labour side of mentoring (ТК РФ, статья 351.8)."""
    with_whom = "наставником" if mentors == 1 else "наставниками из числа работников"
    papers = (
        "дополнительное соглашение к трудовому договору, указав в нём"
        if mentors == 1
        else "дополнительные соглашения к трудовым договорам, указав в них"
    )
    return (
        f"С {with_whom} заключить {papers} содержание, сроки и форму наставничества, размер и условия выплат "
        "(статья 351.8 Трудового кодекса Российской Федерации)."
    )


def support_point(curator: Named | None, of_whom: str) -> str:
    """Who accompanies the pairs: the curator by name, or the head where he or she is also the curator."""
    if curator is None:
        return f"Организационное и методическое сопровождение {of_whom} оставляю за собой."
    return (
        f"{curator.short_with_standing(Case.DATV)} обеспечить организационное и методическое сопровождение "
        f"{of_whom} и учёт документов о наставничестве."
    )


def term(starts: date, ends: date) -> str:
    return f"с {date_words(starts)} по {date_words(ends)}"


def day_or_line(day: date | None) -> str:
    """The day in words, or a line for the pen while nobody has named it."""
    return date_words(day) if day else DAY_FOR_PEN


def people_filling(people: Sequence[Named], in_annex: dict[Case, str] | None) -> Filling:
    """The people by name in a case, or a reference to the annex where they stand when they are many."""

    def words(case: Case) -> str:
        if in_annex is not None:
            return in_annex[case]
        unique = {named.person.pk: named for named in people}
        return listed([named.short_with_standing(case) for named in unique.values()])

    return words


def mentors_filling(people: Sequence[Named], annexed: bool) -> Filling:
    return people_filling(people, _MENTORS_OF_ANNEX if annexed else None)


def mentees_filling(people: Sequence[Named], annexed: bool) -> Filling:
    return people_filling(people, _MENTEES_OF_ANNEX if annexed else None)


def sentence(text: str) -> str:
    """Folded spaces, no comma left over by an empty blank, a capital letter first."""
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r"[ \t]+([,.;:])", r"\1", text)
    text = re.sub(r",(\s*,)+", ",", text)
    text = re.sub(r",\s*([.;:)])", r"\1", text).strip(" ,\t")
    # «Зайца Б.Ф.» at the end of a sentence, «2026 г.»: one full stop, not two; an ellipsis stays.
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    return capitalised(text)


def enumerated(points: Sequence[str]) -> tuple[str, ...]:
    """Points of one sentence: all but the last end with a semicolon, the last with a full stop."""
    return (*(closed(point, ";") for point in points[:-1]), *(closed(point, ".") for point in points[-1:]))


def closed(point: str, sign: str) -> str:
    """The point with the sign at its end instead of its own; «… 2027 г.» keeps the full stop of its abbreviation."""
    point = point.rstrip(" ;")
    if _OWN_STOP.search(point):
        return point if sign == "." else point + sign
    return point.rstrip(".") + sign
