"""Whatever people type is shown as letters: no page turns it into markup, for any role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from mentoring.surveys.models import Edition, Questionnaire
from schools.journal.models import Entry
from schools.models import Organisation
from schools.papers.models import Document
from tests.sweeps.addresses import addresses
from tests.sweeps.answers import ask, body_of
from tests.sweeps.table import TABLE

pytestmark = pytest.mark.usefixtures("undone")

MARKUP = '<b hx-get="/x">&'
OUR_ROOMS = ("schools", "mentoring", "roadmaps")
# Written by the product, never typed: keys, hashes, paths, codes of kinds.
MACHINE = {
    "schools.User.password",
    "schools.Organisation.timezone",
    "schools.Person.name_key",
    "schools.Person.search_text",
    "banks.MenteeRequest.detail_key",
    "banks.MentorStrength.detail_key",
    "papers.Document.kind",
    "papers.Document.number_key",
    "papers.Document.number_sort",
    "papers.Document.content_hash",
    "papers.Document.search_text",
    "papers.StoredFile.sha256",
    "papers.StoredFile.path",
    "papers.StoredFile.content_type",
    "papers.Job.kind",
    "papers.Wording.kind",
    "papers.Wording.part",
    "journal.Entry.subject_type",
    "journal.Entry.digest",
    "surveys.Questionnaire.origin",
    "surveys.Edition.digest",
    "surveys.Ticket.subject",
    "surveys.Reply.form",
    "surveys.Answer.item",
    "surveys.Answer.row",
    "surveys.Answer.choice",
}
# No slot for the markup, and validated where they are typed: ИНН, ОГРН.
SHORT = 16


def typed_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in OUR_ROOMS:
            continue
        for field in model._meta.concrete_fields:
            text = isinstance(field, (models.CharField, models.TextField)) and not field.choices and not field.unique
            if text and (field.max_length or 999) > SHORT and f"{model._meta.label}.{field.name}" not in MACHINE:
                yield model, field


def plant() -> None:
    for model, field in typed_fields():
        for row in model._default_manager.order_by("pk"):
            # Names of some rows are unique within their place.
            value = f"{MARKUP}{row.pk}"
            pattern = value + "{n}" if field.name == "pattern" else value
            fits = pattern if len(pattern) <= (field.max_length or 999) else MARKUP
            model._default_manager.filter(pk=row.pk).update(**{field.name: fits})
    cases = dict.fromkeys(("gent", "datv", "accs", "ablt", "loct"), MARKUP)
    Organisation.objects.update(name_cases={"full": cases, "short": cases})
    Entry.objects.update(before={MARKUP: MARKUP}, after={"поле": [MARKUP]})
    for worded in (*Questionnaire.objects.all(), *Edition.objects.all()):
        type(worded).objects.filter(pk=worded.pk).update(content=_worded(worded.content))
    for document in Document.objects.all():
        texts = {key: MARKUP if isinstance(value, str) else value for key, value in document.texts.items()}
        Document.objects.filter(pk=document.pk).update(texts=texts, blocks=_replaced(document.blocks))


def _worded(content: Any) -> Any:
    """Every word of a questionnaire; its codes stay."""
    if isinstance(content, list):
        return [_worded(one) for one in content]
    if not isinstance(content, dict):
        return content
    words = ("title", "intro", "thanks", "text", "help", "low", "high")
    return {key: MARKUP if key in words and isinstance(one, str) else _worded(one) for key, one in content.items()}


def _replaced(blocks):
    """The frozen words of a paper: strings with Russian letters in them."""
    if isinstance(blocks, dict):
        return {key: _replaced(value) for key, value in blocks.items()}
    if isinstance(blocks, list):
        return [_replaced(value) for value in blocks]
    return MARKUP if isinstance(blocks, str) and any("а" <= sign <= "я" for sign in blocks.lower()) else blocks


def test_every_typed_word_is_shown_as_letters(ground):
    plant()
    live, broken, shown = [], {}, set()
    names = [name for name, one in addresses().items() if one.in_place and TABLE[name].get == 200]
    for name in names:
        for actor in ("куратор", "руководитель", "наставник", "наставляемая", "координатор"):
            row = TABLE[name]
            numbers = ground.ours.pks[row.noun] if row.noun else [None]
            for pk in numbers if actor == "куратор" else numbers[:1]:
                response = ask(ground.clients[actor], "get", addresses()[name].url(ground.ours, pk))
                if response.status_code >= 500:
                    broken[name, pk] = response.status_code
                if not response.headers.get("Content-Type", "").startswith("text/html"):
                    continue
                html = body_of(response).decode()
                if "<b hx-" in html:
                    live.append((name, actor, pk))
                if "&lt;b hx-" in html:
                    shown.add(name)
    assert live == []
    assert broken == {}
    # The sweep has teeth: planted words do stand on these pages.
    assert {
        "schools:organisation_settings",
        "schools:letterhead_edit",
        "schools:journal",
        "schools:person_detail",
        "papers:document_list",
        "papers:document_detail",
        "papers:act_list",
        "pairs:pair_detail",
        "banks:topic_list",
        "banks:mentor_detail",
        "documents:order_edit",
        "documents:paper_edit",
    } - shown == set()
