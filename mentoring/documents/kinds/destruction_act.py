"""Act of destruction of a person's data; what it has to tell follows the Роскомнадзор's order № 179 of 28.10.2022.

The row of `schools.Destruction` is what is kept and never changes; the paper is printed from it anew each time. The person is
told by the number of the card, since the name is destroyed.
"""

from collections.abc import Mapping

from schools.enums import DestructionReason
from schools.models import Destruction
from schools.papers.engine.blocks import Block, Column, DateNumberPlace, DocTitle, Heading, Paragraph, Signature, Table
from schools.papers.models import Document
from schools.russian import Name, date_words, initials_surname, nbsp_document

from ..blanks import Filling
from ..letterhead import letterhead_of
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


def values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    return {}


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    act = act_of(document)
    facts = (
        ("Оператор", act.operator),
        ("Чьи данные", f"субъект персональных данных, карточка № {act.person_id}"),
        ("Категории уничтоженных данных", "; ".join(act.categories)),
        ("Откуда уничтожены", "информационная система «Наставничество»"),
        ("Бумажные носители", PAPER),
        ("Способ", "удаление и обезличивание записей в базе данных, удаление файлов"),
        ("Причина", f"{REASONS[DestructionReason(act.reason)]}, {date_words(act.ground_on)}"),
        ("Дата уничтожения", date_words(act.date)),
        ("Кто уничтожил", ", ".join(filter(None, [act.done_by_name, act.done_by_post]))),
    )
    organisation = document.organisation.legal_entity
    return [
        letterhead_of(organisation),
        DocTitle("АКТ"),
        DateNumberPlace(date_words(act.date), str(act.number), organisation.place),
        Heading("Об уничтожении персональных данных"),
        Table(
            (Column("Сведения", 30), Column("Значение", 70)),
            tuple((label, nbsp_document(words)) for label, words in facts),
        ),
        Paragraph(
            "К акту прилагается выгрузка из журнала действий информационной системы за день уничтожения.", keep=True
        ),
        Signature(by_hand=True, name=signature_of(act.done_by_name)),
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
    title=title,
    shelf=Shelf.CONSENTS,
    noun="Акт",
    about="Печатается, когда уничтожены данные человека",
    retention=Retention("3 года", "приказ Роскомнадзора от 28.10.2022 № 179"),
)
