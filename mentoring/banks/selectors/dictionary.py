"""Reading the dictionaries."""

from django.db.models import Q

from schools.models import Organisation

from ..models import MentoringForm, MentoringKind, Topic
from ..models.dictionary import DictionaryQuerySet


def topics_for(organisation: Organisation, kept: list[int] | None = None) -> DictionaryQuerySet:
    """Topics to choose from; `kept` are ids already chosen, shown even when switched off since."""
    return _with_kept(Topic, organisation, kept)


def forms_for(organisation: Organisation, kept: list[int] | None = None) -> DictionaryQuerySet:
    return _with_kept(MentoringForm, organisation, kept)


def kinds_for(organisation: Organisation, kept: list[int] | None = None) -> DictionaryQuerySet:
    return _with_kept(MentoringKind, organisation, kept)


def own_topics(organisation: Organisation) -> DictionaryQuerySet:
    """The organisation's own topics, switched off ones too."""
    return Topic.objects.filter(organisation=organisation)


def common_topics() -> DictionaryQuerySet:
    """Topics common to all organisations, in use."""
    return Topic.objects.filter(organisation__isnull=True, is_active=True)


def _with_kept(model, organisation: Organisation, kept: list[int] | None) -> DictionaryQuerySet:
    offered = Q(is_active=True) & (Q(organisation__isnull=True) | Q(organisation=organisation))
    return model.objects.filter(offered | Q(pk__in=kept or []))
