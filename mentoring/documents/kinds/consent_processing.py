"""Consent to processing of personal data: its own sheet, one purpose (152-ФЗ, статья 9, части 1 и 4)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block, DocTitle, Paragraph, Point, Signature
from schools.papers.models import Document
from schools.russian import Case

from ..letterhead import named_organisation
from ..sheet_page import identity_blanks, sheet_of
from .kind import Kind, Stamp


def operator_details(document: Document) -> str:
    entity = document.organisation.legal_entity
    details = [entity.address and f"адрес: {entity.address}", entity.inn and f"ИНН {entity.inn}", entity.ogrn and f"ОГРН {entity.ogrn}"]
    return ", ".join(detail for detail in details if detail)


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    operator = named_organisation(document.organisation, "full", Case.DATV)
    details = operator_details(document)
    standing = sheet.signer.standing(Case.NOMN)
    work = "место работы и должность, образование, квалификация, стаж" if sheet.signer.post else "класс (группа)"
    points = (
        "Цель обработки — организация и учёт наставничества: ведение банков наставников и наставляемых, подбор пар, "
        "издание приказов и ведение документов о наставничестве.",
        f"Данные, на обработку которых даётся согласие: фамилия, имя, отчество; пол; дата рождения; {work}; телефон и адрес "
        "электронной почты; сведения об участии в наставничестве (сильные стороны, запросы, пары, встречи, результаты).",
        "Действия с данными: сбор, запись, систематизация, накопление, хранение, уточнение, извлечение, использование, "
        "передача работникам оператора, занятым наставничеством, обезличивание, блокирование, удаление, уничтожение. "
        "Данные обрабатываются с использованием средств автоматизации и без них.",
        "Обработка другому лицу не поручается. Распространение данных и передача их третьим лицам этим листом не разрешаются, "
        "кроме случаев, когда передача обязательна по закону.",
        "Согласие действует со дня подписания до окончания участия в наставничестве; после этого данные уничтожаются в порядке "
        "и сроки, установленные законом.",
        "Согласие можно отозвать в любое время, передав оператору письменное заявление лично или по почте. Оператор прекратит "
        "обработку и уничтожит данные в срок не более тридцати дней, если закон не обязывает хранить их дольше.",
    )
    return [
        DocTitle("СОГЛАСИЕ", "на обработку персональных данных"),
        *identity_blanks(sheet),
        *([Paragraph(f"({standing})", align="centre", indent=False, small=True)] if standing else []),
        Paragraph(
            "на основании статьи 9 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» по своей воле и в своих "
            f"интересах даю {operator}{f' ({details})' if details else ''} (далее — оператор) согласие на обработку моих "
            "персональных данных на следующих условиях."
        ),
        *(Point(f"{number}.", words) for number, words in enumerate(points, start=1)),
        Signature(by_hand=True, name=sheet.signer.signature),
    ]


KIND = Kind(
    code="consent_processing",
    label="Согласие на обработку персональных данных",
    parts=(),
    blanks={},
    values=lambda document, stamp: {},
    compose=compose,
    purpose=Purpose.PROCESSING,
)
