"""What stands on «Что ждёт меня»: which lines wait for which role, in which order, and what is told beside them."""

from typing import Any

from mentoring.documents.selectors.consent_lines import Signer, owed_of
from mentoring.documents.selectors.owed import own_lines, signers_of
from roadmaps.roles import OFFICES
from schools.access.roles import HEADS, STAFF
from schools.enums import Role
from schools.models import Organisation, User
from schools.selectors.headship import signer_on, stand_in_of
from schools.years import AcademicYear

from .acquaintance import own_paper_waits, unread_waits
from .agreements import agreement_waits
from .children import children_of, family_of
from .curator import curator_waits, with_the_head
from .first_day import how_far, path_to_order
from .head import acting_until, head_waits
from .jobs import job_waits
from .participant import own_pairs_of
from .proofs import proved_occasions
from .roadmaps import due_waits, editor_waits, handed_waits, head_plan_waits, open_coded, own_due_waits
from .surveys import asked_waits, result_waits, signal_waits, survey_waits
from .wait import Wait

# Offered on the desk itself; the rest stands on a page of its own.
SHOWN_PROOFS = 3


def desk_of(user: User, place: Organisation, year: AcademicYear, roles: frozenset[str]) -> dict[str, Any]:
    """What the page shows, by the names of its template: `waits` (owed ones first) and what each role is told besides.

    A human with several roles in an organisation sees the lines of all of them, decisions first. An office under which schools
    stand has no surveys of its own.
    """
    day, asks = place.today(), place.kind not in OFFICES
    told: dict[str, Any] = {"today": day, "is_office": not asks, "is_staff": bool(roles & STAFF)}
    waits: list[Wait] = []
    # Sheets of the year, read once for everything on the page that asks for them.
    sheets: tuple[AcademicYear, list[Signer]] | None = None
    if asks and Role.CURATOR in roles:
        waits += signal_waits(user, place, year)
    if roles & HEADS:
        waits += _waits_of_head(user, place, year, roles, asks=asks)
        told |= {"acting": acting_until(user, place), "stand_in": stand_in_of(user, place, day)}
    if Role.CURATOR in roles:
        signers = signers_of(place.legal_entity, year.begins, day, user)
        sheets = (year, signers)
        waits += curator_waits(user, place, year, signers)
        waits += survey_waits(user, place, year, day) if asks else []
        tasks = path_to_order(user, place, year, signers)
        told |= {
            "with_head": 0 if roles & HEADS else with_the_head(user, place, year),
            "tasks": tasks,
            "next_task": next((task for task in tasks if not task.done), None),
        }
    if roles & {Role.CURATOR, Role.COORDINATOR}:
        waits += editor_waits(user, place, year, is_head=bool(roles & HEADS))
        waits += handed_waits(user, place, year)
        proved = proved_occasions(open_coded(user, place, year), place.legal_entity, sheets)
        told |= {"more_proofs": max(0, len(proved) - SHOWN_PROOFS), "proofs": proved[:SHOWN_PROOFS]}
    if roles & (STAFF | {Role.COORDINATOR}):
        waits += due_waits(user, place, year, day)
    else:
        waits += own_due_waits(user, place, year, day)
    if asks:
        waits += asked_waits(user, place)
    if roles & (STAFF | {Role.PARTICIPANT}):
        waits += own_paper_waits(user, place)
    if Role.CURATOR in roles:
        waits += unread_waits(user, place)
    if roles & STAFF:
        waits += job_waits(user, place)
        told["no_signer"] = signer_on(place, day) is None
    if asks and roles & HEADS and Role.CURATOR not in roles and not waits:
        told["how_far"] = how_far(user, place, year)
    if Role.PARTICIPANT in roles:
        told |= _told_to_participant(user, place, year)
    return told | {"waits": sorted(waits, key=lambda wait: not wait.owed)}


def _waits_of_head(
    user: User, place: Organisation, year: AcademicYear, roles: frozenset[str], *, asks: bool
) -> list[Wait]:
    """Decisions and signatures. Who is her own curator meets drafts and agreements among the curator's lines."""
    is_curator = Role.CURATOR in roles
    return [
        *head_waits(user, place, drafts=not is_curator),
        *([] if is_curator else agreement_waits(user, place, year, drafting=False)),
        *head_plan_waits(user, place),
        *(result_waits(user, place, roles, place.today()) if asks else []),
    ]


def _told_to_participant(user: User, place: Organisation, year: AcademicYear) -> dict[str, Any]:
    """Own pairs, own sheets to be signed, and the children whom the user represents."""
    day = place.today()
    lines = own_lines(place, year.begins, day, user)
    family = family_of(user, place)
    return {
        "is_participant": True,
        "takes_part": family.takes_part,
        "own": own_pairs_of(user, place),
        "owes": [line for line in owed_of(lines) if line.person.user_id == user.pk],
        "children": children_of(family, user, place, day, lines),
    }
