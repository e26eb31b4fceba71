"""The organisation's own topics. Common ones belong to the installation's administrator."""

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Organisation, User
from schools.russian import normalise_key, tidy_spaces

from ..models import Topic

# After all the common ones.
OWN_POSITION = 1000


@transaction.atomic
def add_topic(organisation: Organisation, name: str, has_detail: bool, by: User | None) -> Topic:
    """A new topic of the organisation. Raises ValidationError when such a name is taken."""
    name = _checked_name(organisation, name)
    topic = Topic.objects.create(organisation=organisation, name=name, has_detail=has_detail, position=OWN_POSITION)
    record("добавлено направление помощи", topic, organisation=organisation, user=by, after={"название": name})
    return topic


@transaction.atomic
def rename_topic(topic: Topic, name: str, has_detail: bool, by: User | None) -> Topic:
    """Another name for the same topic: cards that name it show the new one."""
    topic = _own(topic)
    before = {"название": topic.name, "уточняется": topic.has_detail}
    topic.name = _checked_name(topic.organisation, name, topic)
    topic.has_detail = has_detail
    topic.save(update_fields=["name", "has_detail"])
    after = {"название": topic.name, "уточняется": topic.has_detail}
    record("изменено направление помощи", topic, organisation=topic.organisation, user=by, before=before, after=after)
    return topic


@transaction.atomic
def switch_topic(topic: Topic, is_active: bool, by: User | None) -> Topic:
    """Offer the topic or stop offering it; cards that name it keep it."""
    topic = _own(topic)
    if topic.is_active != is_active:
        topic.is_active = is_active
        topic.save(update_fields=["is_active"])
        deed = "направление помощи включено" if is_active else "направление помощи выключено"
        record(deed, topic, organisation=topic.organisation, user=by)
    return topic


def _own(topic: Topic) -> Topic:
    topic = Topic.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=topic.pk)
    if topic.organisation is None:
        raise ValidationError("Общие направления меняет администратор системы. Добавьте своё.")
    return topic


def _checked_name(organisation: Organisation | None, name: str, but: Topic | None = None) -> str:
    name = tidy_spaces(name)
    if not name:
        raise ValidationError({"name": "Впишите название направления."})
    if len(name) > 150:
        raise ValidationError({"name": "Название длиннее 150 знаков. Сократите его."})
    # Locked, so that the same word sent twice at once is added once: keys are compared here, not by the database.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk if organisation else None)
    known = Topic.objects.filter(organisation=organisation) | Topic.objects.filter(
        organisation__isnull=True, is_active=True
    )
    for topic in known:
        if (but is None or topic.pk != but.pk) and normalise_key(topic.name) == normalise_key(name):
            where = "в общем словаре" if topic.organisation_id is None else "в вашем словаре"
            state = "" if topic.is_active else ", оно выключено"
            raise ValidationError({"name": f"Направление «{topic.name}» {where} уже есть{state}."})
    return name
