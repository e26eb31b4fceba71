"""What becomes of the pairs that an order ended, when that order is annulled: said before it is done."""

from collections.abc import Iterable

from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.words import count_pairs

from ..words.order_text import closed


def resuming_words(ended: Iterable[Pair]) -> list[str]:
    """They work again, unless somebody of theirs is gone; with names."""
    rows = list(ended)
    back, stay = [pair for pair in rows if not pair.gone], [pair for pair in rows if pair.gone]
    said = [_named("Снова в работе", back)] if back else []
    if stay:
        fate = "Останется завершённой" if len(stay) == 1 else "Останутся завершёнными"
        said.append(_named(f"{fate} (карточка в архиве или данные уничтожены)", stay))
    return said


def _named(words: str, pairs: list[Pair]) -> str:
    return closed(f"{words}, {count_pairs(pairs)}: {'; '.join(map(str, pairs))}", ".")
