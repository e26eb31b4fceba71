"""The demo's plot: each role finds something waiting. Everything goes through the services, so nothing is there that
the product could not have made; dates follow today, the rest is always the same.
"""

from datetime import timedelta

from django.db import transaction

from mentoring.pairs.services import approve_pairs, return_pairs, submit_pairs
from schools.access.services.accepting import accept_as
from schools.access.services.inviting import invite_head
from schools.enums import Role
from schools.models import Organisation, User
from schools.papers.enums import NumberMode
from schools.papers.services.documents import enter_elsewhere

from .banks import fill_banks, wait_in_bank
from .cast import KINDERGARTEN_STAFF, MENTEES, MENTORS, OFFICE_STAFF, SCHOOL_STAFF, VILLAGE_STAFF, BankLine
from .ground import (
    appoint,
    bring_pupils,
    bring_staff,
    found_administrator,
    found_municipality,
    let_in,
    let_in_first,
    link_card,
    number_papers,
    replace_for_a_while,
)
from .lists import begin_second_list
from .pairs import again, issue, pairing, print_sheets, sign
from .plans import account, lay_plans
from .pupils import lay_pupils
from .surveys import lay_surveys


def lay_out() -> None:
    """Build the whole demo in an empty, migrated database."""
    with transaction.atomic():
        admin = found_administrator()
        places = found_municipality()
    lay_office(places["ozerny"], admin)
    lay_school(places["kedrovaya"], admin)
    lay_kindergarten(places["skazka"], admin)
    lay_village(places["dalnyaya"], admin)
    lay_plans(places)
    lay_surveys(places, {"kedrovaya": account("kurator"), "skazka": account("kurator-sad")})
    lay_pupils(places["kedrovaya"], account("kurator"))


def lay_office(office: Organisation, admin: User) -> None:
    """A coordinator, and the head who approves the municipal roadmap."""
    let_in_first(office, "Раздольная Алевтина Юрьевна", Role.COORDINATOR, "koordinator", admin)
    bring_staff(office, OFFICE_STAFF, admin)
    let_in(office, "Остроумова Галина Ефимовна", Role.HEAD, "rukovoditel", admin)
    appoint(office, "Остроумова Галина Ефимовна", "Начальник управления образования", admin)


def lay_school(school: Organisation, admin: User) -> None:
    """A school of forty: three pairs in an order, five wait for the director, one returned, one not yet submitted."""
    anna = let_in_first(school, "Огнева Полина Андреевна", Role.CURATOR, "kurator", admin)
    number_papers(school, "{n}-ОД", first=41)
    bring_staff(school, SCHOOL_STAFF, anna)
    bring_pupils(school, anna)
    link_card(anna, school)
    director = let_in(school, "Кедрина Мария Саввична", Role.HEAD, "direktor", admin)
    appoint(school, "Кедрина Мария Саввична", "Директор", admin)
    let_in(school, "Заяц Борис Фомич", Role.PARTICIPANT, "nastavnik", anna)
    let_in(school, "Черных Софья Павловна", Role.PARTICIPANT, "nastavlyaemaya", anna)

    today = school.today()
    enter_elsewhere(school, "order", "О назначении куратора наставничества", "12-ОД", today - timedelta(days=20), anna)
    fill_banks(school, MENTORS, MENTEES, anna)
    wait_in_bank(school, anna)
    pair = pairing(school, anna)
    ordered = [
        pair("Заяц Борис Фомич", ["Цыденов Баир Батоевич"]),
        pair("Орлик Тамара Никитична", ["Мартиросян Анаит Гагиковна"]),
        pair("Чан Виктор Сергеевич", ["Седых Павел Ильич"]),
    ]
    submit_pairs(ordered, anna)
    approve_pairs(again(ordered), director)
    sign(school, ordered, anna, today)
    issue(school, ordered, anna, today)

    waiting = [
        pair("Соловей Тарас Ильич", ["Гайдай Олеся Тарасовна"]),
        pair("Лебедь Светлана Ивановна", ["Черных Софья Павловна", "Беридзе Лия Вахтанговна"]),
        pair("Белых Антон Кузьмич", ["Мельник Никита Сергеевич"]),
        pair("Ткач Роман Денисович", ["Доржиева Туяна Баировна"]),
        pair("Джапаридзе Нина Шотаевна", ["Абдуллаева Гюльнара Рашид кызы"]),
    ]
    returned = [pair("Дурново Пётр Лукич", ["Ким Яна Руслановна"])]
    submit_pairs([*waiting, *returned], anna)
    return_pairs(
        again(returned),
        "Яне Руслановне ближе воспитательная работа. Подберите, пожалуйста, другого наставника.",
        director,
    )
    pair("Жданова Рита Эдуардовна", ["Косых Зоя Марковна"])
    sign(school, waiting[:1], anna, today)
    print_sheets(school, waiting[1:4], anna)
    begin_second_list(school, anna)


def lay_kindergarten(garden: Organisation, admin: User) -> None:
    """The head is away: the acting head decides on two pairs."""
    curator = let_in_first(garden, "Синица Клара Марковна", Role.CURATOR, "kurator-sad", admin)
    number_papers(garden, "{n}-п.о.д.")
    bring_staff(garden, KINDERGARTEN_STAFF, curator)
    link_card(curator, garden)
    let_in(garden, "Лагунова Зинаида Карповна", Role.HEAD, "zaveduyushchaya", admin)
    appoint(garden, "Лагунова Зинаида Карповна", "Заведующая", admin)
    let_in(garden, "Волошин Ярослав Ильич", Role.PARTICIPANT, "io-zaveduyushchego", curator)
    replace_for_a_while(garden, "Волошин Ярослав Ильич", "И.о. заведующей", admin)
    mentors = (
        BankLine("Бабич Регина Олеговна", ("развитие речи и игра дошкольников", "работа с родителями"), 2),
        BankLine("Нестройных Таисия Павловна", ("методика урока", "проектная и исследовательская деятельность"), 1),
    )
    mentees = (
        BankLine("Грицай Мила Андреевна", ("развитие речи и игра дошкольников",)),
        BankLine("Айдын Лейла Мурад кызы", ("работа с родителями",)),
        BankLine("Пикуль Ася Романовна", ("методика урока",)),
    )
    fill_banks(garden, mentors, mentees, curator)
    pair = pairing(garden, curator)
    both = [
        pair("Бабич Регина Олеговна", ["Грицай Мила Андреевна", "Айдын Лейла Мурад кызы"]),
        pair("Нестройных Таисия Павловна", ["Пикуль Ася Романовна"]),
    ]
    sign(garden, both[:1], curator, garden.today())
    submit_pairs(both, curator)


def lay_village(village: Organisation, admin: User) -> None:
    """The head is her own curator; the office gives the numbers; one pair is approved and waits for its order."""
    head = let_in_first(village, "Пустовойт Клавдия Захаровна", Role.HEAD, "direktor-selo", admin)
    let_in_first_again(village, head, admin)
    number_papers(village, "02-05/{n}", NumberMode.OFFICE)
    bring_staff(village, VILLAGE_STAFF, head)
    link_card(head, village)
    appoint(village, "Пустовойт Клавдия Захаровна", "Директор", admin)
    mentors = (BankLine("Боярских Трофим Лукич", ("классное руководство", "методика урока"), 2),)
    mentees = (
        BankLine("Дорогих Эля Витальевна", ("методика урока",)),
        BankLine("Цой Марта Олеговна", ("классное руководство",)),
    )
    fill_banks(village, mentors, mentees, head)
    approved = [pairing(village, head)("Боярских Трофим Лукич", ["Дорогих Эля Витальевна"])]
    submit_pairs(approved, head)
    approve_pairs(again(approved), head)
    sign(village, approved, head, village.today())


def let_in_first_again(organisation: Organisation, account: User, admin: User) -> None:
    """A second role of the same person: the small school's head is its curator too."""
    slip = invite_head(organisation, account.full_name, Role.CURATOR, by=admin)
    accept_as(slip.token, account)
