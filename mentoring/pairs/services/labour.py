"""The labour papers of pairs: which agreement holds for a pair, and whether its mentor was warned of an early end.

Called by the issue and the annulment of the papers, inside their transactions. Pairs of pupils are refused by name.
"""

from collections.abc import Iterable

from schools.journal.services import record
from schools.models import User
from schools.papers.models import Document

from ..enums import PairStatus
from ..models import Pair
from ..selectors.labour import may_be_agreed, not_labour, standing_before
from .door import PairsRefused, in_words, lock
from .rights import require_staff


def agree_pairs(pairs: Iterable[Pair], document: Document, by: User) -> list[Pair]:
    """The additional agreement speaks of these pairs. Raises `PairsRefused` by name: not ordered, not of employees, of
    another mentor than the agreement."""
    return _keep(pairs, document, by, "agreement", "заключено дополнительное соглашение")


def warn_pairs(pairs: Iterable[Pair], document: Document, by: User) -> list[Pair]:
    """The mentor is warned that these pairs end early; a later warning takes the place of an earlier one."""
    return _keep(pairs, document, by, "notice", "наставник предупреждён о досрочной отмене")


def _keep(pairs: Iterable[Pair], document: Document, by: User, field: str, deed: str) -> list[Pair]:
    with in_words():
        locked = lock(pair.pk for pair in pairs)
        if refused := _refused(locked.pairs.values(), document, field):
            raise PairsRefused(refused)
        return [_set(row, field, document, deed, by) for row in locked.pairs.values()]


def _refused(rows: Iterable[Pair], document: Document, field: str) -> list[str]:
    said = []
    for row in rows:
        day = document.date or row.organisation.today()
        if row.organisation_id != document.organisation_id:
            said.append(f"{row}: это пара другой организации.")
        elif why := not_labour(row, day):
            said.append(why)
        elif row.status != PairStatus.ORDERED and not (field == "agreement" and may_be_agreed(row, day)):
            said.append(f"{row}: сейчас «{row.get_status_display()}», а документ составляют по закреплённой паре.")
        elif document.person_id not in (None, row.mentor.person_id):
            said.append(f"{row}: документ составлен с другим наставником.")
    return said


def release_pairs(document: Document, by: User) -> list[Pair]:
    """The agreement or the warning was annulled: its pairs stand with the one before it, if that still stands, else without."""
    with in_words():
        named = {
            *document.agreed_pairs.values_list("pk", flat=True),
            *document.warned_pairs.values_list("pk", flat=True),
        }
        # Papers before pairs, as everywhere: what a pair returns to must not be annulled meanwhile.
        former = {paper.pk for paper in standing_before(document, named).values()}
        list(Document.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=former).order_by("pk"))
        locked = lock(named)
        before = standing_before(document, named)
        moved = []
        for row in locked.pairs.values():
            for field in NAMES:
                if getattr(row, f"{field}_id") == document.pk:
                    moved.append(_set(row, field, before.get(row.pk), "документ аннулирован", by))
        return moved


def drop_papers(row: Pair, deed: str, by: User) -> Pair:
    """A pair that no order holds any more has no agreement and no warning either: they speak of that order. Ordered anew it
    owes them anew. `row` is locked by the caller.
    """
    for field in NAMES:
        if getattr(row, f"{field}_id") is not None:
            row = _set(row, field, None, deed, by)
    return row


NAMES = {"agreement": "дополнительное соглашение", "notice": "уведомление"}


def _set(row: Pair, field: str, document: Document | None, deed: str, by: User) -> Pair:
    """`row` is locked by the caller."""
    capacity = require_staff(by, row.organisation)
    before = getattr(row, field)
    if before == document:
        return row
    setattr(row, field, document)
    row.version += 1
    row.save()
    record(
        deed,
        row,
        organisation=row.organisation,
        user=by,
        before={NAMES[field]: str(before) if before else ""},
        after={NAMES[field]: str(document) if document else ""},
        on_behalf=capacity,
    )
    return row
