"""Words about pairs in templates: `{{ pair|called:"Отменить пару" }}`, `{{ pairs|counted_pairs }}`."""

from collections.abc import Iterable

from django import template

from schools.models import Person

from ..models import Pair
from ..selectors import words

register = template.Library()


@register.filter
def called(pair: Pair, said: str) -> str:
    """See `selectors.words.called`."""
    return words.called(pair, said)


@register.filter
def minor_word(person: Person) -> str:
    """«несовершеннолетняя»"""
    return words.minor_word(person)


@register.filter
def counted_pairs(pairs: Iterable[Pair]) -> str:
    """«2 пары и 1 группа»"""
    return words.count_pairs(pairs)


@register.filter
def counted_pairs_whom(pairs: Iterable[Pair]) -> str:
    """«1 пару», «2 пары и 1 группу»"""
    return words.count_pairs(pairs, accusative=True)
