from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from schools.models import Organisation


@dataclass(frozen=True)
class Wait:
    """One line of the desk: a number, a sentence, a term, one button; without `url` it is only told."""

    number: int
    words: str
    url: str
    button: str
    term: str = ""
    # Owed by the reader's own side: shown warm, before the rest.
    owed: bool = False


def to(organisation: Organisation, name: str, pk: int | None = None, **query: object) -> str:
    """The address of a page of the organisation, with filters."""
    kwargs: dict[str, object] = {"organisation": organisation.slug}
    if pk is not None:
        kwargs["pk"] = pk
    return reverse(name, kwargs=kwargs) + (f"?{urlencode(query)}" if query else "")
