"""What sheets to be signed by one person share: who signs, to whom, blanks for the pen (passport and address are never
stored).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from schools.models import Headship, Person
from schools.papers.engine.blocks import Blank, BlankLine, Block, Paragraph, Signature
from schools.papers.models import Document
from schools.russian import Case, decline_post

from .blanks import Filling, fixed
from .kinds.kind import Stamp, day_of, year_of
from .letterhead import named_organisation
from .order_page import numbered_points
from .people import Named
from .selectors.order_facts import named_people

ADDRESS_FOR_PEN = "адрес: ______________________________"


@dataclass(frozen=True)
class Sheet:
    """The person who signs, as papers of the day name him or her."""

    signer: Named

    @property
    def person(self) -> Person:
        return self.signer.person

    def agree(self, male: str, female: str) -> str:
        """«согласен» or «согласна»; both when the gender is not known."""
        return {"м": male, "ж": female}.get(self.person.gender, f"{male} ({female})")


def sheet_of(document: Document, stamp: Stamp) -> Sheet:
    person = Person.objects.get(pk=document.data["person"], organisation=document.organisation.legal_entity)
    named = named_people([person], day_of(document, stamp), year_of(document, stamp))
    return Sheet(named[person.pk])


def sheet_values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    """Blanks of the conditions on a sheet."""
    signer = sheet_of(document, stamp).signer
    employed = bool(signer.post)
    work = "место работы (учёбы)"
    if employed:
        work = "место работы и должность, образование, квалификация и стаж"
    elif signer.is_pupil:
        work = "место учёбы, класс (группа)"
    agreement = (
        "Содержание, сроки и форма этой работы, размер и условия выплат за неё определяются дополнительным соглашением "
        "к трудовому договору (статья 351.8 Трудового кодекса Российской Федерации)."
    )
    refusal = (
        "Мне известно, что наставничество добровольно; что я вправе досрочно отказаться от него, письменно предупредив "
        "работодателя, а работодатель вправе досрочно отменить поручение, предупредив меня не менее чем за три рабочих дня."
        if employed
        else "Мне известно, что наставничество добровольно и что от него можно отказаться досрочно, предупредив куратора."
    )
    return {
        "год": fixed(year_of(document, stamp).full),
        "сведения": fixed(work),
        "соглашение": fixed(agreement if employed else ""),
        "отказ": fixed(refusal),
    }


SHEET_BLANKS = {
    "год": "учебный год: 2026–2027",
    "сведения": "о работе или об учёбе, смотря кто подписывает",
    "соглашение": "о дополнительном соглашении; только у работников",
    "отказ": "о добровольности и досрочном отказе; у работников со сроком предупреждения",
}


def identity_blanks(sheet: Sheet) -> list[Block]:
    """Name and post printed; address and document left for the pen (152-ФЗ, статья 9, часть 4, пункт 1)."""
    standing = sheet.signer.standing(Case.NOMN)
    return [
        BlankLine((Blank(label="Я,", value=sheet.person.full_name, hint="фамилия, имя, отчество"),)),
        *([Paragraph(standing, align="centre", indent=False, small=True)] if standing else []),
        BlankLine((Blank(label="адрес:", hint="адрес субъекта персональных данных"),)),
        BlankLine((Blank(label="документ:", hint="вид, серия и номер документа, удостоверяющего личность"),)),
        BlankLine((Blank(hint="дата выдачи и кем выдан"),)),
    ]


def operator_details(document: Document) -> str:
    """Address and codes of the operator; a line for the pen when the letterhead has no address (пункт 3)."""
    entity = document.organisation.legal_entity
    details = [
        f"адрес: {entity.address}" if entity.address else ADDRESS_FOR_PEN,
        f"ИНН\u00a0{entity.inn}" if entity.inn else "",
        f"ОГРН\u00a0{entity.ogrn}" if entity.ogrn else "",
    ]
    return ", ".join(detail for detail in details if detail)


def addressee(document: Document, head: Headship | None) -> Paragraph:
    """«Директору / МБОУ «…» / Ветрову Г.И.» on the right."""
    organisation = named_organisation(document.organisation, "short", Case.GENT)
    if head is None:
        return Paragraph(f"Руководителю\n{organisation}", align="right", indent=False)
    post = decline_post(head.post, Case.DATV)
    name = Named(head.person).short(Case.DATV)
    return Paragraph(f"{post[:1].upper()}{post[1:]}\n{organisation}\n{name}", align="right", indent=False)


def conditions_and_signature(sheet: Sheet, texts: Mapping[str, str]) -> list[Block]:
    """Numbered conditions, then date, signature and name (пункт 9)."""
    return [*numbered_points(texts["points"], {}), Signature(by_hand=True, name=sheet.signer.signature)]
