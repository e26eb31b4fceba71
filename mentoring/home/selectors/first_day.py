"""The way from an empty organisation to its first order of the year: what is done and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.documents.selectors.consent_lines import Signer
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.selectors.lists import counts_by_status, pairs_of_year
from schools.models import Employment, Organisation, User
from schools.russian import count
from schools.selectors.headship import signer_on
from schools.selectors.organisation import letterhead_lacks
from schools.years import AcademicYear

from .wait import to


@dataclass(frozen=True)
class Task:
    words: str
    hint: str
    url: str
    button: str
    done: bool


def how_far(user: User, organisation: Organisation, year: AcademicYear) -> str:
    """What the curator is at while the year has no order yet, for the head, whom nothing awaits; '' once there is one."""
    place = organisation.legal_entity
    counts = counts_by_status(pairs_of_year(user, organisation, year))
    if counts.get(PairStatus.ORDERED) or counts.get(PairStatus.ENDED):
        return ""
    if counts.get(PairStatus.APPROVED):
        return "Пары утверждены, куратор готовит приказ."
    if counts.get("", 0):
        return "Куратор составляет пары."
    mentors, mentees = (
        model.objects.visible_to(user)
        .filter(organisation=place, year=year.begins)
        .exclude(status=BankStatus.WITHDRAWN)
        .count()
        for model in (Mentor, Mentee)
    )
    if mentors or mentees:
        givers = count(mentors, "наставник", "наставника", "наставников")
        return f"Куратор собирает банки: {givers} и {count(mentees, 'наставляемый', 'наставляемых', 'наставляемых')}."
    if _staff_of(place) > 2:
        return "Сотрудники загружены, куратор собирает банки наставников и наставляемых."
    return "Работа только начинается: куратор загружает список сотрудников."


def _staff_of(place: Organisation) -> int:
    held = Employment.objects.active(place.today())
    return held.filter(person__organisation=place, person__archived_on=None).count()


def path_to_order(user: User, organisation: Organisation, year: AcademicYear, signers: Sequence[Signer]) -> list[Task]:
    """Eight tasks in their order; empty when the year's first pair stands in an order: the path is walked.

    `signers`: the people of the year's banks with their sheets, from `signers_of`.
    """
    place = organisation.legal_entity
    day = place.today()
    counts = counts_by_status(pairs_of_year(user, organisation, year))
    if counts.get(PairStatus.ORDERED) or counts.get(PairStatus.ENDED):
        return []
    approved = counts.get(PairStatus.APPROVED, 0)
    banks = all(
        model.objects.visible_to(user)
        .filter(organisation=place, year=year.begins)
        .exclude(status=BankStatus.WITHDRAWN)
        .exists()
        for model in (Mentor, Mentee)
    )
    lacks = letterhead_lacks(place)

    def link(name: str) -> str:
        return to(organisation, name)

    return [
        Task(
            "Заполнить бланк",
            f"Не хватает: {', '.join(lacks)}." if lacks else "Учредитель, наименование, адрес, место составления.",
            link("schools:letterhead_edit"),
            "Заполнить",
            not lacks,
        ),
        Task(
            "Загрузить сотрудников",
            "Подойдёт любой список в Excel: программа сама найдёт столбцы и покажет, что поняла.",
            link("schools:import_start"),
            "Загрузить из файла",
            # The curator and the head themselves are no list yet.
            _staff_of(place) > 2,
        ),
        Task(
            "Записать руководителя",
            "Чья подпись стоит под приказом и с какого дня.",
            link("schools:headship_create"),
            "Записать",
            signer_on(place, day) is not None,
        ),
        Task(
            "Собрать банки наставников и наставляемых",
            "Отметьте людей в списке сотрудников и нажмите «В банк наставников» или «В банк наставляемых».",
            link("schools:person_list"),
            "К списку сотрудников",
            banks,
        ),
        Task(
            "Собрать согласия",
            "Печатаются одним файлом на всех; подписанные отмечаются списком.",
            link("documents:consent_list"),
            "К согласиям",
            bool(signers) and not any(signer.owes for signer in signers),
        ),
        Task(
            "Составить пары",
            "Программа подскажет, чьи сильные стороны отвечают на чьи запросы.",
            link("pairs:pair_create"),
            "Составить пару",
            bool(counts.get("", 0)),
        ),
        Task(
            "Получить решение руководителя",
            "Передайте пары: руководитель утвердит все, часть или вернёт с замечанием.",
            link("pairs:pair_list"),
            "К парам",
            bool(approved),
        ),
        Task(
            "Издать приказ",
            "Текст составится сам из утверждённых пар.",
            link("documents:order_create"),
            "К приказу",
            False,
        ),
    ]
