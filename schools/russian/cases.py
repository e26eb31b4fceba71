"""The six cases under the names of the table of declension."""

from enum import StrEnum


class Case(StrEnum):
    """A Russian grammatical case; the value is the key of tables, overrides and ``manage.py decline``."""

    NOMN = "nomn"  # кто
    GENT = "gent"  # кого: подпись Дрониной
    DATV = "datv"  # кому: поручить Дрониной
    ACCS = "accs"  # кого: назначить Дронину
    ABLT = "ablt"  # кем: утверждено Дрониной
    LOCT = "loct"  # о ком: о Дрониной


OBLIQUE = (Case.GENT, Case.DATV, Case.ACCS, Case.ABLT, Case.LOCT)
LABELS = {
    Case.NOMN: "Именительный",
    Case.GENT: "Родительный",
    Case.DATV: "Дательный",
    Case.ACCS: "Винительный",
    Case.ABLT: "Творительный",
    Case.LOCT: "Предложный",
}


def like(original: str, form: str, *, keep_yo: bool = False) -> str:
    """``form`` (small letters, ё from a dictionary) written as ``original`` is: its capitals, its е in the common stem.

    In the ending after the common stem ё becomes е («Соловьем», «Ильей»: stress in surnames is a family's own matter),
    unless ``keep_yo`` («секретарём»: a common word has one stress).
    """
    low = original.lower()
    stem = 0
    for mine, theirs in zip(low.replace("ё", "е"), form.replace("ё", "е"), strict=False):
        if mine != theirs:
            break
        stem += 1
    # Where stress moved away («Ёж» → «Ежа») the stem loses its ё; where the original has no dots none are added.
    kept = "".join(
        {"ё": "е", "Ё": "Е"}.get(mine, mine) if theirs == "е" else mine
        for mine, theirs in zip(original[:stem], form[:stem], strict=True)
    )
    ending = form[stem:] if keep_yo else form[stem:].replace("ё", "е")
    return kept + (ending.upper() if original.isupper() and len(original) > 1 else ending)
