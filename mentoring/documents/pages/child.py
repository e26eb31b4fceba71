"""What sheets share that a representative signs for a minor: who signs, by what authority, for whom."""

from collections.abc import Mapping

from schools.papers.engine.blocks import Blank, BlankLine, Block
from schools.papers.models import Document
from schools.russian import Case

from ..kinds.kind import Stamp
from ..words.blanks import Filling
from .sheet import SHEET_BLANKS, Sheet, sheet_of, sheet_values

AUTHORITY = "документ о полномочиях: свидетельство о рождении, акт о назначении опекуном или иной"


CHILD_BLANK = {"обучающийся": "обучающийся или обучающаяся, в нужном падеже: {обучающийся:дат}"}
CHILD_BLANKS = SHEET_BLANKS | CHILD_BLANK


def child_filling(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    """The word that agrees with the child's gender."""
    return {"обучающийся": sheet_of(document, stamp).subject.pupil}


def child_values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    return {**sheet_values(document, stamp), **child_filling(document, stamp)}


def acting_for(sheet: Sheet) -> str:
    """«Лебедева Нина Павловна, законный представитель (мать) Лебедева Михаила Ивановича, обучающегося 6А класса,»"""
    kin = f" ({sheet.relation})" if sheet.relation else ""
    return f"{sheet.signer.full()}, законный представитель{kin} {sheet.subject.full_with_standing(Case.GENT)},"


def of_child(sheet: Sheet) -> str:
    """«его» or «её»; both when the gender is not known."""
    return {"м": "его", "ж": "её"}.get(sheet.subject.person.gender, "его (её)")


def child_is(sheet: Sheet, male: str, female: str) -> str:
    """A word of the child's gender; both when it is not known."""
    return {"м": male, "ж": female}.get(sheet.subject.person.gender, f"{male} ({female})")


def both_identities(sheet: Sheet) -> list[Block]:
    """The representative, the authority, the child: names printed, documents and addresses for the pen (152-ФЗ,
    статья 9, часть 4, пункты 1 и 2)."""
    kin = f", {sheet.relation}" if sheet.relation else ""
    return [
        BlankLine((Blank(label="Я,", value=sheet.signer.full() + kin, hint="законный представитель"),)),
        BlankLine((Blank(label="адрес:", hint="адрес представителя"),)),
        BlankLine(
            (Blank(label="документ:", hint="документ, удостоверяющий личность: вид, серия, номер, кем и когда выдан"),)
        ),
        authority_line(),
        BlankLine((Blank(label="в интересах:", value=sheet.subject.full_with_standing(Case.GENT), hint="чьих"),)),
        BlankLine(
            (
                Blank(label="адрес:", hint=f"адрес {sheet.subject.pupil(Case.GENT)}", width=4),
                Blank(label="документ:", hint="паспорт или свидетельство о рождении", width=5),
            )
        ),
    ]


def authority_line() -> BlankLine:
    """Read and returned, never kept: only the pen writes of it."""
    return BlankLine((Blank(label="полномочия:", hint=AUTHORITY),))
