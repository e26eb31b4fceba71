"""The organisation's own wording: kept as its default, or reset to the product's."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Organisation, User
from schools.papers.models import Wording

from ..kinds import kind_of
from ..selectors.editions import KEPT, PAPER, RESET
from ..words.blanks import faults_of, tidy_blanks

LONGEST = 8_000  # signs; a part longer than this is a slip of the clipboard


def tidied(texts: Mapping[str, str]) -> dict[str, str]:
    """As they are kept: one kind of line ends, no spaces around the text nor inside blanks."""
    return {part: tidy_blanks(text.replace("\r\n", "\n")).strip() for part, text in texts.items()}


def check_texts(kind_code: str, texts: Mapping[str, str]) -> None:
    """Raise ValidationError by part for every wrong blank, every empty part, every part that lost what it lives by."""
    kind = kind_of(kind_code)
    homes = {blank: part for part in kind.parts for blank in part.needs}
    errors: dict[str, list[str]] = {}
    for part in kind.parts:
        text = texts.get(part.code, "")
        if not text.strip():
            errors[part.code] = [f"{part.label}: впишите текст или верните исходный."]
            continue
        found = [fault.message for fault in faults_of(text, kind.blanks)]
        for blank, home in homes.items():
            times = text.count(f"{{{blank}}}")
            if home is part and times != 1:
                # «{пары:род}»: what makes the content of a paper is a whole point, and has no case.
                cased = f"{{{blank}:" in text
                found.append(
                    f"У поля {{{blank}}} падежа нет: уберите двоеточие и то, что за ним."
                    if cased
                    else f"Поле {{{blank}}} должно стоять здесь один раз: из него складывается содержание документа."
                )
            elif home is not part and times:
                found.append(f"Поле {{{blank}}} ставится только в части «{home.label}».")
        if len(text) > LONGEST:
            found.append(f"Текст длиннее {LONGEST} знаков. Сократите его.")
        if found:
            errors[part.code] = found
    if errors:
        raise ValidationError(errors)


def own_texts(organisation: Organisation, kind_code: str) -> dict[str, str]:
    """The organisation's own parts of the kind, by part."""
    return dict(organisation.legal_entity.wordings.filter(kind=kind_code).values_list("part", "text"))


@transaction.atomic
def keep_wording(organisation: Organisation, kind_code: str, texts: Mapping[str, str], by: User) -> None:
    """Make these parts the organisation's default for the kind; parts equal to the product's need no row."""
    texts = tidied(texts)
    check_texts(kind_code, texts)
    entity = organisation.legal_entity
    before = own_texts(entity, kind_code)
    for part in kind_of(kind_code).parts:
        if texts[part.code] == part.default:
            entity.wordings.filter(kind=kind_code, part=part.code).delete()
        else:
            defaults = {"text": texts[part.code]}
            Wording.objects.update_or_create(organisation=entity, kind=kind_code, part=part.code, defaults=defaults)
    after = own_texts(entity, kind_code)
    if before != after:
        _record(KEPT, organisation, kind_code, by, before, after)


@transaction.atomic
def reset_wording(organisation: Organisation, kind_code: str, by: User) -> None:
    """Back to the product's own wording for later papers of the kind."""
    before = own_texts(organisation, kind_code)
    organisation.legal_entity.wordings.filter(kind=kind_code).delete()
    if before:
        _record(RESET, organisation, kind_code, by, before, {})


def _record(
    deed: str, organisation: Organisation, kind_code: str, by: User, before: dict[str, str], after: dict[str, str]
) -> None:
    entity, label = organisation.legal_entity, kind_of(kind_code).label
    record(
        deed,
        entity,
        organisation=entity,
        user=by,
        before={PAPER: label, **before},
        after={PAPER: label, **after},
    )
