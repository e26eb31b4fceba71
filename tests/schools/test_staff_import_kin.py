"""A representative of a file who may be somebody of the organisation already: asked about, never doubled in silence."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from schools.models import Person, Representation
from schools.services.staff_import import decide_rows, plan_import
from schools.services.staff_import_apply import apply_import
from tests.schools.staff_files import pupil_file, start
from tests.world import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FATHER = "Швец Игорь Львович"
FILE = pupil_file(
    ("Швец Анна Игоревна", "7А", "01.02.2013", f"отец {FATHER}", "8 902 111-02-03"),
    ("Швец Лев Игоревич", "3Б", "01.02.2017", f"отец {FATHER}", "8 902 111-02-03"),
    ("Ждан Олег Петрович", "7А", "03.04.2013", "мать Ждан Ия Кимовна", ""),
)


@pytest.fixture
def teacher(world) -> Person:
    return person(world.school, FATHER, "учитель физики")


@pytest.fixture
def loaded(world, teacher):
    return start(world.school, world.anna, FILE)


def asked(staff_import) -> list[tuple[str, list[str]]]:
    return [
        (kin.name, [f"{one.card.full_name}: {one.why}" for one in kin.candidates])
        for kin in plan_import(staff_import).kin
    ]


def page(name: str, *args) -> str:
    return reverse(f"schools:{name}", args=["lesnaya", *args])


def test_a_father_who_is_a_teacher_here_is_asked_about_once_for_all_his_children(loaded):
    assert asked(loaded) == [("kin:2:0", ["Швец Игорь Львович: имя то же"])]
    with pytest.raises(ValidationError) as refused:
        apply_import(loaded, None)
    assert refused.value.messages == ["Сначала решите, как быть: 1 строка (2)."]
    assert not Representation.objects.exists()


def test_the_same_person_keeps_one_card_and_gets_only_what_it_lacks(world, loaded, teacher):
    digest = plan_import(loaded).digest
    decide_rows(loaded, {"kin:2:0": str(teacher.pk)})
    apply_import(loaded, world.anna, digest=digest)
    assert list(Person.objects.filter(surname="Швец", name="Игорь")) == [teacher]
    links = Representation.objects.filter(representative=teacher).order_by("pupil__name")
    assert [(link.pupil.name, link.relation) for link in links] == [("Анна", "отец"), ("Лев", "отец")]
    teacher.refresh_from_db()
    assert teacher.phone == "+79021110203"


def test_a_telephone_of_the_card_is_not_replaced_by_the_one_of_the_list(world, loaded, teacher):
    Person.objects.filter(pk=teacher.pk).update(phone="+79025554433")
    decide_rows(loaded, {"kin:2:0": str(teacher.pk)})
    apply_import(loaded, world.anna)
    teacher.refresh_from_db()
    assert (teacher.phone, teacher.represents.count()) == ("+79025554433", 2)


def test_a_namesake_gets_a_card_of_his_own(world, loaded, teacher):
    decide_rows(loaded, {"kin:2:0": "new"})
    apply_import(loaded, world.anna)
    other = Person.objects.get(surname="Швец", name="Игорь", represents__pupil__name="Лев")
    assert (other == teacher, other.represents.count(), teacher.represents.count()) == (False, 2, 0)


def test_a_slip_of_a_letter_a_parent_of_another_pupil_and_nobody_else(world):
    mother = person(world.school, "Ждан Ия Кимовна")
    Representation.objects.create(representative=mother, pupil=world.misha_card, relation="мать")
    person(world.school, "Швец Игорь Львович", grade="11А")
    person(world.foreign, FATHER, "учитель")
    person(world.school, "Швец Игорь Львовичь", "учитель физики")
    assert asked(start(world.school, world.anna, FILE)) == [
        ("kin:2:0", ["Швец Игорь Львовичь: имя отличается одной буквой"]),
        ("kin:4:0", ["Ждан Ия Кимовна: имя то же"]),
    ]


def test_whoever_has_the_telephone_of_the_card_is_that_person_without_a_question(world, teacher):
    Person.objects.filter(pk=teacher.pk).update(phone="+79021110203")
    staff_import = start(world.school, world.anna, FILE)
    assert asked(staff_import) == []
    apply_import(staff_import, world.anna)
    assert teacher.represents.count() == 2


def test_a_number_that_was_not_offered_is_no_answer(world, loaded):
    for said in (str(world.boris_card.pk), str(world.foreign_card.pk), "skip"):
        decide_rows(loaded, {"kin:2:0": said})
        assert [kin.decision for kin in plan_import(loaded).kin] == [""]


def test_the_page_asks_takes_the_answer_with_the_click_and_counts_whom_it_made(world, enter, loaded, teacher):
    anna = enter(world.anna)
    shown = anna.get(page("import_preview", loaded.pk))
    text = shown.text.replace("\u00a0", " ")
    assert "Строка 2, Швец Анна Игоревна: представитель Швец Игорь Львович, отец, 8 902 111-02-03" in text
    assert "Это Швец Игорь Львович (учитель физики): имя то же" in text
    assert '<dt>Нужно решить</dt><dd class="owed">1</dd>' in text
    refused = anna.post(page("import_apply", loaded.pk), {"digest": shown.context["plan"].digest}, follow=True)
    assert "Сначала решите, как быть" in refused.text
    sent = {"digest": shown.context["plan"].digest, "kin:2:0": str(teacher.pk)}
    done = anna.post(page("import_apply", loaded.pk), sent, follow=True).text.replace("\u00a0", " ")
    assert "Новых: 3 обучающихся и 1 представитель, изменено: 0" in done


def test_the_command_leaves_out_whom_nobody_was_asked_about_and_says_so(world, teacher, tmp_path):
    file = tmp_path / "pupils.xlsx"
    file.write_bytes(FILE)
    out = StringIO()
    call_command("import_staff", str(file), "--organisation", "lesnaya", "--apply", "--json", stdout=out)
    assert json.loads(out.getvalue())["applied"]["undecided"] == [
        {"row": 2, "full_name": FATHER, "reason": "имя то же"}
    ]
    assert (teacher.represents.count(), Person.objects.filter(surname="Швец").count()) == (0, 4)
