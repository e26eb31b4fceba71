"""Who may do what: one row per address. The sweep fails with a sentence when an address has no row here.

Read: `"banks:mentor_edit": form(CURATOR, "mentor")` — the curator opens the form (200) and sends it; everybody else of the
organisation is refused (403), strangers do not learn that it exists (404), the unknown are asked to sign in (302).
"""

from dataclasses import dataclass, replace

from schools.access.roles import ANYONE, HEADS, STAFF
from schools.enums import Role

CURATOR = frozenset({Role.CURATOR})
PARTICIPANT = frozenset({Role.PARTICIPANT})
COORDINATOR = frozenset({Role.COORDINATOR})


@dataclass(frozen=True)
class Row:
    """`get` and `post` are the answers to those let in: a POST is sent empty. 405 where there is nothing to ask or to send."""

    opens: frozenset[str]
    # Which noun `pk` names; "" when the address has none.
    noun: str = ""
    get: int = 200
    post: int = 405
    # 405 is said before the gate is asked.
    refuses_first: bool = False
    # Participants reach what is their own and nothing else.
    own_only: bool = False
    # Only who began the work sees it, whatever the roles.
    starter_only: bool = False
    # (GET, POST) for a head who is not the curator, where that differs.
    head: tuple[int, int] | None = None


def page(opens: frozenset[str], noun: str = "", **more) -> Row:
    """A page of a class: list or card."""
    return Row(opens, noun, **more)


def reading(opens: frozenset[str], noun: str = "", **more) -> Row:
    """A page or download by a function that only reads."""
    return Row(opens, noun, refuses_first=True, **more)


def form(opens: frozenset[str], noun: str = "", post: int = 200, **more) -> Row:
    """A form: sent empty it comes back with its errors."""
    return Row(opens, noun, post=post, **more)


def deed(opens: frozenset[str], noun: str = "", post: int = 302, **more) -> Row:
    """A deed: POST only; it leads back to a page that says what came of it."""
    return Row(opens, noun, get=405, post=post, refuses_first=True, **more)


STAFF_AND_OWN = STAFF | PARTICIPANT
# Of roadmaps: who reads a plan, who writes it, who reports on measures.
READERS = STAFF | {Role.COORDINATOR}
EDITORS = CURATOR | {Role.COORDINATOR}
DOERS = READERS | PARTICIPANT

# Under an organisation.
TABLE: dict[str, Row] = {
    "home:desk": reading(ANYONE),
    "home:letterhead": reading(STAFF),
    "home:proof_list": reading(EDITORS),
    "home:proof_confirm": deed(EDITORS, "occasion"),
    "home:proof_confirm_all": deed(EDITORS),
    "home:switch": reading(ANYONE, get=302),
    "schools:person_list": page(STAFF),
    "schools:person_pupils": page(STAFF),
    "schools:person_representatives": page(STAFF),
    "schools:person_others": page(STAFF),
    "schools:person_archived": page(STAFF),
    "schools:person_create": form(CURATOR),
    "schools:person_archive": deed(CURATOR),
    "schools:person_detail": page(STAFF_AND_OWN, "person", own_only=True),
    "schools:person_edit": form(CURATOR, "person"),
    "schools:person_cases": form(CURATOR, "person", post=302),
    "schools:person_restore": deed(CURATOR, "person"),
    "schools:person_destroy": form(STAFF, "person"),
    "schools:destruction_list": page(STAFF),
    "schools:destruction_detail": page(STAFF, "destruction"),
    "schools:representative_add": form(CURATOR, "pupil"),
    "schools:representative_remove": deed(CURATOR, "representation"),
    "schools:import_list": page(CURATOR),
    "schools:import_start": form(CURATOR),
    "schools:import_sample": reading(CURATOR),
    "schools:import_preview": form(CURATOR, "import", post=302),
    "schools:import_columns": form(CURATOR, "import"),
    "schools:import_apply": deed(CURATOR, "import"),
    "schools:import_undo": deed(CURATOR, "import"),
    "schools:import_discard": deed(CURATOR, "import"),
    "schools:invitation_list": reading(STAFF),
    "schools:invitation_create": form(STAFF, post=302),
    "schools:invitation_renew": deed(STAFF, "person"),
    "schools:invitation_cancel": deed(STAFF, "invitation"),
    "schools:role_end": deed(STAFF, "membership"),
    "schools:organisation_settings": page(STAFF),
    "schools:letterhead_edit": form(STAFF),
    "schools:organisation_cases": form(STAFF, post=302),
    "schools:headship_create": form(STAFF),
    "schools:headship_edit": form(STAFF, "headship"),
    "schools:journal": page(STAFF),
    "papers:document_list": page(STAFF),
    "papers:document_list_pdf": deed(STAFF, post=200),
    "papers:document_elsewhere": form(STAFF),
    "papers:document_detail": page(STAFF, "document"),
    "papers:document_pdf": reading(STAFF, "document"),
    "papers:document_docx": reading(STAFF, "document"),
    "papers:document_annul": form(STAFF, "document"),
    "papers:document_scan": form(STAFF, "document"),
    "papers:document_discard": deed(STAFF, "draft"),
    "papers:file": reading(STAFF, "file"),
    "papers:job": reading(ANYONE, "job", starter_only=True),
    "papers:job_cancel": deed(ANYONE, "job", starter_only=True),
    "papers:job_retry": deed(ANYONE, "job", starter_only=True),
    "papers:act_list": reading(STAFF),
    "papers:act_create": form(STAFF),
    "papers:act_edit": form(STAFF, "act"),
    "papers:act_expire": deed(STAFF, "act"),
    "papers:act_revive": deed(STAFF, "act"),
    "papers:register_edit": form(STAFF),
    "papers:paper_settings": form(STAFF),
    "banks:mentor_list": page(STAFF),
    "banks:mentor_add": deed(CURATOR),
    "banks:mentor_copy": form(CURATOR),
    "banks:mentor_pair": deed(CURATOR),
    "banks:mentor_remove_many": deed(CURATOR),
    "banks:mentor_status_many": deed(CURATOR),
    "banks:mentor_status_undo": deed(CURATOR),
    "banks:mentor_detail": page(STAFF_AND_OWN, "mentor", own_only=True),
    "banks:mentor_edit": form(CURATOR, "mentor"),
    "banks:mentor_status": deed(CURATOR, "mentor"),
    "banks:mentee_list": page(STAFF),
    "banks:mentee_add": deed(CURATOR),
    "banks:mentee_copy": form(CURATOR),
    "banks:mentee_pair": deed(CURATOR),
    "banks:mentee_remove_many": deed(CURATOR),
    "banks:mentee_status_many": deed(CURATOR),
    "banks:mentee_status_undo": deed(CURATOR),
    "banks:mentee_detail": page(STAFF_AND_OWN, "mentee", own_only=True),
    "banks:mentee_edit": form(CURATOR, "mentee"),
    "banks:mentee_status": deed(CURATOR, "mentee"),
    "banks:topic_list": page(STAFF),
    "banks:topic_create": form(CURATOR),
    "banks:topic_edit": form(CURATOR, "topic"),
    "banks:topic_switch": deed(CURATOR, "topic"),
    "pairs:pair_list": page(STAFF_AND_OWN),
    "pairs:pair_create": form(CURATOR),
    "pairs:pair_check": deed(CURATOR, post=200),
    "pairs:pair_suggest": form(CURATOR),
    "pairs:pair_submit": deed(CURATOR, post=200),
    "pairs:pair_detail": page(STAFF, "pair"),
    "pairs:pair_edit": form(CURATOR, "editable pair"),
    "pairs:pair_recall": deed(CURATOR, "pair"),
    "pairs:pair_cancel": form(CURATOR, "editable pair", post=302),
    "pairs:pair_end": form(CURATOR, "pair"),
    "pairs:pair_resume": deed(CURATOR, "pair"),
    "pairs:pair_consent": form(HEADS, "pair"),
    "pairs:pair_consent_drop": deed(HEADS, "pair"),
    "pairs:decision_list": form(HEADS),
    "pairs:decision_names": deed(HEADS, post=200),
    "pairs:decide": deed(HEADS, post=200),
    "pairs:decisions_undo": deed(HEADS),
    "pairs:decision_undo": deed(HEADS, "approved pair"),
    "documents:order_create": form(CURATOR),
    # The head comes by the same link, reads and issues.
    "documents:order_edit": form(STAFF, "draft", head=(302, 403)),
    "documents:order_preview": deed(CURATOR, "draft", post=200),
    "documents:order_draft_file": reading(STAFF, "draft"),
    "documents:order_issue": form(STAFF, "draft"),
    "documents:change_create": form(STAFF, "order", post=302, head=(200, 403)),
    "documents:order_ground": form(CURATOR, "order on paper"),
    "documents:consent_list": reading(STAFF),
    "documents:my_consents": reading(ANYONE),
    "documents:consent_wording": form(CURATOR),
    "documents:consent_print": deed(CURATOR),
    "documents:consent_sign_many": deed(CURATOR),
    "documents:consent_sign_undo": deed(CURATOR),
    "documents:consent_sheet": reading(ANYONE, "consent", own_only=True),
    "documents:consent_sign": form(CURATOR, "consent"),
    "documents:consent_unsign": deed(CURATOR, "signed consent"),
    "documents:consent_withdraw": form(CURATOR, "signed consent"),
    "documents:consent_on_paper": form(CURATOR, "person"),
    "documents:roadmap_preview": reading(READERS, "roadmap"),
    "documents:roadmap_pdf": reading(READERS, "roadmap"),
    "documents:roadmap_docx": reading(READERS, "roadmap"),
    "documents:roadmap_xlsx": reading(READERS, "roadmap"),
    "documents:roadmap_ics": reading(READERS, "roadmap"),
    "documents:roadmap_submit": deed(EDITORS, "roadmap"),
    "documents:roadmap_recall": deed(EDITORS, "roadmap"),
    "documents:roadmap_discard": deed(EDITORS, "roadmap"),
    "documents:roadmap_return": form(HEADS, "roadmap"),
    "documents:roadmap_approve": form(HEADS, "roadmap"),
    "documents:roadmap_look": deed(HEADS, "roadmap", post=200),
    "documents:roadmap_version": reading(READERS, "roadmap version"),
    "documents:roadmap_version_file": reading(READERS, "roadmap version"),
    "roadmaps:roadmap_list": page(READERS),
    "roadmaps:my_measures": reading(DOERS),
    "roadmaps:roadmap_create": form(EDITORS),
    "roadmaps:import_start": form(EDITORS),
    "roadmaps:import_preview": reading(EDITORS, "roadmap import"),
    # Without the name of a cell there is nothing to correct.
    "roadmaps:import_cell": form(EDITORS, "roadmap import", get=302, post=302),
    "roadmaps:import_head": form(EDITORS, "roadmap import"),
    "roadmaps:import_heading": deed(EDITORS, "roadmap import"),
    "roadmaps:import_years": deed(EDITORS, "roadmap import"),
    "roadmaps:import_columns": deed(EDITORS, "roadmap import"),
    "roadmaps:import_row": deed(EDITORS, "roadmap import"),
    "roadmaps:import_apply": deed(EDITORS, "roadmap import"),
    "roadmaps:import_undo": deed(EDITORS, "roadmap import"),
    "roadmaps:import_discard": deed(EDITORS, "roadmap import"),
    "roadmaps:roadmap_detail": reading(READERS, "roadmap"),
    "roadmaps:roadmap_edit": form(EDITORS, "roadmap"),
    # Only an office hands down; its own pages are tried in tests/roadmaps/test_handing_pages.py.
    "roadmaps:hand_down": form(COORDINATOR, "roadmap"),
    "roadmaps:handing_undo": deed(COORDINATOR, "roadmap"),
    "roadmaps:handed_table": reading(COORDINATOR | HEADS, "roadmap", get=302),
    "roadmaps:roadmap_delete": form(EDITORS, "roadmap", post=302),
    "roadmaps:measures_settle": deed(EDITORS, "roadmap"),
    "roadmaps:edit_undo": deed(EDITORS, "roadmap"),
    "roadmaps:stage_add": form(EDITORS, "roadmap"),
    "roadmaps:stage_edit": form(EDITORS, "stage"),
    "roadmaps:stage_move": deed(EDITORS, "stage"),
    "roadmaps:stage_remove": deed(EDITORS, "stage"),
    "roadmaps:measure_create": form(EDITORS, "stage"),
    "roadmaps:measure_detail": reading(DOERS, "measure", own_only=True),
    "roadmaps:measure_edit": form(EDITORS, "measure"),
    "roadmaps:measure_add": form(EDITORS, "measure"),
    "roadmaps:measure_move": deed(EDITORS, "measure"),
    "roadmaps:measure_split": deed(EDITORS, "measure"),
    "roadmaps:measure_join": deed(EDITORS, "measure"),
    "roadmaps:measure_remove": deed(EDITORS, "measure"),
    "roadmaps:measure_settle": deed(EDITORS, "measure"),
    # The form as it is without fields is older than what is saved.
    "roadmaps:measure_responsible": form(EDITORS, "measure"),
    "roadmaps:measure_dates": form(EDITORS, "occasion"),
    "roadmaps:measure_status": deed(DOERS, "occasion", post=200, own_only=True),
    "roadmaps:evidence_add": deed(DOERS, "occasion", post=200, own_only=True),
    "roadmaps:evidence_file": reading(DOERS, "evidence", own_only=True),
    "roadmaps:evidence_remove": deed(DOERS, "evidence", own_only=True),
}


@dataclass(frozen=True)
class Outside:
    """An address outside of organisations: (GET, POST) for the unknown and for those who have signed in."""

    unknown: tuple[int, int]
    known: tuple[int, int]
    arguments: tuple[tuple[str, str], ...] = ()


OUTSIDE: dict[str, Outside] = {
    "home:front": Outside((302, 405), (302, 405)),
    "home:health": Outside((200, 405), (200, 405)),
    "invitation": Outside((404, 404), (404, 404), (("token", "no-such-token"),)),
    "account_login": Outside((200, 200), (302, 302)),
    "account_logout": Outside((302, 302), (200, 302)),
    "account_inactive": Outside((200, 405), (200, 405)),
    "account_change_password": Outside((302, 302), (200, 200)),
    "account_reset_password": Outside((200, 200), (200, 200)),
    "account_reset_password_done": Outside((200, 405), (200, 405)),
    "account_reset_password_from_key": Outside((200, 200), (200, 200), (("uidb36", "1"), ("key", "no-such"))),
    "account_reset_password_from_key_done": Outside((200, 405), (200, 405)),
}

__all__ = ["OUTSIDE", "TABLE", "Outside", "Row", "replace"]
