"""What orders on mentoring as a whole are offered to choose from."""

from django.db.models import Q, QuerySet

from mentoring.banks.enums import Contingent
from roadmaps.enums import RoadmapStatus
from roadmaps.models import Roadmap
from schools.enums import OrganisationKind
from schools.models import Organisation
from schools.papers.enums import ActPurpose, DocumentStatus
from schools.papers.kinds import ORDER, kind_of, registered_kinds
from schools.papers.models import Document, LegalAct
from schools.papers.selectors.acts import acts_for

from ..order_kinds import ORDER_CANCEL, REGULATIONS

# Beside the two contingents: a paper on both.
BOTH = "both"
CONTINGENTS = (
    (Contingent.TEACHERS.value, "педагогических работников"),
    (Contingent.PUPILS.value, "обучающихся"),
    (BOTH, "педагогических работников и обучающихся"),
)


def has_pupils(organisation: Organisation) -> bool:
    """Whether pupils may be mentored here: children of a kindergarten are not, an office has none."""
    return organisation.legal_entity.kind in (
        OrganisationKind.SCHOOL,
        OrganisationKind.COLLEGE,
        OrganisationKind.ADDITIONAL,
    )


def contingents_of(contingent: str) -> list[str]:
    return [Contingent.TEACHERS, Contingent.PUPILS] if contingent == BOTH else [contingent]


def default_acts_of(organisation: Organisation, contingent: str) -> list[int]:
    """Acts in force that stand at once in a paper of this contingent, in the order of the list."""
    return [act.pk for act in _fitting(organisation, contingent) if act.is_default]


def _fitting(organisation: Organisation, contingent: str) -> list[LegalAct]:
    found = [
        act
        for purpose in contingents_of(contingent)
        for act in acts_for(organisation, ActPurpose(purpose), organisation.today())
    ]
    return sorted({act.pk: act for act in found}.values(), key=lambda act: (act.position, act.pk))


def acts_offered(document: Document) -> QuerySet[LegalAct]:
    """Acts in force for whom the paper is about, and those already chosen even if out of force since."""
    entity = document.organisation.legal_entity
    fitting = [act.pk for act in _fitting(entity, document.data.get("contingent") or BOTH)]
    chosen = LegalAct.objects.filter(pk__in={*fitting, *(document.data.get("acts") or [])})
    return chosen.filter(Q(organisation__isnull=True) | Q(organisation=entity)).order_by("position", "pk")


def regulations_to_approve(document: Document) -> QuerySet[Document]:
    """Drafts of regulations of this organisation."""
    return Document.objects.filter(
        organisation=document.organisation.legal_entity, kind__in=REGULATIONS, status=DocumentStatus.DRAFT
    ).order_by("-pk")


def regulations_in_force(document: Document) -> QuerySet[Document]:
    """Issued regulations, those entered from paper included."""
    return Document.objects.filter(
        organisation=document.organisation.legal_entity, kind__in=REGULATIONS, status=DocumentStatus.ISSUED
    ).order_by("-date", "-pk")


def may_approve_plans(paper: Document) -> bool:
    """Whether a plan may be in force by this paper: an order, and not one that only cancels."""
    return kind_of(paper.kind).noun == ORDER.noun and paper.kind != ORDER_CANCEL


def orders_for_plans(organisation: Organisation) -> QuerySet[Document]:
    """Issued orders by which the head may approve a plan, the latest first."""
    others = [kind.code for kind in registered_kinds() if kind.noun != ORDER.noun or kind.code == ORDER_CANCEL]
    orders = Document.objects.in_register().filter(organisation=organisation.legal_entity)
    return orders.filter(status=DocumentStatus.ISSUED).exclude(kind__in=others).order_by("-date", "-pk")


def roadmaps_to_approve(document: Document) -> QuerySet[Roadmap]:
    """Plans that are not in force as they stand: being written, with the head, or changed since."""
    waiting = Roadmap.objects.filter(organisation=document.organisation.legal_entity).exclude(
        status=RoadmapStatus.APPROVED
    )
    return waiting.order_by("-begins", "-pk")
