"""Papers of every kind, made from the cast. A kind without a sample fails a test.

Each module here may have `SAMPLES`, kind → its paper with the points that it prints, and `MORE`, «kind: what is special»
→ further papers that the sweep prints and reads back: another gender, forty people, a kindergarten, a college.
"""

from importlib import import_module
from pkgutil import iter_modules

from .consents import sheet
from .pairs import teachers
from .sample import ACTING, Maker, Sample

_MODULES = [import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)]
SAMPLES: dict[str, Sample] = {}
MORE: dict[str, Maker] = {}
for _module in _MODULES:
    SAMPLES |= getattr(_module, "SAMPLES", {})
    MORE |= getattr(_module, "MORE", {})

__all__ = ["ACTING", "MORE", "SAMPLES", "sheet", "teachers"]
