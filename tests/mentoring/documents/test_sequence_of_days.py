"""Nothing is issued on a day on which the paper that it rests on, changes, cancels or names was not there yet."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from mentoring.documents.services.orders import draft_change
from mentoring.documents.services.papers import begin_paper
from mentoring.pairs.models import Pair
from schools.papers.models import Document, LegalAct
from schools.papers.services.documents import enter_elsewhere
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import approved, drafted, first_pair, mentee, mentor, ordered
from tests.mentoring.documents.cast import issue as issue_order
from tests.mentoring.documents.samples.labour import CONTRACT, PAID, of_order, standing
from tests.mentoring.documents.samples.orders import appointing, approving_regulation, cancelling_of, drafted_in
from tests.mentoring.documents.test_annexes import LATER, issue, said
from tests.mentoring.documents.test_orders import refused
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db
EVE = TODAY - timedelta(days=1)
DAY_BEFORE = LATER - timedelta(days=1)


def saved(paper: Document) -> Document:
    paper.save()
    return paper


def begun(world: World, code: str, pair: Pair, **answers) -> Document:
    draft = begin_paper(world.school, code, 2026, world.anna, None, pair=pair)
    draft.data |= answers
    return saved(draft)


def of_pair(code: str) -> Callable[[World], Document]:
    def make(world: World) -> Document:
        return begun(world, code, standing(world), **({**PAID, **CONTRACT} if code == "agreement_mentor" else {}))

    return make


def on_order(code: str) -> Callable[[World], Document]:
    return lambda world: saved(of_order(code, ordered(world), world.anna))


def change(world: World) -> Document:
    return draft_change(ordered(world), world.anna, None)


def cancelling(world: World) -> Document:
    return cancelling_of(kinds_driver.school(world), ordered(world))


def replacing_curator(world: World) -> Document:
    former = enter_elsewhere(world.school, "order", "О назначении куратора", "1", TODAY, world.anna)
    return saved(appointing(replaced=former.pk)(world))


def replacing_regulation(world: World) -> Document:
    order = issue(approving_regulation()(world), world.anna, "1")
    place = kinds_driver.school(world)
    drafted_in(place, "regulation_teachers")
    again = drafted_in(place, "order_regulation")
    assert again.data["replaced"] == order.data["regulation"]
    return again


LATER_ORDER = "Приказ № 1 издан 14.09.2026: поставьте этот день или более поздний."
LATER_REGULATION = (
    "«Положение о наставничестве педагогических работников в МБОУ «Лесная СОШ № 1»» издано 14.09.2026: "
    "поставьте этот день или более поздний."
)
RESTING: dict[str, tuple[Callable[[World], Document], str]] = {
    "agreement": (of_pair("agreement_mentor"), LATER_ORDER),
    "notice": (of_pair("notice_end"), LATER_ORDER),
    "refusal": (of_pair("refusal_mentor"), LATER_ORDER),
    "release": (of_pair("application_release"), LATER_ORDER),
    "other mentor": (of_pair("application_other_mentor"), LATER_ORDER),
    "copy": (on_order("true_copy"), LATER_ORDER),
    "sheet": (on_order("acquaintance_sheet"), LATER_ORDER),
    "change of pairs": (change, LATER_ORDER),
    "cancelling": (cancelling, LATER_ORDER),
    "another curator": (replacing_curator, LATER_ORDER),
    "another regulation": (replacing_regulation, LATER_REGULATION),
}


@pytest.mark.parametrize("name", RESTING)
def test_a_paper_is_not_dated_before_what_it_rests_on(world, name):
    make, words = RESTING[name]
    paper = make(world)
    assert [one for one in said(paper, EVE) if "поставьте этот день" in one] == [words]
    assert [one for one in said(paper, TODAY) if "поставьте этот день" in one] == []


def test_such_a_change_of_pairs_is_refused_and_nothing_ends(world):
    draft = change(world)
    [pair] = Pair.objects.all()
    draft.data |= {"removed": [pair.pk]}
    draft.save()
    assert refused(lambda: issue_order(draft, world.gleb, day=EVE)) == [LATER_ORDER]
    assert Pair.objects.get().status == "ordered"
    assert issue_order(draft, world.gleb, day=TODAY).status == "issued"


def test_a_change_does_not_take_out_a_pair_that_a_later_change_brought(world):
    base = ordered(world)
    newcomer = approved(world, mentor(world, "Швец Олег Львович", "учитель"), mentee(world, "Ким Яна", "учитель"))
    bringing = draft_change(base, world.anna, None)
    bringing.data |= {"pairs": [newcomer.pk]}
    bringing.save()
    issue_order(bringing, world.anna, day=LATER)
    taking = draft_change(base, world.anna, None)
    taking.data |= {"removed": [newcomer.pk]}
    taking.save()
    later = "Приказ № 2 издан 01.10.2026: поставьте этот день или более поздний."
    assert [one for one in said(taking, DAY_BEFORE) if "поставьте" in one] == [later]
    assert refused(lambda: issue_order(taking, world.gleb, day=DAY_BEFORE)) == [later]


def test_an_order_is_not_cancelled_before_what_changed_it(world):
    base = ordered(world)
    other = draft_change(base, world.anna, None)
    other.data |= {"other": "в пункте 1 слова «наставники» заменить словами «все наставники»"}
    other.save()
    issue_order(other, world.anna, day=LATER)
    paper = cancelling_of(kinds_driver.school(world), base)
    words = "Приказ № 2 издан 01.10.2026: поставьте этот день или более поздний."
    assert said(paper, DAY_BEFORE) == [words]
    assert refused(lambda: issue(paper, world.anna, "30", DAY_BEFORE)) == [words]


def test_an_agreement_and_a_notice_are_not_dated_before_the_agreement_that_they_end(world):
    pair = standing(world)
    issue(begun(world, "agreement_mentor", pair, **PAID, **CONTRACT), world.anna, "5", LATER)
    words = "Дополнительное соглашение № 5 издано 01.10.2026: поставьте этот день или более поздний."
    for code in ("agreement_mentor", "notice_end"):
        paper = begun(world, code, Pair.objects.get(pk=pair.pk))
        assert [one for one in said(paper, DAY_BEFORE) if "поставьте" in one] == [words]
        assert [one for one in said(paper, LATER) if "поставьте" in one] == []


@pytest.mark.parametrize("kind", ["order_curator", "pairs_order_teachers"])
def test_a_protocol_and_an_act_later_than_the_order_are_told(world, kind):
    act = LegalAct.objects.create(
        organisation=world.school, title="Порядок", citation="Порядком", adopted_on=TODAY + timedelta(days=2)
    )
    draft = appointing()(world) if kind == "order_curator" else drafted(world, first_pair(world))
    draft.data |= {"acts": [act.pk], "protocol": {"body": "", "number": "3", "date": "2026-09-15"}}
    draft.save()
    said_of_them = [
        "Протокол от 15.09.2026 № 3: позже самого документа (14.09.2026). Исправьте дату.",
        "Акт «Порядок» принят 16.09.2026, позже самого документа (14.09.2026). Уберите его из оснований или исправьте дату.",
    ]
    assert said(draft) == said_of_them
    assert refused(lambda: (issue if kind == "order_curator" else issue_order)(draft, world.gleb)) == said_of_them
    assert said(draft, date(2026, 9, 16)) == []
