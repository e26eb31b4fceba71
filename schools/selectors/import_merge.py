"""What one row of a file would change in one card. Empty cells change nothing: a file never erases what is known."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from schools.models import Organisation
from schools.russian import normalise_key
from schools.workbooks.cleaning import Representative, split_full_name
from schools.workbooks.people import PersonRow

from .cards import CardState
from .organisation import own_units

PUPILS, STAFF = "pupils", "staff"
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
    """`key` names the representative within the file; `link` is the existing row, `card` the existing card, if any."""

    key: tuple[str, str]
    source: Representative
    parts: tuple[str, str, str]
    card: int | None = None
    link: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    relation: str | None = None


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


def merge(row: PersonRow, card: CardState | None, context: MergeContext) -> Merge:
    """What the row changes in the card; with None: what a new card gets."""
    result = Merge(of_new=card is None)
    _merge_values(row, card, context, result)
    if context.kind == PUPILS:
        _merge_grade(row, card, context, result)
        _merge_representatives(row, card, context, result)
    else:
        _merge_posts(row, card, context, result)
    if card is not None and card.values["archived_on"] is not None:
        result.restored = True
        result.changes.insert(
            0, Change("архив", f"в архиве с {shown(card.values['archived_on'])}", "вернётся из архива")
        )
    return result


def _set(result: Merge, target: dict[str, Any], name: str, label: str, old: Any, new: Any) -> None:
    target[name] = new
    result.say(label, old, new)


def _merge_values(row: PersonRow, card: CardState | None, context: MergeContext, result: Merge) -> None:
    old = card.values if card is not None else {}
    for name in ("surname", "name", "patronymic"):
        new = getattr(row, name)
        if new and new != old.get(name, "") and _better_name(new, old.get(name, "")):
            _set(result, result.values, name, VALUE_LABELS[name], old.get(name, ""), new)
    if old.get("case_overrides") and _is_renamed(old, result.values):
        # Corrected for another name; ё, capitals and a gender leave them as they are.
        kept = ", ".join(dict.fromkeys(old["case_overrides"].values()))
        _set(result, result.values, "case_overrides", "исправленные падежи", kept, {})
    if row.gender and row.gender != old.get("gender", "") and (context.gender_stated or not old.get("gender")):
        _set(result, result.values, "gender", VALUE_LABELS["gender"], old.get("gender", ""), row.gender)
    if row.birth_date and row.birth_date != old.get("birth_date"):
        _set(result, result.values, "birth_date", VALUE_LABELS["birth_date"], old.get("birth_date"), row.birth_date)
    if row.email and row.email != old.get("email", "").lower():
        _set(result, result.values, "email", VALUE_LABELS["email"], old.get("email", ""), row.email)
    if row.phone and phone_key(row.phone) != phone_key(old.get("phone", "")):
        _set(result, result.values, "phone", VALUE_LABELS["phone"], old.get("phone", ""), row.phone)
    if row.note and not old.get("note"):
        _set(result, result.values, "note", VALUE_LABELS["note"], "", row.note)


def _is_renamed(old: dict[str, Any], values: dict[str, Any]) -> bool:
    parts = ("surname", "name", "patronymic")
    return any(name in values and not same_text(values[name], old[name]) for name in parts)


def _better_name(new: str, old: str) -> bool:
    """A different name, or the same with ё where the card has е. The file's е never spoils the card's ё."""
    if not old or (new.lower() != old.lower() and normalise_key(new) != normalise_key(old)):
        return True
    return new.lower().count("ё") > old.lower().count("ё")


def _merge_grade(row: PersonRow, card: CardState | None, context: MergeContext, result: Merge) -> None:
    old = card.grades.get(context.year, "") if card is not None else ""
    if row.grade and not same_text(row.grade, old):
        result.grade = row.grade
        result.say("класс", old, row.grade)


def _merge_posts(row: PersonRow, card: CardState | None, context: MergeContext, result: Merge) -> None:
    held = card.posts_on(context.today) if card is not None else []
    if card is not None and card.values["archived_on"] is not None:
        # Posts that ended with archiving go on when the card comes back.
        closed = {post["id"]: post["now"] for post in card.values["closed_by_archive"].get("posts", [])}
        held += [
            post
            for post in card.posts
            if post["id"] in closed and post["ends"] == date.fromisoformat(closed[post["id"]]) and post not in held
        ]
    named = [(post, text_key(post)) for post in (row.post, *row.other_posts) if post]
    known = {text_key(post["post"]): post for post in held}
    matched = {key: known[key] for _, key in named if key in known}
    spare = [post for post in held if post["is_main"] and text_key(post["post"]) not in matched]
    extras = _extras(row, context)
    for number, (text, key) in enumerate(named):
        target = matched.get(key)
        if target is None and number == 0 and spare:
            target = spare[0]
        values: dict[str, Any] = {}
        if target is None:
            values = {"post": text, "is_main": not held and number == 0}
            result.say("должность" if number == 0 else "ещё одна должность", "", text)
        elif key not in matched:
            _set(result, values, "post", POST_LABELS["post"], target["post"], text)
            values["post_cases"] = {}
        if number == 0:
            _merge_extras(values, target or {}, extras, result, context)
        if values:
            result.posts.append((target["id"] if target else None, values))
    if not named and held:
        values = {}
        _merge_extras(values, held[0], extras, result, context)
        if values:
            result.posts.append((held[0]["id"], values))


def _extras(row: PersonRow, context: MergeContext) -> dict[str, Any]:
    extras: dict[str, Any] = {
        "subjects": row.subjects,
        "category": row.category,
        "teaching_years": row.experience_teaching,
        "starts": row.hired_on,
    }
    unit = context.units.get(text_key(row.department)) if row.department and context.units else None
    extras |= {"unit_id": unit[0]} if unit else {"department": row.department}
    return extras


def _merge_extras(
    values: dict[str, Any], old: dict[str, Any], extras: dict[str, Any], result: Merge, context: MergeContext
) -> None:
    for name, new in extras.items():
        before = old.get(name)
        if new is None or new in ("", []):
            continue
        if name == "subjects" and (new == before or set(map(text_key, new)) == set(map(text_key, before or []))):
            continue
        if name == "starts" and before is not None:
            continue  # the day of hire says nothing of a later post
        if isinstance(new, str) and same_text(new, before or ""):
            continue
        if new == before:
            continue
        values[name] = new
        if name == "unit_id":
            titles = dict(context.units.values())
            result.say(POST_LABELS[name], titles.get(before, "") if before is not None else "", titles[new])
        else:
            result.say(POST_LABELS[name], before, new)


def _merge_representatives(row: PersonRow, card: CardState | None, context: MergeContext, result: Merge) -> None:
    linked = {}
    for link in card.representatives if card is not None else []:
        other = context.cards.get(link["representative_id"])
        if other is not None:
            linked[other.name_key] = (link, other)
    for source in row.representatives:
        parts, _ = split_full_name(source.full_name)
        if not (parts.surname and parts.name):
            continue
        name = normalise_key(source.full_name)
        phone = phone_key(source.phone or "")
        # Without a telephone two namesakes of one file are two people, unless they stand in one row.
        change = RepresentativeChange(
            (name, phone or f"строка {row.row}"), source, (parts.surname, parts.name, parts.patronymic)
        )
        if name in linked:
            link, other = linked[name]
            change.card, change.link = other.id, link["id"]
            if source.relation and normalise_key(source.relation) != normalise_key(link["relation"]):
                change.relation = source.relation
                result.say(f"кем приходится {other.full_name}", link["relation"], source.relation)
            _merge_contacts(change, other, result)
            if change.relation is None and not change.values:
                continue
        else:
            change.card = context.by_name_phone.get((name, phone)) if phone else None
            change.relation = source.relation
            words = [source.full_name, source.relation, source.phone or ""]
            result.say("представитель", "", ", ".join(filter(None, words)))
            if change.card is not None:
                _merge_contacts(change, context.cards[change.card], result)
        result.representatives.append(change)


def _merge_contacts(change: RepresentativeChange, other: CardState, result: Merge) -> None:
    source = change.source
    if source.phone and phone_key(source.phone) != phone_key(other.values["phone"]):
        change.values["phone"] = source.phone
        result.say(f"телефон: {other.full_name}", other.values["phone"], source.phone)
    if source.email and source.email != other.values["email"].lower():
        change.values["email"] = source.email
        result.say(f"почта: {other.full_name}", other.values["email"], source.email)
