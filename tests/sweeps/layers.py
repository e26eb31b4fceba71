"""A row of every noun at once, as many times as wanted, without the services' ceremony: only their number matters here."""

from datetime import date, timedelta

from django.utils import timezone

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentoringForm, MentoringKind, MentorStrength, Topic
from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair, Seat
from mentoring.surveys.models import Questionnaire
from roadmaps.models import Responsible, RoadmapImport
from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead, StageRead
from roadmaps.services.laying import lay_out
from schools.access.tokens import hash_of
from schools.enums import ImportStatus, Role
from schools.journal.services import record
from schools.models import (
    Headship,
    ImportedCard,
    Invitation,
    Membership,
    Organisation,
    Representation,
    StaffImport,
    User,
)
from schools.papers.enums import DocumentStatus
from schools.papers.models import Acquaintance, Document, LegalAct
from schools.papers.services.files import store_file
from schools.papers.services.numbering import register_of
from tests import world as cast
from tests.filled_outcomes import add_outcomes
from tests.filled_places import ENDS
from tests.filled_surveys import every_kind
from tests.filled_waves import add_wave
from tests.scans import PDF
from tests.world import TODAY, YEAR


def add_layer(place: Organisation, curator: User, head: User, number: int) -> None:
    """One of everything; people of a layer stand together in every list."""
    letters = chr(0x410 + number)
    account = cast.user(f"layer{number}", f"{letters}слоев Пётр Ильич", participant=place)
    worker = cast.person(
        place, f"{letters}слоев Пётр Ильич", f"учитель {letters}", account=account, phone="+79000001122"
    )
    young = cast.person(place, f"{letters}юнцов Марк Ильич", "учитель", birth_date=date(2000, 1, 1))
    pupil = cast.person(place, f"{letters}малов Лев Ильич", grade="6А", birth_date=date(2014, 4, 4))
    parent = cast.person(place, f"{letters}малов Илья Петрович")
    link = Representation.objects.create(representative=parent, pupil=pupil, relation="отец")
    cast.person(place, f"{letters}иной Илья Петрович")
    cast.person(place, f"{letters}архивов Илья Петрович", "сторож", archived_on=TODAY)
    free_mentor = cast.person(place, f"{letters}готов Илья Петрович", "учитель")
    alone = cast.person(place, f"{letters}один Илья Петрович", "учитель")
    topic = Topic.objects.create(organisation=place, name=f"Направление {letters}", has_detail=True)

    def mentor_of(person, status: str = BankStatus.CONFIRMED, capacity: int = 9) -> Mentor:
        entry = cast.mentor(person, capacity=capacity, status=status)
        MentorStrength.objects.create(mentor=entry, topic=topic, detail="опыты")
        entry.forms.add(MentoringForm.objects.first())
        entry.kinds.add(MentoringKind.objects.first())
        return entry

    def mentee_of(person, status: str = BankStatus.CONFIRMED) -> Mentee:
        entry = cast.mentee(person, status=status)
        MenteeRequest.objects.create(mentee=entry, topic=topic, detail="опыты")
        return entry

    mentor, mentee = mentor_of(worker), mentee_of(young)
    mentor_of(free_mentor)
    mentee_of(alone)
    mentee_of(pupil)
    mentor_of(alone, BankStatus.CANDIDATE)
    mentee_of(free_mentor, BankStatus.CANDIDATE)
    last_year = {"organisation": place, "year": YEAR - 1, "entered_on": date(2025, 9, 1)}
    Mentor.objects.create(person=worker, **last_year)
    Mentee.objects.create(person=alone, **last_year)
    Mentor.objects.create(person=young, **last_year)
    Mentee.objects.create(person=worker, **last_year)

    scan = store_file(place, PDF, f"скан {letters}.pdf", "application/pdf", curator)
    order = document(place, f"{number}-С", DocumentStatus.ISSUED, curator, scan=scan, elsewhere=True)
    document(place, "", DocumentStatus.DRAFT, curator)
    Acquaintance.objects.create(document=order, person=worker)
    Acquaintance.objects.create(document=order, person=young, acquainted_on=TODAY, way="paper")
    document(place, f"{number}-И", DocumentStatus.ISSUED, curator, changes=order, elsewhere=True)
    for status in PairStatus:
        pair_in(place, status, mentor, mentee, order, head)
    for person in (worker, young, free_mentor):
        Consent.objects.create(
            organisation=place, person=person, purpose=Purpose.PROCESSING, prepared_on=TODAY, document=order
        )
    Consent.objects.create(
        organisation=place,
        person=alone,
        purpose=Purpose.PROCESSING,
        prepared_on=TODAY,
        status=ConsentStatus.SIGNED,
        signed_on=TODAY,
        scan=scan,
    )
    Consent.objects.create(
        organisation=place,
        person=pupil,
        purpose=Purpose.PROCESSING,
        prepared_on=TODAY,
        status=ConsentStatus.SIGNED,
        signed_on=TODAY,
        representation=link,
    )
    for status in (ImportStatus.APPLIED, ImportStatus.PREVIEW):
        load = StaffImport.objects.create(
            organisation=place, filename=f"{letters}.xlsx", created_by=curator, status=status
        )
    ImportedCard.objects.create(staff_import=load, person=worker, row=number, created=True)
    plan = lay_out(
        RoadmapRead(
            title=f"План {letters}",
            columns=[ColumnRead("Мероприятие", "content"), ColumnRead("Срок", "due")],
            stages=[StageRead("s", "1", "Начало", [MeasureRead("m", content="Дело", due_text="сентябрь")])],
        ),
        place,
        begins=YEAR,
        years=1,
        by=None,
    )
    Responsible.objects.create(measure=plan.measures.get(), person=worker)
    RoadmapImport.objects.create(organisation=place, filename=f"{letters}.docx", begins=YEAR, created_by=curator)
    Invitation.objects.create(
        organisation=place,
        person=young,
        role=Role.PARTICIPANT,
        token_hash=hash_of(f"layer-{number}"),
        created_by=curator,
        expires_at=timezone.now() + timedelta(9),
    )
    Membership.objects.create(user=account, organisation=place, role=Role.CURATOR)
    Headship.objects.create(
        organisation=place,
        person=worker,
        post="И.о. директора",
        is_acting=True,
        starts=date(2019, 1, 1),
        ends=date(2019, 1, 2),
    )
    add_wave(place, letters, [worker, young, free_mentor])
    add_outcomes(place, letters, young, curator)
    for archived_at in (None, timezone.now()):
        content = every_kind(letters).to_json()
        Questionnaire.objects.create(
            organisation=place, title=f"Анкета {letters}", content=content, archived_at=archived_at
        )
    LegalAct.objects.create(organisation=place, title=f"Положение {letters}", citation="положением")
    record("изменён сотрудник", worker, organisation=place, user=account, before={"имя": "П"}, after={"имя": "Пётр"})


def document(place: Organisation, number: str, status: str, by: User, **more) -> Document:
    issued = status == DocumentStatus.ISSUED
    return Document.objects.create(
        organisation=place,
        kind="pairs_order_teachers",
        title="О наставничестве",
        status=status,
        register=register_of(place) if issued else None,
        number=number,
        number_key=number,
        number_sort=number,
        date=TODAY if issued else None,
        year=TODAY.year if issued else None,
        created_by=by,
        edited_by=by,
        issued_by=by if issued else None,
        edited_at=timezone.now(),
        issued_at=timezone.now() if issued else None,
        **more,
    )


def pair_in(place: Organisation, status: str, mentor: Mentor, mentee: Mentee, order: Document, head: User) -> Pair:
    decided = status not in (PairStatus.DRAFT, PairStatus.SUBMITTED, PairStatus.CANCELLED)
    pair = Pair.objects.create(
        organisation=place,
        mentor=mentor,
        form=MentoringForm.objects.first(),
        starts=TODAY,
        ends=ENDS,
        status=status,
        decided_at=timezone.now() if decided else None,
        decided_by=head if decided else None,
        order=order if status in (PairStatus.ORDERED, PairStatus.ENDED) else None,
        ended_on=TODAY if status == PairStatus.ENDED else None,
        end_reason=EndReason.MUTUAL if status == PairStatus.ENDED else "",
    )
    # Not living: the same two people stand in a pair of every state.
    Seat.objects.create(pair=pair, mentee=mentee, mentor=mentor, is_living=False)
    pair.kinds.add(MentoringKind.objects.first())
    return pair
