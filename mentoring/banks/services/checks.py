"""Guards shared by the deeds of both banks."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from schools.models import Organisation

from ..models import Mentee, Mentor
from ..models.dictionary import DictionaryEntry

STALE = (
    "Пока вы правили карточку, её изменил кто-то другой. Ниже ваши слова; откройте карточку в соседней вкладке, "
    "сравните и сохраните ещё раз."
)


def check_version(entry: Mentor | Mentee, shown: int | None) -> None:
    """Refuse to write over what the form has not shown. None: whoever calls has just read the row."""
    if shown is not None and shown != entry.version:
        raise ValidationError(STALE)


def check_offered(organisation: Organisation, words: Iterable[DictionaryEntry]) -> None:
    """Words of a dictionary must be common or the organisation's own. Switched off ones may stay where they are."""
    for word in words:
        if word.organisation_id not in (None, organisation.pk):
            raise ValidationError("Выберите из словаря своей организации.")
