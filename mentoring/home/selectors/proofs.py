"""What the product itself can prove of a roadmap's measures: one check for each code, facts in words.

A check answers for an organisation and a year: `Proof` when the thing is done, None while it is not. It never guesses
from a part: «собраны согласия» is true when nobody owes one. The curator confirms what was found with one click.
"""

from collections.abc import Callable, Iterable

from django.db.models import Count, Q

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.documents.selectors.owed import signers_of
from mentoring.documents.services.orders import ORDER_KINDS
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from roadmaps.enums import MeasureCode
from roadmaps.models import Occasion, Roadmap
from schools.enums import OrganisationLevel, Role
from schools.models import Membership, Organisation
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import count, plural
from schools.years import AcademicYear

from .proof import Proof
from .survey_proofs import before_after, interim_surveyed, needs_surveyed, preferences_asked, readiness_surveyed

Check = Callable[[Organisation, AcademicYear], Proof | None]


def pairs_order(organisation: Organisation, year: AcademicYear) -> Proof | None:
    """An order of the year on pairs, issued here or entered from paper, and not annulled."""
    pairs = Pair.objects.filter(
        organisation=organisation.legal_entity, status__in=[PairStatus.ORDERED, PairStatus.ENDED]
    )
    orders = Document.objects.filter(
        pk__in=pairs.touching(year.start, year.end).values("order"), status=DocumentStatus.ISSUED
    ).order_by("date", "pk")
    found = list(orders[:6])
    if not found:
        return None
    names = ", ".join(f"№ {order.number} от {order.date:%d.%m.%Y}" for order in found[:5])
    more = " и другие" if len(found) > 5 else ""
    return Proof(f"{plural(len(found), 'приказ', 'приказы', 'приказы')} {names}{more}", found[0])


def mentors_confirmed(organisation: Organisation, year: AcademicYear) -> Proof | None:
    return _confirmed(Mentor, organisation, year, ("наставник", "наставника", "наставников"))


def mentees_confirmed(organisation: Organisation, year: AcademicYear) -> Proof | None:
    return _confirmed(Mentee, organisation, year, ("наставляемый", "наставляемых", "наставляемых"))


def _confirmed(
    bank: type[Mentor] | type[Mentee], organisation: Organisation, year: AcademicYear, forms: tuple[str, str, str]
) -> Proof | None:
    entries = bank._default_manager.filter(organisation=organisation.legal_entity, year=year.begins)
    confirmed = entries.filter(status=BankStatus.CONFIRMED).count()
    return Proof(f"в банке подтверждено: {count(confirmed, *forms)}") if confirmed else None


def consents_collected(organisation: Organisation, year: AcademicYear) -> Proof | None:
    """Everybody of the year's banks has signed everything; an empty bank proves nothing."""
    signers = signers_of(organisation, year.begins, organisation.today(), None)
    if not signers or any(signer.owes for signer in signers):
        return None
    return Proof(f"согласия подписали все: {count(len(signers), 'человек', 'человека', 'человек')}")


def pairs_approved(organisation: Organisation, year: AcademicYear) -> Proof | None:
    """The head has decided, and no pair waits for the decision any more."""
    pairs = Pair.objects.filter(organisation=organisation.legal_entity).touching(year.start, year.end)
    counts = pairs.aggregate(
        waiting=Count("pk", filter=Q(status=PairStatus.SUBMITTED)),
        approved=Count("pk", filter=Q(status__in=[PairStatus.APPROVED, PairStatus.ORDERED, PairStatus.ENDED])),
    )
    if counts["waiting"] or not counts["approved"]:
        return None
    return Proof(f"руководитель утвердил: {count(counts['approved'], 'пара', 'пары', 'пар')}")


def roadmap_approved(organisation: Organisation, year: AcademicYear) -> Proof | None:
    plans = Roadmap.objects.filter(organisation=organisation.legal_entity, approved__isnull=False).of_year(year.begins)
    plan = plans.select_related("approved__document").order_by("approved__approved_on", "pk").first()
    if plan is None or plan.approved is None:
        return None
    return Proof(f"дорожная карта утверждена {plan.approved.approved_on:%d.%m.%Y}", plan.approved.document)


def curator_named(organisation: Organisation, year: AcademicYear) -> Proof | None:
    """Somebody keeps the product's banks and papers today as the curator; the order about it is the school's own."""
    held = Membership.objects.active(organisation.today()).filter(
        organisation=organisation.legal_entity, role=Role.CURATOR
    )
    names = sorted({name for name in held.values_list("user__full_name", flat=True) if name})
    return Proof(f"куратор — {', '.join(names)}") if names else None


def schools_ordered(organisation: Organisation, year: AcademicYear) -> Proof | None:
    """Each organisation of the municipality has an order on pairs of the year."""
    places = Organisation.objects.filter(parent=organisation, level=OrganisationLevel.LEGAL_ENTITY)
    total = places.count()
    pairs = Pair.objects.filter(
        organisation__in=places, order__kind__in=ORDER_KINDS.values(), order__status=DocumentStatus.ISSUED
    ).touching(year.start, year.end)
    if not total or pairs.order_by().values("organisation").distinct().count() < total:
        return None
    return Proof(f"приказы о парах изданы во всех организациях ({total})")


CHECKS: dict[str, Check] = {
    MeasureCode.PAIRS_ORDER: pairs_order,
    MeasureCode.MENTORS_CONFIRMED: mentors_confirmed,
    MeasureCode.MENTEES_CONFIRMED: mentees_confirmed,
    MeasureCode.CONSENTS_COLLECTED: consents_collected,
    MeasureCode.PAIRS_APPROVED: pairs_approved,
    MeasureCode.ROADMAP_APPROVED: roadmap_approved,
    MeasureCode.CURATOR_NAMED: curator_named,
    MeasureCode.SCHOOLS_ORDERED: schools_ordered,
    MeasureCode.NEEDS_SURVEYED: needs_surveyed,
    MeasureCode.READINESS_SURVEYED: readiness_surveyed,
    MeasureCode.PREFERENCES_ASKED: preferences_asked,
    MeasureCode.INTERIM_SURVEYED: interim_surveyed,
    MeasureCode.BEFORE_AFTER: before_after,
}


def proofs_for(organisation: Organisation, year: AcademicYear, codes: Iterable[str]) -> dict[str, Proof]:
    """What is proved of the codes asked for; each check runs once."""
    found = {code: CHECKS[code](organisation, year) for code in set(codes) if code}
    return {code: proof for code, proof in found.items() if proof is not None}


def proved_occasions(occasions: Iterable[Occasion], organisation: Organisation) -> list[tuple[Occasion, Proof]]:
    """The occasions for which the product knows a proof. Occasions come with their measures; all of one organisation."""
    by_year: dict[int, list[Occasion]] = {}
    for occasion in occasions:
        by_year.setdefault(occasion.year, []).append(occasion)
    proved = []
    for begins, rows in by_year.items():
        proofs = proofs_for(organisation, AcademicYear(begins), (row.measure.code for row in rows))
        proved += [(row, proofs[row.measure.code]) for row in rows if row.measure.code in proofs]
    return proved
