"""What a person reads when a deed on a roadmap does not happen."""

from contextlib import AbstractContextManager

from django.core.exceptions import ValidationError

from schools.refusals import told_as

from ..models import Evidence, Measure, Occasion, Responsible, Roadmap, RoadmapImport, RoadmapVersion, Stage

GONE = "Этой строки больше нет: её удалили, пока страница была открыта. Обновите страницу."


class RoadmapRefused(ValidationError):
    """The deed did not happen and nothing was changed; `messages` says why and what to do."""


def in_words() -> AbstractContextManager[None]:
    """One transaction whose broken database rules come out as the Russian sentences of their constraints."""
    ruled = (Roadmap, Stage, Measure, Occasion, Responsible, Evidence, RoadmapImport, RoadmapVersion)
    return told_as(RoadmapRefused, ruled)
