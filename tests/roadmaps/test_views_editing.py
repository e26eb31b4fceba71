"""Editing the plan in its rows: with and without JavaScript, two at once, undo."""

from uuid import uuid4

import pytest

from roadmaps.enums import RoadmapStatus
from roadmaps.models import Measure, Roadmap, Stage
from roadmaps.services.submitting import submit_roadmap
from tests.roadmaps.cast import laid_out, measure_of, stage_of
from tests.roadmaps.test_views import text, url

pytestmark = pytest.mark.usefixtures("today")

HTMX = {"HX-Request": "true", "HX-Boosted": "true"}


def filled(row: Measure, **changes) -> dict:
    values = {
        name: getattr(row, name)
        for name in ("version", "number", "title", "content", "due_text", "responsible_text", "expected_result", "code")
    }
    return values | {"extra-6": row.extra.get("6", ""), "nonce": str(uuid4())} | changes


def numbers(roadmap: Roadmap) -> list[str]:
    return list(roadmap.measures.order_by("position").values_list("content", flat=True))


def test_a_row_is_edited_on_a_page_of_its_own_without_javascript(world, enter):
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.1")
    anna = enter(world.anna)
    page = anna.get(url("measure_edit", pk=row.pk))
    assert page.templates[0].name == "roadmaps/measure_form.html"
    # A field for each column, under its own heading and in its order.
    fields = [(name, field.label) for name, field in page.context["form"].fields.items()]
    assert fields == [
        ("version", "Версия"),
        ("versions", "Отметки полей"),
        ("nonce", "Отметка формы"),
        ("number", "№"),
        ("title", "Мероприятия"),
        ("content", "Содержание"),
        ("due_text", "Сроки"),
        ("responsible_text", "Ответственные"),
        ("expected_result", "Ожидаемый результат"),
        ("extra-6", "Отметка о выполнении"),
        ("code", "Чем подтверждается в программе"),
    ]
    answer = anna.post(
        url("measure_edit", pk=row.pk), filled(row, due_text="октябрь", **{"extra-6": "до 1 ноября"}), follow=True
    )
    assert answer.redirect_chain == [(f"{url('roadmap_detail', pk=roadmap.pk)}?at={row.pk}#m-{row.pk}", 302)]
    row.refresh_from_db()
    assert (row.due_text, row.extra) == ("октябрь", {"6": "до 1 ноября"})
    assert row.occasions.get().starts.month == 10
    assert "Сохранено." in text(answer)
    assert answer.context["at"] == row.pk


def test_with_javascript_the_form_stands_in_the_row(world, enter):
    row = measure_of(laid_out(world), "1.1")
    anna = enter(world.anna)
    page = anna.get(url("measure_edit", pk=row.pk), headers=HTMX)
    assert page.content.decode().strip().startswith(f'<tr id="m-{row.pk}"')
    assert page.headers["HX-Push-Url"] == "false"
    # Errors come back into the row, though the page waited for the whole plan.
    page = anna.post(url("measure_edit", pk=row.pk), filled(row, title="", content=""), headers=HTMX)
    assert "Напишите, что будет сделано." in text(page)
    assert {name: page.headers[name] for name in ("HX-Retarget", "HX-Reswap", "HX-Reselect")} == {
        "HX-Retarget": f"#m-{row.pk}",
        "HX-Reswap": "outerHTML",
        "HX-Reselect": f"#m-{row.pk}",
    }


def test_the_filters_stay_after_saving(world, enter):
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.1")
    shown = f"http://testserver{url('roadmap_detail', pk=roadmap.pk)}?month=9&at=5"
    answer = enter(world.anna).post(
        url("measure_edit", pk=row.pk), filled(row), headers=HTMX | {"HX-Current-URL": shown}
    )
    assert answer["Location"] == f"{url('roadmap_detail', pk=roadmap.pk)}?month=9&at={row.pk}#m-{row.pk}"


def test_add_after_and_at_the_end_of_a_stage(world, enter):
    roadmap = laid_out(world)
    row, stage = measure_of(roadmap, "1.1"), stage_of(roadmap, "1")
    anna = enter(world.anna)
    fresh = {"title": "", "content": "Новое", "nonce": str(uuid4())}
    for _ in range(2):  # an impatient hand
        anna.post(url("measure_add", pk=row.pk), fresh)
    anna.post(url("measure_create", pk=stage.pk), {"content": "Последнее", "nonce": str(uuid4())})
    assert numbers(roadmap)[:5] == [
        "Издать приказ о наставничестве",
        "Новое",
        "Собрать согласия",
        "Собрать анкеты",
        "Последнее",
    ]


def test_move_up_down_over_the_edge_and_to_a_stage(world, enter):
    roadmap = laid_out(world)
    anna = enter(world.anna)

    def move(number: str, **how) -> list[tuple[str, str]]:
        row = Measure.objects.get(roadmap=roadmap, content__startswith=number)
        anna.post(url("measure_move", pk=row.pk), how)
        rows = roadmap.measures.order_by("position").values_list("stage__number", "content")
        return [(stage, words[:12]) for stage, words in rows]

    a, b, c, d, e = "Издать прика", "Собрать согл", "Собрать анке", "Встречи пар:", "Подвести ито"
    assert move(a, way="down") == [("1", b), ("1", a), ("1", c), ("2", d), ("2", e)]
    assert move(c, way="up") == [("1", b), ("1", c), ("1", a), ("2", d), ("2", e)]
    assert move(a, way="down") == [("1", b), ("1", c), ("2", a), ("2", d), ("2", e)]
    assert move(a, way="up") == [("1", b), ("1", c), ("1", a), ("2", d), ("2", e)]
    assert move(b, way="stage", stage=stage_of(roadmap, "2").pk)[-1] == ("2", b)
    # There is nowhere to go, and nonsense is no way.
    before = move(b, way="down")
    assert move(b, way="sideways") == move(b, way="stage", stage="99") == before


def test_split_join_remove_and_undo(world, enter):
    roadmap = laid_out(world)
    row = measure_of(roadmap, "2.1")
    anna = enter(world.anna)
    before = numbers(roadmap)
    page = anna.post(url("measure_split", pk=row.pk), {"version": row.version}, follow=True)
    assert roadmap.measures.count() == 6
    assert "Мероприятие разделено." in text(page)
    assert f'action="{url("edit_undo", pk=roadmap.pk)}"' in text(page)
    page = anna.post(url("edit_undo", pk=roadmap.pk), follow=True)
    assert "Отменено: разделено мероприятие" in text(page)
    assert numbers(roadmap) == before
    row = measure_of(roadmap, "2.2")
    anna.post(url("measure_remove", pk=row.pk), {"version": row.version})
    assert roadmap.measures.count() == 4
    anna.post(url("edit_undo", pk=roadmap.pk))
    assert numbers(roadmap) == before
    anna.post(url("measure_split", pk=measure_of(roadmap, "2.1").pk))
    first = measure_of(roadmap, "2.1.1")
    form = text(anna.get(url("measure_edit", pk=first.pk)))
    assert "Объединить со следующим" in form
    page = anna.post(url("measure_join", pk=first.pk), {"version": first.version}, follow=True)
    assert "Мероприятия объединены." in text(page)
    assert f'action="{url("edit_undo", pk=roadmap.pk)}"' in text(page)
    assert page.context["at"] == first.pk
    assert roadmap.measures.count() == 5
    anna.post(url("edit_undo", pk=roadmap.pk))
    assert roadmap.measures.count() == 6
    anna.post(url("edit_undo", pk=roadmap.pk))
    assert numbers(roadmap) == before
    # The last of a stage has nothing to be joined with, and the button says why.
    row = measure_of(roadmap, "2.2")
    assert "ниже в этапе мероприятий нет" in text(anna.get(url("measure_edit", pk=row.pk)))
    page = anna.post(url("measure_join", pk=row.pk), {"version": row.version}, follow=True)
    assert "объединять не с чем" in text(page)
    # What cannot be split says so.
    row = measure_of(roadmap, "1.1")
    page = anna.post(url("measure_split", pk=row.pk), {"version": row.version}, follow=True)
    assert "Делить нечего" in text(page)


def test_what_was_doubted_is_settled(world, enter):
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.1")
    anna = enter(world.anna)
    assert "Проверьте, кто отвечает." in text(anna.get(url("measure_edit", pk=row.pk)))
    anna.post(url("measure_settle", pk=row.pk), {"version": row.version})
    assert Measure.objects.get(pk=row.pk).doubts == []


def test_all_that_was_doubted_is_settled_at_once_and_undone(world, enter):
    roadmap = laid_out(world)
    anna = enter(world.anna)
    page = anna.get(url("roadmap_detail", pk=roadmap.pk) + "?doubtful=on")
    shown = [f"{one.pk}:{one.version}" for one in page.context["to_settle"]]
    doubted = {one.pk: one.doubts for one in roadmap.measures.all() if one.doubts}
    assert sorted(shown) == sorted(f"{pk}:1" for pk in doubted)
    assert anna.get(url("roadmap_detail", pk=roadmap.pk)).context["to_settle"] == ()
    # Saved by somebody since the page was opened: not looked at, so it stays.
    later, *rest = doubted
    Measure.objects.filter(pk=later).update(version=2)
    answer = anna.post(url("measures_settle", pk=roadmap.pk), {"shown": shown}, follow=True)
    assert "Пометка «проверьте» снята" in text(answer)
    assert {one.pk for one in roadmap.measures.all() if one.doubts} == {later}
    anna.post(url("edit_undo", pk=roadmap.pk))
    assert {one.pk: one.doubts for one in roadmap.measures.all() if one.doubts} == doubted
    other = laid_out(world)
    anna.post(url("measures_settle", pk=other.pk), {"shown": shown})
    assert {one.pk: one.doubts for one in roadmap.measures.all() if one.doubts} == doubted


def test_stages(world, enter):
    roadmap = laid_out(world)
    anna = enter(world.anna)
    anna.post(url("stage_add", pk=roadmap.pk), {"number": "3", "title": "Итоги", "nonce": str(uuid4())})
    third = stage_of(roadmap, "3")
    anna.post(url("stage_move", pk=third.pk), {"way": "up"})
    anna.post(url("stage_move", pk=third.pk), {"way": "up"})
    page = anna.post(url("stage_move", pk=third.pk), {"way": "up"}, follow=True)
    assert "Дальше переносить некуда." in text(page)
    assert list(roadmap.stages.order_by("position").values_list("number", flat=True)) == ["3", "1", "2"]
    anna.post(url("stage_edit", pk=third.pk), {"number": "0", "title": "Начало", "version": third.version})
    assert Stage.objects.get(pk=third.pk).title == "Начало"
    full = stage_of(roadmap, "1")
    assert "В этапе есть мероприятия" in text(anna.post(url("stage_remove", pk=full.pk), follow=True))
    anna.post(url("stage_remove", pk=third.pk))
    assert roadmap.stages.count() == 2


def test_the_head_of_the_plan(world, enter):
    roadmap = laid_out(world)
    anna = enter(world.anna)
    form = anna.get(url("roadmap_edit", pk=roadmap.pk)).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert (values["approval_order_number"], values["agreement_date"]) == ("12", "2026-08-29")
    anna.post(
        url("roadmap_edit", pk=roadmap.pk),
        values | {"title": "План", "years": "2", "approval_order_date": "01.09.2026", "agreement_body": ""},
    )
    roadmap.refresh_from_db()
    assert (roadmap.title, roadmap.years, roadmap.approval["order_date"]) == ("План", 2, "2026-09-01")
    assert roadmap.agreement["body"] is None
    anna.post(url("edit_undo", pk=roadmap.pk))
    roadmap.refresh_from_db()
    assert (roadmap.title, roadmap.years) == ("Дорожная карта наставничества на 2026-2027 учебный год", 1)


def test_while_the_head_decides_nothing_is_edited(world, enter):
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.1")
    submit_roadmap(roadmap, world.anna)
    anna = enter(world.anna)
    page = anna.post(url("measure_edit", pk=row.pk), filled(row, content="Иначе"))
    assert "у руководителя" in text(page)
    assert page.context["form"]["content"].value() == "Иначе"
    assert Measure.objects.get(pk=row.pk).content == row.content
    assert Roadmap.objects.get().status == RoadmapStatus.SUBMITTED
