"""Who may do what with answers that enter the banks, and with signals: the curator alone."""

from tests.sweeps.rows import CURATOR, Row, deed, page, reading

OUTCOMES: dict[str, Row] = {
    "surveys:entry_list": page(CURATOR),
    "surveys:entries_take": deed(CURATOR),
    "surveys:entry_detail": reading(CURATOR, "reply"),
    "surveys:entry_take": deed(CURATOR, "reply"),
    "surveys:entry_leave": deed(CURATOR, "reply"),
    "surveys:entry_return": deed(CURATOR, "reply"),
    "surveys:signal_list": reading(CURATOR),
    "surveys:signal_handle": deed(CURATOR, "calling ticket"),
    "surveys:signal_reopen": deed(CURATOR, "heard ticket"),
}
