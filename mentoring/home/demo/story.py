"""The demo's plot: each role finds something waiting. Everything goes through the services, so nothing is there that
the product could not have made; dates follow today, the rest is always the same.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from mentoring.banks.enums import BankStatus, Priority, RequestSource
from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind, Topic
from mentoring.banks.selectors import fit_of
from mentoring.banks.services import (
    RequestLine,
    StrengthLine,
    add_mentees,
    add_mentors,
    change_mentee_status,
    change_mentor_status,
    save_mentee,
    save_mentor,
)
from mentoring.consents.enums import Purpose
from mentoring.consents.services import sign_consent
from mentoring.documents.composing import wording_of
from mentoring.documents.services.orders import draft_order, edit_order, issue_order
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.words import why
from mentoring.pairs.services import approve_pairs, propose_pair, return_pairs, submit_pairs
from schools.access.services.accepting import accept_as
from schools.access.services.inviting import invite_head
from schools.enums import Role
from schools.models import Organisation, Person, User
from schools.papers.enums import NumberMode
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from schools.services.staff_import import start_import
from schools.workbooks.writing import write_table

from .cast import KINDERGARTEN_STAFF, MENTEES, MENTORS, OFFICE_STAFF, SCHOOL_STAFF, VILLAGE_STAFF, BankLine
from .ground import (
    STAFF_HEADINGS,
    appoint,
    bring_pupils,
    bring_staff,
    card,
    found_administrator,
    found_municipality,
    let_in,
    let_in_first,
    link_card,
    number_papers,
    replace_for_a_while,
)
from .plans import lay_plans


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


def fill_banks(place: Organisation, mentors: Iterable[BankLine], mentees: Iterable[BankLine], by: User) -> None:
    """Both banks of the current year, confirmed, with strengths and requests."""
    year = place.current_year().begins
    mentors, mentees = list(mentors), list(mentees)
    add_mentors(place, year, [card(place, line.name) for line in mentors], by)
    add_mentees(place, year, [card(place, line.name) for line in mentees], by)
    form = MentoringForm.objects.get(code="teacher-teacher")
    kind = MentoringKind.objects.get(code="traditional")
    for line in mentors:
        mentor = change_mentor_status(mentor_of(place, line.name), BankStatus.CONFIRMED, by)
        save_mentor(
            mentor,
            capacity=line.capacity,
            hours_per_week=Decimal(2),
            achievements=line.note,
            interests="",
            forms=[form],
            kinds=[kind],
            strengths=[StrengthLine(*topic_of(words)) for words in line.topics],
            by=by,
        )
    for line in mentees:
        mentee = change_mentee_status(mentee_of(place, line.name), BankStatus.CONFIRMED, by)
        first, *others = line.topics
        requests = [RequestLine(*topic_of(first), Priority.HIGH, RequestSource.SELF)]
        requests += [RequestLine(*topic_of(words), Priority.MIDDLE, RequestSource.DEPARTMENT) for words in others]
        posts = mentee.person.employments.all()
        save_mentee(mentee, experience_years=posts[0].teaching_years if posts else None, requests=requests, by=by)


def topic_of(words: str) -> tuple[Topic, str]:
    """«предмет: Физика» as the topic and what makes it precise."""
    name, _, detail = (part.strip() for part in words.partition(":"))
    return Topic.objects.get(organisation=None, name=name), detail


def mentor_of(place: Organisation, name: str) -> Mentor:
    return Mentor.objects.get(person=card(place, name), year=place.current_year().begins)


def mentee_of(place: Organisation, name: str) -> Mentee:
    return Mentee.objects.get(person=card(place, name), year=place.current_year().begins)


def wait_in_bank(school: Organisation, by: User) -> None:
    """Candidates who have not said yes or no."""
    year = school.current_year().begins
    add_mentors(school, year, [card(school, "Кравец Юлия Олеговна"), card(school, "Шиллер Эмма Карловна")], by)


def pairing(place: Organisation, by: User):
    """A function that proposes a pair of the place by names, to the end of the year, for the reasons of the fit."""
    today, year = place.today(), place.current_year()
    form = MentoringForm.objects.get(code="teacher-teacher")
    traditional, group = (MentoringKind.objects.get(code=code) for code in ("traditional", "group"))

    def propose(mentor_name: str, mentee_names: list[str]) -> Pair:
        mentor, mentees = mentor_of(place, mentor_name), [mentee_of(place, name) for name in mentee_names]
        reason = " ".join(why(fit_of(mentor, mentees[0])))
        kinds = [group] if len(mentees) > 1 else [traditional]
        return propose_pair(place, mentor, mentees, form, kinds, today, year.end, reason, by)

    return propose


def again(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs as they stand in the database now."""
    return list(Pair.objects.filter(pk__in=[pair.pk for pair in pairs]))


def sheets_of(pairs: Iterable[Pair]) -> list[tuple[Person, Purpose]]:
    wanted: list[tuple[Person, Purpose]] = []
    for pair in pairs:
        wanted += [(pair.mentor.person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTOR_DUTIES)]
        for seat in pair.seats.select_related("mentee__person"):
            wanted += [(seat.mentee.person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTEE_PART)]
    return wanted


def print_sheets(place: Organisation, pairs: Iterable[Pair], by: User) -> list:
    return prepare_sheets(place, sheets_of(pairs), place.current_year().begins, by).consents


def sign(place: Organisation, pairs: Iterable[Pair], by: User, day: date) -> None:
    for consent in print_sheets(place, pairs, by):
        sign_consent(consent, day, None, by)


def issue(place: Organisation, pairs: Iterable[Pair], by: User, day: date) -> Document:
    draft = draft_order(place, "teachers", again(pairs), place.current_year().begins, by, None)
    protocol = {"body": "педагогического совета", "number": "2", "date": (day - timedelta(days=3)).isoformat()}
    draft = edit_order(draft, version=draft.version, data={"protocol": protocol}, texts=wording_of(draft), by=by)
    return issue_order(draft, number="", proposed="", day=day, by=by)


def begin_second_list(school: Organisation, by: User) -> None:
    """A newer staff list lies in preview: one new teacher, one changed post, one who is no longer in it."""
    rows = [
        (
            number,
            name,
            "учитель физики и астрономии" if name.startswith("Цыденов") else post,
            date.fromisoformat(born),
            subjects,
            years,
            category,
            "",
            "",
        )
        for number, (name, post, born, subjects, years, category) in enumerate(SCHOOL_STAFF[:-1], start=1)
    ]
    rows.append(
        (
            len(rows) + 1,
            "Подлесных Вадим Эмильевич",
            "учитель географии",
            date(2002, 4, 17),
            "География",
            0,
            "",
            "8 900 000-77-01",
            "",
        )
    )
    content = write_table("Список сотрудников", STAFF_HEADINGS, rows)
    start_import(school, content=content, filename="Сотрудники, октябрь.xlsx", year=school.current_year(), by=by)
