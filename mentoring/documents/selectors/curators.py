"""Which orders in force name the curator of mentoring, and whether the named one may work here."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from schools.enums import Role
from schools.models import Membership, Organisation, Person
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import Case

from ..obstacle import Obstacle
from ..order_kinds import ORDER_CURATOR, ORDER_ORGANISE, page_of_draft
from .offered import contingents_of

# Orders that only appoint a curator. One entered from paper as «приказ» is known by its title: nothing else is kept of it.
ONLY_APPOINTING = Q(kind=ORDER_CURATOR) | Q(kind="order", elsewhere=True, search_text__contains="назначен") & Q(
    search_text__contains="куратор"
)
# The other that appoints one opens the year and names who answers.
OPENING = ORDER_ORGANISE


def curator_orders(document: Document) -> QuerySet[Document]:
    """Orders in force that appoint a curator and do nothing else: only these are replaced by naming them."""
    own = Document.objects.filter(organisation=document.organisation.legal_entity, status=DocumentStatus.ISSUED)
    return own.filter(ONLY_APPOINTING).order_by("-date", "-pk")


def former_by_default(document: Document, contingent: str) -> int | None:
    """The order on the curator of the same people that a new one takes the place of."""
    found = [one.pk for one in appointing_orders(document.organisation, contingent) if one.kind != OPENING]
    return found[0] if found else None


def second_curator(document: Document, named: Document | None) -> Iterator[Obstacle]:
    """Orders in force that appoint a curator beside the one that the draft appoints; `named` loses force by the draft."""
    year = document.data.get("year") or 0
    for order in appointing_orders(document.organisation, document.data.get("contingent") or "both", document):
        if named is not None and order.pk == named.pk:
            continue
        said = f"{order} «{order.title}» тоже назначает куратора и действует."
        if order.kind != OPENING:
            words = f"{said} Выберите его утрачивающим силу: иначе кураторов будет двое."
            yield Obstacle(words, *page_of_draft(document), blocks=False)
        elif document.kind == ORDER_CURATOR or (order.data.get("year") or 0) >= year:
            # An order that opened an earlier year has ended with that year.
            url = reverse("documents:change_create", args=[order.organisation.slug, order.pk])
            words = f"{said} Измените или отмените его: иначе кураторов будет двое."
            yield Obstacle(words, url, "Изменить приказ", blocks=False)


def appointing_orders(organisation: Organisation, contingent: str, but: Document | None = None) -> list[Document]:
    """Orders in force that appoint a curator of mentoring of the same people, the latest first."""
    own = Document.objects.filter(organisation=organisation.legal_entity, status=DocumentStatus.ISSUED)
    rows = own.filter(ONLY_APPOINTING | Q(kind=OPENING))
    if but is not None and but.pk:
        rows = rows.exclude(pk=but.pk)
    mine = set(contingents_of(contingent))
    rows = rows.select_related("organisation").order_by("-date", "-pk")
    return [order for order in rows if mine & set(contingents_of(order.data.get("contingent") or "both"))]


def may_work(organisation: Organisation, person: Person, day: date) -> bool:
    """Whether the person signs in here with the rights of a curator."""
    held = Membership.objects.active(day).filter(
        organisation=organisation.legal_entity, role__in=[Role.CURATOR, Role.HEAD]
    )
    return person.user_id is not None and held.filter(user=person.user_id).exists()


def without_account(person: Person) -> str:
    return f"У {person.short_in(Case.GENT)} нет входа с правами куратора: вести банки и документы здесь пока нельзя."
