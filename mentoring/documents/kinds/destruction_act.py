"""Act of destruction of a person's data; what it has to tell follows the Роскомнадзор's order № 179 of 28.10.2022.

Whoever destroyed the data signs; the head approves, as the organisation's other acts are approved: the order asks for no
commission. The row of `schools.Destruction` is what is kept and never changes; the paper is printed from it anew each time.
The person is told by the number of the card, since the name is destroyed.
"""

from collections.abc import Mapping

from schools.destruction import apart
from schools.enums import DestructionReason
from schools.models import Destruction
from schools.papers.engine.blocks import (
    ApprovalMark,
    Block,
    Column,
    DateNumberPlace,
    DocTitle,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from schools.papers.models import Document
from schools.russian import Name, capitalised, date_words, initials_surname, nbsp_document
from schools.selectors.destruction import SYSTEM
from schools.selectors.headship import signer_on

from ..pages.letterhead import letterhead_of, sheet_page_of
from ..words.blanks import Filling
from ..words.people import Named
from .kind import Kind, Retention, Shelf, Stamp

KIND_CODE = "destruction_act"
# In the words of the law: the page says the same in everyday ones.
REASONS = {
    DestructionReason.DEMAND: "требование субъекта персональных данных или его представителя",
    DestructionReason.TERM: "истечение срока хранения",
    DestructionReason.GOAL: "достижение цели обработки (часть 4 статьи 21 Федерального закона № 152-ФЗ)",
    DestructionReason.CONSENT: "отзыв согласия на обработку (часть 5 статьи 21 Федерального закона № 152-ФЗ)",
}
# Sheets are not kept by the program: whoever tore them up writes of it (требования, подпункт «е» пункта 3).
PAPER = "____________________ (какие и сколько листов; если не уничтожались — прочерк)"


def paper_of(act: Destruction) -> Document:
    """The unsaved paper of the act, to be composed."""
    return Document(organisation=act.organisation, kind=KIND_CODE, title=str(act), data={"destruction": act.pk})


def act_of(document: Document) -> Destruction:
    return Destruction.objects.get(pk=document.data["destruction"], organisation=document.organisation.legal_entity)


def signature_of(full_name: str) -> str:
    """«А.П. Ясная» of the name that the act keeps in full; a name of another make stays as it is."""
    words = full_name.split()
    return initials_surname(Name(*words)) if len(words) in (2, 3) else full_name


def approval_of(act: Destruction) -> list[Block]:
    """The head approves the act on the day that the pen writes; nobody approves what he did himself."""
    head = signer_on(act.organisation, act.date)
    if head is None or (act.done_by_id is not None and head.person.user_id == act.done_by_id):
        return []
    return [ApprovalMark("УТВЕРЖДАЮ", post=capitalised(head.post), name=Named(head.person).signature)]


def values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    return {}


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    act = act_of(document)
    data, papers = apart(act.categories)
    facts = [
        ("Оператор", act.operator),
        ("Чьи данные", f"субъект персональных данных, карточка № {act.person_id}"),
        ("Категории уничтоженных данных", "; ".join(data)),
        ("Откуда уничтожены", SYSTEM),
        *([("Уничтоженные документы и файлы", "; ".join(papers))] if papers else []),
        ("Бумажные носители", PAPER),
        ("Способ", "удаление и обезличивание записей в базе данных, удаление файлов"),
        ("Причина", f"{REASONS[DestructionReason(act.reason)]}, {date_words(act.ground_on)}"),
        ("Дата уничтожения", date_words(act.date)),
        ("Кто уничтожил", ", ".join(filter(None, [act.done_by_name, act.done_by_post]))),
    ]
    organisation = document.organisation.legal_entity
    return [
        letterhead_of(organisation),
        *approval_of(act),
        DocTitle("АКТ"),
        DateNumberPlace(date_words(act.date), str(act.number), organisation.place),
        Heading("Об уничтожении персональных данных"),
        Table(
            (Column("Сведения", 30), Column("Значение", 70)),
            tuple((label, nbsp_document(words)) for label, words in facts),
        ),
        Paragraph(
            "Приложение: выгрузка из журнала действий информационной системы (строки о субъекте персональных данных).",
            keep=True,
        ),
        Signature(capitalised(act.done_by_post), signature_of(act.done_by_name))
        if act.done_by_post
        else Signature(by_hand=True, name=signature_of(act.done_by_name)),
    ]


def title(document: Document, stamp: Stamp) -> str:
    return f"{act_of(document)} об уничтожении персональных данных"


KIND = Kind(
    code=KIND_CODE,
    label="Акт об уничтожении персональных данных",
    parts=(),
    blanks={},
    values=values,
    compose=compose,
    page=sheet_page_of,
    title=title,
    shelf=Shelf.CONSENTS,
    noun="Акт",
    about="Печатается, когда уничтожены данные человека",
    retention=Retention("3 года", "приказ Роскомнадзора от 28.10.2022 № 179"),
)
