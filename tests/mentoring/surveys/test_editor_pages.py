"""The editor and the exchange of files: without JavaScript, two people at once."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.surveys.library import offered_to
from mentoring.surveys.models import Questionnaire
from mentoring.surveys.services.exchange import export_json
from tests import world as people
from tests.mentoring.surveys.cast import make_questionnaire, open_wave
from tests.mentoring.surveys.editing_pieces import WORDING
from tests.mentoring.surveys.page_pieces import asked, form_of, here, text_of


class TestEditor:
    def test_a_question_is_changed_without_javascript(self, own, anna):
        url = here("question_edit", own.pk, "place")
        body = form_of(anna, url) | {"text": "Где вы встречались?", "options": "дома\r\nна связи\r\nв школе"}
        response = anna.post(url, body)
        assert response["Location"] == here("questionnaire_edit", own.pk) + "?at=place#e-place"
        assert [(one.code, one.text) for one in asked(own, "place").options] == [
            ("doma", "дома"),
            ("net", "на связи"),
            ("school", "в школе"),
        ]

    def test_sent_as_it_stood_it_changes_nothing(self, own, anna):
        for question in WORDING.questions():
            url = here("question_edit", own.pk, question.code)
            assert anna.post(url, form_of(anna, url)).status_code == 302
        own.refresh_from_db()
        assert (own.content, own.version) == (WORDING.to_json(), 1)

    def test_in_its_place_with_htmx(self, own, anna):
        url = here("question_edit", own.pk, "place")
        piece = anna.get(url, headers={"HX-Request": "true"})
        assert text_of(piece).startswith('<article id="e-place"')
        wrong = anna.post(url, form_of(anna, url) | {"text": ""}, headers={"HX-Request": "true"})
        assert wrong["HX-Retarget"] == "#e-place"
        assert "Напишите вопрос." in text_of(wrong)

    def test_a_new_one_with_a_condition_chosen_in_words(self, own, anna):
        url = here("question_add", own.pk) + "?after=what"
        choices = dict(anna.get(url).context["form"].fields["when"].choices[1][1])
        assert choices == {"help|is|yes": "если ответили «да»", "help|is|no": "если ответили «нет»"}
        body = form_of(anna, url) | {"text": "Чем помочь?", "kind": "short", "when": "help|is|yes"}
        anna.post(url, body)
        own.refresh_from_db()
        assert [one.text for one in own.wording.sections[0].questions] == ["Нужна ли помощь?", "Какая?", "Чем помочь?"]

    def test_codes_are_shown_only_under_more(self, own, anna):
        assert "<code>place</code>" not in text_of(anna.get(here("questionnaire_edit", own.pk)))
        form = text_of(anna.get(here("question_edit", own.pk, "place")))
        assert form.index("Подробнее") < form.index("<code>place</code>")

    def test_a_consent_is_refused_in_its_form(self, own, anna):
        url = here("question_edit", own.pk, "place")
        page = anna.post(url, form_of(anna, url) | {"text": "Согласны ли вы на обработку персональных данных?"})
        assert "это отдельный документ" in text_of(page)
        assert asked(own, "place").text == "Где?"

    def test_a_question_too_long_for_a_phone_is_refused_with_a_sentence(self, own, anna):
        url = here("question_edit", own.pk, "place")
        page = text_of(anna.post(url, form_of(anna, url) | {"text": "Где? " * 101}))
        assert "Вопрос длиннее 500 знаков: с телефона такой не дочитают. Сократите его" in page
        assert asked(own, "place").text == "Где?"

    def test_several_scales_name_their_ends(self, own, anna):
        sent = {"text": "Оцените", "kind": "matrix", "rows": "встречи\nпомощь", "required": "on"}
        page = text_of(anna.post(here("question_add", own.pk), sent))
        assert "скажите, что значат 1 и 10" in page
        anna.post(here("question_add", own.pk), sent | {"low": "плохо", "high": "хорошо"})
        own.refresh_from_db()
        assert [one.high for one in own.wording.questions() if one.text == "Оцените"] == ["хорошо"]

    def test_moved_copied_removed_and_taken_back(self, own, anna):
        anna.post(here("question_move", own.pk, "last"), {"way": "up"})
        anna.post(here("question_copy", own.pk, "last"))
        page = text_of(anna.post(here("question_remove", own.pk, "place"), follow=True))
        assert "Вопрос удалён." in page
        assert here("questionnaire_undo", own.pk) in page
        for _ in range(3):
            anna.post(here("questionnaire_undo", own.pk))
        own.refresh_from_db()
        assert own.content == WORDING.to_json()
        assert "Отменять нечего" in text_of(anna.post(here("questionnaire_undo", own.pk), follow=True))

    def test_what_cannot_be_done_is_told(self, own, anna):
        page = text_of(anna.post(here("question_remove", own.pk, "help"), follow=True))
        assert "от ответа на него зависит вопрос" in page
        page = text_of(anna.post(here("question_move", own.pk, "help"), {"way": "down"}, follow=True))
        assert "туда нельзя" in page
        assert anna.post(here("question_move", own.pk, "no_such"), {"way": "up"}).status_code == 404
        assert "куда переставить" in text_of(
            anna.post(here("question_move", own.pk, "last"), {"way": "zzz"}, follow=True)
        )

    def test_sections(self, own, anna):
        anna.post(here("section_add", own.pk), {"title": "Итоги", "text": ""})
        assert "Напишите название раздела" in text_of(anna.post(here("section_add", own.pk), {}))
        url = here("section_edit", own.pk, 2)
        anna.post(url, form_of(anna, url) | {"text": "Немного слов."})
        anna.post(here("section_move", own.pk, 2), {"way": "up"})
        anna.post(here("question_move", own.pk, "last"), {"way": "1"})
        own.refresh_from_db()
        told = [(one.title, one.text, len(one.questions)) for one in own.wording.sections]
        assert told == [("О помощи", "Коротко.", 2), ("Итоги", "Немного слов.", 1), ("О встречах", "", 1)]
        anna.post(here("section_remove", own.pk, 1))
        own.refresh_from_db()
        assert [len(one.questions) for one in own.wording.sections] == [3, 1]
        assert anna.get(here("section_edit", own.pk, 9)).status_code == 404

    def test_title_intro_and_thanks(self, own, anna):
        url = here("questionnaire_head", own.pk)
        anna.post(url, form_of(anna, url) | {"title": "Пульс", "intro": "Привет!", "mode": "anonymous"})
        own.refresh_from_db()
        assert (own.title, own.wording.intro, own.mode) == ("Пульс", "Привет!", "anonymous")

    def test_a_running_wave_keeps_its_words(self, own, world, anna):
        wave = open_wave(world.school, own)
        url = here("question_edit", own.pk, "place")
        anna.post(url, form_of(anna, url) | {"text": "Совсем другое?"})
        assert wave.parts.get().edition.wording == WORDING
        assert asked(own, "place").text == "Совсем другое?"


class TestTwoAtOnce:
    @pytest.fixture
    def zoya(self, world, client_class):
        second = client_class()
        second.force_login(people.user("zoya", "Вторая Зоя Ильинична", curator=world.school))
        return second

    @pytest.fixture
    def client_class(self, client):
        return type(client)

    def test_different_questions_are_both_saved(self, own, anna, zoya):
        ours, theirs = here("question_edit", own.pk, "place"), here("question_edit", own.pk, "last")
        first, second = form_of(anna, ours), form_of(zoya, theirs)
        anna.post(ours, first | {"text": "Где именно?"})
        zoya.post(theirs, second | {"text": "Полезно?"})
        assert (asked(own, "place").text, asked(own, "last").text) == ("Где именно?", "Полезно?")

    def test_one_question_is_asked_about_and_sent_knowingly(self, own, anna, zoya):
        url = here("question_edit", own.pk, "last")
        ours, theirs = form_of(anna, url), form_of(zoya, url)
        zoya.post(url, theirs | {"text": "Полезно?", "high": "очень"})
        page = anna.post(url, ours | {"text": "Помогает?"})
        shown = text_of(page)
        assert "Вторая Зоя Ильинична" in shown
        assert ("Вопрос", "Полезно?", "Помогает?") in page.context["conflict"]
        again = {name: page.context["form"][name].value() for name in page.context["form"].fields}
        body = {name: "on" if value is True else str(value) for name, value in again.items() if value}
        assert anna.post(url, body).status_code == 302
        assert (asked(own, "last").text, asked(own, "last").high) == ("Помогает?", "очень")

    def test_what_was_typed_into_a_removed_question_is_not_lost(self, own, anna, zoya):
        url = here("question_edit", own.pk, "last")
        body = form_of(anna, url) | {"text": "Мои слова?"}
        zoya.post(here("question_remove", own.pk, "last"))
        page = anna.post(url, body)
        assert "Этот вопрос удалили, пока вы правили." in text_of(page)
        assert page.context["form"]["text"].value() == "Мои слова?"
        assert anna.get(url).status_code == 404
        anna.post(page.context["action"], body)
        own.refresh_from_db()
        assert [one.text for one in own.wording.questions()][-1] == "Мои слова?"

    def test_taking_back_leaves_the_other_ones_work(self, own, anna, zoya):
        ours, theirs = here("question_edit", own.pk, "place"), here("question_edit", own.pk, "last")
        anna.post(ours, form_of(anna, ours) | {"text": "Где именно?"})
        zoya.post(theirs, form_of(zoya, theirs) | {"text": "Полезно?"})
        anna.post(here("questionnaire_undo", own.pk))
        assert (asked(own, "place").text, asked(own, "last").text) == ("Где?", "Полезно?")


class TestFile:
    def upload(self, content: bytes) -> dict:
        return {"file": SimpleUploadedFile("анкета.json", content, "application/json")}

    def test_from_school_to_school(self, own, world, anna, client):
        content = anna.get(here("questionnaire_file", own.pk)).content
        client.force_login(world.vera)
        url = here("questionnaire_import", place="polevaya")
        page = client.post(url, self.upload(content))
        assert "Пока ничего не записано." in text_of(page)
        assert not Questionnaire.objects.filter(organisation=world.foreign).exists()
        client.post(url, {"content": page.context["content"]})
        made = Questionnaire.objects.get(organisation=world.foreign)
        assert (made.title, made.content) == (own.title, own.content)
        again = text_of(client.post(url, {"content": page.context["content"]}))
        assert "Точно такая анкета у вас уже есть" in again
        assert Questionnaire.objects.filter(organisation=world.foreign).count() == 1

    @pytest.mark.parametrize("content", [b"hello", b"[]", b"\xff\xfe", b'{"file": "mentoring-questionnaire"}'])
    def test_a_bad_file_is_told_and_nothing_is_written(self, world, anna, content):
        page = text_of(anna.post(here("questionnaire_import"), self.upload(content)))
        assert "Возьмите файл, скачанный кнопкой" in page
        assert not Questionnaire.objects.exists()

    def test_what_was_forged_between_the_steps_is_read_anew(self, own, world, anna):
        raw = json.loads(export_json(own)) | {"title": "Подменённая"}
        raw["content"]["sections"][0]["questions"][0]["text"] = "Согласны на обработку данных?"
        page = text_of(anna.post(here("questionnaire_import"), {"content": json.dumps(raw)}))
        assert "отдельный документ" in page
        assert not Questionnaire.objects.filter(title="Подменённая").exists()

    @pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": "\x00"}])
    def test_nothing_sent(self, world, anna, body):
        assert anna.post(here("questionnaire_import"), body).status_code == 200


def test_forms_show_every_library_question_as_it_is(world, enter):
    """Whatever the library asks, its form sent back as it stood is the same question: one of each make-up in all the library."""
    client = enter(world.anna)
    seen: set[tuple] = set()
    for item in offered_to(world.school):
        own = make_questionnaire(world.school, content=item.wording)
        for question in item.wording.questions():
            told = (question.options, question.rows, question.limit, question.signal, question.target, question.help)
            make_up = (question.kind, question.source, question.required, question.when is None, *map(bool, told))
            if make_up in seen:
                continue
            seen.add(make_up)
            url = here("question_edit", own.pk, question.code)
            assert client.post(url, form_of(client, url)).status_code == 302, (item.code, question.code)
        own.refresh_from_db()
        assert own.wording == item.wording
    assert {one[0] for one in seen} >= {"scale", "single", "multiple", "yes_no", "matrix", "long", "persons"}
