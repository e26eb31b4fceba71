"""Tidying what people typed: spaces, dashes, Latin look-alikes, capitals of names, keys for search and duplicates.

Nothing here knows of the database. A *word* below is a run of letters, digits and apostrophes without spaces or
hyphens.
"""

import re
import unicodedata

NBSP = "\u00a0"
# Latin letters drawn like Russian ones. Lower-case ones that only resemble in italics (m, t, n, u) are left out on
# purpose: «mail» must not turn into a half-Cyrillic word.
_LATIN = "ABCEHKMOPTXYaceopxykËë"
_CYRILLIC = "АВСЕНКМОРТХУасеорхукЁё"
LOOKALIKES = str.maketrans(_LATIN, _CYRILLIC)
_LATIN_LETTER = re.compile(r"[A-Za-zËë]")
_CYRILLIC_LETTER = re.compile(r"[А-Яа-яЁё]")
_WORD = re.compile(r"[^\W_]+")
_DASHES = re.compile(r"[\u002d\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]")
# Zero-width characters, soft hyphen, byte order mark: invisible, and they break every comparison. Control characters but
# for spaces: PostgreSQL refuses a query with a NUL in it.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_APOSTROPHES = re.compile(r"[`´ʼ‘’]")

# Words of compound names that are written small: of Turkic patronymics (always) and of foreign surnames (inside a
# name).
PATRONYMIC_WORDS = frozenset(re.split(" ", "кызы кизы кизи гызы гизи оглы оглу углы угли улы улу уулу"))
SURNAME_PARTICLES = frozenset(
    re.split(" ", "де ди да дю дер ден дель делла ла ле лос фон цу цур ван вон аф тер эль аль ибн бин бен")
)


def tidy_spaces(value: str) -> str:
    """Fold every kind of space to one ordinary space, drop invisible characters, strip the ends."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", value)).split())


def fix_lookalikes(word: str, *, cyrillic: bool = False) -> str:
    """Latin look-alikes of a mixed word made Cyrillic: «Тaисия» with a Latin «a» becomes «Таисия».

    A word that keeps a letter without a look-alike is left as it is («ITшник»). A wholly Latin word is left alone
    unless ``cyrillic`` is true (the column is known to be Russian: a surname, a class) and every letter of it has a
    look-alike. Hyphenated words are judged part by part, so «IT-специалист» keeps its «IT».
    """
    if not _LATIN_LETTER.search(word):
        return word

    def fix(match: re.Match[str]) -> str:
        piece = match.group()
        latin = _LATIN_LETTER.findall(piece)
        if not latin or any(letter not in _LATIN for letter in latin):
            return piece
        return piece.translate(LOOKALIKES) if cyrillic or _CYRILLIC_LETTER.search(piece) else piece

    return _WORD.sub(fix, word)


def normalise_key(value: str) -> str:
    """The stored key of a text for duplicates and sorting (decision 11): lower case, ё → е, spaces folded and stripped,
    every dash «-», look-alikes of mixed words made Cyrillic. Wholly Latin words (e-mail, «IT») stay readable."""
    text = _APOSTROPHES.sub("'", _DASHES.sub("-", tidy_spaces(value)))
    return fix_lookalikes(text).lower().replace("ё", "е")


def search_key(value: str) -> str:
    """The key of a stored text or of a query, to be compared by «contains»: ``normalise_key`` without quotes,
    with no spaces round hyphens, so that «римская - корсакова» finds «Римская-Корсакова».

    Judged word by word, never by the neighbours: a part of a stored text gets the same letters as the whole."""
    key = re.sub(r"[«»„“”\"]", "", normalise_key(value))
    return " ".join(re.sub(r" ?- ?", "-", key).split())


def _capitals(word: str) -> str:
    """One word of a name: «ЖАМБАЛОВА», «жамбалова», «жАМБАЛОВА», «ЖАмбалова» → «Жамбалова»; «МакДональд» is kept."""
    if len(word) > 3 and word[0].isupper() and word[1].islower() and sum(letter.isupper() for letter in word) == 2:
        return word
    head, apostrophe, tail = word.partition("'")
    if apostrophe and len(head) <= 2:
        return f"{head.capitalize()}'{tail.capitalize()}"
    return word.capitalize()


def tidy_name(value: str) -> str:
    """A surname, a given name, a patronymic or a whole full name as it should be written.

    Capitals, spaces, dashes, look-alikes; double surnames («РИМСКАЯ - КОРСАКОВА» → «Римская-Корсакова»);
    «кызы», «оглы» small; «де», «фон», «ван» small inside a name that was typed in one case. Initials keep their dots.
    """
    text = _APOSTROPHES.sub("'", _DASHES.sub("-", tidy_spaces(value)))
    text = fix_lookalikes(text, cyrillic=bool(_CYRILLIC_LETTER.search(text)))
    text = re.sub(r" ?- ?", "-", text).strip(" ,;:-_*")
    one_case = text.isupper() or text.islower()
    words = text.split(" ")
    tidied = []
    for position, word in enumerate(words):
        pieces = []
        for number, piece in enumerate(word.split("-")):
            low = piece.lower()
            patronymic = low in PATRONYMIC_WORDS and (position > 0 or number > 0)
            particle = low in SURNAME_PARTICLES and position < len(words) - 1 and (one_case or piece == low)
            if patronymic or (particle and "-" not in word):
                pieces.append(low)
            elif "." in piece:
                pieces.append(re.sub(r"[^\W\d_]+", lambda match: _capitals(match.group()), piece))
            else:
                pieces.append(_capitals(piece))
        tidied.append("-".join(pieces))
    return " ".join(tidied)


def _is_abbreviation(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) > 1


def capitalised(words: str) -> str:
    """The first letter large, the rest as it stands: the beginning of a sentence or of a line."""
    return words[:1].upper() + words[1:]


def tidy_post(value: str) -> str:
    """A post as it is written inside a sentence: «Учитель  Математики» is not touched but for its first letter and
    spaces; an abbreviation at the start («ИКТ-специалист») keeps its capitals. A post typed wholly in capitals becomes
    small, its short words without vowels or of up to three letters being taken for abbreviations («УЧИТЕЛЬ ОБЖ» →
    «учитель ОБЖ»)."""
    text = fix_lookalikes(_DASHES.sub("-", tidy_spaces(value)).strip(" ,;"))
    text = re.sub(r" ?, ?", ", ", re.sub(r"\( +", "(", re.sub(r" +\)", ")", text)))
    text = re.sub(r"(?<=[^\W\d_]{3})- (?=[^\W\d_])|(?<=[^\W\d_]{3}) -(?=[^\W\d_])", "-", text)
    if text.isupper() and len(text) > 4:
        text = _WORD.sub(
            lambda match: match.group() if _short_abbreviation(match.group()) else match.group().lower(), text
        )
    if not text:
        return text
    first = re.match(r"[\w-]+", text)
    if first is None or _is_abbreviation(first.group().split("-")[0]):
        return text
    return text[0].lower() + text[1:]


_SHORT_WORDS = frozenset(
    {"в", "во", "для", "до", "его", "за", "зав", "зам", "и", "из", "к", "на", "о", "об", "от", "по", "при", "с", "со"}
)


def _short_abbreviation(word: str) -> bool:
    if word.lower() in _SHORT_WORDS:
        return False
    return len(word) <= 3 or not re.search(r"[АЕЁИОУЫЭЮЯ]", word)
