"""What stands between a draft of any kind and its issue: what every paper needs, what it has not been told, and what its
kind says.
"""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.selectors.headship import signer_on

from ..kinds import kind_of
from ..obstacle import Obstacle
from ..order_kinds import KINDS_OF_ORDERS
from .choices import expired_acts
from .impossible import empty_corrections, impossible_days
from .misprints import absent_words
from .obstacles import obstacles_of
from .sequence import out_of_sequence


def hindrances_of(document: Document, day: date) -> list[Obstacle]:
    """What forbids the issue on the day, then what is doubtful."""
    if document.kind in KINDS_OF_ORDERS:
        found = [*obstacles_of(document, day), *empty_corrections(document, day), *absent_words(document)]
    else:
        kind = kind_of(document.kind)
        found = [
            *_signer(document, day),
            *_ground(document),
            *_unanswered(document),
            *impossible_days(document, day),
            *(kind.obstacles(document, day) if kind.obstacles is not None else ()),
            *_date(document, day),
            *_same_drafts(document),
        ]
    # What two pairs of one mentor have in common is told once.
    told = dict.fromkeys([*out_of_sequence(document, day), *found, *_acts(document, day)])
    return sorted(told, key=lambda one: not one.blocks)


def _signer(document: Document, day: date) -> Iterator[Obstacle]:
    if signer_on(document.organisation.legal_entity, day) is None:
        yield Obstacle(
            f"На {day:%d.%m.%Y} не указан руководитель организации.",
            reverse("schools:organisation_settings", args=[document.organisation.slug]),
            "Указать руководителя",
            blocks=bool(kind_of(document.kind).register),
        )


def _ground(document: Document) -> Iterator[Obstacle]:
    for other in (document.ground, document.changes):
        if other is not None and other.status != DocumentStatus.ISSUED:
            yield Obstacle(
                f"{other} «{other.title}»: {other.get_status_display()}. Опираться на него нельзя.",
                reverse("papers:document_detail", args=[document.organisation.slug, other.pk]),
                "Открыть документ",
            )


def _unanswered(document: Document) -> Iterator[Obstacle]:
    edit = reverse("documents:paper_edit", args=[document.organisation.slug, document.pk]) if document.pk else ""
    missing = [ask.label for ask in kind_of(document.kind).asks if ask.required and not document.data.get(ask.name)]
    if missing:
        words = f"Ещё не заполнено: {'; '.join(missing)}."
        yield Obstacle(words, edit, "Открыть черновик")


def _date(document: Document, day: date) -> Iterator[Obstacle]:
    today = document.organisation.today()
    if day > today:
        yield Obstacle(f"Дата документа, {day:%d.%m.%Y}, ещё не наступила.", blocks=False)
    elif day < today:
        yield Obstacle(f"Документ оформляется задним числом: {day:%d.%m.%Y}. Проверьте дату.", blocks=False)


def _acts(document: Document, day: date) -> Iterator[Obstacle]:
    """An act past its date may still be cited by somebody who knows why; it is never cited unawares."""
    for act in expired_acts(document, day):
        assert act.valid_to is not None
        yield Obstacle(
            f"Акт «{act.title}» действовал до {act.valid_to:%d.%m.%Y}. Уберите его из оснований или замените новым.",
            reverse("papers:act_list", args=[document.organisation.slug]),
            "Список актов",
            blocks=False,
        )


def _same_drafts(document: Document) -> Iterator[Obstacle]:
    if not (document.person_id or document.ground_id):
        return
    others = Document.objects.filter(
        organisation=document.organisation.legal_entity,
        kind=document.kind,
        status=DocumentStatus.DRAFT,
        person=document.person_id,
        ground=document.ground_id,
    ).exclude(pk=document.pk)
    for other in others.order_by("pk"):
        if other.data.get("pair") == document.data.get("pair"):
            url = reverse("documents:paper_edit", args=[document.organisation.slug, other.pk])
            yield Obstacle("Такой же черновик уже есть.", url, "Открыть его", blocks=False)
