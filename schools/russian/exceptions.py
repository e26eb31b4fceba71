"""The whole table of exceptions of names and posts: what no rule of ours can know. Under thirty entries, each with its
reason.

Everything else follows from endings (``name_rules``), from the library's rules, or from the dictionary of common words.
"""

from typing import NamedTuple


class NameException(NamedTuple):
    """A word of a name: ``part`` is lastname or firstname, ``gender`` м, ж or м/ж, ``mods`` as in petrovich's rules
    (gent, datv, accs, ablt, loct; «-» takes a letter off, «.» leaves the word)."""

    word: str
    part: str
    gender: str
    mods: str
    reason: str


NAMES = (
    NameException("перец", "lastname", "м", "а у а ем е", "Фамилия из идиша: Переца, не «Перца», как у пряности"),
    NameException("ковач", "lastname", "м", "а у а ем е", "Сербская и венгерская, ударение на первом слоге"),
    NameException("лукач", "lastname", "м", "а у а ем е", "Венгерская, ударение на первом слоге"),
    NameException("золя", "lastname", "м/ж", ". . . . .", "Французская с ударением на конце не склоняется"),
    NameException("голова", "lastname", "ж", "-ы -е -у -ой -е", "Существительное, а не женская форма от «Голов»"),
    NameException("корова", "lastname", "ж", "-ы -е -у -ой -е", "Существительное, а не женская форма от «Коров»"),
    NameException("подкова", "lastname", "ж", "-ы -е -у -ой -е", "Существительное, а не женская форма от «Подков»"),
    NameException("франклин", "lastname", "м", "а у а ом е", "Английская на -ин: творительный на -ом"),
    NameException("гершвин", "lastname", "м", "а у а ом е", "Американская на -ин: творительный на -ом"),
    NameException("бюлов", "lastname", "м", "а у а ом е", "Немецкая на -ов: творительный на -ом"),
    NameException("вирхов", "lastname", "м", "а у а ом е", "Немецкая на -ов: творительный на -ом"),
    NameException("адель", "firstname", "ж", "-и -и . ю -и", "Освоенное имя на -ль, склоняется, в отличие от «Николь»"),
    NameException(
        "ассоль", "firstname", "ж", "-и -и . ю -и", "Освоенное имя на -ль, склоняется, в отличие от «Николь»"
    ),
)

# Foreign surnames in -ин that Russians bear too: a foreigner takes -ом in the instrumental, a Russian -ым (Чарльзом
# Чаплином, but Всеволодом Анатольевичем Чаплиным). A Russian patronymic tells them apart. Value: the reason.
FOREIGN_INSTRUMENTAL = {
    "чаплин": "Английская, есть русская Чаплин",
    "мартин": "Английская и испанская, есть русская Мартин",
}

# First parts of hyphenated posts that are living nouns by the dictionary and yet stay unchanged. Value: the reason.
POST_PREFIXES = {
    "шеф": "Шеф-повар: склоняется только вторая часть",
    "премьер": "Премьер-министр: склоняется только вторая часть",
    "генерал": "Генерал-майор: склоняется только вторая часть",
}
