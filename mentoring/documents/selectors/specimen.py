"""A paper of a kind on which its wording is shown: the newest of the organisation's own, else one made of its data."""

from typing import Any

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Employment, Enrolment, Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..kinds.kind import Kind
from ..order_kinds import CHANGE_KIND, CONTINGENT_OF, ORDER_KINDS
from .beginnings import Subject, may_rest_on, suits
from .defaults import answers_to_begin_with, default_data

# So many people, pairs or orders are tried for one that the paper is for.
TRIED = 30


def specimen_of(kind: Kind, organisation: Organisation, year: int, user: User) -> Document | None:
    """An unsaved paper to be composed; None when the organisation has nobody and nothing that it could be about."""
    own = Document.objects.visible_to(user).filter(
        organisation=organisation.legal_entity, kind=kind.code, elsewhere=False
    )
    newest = own.exclude(status=DocumentStatus.ANNULLED).select_related("organisation", "person", "ground", "changes")
    real = newest.exclude(data={}).order_by("-pk").first()
    if real is not None:
        return Document(
            organisation=real.organisation,
            kind=kind.code,
            data=real.data,
            person=real.person,
            ground=real.ground,
            changes=real.changes,
        )
    if kind.purpose:
        return _sheet(kind, organisation, year)
    if kind.code in ORDER_KINDS.values():
        return _order_on_pairs(kind, organisation, year, user)
    if kind.code == CHANGE_KIND or kind.begins == "elsewhere":
        return None
    return _begun(kind, organisation, year, user)


def _sheet(kind: Kind, organisation: Organisation, year: int) -> Document | None:
    """A sheet of the first employee, or of the first pupil when it is signed for a minor."""
    here = Person.objects.filter(organisation=organisation.legal_entity).present().order_by("name_key", "pk")
    working = Employment.objects.active(organisation.today()).values("person")
    learning = Enrolment.objects.filter(year=year).values("person")
    person = here.filter(pk__in=learning if kind.for_minor else working).first()
    if person is None:
        return None
    data: dict[str, Any] = {"person": person.pk, "year": year}
    return Document(organisation=organisation.legal_entity, kind=kind.code, data=data, person=person)


def _order_on_pairs(kind: Kind, organisation: Organisation, year: int, user: User) -> Document:
    contingent = CONTINGENT_OF.get(kind.code, Contingent.TEACHERS)
    pairs = Pair.objects.filter(organisation=organisation.legal_entity, form__contingent=contingent, mentor__year=year)
    standing = pairs.filter(status__in=[PairStatus.APPROVED, PairStatus.ORDERED]).order_by("pk")
    data = default_data(organisation, contingent, year, user) | {
        "pairs": list(standing.values_list("pk", flat=True)[:3])
    }
    return Document(organisation=organisation.legal_entity, kind=kind.code, data=data)


def _begun(kind: Kind, organisation: Organisation, year: int, user: User) -> Document | None:
    """What the page of choice would begin, of the first person, pair or order for whom the paper is."""
    for subject in _subjects(kind, organisation, year):
        probe = subject.probe(organisation, kind.code)
        probe.data["year"] = year
        if not suits(kind, probe):
            continue
        if kind.amends:
            probe.changes, probe.ground = probe.ground, None
        probe.data |= answers_to_begin_with(probe, user)
        if kind.begin is not None:
            probe.data |= kind.begin(probe, user)
        if probe.person is None and kind.signed_by is not None:
            probe.person = kind.signed_by(probe)
        return probe
    return None


def _subjects(kind: Kind, organisation: Organisation, year: int) -> list[Subject]:
    entity = organisation.legal_entity
    if kind.begins == "person":
        people = Person.objects.filter(organisation=entity).present().order_by("name_key", "pk")
        return [Subject(person=person) for person in people[:TRIED]]
    if kind.begins == "pair":
        pairs = Pair.objects.filter(organisation=entity, mentor__year=year, status=PairStatus.ORDERED)
        return [Subject(pair=pair) for pair in pairs.select_related("mentor__person").order_by("pk")[:TRIED]]
    if kind.begins == "order":
        orders = Document.objects.filter(organisation=entity, status=DocumentStatus.ISSUED, register__isnull=False)
        return [Subject(order=order) for order in orders.order_by("-date", "-pk")[:TRIED] if may_rest_on(kind, order)]
    return [Subject()]
