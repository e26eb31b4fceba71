"""A place in the middle of its work: a row of every noun in each of its states, made through the services.

`fill` lays the same out in any organisation, so that what lies in a foreign one can be asked for by strangers.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentoring.banks.enums import Priority, RequestSource
from mentoring.banks.lines import RequestLine, StrengthLine
from mentoring.banks.models import Mentee, Mentor, MentoringForm, Topic
from mentoring.banks.services import add_mentees, add_mentors, add_topic, save_mentee, save_mentor
from mentoring.consents.enums import Purpose
from mentoring.consents.services import sign_consent, withdraw_consent
from mentoring.documents.services.orders import draft_change, draft_order, issue_order
from mentoring.documents.services.papers import begin_paper
from mentoring.documents.services.roadmaps import approve_roadmap
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.documents.services.withdrawals import print_withdrawal
from mentoring.pairs.enums import EndReason
from mentoring.pairs.models import Pair
from mentoring.pairs.services import approve_pairs, cancel_pair, end_pair, propose_pair, return_pairs, submit_pairs
from roadmaps.enums import ApprovalForm, EvidenceKind, MeasureStatus
from roadmaps.models import RoadmapImport
from roadmaps.reading.structure import ColumnRead, Doubt, MeasureRead, RoadmapRead, StageRead
from roadmaps.services.doing import add_evidence, move_occasion
from roadmaps.services.editing import edit_measure
from roadmaps.services.importing import apply_import as apply_roadmap
from roadmaps.services.importing import undo_import as undo_roadmap
from roadmaps.services.laying import lay_out
from roadmaps.services.submitting import submit_roadmap
from schools.access.services import invite
from schools.enums import DestructionReason, Role
from schools.models import Destruction, Headship, Membership, Organisation, Person, Representation, User
from schools.papers.enums import JobStatus
from schools.papers.models import Document, Job
from schools.papers.services.acts import save_act
from schools.papers.services.documents import annul_document, attach_scan, enter_elsewhere
from schools.papers.services.files import store_file
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from schools.services.staff_import import start_import
from schools.services.staff_import_apply import apply_import
from schools.workbooks.writing import write_table
from tests import world as cast
from tests.filled_outcomes import lay_outcomes
from tests.filled_surveys import lay_questionnaires
from tests.filled_waves import lay_waves
from tests.world import TODAY, YEAR

ENDS = date(2027, 8, 31)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@dataclass(frozen=True)
class Words:
    """What the people of a place are called: no surname of one place occurs in another."""

    surnames: tuple[str, ...]
    phone: str
    mail: str
    thing: str


OURS = Words(
    ("Швец", "Черных", "Дурново", "Ким", "Соловей", "Седых", "Кравец", "Живаго", "Мороз", "Лось", "Жук", "Гринь"),
    "+79000001122",
    "lesnaya.example",
    "Наше",
)
# Nothing of this may reach anybody of another place.
SECRETS = Words(
    tuple(f"Тайн{ending}" for ending in ["ов", "ев", "ин", "ых", "ко", "ук", "ец", "енко", "ский", "ер", "ик", "аш"]),
    "+79997776655",
    "tayna.example",
    "Тайное",
)


@dataclass
class Place:
    """What was laid out: noun → ids of its rows; the first is the one on which deeds are tried."""

    organisation: Organisation
    pks: dict[str, list[int]] = field(default_factory=dict)
    # Of the participant, when the place has one.
    own: dict[str, int] = field(default_factory=dict)


def fill(
    organisation: Organisation, curator: User, head: User, words: Words, participant: Mentor | None = None
) -> Place:
    """Every noun in every state. `participant` is a mentor with an account, whose pair is in the order."""
    people = _people(organisation, words)
    destroyed = _destroyed(organisation, curator, words)
    staff, pupil, representation, archived = people
    topic = add_topic(organisation, f"{words.thing} направление", True, curator)
    mentors, mentees = _banks(organisation, staff, topic, curator)
    if participant is not None:
        mentors[0] = participant
    pairs = _pairs(organisation, mentors, mentees, curator, head)
    order, draft, change, elsewhere, annulled, on_paper = _papers(organisation, pairs, curator, head, words)
    end_pair(Pair.objects.get(pk=pairs["ended"].pk), TODAY, EndReason.MUTUAL, curator)
    papers = [
        begin_paper(organisation, "order_curator", YEAR, curator, uuid4()),
        begin_paper(organisation, "extract", YEAR, curator, uuid4(), ground=order),
    ]
    agreement = enter_elsewhere(organisation, "agreement_mentor", f"{words.thing} соглашение", "88-с", TODAY, curator)
    consents = _consents(organisation, mentees[0], mentees[1], mentees[2], curator)
    imports = _imports(organisation, curator, words)
    jobs = _jobs(organisation, curator, words)
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
    plans = _roadmaps(organisation, words, boris, curator, head)
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


def _people(organisation: Organisation, words: Words) -> tuple[list[Person], Person, Representation, Person]:
    """Ten employees, a pupil with a representative, one in the archive."""
    names = (
        "Ирина Львовна",
        "Софья Павловна",
        "Клара Марковна",
        "Яна Руслановна",
        "Тарас Ильич",
        "Павел Ильич",
        "Юлия Олеговна",
        "Денис Олегович",
        "Кирилл Андреевич",
        "Фёдор Артурович",
    )
    posts = ("учитель физики", "учитель математики", "воспитатель", "педагог-организатор", "учитель химии")
    staff = [
        cast.person(
            organisation,
            f"{surname} {name}",
            posts[number % 5],
            birth_date=date(1980 + number, 5, 5),
            phone=words.phone,
            email=f"p{number}@{words.mail}",
            note=f"{words.thing} примечание",
        )
        for number, (surname, name) in enumerate(zip(words.surnames, names, strict=False))
    ]
    pupil = cast.person(organisation, f"{words.surnames[10]} Арсений Павлович", grade="6А", birth_date=date(2014, 4, 4))
    parent = cast.person(organisation, f"{words.surnames[10]} Клавдия Саввична", phone=words.phone)
    representation = Representation.objects.create(representative=parent, pupil=pupil, relation="бабушка (опекун)")
    archived = cast.person(organisation, f"{words.surnames[11]} Марк Антонович", "сторож")
    curator = Membership.objects.filter(organisation=organisation, role=Role.CURATOR).first()
    archive_person(archived, curator.user if curator else None)
    return staff, pupil, representation, archived


def _destroyed(organisation: Organisation, by: User, words: Words) -> Destruction:
    """The act of one whose data are gone."""
    person = cast.person(organisation, f"{words.surnames[11]} Прохор Антонович", "дворник", phone=words.phone)
    archive_person(person, by)
    return destroy_person(person, reason=DestructionReason.DEMAND, ground_on=TODAY, by=by)


def _banks(
    organisation: Organisation, staff: list[Person], topic: Topic, by: User
) -> tuple[list[Mentor], list[Mentee]]:
    """Four confirmed mentors with a candidate; five confirmed mentees with a candidate."""
    mentors = [cast.mentor(card, capacity=5) for card in staff[:4]]
    mentees = [cast.mentee(card) for card in staff[4:8]]
    added = add_mentors(organisation, YEAR, [staff[8]], by).added
    mentors += [Mentor.objects.get(pk=one.pk) for one in added]
    mentees += [Mentee.objects.get(pk=one.pk) for one in add_mentees(organisation, YEAR, [staff[9]], by).added]
    save_mentor(
        mentors[1],
        capacity=5,
        hours_per_week=None,
        achievements="Победы в конкурсах",
        interests="лыжи",
        forms=[],
        kinds=[],
        strengths=[StrengthLine(topic, "опыты")],
        by=by,
    )
    request = RequestLine(topic, "опыты", Priority.HIGH, RequestSource.SELF)
    save_mentee(mentees[1], experience_years=1, requests=[request], by=by)
    return mentors, mentees


def _pairs(
    organisation: Organisation, mentors: list[Mentor], mentees: list[Mentee], curator: User, head: User
) -> dict[str, Pair]:
    form = MentoringForm.objects.get(code="teacher-teacher")

    def propose(mentor: Mentor, *chosen: Mentee) -> Pair:
        return propose_pair(organisation, mentor, chosen, form, [], TODAY, ENDS, "Один предмет.", curator)

    made = {
        "ordered": propose(mentors[0], mentees[0]),
        "ended": propose(mentors[1], mentees[1]),
        "approved": propose(mentors[2], mentees[1]),
        "submitted": propose(mentors[1], mentees[2], mentees[3]),
        "returned": propose(mentors[0], mentees[1]),
        "draft": propose(mentors[3], mentees[3]),
        "cancelled": propose(mentors[3], mentees[0]),
    }
    cancel_pair(made["cancelled"], curator)
    submit_pairs([made[name] for name in ("ordered", "ended", "approved", "submitted", "returned")], curator)
    approve_pairs([_again(made[name]) for name in ("ordered", "ended", "approved")], head)
    return_pairs([_again(made["returned"])], "Уточните срок.", head)
    _sign([made["ordered"], made["ended"]], curator)
    return made


def _again(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


def _sign(pairs: list[Pair], by: User) -> None:
    """Everybody of the pairs signs what the order needs."""
    for pair in pairs:
        wanted = [(pair.mentor.person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTOR_DUTIES)]
        for seat in pair.seats.all():
            wanted += [(seat.mentee.person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTEE_PART)]
        for consent in prepare_sheets(pair.organisation, wanted, YEAR, by).consents:
            sign_consent(consent, TODAY, None, by)


def _papers(
    organisation: Organisation, pairs: dict[str, Pair], curator: User, head: User, words: Words
) -> tuple[Document, ...]:
    """An issued order, a draft, a draft of a change, one entered from paper, one annulled."""
    chosen = [_again(pairs["ordered"]), _again(pairs["ended"])]
    order = issue_order(
        draft_order(organisation, "teachers", chosen, YEAR, curator, uuid4()),
        number="",
        proposed="",
        day=TODAY,
        by=curator,
    )
    draft = draft_order(organisation, "teachers", [_again(pairs["approved"])], YEAR, curator, uuid4())
    change = draft_change(order, curator, uuid4())
    elsewhere = enter_elsewhere(
        organisation, "order", f"{words.thing} о назначении куратора", "7-К", TODAY - timedelta(days=9), curator
    )
    annulled = enter_elsewhere(
        organisation, "order", f"{words.thing} лишний приказ", "8-К", TODAY - timedelta(days=8), curator
    )
    annul_document(annulled, "внесён по ошибке", head)
    on_paper = enter_elsewhere(
        organisation, "pairs_order_teachers", f"{words.thing} прежний приказ", "6-К", TODAY - timedelta(days=7), curator
    )
    return order, draft, change, elsewhere, annulled, on_paper


def _consents(organisation: Organisation, first: Mentee, second: Mentee, third: Mentee, by: User) -> list:
    """One waits for a signature, one is signed, one is withdrawn."""
    purposes = [
        (third.person, Purpose.PROCESSING),
        (third.person, Purpose.MENTEE_PART),
        (second.person, Purpose.MENTOR_DUTIES),
    ]
    waiting, signed, withdrawn = prepare_sheets(organisation, purposes, YEAR, by).consents
    sign_consent(signed, TODAY, None, by)
    withdrawn = sign_consent(withdrawn, TODAY, None, by)
    print_withdrawal(withdrawn, by)
    withdraw_consent(withdrawn, TODAY, "передумала", by)
    return [waiting, signed, withdrawn]


def _imports(organisation: Organisation, by: User, words: Words) -> list[int]:
    """One waits in preview with a problem, one is applied."""
    headings = ("Фамилия, имя, отчество", "Должность", "Дата рождения", "Телефон")
    year = organisation.current_year()

    def begin(filename: str, *rows: tuple) -> object:
        content = write_table("Список", headings, rows)
        return start_import(organisation, content=content, filename=filename, year=year, by=by)

    applied = begin(
        f"{words.thing} прошлое.xlsx",
        (f"{words.surnames[0]} Вадим Эмильевич", "учитель географии", date(1992, 4, 17), ""),
    )
    apply_import(applied, by)
    waiting = begin(
        f"{words.thing} новое.xlsx",
        (f"{words.surnames[1]} Лия Вахтанговна", "учитель", date(1990, 1, 1), "8 900 000-11-22"),
        (f"{words.surnames[2]}", "сторож", date(1990, 1, 1), ""),
    )
    return [waiting.pk, applied.pk]


def _roadmaps(organisation: Organisation, words: Words, participant: Person, curator: User, head: User) -> Place:
    """A plan in every state, the draft first; a measure, its year and a proof that are the participant's own."""
    read = roadmap_read(words, participant)
    draft, submitted, approved, changed = (
        lay_out(read, organisation, begins=YEAR, years=years, by=curator, nonce=uuid4()) for years in (2, 1, 1, 1)
    )
    for one in (submitted, approved, changed):
        submit_roadmap(one, curator)
    for one in (approved, changed):
        approve_roadmap(one, head, TODAY, form=ApprovalForm.SIGNED)
    third = changed.measures.get(number="1.3")
    edit_measure(third, third.version, {"content": f"{words.thing} новое содержание"}, curator)
    measures = {one.number: one for one in draft.measures.select_related("roadmap__organisation", "stage")}
    years = {number: one.occasions.get(year=YEAR) for number, one in measures.items()}
    late, own, third = years["1.1"], years["1.2"], years["1.3"]
    move_occasion(third, MeasureStatus.NOT_HELD, version=third.version, by=curator, reason=f"{words.thing}: перенесли")
    move_occasion(own, MeasureStatus.DONE, version=own.version, by=curator, done_on=TODAY)
    paper = SimpleUploadedFile(f"{words.thing} протокол.pdf", PDF, "application/pdf")
    proof = add_evidence(late, EvidenceKind.FILE, upload=paper, by=curator, nonce=uuid4())
    add_evidence(late, EvidenceKind.LINK, url="https://shkola.example/otchyot", by=curator, nonce=uuid4())
    mine = add_evidence(
        own,
        EvidenceKind.FILE,
        upload=SimpleUploadedFile("справка.pdf", PDF, "application/pdf"),
        by=curator,
        nonce=uuid4(),
    )
    add_evidence(own, EvidenceKind.TEXT, text=f"{words.thing}: всё прошло", by=curator, nonce=uuid4())
    reading = read.to_dict()
    waiting, applied, undone = (
        RoadmapImport.objects.create(
            organisation=organisation,
            filename=f"{words.thing} дорожная карта.docx",
            original=reading,
            reading=reading,
            begins=YEAR,
            created_by=curator,
        )
        for _ in range(3)
    )
    for one in (applied, undone):
        apply_roadmap(one, curator)
    undo_roadmap(undone, curator)
    return Place(
        organisation,
        {
            "roadmap import": [waiting.pk, applied.pk, undone.pk],
            "roadmap": [draft.pk, submitted.pk, approved.pk, changed.pk],
            "stage": [stage.pk for stage in draft.stages.all()],
            "measure": [measures["1.1"].pk, measures["1.3"].pk, measures["2.1"].pk, third.measure_id],
            "occasion": [late.pk, third.pk],
            "evidence": [proof.pk],
            "roadmap version": [approved.versions.get().pk],
        },
        {"measure": own.measure_id, "occasion": own.pk, "evidence": mine.pk},
    )


def roadmap_read(words: Words, participant: Person) -> RoadmapRead:
    """Two stages, four measures, one of which names the participant; in the words of the place."""
    headings = {"№": "number", "Мероприятия": "title", "Содержание": "content", "Сроки": "due"}
    headings |= {"Ответственные": "responsible", "Результат": "result", "Отметка": "extra"}
    return RoadmapRead(
        title=f"{words.thing}: дорожная карта наставничества",
        columns=[ColumnRead(heading, role) for heading, role in headings.items()],
        stages=[
            StageRead(
                "s1",
                "1",
                f"{words.thing}: подготовка",
                [
                    MeasureRead(
                        "m1",
                        title=f"{words.thing}: издать приказ",
                        content="Назначить куратора\nУтвердить пары",
                        number="1.1",
                        row_number="1.1.",
                        due_text="август – сентябрь",
                        responsible_text="директор",
                        expected_result="Приказ",
                        extra={"6": f"{words.thing.lower()} замечание"},
                        row=1,
                    ),
                    MeasureRead(
                        "m2",
                        title=f"{words.thing}: провести встречу",
                        number="1.2",
                        row_number="1.2.",
                        due_text="сентябрь",
                        responsible_text=participant.full_name,
                        row=2,
                    ),
                    MeasureRead("m3", title=f"{words.thing}: собрать анкеты", number="1.3", row_number="1.3.", row=3),
                ],
            ),
            StageRead(
                "s2",
                "2",
                f"{words.thing}: итоги",
                [MeasureRead("m4", content=f"{words.thing}: подвести итоги", number="2.1", due_text="май", row=4)],
            ),
        ],
        doubts=[Doubt("due", "авг.–сент.", "Проверьте срок", "m1")],
    )


def _jobs(organisation: Organisation, by: User, words: Words) -> list[int]:
    result = store_file(organisation, PDF, f"{words.thing} согласия.pdf", "application/pdf", by)
    now = timezone.now()
    rows = {
        JobStatus.WAITING: {},
        JobStatus.RUNNING: {"done": 3, "total": 9, "heartbeat_at": now, "attempts": 1},
        JobStatus.DONE: {"done": 9, "total": 9, "result": result, "finished_at": now},
        JobStatus.FAILED: {"message": "Не получилось: файл потерян.", "finished_at": now},
    }
    return [
        Job.objects.create(
            organisation=organisation,
            user=by,
            kind="consents_packet",
            title=f"{words.thing}: согласия на подпись",
            arguments={"consents": []},
            status=status,
            **more,
        ).pk
        for status, more in rows.items()
    ]
