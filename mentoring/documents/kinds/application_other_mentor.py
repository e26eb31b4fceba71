"""A mentee asks for another mentor (seed 004: a right of the mentee). For one under age the representative signs too."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mentoring.banks.enums import BankStatus, Contingent
from mentoring.banks.models import Mentor
from mentoring.consents.selectors import is_minor
from mentoring.pairs.models import Pair, Seat
from schools.models import Employment, Person, User
from schools.papers.engine.blocks import Block, Paragraph, Signature, Spacer
from schools.papers.models import Document
from schools.russian import Case

from ..obstacle import Obstacle
from ..pages.application import application_blocks, ground_of_pairs, named_title, reason_words
from ..pages.labour import (
    PARTIES_BLANKS,
    facts_named,
    gendered,
    orders_of,
    pair_keys,
    pair_obstacles,
    pairs_named,
    party_values,
)
from ..selectors.order_facts import named_person
from ..words.blanks import Filling, fixed
from ..words.people import Named
from .kind import Ask, Kind, Part, Retention, Shelf, Stamp, day_of


def mentees_of(document: Document) -> QuerySet[Person]:
    """Who may apply: the mentees of the pair."""
    return Person.objects.filter(pk__in=Seat.objects.filter(pair__in=pair_keys(document)).values("mentee__person"))


def may_lead(document: Document) -> QuerySet[Person]:
    """Whom a mentee may wish for: employees; where pupils are led, also pupils of the bank of mentors. Parents never."""
    entity = document.organisation.legal_entity
    pairs = Pair.objects.filter(pk__in=pair_keys(document))
    employed = Employment.objects.active(document.organisation.today()).filter(person__organisation=entity)
    found = Q(pk__in=employed.values("person"))
    if pairs.exclude(form__contingent=Contingent.TEACHERS).exists():
        bank = Mentor.objects.filter(organisation=entity, year__in=pairs.values("mentor__year"))
        found |= Q(pk__in=bank.exclude(status=BankStatus.WITHDRAWN).values("person"))
    rows = Person.objects.present().filter(found, organisation=entity)
    return rows.exclude(pk__in=mentees_of(document).values("pk")).order_by("name_key", "pk")


def applicant_of(document: Document, stamp: Stamp) -> Named | None:
    """The mentee who applies, as the pair's order names him or her."""
    key = document.data.get("applicant") or document.person_id
    for pair in facts_named(document, stamp):
        for mentee in pair.mentees:
            if mentee.person.pk == key:
                return mentee
    return None


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    wanted = named_person(document.data.get("wanted"), document.organisation.legal_entity.pk, day_of(document, stamp))
    who = applicant_of(document, stamp)
    words = wanted.short_with_standing(Case.GENT) if wanted else ""
    ready = gendered(who.person if who else None, "хотел бы", "хотела бы")
    return {
        **party_values(document, stamp, facts_named(document, stamp)),
        "желаемый наставник": fixed(f"Своим наставником {ready} видеть {words}." if words else ""),
        "причина": fixed(reason_words(document)),
    }


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    who = applicant_of(document, stamp)
    blocks = application_blocks(document, stamp.signer, who, "о другом наставнике", texts)
    if who is not None and is_minor(who.person, day_of(document, stamp)):
        blocks += [
            Spacer(1),
            Paragraph("С заявлением согласен (согласна), законный представитель:", indent=False, keep=True),
            Signature(by_hand=True),
        ]
    return blocks


def begin(document: Document, by: User) -> Mapping[str, Any]:
    """The only mentee of a pair applies; of a group one is chosen."""
    pairs = pairs_named(document)
    ground_of_pairs(document, pairs)
    mentees = [seat.mentee.person_id for pair in pairs for seat in pair.seats.all()]
    return {"applicant": mentees[0] if len(mentees) == 1 else None}


def signs(document: Document) -> Person | None:
    key = document.data.get("applicant") or document.person_id
    return next(
        (s.mentee.person for p in pairs_named(document) for s in p.seats.all() if s.mentee.person_id == key), None
    )


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    yield from pair_obstacles(document, day, labour=False)
    if document.data.get("applicant") and signs(document) is None:
        yield Obstacle("Заявитель не состоит в этой паре. Выберите наставляемого пары.")
    mentors = {pair.mentor.person_id for pair in pairs_named(document)}
    if document.data.get("wanted") in mentors:
        yield Obstacle("Желаемый наставник и так ведёт эту пару. Выберите другого или оставьте пустым.", blocks=False)


def title(document: Document, stamp: Stamp) -> str:
    return named_title("Заявление о другом наставнике", applicant_of(document, stamp), "заявитель не выбран")


KIND = Kind(
    code="application_other_mentor",
    label="Заявление наставляемого о другом наставнике",
    shelf=Shelf.APPLICATIONS,
    about="Наставляемый просит закрепить за ним другого наставника. За несовершеннолетнего подписывает и представитель.",
    noun="Заявление",
    retention=Retention("по номенклатуре дел"),
    begins="pair",
    settled_by_replacement=True,
    asks=(
        Ask("applicant", "Кто просит", "person", required=True, offered=mentees_of),
        Ask("wanted", "Кого хотел бы наставником", "person", "Необязательно", empty="не называет", offered=may_lead),
        Ask("reason", "Причина", "text", "Необязательно"),
    ),
    parts=(
        Part(
            "text",
            "Текст",
            "Прошу закрепить за мной другого наставника вместо {наставник:род} (приказ {приказ}). {желаемый наставник}\n"
            "{причина}",
            "Каждый абзац с новой строки",
            5,
        ),
    ),
    blanks={
        **PARTIES_BLANKS,
        "желаемый наставник": "предложение о том, кого хотят; без него не печатается",
        "причина": "предложение о причине; без неё не печатается",
    },
    values=values,
    compose=compose,
    title=title,
    begin=begin,
    obstacles=obstacles,
    speaks_of=orders_of,
    signed_by=signs,
)
