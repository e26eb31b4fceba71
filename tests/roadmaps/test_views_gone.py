"""A measure removed while somebody types about it; a plan at the head whose form is asked for."""

import pytest

from roadmaps.services.editing import remove_measure
from roadmaps.services.submitting import submit_roadmap
from tests.roadmaps.cast import in_force, laid_out, measure_of, occasion_of, small, stage_of
from tests.roadmaps.test_views import text, url

pytestmark = pytest.mark.usefixtures("today")
WORDS = "Провести три встречи с молодыми педагогами"


@pytest.fixture
def row(world):
    return occasion_of(laid_out(world), "1.1")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("measure_edit", "content"),
        ("measure_add", "content"),
        ("measure_status", "comment"),
        ("evidence_add", "text"),
    ],
)
def test_what_was_typed_about_a_removed_measure_is_shown_to_be_copied(world, enter, row, name, field):
    anna = enter(world.anna)
    pk = row.measure_id if name.startswith("measure_") and name != "measure_status" else row.pk
    remove_measure(row.measure, row.measure.version, world.anna)
    page = anna.post(url(name, pk=pk), {field: WORDS, "version": "1"})
    assert (page.status_code, f">{WORDS}</textarea>" in text(page)) == (404, True)
    assert "Ничего не записано: мероприятие удалили" in text(page)
    assert WORDS not in text(anna.get(url(name, pk=pk)))


def test_in_an_open_row_they_stand_in_the_row(world, enter, row):
    anna, pk = enter(world.anna), row.measure_id
    remove_measure(row.measure, row.measure.version, world.anna)
    page = anna.post(url("measure_edit", pk=pk), {"content": WORDS, "version": "1"}, headers={"HX-Request": "true"})
    assert (page.status_code, page["HX-Retarget"], page["HX-Reswap"]) == (200, f"#m-{pk}", "outerHTML")
    assert f'<tr id="m-{pk}">' in text(page)
    assert f">{WORDS}</textarea>" in text(page)


def test_anothers_measure_is_answered_as_one_that_never_was(world, enter, row):
    vera = enter(world.vera)
    address = url("measure_edit", pk=row.measure_id).replace("/lesnaya/", "/polevaya/")
    page = vera.post(address, {"content": WORDS})
    assert (page.status_code, row.measure.content in text(page)) == (404, False)


def test_a_plan_at_the_head_opens_no_form_and_says_why(world, enter):
    plan = laid_out(world)
    measure, stage = measure_of(plan, "1.1"), stage_of(plan, "1")
    submit_roadmap(plan, world.anna)
    anna, card = enter(world.anna), url("roadmap_detail", pk=plan.pk)
    for name, pk in (
        ("measure_edit", measure.pk),
        ("measure_add", measure.pk),
        ("measure_create", stage.pk),
        ("stage_edit", stage.pk),
        ("stage_add", plan.pk),
        ("roadmap_edit", plan.pk),
    ):
        page = anna.get(url(name, pk=pk), follow=True)
        assert page.redirect_chain == [(card, 302)]
        assert "Дорожная карта у руководителя на утверждении. Отзовите её, чтобы править." in text(page)
    assert anna.get(url("measure_edit", pk=measure.pk), headers={"HX-Request": "true"})["HX-Redirect"] == card
    # What was typed before it went there is not lost.
    page = anna.post(url("measure_edit", pk=measure.pk), {"content": WORDS, "version": measure.version})
    assert (page.status_code, WORDS in text(page)) == (200, True)


def test_what_an_edit_in_a_row_changes_above_the_table_comes_with_it(world, enter):
    """The state of the plan and its next step are taken out of the same answer."""
    read = small()
    read.doubts = []
    plan = in_force(laid_out(world, read))
    anna, measure = enter(world.anna), measure_of(plan, "1.1")
    form = text(anna.get(url("measure_edit", pk=measure.pk), headers={"HX-Request": "true"}))
    assert 'hx-select-oob="#messages,#rm-state,#rm-step"' in form
    page = text(anna.post(url("measure_edit", pk=measure.pk), {"content": WORDS, "version": 1}, follow=True))
    state = page.split('<p class="under" id="rm-state">')[1].split("</p>")[0]
    step = page.split('<div id="rm-step">')[1].split("</form>")[0]
    assert ("изменена после утверждения" in state, "Передать руководителю" in step) == (True, True)
