"""Whether an order has the words that a correction puts right: told before the issue, for the correction is printed for ever."""

from collections.abc import Iterator
from typing import Any

from schools.models import Person
from schools.papers.models import Document
from schools.russian import Case, Name, decline_name, decline_post, decline_surname_initials, search_key

from ..obstacle import Obstacle
from ..order_kinds import family_of, page_of_draft
from ..words.corrections import NAME


def absent_words(document: Document) -> Iterator[Obstacle]:
    """Nothing is known of an order that came from paper."""
    misprints = document.data.get("misprints") or []
    orders = family_of(document) if misprints else []
    if not orders or any(not order.blocks for order in orders):
        return
    text = _run("".join(line for order in orders for line in _strings([order.title, order.blocks])))
    people = Person.objects.filter(organisation=document.organisation.legal_entity)
    cards = people.in_bulk([one["person"] for one in misprints])
    for one in misprints:
        card = cards.get(one["person"])
        if card is None or any(_run(form) in text for form in forms_of(one["what"], one["was"], card.gender)):
            continue
        yield Obstacle(
            f"Слов «{' '.join(one['was'].split())}» в приказе нет ни в одном падеже. "
            "Впишите их так, как напечатано: если в приказе инициалы, то с инициалами.",
            *page_of_draft(document),
            blocks=False,
        )


def forms_of(what: str, words: str, gender: str) -> Iterator[str]:
    """What was typed in the nominative, as it may stand in an order."""
    parts = words.split()
    yield words
    for case in Case:
        if what != NAME:
            yield decline_post(" ".join(parts), case)
        elif "." in words:
            surname = [part for part in parts if "." not in part]
            letters = [letter for part in parts if "." in part for letter in part.split(".") if letter]
            first, second = [*letters, "", ""][:2]
            yield decline_surname_initials(Name(" ".join(surname), first, second, gender), case)
        elif parts:
            yield decline_name(Name(parts[0], " ".join(parts[1:2]), " ".join(parts[2:]), gender), case)


def _run(text: str) -> str:
    """Without spaces, capitals and «ё»: lines of a page break anywhere."""
    return "".join(search_key(text).split())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
