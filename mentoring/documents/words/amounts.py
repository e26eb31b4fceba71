"""Amounts as they are typed and as they are printed."""

from schools.russian import number_words, plural


def whole_number(words: str) -> int | None:
    """«5 000», «5000 руб.» → 5000; None for anything else."""
    digits = (
        words.lower()
        .replace("рублей", "")
        .replace("руб.", "")
        .replace("руб", "")
        .replace("%", "")
        .replace("\u00a0", " ")
    )
    digits = digits.replace(" ", "")
    return int(digits) if digits.isdecimal() and len(digits) <= 6 else None


def rubles(amount: int) -> str:
    """«5 000 (пять тысяч) рублей», unbreakable inside the number."""
    grouped = f"{amount:,}".replace(",", "\u00a0")
    return f"{grouped} ({number_words(amount)}) {plural(amount, 'рубль', 'рубля', 'рублей')}"
