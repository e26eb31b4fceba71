"""The words of the left column and of the organisation's menu, by role. Composed here, where every room is known."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from roadmaps.roles import OFFICES
from schools.access.roles import HEADS, STAFF
from schools.enums import Role

from .selectors.children import Family, family_of

# Somebody who takes part and represents nobody.
ALONE = Family([], True)


@dataclass
class Item:
    label: str
    name: str
    # Beginnings of the view names under which this word is lit.
    covers: tuple[str, ...] = ()
    children: list["Item"] = field(default_factory=list)
    url: str = ""
    current: str = ""


def words_for(roles: frozenset[str], *, office: bool = False, family: Family = ALONE) -> list[Item]:
    """What a holder of these roles finds in the left column, in the order of the work."""
    items = [Item("Что ждёт меня", "home:desk")]
    if roles & STAFF and office:
        items += words_of_office()
    elif roles & STAFF:
        pairs = Item("Пары", "pairs:pair_list", ("pairs:",))
        if roles & HEADS:
            pairs.children = [Item("На решение", "pairs:decision_list", ("pairs:decision", "pairs:decide"))]
        items += [
            Item("Сотрудники", "schools:person_list", ("schools:person", "schools:import")),
            Item("Наставники", "banks:mentor_list", ("banks:mentor",)),
            Item("Наставляемые", "banks:mentee_list", ("banks:mentee",)),
            pairs,
            Item(
                "Документы",
                "papers:document_list",
                (
                    "papers:document",
                    "papers:journal",
                    "papers:acquaintance",
                    "documents:order",
                    "documents:change",
                    "documents:consent",
                    "documents:agreement",
                    "documents:paper",
                    "documents:wording",
                    "papers:job",
                ),
                [
                    Item("Журнал регистрации", "papers:document_list", ("papers:document",)),
                    Item("Журналы и расхождения", "papers:journal_list", ("papers:journal", "papers:acquaintance")),
                    Item("Согласия", "documents:consent_list", ("documents:consent",)),
                ],
            ),
            Item("Дорожная карта", "roadmaps:roadmap_list", ("roadmaps:", "documents:roadmap")),
            words_of_surveys(roles),
        ]
    elif Role.COORDINATOR in roles:
        items += [Item("Дорожная карта", "roadmaps:roadmap_list", ("roadmaps:", "documents:roadmap"))]
    elif Role.PARTICIPANT in roles:
        items += words_of_participant(family)
    return items


def words_of_participant(family: Family) -> list[Item]:
    """A parent who takes no part himself has neither a pair nor measures, but children."""
    several = len(family.children) > 1
    kin = [Item("Дети в программе" if several else "Ребёнок в программе", "home:my_children")]
    consents = "Мои согласия" if family.takes_part else "Согласия"
    return [
        *([Item("Моя пара", "pairs:pair_list", ("pairs:",))] if family.takes_part else []),
        *(kin if family.children else []),
        Item("Мои анкеты", "surveys:my_surveys"),
        Item(consents, "documents:my_consents", ("documents:consent",)),
        Item("Мои документы", "papers:my_papers", ("papers:my_paper",)),
        *([Item("Мои мероприятия", "home:my_measures", ("roadmaps:",))] if family.takes_part else []),
    ]


def words_of_surveys(roles: frozenset[str]) -> Item:
    """Answers with names are the curator's alone."""
    children = [
        Item("Анкетирования", "surveys:wave_list", ("surveys:wave", "surveys:paper", "surveys:ticket")),
        Item(
            "Анкеты школы",
            "surveys:questionnaire_list",
            ("surveys:questionnaire", "surveys:question", "surveys:section", "surveys:library"),
        ),
    ]
    if Role.CURATOR in roles:
        children += [
            Item("Ответы для банков", "surveys:entry_list", ("surveys:entry", "surveys:entries")),
            Item("Сигналы", "surveys:signal_list", ("surveys:signal",)),
        ]
    return Item("Анкеты", "surveys:wave_list", ("surveys:",), children)


def words_of_office() -> list[Item]:
    """An office keeps a plan and papers; it has neither mentors nor pairs of its own."""
    return [
        Item("Дорожная карта", "roadmaps:roadmap_list", ("roadmaps:", "documents:roadmap")),
        Item("Документы", "papers:document_list", ("papers:document", "papers:job")),
        Item("Сотрудники", "schools:person_list", ("schools:person", "schools:import")),
    ]


def settings_for(roles: frozenset[str], *, office: bool = False) -> list[Item]:
    """What stands behind the organisation's name."""
    if not roles & STAFF:
        return []
    words = [Item("Формулировки", "documents:wording_list", ("documents:wording",))] if Role.CURATOR in roles else []
    topics = [] if office else [Item("Направления помощи", "banks:topic_list", ("banks:topic",))]
    return [
        Item(
            "Сведения и бланк",
            "schools:organisation_settings",
            ("schools:organisation", "schools:letterhead", "schools:headship"),
        ),
        Item("Нумерация документов", "papers:register_edit"),
        Item("Вид бумаг", "papers:paper_settings"),
        Item("Правовые акты", "papers:act_list", ("papers:act",)),
        *words,
        *topics,
        Item("Приглашения и доступ", "schools:invitation_list", ("schools:invitation",)),
        Item("Рабочие дни", "schools:calendar"),
        Item("Журнал действий", "schools:journal"),
    ]


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu`, `settings_menu`, `search_url`."""
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        return {}
    roles = request.roles  # type: ignore[attr-defined]  # set by the gate
    match = request.resolver_match
    here = match.view_name if match else ""
    office = organisation.kind in OFFICES
    own_words = Role.PARTICIPANT in roles and not roles & (STAFF | {Role.COORDINATOR})
    family = family_of(request.user, organisation) if own_words else ALONE  # type: ignore[arg-type]  # signed in: the gate
    return {
        "menu": [placed(item, organisation.slug, here) for item in words_for(roles, office=office, family=family)],
        "settings_menu": [placed(item, organisation.slug, here) for item in settings_for(roles, office=office)],
        "search_url": address("schools:person_list", organisation.slug) if roles & STAFF and not office else "",
    }


def placed(item: Item, slug: str, here: str) -> Item:
    """The item with its address and, when the reader is there, its mark."""
    item.url = address(item.name, slug)
    item.current = "page" if here == item.name else "true" if here.startswith(item.covers or ("-",)) else ""
    item.children = [placed(child, slug, here) for child in item.children]
    return item


def address(name: str, slug: str) -> str:
    return reverse(name, kwargs={"organisation": slug})
