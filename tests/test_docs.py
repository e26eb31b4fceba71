"""Documentation is tested like code: what it names exists, under the same name.

Conventions of `docs/*.md`: **bold** is a text of the interface, `code` is a command, a variable or a file.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands
from PIL import Image

from mentoring.home.demo import cast, logins
from mentoring.settings import BASE_DIR

GUIDES = sorted((BASE_DIR / "docs").glob("*.md"))
PAGES = [BASE_DIR / "README.md", *GUIDES]
IMAGES = sorted((BASE_DIR / "docs" / "images").glob("*.png"))
KB = 1024
# Read by make, not by the settings.
OF_MAKE = {"PORT"}


def named(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def fenced(text: str) -> str:
    """Only the blocks of code."""
    return "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, flags=re.M | re.S))


def prose(text: str) -> str:
    return re.sub(r"^```\w*\n.*?^```", "", text, flags=re.M | re.S)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_exist(page):
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text_of(page)))
    assert commands - set(get_commands()) == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_targets_of_make_exist(page):
    makefile = (BASE_DIR / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.M))
    code = fenced(text_of(page)) + "\n".join(re.findall(r"`([^`\n]+)`", prose(text_of(page))))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", code)) - targets == set()


def test_every_target_of_make_is_told():
    makefile = (BASE_DIR / "Makefile").read_text()
    told = text_of(BASE_DIR / "README.md")
    for target in re.findall(r"^([a-z-]+):", makefile, flags=re.M):
        assert f"make {target}" in told, target


def variables_of_settings() -> set[str]:
    """The names that `mentoring/settings.py` reads from the environment."""
    tree = ast.parse((BASE_DIR / "mentoring" / "settings.py").read_text(encoding="utf-8"))
    found = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if ast.unparse(call.func) in {"os.environ.get", "_require"} and isinstance(call.args[0], ast.Constant):
            found.add(call.args[0].value)
    return found


def variables_told(text: str) -> set[str]:
    in_prose = re.findall(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT)(?:=[^`]*)?`", prose(text))
    return {*in_prose, *re.findall(r"(?:^|\s)([A-Z][A-Z0-9_]{2,})=", fenced(text), flags=re.M)}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_variables_told_are_read(page):
    assert variables_told(text_of(page)) - variables_of_settings() - OF_MAKE == set()


def test_every_variable_has_its_line_in_the_administrators_table():
    lines = re.findall(r"^\| `([A-Z_]+)` \|", text_of(BASE_DIR / "docs" / "administrator.md"), flags=re.M)
    assert len(lines) == len(set(lines))
    assert set(lines) == variables_of_settings()


def plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("\u00a0", " ").split())


@cache
def interface() -> str:
    """All words of templates and of the code, piece by piece, as they may come on a screen."""
    pieces = []
    for path in (BASE_DIR / "templates").rglob("*.html"):
        # «Завершить пару» of a group is «Завершить группу»: the words stand inside a filter.
        pieces += re.findall(r'\|called:"([^"]+)"', path.read_text(encoding="utf-8"))
        pieces += re.split(r"<[^>]*>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", path.read_text(encoding="utf-8"), flags=re.S)
    for room in ("schools", "roadmaps", "mentoring"):
        for path in (BASE_DIR / room).rglob("*.py"):
            if "demo" in path.parts:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            pieces += [
                node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
    return "\n".join(plain(piece) for piece in pieces)


def shown(words: str) -> bool:
    """Whether the words stand on a screen, from the beginning of a piece to its end; names of models begin small in
    the code and large on the screen."""
    pattern = rf"^{re.escape(words)}[.:…]?$"
    return bool(re.search(pattern, interface(), flags=re.M | re.I))


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_words_of_the_interface_are_those_of_the_interface(page):
    quoted = {plain(words) for words in re.findall(r"\*\*(.+?)\*\*", prose(text_of(page)))}
    assert quoted
    assert sorted(words for words in quoted if not shown(words)) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_and_images_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        assert (page.parent / path).exists() if path else True, target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", text_of(page.parent / path if path else page), flags=re.M)
            assert anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}, (
                target
            )


@pytest.mark.parametrize("image", IMAGES, ids=named)
def test_pictures_are_light_and_shown_somewhere(image):
    assert image.stat().st_size <= 150 * KB
    with Image.open(image) as opened:
        assert opened.width in (390, 1280)
    assert any(f"{image.name})" in text_of(page) for page in PAGES)


def test_logins_are_those_of_the_demo():
    text = text_of(BASE_DIR / "README.md")
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$", text[: text.index("## What it does")], flags=re.M)
    assert tuple(rows) == logins.LOGINS
    assert f"`{cast.PASSWORD}`" in text


def test_figures_and_their_limits_are_those_of_the_bench():
    from tests.bench.__main__ import FIGURES

    rows = re.findall(r"^\| `([a-z]+)` \| .+ \| ([\d.]+) \|$", text_of(BASE_DIR / "README.md"), flags=re.M)
    assert [(name, float(limit)) for name, limit in rows] == [(figure.name, figure.limit) for figure in FIGURES]


def test_rooms_of_the_readme_are_the_rooms_installed(settings):
    rows = re.findall(r"^\| `([a-z/]+)/` \|", text_of(BASE_DIR / "README.md"), flags=re.M)
    rooms = {row.replace("/", ".") for row in rows}
    ours = {app for app in settings.INSTALLED_APPS if app.startswith(("schools", "mentoring.", "roadmaps"))}
    named_elsewhere = {"schools.journal", "schools.access.admin_app.InstallationAdminConfig"}
    assert rooms == {app for app in ours if not app.startswith("mentoring.staticfiles")} - named_elsewhere
