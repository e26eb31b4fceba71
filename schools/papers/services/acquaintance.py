"""Acquaintance with issued papers: on the sheet, or by a click in the person's own account.

The Labour Code asks that an employee be told of an order against a signature (ст. 22, 62, 68 ТК РФ); the sheet is the
proof, the click is the same for those whose organisation has agreed on it in a local act.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.selectors import Span, deeds_after, last_row, subjects_of
from schools.journal.services import prepare, record, record_many
from schools.models import Organisation, Person, User

from ..enums import AcquaintanceWay, DocumentStatus
from ..models import Acquaintance, Document

MARKED, UNMARKED, CLICKED = "отмечено ознакомление", "снята отметка об ознакомлении", "ознакомлен с документом"
LISTED = "составлен список для ознакомления"


@dataclass
class Told:
    """Rows that were marked or unmarked, a sentence for each that was not, and where the journal tells of it."""

    span: Span = field(default_factory=lambda: Span(0, 0))
    done: list[Acquaintance] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def ask_acquaintance(document: Document, people: Iterable[Person]) -> int:
    """These people are to be told of the paper; whoever is asked already is not asked twice. Returns how many were added.

    For the transaction of issue: an issue taken back takes the rows along.
    """
    wanted = {person.pk: person for person in people}
    strangers = [person for person in wanted.values() if person.organisation_id != document.organisation_id]
    if strangers:
        raise ValidationError("В листе ознакомления — люди другой организации. Проверьте состав документа.")
    known = set(document.acquaintances.filter(person__in=wanted).values_list("person", flat=True))
    rows = [Acquaintance(document=document, person=person) for pk, person in wanted.items() if pk not in known]
    return len(Acquaintance.objects.bulk_create(rows, ignore_conflicts=True))


def put_on_list(document: Document, people: Iterable[Person], by: User) -> bool:
    """The curator makes or lengthens the list of a paper in force: of one issued before lists were kept, or from paper.
    Raises ValidationError.
    """
    with transaction.atomic():
        paper = _locked(document)
        _check_stands(paper)
        added = ask_acquaintance(paper, people)
        if added:
            record(LISTED, paper, organisation=paper.organisation, user=by, after={"человек": added})
    return True


def mark_on_paper(document: Document, ids: Iterable[int], day: date, by: User) -> Told:
    """Mark rows of the paper's sheet as signed on the day. Raises ValidationError when the day or the paper forbids it."""
    before = last_row()
    with transaction.atomic():
        paper = _locked(document)
        _check_day(paper, day)
        rows = _rows(paper, ids)
        told = Told()
        for row in rows:
            if row.acquainted_on is None:
                row.acquainted_on, row.way, row.by = day, AcquaintanceWay.PAPER, by
                told.done.append(row)
            else:
                told.refused.append(f"{row.person.short_name}: отметка уже стоит, {row.acquainted_on:%d.%m.%Y}.")
        _keep(paper, told.done, MARKED, by, day)
    told.span = Span(before, last_row())
    return told


def unmark(document: Document, ids: Iterable[int], by: User) -> Told:
    """Take marks of the sheet back. A click is the person's own word: it stays."""
    with transaction.atomic():
        paper = _locked(document)
        return _unmarked(paper, _rows(paper, ids), by)


def undo_marking(organisation: Organisation, span: Span, by: User) -> Told:
    """«Отменить» beside the message: the marks that `by` put within the span, as far as nothing befell them since."""
    ids = subjects_of(span, Acquaintance, MARKED, organisation, by)
    touched = deeds_after(span, Acquaintance, ids)
    told = Told(span)
    with transaction.atomic():
        rows = Acquaintance.objects.filter(pk__in=[pk for pk in ids if pk not in touched])
        for paper in Document.objects.filter(pk__in=rows.values("document"), organisation=organisation):
            mine = _rows(_locked(paper), ids)
            told.done += _unmarked(paper, [row for row in mine if row.pk not in touched], by).done
    return told


def click_acquainted(row: Acquaintance, by: User) -> Acquaintance:
    """«Ознакомлен(а)»: only by the person's own user. Done already, it is returned as it is."""
    with transaction.atomic():
        # The paper before its row, as in marking on paper: a curator and a reader never block each other for good.
        paper = _locked(row.document)
        locked = Acquaintance.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)
        if locked.person.user_id is None or locked.person.user_id != by.pk:
            raise ValidationError(
                "Ознакомиться с документом может только сам человек. За подпись на листе отмечают на странице документа."
            )
        if locked.acquainted_on is not None:
            return locked
        _check_stands(paper)
        day = paper.organisation.today()
        if paper.date and day < paper.date:
            raise ValidationError(f"Документ датирован {paper.date:%d.%m.%Y}: ознакомиться можно с этого дня.")
        locked.acquainted_on, locked.way, locked.by = day, AcquaintanceWay.CLICK, by
        _keep(paper, [locked], CLICKED, by, day)
    return locked


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=document.pk)


def _check_stands(paper: Document) -> None:
    if paper.status == DocumentStatus.ANNULLED:
        raise ValidationError("Документ аннулирован: знакомить с ним не нужно.")
    if paper.status == DocumentStatus.CANCELLED:
        raise ValidationError("Документ отменён другим приказом: знакомить с ним не нужно.")
    if paper.status == DocumentStatus.DRAFT:
        raise ValidationError("Это ещё черновик. Сначала издайте документ.")


def _check_day(paper: Document, day: date) -> None:
    _check_stands(paper)
    if paper.date and day < paper.date:
        raise ValidationError(
            f"Документ датирован {paper.date:%d.%m.%Y}: раньше с ним не знакомят. Поправьте дату ознакомления."
        )
    if day > paper.organisation.today():
        raise ValidationError(f"{day:%d.%m.%Y} ещё не наступило. Впишите день, который стоит у подписи.")


def _rows(paper: Document, ids: Iterable[int]) -> list[Acquaintance]:
    rows = Acquaintance.objects.select_for_update(of=("self",)).filter(document=paper, pk__in=list(ids))
    return list(rows.select_related("person", "document"))


def _unmarked(paper: Document, rows: Iterable[Acquaintance], by: User) -> Told:
    told = Told()
    for row in rows:
        if row.way == AcquaintanceWay.CLICK:
            told.refused.append(
                f"{row.person.short_name}: ознакомление подтверждено в программе, эта отметка не снимается."
            )
        elif row.acquainted_on is not None:
            row.acquainted_on, row.way, row.by = None, "", None
            told.done.append(row)
    _keep(paper, told.done, UNMARKED, by, None)
    return told


def _keep(paper: Document, rows: list[Acquaintance], deed: str, by: User, day: date | None) -> None:
    """Save the rows; the journal tells of each person, and once of the paper."""
    if not rows:
        return
    Acquaintance.objects.bulk_update(rows, ["acquainted_on", "way", "by"])
    after = {"acquainted_on": day}
    place = paper.organisation
    record_many([prepare(deed, row, organisation=place, user=by, after=after) for row in rows])
    record(deed, paper, organisation=place, user=by, after={"человек": len(rows), "день": day})
