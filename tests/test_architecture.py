"""The rooms stand in a row and import only to the left (README, «How it is laid out»)."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [
    "schools",
    "schools.papers",
    "roadmaps",
    "mentoring.consents",
    "mentoring.banks",
    "mentoring.pairs",
    "mentoring.programs",
    "mentoring.surveys",
    "mentoring.monitoring",
    "mentoring.documents",
    "mentoring.home",
]
# What stands in a room, in the order in which it is read.
LAYERS = ["enums", "models", "selectors", "services", "forms", "views", "urls"]


def room_of(module: str) -> str | None:
    """The longest room that the module's dotted name begins with."""
    fitting = [room for room in ROOMS if module == room or module.startswith(room + ".")]
    return max(fitting, key=len, default=None)


def imports_of(path: Path, module: str, is_package: bool) -> list[tuple[int, str]]:
    """(line, absolute dotted name) of everything that a file imports, relative imports resolved."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".")
                parts = parts[: len(parts) - node.level + (1 if is_package else 0)]
                base = ".".join(parts + ([node.module] if node.module else []))
            found += [(node.lineno, f"{base}.{alias.name}" if base else alias.name) for alias in node.names]
    return found


def python_files() -> list[tuple[Path, str, bool]]:
    files = []
    for top in ("schools", "roadmaps", "mentoring"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            is_package = path.name == "__init__.py"
            files.append((path, dotted.removesuffix(".__init__"), is_package))
    return files


def test_rooms_import_only_to_the_left():
    faults = []
    for path, module, is_package in python_files():
        home = room_of(module)
        for line, target in imports_of(path, module, is_package):
            if target.split(".")[0] not in {"schools", "roadmaps", "mentoring"}:
                continue
            there = room_of(target)
            where = f"{path.relative_to(ROOT)}:{line}"
            if home is None:
                continue
            if there is None:
                faults.append(f"{where} imports {target}: rooms do not import the composition")
            elif ROOMS.index(there) > ROOMS.index(home):
                faults.append(f"{where}: {home} imports {target}, which stands to its right")
    assert faults == []


def imports_inside(files: list[tuple[Path, str, bool]]) -> dict[str, set[str]]:
    """Which of these modules each of them imports; a name inside a module counts as the module."""
    known = {module for _, module, _ in files}
    found = {}
    for path, module, is_package in files:
        named = (target.split(".") for _, target in imports_of(path, module, is_package))
        prefixes = ([".".join(parts[:n]) for n in range(len(parts), 0, -1)] for parts in named)
        found[module] = {next(one for one in longer if one in known) for longer in prefixes if known & set(longer)}
    return found


def way_to_services(imports: dict[str, set[str]], start: str) -> list[str]:
    """By which imports the module reaches services; empty when it does not."""
    ways, seen = [[start]], {start}
    for way in ways:
        for target in sorted(imports[way[-1]] - seen):
            if "services" in target.split("."):
                return [*way, target]
            seen.add(target)
            ways.append([*way, target])
    return []


def test_what_is_read_and_composed_never_reaches_services():
    """What is read stands before what is done: enums, models, selectors, services, forms, views, urls. Pages and phrases
    of papers are made of selectors and stand with them; through a loose module of a room they reach nothing more.
    """
    imports = imports_inside(python_files())
    readers = [module for module in imports if {"selectors", "pages", "words"} & set(module.split("."))]
    ways = [way_to_services(imports, module) for module in readers]
    assert [" → ".join(way) for way in ways if way] == []


def layer_of(module: str) -> int | None:
    """The place in `LAYERS` of what the module belongs to; None for a loose module."""
    return next((LAYERS.index(part) for part in module.split(".") if part in LAYERS), None)


def test_layers_of_a_room_import_only_to_the_left():
    faults = []
    for module, targets in imports_inside(python_files()).items():
        for target in sorted(targets):
            own, there = layer_of(module), layer_of(target)
            if own is not None and there is not None and there > own:
                faults.append(f"{module} imports {target}: {LAYERS[own]} stand before {LAYERS[there]}")
    assert faults == []


def test_every_folder_under_the_rooms_is_a_known_room():
    apps = {module.removesuffix(".apps") for path, module, _ in python_files() if path.name == "apps.py"}
    assert apps <= {*ROOMS, "schools.journal"}


def test_no_signals_and_no_rooms_for_leftovers():
    faults = []
    for path, module, is_package in python_files():
        if path.stem in {"utils", "common", "helpers", "misc", "signals"}:
            faults.append(f"{path.relative_to(ROOT)}: name the file by what it holds")
        for line, target in imports_of(path, module, is_package):
            if target.startswith(("django.db.models.signals", "django.dispatch")):
                faults.append(f"{path.relative_to(ROOT)}:{line} uses signals: call the service instead")
    assert faults == []


def test_an_import_inside_a_function_gives_its_reason():
    faults = []
    for path, _, _ in python_files():
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    nearby = lines[inner.lineno - 2] + lines[inner.lineno - 1]
                    if "#" not in nearby:
                        faults.append(f"{path.relative_to(ROOT)}:{inner.lineno}")
    assert not faults, (
        f"{faults}: an import inside a function needs its reason in a comment on its line or the line above"
    )
