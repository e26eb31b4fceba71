"""Every page of the table, as each role sees it: axe finds nothing, nothing sticks out on a phone, no script complains."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from schools.access.roles import HEADS
from schools.enums import Role
from schools.models import User
from tests import world as cast
from tests.browser.conftest import PHONE, WIDE
from tests.filled_places import Place
from tests.roadmaps.services.handing.cast import hand, municipal
from tests.sweeps.addresses import addresses
from tests.sweeps.conftest import Ground, lay
from tests.sweeps.table import TABLE, Row

pytestmark = pytest.mark.browser

type Sizes = tuple[dict[str, int], ...]

# Answers that are files, not pages, and the sheet that is looked at within its frame.
FILES = {
    "home:letterhead",
    "home:person_data_file",
    "documents:destruction_file",
    "schools:destruction_journal",
    "documents:consent_journal",
    "documents:consent_sheets",
    "documents:consent_withdrawal",
    "schools:import_sample",
    "papers:document_pdf",
    "papers:document_docx",
    "papers:file",
    "documents:order_draft_file",
    "documents:paper_draft_file",
    "documents:consent_sheet",
    "home:switch",
    "roadmaps:evidence_file",
    "documents:roadmap_pdf",
    "documents:roadmap_docx",
    "documents:roadmap_xlsx",
    "documents:roadmap_ics",
    "documents:roadmap_version_file",
    "surveys:questionnaire_file",
    "surveys:wave_workbook",
    "surveys:wave_summary",
}
# Addresses that are another page with a query.
FACES = {
    "roadmaps:roadmap_create": ("?way=pattern", "?way=last"),
    "roadmaps:import_start": ("?way=text",),
    "roadmaps:import_cell": ("?key=m1&field=due_text", "?key=s1&field=title"),
    "roadmaps:roadmap_detail": ("?view=timeline", "?overdue=on"),
    "surveys:wave_create": ("?set=pulse", "?set=request_teacher"),
}


@dataclass(frozen=True)
class Visit:
    name: str
    url: str
    # Send the form as it stands and look at what comes: errors, or the next page with its message.
    sends: bool = False


def visits(place: Place, role: str, *, every_state: bool) -> list[Visit]:
    """Pages that the role may open, in the resolver's order; of each noun the first row, or a row in every state."""
    found = []
    for name, address in addresses().items():
        row = TABLE.get(name)
        if row is None or name in FILES or row.get != 200 or role not in row.opens or row.starter_only > every_state:
            continue
        if row.head is not None and role in HEADS and row.head[0] != 200:
            continue
        numbers = numbers_of(place, row, role)
        # A form is the same form whatever it is filled with; a card has another face in each state.
        for pk in numbers if every_state and row.post != 200 else numbers[:1]:
            found.append(Visit(name, address.url(place, pk), sends=row.post == 200 and pk == numbers[0]))
    return found


def faces(place: Place, role: str) -> list[Visit]:
    """The other pages of the addresses that the role may open, for the first row of each noun."""
    found = []
    for name, queries in FACES.items():
        if role in TABLE[name].opens:
            (pk, *_) = numbers_of(place, TABLE[name], role)
            found += [Visit(name, addresses()[name].url(place, pk) + query, sends="way=" in query) for query in queries]
    return found


def numbers_of(place: Place, row: Row, role: str) -> list[int | None]:
    if not row.noun:
        return [None]
    if role == Role.PARTICIPANT:
        return [place.own[row.noun]] if row.noun in place.own else []
    return list(place.pks[row.noun])


@cache
def axe_source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def faults(page: Page) -> Iterator[str]:
    """What axe finds, in short."""
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    for violation in found["violations"]:
        targets = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        yield f"{violation['id']}: {targets}"


def look(page: Page, where: str, problems: list[str], sizes: Sizes = (WIDE, PHONE)) -> None:
    """At the widths, the phone's last: axe; on a phone also whether the page is wider than the screen."""
    for size in sizes:
        page.set_viewport_size(size)
        problems += [f"{where} {size['width']}: {fault}" for fault in faults(page)]
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        problems.append(f"{where}: {wide} px wider than a phone")


def walk(page: Page, pages: list[Visit], sizes: Sizes = (WIDE, PHONE)) -> list[str]:
    problems: list[str] = []
    page.add_init_script(axe_source())
    for visit in pages:
        answer = page.goto(visit.url)
        assert answer is not None
        if answer.status != 200:
            problems.append(f"{visit.url}: {answer.status}")
            continue
        look(page, visit.url, problems, sizes)
        if visit.sends and page.locator("main form[method=post].form").count():
            with page.expect_navigation():
                page.evaluate("() => document.querySelector('main form[method=post].form').submit()")
            look(page, f"{visit.url} sent", problems, (PHONE,))
    return problems


@pytest.fixture
def ground(site) -> Ground:
    return lay()


def user_of(ground: Ground, actor: str) -> User:
    user = ground.actors[actor]
    assert user is not None
    return user


@pytest.mark.parametrize("part", [0, 1, 2])
def test_curator(site, ground, part):
    """Every page in every state, a third of them in each part."""
    page = site.enter(user_of(ground, "куратор"))
    pages = visits(ground.ours, Role.CURATOR, every_state=True) + faces(ground.ours, Role.CURATOR)
    problems = walk(page, pages[part::3])
    assert problems == [], "\n".join(problems)


def test_head(site, ground):
    """The pages of the curator with other buttons, and the head's own."""
    page = site.enter(user_of(ground, "руководитель"))
    problems = walk(page, visits(ground.ours, Role.HEAD, every_state=False), (PHONE,))
    assert problems == [], "\n".join(problems)


def office_visits(ground: Ground) -> list[Visit]:
    """The desk of the municipality, its plan before and after its measures went down, the forms of the plan."""
    world = ground.world
    fresh, handed = municipal(world), municipal(world)
    hand(world, handed)
    place = Place(world.office, {"roadmap": [handed.pk, fresh.pk], "stage": [handed.stages.first().pk]})
    names = ("roadmap_list", "roadmap_create", "roadmap_detail", "stage_edit", "hand_down", "handed_table")
    found = [Visit("home:desk", f"/o/{world.office.slug}/")]
    for name in names:
        row, address = TABLE[f"roadmaps:{name}"], addresses()[f"roadmaps:{name}"]
        for pk in place.pks[row.noun] if row.noun else [None]:
            found.append(Visit(address.name, address.url(place, pk), sends=name == "hand_down"))
    return found


def test_others(site, ground):
    """The participant, the coordinator, somebody without a role, somebody unknown; pages of refusal."""
    problems = walk(site.enter(user_of(ground, "наставник")), visits(ground.ours, Role.PARTICIPANT, every_state=False))
    problems += walk(site.enter(user_of(ground, "координатор")), office_visits(ground))
    own = [
        Visit("account_change_password", "/account/password/", sends=True),
        Visit("account_logout", "/account/logout/"),
    ]
    problems += walk(site.enter(user_of(ground, "администратор")), [Visit("home:front", "/"), *own])
    outside = [
        Visit("account_login", "/account/login/", sends=True),
        Visit("account_reset_password", "/account/forgotten/"),
        Visit("account_inactive", "/account/inactive/"),
    ]
    unknown = site.enter()
    problems += walk(unknown, outside)
    for url in ("/i/no-such-token/",):
        unknown.goto(url)
        look(unknown, url, problems)
    forbidden = site.enter(user_of(ground, "наставник"))
    forbidden.add_init_script(axe_source())
    for url in ("/o/lesnaya/people/", "/o/polevaya/", "/no-such-page/"):
        forbidden.goto(url)
        look(forbidden, url, problems)
    # The browser itself reports refused pages.
    site.troubles[:] = [one for one in site.troubles if "Failed to load resource" not in one]
    assert problems == [], "\n".join(problems)


def test_first_day(site):
    """A school where nothing has been done yet: every page without an object."""
    place = cast.organisation("novaya", "МБОУ «Новая СОШ»")
    anna = cast.user("anna", "Ясная Анна Петровна", curator=place)
    empty = Place(place, dict.fromkeys({row.noun for row in TABLE.values()}, []))
    problems = walk(site.enter(anna), visits(empty, Role.CURATOR, every_state=True), (PHONE,))
    assert problems == [], "\n".join(problems)
