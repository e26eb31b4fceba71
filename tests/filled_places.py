"""What the places are called that tests fill, and what they remember of what was laid there."""

from dataclasses import dataclass, field
from datetime import date

from schools.models import Organisation

ENDS = date(2027, 8, 31)


@dataclass(frozen=True)
class Words:
    """What the people of a place are called: no surname of one place occurs in another."""

    surnames: tuple[str, ...]
    phone: str
    mail: str
    thing: str


OURS = Words(
    ("Швец", "Черных", "Дурново", "Ким", "Соловей", "Седых", "Кравец", "Живаго", "Мороз", "Лось", "Жук", "Гринь"),
    "+79000001122",
    "lesnaya.example",
    "Наше",
)
# Nothing of this may reach anybody of another place.
SECRETS = Words(
    tuple(f"Тайн{ending}" for ending in ["ов", "ев", "ин", "ых", "ко", "ук", "ец", "енко", "ский", "ер", "ик", "аш"]),
    "+79997776655",
    "tayna.example",
    "Тайное",
)


@dataclass
class Place:
    """What was laid out: noun → ids of its rows; the first is the one on which deeds are tried."""

    organisation: Organisation
    pks: dict[str, list[int]] = field(default_factory=dict)
    # Of the participant, when the place has one.
    own: dict[str, int] = field(default_factory=dict)
