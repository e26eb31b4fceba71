"""The portrait as a paper and as a workbook."""

from datetime import date

from mentoring.documents.pages.letterhead import letterhead_of, named_organisation
from schools.models import Person
from schools.papers.engine.blocks import Block, Column, DocTitle, Heading, Paragraph, Signature, Table
from schools.russian import Case, capitalised, decline_name
from schools.selectors.headship import signer_on
from schools.workbooks.writing import write_table

from .section import Section

PURPOSE = (
    "Данные обрабатываются для организации и учёта наставничества: ведения банков наставников и наставляемых, подбора пар, "
    "издания приказов, анкетирования. Основания: согласие субъекта, Трудовой кодекс Российской Федерации (статья 351.8), "
    "Федеральный закон от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»."
)
MEANS = (
    "Обработка ведётся в информационной системе «Наставничество» и на бумаге. Доступ имеют руководитель, исполняющий его "
    "обязанности и куратор наставничества. За границу данные не передаются, решений без участия человека по ним не принимают."
)
TERM = (
    "Данные хранятся до окончания участия в наставничестве или до отзыва согласия и уничтожаются в течение тридцати дней после "
    "этого; изданные приказы хранятся постоянно, подписанные на бумаге согласия — три года после окончания срока их действия."
)

# Signs of the longest cell by which columns of a table share its width: never less, never more.
NARROW, WIDE = 12, 60


def letter(person: Person, sections: list[Section], day: date) -> list[Block]:
    """The answer of the operator (152-ФЗ, статья 14, часть 7): who, why, how, how long, and all that is kept."""
    place = person.organisation
    head = signer_on(place, day)
    operator = named_organisation(place, "full", Case.NOMN)
    blocks: list[Block] = [
        letterhead_of(place),
        DocTitle("СВЕДЕНИЯ", "о персональных данных"),
        Paragraph(
            f"{capitalised(operator)} подтверждает обработку персональных данных "
            f"{decline_name(person.as_name(), Case.GENT, person.case_overrides)}. Сведения приведены на {day:%d.%m.%Y}."
        ),
        Paragraph(PURPOSE),
        Paragraph(MEANS),
        Paragraph(TERM),
    ]
    for section in sections:
        blocks.append(Heading(section.title, "centre"))
        blocks.append(Table(columns_of(section), tuple(section.rows)))
        if section.note:
            blocks.append(Paragraph(section.note, indent=False, small=True))
    return [*blocks, Signature(head.post if head else "Руководитель", head.person.initials_name if head else "")]


def columns_of(section: Section) -> tuple[Column, ...]:
    """As wide as their longest words ask, within bounds: a page is not filled by one narrow column beside empty ones."""
    longest = (
        max((len(cell) for cell in cells), default=0) for cells in zip(section.columns, *section.rows, strict=True)
    )
    return tuple(
        Column(title, min(max(signs, NARROW), WIDE)) for title, signs in zip(section.columns, longest, strict=True)
    )


def workbook(person: Person, sections: list[Section], day: date) -> bytes:
    """The same as one table: a machine reads it."""
    width = max((len(section.columns) for section in sections), default=2)
    rows = [(section.title, *row, *[""] * (width - len(row))) for section in sections for row in section.rows]
    headings = ("Раздел", "Что", "Значение", "Подробности", "Ещё")[: width + 1]
    return write_table(f"Сведения: {person.full_name}", headings, rows, caption=f"На {day:%d.%m.%Y}")
