"""Marks of annexes that an order approves (ГОСТ Р 7.0.97, 5.16 and 5.19)."""

from datetime import date

from schools.models import Organisation
from schools.papers.engine.blocks import AnnexMark, ApprovalMark, MarkPair
from schools.russian import Case, agree_approved, nbsp_document

from .letterhead import named_organisation

NUMBER_FOR_PEN = "______"
DAY_FOR_PEN = "___________"


def approving_lines(organisation: Organisation, day: date | None, number: str) -> tuple[str, str]:
    """«приказом МБОУ «…» / от 05.09.2026 № 12»; lines for the pen while the order has neither."""
    of = named_organisation(organisation, "short", Case.GENT)
    when = f"{day:%d.%m.%Y}" if day else DAY_FOR_PEN
    return nbsp_document(f"приказом {of}"), f"от {when} №\u00a0{number or NUMBER_FOR_PEN}"


def beside(mark: AnnexMark, left: tuple[ApprovalMark, ...]) -> AnnexMark | MarkPair:
    """The mark of the annex with others level with it on the left, where there are any."""
    return MarkPair(left, (ApprovalMark(mark.lines[0], mark.lines[1:]),)) if left else mark


def annex_mark(organisation: Organisation, title: str, place: int, of: int, day: date | None, number: str) -> AnnexMark:
    """«Приложение № 1 / УТВЕРЖДЕНО / приказом … / от … № …»; the only annex of an order bears no number."""
    which = "Приложение" if of == 1 else f"Приложение №\u00a0{place}"
    return AnnexMark((which, agree_approved(title), *approving_lines(organisation, day, number)))
