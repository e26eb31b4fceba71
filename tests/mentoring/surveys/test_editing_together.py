"""Sections, the head, two people at once, taking back."""

import pytest

from mentoring.surveys.models import Questionnaire, QuestionnaireEdit
from mentoring.surveys.services.editing import (
    StalePiece,
    add_question,
    add_section,
    edit_head,
    edit_question,
    edit_section,
    head_marks,
    head_values,
    move_question,
    move_section,
    question_marks,
    remove_question,
    remove_section,
    section_marks,
    undo_edit,
    values_of,
)
from mentoring.surveys.services.editing.deed import KEPT
from schools.journal.models import Entry
from tests import world as people
from tests.mentoring.surveys.cast import make_questionnaire
from tests.mentoring.surveys.editing_pieces import LAST, PLACE, WHAT, WORDING, new, order, question, refused


@pytest.fixture
def own(world) -> Questionnaire:
    return make_questionnaire(world.school, content=WORDING, title="Пульс наставляемых")


@pytest.fixture
def zoya(world):
    """A second curator of the same school."""
    return people.user("zoya", "Вторая Зоя Ильинична", curator=world.school)


class TestSections:
    def test_added_changed_moved(self, own, world):
        assert add_section(own, {"title": "Итог", "text": ""}, world.anna) == 2
        edit_section(own, 2, {"title": "Итоги", "text": "Немного"}, world.anna)
        move_section(own, 2, "up", world.anna)
        own.refresh_from_db()
        assert [one.title for one in own.wording.sections] == ["О помощи", "Итоги", "О встречах"]

    def test_its_questions_outlive_the_heading(self, own, world):
        remove_section(own, 1, world.anna)
        assert order(own) == [["help", "what", "place", "last"]]
        assert "единственный раздел" in refused(remove_section, own, 0, world.anna)

    def test_the_first_heading_goes_and_its_questions_stay_first(self, own, world):
        remove_section(own, 0, world.anna)
        assert order(own) == [["help", "what", "place", "last"]]
        assert own.wording.sections[0].title == "О встречах"

    def test_a_section_is_told_by_what_the_page_showed(self, own, world, zoya):
        shown = section_marks(WORDING.sections[1])
        move_section(own, 0, "down", zoya)
        edit_section(own, 1, {"title": "О наших встречах", "text": ""}, world.anna, shown=shown)
        own.refresh_from_db()
        assert [one.title for one in own.wording.sections] == ["О наших встречах", "О помощи"]

    def test_not_above_what_its_conditions_wait_for(self, own, world):
        edit_question(own, "last", values_of(LAST) | {"when": "help|is|yes"}, world.anna)
        assert "которого выше нет" in refused(move_section, own, 0, "down", world.anna)


class TestHead:
    def test_title_for_lists_and_heading_for_those_who_answer(self, own, world):
        values = head_values(own) | {"title": "Пульс", "heading": "Как вам встречи?", "mode": "anonymous"}
        edit_head(own, values, world.anna)
        own.refresh_from_db()
        assert (own.title, own.wording.title, own.mode) == ("Пульс", "Как вам встречи?", "anonymous")
        assert Entry.objects.get().after == {
            "название": "Пульс",
            "заголовок": "Как вам встречи?",
            "кто видит ответы": "anonymous",
        }

    def test_faults(self, own, world):
        assert "Дайте анкете название." in refused(edit_head, own, head_values(own) | {"title": ""}, world.anna)
        assert "кто отвечает" in refused(edit_head, own, head_values(own) | {"side": "zzz"}, world.anna)


class TestTwoAtOnce:
    def test_two_questions(self, own, world, zoya):
        edit_question(own, "place", values_of(PLACE) | {"text": "Где именно?"}, zoya, shown=question_marks(PLACE))
        edit_question(own, "last", values_of(LAST) | {"text": "Полезно?"}, world.anna, shown=question_marks(LAST))
        assert (question(own, "place").text, question(own, "last").text) == ("Где именно?", "Полезно?")

    def test_two_fields_of_one_question(self, own, world, zoya):
        shown = question_marks(LAST)
        edit_question(own, "last", values_of(LAST) | {"text": "Полезно?"}, zoya, shown=shown)
        edit_question(own, "last", values_of(LAST) | {"high": "очень"}, world.anna, shown=shown)
        assert (question(own, "last").text, question(own, "last").high) == ("Полезно?", "очень")

    def test_the_same_field_is_asked_about_and_nothing_is_lost(self, own, world, zoya):
        shown = question_marks(LAST)
        edit_question(own, "last", values_of(LAST) | {"text": "Полезно?"}, zoya, shown=shown)
        with pytest.raises(StalePiece) as stale:
            edit_question(own, "last", values_of(LAST) | {"text": "Помогает?", "low": "мало"}, world.anna, shown=shown)
        assert stale.value.clashes == ("text",)
        assert "Вторая Зоя Ильинична" in stale.value.messages[0]
        assert (question(own, "last").text, question(own, "last").low) == ("Полезно?", "нет")

    def test_heads(self, own, world, zoya):
        shown, values = head_marks(own), head_values(own)
        edit_head(own, values | {"intro": "Добрый день!"}, zoya, shown=shown)
        edit_head(own, values | {"thanks": "Благодарим!"}, world.anna, shown=shown)
        own.refresh_from_db()
        assert (own.wording.intro, own.wording.thanks) == ("Добрый день!", "Благодарим!")
        with pytest.raises(StalePiece):
            edit_head(own, values | {"intro": "Привет!"}, world.anna, shown=shown)

    def test_a_question_that_somebody_changed_is_not_removed_unseen(self, own, world, zoya):
        edit_question(own, "last", values_of(LAST) | {"text": "Полезно?"}, zoya)
        words = refused(remove_question, own, "last", world.anna, shown=question_marks(LAST))
        assert "Вопрос изменили" in words

    def test_a_question_that_somebody_removed(self, own, world, zoya):
        remove_question(own, "last", zoya)
        assert "удалили, пока страница была открыта" in refused(edit_question, own, "last", values_of(LAST), world.anna)


class TestUndo:
    def test_one_deed_after_another(self, own, world):
        before = own.content
        add_question(own, new(), world.anna, after="help")
        move_question(own, "last", "up", world.anna)
        edit_head(own, head_values(own) | {"title": "Пульс", "intro": "Привет!"}, world.anna)
        remove_section(own, 1, world.anna)
        for _ in range(4):
            undo_edit(own, world.anna)
        own.refresh_from_db()
        assert (own.content, own.title) == (before, "Пульс наставляемых")
        assert "Отменять нечего" in refused(undo_edit, own, world.anna)

    def test_what_others_did_elsewhere_stays(self, own, world, zoya):
        edit_question(own, "last", values_of(LAST) | {"text": "Полезно?"}, world.anna)
        edit_question(own, "place", values_of(PLACE) | {"text": "Где именно?"}, zoya)
        add_question(own, new(), zoya, after="help")
        undo_edit(own, world.anna)
        assert (question(own, "last").text, question(own, "place").text) == ("Насколько полезно?", "Где именно?")
        assert len(order(own)[0]) == 3

    def test_refused_when_the_same_place_was_changed_since(self, own, world, zoya):
        edit_question(own, "last", values_of(LAST) | {"text": "Полезно?"}, world.anna)
        edit_question(own, "last", values_of(LAST) | {"text": "Помогает?"}, zoya)
        assert "с тех пор изменили" in refused(undo_edit, own, world.anna)
        assert question(own, "last").text == "Помогает?"

    def test_refused_when_both_moved_things_about(self, own, world, zoya):
        move_question(own, "last", "up", world.anna)
        add_question(own, new(), zoya, after="help")
        assert "с тех пор изменили" in refused(undo_edit, own, world.anna)

    def test_a_removed_question_comes_back_where_it_stood(self, own, world, zoya):
        remove_question(own, "what", world.anna)
        edit_question(own, "place", values_of(PLACE) | {"text": "Где именно?"}, zoya)
        undo_edit(own, world.anna)
        assert order(own) == [["help", "what"], ["place", "last"]]
        assert question(own, "what") == WHAT
        assert question(own, "place").text == "Где именно?"

    def test_never_leaves_a_question_that_depends_on_nothing(self, own, world, zoya):
        made = add_question(own, new(), world.anna, after="help")
        edit_question(own, "last", values_of(LAST) | {"when": f"{made.code}|is|yes"}, zoya)
        assert "которого выше нет" in refused(undo_edit, own, world.anna)

    def test_so_many_deeds_are_kept(self, own, world):
        for number in range(KEPT + 3):
            edit_question(own, "last", values_of(LAST) | {"text": f"Вопрос {number}?"}, world.anna)
        assert QuestionnaireEdit.objects.filter(questionnaire=own).count() == KEPT
