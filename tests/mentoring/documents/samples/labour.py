"""Labour papers, applications, extracts, copies and lists of acquaintance."""

from .sample import Maker, Sample

SAMPLES: dict[str, Sample] = {}
MORE: dict[str, Maker] = {}
