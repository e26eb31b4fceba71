"""What the product itself can prove of a roadmap's measures: one check for each code, facts in words.

A check answers for an organisation, a year (`Facts`) and a plan: `Proof` when the thing is done, None while it is not. A fact must
fit the plan: of teachers for a plan on teachers, of pupils for one on pupils, of both where the plan does not tell (or none
is given). It never guesses from a part: «собраны согласия» is true when nobody owes one. The curator confirms what was
found with one click.
"""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Count, Q

from mentoring.banks.enums import BankStatus, Contingent
from mentoring.documents.order_kinds import ORDER_KINDS
from mentoring.documents.selectors.consent_lines import Signer
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

from .contingents import contingent_of
from .facts import Entry, Facts
from .proof import Proof
from .survey_proofs import before_after, interim_surveyed, needs_surveyed, preferences_asked, readiness_surveyed

Check = Callable[[Facts, Roadmap | None], Proof | None]


def pairs_order(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """An order of the year on pairs, issued here or entered from paper, and not annulled."""
    pairs = Pair.objects.filter(
        organisation=known.organisation.legal_entity, status__in=[PairStatus.ORDERED, PairStatus.ENDED]
    )
    if whose := contingent_of(plan):
        pairs = pairs.filter(form__contingent=whose)
    orders = Document.objects.filter(
        pk__in=pairs.touching(known.year.start, known.year.end).begun().values("order"), status=DocumentStatus.ISSUED
    ).order_by("date", "pk")
    found = list(orders[:6])
    if not found:
        return None
    names = ", ".join(f"№ {order.number} от {order.date:%d.%m.%Y}" for order in found[:5])
    more = " и другие" if len(found) > 5 else ""
    return Proof(f"{plural(len(found), 'приказ', 'приказы', 'приказы')} {names}{more}", found[0])


def mentors_confirmed(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    return _confirmed(known.mentors(contingent_of(plan)), ("наставник", "наставника", "наставников"))


def mentees_confirmed(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    return _confirmed(known.mentees(contingent_of(plan)), ("наставляемый", "наставляемых", "наставляемых"))


def _confirmed(entries: Iterable[Entry], forms: tuple[str, str, str]) -> Proof | None:
    confirmed = sum(status == BankStatus.CONFIRMED for _, status in entries)
    return Proof(f"в банке подтверждено: {count(confirmed, *forms)}") if confirmed else None


def consents_collected(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """Everybody of the year's banks has signed everything; an empty bank proves nothing."""
    signers = known.signers
    if whose := contingent_of(plan):
        people = known.people(whose)
        signers = [signer for signer in signers if signer.person.pk in people]
    if not signers or any(signer.unsigned for signer in signers):
        return None
    return Proof(f"согласия подписали все: {count(len(signers), 'человек', 'человека', 'человек')}")


def pairs_approved(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """The head has decided, and no pair waits for the decision any more."""
    pairs = Pair.objects.filter(organisation=known.organisation.legal_entity).touching(known.year.start, known.year.end)
    if whose := contingent_of(plan):
        pairs = pairs.filter(form__contingent=whose)
    counts = pairs.aggregate(
        waiting=Count("pk", filter=Q(status=PairStatus.SUBMITTED)),
        approved=Count("pk", filter=Q(status__in=[PairStatus.APPROVED, PairStatus.ORDERED, PairStatus.ENDED])),
    )
    if counts["waiting"] or not counts["approved"]:
        return None
    return Proof(f"руководитель утвердил: {count(counts['approved'], 'пара', 'пары', 'пар')}")


def roadmap_approved(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """This very map, not another of the organisation; a change since does not take the approval back."""
    if plan is None or plan.approved is None:
        return None
    return Proof(f"дорожная карта утверждена {plan.approved.approved_on:%d.%m.%Y}", plan.approved.document)


def curator_named(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """Somebody keeps the product's banks and papers today as the curator; the order about it is the school's own."""
    held = Membership.objects.active(known.organisation.today()).filter(
        organisation=known.organisation.legal_entity, role=Role.CURATOR
    )
    names = sorted({name for name in held.values_list("user__full_name", flat=True) if name})
    return Proof(f"куратор — {', '.join(names)}") if names else None


def schools_ordered(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """Each organisation of the municipality has an order on pairs of the year."""
    places = Organisation.objects.filter(parent=known.organisation, level=OrganisationLevel.LEGAL_ENTITY)
    total = places.count()
    whose = contingent_of(plan)
    kinds = [ORDER_KINDS[whose]] if whose else list(ORDER_KINDS.values())
    pairs = Pair.objects.filter(
        organisation__in=places, order__kind__in=kinds, order__status=DocumentStatus.ISSUED
    ).touching(known.year.start, known.year.end)
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


def proofs_for(
    organisation: Organisation, year: AcademicYear, codes: Iterable[str], plan: Roadmap | None = None
) -> dict[str, Proof]:
    """What is proved of the codes asked for; each check runs once."""
    known = Facts(organisation, year)
    found = {code: CHECKS[code](known, plan) for code in set(codes) if code}
    return {code: proof for code, proof in found.items() if proof is not None}


def proved_occasions(
    occasions: Iterable[Occasion],
    organisation: Organisation,
    signers: tuple[AcademicYear, Sequence[Signer]] | None = None,
) -> list[tuple[Occasion, Proof]]:
    """The occasions for which the product knows a proof; a plan that nobody has approved gets none.

    Occasions come with their measures, roadmaps and versions in force; all of one organisation. Each check runs once for
    a year and a contingent, however many plans and measures, and what several checks need is read once. `signers`: those
    of a year, of the whole organisation, when the page has read them already.
    """
    facts: dict[int, Facts] = {signers[0].begins: Facts(organisation, *signers)} if signers else {}
    found: dict[tuple[int, Contingent | int | None, str], Proof | None] = {}
    proved = []
    for occasion in occasions:
        plan, code = occasion.measure.roadmap, occasion.measure.code
        if not code or plan.approved_id is None:
            continue
        key = (occasion.year, plan.pk if code == MeasureCode.ROADMAP_APPROVED else contingent_of(plan), code)
        if key not in found:
            known = facts.setdefault(occasion.year, Facts(organisation, AcademicYear(occasion.year)))
            found[key] = CHECKS[code](known, plan)
        if (proof := found[key]) is not None:
            proved.append((occasion, proof))
    return proved
