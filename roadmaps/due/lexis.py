"""Words of due dates: a text into tokens. Works on the normalised text (small letters, е for ё, every dash «-»)."""

import re
from dataclasses import dataclass

from schools.russian import fix_lookalikes, normalise_key

LONGEST = 2000  # characters; more is no due date

# Nouns in every case, and the abbreviations of tables.
MONTH_WORDS = (
    r"январ(?:ь|я|е|ю|ем|и)?|янв",
    r"феврал(?:ь|я|е|ю|ем|и)?|февр?",
    r"март(?:а|е|у|ом)?|мар",
    r"апрел(?:ь|я|е|ю|ем|и)?|апр",
    r"май|мая|мае|маю|маем",
    r"июн(?:ь|я|е|ю|ем|и)?",
    r"июл(?:ь|я|е|ю|ем|и)?",
    r"август(?:а|е|у|ом)?|авг",
    r"сентябр(?:ь|я|е|ю|ем|и)?|сент?",
    r"октябр(?:ь|я|е|ю|ем|и)?|окт",
    r"ноябр(?:ь|я|е|ю|ем|и)?|нояб?",
    r"декабр(?:ь|я|е|ю|ем|и)?|дек",
)
_ADJECTIVES = (
    *("январск", "феврал(?:ьск)?", "мартовск", "апрельск", "майск", "июньск"),
    *("июльск", "августовск", "сентябрьск", "октябрьск", "ноябрьск", "декабрьск"),
)
_SEASONS = {"осен": (9, 11), "зим": (12, 2), "весн": (3, 5), "лет": (6, 8)}
# Holidays are set by each region; these are the weeks in which nearly all of them lie.
_HOLIDAYS = {
    "осен": ((10, 24), (11, 8)),
    "зим": ((12, 28), (1, 11)),
    "весен": ((3, 20), (4, 5)),
    "лет": ((6, 1), (8, 0)),
}
_PERIODS = {
    "четв": ((9, 10), (11, 12), (1, 3), (4, 5)),
    "полуг": ((9, 12), (1, 5)),
    "п/г": ((9, 12), (1, 5)),
    "семестр": ((9, 12), (1, 5)),
    "триместр": ((9, 11), (12, 2), (3, 5)),
    "квартал": ((1, 3), (4, 6), (7, 9), (10, 12)),
}
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "перв": 1, "втор": 2, "треть": 3, "четверт": 4, "пят": 5}

MONTH_DAY = tuple[int, int]  # (month, day); day 0 is the month's last

_MONTH = "|".join(MONTH_WORDS)
_STEMS = r"(?:январ|феврал|март|апрел|ма[йяе](?![а-я])|июн|июл|август|сентябр|октябр|ноябр|декабр)"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:-?(?:го|ое|ого|е))?"
_ORD = (
    r"(?:iv|i{1,3}|[1-5](?:-?(?:ая|ой|ую|ый|ое|ого|го|му|ом|й|я|е|ю))?|(?:перв|втор|треть|трети|четверт|пят)[а-я]{1,3})"
)
_YEAR = r"(?:199\d|20\d\d)"
_YEARWORD = r"(?:(?:учебн[а-я]*|уч\.?|календарн[а-я]*) ?(?:год(?:а|у|ом|е|ы|ов|ах)?|гг?\b\.?)?|год(?:а|у|ом|е|ы|ов|ах)?|гг?\b\.?)"
_B, _E = r"(?<![а-яa-z0-9])", r"(?![а-яa-z0-9])"
_UNDATED = (
    r"(?:по(?: мере)?|при|согласно|в соответствии с?о?|в рамках|исходя из)"
    r"(?: [а-я]*(?:ым|ому|ой|ими|ыми|ем|ого|ему|ным)\b)*"
    r" (?:график|план|расписани|циклограмм|необходимост|потребност|запрос|требовани|согласовани|договоренност|заявк|"
    r"заявлени|обращени|итог|результат|факт|окончани|завершени|приказ|положени|программ|мере|ситуаци|наличи|поступлени|"
    r"приглашени|желани|возможност|инициатив|указани|распоряжени|срок|отдельн|прибыти|заключени|формировани|готовност|"
    r"услови)[а-я]*"
    r"|ситуативно|эпизодически|индивидуально|дополнительно|по-необходимости|без срока|бессрочно"
    r"|(?:в течени[еи]|не позднее|не позже|за|через|спустя)"
    r" (?:\d{1,2}(?!\d)|одн[а-я]+|двух|трех|четырех|пяти|семи|десяти|месяца|недели|дня)(?:-?[а-я]{1,3})?"
    r"(?: (?:рабоч|календарн|учебн)[а-я]*)?(?: ?(?:дн|дней|день|недел|месяц|час|сут)[а-я]*)?(?= |$|[,;.)])"
    rf"(?! {_STEMS})(?! (?:четв|полуг|п/г|семестр|триместр|квартал))"
    rf"|(?:после|перед|сразу|во время|в день|в дни|в ходе|накануне) (?!\d)(?!{_STEMS})[а-я]+"
)
_THROUGH = r"(?:в течени[еи]|на протяжении|за)"
_ALWAYS = (
    r"постоянно|систематически|регулярно|непрерывно|круглогодично|круглый год|на постоянной основе|на всех этапах"
    rf"|(?:{_THROUGH} )?(?:вс(?:его|ей|ех|ю)|весь) (?:(?:учебн|календарн)[а-я]* )?"
    r"(?:год|период|срок|врем|реализаци|этап)[а-я]*"
    r"|на период (?:действи|реализаци|работы|программ)[а-я]*"
    rf"|(?!за){_THROUGH} (?:период|срок|реализаци|действи|работы|программ)[а-я]*"
)
_TIMES = r"(?:\d{1,2}|один|одного|два|двух|две|три|трех|четыре)(?: ?- ?\d{1,2})? ?раза?"
_EACH = (
    r"(?:учебн[а-я]+ )?"
    r"(?:(?:год|месяц|недел|четверт|полугоди|триместр|квартал|семестр)[а-я]*|день|дня)"
)
_TERM = r"(?:четв(?:ерт[а-я]*|\.)?|полуг(?:оди[а-я]*|\.)?|п/г|(?:семестр|триместр|квартал)[а-я]*)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("clock", r"\d{1,2}[:.]\d{2} ?(?:ч\b\.?|час[а-я]*)|\d{1,2}:\d{2}(?!\d)"),
    ("date", rf"(?P<day>\d{{1,2}})\. ?(?P<mon>\d{{1,2}})\. ?(?P<yy>{_YEAR}|\d\d)(?!\d)(?: ?(?:года?|г\b\.?))?"),
    ("iso", rf"(?P<iy>{_YEAR})-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"),
    ("dayspan", rf"(?P<d1>{_D}) ?(?:-|по|до) ?(?P<d2>{_D}) (?P<dm>{_MONTH})\b\.?"),
    ("daylist", rf"(?P<dl>{_D}(?:(?: ?, ?| и ){_D}){{1,12}}) (?P<lm>{_MONTH})\b\.?"),
    ("day", rf"(?P<d>{_D}) ?(?P<m>{_MONTH})\b\.?"),
    ("shortspan", r"(?P<s1>\d{1,2})\.(?P<s2>0[1-9]|1[0-2]) ?- ?(?P<s3>\d{1,2})\.(?P<s4>0[1-9]|1[0-2])(?:\.|(?![\d.]))"),
    ("short", r"(?P<sd>\d{1,2})\.(?P<sm>0[1-9]|1[0-2])(?:\.|(?![\d.]))"),
    (
        "years",
        rf"(?P<y1>{_YEAR})(?: ?г?\.? ?[-/] ?(?P<y2>{_YEAR})| ?[-/] ?(?P<y3>\d\d)(?!\d|\.| ?(?:{_MONTH})\b))(?P<yw> ?{_YEARWORD})?",
    ),
    ("shortyears", rf"(?P<z1>\d\d) ?[-/] ?(?P<z2>\d\d) ?(?P<zw>уч[а-я]*\.? ?{_YEARWORD})"),
    ("year", rf"(?P<y>{_YEAR})(?P<w> ?{_YEARWORD})?"),
    ("later", r"далее|затем|в дальнейшем|в последующем|последующ[а-я]+"),
    ("yearly", r"ежегодн[а-я]*|кажд(?:ый|ого|ом) (?:(?:учебн|календарн)[а-я]* )?год[а-я]*|из года в год"),
    (
        "each",
        rf"(?:не (?:реже|менее|более) (?:чем )?)?(?:{_TIMES}|раз) ?(?:в|за|/) ?(?:\d+ |дв[ае] |три )?{_EACH}"
        r"|ежемесячн[а-я]*|еженедельн[а-я]*|ежедневн[а-я]*|ежеквартальн[а-я]*|ежечетвертн[а-я]*"
        rf"|(?:по окончании |в конце |в начале |до \d+ числа )?кажд[а-я]+ {_EACH}",
    ),
    ("always", _ALWAYS),
    (
        "holidays",
        r"(?P<hol>осенн|зимн|весенн|летн)[а-я]* каникул[а-я]*|каникул[а-я]* (?P<hol2>осенн|зимн|весенн|летн)[а-я]*",
    ),
    (
        "term",
        rf"(?P<ords>{_ORD}(?:(?: ?[-,] ?| и |, ){_ORD}){{0,12}}) (?:учебн[а-я]+ )?(?P<per>{_TERM})",
    ),
    ("week", rf"(?P<wk>последн[а-я]+|{_ORD}(?:(?: ?[-,] ?| и ){_ORD}){{0,12}}) (?P<unit>недел|декад|половин)[а-я]*"),
    (
        "part",
        r"(?P<part>окончани[яю]|завершени[яю]|конец|конц[аеу]|концом|начал[оаеу]|началом|середин[аеуы]|серединой)",
    ),
    ("monthday", r"до (?P<md>\d{1,2})(?:-?го)? числа"),
    ("weekday", r"по (?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)[а-я]*"),
    ("undated", _UNDATED),
    (
        "longseason",
        r"(?P<ls>осенн|зимн|весенн|летн)[а-я]*(?:-(?P<le>осенн|зимн|весенн|летн)[а-я]*)? (?:период|врем|месяц)[а-я]*",
    ),
    ("month", rf"(?P<mm>{_MONTH})\b\.?"),
    ("adjective", rf"(?P<adj>{'|'.join(_ADJECTIVES)})[а-я]+"),
    ("season", r"(?P<sea>осень|осенью|осени|зима|зимой|зимы|зиму|весна|весной|весны|весну|лето|летом|лета)"),
    ("during", r"(?:в течени[еи]|на протяжении|в продолжение)(?: (?:текущего|данного|этого))?"),
    ("vague", r"примерно|ориентировочно|предварительно|предположительно|приблизительно|около"),
    ("next", r"следующ[а-я]+|нов(?:ого|ому|ый|ом)|будущ[а-я]+"),
    ("deadline", r"не позднее|не позже|крайний срок|вплоть до|до|ко?"),
    ("after", r"не ранее|не раньше|после|позднее"),
    ("since", r"начиная с|со?|от"),
    ("to", r"по"),
    (
        "noise",
        r"[тс]\. ?г\.?|во?|на|за|а|также|или|месяц[а-я]*|"
        r"мес|числ[а-я]+|включительно|срок[а-я]*|период[а-я]*|из|текущ[а-я]+|данн[а-я]+|этого",
    ),
    ("yearword", _YEARWORD),
    ("and", r"и"),
)
_TOKEN = re.compile(
    "|".join(rf"(?P<k_{kind}>{_B}(?:{pattern}){'' if kind in ('yearword',) else _E})" for kind, pattern in _PATTERNS)
    + r"|(?P<k_range>-)|(?P<k_comma>[,;/&+])|(?P<k_open>[(\[])|(?P<k_close>[)\]])|(?P<k_junk>[а-яa-z0-9№%#*]+)"
)
_MONTHS = [re.compile(rf"(?:{words})\.?") for words in MONTH_WORDS]


@dataclass(frozen=True, slots=True)
class Token:
    """A recognised piece: its kind (a name in `_PATTERNS`) and the groups that it caught."""

    kind: str
    text: str
    values: dict[str, str]


def tokens(text: str) -> list[Token]:
    """The due date's words in order; nothing is skipped but spaces, quotes and full stops."""
    key = normalise_key(fix_lookalikes(text[:LONGEST].replace("І", "I").replace("і", "i"), cyrillic=True))
    key = re.sub(r"[«»„“”\"]", "", key)
    key = re.sub(r"(?<![а-я])в теч\.? ", "в течение ", key)
    # «Октябрь2024», «мая2025».
    key = re.sub(r"(?<=[а-я])(?=(?:199|20\d)\d(?!\d))", " ", key)
    found = []
    for match in _TOKEN.finditer(key):
        values = {name: value for name, value in match.groupdict().items() if value is not None}
        kind = next(name for name in values if name.startswith("k_"))
        found.append(Token(kind[2:], values.pop(kind), values))
    return found


def month_number(word: str) -> int:
    """1…12 of a month's noun in any case or abbreviation."""
    return next(number for number, pattern in enumerate(_MONTHS, 1) if pattern.fullmatch(word))


def adjective_month(stem: str) -> int:
    return next(number for number, pattern in enumerate(_ADJECTIVES, 1) if re.fullmatch(pattern, stem))


def season(word: str) -> tuple[MONTH_DAY, MONTH_DAY]:
    first, last = next(months for stem, months in _SEASONS.items() if word.startswith(stem))
    return (first, 1), (last, 0)


def long_season(start: str, end: str) -> tuple[MONTH_DAY, MONTH_DAY]:
    """«Летний период»; «осенне-зимний» from the first to the last."""
    first, _ = next(months for stem, months in _SEASONS.items() if start.startswith(stem[:3]))
    _, last = next(months for stem, months in _SEASONS.items() if end.startswith(stem[:3]))
    return (first, 1), (last, 0)


def holidays(stem: str) -> tuple[MONTH_DAY, MONTH_DAY]:
    return next(days for name, days in _HOLIDAYS.items() if stem.startswith(name))


def day_number(word: str) -> int:
    return int(re.match(r"\d+", word).group())  # type: ignore[union-attr]  # called for words that begin with digits


def ordinals(text: str) -> list[int]:
    """«I–II», «1, 3», «первая и вторая» → [1, 2], [1, 3], [1, 2]."""
    numbers, ranged = [], False
    for piece in re.findall(rf"{_ORD}|-(?= ?(?:{_ORD}))", text):
        if piece == "-":
            ranged = True
            continue
        digit = re.match(r"\d", piece)
        number = (
            int(digit.group())
            if digit
            else next(
                value
                for stem, value in reversed(_ORDINALS.items())
                if piece.startswith(stem) or piece.startswith(stem[:-1] + "и")
            )
        )
        numbers += range(numbers[-1] + 1, number) if ranged and numbers else ()
        numbers.append(number)
        ranged = False
    return numbers


def periods(kind: str) -> tuple[tuple[MONTH_DAY, MONTH_DAY], ...]:
    """Quarters, halves and so on of an academic year, by whole months (each school sets the exact days itself)."""
    for stem, months in _PERIODS.items():
        if kind.startswith(stem):
            return tuple(((first, 1), (last, 0)) for first, last in months)
    return ()
