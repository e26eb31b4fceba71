"""What orders on pairs of pupils say in their own way: whom the head may charge with a plan and its term."""

from collections.abc import Mapping

from schools.enums import OrganisationKind
from schools.models import Organisation
from schools.papers.models import Document
from schools.russian import Case, capitalised

from ..kinds.kind import Stamp
from ..selectors.order_facts import PairFacts
from ..words.blanks import Filling, fixed
from ..words.order_text import for_pairs, people_filling
from ..words.people import Named
from .pairs import PAIRS_IN_TEXT, appointed, facts_of, mentors_in, values

# Who stands by a pupil in each kind of organisation, in the dative: charged where the order names no curator.
CLASS_TEACHERS = {
    OrganisationKind.KINDERGARTEN: "воспитателям групп",
    OrganisationKind.COLLEGE: "кураторам учебных групп",
    OrganisationKind.ADDITIONAL: "педагогам дополнительного образования",
}


def pupils_values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    facts = facts_of(document, stamp)
    shared = values(document, stamp)
    curator = appointed(document, "curator", stamp)
    due = f"не позднее {shared['срок программ'](Case.NOMN)}"
    words = plans_point(facts, curator, document.organisation.legal_entity, due, annexed=len(facts) > PAIRS_IN_TEXT)
    return {**shared, "планы": fixed(words)}


def plans_point(
    facts: list[PairFacts], curator: Named | None, entity: Organisation, due: str = "", *, annexed: bool = False
) -> str:
    """Who makes the plans of meetings, and by what day: a mentor who is employed does it; for a pupil, and for a guest, who
    is not the head's to order about, the curator or the class teachers see to it.
    """
    own = [pair for pair in facts if pair.mentor.post]
    others = [pair for pair in facts if not pair.mentor.post]
    term = f" {due}" if due else ""
    said = []
    if own or not facts:
        named = people_filling([pair.mentor for pair in own], None)(Case.DATV)
        crowd = "наставникам из числа работников" if others else "наставникам, указанным в приложении,"
        who = (crowd if annexed else named) or "наставникам"
        said.append(f"{who} составить {for_pairs(_sizes(own))} план встреч и представить его на утверждение{term}.")
    if others:
        charged = CLASS_TEACHERS.get(OrganisationKind(entity.kind), "классным руководителям")
        charged = curator.short_with_standing(Case.DATV) if curator else charged
        if own:
            charged, whom = capitalised(charged), "с остальными наставниками"
        else:
            whom = "с наставником" if mentors_in(others) == 1 else "с наставниками"
        said.append(
            f"{charged} составить вместе {whom} {for_pairs(_sizes(others))} план встреч "
            f"и представить его на утверждение{term}."
        )
    return " ".join(said)


def _sizes(facts: list[PairFacts]) -> list[int]:
    return [len(pair.mentees) for pair in facts]
