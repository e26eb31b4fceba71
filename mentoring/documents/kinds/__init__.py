"""Our kinds of paper, one file each. Forms, pages, registers and packets follow from the file alone; where another module
has to know one kind from the rest, its code stands in `order_kinds`.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from .kind import Kind


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its code, in the order of the file names."""
    found: dict[str, Kind] = {}
    for module in sorted(iter_modules(__path__), key=lambda info: info.name):
        kind = getattr(import_module(f"{__name__}.{module.name}"), "KIND", None)
        if kind is not None:
            found[kind.code] = kind
    return found


def kind_of(code: str) -> Kind:
    return all_kinds()[code]
