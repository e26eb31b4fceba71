"""What a mentor can give."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import User
from schools.russian import count, normalise_key, tidy_spaces

from ..lines import StrengthLine
from ..models import Mentor, MentoringForm, MentoringKind, MentorStrength
from .checks import check_offered, check_version


@transaction.atomic
def save_mentor(
    entry: Mentor,
    *,
    capacity: int,
    hours_per_week: Decimal | None,
    achievements: str,
    interests: str,
    forms: Iterable[MentoringForm],
    kinds: Iterable[MentoringKind],
    strengths: Iterable[StrengthLine],
    by: User | None,
    wished_age: str = "",
    case_url: str = "",
    note: str = "",
    version: int | None = None,
) -> Mentor:
    """Write the whole card. Raises ValidationError when the limit would fall below the living load, or when the card is no
    longer of the `version` that the form showed."""
    entry = (
        Mentor.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "organisation")
        .get(pk=entry.pk)
    )
    check_version(entry, version)
    forms, kinds, strengths = list(forms), list(kinds), list(strengths)
    check_offered(entry.organisation, [*forms, *kinds, *(line.topic for line in strengths)])
    if capacity < entry.load:
        now = count(entry.load, "наставляемый", "наставляемых", "наставляемых")
        raise ValidationError(
            {"capacity": f"У наставника сейчас {now}: меньше предел сделать нельзя. Сначала завершите лишние пары."}
        )
    before = facts(entry)
    entry.capacity = capacity
    entry.hours_per_week = hours_per_week
    entry.achievements = achievements.strip()
    entry.interests = tidy_spaces(interests)
    entry.wished_age = tidy_spaces(wished_age)
    entry.case_url = case_url.strip()
    entry.note = note.strip()
    entry.clean_fields(exclude=["organisation", "person"])
    entry.validate_constraints()
    entry.version += 1
    entry.save(
        update_fields=[
            "capacity",
            "hours_per_week",
            "achievements",
            "interests",
            "wished_age",
            "case_url",
            "note",
            "version",
        ]
    )
    entry.forms.set(forms)
    entry.kinds.set(kinds)
    _save_strengths(entry, strengths)
    after = facts(entry)
    if before != after:
        record(
            "изменены сведения о наставнике",
            entry,
            organisation=entry.organisation,
            user=by,
            before={key: value for key, value in before.items() if value != after[key]},
            after={key: value for key, value in after.items() if value != before[key]},
        )
    return entry


def _save_strengths(entry: Mentor, lines: list[StrengthLine]) -> None:
    """Rows that stay keep their keys: other records may refer to them."""
    wanted = {(line.topic.pk, normalise_key(line.detail)): tidy_spaces(line.detail)[:150] for line in lines}
    for row in entry.strengths.all():
        detail = wanted.pop((row.topic_id, row.detail_key), None)
        if detail is None:
            row.delete()
        elif detail != row.detail:
            row.detail = detail
            row.save(update_fields=["detail", "detail_key"])
    for (topic, _), detail in wanted.items():
        MentorStrength.objects.create(mentor=entry, topic_id=topic, detail=detail)


def facts(entry: Mentor) -> dict[str, object]:
    """The card in words, for the journal."""
    return {
        "сколько готов взять": entry.capacity,
        "часов в неделю": None if entry.hours_per_week is None else f"{entry.hours_per_week:.1f}",
        "достижения": entry.achievements,
        "интересы": entry.interests,
        "желаемый возраст наставляемых": entry.wished_age,
        "ссылка": entry.case_url,
        "примечание": entry.note,
        "формы": [form.name for form in entry.forms.all()],
        "виды": [kind.name for kind in entry.kinds.all()],
        "сильные стороны": [str(line) for line in entry.strengths.select_related("topic")],
    }
