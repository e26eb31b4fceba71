"""What is put beside an act of destruction: the journal's rows about the person, without what was noted in them."""

import textwrap

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from schools.destruction import apart
from schools.journal.models import Entry, EntryQuerySet
from schools.models import Destruction, Person
from schools.russian import date_words

SYSTEM = "информационная система «Наставничество»"
HEADINGS = ("№", "Когда", "Кто", "Действие", "Предмет", "Сведения в строке", "Контрольная сумма строки")
# Letters that fit over the table.
LINE = 140


def entries_of(act: Destruction) -> EntryQuerySet:
    """Rows about the card, and whatever row lost something by this destruction, the oldest first."""
    about = Q(subject_type=Person._meta.label_lower, subject_id=act.person_id)
    emptied = Q(erased_at=act.person.destroyed_at, erased_at__isnull=False)
    rows = Entry.objects.filter(about | emptied).filter(Q(organisation=act.organisation_id) | Q(organisation=None))
    return rows.select_related("user").order_by("at", "pk")


def journal_table(act: Destruction) -> bytes:
    """The .xlsx: over the rows what the Роскомнадзор's order № 179 of 28.10.2022 (пункт 5) asks of such an export. Subjects are
    told by their numbers: names of others are no business of this paper.
    """
    from schools.workbooks.writing import write_table  # openpyxl is slow to import and only downloads need it

    data, papers = apart(act.categories)
    facts = [
        f"Чьи данные: субъект персональных данных, карточка № {act.person_id}",
        f"Категории уничтоженных данных: {'; '.join(data)}",
        f"Уничтоженные документы и файлы: {'; '.join(papers)}" if papers else "",
        f"Откуда уничтожены: {SYSTEM}",
        f"Причина: {act.get_reason_display()}, {date_words(act.ground_on)}",
        f"Дата уничтожения: {date_words(act.date)}",
    ]
    caption = "\n".join(line for fact in facts for line in textwrap.wrap(fact, LINE))
    rows = [
        (
            number,
            timezone.localtime(entry.at),
            entry.user.get_full_name() if entry.user else "",
            entry.deed,
            _subject(entry),
            f"уничтожены {timezone.localtime(entry.erased_at):%d.%m.%Y}" if entry.erased_at else "",
            entry.digest,
        )
        for number, entry in enumerate(entries_of(act), start=1)
    ]
    return write_table(f"Выгрузка из журнала действий. {act}", HEADINGS, rows, caption=caption, sheet="Журнал")


def _subject(entry: Entry) -> str:
    try:
        what = str(apps.get_model(entry.subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        what = entry.subject_type
    return f"{what} № {entry.subject_id}" if entry.subject_id else what
