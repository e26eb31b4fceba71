"""What stands between a draft of an order and its issue, by name, with the page where to mend it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from mentoring.consents.enums import Purpose
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.findings import Draft, Facts
from mentoring.pairs.selectors.people import is_minor, with_people
from schools.papers.models import Document
from schools.selectors.headship import signer_on


@dataclass(frozen=True)
class Obstacle:
    """A sentence; the page that mends it; whether it forbids the issue or only asks to think."""

    message: str
    url: str
    link: str
    blocks: bool = True


def obstacles_of(document: Document, day: date) -> list[Obstacle]:
    """In the order in which they are best mended."""
    slug = document.organisation.slug
    found: list[Obstacle] = []
    if signer_on(document.organisation, day) is None:
        found.append(
            Obstacle(
                f"На {day:%d.%m.%Y} не указан руководитель организации.",
                reverse("schools:organisation_settings", args=[slug]),
                "Указать руководителя",
            )
        )
    wanted = document.data.get("pairs", [])
    pairs = list(with_people(Pair.objects.filter(pk__in=wanted, organisation=document.organisation)))
    for pair in pairs:
        if pair.status != PairStatus.APPROVED:
            found.append(
                Obstacle(
                    f"{pair}: сейчас «{pair.get_status_display()}», а в приказ идут только утверждённые пары.",
                    reverse("pairs:pair_detail", args=[slug, pair.pk]),
                    "Открыть пару",
                )
            )
    return found + consent_obstacles(document, pairs, day)


def consent_obstacles(document: Document, pairs: list[Pair], day: date) -> list[Obstacle]:
    """A missing consent blocks the issue, unless the head allowed the pair with a reason; never for a minor (decision 8)."""
    slug = document.organisation.slug
    drafts = [Draft.of(pair) for pair in pairs]
    facts = Facts(drafts, day)
    found = {}
    for draft in drafts:
        for person_id, purposes in facts.missing_in(draft).items():
            person = next(person for person in draft.people if person.pk == person_id)
            allowed = bool(draft.pair and draft.pair.consent_override) and not is_minor(person, day)
            words = ", ".join(Purpose(purpose).label for purpose in purposes)
            note = " Руководитель разрешил издать без него." if allowed else ""
            found[person_id] = Obstacle(
                f"{person.short_name}: нет согласия {words}.{note}",
                f"{reverse('documents:consent_list', args=[slug])}?q={person.surname}",
                "К согласиям",
                blocks=not allowed,
            )
    return list(found.values())
