"""A person whom everything names, planted through the services as people would: for what looks where the data stand."""

from datetime import timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from mentoring.banks.enums import BankStatus, Priority, RequestSource
from mentoring.banks.lines import RequestLine, StrengthLine
from mentoring.banks.models import Mentee, Mentor, MentoringForm, Topic
from mentoring.banks.services import (
    add_mentees,
    add_mentors,
    change_mentee_status,
    change_mentor_status,
    save_mentee,
    save_mentor,
)
from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import sign_consent, withdraw_consent
from mentoring.documents.kinds import kind_of
from mentoring.documents.services.orders import draft_order, issue_order
from mentoring.documents.services.papers import begin_paper, edit_paper, issue_paper
from mentoring.documents.services.roadmaps import approve_roadmap
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.documents.services.withdrawals import print_withdrawal
from mentoring.pairs.enums import EndReason
from mentoring.pairs.models import Pair
from mentoring.pairs.services import approve_pairs, end_pair, propose_pair, submit_pairs
from roadmaps.enums import ApprovalForm, EvidenceKind
from roadmaps.models import Measure
from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead, StageRead
from roadmaps.services.doing import add_evidence
from roadmaps.services.editing import edit_measure
from roadmaps.services.importing import start_import as read_roadmap
from roadmaps.services.laying import lay_out
from roadmaps.services.submitting import submit_roadmap
from schools.access.services import invite
from schools.enums import Role
from schools.models import Membership, Organisation, Person, User
from schools.papers.enums import JobStatus
from schools.papers.models import Document, Job
from schools.papers.services.documents import attach_scan
from schools.papers.services.files import store_file
from schools.services.people import save_cases, save_person
from schools.services.representatives import add_representative
from tests.mentoring.surveys.planted import plant_surveys
from tests.schools.staff_files import load, staff_file
from tests.world import TODAY, YEAR, World

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF planted"


def planted(world: World) -> Person:
    """A mentor with an account, once also a mentee and a representative, whom everything names."""
    place, anna = world.school, world.anna
    row = (
        "Удодов Эраст Мефодьевич",
        "13.07.1961",
        "зюзя-сторож",
        "зюзя-пение",
        "8 900 123-45-67",
        "erast@tayna.example",
    )
    load(place, anna, staff_file(row), "Удодов Эраст.xlsx")
    person = Person.objects.get(surname="Удодов")
    person.surname, person.note = "Кукушкин", "зюзя-примечание"
    post = person.employments.get()
    post.department, post.category, post.post = "зюзя-отдел", "зюзя-категория", "зюзя-смотритель"
    save_person(person, by=anna, employments=[post])
    save_cases(person, by=anna, names={"gent": "Кукушкина-зюзя Эраста"}, posts={post.pk: {"gent": "зюзя-смотрителя"}})
    _account(person, world)
    add_representative(
        world.misha_card, full_name="Кукушкин Эраст Мефодьевич", relation="зюзя-дядя", phone="+79001234567", by=anna
    )
    other = Person.objects.get(pk=world.sofya_card.pk)
    other.note = "Спросить Кукушкина Эраста Мефодьевича, тел. 8 (900) 123-45-67"
    save_person(other, by=anna)
    pair = _pair(person, world)
    _public_and_kin(person, world)
    _roadmaps(world)
    _jobs(person, world)
    plant_surveys(person, world)
    end_pair(Pair.objects.get(pk=pair.pk), TODAY, EndReason.MUTUAL, anna)
    return Person.objects.get(pk=person.pk)


def _account(person: Person, world: World) -> None:
    invite(world.school, [person], Role.PARTICIPANT, by=world.gleb)
    user = User.objects.create_user("kukushkin-em", "erast@tayna.example", full_name="Кукушкин Эраст Мефодьевич")
    EmailAddress.objects.create(user=user, email=user.email)
    Membership.objects.create(user=user, organisation=world.school, role=Role.PARTICIPANT)
    Person.objects.filter(pk=person.pk).update(user=user)
    person.user = user
    LogEntry.objects.create(
        user=world.admin,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr="kukushkin-em",
        action_flag=CHANGE,
        change_message="Кукушкину Эрасту дан вход",
    )


def _pair(person: Person, world: World) -> Pair:
    place, anna = world.school, world.anna
    topic = Topic.objects.filter(organisation=None, has_detail=True).first()
    mentor = Mentor.objects.get(pk=add_mentors(place, YEAR, [person], anna).added[0].pk)
    mentee = Mentee.objects.get(pk=add_mentees(place, YEAR, [person], anna).added[0].pk)
    save_mentor(
        mentor,
        capacity=2,
        hours_per_week=2,
        achievements="зюзя-достижения",
        interests="зюзя-интересы",
        wished_age="зюзя-возраст",
        case_url="https://tayna.example/зюзя",
        note="зюзя-заметка",
        forms=[],
        kinds=[],
        strengths=[StrengthLine(topic, "зюзя-сила")],
        by=anna,
    )
    request = RequestLine(topic, "зюзя-запрос", Priority.HIGH, RequestSource.SELF)
    save_mentee(mentee, experience_years=3, requests=[request], note="зюзя-трудности", by=anna)
    change_mentor_status(Mentor.objects.get(pk=mentor.pk), BankStatus.CONFIRMED, anna)
    change_mentee_status(mentee, BankStatus.WITHDRAWN, anna, "зюзя-выбыл")
    form = MentoringForm.objects.get(code="teacher-teacher")
    pair = propose_pair(
        place,
        mentor,
        [world.mentee],
        form=form,
        kinds=[],
        starts=TODAY,
        ends=TODAY + timedelta(99),
        reason="зюзя-причина: Эраст",
        by=anna,
    )
    submit_pairs([pair], anna)
    approve_pairs([Pair.objects.get(pk=pair.pk)], world.gleb)
    wanted = [(person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTOR_DUTIES)]
    wanted += [(world.sofya_card, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTEE_PART)]
    for number, consent in enumerate(prepare_sheets(place, wanted, YEAR, anna).consents):
        scan = None
        if consent.person_id == person.pk:
            scan = store_file(place, PDF + str(number).encode(), f"Кукушкин {number}.pdf", "application/pdf", anna)
        sign_consent(consent, TODAY, scan, anna)
    order = draft_order(place, "teachers", [Pair.objects.get(pk=pair.pk)], YEAR, anna, uuid4())
    issue_order(order, number="", proposed="", day=TODAY, by=anna)
    _sheets(place, Pair.objects.get(pk=pair.pk), order, world)
    duties = Consent.objects.get(person=person, purpose=Purpose.MENTOR_DUTIES)
    print_withdrawal(duties, anna)
    withdraw_consent(Consent.objects.get(pk=duties.pk), TODAY, "зюзя-отзыв", anna)
    return pair


def _sheets(place: Organisation, pair: Pair, order: Document, world: World) -> None:
    """Papers without a number: what the mentor and the mentee hand in, what is made of the order for those who read it."""
    anna = world.anna
    mentor = pair.mentor.person
    for code in ("application_release", "refusal_mentor", "application_other_mentor"):
        draft = begin_paper(place, code, YEAR, anna, None, pair=pair)
        reason = "зюзя-повод" if draft.person_id == mentor.pk else "Кукушкин Э.М. занят"
        data = {**draft.data, "reason": reason}
        draft = edit_paper(draft, version=draft.version, data=data, texts=kind_of(code).default_texts(place), by=anna)
        paper = issue_paper(draft, day=TODAY, by=anna)
        if paper.person_id == mentor.pk:
            scan = store_file(place, PDF + code.encode(), f"Кукушкин, {code}.pdf", "application/pdf", anna)
            attach_scan(paper, scan, anna)
    for code in ("extract", "acquaintance_sheet", "true_copy"):
        draft = begin_paper(place, code, YEAR, anna, None, ground=Document.objects.get(pk=order.pk))
        texts = {**kind_of(code).default_texts(place), **draft.texts}
        data = {**draft.data, "points": "1, 2"} if code == "extract" else draft.data
        draft = edit_paper(draft, version=draft.version, data=data, texts=texts, by=anna)
        issue_paper(draft, day=TODAY, by=anna)


def _public_and_kin(person: Person, world: World) -> None:
    """What the person allowed to publish, with words of his own; what he signed for a child and has taken back since."""
    anna = world.anna
    Organisation.objects.filter(pk=world.school.pk).update(public_page="https://lesnaya.example/nastavnichestvo/")
    place = Organisation.objects.get(pk=world.school.pk)
    wanted = [
        (person, Purpose.DISSEMINATION),
        (person, Purpose.REPRESENTATIVE),
        (world.misha_card, Purpose.PROCESSING),
    ]
    public, own, childs = prepare_sheets(place, wanted, YEAR, anna).consents
    sign_consent(public, TODAY, None, anna, items=["name"], conditions="зюзя-запрет")
    print_withdrawal(sign_consent(own, TODAY, None, anna), anna)
    scan = store_file(place, PDF + b"kin", "Кукушкин за Мишу.pdf", "application/pdf", anna)
    childs = sign_consent(childs, TODAY, scan, anna)
    print_withdrawal(childs, anna)
    withdraw_consent(Consent.objects.get(pk=childs.pk), TODAY, "Кукушкин Эраст забрал", anna)


def _roadmaps(world: World) -> None:
    words = "Кукушкин Э.М., куратор"
    read = RoadmapRead(
        title="Дорожная карта",
        columns=[ColumnRead("Мероприятия", "content"), ColumnRead("Ответственные", "responsible")],
        stages=[StageRead("s1", "1", "Начало", [MeasureRead("m1", content="Собрать", responsible_text=words, row=1)])],
    )
    draft, approved = (lay_out(read, world.school, begins=YEAR, years=1, by=world.anna, nonce=uuid4()) for _ in "12")
    submit_roadmap(approved, world.anna)
    approve_roadmap(approved, world.gleb, TODAY, form=ApprovalForm.SIGNED)
    measure = Measure.objects.get(roadmap=draft)
    edit_measure(measure, measure.version, {"content": "Собрать у Кукушкина Эраста анкеты"}, world.anna)
    occasion = measure.occasions.get()
    add_evidence(occasion, EvidenceKind.TEXT, text="Провёл Э. М. Кукушкин", by=world.anna, nonce=uuid4())
    read_roadmap(
        world.school,
        text="Дорожная карта\n1. Собрать анкеты. Срок: май. Ответственный: Кукушкин Э.М.",
        begins=YEAR,
        years=1,
        by=world.anna,
    )


def _jobs(person: Person, world: World) -> None:
    sheets = [[person.pk, str(Purpose.PROCESSING)], [world.sofya_card.pk, str(Purpose.PROCESSING)]]
    result = store_file(world.school, PDF + b"packet", "Согласия, Кукушкин Э.М..pdf", "application/pdf", world.anna)
    Job.objects.create(
        organisation=world.school,
        user=world.anna,
        kind="consents_packet",
        title="Согласия: Кукушкин Э. М.",
        arguments={"sheets": sheets, "year": YEAR},
        status=JobStatus.DONE,
        finished_at=timezone.now(),
        result=result,
    )
