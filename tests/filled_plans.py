"""A roadmap in the middle of its year."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.documents.services.roadmaps import approve_roadmap
from roadmaps.enums import ApprovalForm, EvidenceKind, MeasureStatus
from roadmaps.models import RoadmapImport
from roadmaps.reading.structure import ColumnRead, Doubt, MeasureRead, RoadmapRead, StageRead
from roadmaps.services.doing import add_evidence, move_occasion
from roadmaps.services.editing import edit_measure
from roadmaps.services.importing import apply_import as apply_roadmap
from roadmaps.services.importing import undo_import as undo_roadmap
from roadmaps.services.laying import lay_out
from roadmaps.services.submitting import submit_roadmap
from schools.models import Organisation, Person, User
from tests.filled_places import Place, Words
from tests.scans import PDF
from tests.world import TODAY, YEAR


def lay_roadmaps(organisation: Organisation, words: Words, participant: Person, curator: User, head: User) -> Place:
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
