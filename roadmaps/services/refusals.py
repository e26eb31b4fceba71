"""What a person reads when a deed on a roadmap does not happen."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from schools.models import User

from ..models import Evidence, Measure, Occasion, Responsible, Roadmap, RoadmapImport, RoadmapVersion, Stage

GONE = "Этой строки больше нет: её удалили, пока страница была открыта. Обновите страницу."


class RoadmapRefused(ValidationError):
    """The deed did not happen and nothing was changed; `messages` says why and what to do."""


class StaleRow(ValidationError):
    """Somebody saved the row after this form was opened: `row` is what is there now, `who` and `at` (None: unknown) say by whom.

    `clashes` names the fields that both changed (None: not told apart), `kept` those that the form's reader left alone.
    """

    def __init__(
        self,
        row: models.Model,
        who: User | None,
        at: datetime | None,
        *,
        clashes: Collection[str] | None = None,
        kept: Collection[str] = (),
    ) -> None:
        self.row, self.who, self.at = row, who, at
        self.clashes, self.kept = clashes, kept
        name = who.get_full_name() if who else "кто-то другой"
        moment = timezone.localtime(at).strftime("в %H:%M %d.%m.%Y") if at else "только что"
        super().__init__(
            f"Пока вы правили, эту строку сохранили {moment} ({name}). Ваши правки ниже: сверьте их с тем, что "
            "сохранено, и сохраните ещё раз.",
            code="stale",
        )


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
