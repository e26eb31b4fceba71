"""Orders on mentoring as a whole and the regulations that they approve."""

from .sample import Maker, Sample

SAMPLES: dict[str, Sample] = {}
MORE: dict[str, Maker] = {}
