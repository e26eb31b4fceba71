"""What a person reads when a deed on a roadmap does not happen."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ..models import Evidence, Measure, Occasion, Responsible, Roadmap, RoadmapImport, RoadmapVersion, Stage

GONE = "Этой строки больше нет: её удалили, пока страница была открыта. Обновите страницу."


class RoadmapRefused(ValidationError):
    """The deed did not happen and nothing was changed; `messages` says why and what to do."""


@contextmanager
def in_words() -> Iterator[None]:
    """One transaction whose broken database rules come out as the Russian sentences of their constraints."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise RoadmapRefused([_sentence_of(error)]) from error


def _sentence_of(error: IntegrityError) -> str:
    said = str(error)
    for model in (Roadmap, Stage, Measure, Occasion, Responsible, Evidence, RoadmapImport, RoadmapVersion):
        for constraint in model._meta.constraints:
            if constraint.name in said and constraint.violation_error_message:
                return str(constraint.violation_error_message)
    return "Эти данные изменились, пока вы работали. Обновите страницу и попробуйте ещё раз."
