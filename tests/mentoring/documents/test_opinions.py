"""Councils and the workers' body are heard before a regulation: asked by whom it touches, printed in the preamble and marks."""

import pytest

from mentoring.documents.forms.paper import PaperForm
from mentoring.documents.services.papers import issue_paper
from mentoring.documents.words.opinions import OPINIONS, PARENTS, PUPILS, WORKERS, marks_of, proposed
from schools.papers.engine.blocks import AnnexMark, ApprovalMark, MarkPair, PageBreak, Paragraph
from schools.papers.engine.freezing import blocks_from_json
from schools.papers.models import Document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import blocks_of
from tests.mentoring.documents.papers_at_work import sent
from tests.mentoring.documents.samples.orders import approving_regulation
from tests.mentoring.documents.test_annexes import said
from tests.world import TODAY

pytestmark = pytest.mark.django_db
HEARD = {
    "protocol": {"body": "педагогического совета", "number": "1", "date": "2026-08-28"},
    PUPILS: {"body": "совета обучающихся", "number": "3", "date": "2026-08-25"},
    PARENTS: {"body": "родительского комитета", "number": "№ 2", "date": ""},
    WORKERS: {"number": "7", "date": "2026-08-26"},
}
LEFT = (
    ApprovalMark("ПРИНЯТО", ("решением педагогического совета", "(протокол от 28.08.2026 № 1)")),
    ApprovalMark(
        "С УЧЁТОМ МНЕНИЯ",
        (
            "совета обучающихся",
            "(протокол от 25.08.2026 № 3)",
            "родительского комитета",
            "(протокол № 2)",
            "представительного органа работников",
            "(протокол от 26.08.2026 № 7)",
        ),
    ),
)


def plain(marks) -> tuple[ApprovalMark, ...]:
    return tuple(ApprovalMark(one.word, tuple(line.replace("\u00a0", " ") for line in one.lines)) for one in marks)


def unheard(order: Document) -> list[str]:
    return [words for words in said(order, blocks=False) if "мнение" in words]


def test_who_was_heard_stands_in_the_preamble_and_in_both_marks(world):
    order = approving_regulation("школа", "regulation_both", contingent="both", **HEARD)(world)
    blocks = blocks_of(order)
    preamble = next(block.text for block in blocks if isinstance(block, Paragraph)).replace("\u00a0", " ")
    assert (
        "на основании решения педагогического совета (протокол от 28.08.2026 № 1), с учётом мнения "
        "совета обучающихся (протокол от 25.08.2026 № 3), родительского комитета (протокол № 2) и "
        "представительного органа работников (протокол от 26.08.2026 № 7), в целях" in preamble
    )
    mark = blocks[next(place for place, block in enumerate(blocks) if isinstance(block, PageBreak)) + 1]
    assert isinstance(mark, MarkPair)
    assert plain(mark.left) == LEFT
    assert (mark.right[0].word, mark.right[0].lines[0]) == ("Приложение", "УТВЕРЖДЕНО")
    assert unheard(order) == []
    issued = issue_paper(order, number="21-ОД", proposed="", day=TODAY, by=world.anna)
    regulation = Document.objects.get(pk=issued.data["regulation"])
    [marks] = [block for block in blocks_from_json(regulation.blocks) if isinstance(block, MarkPair)]
    assert (plain(marks.left), marks.right[0].word) == (LEFT, "УТВЕРЖДЕНО")


def test_a_draft_of_before_prints_as_it_did_and_is_doubted(world):
    order = approving_regulation("школа", "regulation_both", contingent="both")(world)
    for name in OPINIONS:
        del order.data[name]
    order.save()
    blocks = blocks_of(order)
    assert [type(block) for block in blocks if isinstance(block, AnnexMark | MarkPair)] == [AnnexMark]
    assert "с учётом мнения" not in next(block.text for block in blocks if isinstance(block, Paragraph))
    assert unheard(order) == [
        "Положение касается тех, кто учится, а мнение совета обучающихся и совета родителей не указано. Если такой совет "
        "есть, впишите дату и номер протокола (Федеральный закон № 273-ФЗ, статья 30, часть 3).",
        "Положение касается работников, а мнение представительного органа работников не указано. Если такой орган есть, "
        "впишите дату и номер протокола (ТК РФ, статьи 8 и 372).",
    ]


@pytest.mark.parametrize(
    ("place", "contingent", "bodies"),
    [
        ("школа", "teachers", (WORKERS,)),
        ("колледж", "pupils", (PUPILS, PARENTS)),
        ("школа", "both", (PUPILS, PARENTS, WORKERS)),
        ("детский сад", "pupils", (PARENTS,)),
    ],
)
def test_bodies_follow_whom_the_regulation_touches(world, place, contingent, bodies):
    organisation = kinds_driver.PLACES[place](world).organisation
    assert proposed(organisation, contingent) == bodies


def test_the_form_asks_those_bodies_and_keeps_their_protocols(world):
    order = approving_regulation("колледж", "regulation_pupils", contingent="pupils")(world)
    shown = PaperForm.initial_of(order)
    assert (shown["opinion_pupils_body"], shown["opinion_parents_body"]) == ("студенческого совета", "совета родителей")
    names = {
        name for name in PaperForm(document=order).fields if name.startswith("opinion_") and name.endswith("_number")
    }
    assert names == {"opinion_pupils_number", "opinion_parents_number"}
    form = PaperForm(sent(order, opinion_pupils_number="3", opinion_pupils_date="2026-08-25"), document=order)
    assert form.is_valid(), form.errors
    kept = {"body": "студенческого совета", "number": "3", "date": "2026-08-25"}
    assert {name: form.data_of_draft().get(name) for name in OPINIONS} == {PUPILS: kept, PARENTS: {}, WORKERS: None}


def test_one_that_was_heard_stays_asked_when_others_are_touched(world):
    order = approving_regulation("школа", "regulation_teachers", **{PUPILS: HEARD[PUPILS]})(world)
    assert {"opinion_pupils_number", "opinion_workers_number"} <= set(PaperForm(document=order).fields)
    assert "opinion_parents_number" not in PaperForm(document=order).fields


def test_adopted_agrees_with_the_name():
    order = Document(data={"protocol": {"number": "1", "date": ""}})
    assert [marks_of(order, title)[0].word for title in ("Порядок наставничества", "Программа наставничества")] == [
        "ПРИНЯТ",
        "ПРИНЯТА",
    ]
    assert marks_of(None, "Положение") == ()
