"""What an import changes, as values: the labels that people read, one change, what one row does to a card, what rows share."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from schools.models import Organisation
from schools.russian import normalise_key
from schools.workbooks.cleaning import Representative

from .cards import CardState
from .organisation import own_units

if TYPE_CHECKING:
    from .import_kin import Kin

PUPILS, STAFF = "pupils", "staff"
# Who a representative is within a file: the normalised name and the telephone, without one the row.
type KinKey = tuple[str, str]
VALUE_LABELS = {
    "surname": "фамилия",
    "name": "имя",
    "patronymic": "отчество",
    "gender": "пол",
    "birth_date": "дата рождения",
    "email": "электронная почта",
    "phone": "телефон",
    "note": "примечание",
}
POST_LABELS = {
    "post": "должность",
    "department": "подразделение",
    "unit_id": "филиал или подразделение",
    "subjects": "предметы",
    "category": "категория",
    "teaching_years": "педагогический стаж",
    "starts": "работает с",
}


class Change(NamedTuple):
    """One field that changes; `before` and `after` as people read them: «телефон: было … → станет …»."""

    label: str
    old: Any
    new: Any

    @property
    def before(self) -> str:
        return shown(self.old)

    @property
    def after(self) -> str:
        return shown(self.new)


@dataclass(slots=True)
class RepresentativeChange:
    """`key` names the representative within the file; `link` is the existing row, `card` the existing card, if any;
    `kin`: the question whether it is somebody of the organisation."""

    key: KinKey
    source: Representative
    parts: tuple[str, str, str]
    card: int | None = None
    link: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    relation: str | None = None
    kin: "Kin | None" = None

    @property
    def is_open(self) -> bool:
        """Nobody has said yet who it is: nothing is written."""
        return self.kin is not None and not self.kin.decision


@dataclass(slots=True)
class Merge:
    """`values` of the card; `posts`: (employment id or None for a new one, its values); `grade` of the year."""

    values: dict[str, Any] = field(default_factory=dict)
    posts: list[tuple[int | None, dict[str, Any]]] = field(default_factory=list)
    grade: str | None = None
    representatives: list[RepresentativeChange] = field(default_factory=list)
    restored: bool = False
    changes: list[Change] = field(default_factory=list)
    of_new: bool = False  # everything in a new card is new: nothing is named

    def say(self, label: str, before: Any, after: Any) -> None:
        if not self.of_new:
            self.changes.append(Change(label, before, after))


@dataclass(slots=True)
class MergeContext:
    """What all rows share. `gender_stated`: the file has a column of genders, so they are not guesses."""

    kind: str
    year: int
    today: date
    gender_stated: bool
    units: dict[str, tuple[int, str]]
    cards: dict[int, CardState]
    by_name_phone: dict[tuple[str, str], int] = field(default_factory=dict)
    kin: "Mapping[KinKey, Kin]" = field(default_factory=dict)

    @classmethod
    def of(
        cls, organisation: Organisation, kind: str, year: int, fields: Collection[str], cards: dict[int, CardState]
    ) -> "MergeContext":
        units = {}
        for unit in own_units(organisation):
            for name in (unit.full_name, unit.short_name):
                units.setdefault(normalise_key(name), (unit.pk, unit.short_name))
        context = cls(kind, year, organisation.today(), "gender" in fields, units, cards)
        for card in cards.values():
            if card.values["phone"] and card.values["archived_on"] is None:
                context.by_name_phone.setdefault((card.name_key, phone_key(card.values["phone"])), card.id)
        return context

    def card_by_phone(self, key: KinKey) -> int | None:
        """The card of that name with that telephone; None also for whoever has no telephone."""
        return self.by_name_phone.get(key)


def kin_key(source: Representative, row: int) -> KinKey:
    """Without a telephone two namesakes of one file are two people, unless they stand in one row."""
    return normalise_key(source.full_name), phone_key(source.phone or "") or f"строка {row}"


def phone_key(phone: str) -> str:
    """The last ten digits: 8 902… and +7 902… are one number."""
    return "".join(filter(str.isdigit, phone))[-10:]


@lru_cache(maxsize=4096)
def text_key(text: str) -> str:
    """`normalise_key` remembered: the same posts, subjects and categories stand in hundreds of rows."""
    return normalise_key(text)


def same_text(first: str, second: str) -> bool:
    return first == second or text_key(first) == text_key(second)


def shown(value: Any) -> str:
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, list):
        return ", ".join(value)
    if value == {}:
        return "составим заново"
    return "" if value is None else str(value)
