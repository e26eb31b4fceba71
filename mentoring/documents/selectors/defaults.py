"""What a new draft of an order begins with: everything that is already known."""

from datetime import timedelta
from typing import Any

from django.db.models import Q

from mentoring.banks.enums import Contingent
from schools.enums import Role
from schools.models import Employment, Membership, Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.selectors.acts import acts_for
from schools.years import AcademicYear

from ..kinds import kind_of
from ..order_kinds import KINDS_OF_ORDERS

# What a question without an answer keeps; others keep an empty string.
EMPTY: dict[str, Any] = {
    "flag": False,
    "person": None,
    "pair": None,
    "order": None,
    "roadmap": None,
    "regulation": None,
    "people": [],
    "pairs": [],
    "protocol": {},
    "changes": [],
}
# The mentor and the mentee write their programme after the order.
TIME_FOR_PROGRAMMES = timedelta(days=14)


def default_data(organisation: Organisation, contingent: str, year: int, by: User) -> dict[str, Any]:
    """Answers of a new draft: acts in force, curator, executor with telephone, and what last year's order had."""
    entity = organisation.legal_entity
    today = organisation.today()
    curator = curator_card(organisation)
    remembered = remembered_answers(organisation, Q(kind__in=KINDS_OF_ORDERS))
    executor = own_card(organisation, by) or curator
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


def own_card(organisation: Organisation, by: User) -> Person | None:
    return Person.objects.filter(organisation=organisation.legal_entity, user=by).order_by("pk").first()


def remembered_answers(organisation: Organisation, of_kind: Q) -> dict[str, Any]:
    """Answers of the paper of the kind that was issued last."""
    issued = Document.objects.filter(
        of_kind, organisation=organisation.legal_entity, elsewhere=False, status=DocumentStatus.ISSUED
    )
    previous = issued.order_by("-date", "-pk").first()
    return previous.data if previous else {}


def answers_to_begin_with(document: Document, by: User) -> dict[str, Any]:
    """Answers of a new draft of any kind: its day, acts in force, executor with telephone, who controlled last time."""
    organisation = document.organisation
    remembered = remembered_answers(organisation, Q(kind=document.kind))
    data: dict[str, Any] = {"date": organisation.today().isoformat()}
    for ask in kind_of(document.kind).asks:
        if ask.what == "acts":
            data[ask.name] = default_acts(organisation, document.data.get("contingent") or Contingent.TEACHERS)
        elif ask.what == "executor":
            executor = own_card(organisation, by) or curator_card(organisation)
            data[ask.name] = executor.pk if executor else None
            data["executor_phone"] = remembered.get("executor_phone") or organisation.legal_entity.phone
        elif ask.what == "staff":
            data[ask.name] = still_here(organisation, remembered.get(ask.name))
        else:
            data[ask.name] = EMPTY.get(ask.what, "")
    return data


def still_here(organisation: Organisation, key: Any) -> int | None:
    """The key of the card when its person still works here."""
    working = Employment.objects.active(organisation.today()).filter(person__organisation=organisation.legal_entity)
    return key if key and working.filter(person=key).exists() else None


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
