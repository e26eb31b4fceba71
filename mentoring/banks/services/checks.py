"""Guards shared by the deeds of both banks."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from schools.models import Organisation

from ..models.dictionary import DictionaryEntry


def check_offered(organisation: Organisation, words: Iterable[DictionaryEntry]) -> None:
    """Words of a dictionary must be common or the organisation's own. Switched off ones may stay where they are."""
    for word in words:
        if word.organisation_id not in (None, organisation.pk):
            raise ValidationError("Выберите из словаря своей организации.")
