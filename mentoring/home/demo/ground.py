"""The municipality before anything has happened: organisations, first heads and curators, staff from workbooks."""

from datetime import date, timedelta

from schools.access.services.accepting import accept_as, accept_new
from schools.access.services.inviting import invite, invite_head
from schools.enums import OrganisationKind
from schools.models import Organisation, Person, User
from schools.papers.enums import NumberMode
from schools.papers.services.numbering import register_of
from schools.russian import normalise_key
from schools.services.organisation import save_headship
from schools.services.staff_import import start_import
from schools.services.staff_import_apply import apply_import
from schools.workbooks.writing import write_table

from .cast import PASSWORD, PUPILS, Row

STAFF_HEADINGS = (
    "№",
    "Фамилия, имя, отчество",
    "Должность",
    "Дата рождения",
    "Предметы",
    "Педагогический стаж",
    "Квалификационная категория",
    "Телефон",
    "Эл. почта",
)
PUPIL_HEADINGS = (
    "№",
    "ФИО обучающегося",
    "Класс",
    "Дата рождения",
    "Законный представитель (ФИО, кем приходится)",
    "Телефон представителя",
)


def found_administrator() -> User:
    """The administrator of the installation."""
    return User.objects.create_superuser("admin", password=PASSWORD, full_name="Администратор установки")


def found_organisation(slug: str, kind: str, parent: Organisation | None, **letterhead: str) -> Organisation:
    return Organisation.objects.create(slug=slug, kind=kind, parent=parent, **letterhead)


def found_municipality() -> dict[str, Organisation]:
    """The office and its three organisations, by slug."""
    office = found_organisation(
        "ozerny",
        OrganisationKind.MUNICIPAL_OFFICE,
        None,
        full_name="Управление образования администрации Озёрного района",
        short_name="Управление образования Озёрного района",
        place="пос. Озёрный",
        timezone="Asia/Irkutsk",
    )
    founder = "Администрация Озёрного района\nУправление образования"
    school = found_organisation(
        "kedrovaya",
        OrganisationKind.SCHOOL,
        office,
        founder_lines=founder,
        full_name="Муниципальное бюджетное общеобразовательное учреждение «Кедровая средняя общеобразовательная школа № 1»",
        short_name="МБОУ «Кедровая СОШ № 1»",
        address="600001, Озёрный район, пос. Кедровый, ул. Лесная, д. 1",
        phone="8 (900) 000-10-01",
        email="kedrovaya@school.example",
        site="https://kedrovaya.example",
        public_page="https://kedrovaya.example/deyatelnost/nastavnichestvo/",
        place="пос. Кедровый",
        inn="0300000001",
        ogrn="1020300000001",
        timezone="Asia/Irkutsk",
    )
    kindergarten = found_organisation(
        "skazka",
        OrganisationKind.KINDERGARTEN,
        office,
        founder_lines=founder,
        full_name="Муниципальное бюджетное дошкольное образовательное учреждение детский сад «Сказка»",
        short_name="МБДОУ детский сад «Сказка»",
        address="600001, Озёрный район, пос. Кедровый, ул. Садовая, д. 5",
        phone="8 (900) 000-10-02",
        email="skazka@sad.example",
        place="пос. Кедровый",
        inn="0300000002",
        ogrn="1020300000002",
        timezone="Asia/Irkutsk",
    )
    village = found_organisation(
        "dalnyaya",
        OrganisationKind.SCHOOL,
        office,
        founder_lines=founder,
        full_name="Муниципальное казённое общеобразовательное учреждение «Дальняя основная общеобразовательная школа»",
        short_name="МКОУ «Дальняя ООШ»",
        address="600020, Озёрный район, с. Дальнее, ул. Речная, д. 12",
        phone="8 (900) 000-10-03",
        place="с. Дальнее",
        inn="0300000003",
        ogrn="1020300000003",
        timezone="Asia/Irkutsk",
    )
    return {place.slug: place for place in (office, school, kindergarten, village)}


def number_papers(organisation: Organisation, pattern: str, mode: str = NumberMode.HERE, first: int = 1) -> None:
    """How the organisation's main register gives numbers."""
    register = register_of(organisation)
    register.pattern, register.mode, register.first_number = pattern, mode, first
    register.save()


def bring_staff(organisation: Organisation, rows: tuple[Row, ...], by: User) -> None:
    """The staff list goes in as a curator's would: as a workbook."""
    table = [
        (
            number,
            name,
            post,
            date.fromisoformat(born),
            subjects,
            years,
            category,
            f"8 900 000-{len(organisation.slug):02d}-{number:02d}",
            f"s{number:02d}@{organisation.slug}.example",
        )
        for number, (name, post, born, subjects, years, category) in enumerate(rows, start=1)
    ]
    bring(organisation, write_table("Список сотрудников", STAFF_HEADINGS, table), "Сотрудники.xlsx", by)


def bring_pupils(organisation: Organisation, by: User) -> None:
    # A parent of several children has one telephone, and by it one card.
    phones: dict[str, str] = {}
    table = [
        (
            number,
            name,
            grade,
            date.fromisoformat(born),
            representative,
            phones.setdefault(representative, f"8 900 000-20-{number:02d}"),
        )
        for number, (name, grade, born, representative) in enumerate(PUPILS, start=1)
    ]
    bring(organisation, write_table("Список обучающихся", PUPIL_HEADINGS, table), "Обучающиеся.xlsx", by)


def bring(organisation: Organisation, content: bytes, filename: str, by: User) -> None:
    year = organisation.current_year()
    staff_import = start_import(organisation, content=content, filename=filename, year=year, by=by)
    apply_import(staff_import, by)


def card(organisation: Organisation, full_name: str) -> Person:
    return Person.objects.get(organisation=organisation, name_key=normalise_key(full_name))


def let_in_first(organisation: Organisation, full_name: str, role: str, login: str, admin: User) -> User:
    """Somebody invited before there were any cards: the first curator, the coordinator."""
    slip = invite_head(organisation, full_name, role, by=admin)
    return accept_new(slip.token, username=login, password=PASSWORD)


def link_card(account: User, organisation: Organisation) -> Person:
    """The first curator's own card came with the staff list."""
    found = card(organisation, account.full_name)
    found.user = account
    found.save(update_fields=["user"])
    return found


def let_in(organisation: Organisation, full_name: str, role: str, login: str, by: User) -> User:
    """An invitation by slip, accepted; somebody who has an account already gets the role added."""
    person = card(organisation, full_name)
    slips, _ = invite(organisation, [person], role, by=by)
    known = User.objects.filter(username=login).first()
    if known is not None:
        return accept_as(slips[0].token, known)
    return accept_new(slips[0].token, username=login, password=PASSWORD)


def appoint(organisation: Organisation, full_name: str, post: str, by: User) -> None:
    save_headship(
        organisation,
        person=card(organisation, full_name),
        post=post,
        is_acting=False,
        starts=date(2020, 9, 1),
        ends=None,
        by=by,
    )


def replace_for_a_while(organisation: Organisation, full_name: str, post: str, by: User) -> None:
    """An acting head from a week ago for a month."""
    today = organisation.today()
    save_headship(
        organisation,
        person=card(organisation, full_name),
        post=post,
        is_acting=True,
        starts=today - timedelta(days=7),
        ends=today + timedelta(days=23),
        ground="приказ управления образования о возложении обязанностей",
        by=by,
    )
