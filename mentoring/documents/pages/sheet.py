"""What sheets to be signed by one person share: who signs, to whom, blanks for the pen (passport and address are never
stored).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring.consents.ages import OWN_LINE_AGE
from mentoring.consents.selectors import age_on
from schools.models import Headship, Person, Representation
from schools.papers.engine.blocks import Blank, BlankLine, Block, Paragraph, Signature
from schools.papers.models import Document
from schools.russian import Case, capitalised, date_words, decline_post

from ..kinds.kind import Stamp, day_of, year_of
from ..selectors.order_facts import named_people
from ..words.blanks import Filling, fixed
from ..words.people import Named
from .letterhead import named_organisation
from .order import numbered_points

CODE_FOR_PEN = "_______________"
ADDRESS_FOR_PEN = "адрес: ______________________________"


@dataclass(frozen=True)
class Sheet:
    """Who signs, as papers of the day name him or her; and the child, when a representative signs for one."""

    signer: Named
    child: Named | None = None
    # Who the representative is to the child: «мать»; may be empty.
    relation: str = ""
    # The child puts a signature too: 14 already, or will be while the sheet waits (`OWN_LINE_AGE`).
    has_own_line: bool = False

    @property
    def person(self) -> Person:
        """The one who signs."""
        return self.signer.person

    @property
    def subject(self) -> Named:
        """Whose data or whose part the sheet is about."""
        return self.child or self.signer

    def agree(self, male: str, female: str) -> str:
        """«согласен» or «согласна»; both when the gender is not known."""
        return {"м": male, "ж": female}.get(self.person.gender, f"{male} ({female})")


def sheet_of(document: Document, stamp: Stamp) -> Sheet:
    person = Person.objects.get(pk=document.data["person"], organisation=document.organisation.legal_entity)
    day, year = day_of(document, stamp), year_of(document, stamp)
    link = Representation.objects.filter(pk=document.data.get("representation") or 0, pupil=person).first()
    if link is None:
        return Sheet(named_people([person], day, year)[person.pk])
    named = named_people([person, link.representative], day, year)
    return Sheet(
        # A parent signs as a parent: a post that he or she may have in the same school is not at play.
        Named.of(link.representative),
        named[person.pk],
        link.relation,
        (age_on(person, day) or 0) >= OWN_LINE_AGE,
    )


def sheet_values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    """Blanks of the conditions on a sheet."""
    subject = sheet_of(document, stamp).subject
    employed = bool(subject.post)
    work = "место работы (учёбы)"
    if employed:
        work = "место работы и должность, образование, квалификация и стаж"
    elif subject.is_pupil:
        work = "место учёбы, класс (группа)"
    # The sheet is signed before it is known whom the person will mentor: ТК РФ, ст. 351.8 is about mentees at work only.
    agreement = (
        "Если за мной закрепят работника, содержание, сроки и форму этой работы, размер и условия выплат за неё определит "
        "дополнительное соглашение к трудовому договору (статья 351.8 Трудового кодекса Российской Федерации)."
    )
    refusal = (
        "Мне известно, что наставничество добровольно; что я вправе досрочно отказаться от него, письменно предупредив "
        "работодателя; что поручение помогать работнику работодатель вправе отменить досрочно, предупредив меня не менее "
        "чем за три рабочих дня."
        if employed
        else "Мне известно, что наставничество добровольно и что от него можно отказаться досрочно, предупредив куратора."
    )
    return {
        "год": fixed(year_of(document, stamp).full),
        "срок": fixed(date_words(year_of(document, stamp).end)),
        "сведения": fixed(work),
        "соглашение": fixed(agreement if employed else ""),
        "отказ": fixed(refusal),
    }


SHEET_BLANKS = {
    "год": "учебный год: 2026–2027",
    "срок": "последний день учебного года: 31 августа 2027 г.",
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


def operator_in_full(document: Document) -> str:
    """The same where the codes may not be left out (приказ Роскомнадзора № 18, пункт 1): what is unknown waits for the pen."""
    entity = document.organisation.legal_entity
    missing = [f"{name}\u00a0{CODE_FOR_PEN}" for name, code in (("ИНН", entity.inn), ("ОГРН", entity.ogrn)) if not code]
    return ", ".join([operator_details(document), *missing])


def addressee(document: Document, head: Headship | None) -> Paragraph:
    """«Директору / МБОУ «…» / Ветрову Г.И.» on the right, the lines from one edge (ГОСТ Р 7.0.97, 5.15)."""
    organisation = named_organisation(document.organisation, "short", Case.GENT)
    if head is None:
        return Paragraph(f"Руководителю\n{organisation}", align="aside", indent=False)
    post = decline_post(head.post, Case.DATV)
    name = Named(head.person).short(Case.DATV)
    return Paragraph(f"{capitalised(post)}\n{organisation}\n{name}", align="aside", indent=False)


def conditions_and_signature(sheet: Sheet, texts: Mapping[str, str]) -> list[Block]:
    """Numbered conditions, then date, signature and name (пункт 9)."""
    return [*numbered_points(texts["points"], {}), *signatures(sheet)]


def signatures(sheet: Sheet) -> list[Block]:
    """Of the one who signs; a teenager's own stands under that of the representative."""
    own = Signature(by_hand=True, name=sheet.signer.signature)
    if sheet.child is None or not sheet.has_own_line:
        return [own]
    words = agreed(sheet.child, "обучающийся", "обучающаяся")
    beside = BlankLine(
        (
            Blank(label=f"С 14 лет {words}:", hint="дата", width=2),
            Blank(hint="подпись", width=1),
            Blank(value=sheet.child.signature, hint="инициалы, фамилия", width=1),
        )
    )
    return [own, beside]


def agreed(named: Named, male: str, female: str) -> str:
    """The word that agrees with the person; the masculine of the forms where the gender is not known."""
    return female if named.person.gender == "ж" else male
