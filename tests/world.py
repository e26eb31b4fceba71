"""The cast, built once: every test plays with the same invented people.

Лесная школа: Анна (curator), Глеб (head), Ирина (acting head 1–10 February 2027), Борис (mentor, participant), Софья (mentee),
Миша (a pupil of 12). Вера is curator of another school and must see nothing of this one; Клара is curator of the kindergarten
and head of the village school at once. Олег coordinates the municipality. Админ administers the installation.
"""

from dataclasses import dataclass
from datetime import date

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from schools.enums import OrganisationKind, Role
from schools.models import Employment, Enrolment, Headship, Membership, Organisation, Person, User
from schools.russian import guess_gender

YEAR = 2026
TODAY = date(2026, 9, 14)


@dataclass
class World:
    office: Organisation
    school: Organisation
    foreign: Organisation
    kindergarten: Organisation
    village: Organisation
    anna: User
    gleb: User
    irina: User
    boris: User
    sofya: User
    vera: User
    klara: User
    oleg: User
    admin: User
    boris_card: Person
    sofya_card: Person
    misha_card: Person
    gleb_card: Person
    foreign_card: Person
    mentor: Mentor
    mentee: Mentee
    foreign_mentor: Mentor
    foreign_mentee: Mentee


def organisation(
    slug: str, short_name: str, parent: Organisation | None = None, kind: str = OrganisationKind.SCHOOL
) -> Organisation:
    return Organisation.objects.create(
        slug=slug,
        kind=kind,
        parent=parent,
        short_name=short_name,
        full_name=f"Муниципальное бюджетное учреждение {short_name[short_name.find('«') :]}",
        founder_lines="Управление образования Озёрного района",
        address="600000, Озёрный район, с. Лесное, ул. Школьная, д. 1",
        phone="8 (900) 000-00-00",
        place="с. Лесное",
        timezone="Asia/Irkutsk",
    )


def user(username: str, full_name: str, **roles: Organisation) -> User:
    """`user("anna", "…", curator=school)`: a sign-in with roles; the password is «пароль-<username>»."""
    account = User.objects.create_user(username, password=f"пароль-{username}", full_name=full_name)
    for role, place in roles.items():
        Membership.objects.create(user=account, organisation=place, role=role)
    return account


def person(
    place: Organisation, full_name: str, post: str = "", grade: str = "", account: User | None = None, **fields
) -> Person:
    """A card with its post or class; gender is guessed."""
    surname, name, *rest = full_name.split(" ")
    patronymic = " ".join(rest)
    card = Person(
        organisation=place,
        surname=surname,
        name=name,
        patronymic=patronymic,
        gender=guess_gender(surname, name, patronymic),
        user=account,
        **fields,
    )
    card.set_keys(post, grade)
    card.save()
    if post:
        Employment.objects.create(person=card, post=post, starts=date(2020, 9, 1))
    if grade:
        Enrolment.objects.create(person=card, year=YEAR, grade=grade)
    return card


def mentor(card: Person, *, capacity: int = 2, status: str = BankStatus.CONFIRMED) -> Mentor:
    return Mentor.objects.create(
        organisation=card.organisation,
        person=card,
        year=YEAR,
        capacity=capacity,
        status=status,
        entered_on=date(2026, 9, 1),
        confirmed_on=date(2026, 9, 2) if status == BankStatus.CONFIRMED else None,
    )


def mentee(card: Person, *, status: str = BankStatus.CONFIRMED) -> Mentee:
    return Mentee.objects.create(
        organisation=card.organisation,
        person=card,
        year=YEAR,
        status=status,
        entered_on=date(2026, 9, 1),
        confirmed_on=date(2026, 9, 2) if status == BankStatus.CONFIRMED else None,
    )


def build() -> World:
    office = organisation("ozerny", "Управление образования «Озёрный район»", kind=OrganisationKind.MUNICIPAL_OFFICE)
    school = organisation("lesnaya", "МБОУ «Лесная СОШ № 1»", office)
    foreign = organisation("polevaya", "МБОУ «Полевая СОШ»", office)
    kindergarten = organisation("skazka", "МБДОУ «Детский сад «Сказка»»", office, OrganisationKind.KINDERGARTEN)
    village = organisation("dalnyaya", "МБОУ «Дальняя ООШ»", office)

    anna = user("anna", "Ясная Анна Петровна", curator=school)
    gleb = user("gleb", "Ветров Глеб Ильич", head=school)
    irina = user("irina", "Швец Ирина Львовна")
    Membership.objects.create(
        user=irina, organisation=school, role=Role.ACTING_HEAD, starts=date(2027, 2, 1), ends=date(2027, 2, 10)
    )
    boris = user("boris", "Заяц Борис Фомич", participant=school)
    sofya = user("sofya", "Черных Софья Павловна", participant=school)
    vera = user("vera", "Полева Вера Кузьминична", curator=foreign)
    klara = user("klara", "Дурново Клара Марковна", curator=kindergarten)
    for role in (Role.HEAD, Role.CURATOR):
        Membership.objects.create(user=klara, organisation=village, role=role)
    oleg = user("oleg", "Ким Олег Русланович", coordinator=office)
    admin = User.objects.create_superuser("admin", password="пароль-admin", full_name="Администратор")

    person(school, "Ясная Анна Петровна", "заместитель директора по учебно-воспитательной работе", account=anna)
    gleb_card = person(school, "Ветров Глеб Ильич", "директор", account=gleb)
    irina_card = person(school, "Швец Ирина Львовна", "заместитель директора по воспитательной работе", account=irina)
    boris_card = person(school, "Заяц Борис Фомич", "учитель физики", account=boris, birth_date=date(1970, 5, 5))
    sofya_card = person(
        school, "Черных Софья Павловна", "учитель математики", account=sofya, birth_date=date(2001, 3, 1)
    )
    misha_card = person(school, "Лебедев Михаил Иванович", grade="6А", birth_date=date(2014, 4, 4))
    vera_card = person(foreign, "Полева Вера Кузьминична", "заместитель директора", account=vera)
    foreign_card = person(foreign, "Тайный Пётр Лукич", "учитель химии", email="taynyi@example.org")
    klara_card = person(village, "Дурново Клара Марковна", "директор", account=klara)
    vera_head = person(foreign, "Горячая Зоя Саввична", "директор")
    person(kindergarten, "Дурново Клара Марковна", "старший воспитатель", account=klara)

    for place, card in ((school, gleb_card), (village, klara_card), (foreign, vera_head)):
        Headship.objects.create(organisation=place, person=card, post="Директор", starts=date(2020, 9, 1))
    Headship.objects.create(
        organisation=school,
        person=irina_card,
        post="И.о. директора",
        is_acting=True,
        ground="приказ от 25.01.2027 № 3-к",
        starts=date(2027, 2, 1),
        ends=date(2027, 2, 10),
    )
    return World(
        office=office,
        school=school,
        foreign=foreign,
        kindergarten=kindergarten,
        village=village,
        anna=anna,
        gleb=gleb,
        irina=irina,
        boris=boris,
        sofya=sofya,
        vera=vera,
        klara=klara,
        oleg=oleg,
        admin=admin,
        boris_card=boris_card,
        sofya_card=sofya_card,
        misha_card=misha_card,
        gleb_card=gleb_card,
        foreign_card=foreign_card,
        mentor=mentor(boris_card),
        mentee=mentee(sofya_card),
        foreign_mentor=mentor(foreign_card),
        foreign_mentee=mentee(vera_card),
    )
