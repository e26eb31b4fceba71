# ruff: noqa: E501 (the patterns are a table, one row a line)
"""What the heading of a column means. One table of patterns, read from top to bottom: the first that fits decides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from schools.russian.text import LOOKALIKES, fix_lookalikes

FIELD_LABELS: dict[str, str] = {
    "full_name": "Фамилия, имя, отчество",
    "surname": "Фамилия",
    "name": "Имя",
    "patronymic": "Отчество",
    "name_patronymic": "Имя и отчество",
    "gender": "Пол",
    "birth_date": "Дата рождения",
    "post": "Должность",
    "subjects": "Предметы",
    "email": "Электронная почта",
    "phone": "Телефон",
    "grade": "Класс или группа",
    "department": "Подразделение",
    "experience_total": "Общий стаж, лет",
    "experience_teaching": "Педагогический стаж, лет",
    "category": "Квалификационная категория",
    "education": "Образование",
    "degree": "Учёная степень",
    "title": "Учёное звание",
    "hired_on": "Дата приёма на работу",
    "note": "Примечание",
    "representative": "Законный представитель",
    "representative_relation": "Кем приходится представитель",
    "representative_phone": "Телефон представителя",
    "representative_email": "Почта представителя",
    "number": "№ п/п",
}
"""Fields a column may be given to, in the order of the choice on the screen."""

NAME_FIELDS = frozenset({"full_name", "surname", "name", "patronymic", "name_patronymic"})
REPEATABLE_FIELDS = frozenset(
    {
        "phone",
        "email",
        "representative",
        "representative_relation",
        "representative_phone",
        "representative_email",
        "subjects",
        "department",
        "note",
    }
)
"""Fields that may stand in several columns at once (mother and father; work and mobile telephone)."""

FORBIDDEN = "forbidden"
UNUSED = "unused"
IGNORED_REASONS = {
    FORBIDDEN: "паспорт, СНИЛС, ИНН, адрес и сведения о здоровье программа не хранит, столбец не загружаем",
    UNUSED: "программе этот столбец не нужен",
    "": "не узнали, что в этом столбце",
}

_PERSON = (
    r"(?:педагог\w*|педработник\w*|работник\w*|сотрудник\w*|учител\w*|преподавател\w*|воспитател\w*|специалист\w*|"
    r"обучающ\w*|учащ\w*|ученик\w*|ученич\w*|воспитанник\w*|студент\w*|ребен\w*|детей|школьник\w*|участник\w*|кандидат\w*|"
    r"наставляем\w*|наставник\w*|человек\w*|лиц\w*|персонал\w*|руководител\w*|члена?|коллектива|должностн\w*)"
)
_FIO = r"(?:ф и о|фио|фамили\w*(?: и)? имя(?: и)?(?: отчество)?|фамили\w* имени отчеств\w*|имя отчество фамили\w*|имя(?: и)? фамили\w*)"
_INITIALS = r"(?:фамили\w*(?: и)? (?:инициал\w*|и о|имя о)|фам и о)"
_RELATIVE = r"\b(?:представител\w*|родител(?!ьн)\w*|мат(?:ь|ери)|мам[аыу]|отец|отца|пап[аыу]|опекун\w*|попечител\w*|бабушк\w*)\b"
_MAIL = r"e ?mail|е ?маил|\bmail\b|\bмейл|\bе?мэйл|\bи?мейл|\bемейл|электр\w* почт|электр\w* адрес|электронка|\bэл почт|\bэл адрес|^эл$|\bпочт[аы]\b(?! росс)|почтовый ящик"
_PHONE = r"\bтел\b|телефон|\bмоб\b|мобильн|\bсот\b|сотов|^контакты?$|контактн\w+|\bphone\b|whatsapp|^номер для связи"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`confidence` 0…1; `relation`: whose column of a representative it is («мать»), when the heading says so."""

    field: str
    confidence: float
    relation: str = ""


_RULES: list[tuple[str, float, re.Pattern[str]]] = [
    (field, confidence, re.compile(pattern))
    for field, confidence, pattern in [
        (
            "number",
            1.0,
            r"^(?:№|n|no|номер)?(?: ?п п| пп|пп| по порядку)?(?: строки| записи)?$|^(?:№|номер) (?:п п|пп|по порядку|по списку)$",
        ),
        (
            FORBIDDEN,
            1.0,
            r"паспорт|снилс|\bинн\b|удостоверя\w+ личност|серия|полис|национальн|свидетельств|здоровь|медицинск|диагноз|\bовз\b|инвалид",
        ),
        ("email", 0.9, _MAIL),
        (FORBIDDEN, 1.0, r"\bадрес|прописк|место жительства|место рождения|место регистрации"),
        ("phone", 0.95, r"моб|сот\b|сотов|личн\w+ тел"),
        ("phone", 0.8, r"^тел$|^телефон(?:ы)?$|контактн\w+ (?:номер\w* )?тел"),
        ("phone", 0.7, _PHONE),
        (
            "birth_date",
            1.0,
            r"дат\w* (?:и год )?рожд|(?:число|день) месяц(?: и)? год рожд|^д ?р$|^д рожд|^день рождения$|родил|^дата рожд|^рожд",
        ),
        (
            UNUSED,
            1.0,
            r"повышени\w* квалификац|переподготов|курсов\w* подготов|^кпк|наград|поощрен|почетн|год (?:рожд|окончан|поступлен)|возраст\b|сколько лет|подпис|^ставк|количеств\w* ставок|^(?:учебн\w* )?нагрузк|^кол\w* часов|\bоклад|классн\w+ руковод|прибыт|выбыт|пароль|логин",
        ),
        ("gender", 1.0, r"^пол$|^пол (?:м ж|ж м|муж\w* жен\w*|" + _PERSON + r")$"),
        ("category", 1.0, r"категори[яию]\b|\bкв кат|\bкатег$|квалификац\w+ разряд|аттестован на"),
        (UNUSED, 0.9, r"аттестац|срок действия|приказ"),
        ("experience_total", 1.0, r"стаж.*общ.*(?:пед|специальн)|общ.*стаж.*(?:пед|специальн)"),
        (
            "experience_teaching",
            1.0,
            r"(?:стаж|опыт).*(?:пед|по специальн|по професси|профессиональн|преподав|по должности учител)|пед\w* ?стаж|^пед ?ст",
        ),
        (UNUSED, 0.9, r"стаж.*(?:данн|этой|учрежден|организац|школе|должност|руковод|наставн|месте)"),
        ("experience_total", 1.0, r"стаж.*общ|общ\w* (?:труд\w* )?стаж|трудов\w* стаж"),
        ("experience_total", 0.7, r"^стаж$|^стаж (?:работы|лет|полных лет)|опыт работы|^стаж"),
        (
            "hired_on",
            1.0,
            r"дата (?:при[её]ма|поступлен|трудоустр|начала работ|назначен)|принят\w* на работ|работает с|год приема",
        ),
        ("degree", 1.0, r"учен\w* степен|^степень$"),
        ("title", 1.0, r"учен\w* звани|^звани[ея]$"),
        ("education", 0.9, r"образовани|^образ$|\bвуз\b|учебн\w+ заведени|какое.*окончил|диплом"),
        ("post", 1.0, r"^должност\w*$|занимаем\w* должност|должност\w* по штат|наименование должност|должность"),
        ("post", 0.8, r"должност|^профессия$|^кем работает|^пост$"),
        ("subjects", 1.0, r"предмет|дисциплин|преподаваем|^что преподает|^ведет"),
        ("subjects", 0.6, r"учебн\w* курс|^курсы$|^специализация$"),
        ("note", 1.0, r"примечан|^прим$|комментари|заметк|дополнительн\w* (?:сведени|информац)"),
        (
            "grade",
            1.0,
            r"^класс\w{0,2}$|^класс (?:и )?(?:группа|литер\w*|обучени\w*|параллель|"
            + _PERSON
            + r")|^группа?(?: класс)?$|^(?:учебная|возрастная) группа|^группа (?:дет\w*|доу|"
            + _PERSON
            + r")",
        ),
        (
            "department",
            1.0,
            r"подразделен|^отдел\w*$|кафедр|^мо$|шмо|метод\w* объедин|^корпус$|^филиал$|^здание$|^площадка$",
        ),
        ("full_name", 1.0, rf"^(?:{_FIO})(?: полностью)?$|^(?:{_FIO}) (?:\w+ )*?{_PERSON}|^(?:{_FIO}) полностью"),
        ("name_patronymic", 1.0, r"^имя(?: и)? отчество|^имя и о$"),
        ("full_name", 0.6, rf"^(?:{_INITIALS})"),
        ("surname", 1.0, rf"^фамили\w*(?: (?:\w+ )?{_PERSON})?$|^фам$"),
        ("surname", 0.7, r"^фамили[яи]"),
        ("name", 1.0, rf"^имя(?: {_PERSON})?$"),
        ("name", 0.7, r"^имя\b|^имена$"),
        ("patronymic", 1.0, r"^отчеств\w*|^отч$"),
        ("full_name", 0.5, rf"(?:{_FIO})"),
        ("full_name", 0.45, rf"^(?:список )?{_PERSON}(?: {_PERSON})?$"),
    ]
]
_RELATIVE_RULES: list[tuple[str, re.Pattern[str]]] = [
    ("representative_email", re.compile(_MAIL)),
    (FORBIDDEN, re.compile(r"паспорт|снилс|\bадрес|прописк|место жительства|образован")),
    (UNUSED, re.compile(r"место работы|должност|согласие|подпис|дата рожд")),
    ("representative", re.compile(rf"{_FIO}|{_INITIALS}|фамили")),
    ("representative_phone", re.compile(_PHONE)),
    ("representative_relation", re.compile(r"кем (?:приход|явля)|родств|статус")),
]
_RELATION_ALONE = re.compile(r"кем (?:приход|явля)|степень родства|^родство$|родственн\w+ связ")
_RELATIVE_WORD = re.compile(_RELATIVE)
_RELATION_OF_COLUMN = [
    ("мать", re.compile(r"\b(?:мат(?:ь|ери)|мам[аыу])\b")),
    ("отец", re.compile(r"\b(?:отец|отца|пап[аыу])\b")),
    ("опекун", re.compile(r"^(?:фио )?опекун\w*$")),
    ("бабушка", re.compile(r"\bбабушк\w*\b")),
]
_NOT_LETTERS = re.compile(r"[^0-9a-zа-я№]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
MAX_HEADING = 160


def one_line(heading: object) -> str:
    """A heading as shown to people: line breaks and runs of spaces folded, words cut by a hyphen at a break joined."""
    text = str(heading).replace("\xad", "").replace("_x000D_", " ")
    text = re.sub(r"(?<=[а-яё])-[ \t]*[\r\n]+\s*(?=[а-яё])", "", text)
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """The form under which headings are compared and remembered: words in lower case, without ё and punctuation."""
    text = one_line(heading)
    if _CYRILLIC.search(text) or len(text) < 4:
        text = " ".join(word if "mail" in word.lower() else fix_lookalikes(word) for word in text.split())
    text = text.lower().replace("ё", "е")
    return " ".join(_NOT_LETTERS.sub(" ", text).split())


_NAME_HINT = re.compile(r"ф[\W_]{0,2}и[\W_]{0,2}о|фам|имя|имен")
_PERSON_ALONE = re.compile(rf"(?:список )?{_PERSON}(?: {_PERSON})?")


def may_name_people(cells: Iterable[object]) -> bool:
    """Quick and generous: may this row hold the heading of a column of names? Spares the full look at rows of data."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    if _NAME_HINT.search("\n".join(texts).translate(LOOKALIKES).lower()):
        return True
    return any(len(text) < 40 and _PERSON_ALONE.fullmatch(" ".join(text.lower().split())) for text in texts)


@lru_cache(maxsize=4096)
def understand(heading: str) -> Meaning | None:
    """The meaning of a heading, or None. FORBIDDEN and UNUSED are meanings too: known, and never loaded."""
    if len(heading) > MAX_HEADING or not heading.strip():
        return None
    key = heading_key(heading)
    if not key:
        return None
    if _RELATION_ALONE.search(key) and not re.search(_FIO, key):
        return Meaning("representative_relation", 1.0)
    if _RELATIVE_WORD.search(key) and not re.search(r"представител\w* (?:работод|организац|партн)", key):
        relation = next((word for word, pattern in _RELATION_OF_COLUMN if pattern.search(key)), "")
        if relation and re.search(r"отец|отца|пап", key) and re.search(r"мат(?:ь|ери)|мам", key):
            relation = ""
        for field, pattern in _RELATIVE_RULES:
            if pattern.search(key):
                return Meaning(field, 0.9, relation)
        return Meaning("representative", 0.8, relation) if len(key.split()) <= 6 else None
    for field, confidence, pattern in _RULES:
        if pattern.search(key):
            return Meaning(field, confidence)
    return None
