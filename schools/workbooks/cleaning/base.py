"""What every cleaner shares: findings, the text of a cell, marks that mean «nothing here»."""

from dataclasses import dataclass
from datetime import date, datetime

ERROR, WARNING, INFO = "error", "warning", "info"
"""error: the row is not taken; warning: the value was corrected or dropped; info: worth a look."""

_BLANK = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "―",
        "−",
        ".",
        "…",
        "_",
        "нет",
        "не имеет",
        "нет данных",
        "не указано",
        "не указан",
        "отсутствует",
        "x",
        "х",
        "n/a",
        "#n/a",
        "#н/д",
        "#ref!",
        "#ссылка!",
        "#value!",
        "#знач!",
        "#name?",
        "#имя?",
        "null",
        "none",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a value: what is wrong and what was done or is to be done, a whole Russian sentence."""

    message: str
    severity: str = WARNING


def text_of(cell: object) -> str:
    """A cell as Excel would show it, untrimmed: whole numbers without «.0», dates as 31.12.2026."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    if isinstance(cell, (date, datetime)):
        return cell.strftime("%d.%m.%Y")
    return "" if cell is None else str(cell)


def is_blank(text: str) -> bool:
    """Empty, a dash, or a word that says «nothing» in every column of such tables."""
    return text.strip().lower() in _BLANK


def shown(text: str, limit: int = 60) -> str:
    """A value quoted in a sentence: one line, not too long, in «ёлочки»."""
    line = " ".join(text.split())
    return f"«{line if len(line) <= limit else line[: limit - 1] + '…'}»"


def is_formula(text: str) -> bool:
    """Text that a spreadsheet would compute. `+7…` and `-` begin telephones and dashes, so only «=» and «@» count."""
    return text.lstrip().startswith(("=", "@"))
