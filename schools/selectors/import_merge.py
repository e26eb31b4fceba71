"""What one row of a file would change in one card. Empty cells change nothing: a file never erases what is known."""

from datetime import date
from typing import Any

from schools.russian import normalise_key
from schools.workbooks.cleaning import split_full_name
from schools.workbooks.people import PersonRow

from .cards import CardState
from .import_changes import (
    POST_LABELS,
    PUPILS,
    VALUE_LABELS,
    Change,
    Merge,
    MergeContext,
    RepresentativeChange,
    kin_key,
    phone_key,
    same_text,
    shown,
    text_key,
)


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
        key = kin_key(source, row.row)
        change = RepresentativeChange(key, source, (parts.surname, parts.name, parts.patronymic))
        if key[0] in linked:
            link, other = linked[key[0]]
            change.card, change.link = other.id, link["id"]
            if source.relation and normalise_key(source.relation) != normalise_key(link["relation"]):
                change.relation = source.relation
                result.say(f"кем приходится {other.full_name}", link["relation"], source.relation)
            _merge_contacts(change, other, result)
            if change.relation is None and not change.values:
                continue
        else:
            change.card = context.card_by_phone(key)
            change.relation = source.relation
            words = [source.full_name, source.relation, source.phone or ""]
            result.say("представитель", "", ", ".join(filter(None, words)))
            if change.card is not None:
                _merge_contacts(change, context.cards[change.card], result)
            elif (kin := context.kin.get(key)) is not None:
                change.kin, change.card = kin, kin.card
                if kin.card is not None:
                    _fill_contacts(change, context.cards[kin.card])
        result.representatives.append(change)


def _fill_contacts(change: RepresentativeChange, other: CardState) -> None:
    """A card named in a decision gets what it lacks, and nothing else: its own telephone and mail are nearer the truth than
    those of a list of pupils. Not told as a change: what the page shows of the cards does not depend on decisions.
    """
    for name, value in (("phone", change.source.phone), ("email", change.source.email)):
        if value and not other.values[name]:
            change.values[name] = value


def _merge_contacts(change: RepresentativeChange, other: CardState, result: Merge) -> None:
    source = change.source
    if source.phone and phone_key(source.phone) != phone_key(other.values["phone"]):
        change.values["phone"] = source.phone
        result.say(f"телефон: {other.full_name}", other.values["phone"], source.phone)
    if source.email and source.email != other.values["email"].lower():
        change.values["email"] = source.email
        result.say(f"почта: {other.full_name}", other.values["email"], source.email)
