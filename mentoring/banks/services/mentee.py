"""What a mentee needs."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import User
from schools.russian import normalise_key, tidy_spaces

from ..lines import RequestLine
from ..models import Mentee, MenteeRequest
from .checks import check_offered, check_version


@transaction.atomic
def save_mentee(
    entry: Mentee,
    *,
    experience_years: int | None,
    requests: Iterable[RequestLine],
    by: User | None,
    case_url: str = "",
    note: str = "",
    version: int | None = None,
) -> Mentee:
    """Write the whole card. Raises ValidationError on the same request twice, on foreign words, or when the card is no longer
    of the `version` that the form showed."""
    entry = (
        Mentee.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "organisation")
        .get(pk=entry.pk)
    )
    check_version(entry, version)
    requests = list(requests)
    check_offered(entry.organisation, [line.topic for line in requests])
    before = facts(entry)
    entry.experience_years = experience_years
    entry.case_url = case_url.strip()
    entry.note = note.strip()
    entry.clean_fields(exclude=["organisation", "person"])
    entry.validate_constraints()
    entry.version += 1
    entry.save(update_fields=["experience_years", "case_url", "note", "version"])
    _save_requests(entry, requests)
    after = facts(entry)
    if before != after:
        record(
            "изменены сведения о наставляемом",
            entry,
            organisation=entry.organisation,
            user=by,
            before={key: value for key, value in before.items() if value != after[key]},
            after={key: value for key, value in after.items() if value != before[key]},
        )
    return entry


def _save_requests(entry: Mentee, lines: list[RequestLine]) -> None:
    """Rows that stay keep their keys: other records may refer to them."""
    wanted: dict[tuple[int, str], RequestLine] = {}
    for line in lines:
        key = (line.topic.pk, normalise_key(line.detail))
        if key in wanted:
            named = f"{line.topic.name}: {line.detail}" if line.detail else line.topic.name
            raise ValidationError(f"Запрос «{named}» записан дважды. Оставьте один.")
        wanted[key] = line
    for row in entry.requests.all():
        kept = wanted.pop((row.topic_id, row.detail_key), None)
        if kept is None:
            row.delete()
        else:
            _write(row, kept)
    for line in wanted.values():
        _write(MenteeRequest(mentee=entry, topic=line.topic), line)


def _write(row: MenteeRequest, line: RequestLine) -> None:
    row.detail = tidy_spaces(line.detail)[:150]
    row.priority = line.priority
    row.source = line.source
    row.clean_fields(exclude=["mentee", "topic"])
    row.save()


def facts(entry: Mentee) -> dict[str, object]:
    """The card in words, for the journal."""
    return {
        "стаж, лет": entry.experience_years,
        "ссылка": entry.case_url,
        "примечание": entry.note,
        "запросы": [
            f"{row} ({row.get_priority_display()}; {row.get_source_display()})"
            for row in entry.requests.select_related("topic")
        ],
    }
