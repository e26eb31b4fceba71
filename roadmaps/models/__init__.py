from .evidence import Evidence
from .measure import Measure, Occasion, Responsible, Stage
from .roadmap import Roadmap, RoadmapEdit, RoadmapVersion
from .roadmap_import import RoadmapImport

__all__ = [
    "Evidence",
    "Measure",
    "Occasion",
    "Responsible",
    "Roadmap",
    "RoadmapEdit",
    "RoadmapImport",
    "RoadmapVersion",
    "Stage",
]
