"""Each status machine has one function that changes it, and nothing else in the product assigns a status.

Found by reading the code of every room: `x.status = …`, `update(status=…)`, `update_or_create(… status=…)`,
`bulk_update(…, ["status"])`, `setattr(x, "status", …)`; and rows born with a status: `Document(status=…)`,
`.create(status=…)`, `.get_or_create(… status=…)`. Creation in the machine's first status needs no word about it; births
in a later one are listed beside the doors, each with its reason.
"""

import ast
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("schools", "roadmaps", "mentoring")

# Model → the functions that may, «file:function». One for each machine.
DOORS: dict[str, str] = {
    "pairs.Pair": "mentoring/pairs/services/door.py:move_pair",
    "banks.Mentor": "mentoring/banks/services/status.py:change_status",
    "banks.Mentee": "mentoring/banks/services/status.py:change_status",
    "consents.Consent": "mentoring/consents/services/door.py:move_consent",
    "papers.Document": "schools/papers/services/documents/door.py:move_document",
    "papers.Job": "schools/papers/services/jobs.py:_move",
    "surveys.Wave": "mentoring/surveys/services/waves.py:move_wave",
    "roadmaps.Roadmap": "roadmaps/services/door.py:move_roadmap",
    "roadmaps.Occasion": "roadmaps/services/doing.py:move_occasion",
    "roadmaps.RoadmapImport": "roadmaps/services/importing/door.py:move_import",
    "schools.StaffImport": "schools/services/staff_import.py:move_import",
}
# Functions that may bring a row into the world with a status named, and why that is no way round the door.
BIRTHS: dict[str, str] = {
    "schools/papers/services/documents/elsewhere.py:enter_elsewhere": "an order on paper was issued before we heard of it",
    "schools/papers/services/documents/freezing.py:freeze_sheet": "a sheet without a number is never a draft",
}
# Classes of the rows with a status: calling one makes a row.
MACHINES = {label.split(".")[1] for label in DOORS}
WRITERS = {"update", "update_or_create", "create", "get_or_create", "acreate", "aupdate", "aget_or_create"}


def sources() -> list[tuple[str, ast.Module]]:
    return [
        (str(path.relative_to(ROOT)), ast.parse(path.read_text()))
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def assignments(tree: ast.Module) -> list[tuple[int, str]]:
    """(line, name of the outermost function) of everything that writes a status."""
    found: list[tuple[int, str]] = []

    def visit(node: ast.AST, function: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not function:
            function = node.name
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign) and not isinstance(node.target, ast.Name):
            targets = [node.target]
        elif isinstance(node, ast.Call) and _writes(node):
            found.append((node.lineno, function))
        for target in targets:
            for part in ast.walk(target):
                if isinstance(part, ast.Attribute) and part.attr == "status":
                    found.append((node.lineno, function))
        for child in ast.iter_child_nodes(node):
            visit(child, function)

    visit(tree, "")
    return found


def _writes(call: ast.Call) -> bool:
    """Whether the call writes a status past the object's attribute."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "setattr" and len(call.args) == 3:
        named = call.args[1]
        return isinstance(named, ast.Constant) and named.value == "status"
    if name == "bulk_update":
        return any(isinstance(part, ast.Constant) and part.value == "status" for part in ast.walk(call))
    if name in WRITERS or name in MACHINES:
        return any(_names_status(keyword) for keyword in call.keywords)
    return False


def _names_status(keyword: ast.keyword) -> bool:
    """`status=…`, `defaults={"status": …}`, `**{"status": …}`."""
    if keyword.arg == "status":
        return True
    if keyword.arg in (None, "defaults", "create_defaults") and isinstance(keyword.value, ast.Dict | ast.Call):
        named = keyword.value.keys if isinstance(keyword.value, ast.Dict) else []
        called = keyword.value.keywords if isinstance(keyword.value, ast.Call) else []
        return any(isinstance(key, ast.Constant) and key.value == "status" for key in named) or any(
            one.arg == "status" for one in called
        )
    return False


def test_nothing_but_the_doors_assigns_a_status():
    allowed = set(DOORS.values())
    strangers = [
        f"{path}:{line} ({function or 'module'})"
        for path, tree in sources()
        for line, function in assignments(tree)
        if f"{path}:{function}" not in allowed | set(BIRTHS)
    ]
    assert strangers == [], "a status is changed by its one function only: " + ", ".join(sorted(set(DOORS.values())))


def test_every_model_with_a_status_has_its_door():
    machines = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith(ROOMS) and any(field.name == "status" for field in model._meta.get_fields())
    }
    assert machines == set(DOORS)


@pytest.mark.parametrize("door", [*sorted(set(DOORS.values())), *sorted(BIRTHS)])
def test_each_door_is_there_and_assigns(door):
    path, name = door.split(":")
    assert name in {function for _, function in assignments(ast.parse((ROOT / path).read_text()))}


@pytest.mark.parametrize(
    ("code", "guilty"),
    [
        ("def f(x): x.status = 1", True),
        ("def f(x): x.y, x.status = 1, 2", True),
        ("def f(q): q.filter(status=1).update(status=2)", True),
        ("def f(q): q.bulk_update(rows, ['name', 'status'])", True),
        ("def f(x): setattr(x, 'status', 1)", True),
        ("def f(): Document(title='а', status=2)", True),
        ("def f(): models.Document(**{'status': 2})", True),
        ("def f(q): q.create(status=2)", True),
        ("def f(q): q.get_or_create(pk=1, defaults={'status': 2})", True),
        ("def f(q): q.update_or_create(pk=1, create_defaults=dict(status=2))", True),
        ("def f(q): q.bulk_create([Pair(status=2)])", True),
        ("def f(q): q.get_or_create(pk=1, defaults={'name': 2})", False),
        ("def f(): return Draft(status=2)", False),
        ("def f(x): return x.status == 1", False),
        ("def f(q): return q.filter(status=1)", False),
        ("class A:\n    status = models.CharField()", False),
    ],
)
def test_the_reader_sees_what_it_should(code, guilty):
    assert bool(assignments(ast.parse(code))) is guilty
