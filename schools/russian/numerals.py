"""Whole numbers in words, as sums of money are written beside their digits: «5 000 (пять тысяч) рублей»."""

from schools.russian.plural import plural

_ONES = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
]
_ONES += ["четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"]
_TENS = ["", "", *["двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]]
_HUNDREDS = ["", *["сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"]]
_FEMININE = {"один": "одна", "два": "две"}
LARGEST = 999_999


def number_words(n: int, feminine: bool = False) -> str:
    """The number from nought to 999 999 in the nominative; `feminine` for nouns like «тысяча». Raises ValueError beyond."""
    if not 0 <= n <= LARGEST:
        raise ValueError(f"{n} is not between 0 and {LARGEST}")
    if n >= 1000:
        thousands, rest = divmod(n, 1000)
        words = [number_words(thousands, feminine=True), plural(thousands, "тысяча", "тысячи", "тысяч")]
        return " ".join([*words, *([number_words(rest, feminine)] if rest else [])])
    words = [_HUNDREDS[n // 100]]
    tail = n % 100
    if tail >= len(_ONES):
        words.append(_TENS[tail // 10])
        tail %= 10
    if tail or not n:
        word = _ONES[tail]
        words.append(_FEMININE.get(word, word) if feminine else word)
    return " ".join(word for word in words if word)
