"""What part a person takes in the year's programme, for the person's card: bank entries, pairs, consents."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.consents.enums import Purpose
from mentoring.consents.selectors import Owed, owed, required_purposes, taken_back_on
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.selectors.lists import pairs_of_year
from mentoring.pairs.selectors.people import with_people
from schools.models import Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.participation import Link, Part
from schools.years import AcademicYear

from ..kinds import all_kinds
from .withdrawal import DESTROYED_WITHIN


def part_of(user: User, organisation: Organisation, year: AcademicYear, person: Person) -> list[Part]:
    """Empty for somebody who stands in no bank of the year; a constant number of queries."""
    slug = organisation.slug
    links, taken = [], set()
    for code, model, address, word in (
        ("mentor", Mentor, "banks:mentor_detail", "наставник"),
        ("mentee", Mentee, "banks:mentee_detail", "наставляемый"),
    ):
        entry = model.objects.visible_to(user).filter(person=person, year=year.begins).first()
        if entry is None:
            continue
        url = reverse(address, args=[slug, entry.pk])
        links.append(Link(f"{word} — {entry.get_status_display()}", url))
        if entry.status != BankStatus.WITHDRAWN:
            taken.add(code)
    last = [*_destruction(person, organisation.today()), *_papers(user, slug, person)]
    if not links:
        return last
    parts = [Part(f"В банке, {year}", links, frozenset(taken))]
    pairs = pairs_of_year(user, organisation, year).exclude(status=PairStatus.CANCELLED)
    own = pairs.filter(Q(mentor__person=person) | Q(seats__mentee__person=person)).distinct()
    found = [
        Link(f"{pair} — {pair.get_status_display()}", reverse("pairs:pair_detail", args=[slug, pair.pk]))
        for pair in with_people(own).order_by("-starts", "pk")
    ]
    parts.append(Part("Пары и группы", found or [Link("пары пока нет")]))
    required = required_purposes("mentor" in taken, "mentee" in taken)
    if required:
        missing = {debt.purpose: _debt(debt) for debt in owed({person.pk: required}, organisation.today())}
        url = reverse("documents:consent_list", args=[slug]) + "?" + urlencode({"q": f"{person.surname} {person.name}"})
        asked = [*required, *(one for one in missing if one not in required)]  # the own sheet of who signs for a minor
        words = [f"{Purpose(one).label} — {missing.get(one, 'подписано')}" for one in asked]
        parts.append(Part("Согласия", [Link(one, url) for one in words]))
    return [*parts, *last]


def _debt(debt: Owed) -> str:
    """Who took a consent back is no debtor, unless a new sheet was printed and waits."""
    taken = debt.lapsed.withdrawn_on if debt.lapsed is not None and debt.prepared is None else None
    return f"отозвано {taken:%d.%m.%Y}" if taken else "не подписано"


def _destruction(person: Person, day: date) -> Iterator[Part]:
    """By when the data are destroyed after a withdrawal (152-ФЗ, статья 21, часть 5), and what is not offered till then."""
    for purpose in (Purpose.PROCESSING, Purpose.REPRESENTATIVE):
        taken = taken_back_on(person, day, purpose)
        if taken is None:
            continue
        words = f"согласие {purpose.label} отозвано {taken:%d.%m.%Y}; уничтожить не позднее"
        closed = "Согласие на обработку данных отозвано: в банк не вносят и войти не приглашают, пока не подписан новый лист."
        yield Part(
            "Уничтожение данных",
            [Link(f"{words} {taken + DESTROYED_WITHIN:%d.%m.%Y}")],
            closed=closed if purpose == Purpose.PROCESSING else "",
        )


def _papers(user: User, slug: str, person: Person) -> list[Part]:
    """The person's own papers that were drafted here, drafts too; consents are told above."""
    drafted = [kind.code for kind in all_kinds().values() if kind.begins != "elsewhere"]
    rows = Document.objects.visible_to(user).filter(person=person, kind__in=drafted)
    found = rows.exclude(status=DocumentStatus.ANNULLED).defer("blocks", "data", "texts", "page").order_by("pk")
    links = [
        Link(f"{paper} — {paper.get_status_display()}", reverse("papers:document_detail", args=[slug, paper.pk]))
        for paper in found
    ]
    return [Part("Документы", links)] if links else []
