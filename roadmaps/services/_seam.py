"""Until the reading of names lands: understands surnames, and roles that stand there word for word."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..enums import ResponsibleRole


@dataclass
class Named:
    pk: int
    surname: str
    name: str
    patronymic: str
    post: str


@dataclass
class Found:
    text: str
    pk: int | None
    role: ResponsibleRole | None


def read_responsible(text: str, people: Sequence[Named]) -> list[Found]:
    found = []
    for part in (one.strip() for one in text.replace("\n", ",").split(",")):
        person = next((one for one in people if one.surname.lower() in part.lower()), None)
        role = next((role for role in ResponsibleRole if role.label == part.lower()), None)
        found.append(Found(part, person.pk if person else None, None if person else role))
    return found
