"""A mark that silences a checker tells why, on the same line."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("schools", "roadmaps", "mentoring", "tests")
MARK = re.compile(r"#\s*(?:ruff: noqa|noqa|type: ignore|fmt: (?:off|on|skip))\b.*")
# «type: ignore[arg-type]  # a dataclass by the line above»; for a whole file: «ruff: noqa: E501 (rows of a table)».
TOLD = re.compile(r"#\s*(?:type: ignore\[[\w, -]+\]  # \S|noqa: [A-Z\d, ]+  # \S|ruff: noqa: [A-Z\d, ]+ \(\S|fmt: )")


def test_every_mark_has_its_reason():
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if path != Path(__file__)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (mark := MARK.search(line)) and not TOLD.match(mark[0])
    ]
    assert silent == []
