"""A place in the middle of its work: a row of every noun in each of its states, made through the services.

`fill` lays the same out in any organisation, so that what lies in a foreign one can be asked for by strangers.
"""

from uuid import uuid4

from mentoring.banks.models import Mentor, Topic
from mentoring.banks.services import add_topic
from mentoring.consents.enums import Purpose
from mentoring.documents.services.papers import begin_paper
from mentoring.documents.services.withdrawals import print_withdrawal
from mentoring.pairs.enums import EndReason
from mentoring.pairs.models import Pair
from mentoring.pairs.services import end_pair
from schools.access.services import invite
from schools.enums import Role
from schools.models import Headship, Membership, Organisation, User
from schools.papers.services.acts import save_act
from schools.papers.services.documents import attach_scan, enter_elsewhere
from schools.papers.services.files import store_file
from tests import world as cast
from tests.filled_outcomes import lay_outcomes
from tests.filled_papers import lay_consents, lay_jobs, lay_pairs, lay_papers
from tests.filled_people import lay_banks, lay_destroyed, lay_imports, lay_people
from tests.filled_places import Place, Words
from tests.filled_plans import lay_roadmaps
from tests.filled_surveys import lay_questionnaires
from tests.filled_waves import lay_waves
from tests.scans import PDF
from tests.world import TODAY, YEAR


def fill(
    organisation: Organisation, curator: User, head: User, words: Words, participant: Mentor | None = None
) -> Place:
    """Every noun in every state. `participant` is a mentor with an account, whose pair is in the order."""
    people = lay_people(organisation, words)
    destroyed = lay_destroyed(organisation, curator, words)
    staff, pupil, representation, archived = people
    topic = add_topic(organisation, f"{words.thing} направление", True, curator)
    mentors, mentees = lay_banks(organisation, staff, topic, curator)
    if participant is not None:
        mentors[0] = participant
    pairs = lay_pairs(organisation, mentors, mentees, curator, head)
    order, draft, change, elsewhere, annulled, on_paper = lay_papers(organisation, pairs, curator, head, words)
    end_pair(Pair.objects.get(pk=pairs["ended"].pk), TODAY, EndReason.MUTUAL, curator)
    papers = [
        begin_paper(organisation, "order_curator", YEAR, curator, uuid4()),
        begin_paper(organisation, "extract", YEAR, curator, uuid4(), ground=order),
    ]
    agreement = enter_elsewhere(organisation, "agreement_mentor", f"{words.thing} соглашение", "88-с", TODAY, curator)
    consents = lay_consents(organisation, mentees[0], mentees[1], mentees[2], curator)
    imports = lay_imports(organisation, curator, words)
    jobs = lay_jobs(organisation, curator, words)
    slips, _ = invite(organisation, [staff[8]], Role.PARTICIPANT, by=head)
    scan = store_file(organisation, PDF, f"{words.thing} скан.pdf", "application/pdf", curator)
    attach_scan(elsewhere, scan, curator)
    act = save_act(
        organisation,
        None,
        {"title": f"{words.thing} положение", "citation": f"{words.thing.lower()} положением о наставничестве"},
        curator,
    )
    topics = [topic.pk, Topic.objects.filter(organisation=None).first().pk]
    membership = Membership.objects.create(
        user=cast.user(f"slot-{organisation.slug}", "Запасная Роль Ивановна"),
        organisation=organisation,
        role=Role.PARTICIPANT,
    )
    headship = Headship.objects.filter(organisation=organisation).first()
    boris = participant.person if participant else staff[0]
    plans = lay_roadmaps(organisation, words, boris, curator, head)
    place = Place(
        organisation,
        {
            "person": [
                staff[9].pk,
                staff[0].pk,
                mentees[0].person_id,
                pupil.pk,
                representation.representative_id,
                archived.pk,
            ],
            "destruction": [destroyed.pk],
            "pupil": [pupil.pk],
            "representation": [representation.pk],
            "import": imports,
            "invitation": [slips[0].invitation.pk],
            "membership": [membership.pk],
            "headship": [headship.pk],
            "document": [order.pk, draft.pk, change.pk, elsewhere.pk, annulled.pk, on_paper.pk],
            "draft": [draft.pk, change.pk],
            "paper draft": [paper.pk for paper in papers],
            "order": [order.pk],
            "order on paper": [on_paper.pk],
            "agreement on paper": [agreement.pk],
            "file": [scan.pk],
            "acquaintance": [
                row.pk for row in order.acquaintances.all() if participant is None or row.person_id != boris.pk
            ],
            "job": jobs,
            "act": [act.pk],
            "mentor": [mentors[1].pk, mentors[0].pk, mentors[-1].pk],
            "mentee": [mentees[1].pk, mentees[0].pk, mentees[-1].pk],
            "topic": topics[:1],
            "pair": [
                pairs[name].pk
                for name in ("draft", "submitted", "returned", "approved", "ordered", "ended", "cancelled")
            ],
            "approved pair": [pairs["approved"].pk],
            "ordered pair": [pairs["ordered"].pk],
            "editable pair": [pairs["draft"].pk, pairs["returned"].pk],
            "consent": [consent.pk for consent in consents],
            "signed consent": [consents[1].pk],
            "withdrawn consent": [consents[2].pk],
            **plans.pks,
            **lay_questionnaires(organisation, words.thing, curator),
            **lay_waves(organisation, words.thing, curator),
            **lay_outcomes(organisation, words.thing, curator),
        },
    )
    if participant is not None:
        own = boris.consents.get(purpose=Purpose.PROCESSING)
        print_withdrawal(own, curator)
        place.own = {
            "person": boris.pk,
            "mentor": participant.pk,
            "consent": own.pk,
            "signed consent": own.pk,
            "withdrawn consent": own.pk,
            "acquaintance": order.acquaintances.get(person=boris).pk,
            **plans.own,
        }
    return place
