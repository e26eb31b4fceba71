"""Shorter stories of roadmaps in the browser: down to the schools, a file refused, a new edition, a proof confirmed."""

import re

import pytest
from playwright.sync_api import expect

from mentoring.documents.services.roadmaps import approve_roadmap
from roadmaps.enums import ApprovalForm, MeasureCode
from roadmaps.models import Measure, Occasion, Roadmap
from roadmaps.services.submitting import submit_roadmap
from tests import world as cast
from tests.browser.plan_steps import PLANS, TODAY, mark_done, settle_doubts
from tests.browser.test_main_job import DOCX, follow, press, said
from tests.roadmaps.cast import laid_out, measure_of

pytestmark = pytest.mark.browser


def test_the_municipal_plan_goes_down_to_schools(site, world):
    """From a template to the coordinator's table of who has done what."""
    office = f"/o/{world.office.slug}/roadmaps/"
    oleg = site.enter(world.oleg)
    oleg.goto(office)
    follow(oleg, oleg.get_by_role("link", name="Взять шаблон").first)
    oleg.get_by_label("Муниципальный план", exact=False).check()
    press(oleg, "Составить дорожную карту")
    oleg.wait_for_url(re.compile(r"/roadmaps/\d+/$"))
    plan = oleg.url
    follow(oleg, oleg.get_by_role("link", name="Спустить школам"))
    boxes = oleg.locator("input[name=measures]")
    names = [label.split(" — ")[0] for label in oleg.locator("input[name=measures] + label").all_text_contents()[:2]]
    boxes.nth(0).check()
    boxes.nth(1).check()
    for box in oleg.locator("input[name=schools]").all():
        box.uncheck()
    for school in (world.school, world.village):
        oleg.get_by_label(school.short_name, exact=True).check()
    press(oleg, "Спустить школам")
    said(oleg, "Спущено 2 мероприятия: дополнены дорожные карты 2 организаций.")

    anna = site.enter(world.anna)
    anna.goto(PLANS)
    follow(anna, anna.locator("table a.row-link").first)
    rows = anna.locator("table.rm-plan tr[id^=m-]")
    expect(rows).to_have_count(2)
    mark_done(anna, rows.first)
    assert Occasion.objects.get(measure__roadmap__organisation=world.school, status="done").done_on == cast.TODAY

    oleg.goto(plan)
    oleg.locator("details.drop > summary", has_text="Ещё").click()
    oleg.get_by_role("link", name="Исполнение по организациям").click()
    matrix = oleg.locator("table.rm-matrix tbody tr")
    row = matrix.filter(has_text=world.school.short_name)
    expect(row.locator("td.c-num")).to_have_text("1/2")
    expect(row.locator(".rm-mark.done")).to_have_count(1)
    expect(matrix.filter(has_text=world.village.short_name).locator("td.c-num")).to_have_text("0/2")
    totals = oleg.locator("table.list-table tbody tr")
    expect(totals.first).to_contain_text(names[0].partition(":")[0].strip())
    expect(totals.first).to_contain_text("1 из 2")


def test_a_refused_file_says_what_to_do(site, world):
    """Nothing is stored, the years stay as chosen, and the next file goes through."""
    page = site.enter(world.anna, javascript=False)
    page.goto(f"{PLANS}imports/new/")
    page.get_by_label("На сколько лет").select_option("3")
    page.set_input_files("input[type=file]", {"name": "фото.docx", "mimeType": DOCX, "buffer": b"\xff\xd8\xff\xe0" * 9})
    press(page, "Прочитать файл")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("На сколько лет")).to_have_value("3")
    assert Roadmap.objects.count() == 0


def test_a_changed_plan_is_returned_and_approved_anew(site, world):
    """The head sees what has changed since the first version; the second stands beside it with the difference."""
    roadmap = laid_out(world)
    submit_roadmap(roadmap, world.anna)
    first = approve_roadmap(roadmap, world.gleb, cast.TODAY, form=ApprovalForm.SIGNED)
    row = measure_of(roadmap, "2.2")
    anna, gleb = site.enter(world.anna), site.enter(world.gleb)

    def edit(due: str) -> None:
        anna.goto(f"{PLANS}{roadmap.pk}/")
        follow(anna, anna.locator(f"#m-{row.pk} a.row-link"))
        anna.locator("form.rm-form").get_by_label("Сроки").fill(due)
        anna.locator("form.rm-form").get_by_role("button", name="Сохранить").click()
        said(anna, "Сохранено.")
        settle_doubts(anna, f"{PLANS}{roadmap.pk}/")
        press(anna, "Передать руководителю")
        said(anna, "Дорожная карта передана руководителю.")

    edit("июнь")
    gleb.goto("/o/lesnaya/")
    follow(gleb, gleb.get_by_role("link", name="Прочитать и утвердить"))
    expect(gleb.locator("ul.changes del")).to_have_text(row.due_text)
    expect(gleb.locator("ul.changes ins")).to_have_text("июнь")
    follow(gleb, gleb.get_by_role("link", name="Вернуть с замечанием"))
    gleb.get_by_label("Что поправить").fill("Назовите год")
    press(gleb, "Вернуть куратору")
    said(gleb, "Дорожная карта возвращена куратору с замечанием.")

    anna.goto(f"{PLANS}{roadmap.pk}/")
    said(anna, "Назовите год")
    edit("июнь 2027 года")
    gleb.goto("/o/lesnaya/")
    follow(gleb, gleb.get_by_role("link", name="Прочитать и утвердить"))
    press(gleb, "Утвердить")
    gleb.wait_for_url(re.compile(r"/versions/\d+/$"))
    expect(gleb.get_by_role("heading", level=1)).to_have_text(f"Редакция 2 от {TODAY}")
    expect(gleb.locator("ul.changes ins")).to_have_text("июнь 2027 года")
    follow(gleb, gleb.get_by_role("link", name=str(first), exact=True))
    expect(gleb.locator(".sheet")).to_contain_text("май")
    expect(gleb.locator(".sheet")).not_to_contain_text("июнь")


def test_what_the_product_knows_is_confirmed_with_one_click(site, world):
    """The desk offers the proof of the measure that asks for it; one click ticks it off."""
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.1")
    Measure.objects.filter(pk=row.pk).update(code=MeasureCode.CURATOR_NAMED)
    # A plan that nobody has approved owes nothing and is offered no proofs.
    submit_roadmap(roadmap, world.anna)
    approve_roadmap(roadmap, world.gleb, cast.TODAY, form=ApprovalForm.SIGNED)
    page = site.enter(world.anna)
    page.goto("/o/lesnaya/")
    said(page, "Есть подтверждение: куратор — Ясная Анна Петровна")
    press(page, re.compile("^Отметить выполненным"))
    said(page, f"Отмечено выполненным: {row}.")
    assert Occasion.objects.get(measure=row).status == "done"
