"""What a draft of any kind begins with, and of whom it is begun."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.documents.erasing import objections
from mentoring.documents.services.papers import begin_paper
from schools.papers.models import Document, LegalAct
from schools.traces import traces_of
from tests import world as cast
from tests.mentoring.documents.cast import first_pair, pupil
from tests.mentoring.documents.papers_at_work import EMPTY, at, begun, body, saved
from tests.mentoring.documents.papers_cast import OF_ORDER, OF_PAIR, OF_PERSON
from tests.mentoring.pairs.cast import form, propose
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_kinds")]


def test_a_draft_knows_what_is_known(world):
    act = LegalAct.objects.create(title="Т", citation="т", is_default=True, position=1)
    document = begun(world)
    known = {
        "date": TODAY.isoformat(),
        "year": YEAR,
        "executor": world.anna.people.get().pk,
        "executor_phone": world.school.phone,
    }
    assert act.pk in document.data["acts"]
    assert {name: value for name, value in document.data.items() if name != "acts"} == EMPTY | known
    assert (document.title, document.person, document.ground) == ("О том, что есть", None, None)


def test_the_same_form_begins_one_draft(world):
    nonce = uuid4()
    made = {begin_paper(world.school, "test_everything", YEAR, world.anna, nonce).pk for _ in range(3)}
    assert len(made) == 1


def test_a_paper_of_a_pair_is_its_mentors(world):
    document = begun(world, OF_PAIR, pair=first_pair(world))
    assert (document.person, document.data["year"]) == (world.boris_card, YEAR)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (OF_PERSON, "Выберите, о ком эта бумага."),
        (OF_PAIR, "Выберите пару, о которой эта бумага."),
        (OF_ORDER, "Выберите приказ, на котором основана эта бумага."),
    ],
)
def test_a_paper_of_somebody_is_not_begun_of_nobody(world, kind, words):
    with pytest.raises(ValidationError) as refused:
        begun(world, kind)
    assert refused.value.messages == [words]


def test_labour_papers_are_not_for_those_who_are_not_employed(world):
    older, younger = pupil(world, "Жук Иван Ильич", "9А"), pupil(world, "Лось Иван Ильич", "6А")
    pair = propose(world, cast.mentor(older.person), [younger], form=form("pupil-pupil"))
    with pytest.raises(ValidationError) as refused:
        begun(world, OF_PAIR, pair=pair)
    assert refused.value.messages == [
        "«Соглашение о паре» здесь не составляют: трудовые документы бывают только у наставника-работника, "
        "который помогает работнику (ТК РФ, статья 351.8)."
    ]


def test_what_has_its_own_page_is_not_begun_here(world):
    with pytest.raises(ValidationError):
        begin_paper(world.school, "pairs_order_teachers", YEAR, world.anna, uuid4())


def test_nothing_of_another_school_begins_a_paper(world):
    stranger = cast.person(world.foreign, "Чужой Иван Ильич", "учитель")
    with pytest.raises(ValidationError):
        begun(world, OF_PERSON, person=stranger)
    assert Document.objects.count() == 0


@pytest.mark.parametrize("answers", [{"people": "list"}, {"control": "one"}, {"executor": "one"}])
def test_a_draft_that_chose_a_person_stops_the_destruction(world, answers):
    [(name, how)] = answers.items()
    document = begun(world)
    key = world.boris_card.pk
    traces = traces_of(world.boris_card, "—")
    assert list(objections(world.boris_card, traces)) == []
    saved(world, document, **{name: [key] if how == "list" else key})
    assert len(list(objections(world.boris_card, traces))) == 1


def test_drafts_wait_on_the_desks(world, enter):
    document = begun(world)
    begun(world, OF_PERSON, person=world.boris_card)
    desk = reverse("home:desk", args=["lesnaya"])
    assert "черновика документов не изданы" in body(enter(world.anna).get(desk))
    head = body(enter(world.gleb).get(desk))
    assert (at("paper_issue", document.pk) in head, "Лист: Заяц" in head) == (True, False)
