"""What sheets to be signed by one person share: who signs, to whom, blanks for the pen (passport and address are never stored)."""

from dataclasses import dataclass

from schools.models import Headship, Person
from schools.papers.engine.blocks import Blank, BlankLine, Block, Paragraph
from schools.papers.models import Document
from schools.russian import Case, decline_post

from .letterhead import named_organisation
from .kinds.kind import Stamp
from .pairs_page import day_of
from .people import Named
from .selectors.order_facts import named_people


@dataclass(frozen=True)
class Sheet:
    """The person who signs, as papers of the day name him or her."""

    signer: Named

    @property
    def person(self) -> Person:
        return self.signer.person

    def agree(self, male: str, female: str) -> str:
        """«согласен» / «согласна»; both with a slash when the gender is not known."""
        return {"м": male, "ж": female}.get(self.person.gender, f"{male} / {female}")


def sheet_of(document: Document, stamp: Stamp) -> Sheet:
    person = Person.objects.get(pk=document.data["person"], organisation=document.organisation.legal_entity)
    return Sheet(named_people([person], day_of(document, stamp))[person.pk])


def identity_blanks(sheet: Sheet) -> list[Block]:
    """Name printed; address and document left for the pen (152-ФЗ, статья 9, часть 4, пункт 1)."""
    return [
        BlankLine((Blank(label="Я,", value=sheet.person.full_name, hint="фамилия, имя, отчество"),)),
        BlankLine((Blank(label="адрес:", hint="место жительства или регистрации"),)),
        BlankLine((Blank(label="документ:", hint="вид, серия и номер документа, удостоверяющего личность"),)),
        BlankLine((Blank(hint="кем и когда выдан"),)),
    ]


def addressee(document: Document, head: Headship | None) -> Paragraph:
    """«Директору МБОУ «…» Г.И. Ветрову» on the right."""
    organisation = named_organisation(document.organisation, "short", Case.GENT)
    if head is None:
        return Paragraph(f"Руководителю\n{organisation}", align="right", indent=False)
    post = decline_post(head.post, Case.DATV)
    name = Named(head.person).short(Case.DATV)
    return Paragraph(f"{post[:1].upper()}{post[1:]}\n{organisation}\n{name}", align="right", indent=False)
