"""Our rules of names by ending. They stand before the library's endings and after its whole-word exceptions.

Sources: Н. А. Еськова и Л. П. Калакуцкая on surnames, «Справочник по правописанию» of Розенталь §§ 149–150.
Written as (gender, endings, modifications), the language of ``engine``.
"""

from functools import cache, lru_cache

from petrovich.enums import Gender, NamePart
from petrovich.rules import Rule

from schools.russian import exceptions
from schools.russian.engine import Index, build, library_rules

_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_GENDERS = {"м": Gender.MALE, "ж": Gender.FEMALE, "м/ж": Gender.ANDROGYNOUS}

# Groups of the library's whole-word exceptions that we drop, named by one word of each: «гусь» (Гусь, Ремень, Камень,
# Рева unchanged for men too: against the grammar), «зульфия» (dative «Зульфие»: the table of the field has «Зульфии»),
# «илья» («Ильёй»).
_DROPPED = frozenset({"гусь", "зульфия", "илья"})

_TWO_BEFORE_EC = " ".join(
    f"{first}{second}ец" for first in _CONSONANTS + "ь" for second in _CONSONANTS if first + second != "рж"
)

_RULES: dict[NamePart, tuple[tuple[str, str, str], ...]] = {
    NamePart.LASTNAME: (
        # Долгих, Черных stand still; Фрейндлих, Либих do not: -их after г к х ж ш ч щ н is the Russian plural.
        ("м", "гих ких хих жих ших чих щих них ых", ". . . . ."),
        ("м", "их", "а у а ом е"),
        # Only -ин, -ын, -ов, -ев are possessive (Пушкиным); other -н, -в are nouns (Линкольном, Горюном, Семёном).
        ("м", "ин ын ов ев ёв", "а у а ым е"),
        ("м", "н в", "а у а ом е"),
        # Сухой, Чужой: и, not ы, after г к х and hissing letters.
        ("м", "хой жой шой чой щой", "--ого --ому --ого --им --ом"),
        ("м", "огий лгий угий", "--ого --ому --ого --им --ом"),
        ("м", "дж", "а у а ем е"),
        ("м", "эй юй яй ёй", "-я -ю -я -ем -е"),
        ("м", "ач кузьмич лукич фомич", "а у а ом е"),
        ("м", "чок шок жок", "--ка --ку --ка --ком --ке"),
        # Two consonants keep the vowel: Кузнеца, Мудреца.
        ("м", _TWO_BEFORE_EC, "а у а ом е"),
        ("м", "лец", "--ьца --ьцу --ьца --ьцем --ьце"),
        ("м", "бец гец дец жец зец кец пец рец тец хец чец шец", "--ца --цу --ца --цом --це"),
        # Possessive women's surnames end in -ина, -ына; Ворона, Сосна, Поляна are nouns.
        ("ж", " ".join(f"{letter}на" for letter in "аеёоуэюя" + _CONSONANTS), "-ы -е -у -ой -е"),
        ("м/ж", "ё", ". . . . ."),
    ),
    NamePart.FIRSTNAME: (
        ("м", "ья", "-и -е -ю -ей -е"),
        ("м/ж", "ия", "-и -и -ю -ей -и"),
        # Марек, Тилек, Айбек keep the vowel; Витёк does not.
        ("м", "ек", "а у а ом е"),
        ("м", "ц ч щ", "а у а ем е"),
        ("м/ж", "ца ча ща жа", "-и -е -у -ей -е"),
    ),
    NamePart.MIDDLENAME: (
        # Stressed only: Фомичом, Кузьмичом, Лукичом, Ильичом; Якимичем, Фокичем, Силычем.
        ("м", "фомич хомич кузьмич лукич ильич", "а у а ом е"),
        ("м", "ич ыч", "а у а ем е"),
    ),
}

# One syllable is a sign of a Chinese, Korean or other foreign surname, or of a short noun.
_SHORT_RULES: tuple[tuple[str, str, str], ...] = (
    ("м", "ин ын", "а у а ом е"),  # Лином, Шином
    ("м", "их ых", "а у а ом е"),  # Жмыха
    ("м", "ой", "-я -ю -я -ем -е"),  # Цоя, Роя
    ("м", "ец", "а у а ем е"),  # Беца
    ("м", "ок", "а у а ом е"),  # Шока
    ("м", "щ ыч", "а у а ом е"),  # Хрущом, Сычом
)
# Up to four letters: Сова, Дева, Зина have no masculine «Сов».
_FOUR_LETTER_RULES: tuple[tuple[str, str, str], ...] = (("ж", "ова ева ёва ина", "-ы -е -у -ой -е"),)


def _rules(rows: tuple[tuple[str, str, str], ...]) -> tuple[Rule, ...]:
    return tuple(Rule(_GENDERS[gender], tuple(tests.split()), tuple(mods.split())) for gender, tests, mods in rows)


@cache
def index(part: NamePart, male: bool) -> Index:
    """Everything known of one part and gender, in the order: our exceptions, the library's, our endings, the
    library's."""
    gender = Gender.MALE if male else Gender.FEMALE
    group = library_rules().group(part)
    ours = tuple(
        Rule(_GENDERS[row.gender], (row.word,), tuple(row.mods.split())) for row in exceptions.NAMES if row.part == part
    )
    theirs = tuple(rule for rule in group.exceptions if not _DROPPED & set(rule.tests))
    return build(ours + theirs, _rules(_RULES[part]) + group.suffixes, gender)


@lru_cache(maxsize=4)
def short_surnames(male: bool) -> Index:
    return build((), _rules(_SHORT_RULES), Gender.MALE if male else Gender.FEMALE)


@lru_cache(maxsize=4)
def four_letter_surnames(male: bool) -> Index:
    return build((), _rules(_FOUR_LETTER_RULES), Gender.MALE if male else Gender.FEMALE)
