"""Questionnaires as wholes: taken, made, copied, put away, frozen."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.banks.models import MentoringForm, Topic
from mentoring.surveys.enums import AnswerSide, Mode, Purpose, QuestionKind, WaveStatus
from mentoring.surveys.library import offered_to
from mentoring.surveys.models import Edition, Questionnaire
from mentoring.surveys.selectors.questionnaires import narrowed_library
from mentoring.surveys.services.editing import edit_question, values_of
from mentoring.surveys.services.editing.values import question_of
from mentoring.surveys.services.questionnaires import (
    archive_questionnaire,
    copy_questionnaire,
    create_questionnaire,
    freeze,
    restore_questionnaire,
    take_from_library,
)
from mentoring.surveys.wording import Option, Question, Section, Wording
from schools.journal.models import Entry
from tests.mentoring.surveys.cast import make_questionnaire, make_wave, open_wave, scale


def deeds(questionnaire: Questionnaire) -> list[str]:
    rows = Entry.objects.filter(subject_type="surveys.questionnaire", subject_id=questionnaire.pk).order_by("pk")
    return list(rows.values_list("deed", flat=True))


def test_taken_from_the_library_once_and_out_of_the_archive_again(world):
    item = offered_to(world.school)[0]
    own = take_from_library(world.school, item, world.anna)
    assert (own.organisation, own.origin, own.title) == (world.school, item.code, item.title)
    assert (own.purpose, own.side, own.mode, own.forms) == (item.purpose, item.side, item.mode, list(item.forms))
    assert own.wording == item.wording
    assert take_from_library(world.school, item, world.anna).pk == own.pk
    archive_questionnaire(own, world.anna)
    assert take_from_library(world.school, item, world.anna).archived_at is None
    assert Questionnaire.objects.filter(organisation=world.school).count() == 1
    assert deeds(own) == ["анкета взята из библиотеки", "анкета убрана в архив", "анкета возвращена из архива"]


def test_every_library_questionnaire_can_be_taken_frozen_and_edited(world):
    """Nothing of the library is refused by the editor: a word changed in each question leaves the rest as it was."""
    for item in offered_to(world.school):
        own = take_from_library(world.school, item, world.anna)
        assert freeze(own, world.school).wording.title == item.wording.title
        earlier: list[Question] = []
        for question in item.wording.questions():
            values = values_of(question) | {"help": "Новое пояснение."}
            changed = Question(**{**vars(question), "help": "Новое пояснение."})
            assert question_of(values, question, earlier, ()) == changed, (item.code, question.code)
            earlier.append(question)
        # What the editor makes of any of them is saved the same way: the last one stands for all.
        assert edit_question(own, question.code, values, world.anna) == changed, item.code


def test_made_of_lines(world):
    own = create_questionnaire(
        world.school,
        title=" Наша  анкета ",
        purpose=Purpose.OTHER,
        side=AnswerSide.MENTEE,
        mode=Mode.CONFIDENTIAL,
        questions=["Полезны ли встречи?", "", "  Хватает ли времени? ", "Полезны ли встречи?"],
        kind=QuestionKind.SCALE,
        by=world.anna,
    )
    questions = list(own.wording.questions())
    assert own.title == "Наша анкета"
    assert [one.text for one in questions] == [
        "Полезны ли встречи?",
        "Хватает ли времени?",
        "Полезны ли встречи?",
    ]
    assert len({one.code for one in questions}) == 3
    assert {one.kind for one in questions} == {QuestionKind.SCALE}
    assert deeds(own) == ["создана анкета"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "Дайте анкете название."),
        ({"title": "я" * 201}, "Название длиннее 200 знаков. Сократите его."),
        ({"questions": [" "]}, "В анкете нет ни одного вопроса. Добавьте вопрос."),
        ({"purpose": "zzz"}, "Скажите, для чего анкета: выберите из списка."),
        ({"kind": QuestionKind.SINGLE}, "Выберите вид ответа из списка."),
    ],
)
def test_faults_of_a_new_one_are_told_and_nothing_is_written(world, changed, sentence):
    fields = {
        "title": "Наша",
        "purpose": Purpose.OTHER,
        "side": AnswerSide.MENTEE,
        "mode": Mode.NAMED,
        "questions": ["Да?"],
        "kind": QuestionKind.LONG,
    }
    with pytest.raises(ValidationError) as refused:
        create_questionnaire(world.school, **(fields | changed), by=world.anna)
    assert sentence in refused.value.messages
    assert not Questionnaire.objects.exists()
    assert not Entry.objects.exists()


def test_a_consent_cannot_be_made_a_question(world):
    with pytest.raises(ValidationError) as refused:
        create_questionnaire(
            world.school,
            title="Наша",
            purpose=Purpose.OTHER,
            side=AnswerSide.MENTEE,
            mode=Mode.NAMED,
            questions=["Согласны ли вы на обработку персональных данных?"],
            kind=QuestionKind.YES_NO,
            by=world.anna,
        )
    assert "это отдельный документ" in " ".join(refused.value.messages)


def test_copies_keep_codes_and_get_titles_of_their_own(world):
    own = make_questionnaire(world.school, title="Пульс")
    first = copy_questionnaire(own, world.anna)
    second = copy_questionnaire(own, world.anna)
    assert (first.title, second.title) == ("Пульс (копия)", "Пульс (копия 2)")
    assert first.content == own.content
    assert first.origin == ""
    assert deeds(first) == ["анкета скопирована"]


def test_not_put_away_while_a_wave_is_being_prepared(world):
    own = make_questionnaire(world.school)
    wave = make_wave(world.school, own)
    with pytest.raises(ValidationError, match=f"готовится анкетирование «{wave.title}»"):
        archive_questionnaire(own, world.anna)
    type(wave).objects.filter(pk=wave.pk).update(status=WaveStatus.CANCELLED)
    assert archive_questionnaire(own, world.anna).archived_at is not None
    assert archive_questionnaire(own, world.anna).archived_at is not None
    assert restore_questionnaire(own, world.anna).archived_at is None


def test_frozen_once_for_the_same_words(world):
    own = make_questionnaire(world.school)
    first = freeze(own, world.school)
    assert freeze(own, world.school) == first
    edit_question(own, "useful", values_of(scale()) | {"text": "Насколько полезно?"}, world.anna)
    second = freeze(own, world.school)
    assert (first.number, second.number) == (1, 2)
    # The words of the first come back: its edition does too.
    edit_question(own, "useful", values_of(scale()), world.anna)
    assert freeze(own, world.school) == first


def test_what_a_wave_asks_is_not_touched_by_editing(world):
    own = make_questionnaire(world.school)
    wave = open_wave(world.school, own)
    edition = freeze(own, world.school)
    wave.parts.update(edition=edition)
    kept = Edition.objects.filter(questionnaire=own).values()
    before = list(kept)
    edit_question(own, "useful", values_of(scale()) | {"text": "Совсем другой вопрос?"}, world.anna)
    assert list(kept) == before
    assert wave.parts.get().edition.wording.question("useful").text == "Насколько полезны встречи?"
    assert own.wording.question("useful").text == "Совсем другой вопрос?"


def test_dictionaries_are_filled_in_when_a_wave_begins(world):
    common = Topic.objects.filter(organisation=None).first()
    own_topic = Topic.objects.create(organisation=world.school, name="Ведение электронного дневника")
    foreign = Topic.objects.create(organisation=world.foreign, name="Чужое направление")
    off = Topic.objects.create(organisation=world.school, name="Забытое", is_active=False)
    questions = (
        Question("topics", QuestionKind.MULTIPLE, "О чём?", source="topics"),
        Question("some", QuestionKind.SINGLE, "А это?", source="topics", options=(Option("any", common.name),)),
        Question("forms", QuestionKind.MULTIPLE, "Какие формы?", source="forms"),
        Question("who", QuestionKind.PERSONS, "С кем?", source="mentors"),
    )
    own = make_questionnaire(world.school, content=Wording("О чём", sections=(Section(questions=questions), Section())))
    frozen = freeze(own, world.school).wording
    offered = {one.code: one.text for one in frozen.question("topics").options}
    assert offered[f"t{common.pk}"] == common.name
    assert offered[f"t{own_topic.pk}"] == own_topic.name
    assert not {f"t{foreign.pk}", f"t{off.pk}"} & set(offered)
    assert {one.code for one in frozen.question("some").options} == {f"t{common.pk}", f"t{own_topic.pk}"}
    form = MentoringForm.objects.get(code="teacher-pupil")
    assert Option("f_teacher_pupil", form.name) in frozen.question("forms").options
    assert frozen.question("who").options == ()
    assert len(frozen.sections) == 1


def test_a_dictionary_without_words_is_told_before_anybody_is_asked(world):
    question = Question("t", QuestionKind.SINGLE, "Что?", source="topics", options=(Option("gone", "Такого нет"),))
    own = make_questionnaire(world.school, content=Wording("А", sections=(Section(questions=(question,)),)))
    with pytest.raises(ValidationError, match="в словаре не нашлось ни одного ответа"):
        freeze(own, world.school)
    assert not Edition.objects.exists()


def test_the_library_is_narrowed_by_purpose_side_and_words(world):
    items = offered_to(world.school)
    pulse = narrowed_library(items, purpose=Purpose.PULSE, side=AnswerSide.MENTOR)
    assert pulse
    assert {(one.purpose, one.side) for one in pulse} == {(Purpose.PULSE, AnswerSide.MENTOR)}
    word = items[0].title.split()[0].lower()
    assert items[0] in narrowed_library(items, q=word)
    assert narrowed_library(items, q="такого слова нигде нет") == []
    assert narrowed_library(items) == items
