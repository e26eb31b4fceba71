"""Who may do what with waves, their tickets and sheets from paper."""

from schools.access.roles import STAFF
from tests.sweeps.rows import CURATOR, Row, deed, form, page, reading

WAVES: dict[str, Row] = {
    "surveys:wave_list": reading(STAFF),
    "surveys:wave_create": form(CURATOR),
    "surveys:wave_count": deed(CURATOR, post=200),
    "surveys:wave_detail": page(STAFF, "wave"),
    "surveys:wave_edit": form(CURATOR, "draft wave"),
    "surveys:wave_start": form(CURATOR, "draft wave", post=302),
    "surveys:wave_close": form(CURATOR, "wave", post=302),
    "surveys:wave_extend": form(CURATOR, "wave"),
    "surveys:wave_add": form(CURATOR, "wave"),
    "surveys:wave_cancel": form(CURATOR, "draft wave", post=302),
    # Tests have no mail server: the page sends to the printed slips.
    "surveys:wave_remind": form(CURATOR, "wave", post=302),
    "surveys:wave_slips": reading(CURATOR, "wave"),
    "surveys:wave_paper": reading(CURATOR, "wave"),
    "surveys:paper_sheet": form(CURATOR, "anonymous part"),
    "surveys:paper_entry": form(CURATOR, "ticket"),
    "surveys:paper_remove": deed(CURATOR, "ticket"),
    "surveys:ticket_answers": reading(STAFF, "answered ticket"),
    "surveys:ticket_drop": deed(CURATOR, "ticket"),
    "surveys:ticket_restore": deed(CURATOR, "ticket"),
    "surveys:ticket_renew": deed(CURATOR, "ticket"),
}
