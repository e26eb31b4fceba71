"""The card and what hangs on it: posts, classes, relatives, the account, where the data came from, who did what."""

from schools.journal.models import Entry
from schools.models import ImportedCard, Membership, Person
from schools.selectors.kinship import child_is

from .section import Section, facts, noted, term, told, word_for

CARD = (
    "surname",
    "name",
    "patronymic",
    "gender",
    "birth_date",
    "email",
    "phone",
    "note",
    "case_overrides",
    "archived_on",
    "created_at",
    "updated_at",
)
POST = ("post", "unit", "is_main", "department", "subjects", "category", "teaching_years", "reports_to", "post_cases")


def card(person: Person) -> Section:
    return Section("Карточка", facts(person, CARD))


def work(person: Person) -> Section:
    rows: list[tuple[str, ...]] = [
        (*fact, term(post.starts, post.ends)) for post in person.employments.all() for fact in facts(post, POST)
    ]
    rows += [("Класс, группа", one.grade, f"{one.year}/{one.year % 100 + 1:02}") for one in person.enrolments.all()]
    for head in person.headships.all():
        words = f"{head.post}{' (исполняет обязанности)' if head.is_acting else ''}. {head.ground}".rstrip(". ")
        rows.append(("Руководит организацией", words, term(head.starts, head.ends)))
    return Section("Работа и учёба", rows, ("Что", "Значение", "Когда"))


def relatives(person: Person) -> Section:
    rows = [("Представитель", link.representative.full_name, link.relation) for link in person.represented_by.all()]
    children = person.represents.select_related("pupil")
    rows += [("Представляет", link.pupil.full_name, child_is(link) or _as(link.relation)) for link in children]
    return Section("Законное представительство", rows, ("Кто кому", "Имя", "Кем приходится"))


def _as(relation: str) -> str:
    return f"представитель — {relation}" if relation else ""


def account(person: Person) -> Section:
    """The account serves all of the person's organisations; only the roles of this one are told."""
    rows: list[tuple[str, ...]] = []
    if person.user is not None:
        rows += facts(person.user, ("username", "full_name", "email", "last_login", "date_joined"))
        held = Membership.objects.filter(user=person.user, organisation=person.organisation)
        rows += [("Роль", f"{one.get_role_display()} {term(one.starts, one.ends)}".strip()) for one in held]
    for one in person.invitations.order_by("pk"):
        rows.append(("Приглашение", f"{told(one.created_at)}, {one.email}".rstrip(", ")))
    return Section("Вход в систему", rows)


def origin(person: Person) -> Section:
    """Where the data came from (152-ФЗ, статья 14, часть 7, пункт 6)."""
    cards = ImportedCard.objects.filter(person=person).select_related("staff_import").order_by("pk")
    rows = [
        (f"Список «{one.staff_import.filename}», строка {one.row}", told(one.staff_import.applied_at))
        for one in cards
        if one.staff_import.applied_at
    ]
    return Section("Откуда взяты данные", rows, ("Файл", "Когда"), "Остальное внесено вручную.")


def _changed(entry: Entry, key: str) -> str:
    """«Фамилия: Удодов → Кукушкин»; of a new card only what was written on it."""
    was, now = noted(key, entry.before.get(key)) or "—", noted(key, entry.after.get(key)) or "—"
    return f"{word_for(key)}: {was} → {now}" if entry.before else f"{word_for(key)}: {now}"


def deeds(person: Person) -> Section:
    """What the journal tells of the card: who changed it and what stood there."""
    entries = Entry.objects.filter(subject_type=Person._meta.label_lower, subject_id=person.pk).select_related("user")
    rows: list[tuple[str, ...]] = []
    places = {field.name: place for place, field in enumerate(Person._meta.fields)}
    for one in entries.order_by("pk"):
        # PostgreSQL keeps no order of names: they are told as the card has them.
        # The number of a row says nothing to the person.
        keys = sorted({**one.before, **one.after}.keys() - {"id"}, key=lambda key: places.get(key, len(places)))
        change = "; ".join(_changed(one, key) for key in keys)
        who = one.user.get_full_name() if one.user else "—"
        rows.append((told(one.at), one.deed, change or one.reason, who))
    return Section("Кто и что делал с карточкой", rows, ("Когда", "Действие", "Что изменилось", "Кто"))
