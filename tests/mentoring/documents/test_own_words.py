"""No sentence of the product's papers is somebody else's: no five words in a row as the texts that it was learnt from have
them, but for names of acts and of what the law itself calls so.
"""

import ast
import re
from pathlib import Path

from mentoring.documents.kinds import all_kinds

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
ROOM = Path(__file__).resolve().parents[3] / "mentoring" / "documents"
LENGTH = 5
# The law's own names and turns: they cannot be said otherwise.
NAMES = (
    "Министерства просвещения Российской Федерации",
    "Федеральным законом от 29 12 2012 № 273 ФЗ Об образовании в Российской Федерации",
    # Formulas of orders.
    "на основании решения педагогического совета (протокол от",
    "Контроль за исполнением настоящего приказа оставляю за собой",
)


def words_of(text: str) -> list[str]:
    return re.findall(r"[а-яё]+", text.lower().replace("ё", "е"))


def runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[at : at + LENGTH]) for at in range(len(words) - LENGTH + 1)}


def own_lines() -> list[tuple[str, str]]:
    """(where, line) of every part of every kind, and of every phrase in the code that composes them; a blank parts a run."""
    said = [(kind.code, part.default) for kind in all_kinds().values() for part in kind.parts]
    for path in sorted(ROOM.rglob("*.py")):
        nodes = ast.walk(ast.parse(path.read_text()))
        said += [
            (path.name, node.value) for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return [
        (where, piece) for where, text in said for line in text.splitlines() for piece in re.split(r"\{[^}]*\}", line)
    ]


def test_runs_are_found_whatever_the_case_and_the_signs():
    assert runs("В целях, Развития — системы: наставничества «педагогов»") == {
        ("в", "целях", "развития", "системы", "наставничества"),
        ("целях", "развития", "системы", "наставничества", "педагогов"),
    }


def test_no_five_words_in_a_row_are_taken():
    """A lone clone has nothing to compare with and compares with the names alone."""
    texts = [path.read_text(errors="replace") for path in sorted((SHARED / "seeds").glob("*"))]
    taken = set().union(*(runs(line) for text in texts for line in text.splitlines()))
    allowed = set().union(*(runs(name) for name in NAMES))
    found = {(kind, " ".join(run)) for kind, line in own_lines() for run in runs(line) & (taken - allowed)}
    assert sorted(found) == []
