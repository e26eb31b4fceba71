"""The index by ending answers as the library's own scan does, and the library's heavy dictionary loads late."""

import subprocess
import sys

import pytest
from petrovich.enums import Case as LibraryCase
from petrovich.enums import Gender, NamePart
from petrovich.main import Petrovich

from schools.russian.engine import apply, build, library_rules

SURNAMES = """
Иванов Иванова Фомина Ильин Достоевский Толстой Толстая Черных Седых Дурново Гоголь Жук Мицкевич
Шварц Кравец Литовец Швец Соловей Воробей Цой Ким Мороз Сковорода Головня Шойгу Петросян Дюма Гусь
Дарвин Грин Рерих Блок Коваль Горячая Синий Рабочий Югай Берия Гулиа Новицка Орота Дикой Прибой Заяц
Лось Шток Гашек ИВАНОВ
"""
NAMES = """
Лев Пётр Павел Илья Никита Любовь Ольга Мария Ия Нинель Айгуль Юрий Алексей Игорь Миша Бек Марек
Витёк Шота Бруно
"""
PATRONYMICS = """
Иванович Ильич Кузьмич Лукич Саввич Ивановна Ильинична Никитична
"""


@pytest.mark.parametrize(
    ("part", "words"),
    [(NamePart.LASTNAME, SURNAMES), (NamePart.FIRSTNAME, NAMES), (NamePart.MIDDLENAME, PATRONYMICS)],
)
@pytest.mark.parametrize("gender", [Gender.MALE, Gender.FEMALE])
def test_the_index_answers_as_the_library(part, words, gender):
    library = Petrovich()
    group = library_rules().group(part)
    index = build(group.exceptions, group.suffixes, gender)
    for word in words.split():
        mods = index.find(word.lower())
        forms = (word,) * 5 if mods is None else apply(word, mods)
        cases = [case for case in LibraryCase if case != LibraryCase.NOMINATIVE]
        assert forms == tuple(library.inflect(word, case, part, gender) for case in cases)


def test_the_dictionary_loads_only_when_a_word_needs_it():
    program = """
import sys
from schools.russian import Case, Name, decline_name, plural
assert decline_name(Name("Иванова", "Анна", "Львовна", "ж"), Case.DATV) == "Ивановой Анне Львовне"
assert "pymorphy3" not in sys.modules and "django" not in sys.modules
assert decline_name(Name("Соловей", "Олег", "Львович", "м"), Case.DATV) == "Соловью Олегу Львовичу"
assert "pymorphy3" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
