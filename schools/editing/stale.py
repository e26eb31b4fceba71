"""What a person reads who saves a form of a row that somebody else has saved meanwhile."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from schools.models import User


class StaleRow(ValidationError):
    """Somebody saved the row after this form was opened: `row` is what is there now, `who` and `at` (None: unknown) say by whom.

    `clashes` names the fields that both changed (None: not told apart), `kept` those that the form's reader left alone.
    `deed` says what was done to what: «вопрос изменили».
    """

    def __init__(
        self,
        row: models.Model,
        who: User | None,
        at: datetime | None,
        *,
        clashes: Collection[str] | None = None,
        kept: Collection[str] = (),
        deed: str = "эту строку сохранили",
    ) -> None:
        self.row, self.who, self.at = row, who, at
        self.clashes, self.kept = clashes, kept
        name = who.get_full_name() if who else "кто-то другой"
        moment = timezone.localtime(at).strftime("в %H:%M %d.%m.%Y") if at else "только что"
        super().__init__(
            f"Пока вы правили, {deed} {moment} ({name}). Ваши правки ниже: сверьте их с тем, что сохранено, "
            "и сохраните ещё раз.",
            code="stale",
        )
