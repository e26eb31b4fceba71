"""Taking an import back: whole while nobody has touched its rows, else a sentence that says who and what."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentoring.banks.models import Mentor
from schools.enums import ImportStatus, Role
from schools.journal.models import Entry
from schools.models import Employment, Enrolment, Invitation, Membership, Person, Representation
from schools.services.archiving import archive_person
from schools.services.people import save_person
from schools.services.staff_import import decide_rows
from schools.services.staff_import_apply import apply_import
from schools.services.staff_import_undo import reasons_not_to_undo, undo_import
from tests.schools.staff_files import load, pupil_file, staff_file, start
from tests.world import YEAR, mentor, person, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(world, today):
    return world.foreign


def cards() -> tuple:
    """All cards with what hangs on them; the moments of writing left out."""
    people = [
        {key: value for key, value in row.items() if key != "updated_at"}
        for row in Person.objects.order_by("pk").values()
    ]
    others = (
        list(model.objects.order_by("pk").values()) for model in (Employment, Enrolment, Representation, Membership)
    )
    return (people, *others)


def test_everything_is_as_it_was(place, world):
    known = person(place, "Швец Игорь Львович", "учитель физики", birth_date=date(1965, 12, 11), phone="+79021110208")
    gone = person(place, "Седых Павел Ильич", "учитель", account=user("sedyh", "Седых", participant=place))
    pupil = person(place, "Туз Марк Антонович", grade="7А", birth_date=date(2013, 5, 9))
    before = cards()
    staff = start(
        place,
        world.vera,
        staff_file(
            ("Швец Игорь Львович", "11.12.1965", "методист", "Физика", "8 902 000-00-00"),
            ("Швец Игорь Львович", "11.12.1965", "лаборант"),
            ("Заяц Илья Игоревич", "", "вожатый"),
        ),
    )
    decide_rows(staff, {f"absent:{gone.pk}": "archive"})
    apply_import(staff, world.vera)
    gone.refresh_from_db()
    known.refresh_from_db()
    assert (gone.archived_on, known.phone) == (place.today(), "+79020000000")
    assert not Membership.objects.active(date(2026, 9, 15)).filter(user=gone.user).exists()
    pupils = load(
        place,
        world.vera,
        pupil_file(
            ("Туз Марк Антонович", "8А", "09.05.2013", "Туз Антон Маркович, отец", "8 902 555-01-08"),
            ("Бабич Софья Денисовна", "9А", "30.08.2011", "Бабич Денис Олегович, отец", "89025550102"),
        ),
    )
    assert pupil.enrolments.get().grade == "8А"
    undo_import(pupils, world.vera)
    undo_import(staff, world.vera)
    assert cards() == before
    assert (staff.status, pupils.status) == (ImportStatus.UNDONE, ImportStatus.UNDONE)
    assert Entry.objects.filter(deed="отменена загрузка списка").count() == 2


def test_undoing_gives_dated_roles_their_days_and_ends_those_that_the_import_reopened(place, world):
    account = user("sedyh", "Седых", participant=place)
    gone = person(place, "Седых Павел Ильич", "учитель", account=account)
    Membership.objects.create(
        user=account, organisation=place, role=Role.ACTING_HEAD, starts=date(2026, 9, 1), ends=date(2027, 2, 1)
    )
    Membership.objects.create(
        user=account, organisation=place, role=Role.ACTING_HEAD, starts=date(2027, 3, 1), ends=date(2027, 4, 1)
    )
    present = cards()
    staff = start(place, world.vera, staff_file(("Заяц Илья Игоревич", "", "вожатый")))
    decide_rows(staff, {f"absent:{gone.pk}": "archive"})
    apply_import(staff, world.vera)
    undo_import(staff, world.vera)
    assert cards() == present
    archive_person(gone, world.vera)
    archived = cards()
    back = load(place, world.vera, staff_file(("Седых Павел Ильич", "", "учитель")))
    assert (cards()[1], cards()[-1]) == (present[1], present[-1])
    undo_import(back, world.vera)
    assert cards() == archived


def test_undone_once_however_often_it_is_asked(place, world):
    staff_import = load(place, world.vera, staff_file(("Заяц Илья Игоревич", "", "вожатый")))
    undo_import(staff_import, world.vera)
    entries = Entry.objects.count()
    undo_import(staff_import, world.vera)
    assert Entry.objects.count() == entries


def made(place, world):
    staff_import = load(place, world.vera, staff_file(("Заяц Илья Игоревич", "", "вожатый")))
    return staff_import, Person.objects.get(surname="Заяц", organisation=place)


def edited(place, world, card):
    card.note = "перешёл на полставки"
    save_person(card, by=world.vera)


def entered_a_bank(place, world, card):
    mentor(card)


def invited(place, world, card):
    Invitation.objects.create(
        organisation=place, person=card, role="participant", token_hash="x" * 64, expires_at="2027-01-01T00:00Z"
    )


def became_a_boss(place, world, card):
    Employment.objects.filter(person__surname="Тайный").update(reports_to=card)


def became_a_parent(place, world, card):
    Representation.objects.create(
        representative=card, pupil=person(place, "Туз Марк Антонович", grade="7А"), relation="отец"
    )


@pytest.mark.parametrize(
    ("touch", "sentence"),
    [
        (edited, "Заяц Илья Игоревич: карточку изменили после загрузки."),
        (entered_a_bank, f"Заяц Илья Игоревич: уже есть в программе ({Mentor._meta.verbose_name})."),
        (invited, "Заяц Илья Игоревич: уже есть в программе (приглашение)."),
        (became_a_boss, "Заяц Илья Игоревич: уже есть в программе (руководитель другого сотрудника)."),
        (became_a_parent, "Заяц Илья Игоревич: стал представителем (Туз Марк Антонович)."),
    ],
)
def test_a_touched_card_stops_the_undo_by_name(place, world, touch, sentence):
    staff_import, card = made(place, world)
    touch(place, world, card)
    assert reasons_not_to_undo(staff_import) == [sentence]
    before = cards()
    with pytest.raises(ValidationError) as refusal:
        undo_import(staff_import, world.vera)
    assert refusal.value.messages == [f"Отменить загрузку нельзя. {sentence}"]
    assert cards() == before
    assert Person.objects.filter(pk=card.pk).exists()
    staff_import.refresh_from_db()
    assert staff_import.status == ImportStatus.APPLIED


def test_a_changed_card_that_entered_a_bank_may_still_go_back(place, world):
    known = person(place, "Швец Игорь Львович", "учитель физики")
    staff_import = load(place, world.vera, staff_file(("Швец Игорь Львович", "11.12.1965", "учитель физики")))
    mentor(known)
    undo_import(staff_import, world.vera)
    known.refresh_from_db()
    assert known.birth_date is None


def test_a_later_list_of_the_same_people_is_undone_first(place, world):
    first, card = made(place, world)
    second = load(place, world.vera, staff_file(("Заяц Илья Игоревич", "13.04.1994", "вожатый")))
    with pytest.raises(ValidationError, match="изменили после загрузки"):
        undo_import(first, world.vera)
    undo_import(second, world.vera)
    undo_import(first, world.vera)
    assert not Person.objects.filter(pk=card.pk).exists()


def test_the_check_takes_as_many_queries_for_one_card_as_for_ten(place, world, django_assert_max_num_queries):
    one = load(place, world.vera, staff_file(("Заяц Илья Игоревич", "", "вожатый")))
    ten = load(
        place,
        world.vera,
        staff_file(*((f"{letter * 3}ова Анна Ивановна", "", "учитель") for letter in "абвгдежзик")),
    )
    with django_assert_max_num_queries(40) as first:
        reasons_not_to_undo(one)
    with django_assert_max_num_queries(len(first)):
        reasons_not_to_undo(ten)


def test_classes_of_the_import_come_off(place, world):
    pupils = load(place, world.vera, pupil_file(("Бабич Софья Денисовна", "9А", "30.08.2011", "", "")))
    assert Enrolment.objects.filter(person__organisation=place, year=YEAR).count() == 1
    undo_import(pupils, world.vera)
    assert Enrolment.objects.filter(person__organisation=place).count() == 0
