"""What a roadmap holds at a moment, to compare with another."""

from roadmaps.models import Measure, Occasion, Responsible, Roadmap, RoadmapEdit, Stage
from roadmaps.services.editing.states import state_of
from schools.journal.models import Entry


def order(roadmap: Roadmap) -> dict[str, list[str]]:
    stages = Stage.objects.filter(roadmap=roadmap)
    return {stage.number: [one.number for one in stage.measures.all()] for stage in stages}


def rows(roadmap: Roadmap) -> list[tuple[str, int]]:
    return list(Measure.objects.filter(roadmap=roadmap).values_list("number", "row"))


def everything() -> list:
    models = (Roadmap, Stage, Measure, Occasion, Responsible, RoadmapEdit)
    return [list(model.objects.order_by("pk").values()) for model in models] + [Entry.objects.count()]


def fresh(roadmap: Roadmap) -> Roadmap:
    return Roadmap.objects.select_related("organisation").get(pk=roadmap.pk)


def state(roadmap: Roadmap) -> dict:
    return state_of(fresh(roadmap))
