"""What follows when a consent is taken back, said before it is recorded."""

from collections.abc import Iterable
from datetime import date

from schools.enums import Gender
from schools.models import Person
from schools.russian import Case, capitalised

from ..enums import ConsentStatus, Purpose
from ..models import Consent
from .signers import is_in_force, is_minor


def gendered(person: Person, male: str, female: str) -> str:
    """The form for the person; both where the gender is not known."""
    return {Gender.MALE.value: male, Gender.FEMALE.value: female}.get(person.gender, f"{male} ({female})")


def consequences_of_withdrawal(consent: Consent) -> list[str]:
    """Sentences, the weightiest first; the pairs themselves are named by the room that knows them."""
    person, for_child = consent.person, consent.representation_id is not None
    whose, he, his = person.short_in(Case.GENT), gendered(person, "он", "она"), gendered(person, "его", "её")
    signs = "подписан новый лист" if for_child else "подпишет новый лист"
    no_new_orders = f"В новые приказы о закреплении пар {he} не войдёт, пока не {signs}."
    match consent.purpose:
        case Purpose.PROCESSING:
            return [
                f"Карточку {whose} придётся закрыть, а данные уничтожить за 30 дней (152-ФЗ, статья 21, часть 5).",
                "Новые документы с этим человеком составить будет нельзя; изданные приказы остаются.",
                f"Пары, в которых {he} состоит, нужно завершить приказом.",
                f"Всё, что {gendered(person, 'о нём', 'о ней')} опубликовано на сайте, снимается за три рабочих дня.",
            ]
        case Purpose.MENTOR_DUTIES:
            return [
                f"{capitalised(gendered(person, 'обучающийся', 'обучающаяся'))} перестаёт быть наставником."
                if for_child
                else "Наставник досрочно отказывается от обязанностей (ТК РФ, статья 351.8).",
                f"{capitalised(his)} пары нужно завершить приказом.",
                no_new_orders,
            ]
        case Purpose.MENTEE_PART:
            who = capitalised(gendered(person, "наставляемый", "наставляемая"))
            return [f"{who} выходит из наставничества: {his} пары нужно завершить приказом.", no_new_orders]
        case Purpose.DISSEMINATION:
            return [
                "Публикация прекращается: за три рабочих дня снимите со страницы всё, что на ней о человеке "
                "(152-ФЗ, статья 10.1, части 12 и 14).",
                "Участие в наставничестве продолжается: пары, закреплённые приказом, и остальные согласия остаются в силе.",
            ]
        case _:
            children = children_of(person, consent.organisation.today())
            *others, last = [child.short_in(Case.ACCS) for child in children] or ["ребёнка"]
            whom = f"{', '.join(others)} и {last}" if others else last
            part = "их участием" if len(children) > 1 else "участием ребёнка"
            return [
                "Данные представителя уничтожаются за 30 дней (152-ФЗ, статья 21, часть 5).",
                f"За {whom} {he} больше не подписывает: пока не подпишет другой представитель, новые приказы "
                f"с {part} не издать. Изданные остаются.",
            ]


def children_of(person: Person, day: date) -> list[Person]:
    """The minors for whom the person signs, by name."""
    links = person.represents.filter(pupil__archived_on__isnull=True, pupil__destroyed_at__isnull=True)
    rows = links.select_related("pupil").prefetch_related("pupil__enrolments", "pupil__employments")
    return [link.pupil for link in rows.order_by("pupil__name_key", "pupil") if is_minor(link.pupil, day)]


def taken_back(people: Iterable[int], day: date, purpose: str = Purpose.PROCESSING) -> dict[int, date]:
    """Who, by card, took the consent back and has signed no new one: the day of the withdrawal. One query."""
    rows = Consent.objects.filter(person__in=people, purpose=purpose).select_related("person").order_by("pk")
    known = list(rows.filter(status__in=[ConsentStatus.SIGNED, ConsentStatus.WITHDRAWN]))
    given = {one.person_id for one in known if is_in_force(one, day)}
    return {one.person_id: one.withdrawn_on for one in known if one.withdrawn_on and one.person_id not in given}


def taken_back_on(person: Person, day: date, purpose: str = Purpose.PROCESSING) -> date | None:
    return taken_back([person.pk], day, purpose).get(person.pk)
