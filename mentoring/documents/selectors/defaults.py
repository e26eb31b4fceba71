"""What a new draft of an order begins with: everything that is already known."""

from datetime import timedelta
from typing import Any

from schools.enums import Role
from schools.models import Membership, Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.selectors.acts import acts_for
from schools.years import AcademicYear

# The mentor and the mentee write their programme after the order.
TIME_FOR_PROGRAMMES = timedelta(days=14)


def default_data(organisation: Organisation, contingent: str, year: int, by: User) -> dict[str, Any]:
    """Answers of a new draft: acts in force, curator, executor with telephone, and what last year's order had."""
    entity = organisation.legal_entity
    today = organisation.today()
    curator = curator_card(organisation)
    own = Person.objects.filter(organisation=entity, user=by).order_by("pk").first()
    previous = (
        Document.objects.filter(
            organisation=entity, kind__startswith="pairs_", elsewhere=False, status=DocumentStatus.ISSUED
        )
        .order_by("-date", "-pk")
        .first()
    )
    remembered = previous.data if previous else {}
    executor = own or curator
    due = max(today, AcademicYear(year).start)
    return {
        "contingent": contingent,
        "year": year,
        "date": today.isoformat(),
        "acts": default_acts(organisation, contingent),
        "protocol": {},
        "consents": True,
        "curator": curator.pk if curator else None,
        "control": remembered.get("control"),
        "executor": executor.pk if executor else None,
        "executor_phone": remembered.get("executor_phone") or entity.phone,
        "programme_due": (due + TIME_FOR_PROGRAMMES).isoformat(),
    }


def default_acts(organisation: Organisation, contingent: str) -> list[int]:
    """Acts in force that are put at once into an order of this contingent."""
    return [act.pk for act in acts_for(organisation, contingent, organisation.today()) if act.is_default]


def curator_card(organisation: Organisation) -> Person | None:
    """The curator's card, unless the curator is the head: then the head keeps the support of pairs."""
    entity = organisation.legal_entity
    active = Membership.objects.active(organisation.today()).filter(organisation=entity)
    heads = active.filter(role=Role.HEAD).values("user")
    curators = active.filter(role=Role.CURATOR).exclude(user__in=heads).values("user")
    return Person.objects.filter(organisation=entity, user__in=curators).order_by("pk").first()
