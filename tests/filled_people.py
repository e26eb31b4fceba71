"""People, their banks, one who was destroyed, files of staff: laid in any organisation."""

from datetime import date

from mentoring.banks.enums import Priority, RequestSource
from mentoring.banks.lines import RequestLine, StrengthLine
from mentoring.banks.models import Mentee, Mentor, Topic
from mentoring.banks.services import add_mentees, add_mentors, save_mentee, save_mentor
from schools.enums import DestructionReason, Role
from schools.models import Destruction, Membership, Organisation, Person, Representation, User
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from schools.services.staff_import import start_import
from schools.services.staff_import_apply import apply_import
from schools.workbooks.writing import write_table
from tests import world as cast
from tests.filled_places import Words
from tests.world import TODAY, YEAR


def lay_people(organisation: Organisation, words: Words) -> tuple[list[Person], Person, Representation, Person]:
    """Ten employees, a pupil with a representative, one in the archive."""
    names = (
        "Ирина Львовна",
        "Софья Павловна",
        "Клара Марковна",
        "Яна Руслановна",
        "Тарас Ильич",
        "Павел Ильич",
        "Юлия Олеговна",
        "Денис Олегович",
        "Кирилл Андреевич",
        "Фёдор Артурович",
    )
    posts = ("учитель физики", "учитель математики", "воспитатель", "педагог-организатор", "учитель химии")
    staff = [
        cast.person(
            organisation,
            f"{surname} {name}",
            posts[number % 5],
            birth_date=date(1980 + number, 5, 5),
            phone=words.phone,
            email=f"p{number}@{words.mail}",
            note=f"{words.thing} примечание",
        )
        for number, (surname, name) in enumerate(zip(words.surnames, names, strict=False))
    ]
    pupil = cast.person(organisation, f"{words.surnames[10]} Арсений Павлович", grade="6А", birth_date=date(2014, 4, 4))
    parent = cast.person(organisation, f"{words.surnames[10]} Клавдия Саввична", phone=words.phone)
    representation = Representation.objects.create(representative=parent, pupil=pupil, relation="бабушка (опекун)")
    archived = cast.person(organisation, f"{words.surnames[11]} Марк Антонович", "сторож")
    curator = Membership.objects.filter(organisation=organisation, role=Role.CURATOR).first()
    archive_person(archived, curator.user if curator else None)
    return staff, pupil, representation, archived


def lay_destroyed(organisation: Organisation, by: User, words: Words) -> Destruction:
    """The act of one whose data are gone."""
    person = cast.person(organisation, f"{words.surnames[11]} Прохор Антонович", "дворник", phone=words.phone)
    archive_person(person, by)
    return destroy_person(person, reason=DestructionReason.DEMAND, ground_on=TODAY, by=by)


def lay_banks(
    organisation: Organisation, staff: list[Person], topic: Topic, by: User
) -> tuple[list[Mentor], list[Mentee]]:
    """Four confirmed mentors with a candidate; five confirmed mentees with a candidate."""
    mentors = [cast.mentor(card, capacity=5) for card in staff[:4]]
    mentees = [cast.mentee(card) for card in staff[4:8]]
    added = add_mentors(organisation, YEAR, [staff[8]], by).added
    mentors += [Mentor.objects.get(pk=one.pk) for one in added]
    mentees += [Mentee.objects.get(pk=one.pk) for one in add_mentees(organisation, YEAR, [staff[9]], by).added]
    save_mentor(
        mentors[1],
        capacity=5,
        hours_per_week=None,
        achievements="Победы в конкурсах",
        interests="лыжи",
        forms=[],
        kinds=[],
        strengths=[StrengthLine(topic, "опыты")],
        by=by,
    )
    request = RequestLine(topic, "опыты", Priority.HIGH, RequestSource.SELF)
    save_mentee(mentees[1], experience_years=1, requests=[request], by=by)
    return mentors, mentees


def lay_imports(organisation: Organisation, by: User, words: Words) -> list[int]:
    """One waits in preview with a problem, one is applied."""
    headings = ("Фамилия, имя, отчество", "Должность", "Дата рождения", "Телефон")
    year = organisation.current_year()

    def begin(filename: str, *rows: tuple) -> object:
        content = write_table("Список", headings, rows)
        return start_import(organisation, content=content, filename=filename, year=year, by=by)

    applied = begin(
        f"{words.thing} прошлое.xlsx",
        (f"{words.surnames[0]} Вадим Эмильевич", "учитель географии", date(1992, 4, 17), ""),
    )
    apply_import(applied, by)
    waiting = begin(
        f"{words.thing} новое.xlsx",
        (f"{words.surnames[1]} Лия Вахтанговна", "учитель", date(1990, 1, 1), "8 900 000-11-22"),
        (f"{words.surnames[2]}", "сторож", date(1990, 1, 1), ""),
    )
    return [waiting.pk, applied.pk]
