"""Approval at the top right, agreement at the top left, as the plan's words have them (ГОСТ Р 7.0.97, 5.16, 5.19, 5.20)."""

from __future__ import annotations

import re
from datetime import date

from schools.papers.engine.blocks import ApprovalMark, MarkPair
from schools.russian import date_words

from ..enums import ApprovalForm
from ..heading import is_same_organisation
from ..reading.structure import Agreement, Approval, RoadmapRead

_MASCULINE = re.compile(r"[«\"]?план\b", re.IGNORECASE)


def marks_of(
    read: RoadmapRead, form: str = ApprovalForm.SIGNED, annex_number: str = "", organisation: str = ""
) -> MarkPair:
    """Both marks; a plan without words of approval or agreement has none on that side.

    `organisation` is who prints, by its short name: an annex to an order of its own says so. A plan that still stands under
    another's name, or under none, has kept the mark of a file: then the name is the file's own, or there is none.
    """
    named = read.organisation or ""
    whose = named if organisation else ""
    if named and is_same_organisation(named, (organisation,)):
        whose = organisation
    right = _approval(read, form, annex_number, whose) if read.approval else None
    left = _agreement(read.agreement) if read.agreement else None
    return MarkPair((left,) if left else (), (right,) if right else ())


def _approval(read: RoadmapRead, form: str, annex_number: str, organisation: str) -> ApprovalMark | None:
    approval = read.approval or Approval()
    paper = _paper(approval.order_number, approval.order_date)
    person = approval.post or approval.name
    if form == ApprovalForm.BY_ORDER and paper:
        return ApprovalMark("УТВЕРЖДЁН" if _MASCULINE.match(read.title) else "УТВЕРЖДЕНА", (f"приказом {paper}",))
    if form == ApprovalForm.ANNEX or not person:
        whose = f"к приказу {organisation}".strip()
        return (
            ApprovalMark(f"Приложение № {annex_number}" if annex_number else "Приложение", (whose, paper))
            if paper
            else None
        )
    day = _day(approval.order_date)
    under = f"Приказ {paper}" if approval.order_number else date_words(day) if day else ""
    if not approval.name:
        return ApprovalMark("УТВЕРЖДАЮ", tuple(filter(None, (approval.post, under))))
    return ApprovalMark("УТВЕРЖДАЮ", post=approval.post or "", name=approval.name, date=under)


def _agreement(agreement: Agreement) -> ApprovalMark:
    day = _day(agreement.date)
    protocol = f"протокол {_paper(agreement.protocol_number, agreement.date)}" if agreement.protocol_number else ""
    under = protocol or (date_words(day) if day else "")
    if agreement.name:
        return ApprovalMark(
            "СОГЛАСОВАНО",
            tuple(filter(None, (agreement.body,))),
            post=agreement.post or "",
            name=agreement.name,
            date=under,
        )
    return ApprovalMark("СОГЛАСОВАНО", tuple(filter(None, (agreement.body, agreement.post, under))))


def _paper(number: str | None, day: str | None) -> str:
    """«от 30.08.2026 № 12»; what is not known is left out."""
    known = _day(day)
    return " ".join(filter(None, (f"от {known:%d.%m.%Y}" if known else "", f"№ {number}" if number else "")))


def _day(text: str | None) -> date | None:
    """The day of an ISO date; None for none, and for what a hand has spoilt."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
