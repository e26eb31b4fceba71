"""Deeds on questions."""

import pytest

from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.models import Questionnaire, QuestionnaireEdit
from mentoring.surveys.services.editing import (
    add_question,
    copy_question,
    edit_question,
    move_question,
    remove_question,
    values_of,
)
from mentoring.surveys.services.questionnaires import archive_questionnaire, freeze
from mentoring.surveys.wording import Condition, Option, Question, Wording
from schools.journal.models import Entry
from tests.mentoring.surveys.cast import make_questionnaire
from tests.mentoring.surveys.editing_pieces import HELP, LAST, PLACE, WHAT, WORDING, new, order, question, refused


@pytest.fixture
def own(world) -> Questionnaire:
    return make_questionnaire(world.school, content=WORDING, title="Пульс наставляемых")


class TestQuestions:
    def test_added_behind_another_or_at_the_end_of_a_section(self, own, world):
        first = add_question(own, new(), world.anna, after="help")
        second = add_question(own, new(text="Что ещё?", kind=QuestionKind.LONG), world.anna, section=0)
        assert order(own) == [["help", first.code, "what", second.code], ["place", "last"]]
        assert first.code.startswith("vstrechalis_li_vy_")
        assert [entry.deed for entry in Entry.objects.order_by("pk")] == ["добавлен вопрос", "добавлен вопрос"]

    def test_a_row_of_a_matrix_keeps_its_code_whatever_the_code_says(self, world):
        grid = Question("grid", QuestionKind.MATRIX, "Оцените", rows=(Option("ask_help", "Прошу о помощи"),))
        own = make_questionnaire(world.school, "mentor", grid)
        assert values_of(grid)["rows"] == "Прошу о помощи"
        edit_question(own, "grid", values_of(grid) | {"text": "Оцените себя"}, world.anna)
        assert question(own, "grid").rows == grid.rows

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
        assert "от ответа на него зависит вопрос 2 «Какая?»" in words
        remove_question(own, "what", world.anna)
        remove_question(own, "help", world.anna)
        assert order(own) == [[], ["place", "last"]]
        remove_question(own, "place", world.anna)
        assert "единственный вопрос" in refused(remove_question, own, "last", world.anna)

    def test_questions_that_depend_are_named_by_their_numbers_on_the_screen(self, own, world):
        add_question(own, new(text="Почему?", kind=QuestionKind.LONG, when="help|is|yes"), world.anna, after="what")
        words = refused(remove_question, own, "help", world.anna)
        assert "от ответа на него зависят вопросы 2 «Какая?», 3 «Почему?»." in words

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
