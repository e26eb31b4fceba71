"""Two people with the same form open: only what both changed is asked about, and nobody loses a word."""

from typing import Any

import pytest
from django.test import Client

from roadmaps.models import Measure, Roadmap, Stage
from roadmaps.services.editing import edit_measure, set_responsible
from tests.roadmaps.cast import laid_out, measure_of, occasion_of, stage_of
from tests.roadmaps.test_views import text, url
from tests.world import user

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def two(world) -> tuple[Client, Client]:
    """Signed in at once: Анна and a second curator, Лада."""
    lada = user("lada", "Снегова Лада Ильинична", curator=world.school)
    first, second = Client(), Client()
    first.force_login(world.anna)
    second.force_login(lada)
    return first, second


def opened(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back of a page just opened."""
    return sent_by(client.get(address))


def sent_by(page: Any) -> dict[str, Any]:
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_each_keeps_the_field_that_only_one_of_them_changed(world, two):
    anna, lada = two
    row = measure_of(laid_out(world), "1.1")
    address = url("measure_edit", pk=row.pk)
    first, second = opened(anna, address), opened(lada, address)
    anna.post(address, first | {"content": "Слова Анны"})
    page = lada.post(address, second | {"expected_result": "Слова Лады"}, follow=True)
    assert "Сохранено." in text(page)
    saved = Measure.objects.get(pk=row.pk)
    assert (saved.content, saved.expected_result) == ("Слова Анны", "Слова Лады")
    # Taking one's own back leaves the other's.
    lada.post(url("edit_undo", pk=row.roadmap_id))
    saved = Measure.objects.get(pk=row.pk)
    assert (saved.content, saved.expected_result) == ("Слова Анны", row.expected_result)


def test_a_column_of_the_plan_s_own_is_a_field_of_its_own(world, two):
    anna, lada = two
    row = measure_of(laid_out(world), "1.1")
    Roadmap.objects.filter(pk=row.roadmap_id).update(
        columns=[*row.roadmap.columns, {"role": "extra", "heading": "Примечание"}]
    )
    mark, note = "extra-6", f"extra-{len(row.roadmap.columns)}"
    address = url("measure_edit", pk=row.pk)
    first, second = opened(anna, address), opened(lada, address)
    anna.post(address, first | {mark: "выполнено"})
    lada.post(address, second | {note: "у завуча"})
    saved = Measure.objects.get(pk=row.pk)
    assert saved.extra == {"6": "выполнено", note.removeprefix("extra-"): "у завуча"}
    # Both fill the same empty cell.
    first, second = opened(anna, address), opened(lada, address)
    anna.post(address, first | {note: "у Анны"})
    page = lada.post(address, second | {note: "у Лады"})
    assert page.context["conflict"] == [("Примечание", "у Анны", "у Лады")]


def test_what_both_changed_is_asked_with_both_texts(world, two):
    anna, lada = two
    row = measure_of(laid_out(world), "1.1")
    address = url("measure_edit", pk=row.pk)
    first, second = opened(anna, address), opened(lada, address)
    anna.post(address, first | {"content": "Слова Анны", "due_text": "октябрь"})
    page = lada.post(address, second | {"content": "Слова Лады", "expected_result": "Итог Лады"})
    assert page.context["conflict"] == [("Содержание", "Слова Анны", "Слова Лады")]
    assert "Ясная Анна Петровна" in text(page)
    # Nothing is saved yet; the fields show her own words, and the other's where she wrote none.
    saved = Measure.objects.get(pk=row.pk)
    assert (saved.content, saved.expected_result) == ("Слова Анны", row.expected_result)
    again = sent_by(page)
    fields = ("content", "expected_result", "due_text")
    assert [again[name] for name in fields] == ["Слова Лады", "Итог Лады", "октябрь"]
    # Somebody corrects a third field while she decides; sent once more, it is sent knowingly.
    anna.post(address, opened(anna, address) | {"responsible_text": "директор"})
    lada.post(address, again)
    saved = Measure.objects.get(pk=row.pk)
    assert [getattr(saved, name) for name in fields] == ["Слова Лады", "Итог Лады", "октябрь"]
    assert saved.responsible_text == "директор"


def test_both_typed_the_same_or_nothing_new(world, two):
    anna, lada = two
    row = measure_of(laid_out(world), "1.1")
    address = url("measure_edit", pk=row.pk)
    first, second, third = (opened(one, address) for one in (anna, lada, lada))
    anna.post(address, first | {"content": "Одно и то же"})
    version = Measure.objects.get(pk=row.pk).version
    assert lada.post(address, second | {"content": "Одно и то же "}).status_code == 302
    assert lada.post(address, third).status_code == 302
    saved = Measure.objects.get(pk=row.pk)
    assert (saved.content, saved.version) == ("Одно и то же", version)


def test_who_answers_set_meanwhile_is_no_conflict_of_words(world, two):
    anna, _ = two
    row = measure_of(laid_out(world), "1.1")
    address = url("measure_edit", pk=row.pk)
    first = opened(anna, address)
    set_responsible(row, row.version, [world.boris_card], [], world.anna)
    assert anna.post(address, first | {"content": "Иначе"}).status_code == 302
    assert Measure.objects.get(pk=row.pk).content == "Иначе"


def test_a_page_that_tells_no_fields_is_asked_about_all_that_differ(world, two):
    anna, _ = two
    row = measure_of(laid_out(world), "1.1")
    address = url("measure_edit", pk=row.pk)
    first = opened(anna, address) | {"versions": ""}
    edit_measure(row, row.version, {"content": "Чужая редакция"}, world.anna)
    page = anna.post(address, first | {"content": "Моя редакция"})
    assert page.context["conflict"] == [("Содержание", "Чужая редакция", "Моя редакция")]
    anna.post(address, sent_by(page))
    assert Measure.objects.get(pk=row.pk).content == "Моя редакция"


def test_words_that_cannot_be_left_empty_stay_when_each_empties_one(world, two):
    anna, lada = two
    row = measure_of(laid_out(world), "1.1")
    Measure.objects.filter(pk=row.pk).update(title="Название", content="Содержание")
    address = url("measure_edit", pk=row.pk)
    first, second = opened(anna, address), opened(lada, address)
    anna.post(address, first | {"title": ""})
    page = lada.post(address, second | {"content": ""})
    assert "нет ни названия, ни содержания" in text(page)
    assert Measure.objects.get(pk=row.pk).content == "Содержание"


def test_a_stage(world, two):
    anna, lada = two
    stage = stage_of(laid_out(world), "1")
    address = url("stage_edit", pk=stage.pk)
    first, second, third = (opened(one, address) for one in (anna, lada, lada))
    anna.post(address, first | {"title": "Начало"})
    lada.post(address, second | {"number": "I"})
    saved = Stage.objects.get(pk=stage.pk)
    assert (saved.number, saved.title) == ("I", "Начало")
    page = lada.post(address, third | {"title": "Поздно"})
    assert page.context["conflict"] == [("Название этапа", "Начало", "Поздно")]
    assert page.context["form"]["title"].value() == "Поздно"
    assert page.context["form"]["number"].value() == "I"
    assert "Начало" in text(page)
    lada.post(address, sent_by(page))
    saved = Stage.objects.get(pk=stage.pk)
    assert (saved.number, saved.title) == ("I", "Поздно")


def test_the_head_of_the_plan(world, two):
    anna, lada = two
    roadmap = laid_out(world)
    address = url("roadmap_edit", pk=roadmap.pk)
    first, second = opened(anna, address), opened(lada, address)
    anna.post(address, first | {"approval_order_number": "15", "title": "План Анны", "landscape": "on"})
    page = lada.post(address, second | {"approval_post": "Директор школы", "title": "План Лады"})
    assert page.context["conflict"] == [("Название", "План Анны", "План Лады")]
    again = sent_by(page)
    assert (again["approval_order_number"], again["landscape"]) == ("15", True)
    lada.post(address, again)
    roadmap.refresh_from_db()
    mark = roadmap.approval
    assert (roadmap.title, mark["order_number"], mark["post"]) == ("План Лады", "15", "Директор школы")
    assert roadmap.landscape


def test_measures_added_meanwhile_do_not_stop_the_head(world, two):
    anna, lada = two
    roadmap = laid_out(world)
    address = url("roadmap_edit", pk=roadmap.pk)
    second = opened(lada, address)
    anna.post(url("measure_create", pk=stage_of(roadmap, "1").pk), {"content": "Новое"})
    lada.post(address, second | {"title": "План Лады"})
    roadmap.refresh_from_db()
    assert roadmap.title == "План Лады"


def of_status(page) -> dict[str, Any]:
    form = page.context["status_form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def test_what_became_of_a_measure(world, two):
    """A note of the one and the mark of the other are kept together; the same note is asked about."""
    anna, lada = two
    row = measure_of(laid_out(world), "1.1")
    occasion = occasion_of(row.roadmap, "1.1")
    card, address = url("measure_detail", pk=row.pk), url("measure_status", pk=occasion.pk)
    first, second, third = (of_status(one.get(card)) for one in (anna, lada, lada))
    anna.post(address, first | {"comment": "Проект у директора"})
    page = lada.post(address, second | {"to": "done"}, follow=True)
    assert "Записано: выполнено." in text(page)
    occasion.refresh_from_db()
    assert (occasion.status, occasion.comment) == ("done", "Проект у директора")
    page = lada.post(address, third | {"comment": "Ждём подписи"})
    assert page.context["conflict"] == [("Примечание", "Проект у директора", "Ждём подписи")]
    # Her own note stands in the form, and the mark as it is now.
    again = of_status(page)
    assert (again["to"], again["comment"]) == ("done", "Ждём подписи")
    lada.post(address, again)
    occasion.refresh_from_db()
    assert (occasion.status, occasion.comment) == ("done", "Ждём подписи")


def test_two_marks_of_one_measure_are_asked_about(world, two):
    anna, lada = two
    row = measure_of(laid_out(world), "1.1")
    occasion = occasion_of(row.roadmap, "1.1")
    address = url("measure_status", pk=occasion.pk)
    first, second = (of_status(one.get(url("measure_detail", pk=row.pk))) for one in (anna, lada))
    anna.post(address, first | {"to": "under_way"})
    page = lada.post(address, second | {"to": "not_held", "reason": "Карантин"})
    assert page.context["conflict"] == [("Состояние", "выполняется", "не проводилось")]
    occasion.refresh_from_db()
    assert (occasion.status, occasion.reason) == ("under_way", "")
    lada.post(address, of_status(page))
    occasion.refresh_from_db()
    assert (occasion.status, occasion.reason) == ("not_held", "Карантин")
