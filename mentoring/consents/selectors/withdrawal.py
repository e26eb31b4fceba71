"""What follows when a consent is taken back, said before it is recorded."""

from collections.abc import Iterable
from datetime import date

from schools.models import Person
from schools.russian import Case

from ..enums import ConsentStatus, Purpose
from ..models import Consent
from .signers import is_in_force

NO_NEW_ORDERS = "В новые приказы о закреплении пар он не войдёт, пока не подпишет новый лист."


def consequences_of_withdrawal(consent: Consent) -> list[str]:
    """Sentences, the weightiest first; the pairs themselves are named by the room that knows them."""
    whose = consent.person.short_in(Case.GENT)
    match consent.purpose:
        case Purpose.PROCESSING:
            return [
                f"Карточку {whose} придётся закрыть, а данные уничтожить за 30 дней (152-ФЗ, статья 21, часть 5).",
                "Новые документы с этим человеком составить будет нельзя; изданные приказы остаются.",
                "Пары, в которых он состоит, нужно завершить приказом.",
                "Всё, что о нём опубликовано на сайте, снимается за три рабочих дня.",
            ]
        case Purpose.MENTOR_DUTIES:
            return [
                "Наставник досрочно отказывается от обязанностей (ТК РФ, статья 351.8)."
                if consent.representation_id is None
                else "Обучающийся перестаёт быть наставником.",
                "Его пары нужно завершить приказом.",
                NO_NEW_ORDERS,
            ]
        case Purpose.MENTEE_PART:
            return ["Наставляемый выходит из наставничества: его пары нужно завершить приказом.", NO_NEW_ORDERS]
        case Purpose.DISSEMINATION:
            return [
                "Публикация прекращается: за три рабочих дня снимите со страницы всё, что на ней о человеке "
                "(152-ФЗ, статья 10.1, части 12 и 14).",
                "Участие в наставничестве продолжается: пары, изданные приказом, и остальные согласия остаются в силе.",
            ]
        case _:
            return [
                "Данные представителя уничтожаются за 30 дней (152-ФЗ, статья 21, часть 5).",
                "За обучающегося он больше не подписывает: пока не подпишет другой представитель, новые приказы "
                "с этим обучающимся не издать. Изданные остаются.",
            ]


def taken_back(people: Iterable[int], day: date, purpose: str = Purpose.PROCESSING) -> dict[int, date]:
    """Who, by card, took the consent back and has signed no new one: the day of the withdrawal. One query."""
    rows = Consent.objects.filter(person__in=people, purpose=purpose).select_related("person").order_by("pk")
    known = list(rows.filter(status__in=[ConsentStatus.SIGNED, ConsentStatus.WITHDRAWN]))
    given = {one.person_id for one in known if is_in_force(one, day)}
    return {one.person_id: one.withdrawn_on for one in known if one.withdrawn_on and one.person_id not in given}


def taken_back_on(person: Person, day: date, purpose: str = Purpose.PROCESSING) -> date | None:
    return taken_back([person.pk], day, purpose).get(person.pk)
