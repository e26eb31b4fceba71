"""Deeds of editing, alone and by two people at once."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.models import Questionnaire, QuestionnaireEdit
from mentoring.surveys.services.editing import (
    StalePiece,
    add_question,
    add_section,
    copy_question,
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
from mentoring.surveys.services.questionnaires import archive_questionnaire, freeze
from mentoring.surveys.wording import Condition, Option, Question, Section, Wording
from schools.journal.models import Entry
from tests import world as people
from tests.mentoring.surveys.cast import make_questionnaire

HELP = Question("help", QuestionKind.YES_NO, "Нужна ли помощь?")
WHAT = Question("what", QuestionKind.LONG, "Какая?", when=Condition("help", "is", "yes"))
PLACE = Question("place", QuestionKind.SINGLE, "Где?", options=(Option("school", "в школе"), Option("net", "на связи")))
LAST = Question("last", QuestionKind.SCALE, "Насколько полезно?", low="нет", high="да")
WORDING = Wording(
    "Как идут дела",
    "Здравствуйте!",
    "Спасибо!",
    (Section("О помощи", "Коротко.", (HELP, WHAT)), Section("О встречах", "", (PLACE, LAST))),
)


@pytest.fixture
def own(world) -> Questionnaire:
    return make_questionnaire(world.school, content=WORDING, title="Пульс наставляемых")


@pytest.fixture
def zoya(world):
    """A second curator of the same school."""
    return people.user("zoya", "Вторая Зоя Ильинична", curator=world.school)


def order(own: Questionnaire) -> list[list[str]]:
    own.refresh_from_db()
    return [[one.code for one in section.questions] for section in own.wording.sections]


def question(own: Questionnaire, code: str) -> Question:
    own.refresh_from_db()
    found = own.wording.question(code)
    assert found is not None
    return found


def new(**more):
    return values_of(Question("", QuestionKind.YES_NO, "Встречались ли вы?")) | more


def refused(deed, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as error:
        deed(*args, **kwargs)
    return " ".join(error.value.messages)


class TestQuestions:
    def test_added_behind_another_or_at_the_end_of_a_section(self, own, world):
        first = add_question(own, new(), world.anna, after="help")
        second = add_question(own, new(text="Что ещё?", kind=QuestionKind.LONG), world.anna, section=0)
        assert order(own) == [["help", first.code, "what", second.code], ["place", "last"]]
        assert first.code.startswith("vstrechalis_li_vy_")
        assert [entry.deed for entry in Entry.objects.order_by("pk")] == ["добавлен вопрос", "добавлен вопрос"]

    def test_codes_survive_every_edit(self, own, world):
        values = values_of(PLACE) | {"text": "Где вы встречались?", "options": "дома\nна связи\nв школе № 1"}
        edit_question(own, "place", values, world.anna)
        assert question(own, "place") == Question(
            "place",
            QuestionKind.SINGLE,
            "Где вы встречались?",
            options=(Option("doma", "дома"), Option("net", "на связи"), Option("school", "в школе № 1")),
        )

    def test_fields_of_another_kind_are_dropped(self, own, world):
        values = values_of(LAST) | {"kind": QuestionKind.LONG, "options": "а\nб", "limit": 3}
        assert edit_question(own, "last", values, world.anna) == Question(
            "last", QuestionKind.LONG, "Насколько полезно?"
        )

    def test_another_kind_is_another_item_once_people_have_answered(self, own, world):
        freeze(own, world.school)
        changed = edit_question(own, "help", values_of(HELP) | {"text": "Помощь нужна?"}, world.anna)
        assert changed.code == "help"
        values = values_of(HELP) | {"kind": QuestionKind.SINGLE, "options": "да\nнет", "when": ""}
        # Its answers are other codes: the question that depends on it must be told of that.
        assert "условие ждёт ответа" in refused(edit_question, own, "help", values, world.anna)
        edit_question(own, "what", values_of(WHAT) | {"when": ""}, world.anna)
        changed = edit_question(own, "help", values, world.anna)
        assert changed.code != "help"
        assert order(own)[0] == [changed.code, "what"]

    def test_conditions_follow_a_question_to_its_new_code(self, own, world):
        why = add_question(own, new(text="Почему?", kind=QuestionKind.LONG, when="place|is|net"), world.anna, section=1)
        freeze(own, world.school)
        changed = edit_question(own, "place", values_of(PLACE) | {"kind": QuestionKind.MULTIPLE}, world.anna)
        assert changed.code != "place"
        assert changed.options == PLACE.options
        assert question(own, why.code).when == Condition(changed.code, "is", "net")

    def test_a_question_taken_out_and_typed_again_is_the_same_item(self, own, world):
        made = add_question(own, new(), world.anna)
        freeze(own, world.school)
        remove_question(own, made.code, world.anna)
        assert add_question(own, new(), world.anna).code == made.code
        remove_question(own, made.code, world.anna)
        assert add_question(own, new(kind=QuestionKind.LONG), world.anna).code == f"{made.code}_2"

    def test_moved_within_and_between_sections(self, own, world):
        move_question(own, "last", "up", world.anna)
        assert order(own) == [["help", "what"], ["last", "place"]]
        move_question(own, "last", "up", world.anna)
        assert order(own) == [["help", "what", "last"], ["place"]]
        move_question(own, "last", "down", world.anna)
        assert order(own) == [["help", "what"], ["last", "place"]]
        move_question(own, "place", "0", world.anna)
        assert order(own) == [["help", "what", "place"], ["last"]]

    def test_the_ends_of_the_questionnaire_hold(self, own, world):
        version = own.version
        move_question(own, "help", "up", world.anna)
        move_question(own, "last", "down", world.anna)
        assert order(own) == [["help", "what"], ["place", "last"]]
        assert own.version == version
        assert not QuestionnaireEdit.objects.exists()

    @pytest.mark.parametrize(("code", "way"), [("what", "up"), ("help", "down"), ("help", "1")])
    def test_never_moved_past_the_question_it_depends_on(self, own, world, code, way):
        words = refused(move_question, own, code, way, world.anna)
        assert "от ответа на него зависит вопрос" in words
        assert order(own) == [["help", "what"], ["place", "last"]]

    def test_copied_under_a_code_of_its_own(self, own, world):
        made = copy_question(own, "what", world.anna)
        assert (made.text, made.when) == (WHAT.text, WHAT.when)
        assert order(own)[0] == ["help", "what", made.code]
        assert made.code != "what"

    def test_removed_only_when_nothing_depends_on_it(self, own, world):
        words = refused(remove_question, own, "help", world.anna)
        assert "от ответа на него зависит вопрос 1 «Какая?»" in words
        remove_question(own, "what", world.anna)
        remove_question(own, "help", world.anna)
        assert order(own) == [[], ["place", "last"]]
        remove_question(own, "place", world.anna)
        assert "единственный вопрос" in refused(remove_question, own, "last", world.anna)

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"text": " "}, "нет текста вопроса"),
            ({"kind": "zzz"}, "Выберите вид вопроса из списка."),
            ({"kind": QuestionKind.SINGLE, "options": "один"}, "нужно хотя бы два варианта ответа"),
            ({"kind": QuestionKind.MATRIX, "rows": ""}, "нужна хотя бы одна строка"),
            ({"kind": QuestionKind.PERSONS, "people": ""}, "из кого: наставники или наставляемые"),
            ({"when": "zzz|is|yes"}, "условие ссылается на вопрос, которого выше нет"),
            ({"when": "last|at_most|3"}, "условие ссылается на вопрос, которого выше нет"),
            ({"when": "help|zzz|3"}, "такого условия нет"),
            ({"text": "Согласны на обработку данных?"}, "это отдельный документ"),
            ({"target": "zzz"}, "такого поля банка нет"),
        ],
    )
    def test_faults_are_told_and_nothing_is_written(self, own, world, values, sentence):
        before = own.content
        assert sentence in refused(add_question, own, new(**values), world.anna, after="help")
        own.refresh_from_db()
        assert own.content == before
        assert not Entry.objects.exists()
        assert not QuestionnaireEdit.objects.exists()

    def test_nothing_changed_leaves_no_trace(self, own, world):
        edit_question(own, "place", values_of(PLACE), world.anna)
        assert not Entry.objects.exists()
        assert own.version == 1

    def test_not_in_the_archive(self, own, world):
        archive_questionnaire(own, world.anna)
        assert "Анкета в архиве" in refused(add_question, own, new(), world.anna)

    def test_what_became_faulty_can_be_mended_piece_by_piece(self, own, world):
        content = WORDING.to_json()
        content["sections"][0]["questions"][0]["text"] = ""
        content["sections"][1]["questions"][0]["text"] = ""
        Questionnaire.objects.filter(pk=own.pk).update(content=content)
        edit_question(own, "help", values_of(HELP), world.anna)
        own.refresh_from_db()
        assert Wording.read_loosely(own.content).question("help").text == "Нужна ли помощь?"
        assert "нет текста" in refused(add_question, own, new(text=""), world.anna)


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
