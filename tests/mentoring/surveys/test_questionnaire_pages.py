"""Pages of questionnaires: by role, with and without JavaScript, two people at once."""

from dataclasses import replace

from django.urls import reverse

from mentoring.surveys.enums import Mode, Purpose
from mentoring.surveys.library import library, offered_to
from mentoring.surveys.models import Questionnaire
from mentoring.surveys.services.questionnaires import archive_questionnaire
from tests.mentoring.surveys.cast import make_questionnaire, make_wave, open_wave
from tests.mentoring.surveys.editing_pieces import WORDING
from tests.mentoring.surveys.page_pieces import here, text_of


class TestRoles:
    READ = ("questionnaire_list", "questionnaire_archived", "library_list")
    OF_ONE = ("questionnaire_detail", "questionnaire_file", "questionnaire_blank")
    WRITE = ("questionnaire_edit", "questionnaire_head", "question_add", "section_add")

    def test_the_head_reads_and_changes_nothing(self, own, world, enter):
        client = enter(world.gleb)
        for name in self.READ:
            assert client.get(here(name)).status_code == 200
        for name in self.OF_ONE:
            assert client.get(here(name, own.pk)).status_code == 200
        for name in self.WRITE:
            assert client.get(here(name, own.pk)).status_code == 403
        for name in ("questionnaire_create", "questionnaire_import"):
            assert client.get(here(name)).status_code == 403
        page = text_of(client.get(here("questionnaire_detail", own.pk)))
        assert "Бланк на бумаге" in page
        assert "Сделать копию" not in page
        assert client.post(here("library_take", library()[0].code)).status_code == 403
        assert client.post(here("questionnaire_archive", own.pk)).status_code == 403

    def test_participants_are_refused(self, own, world, enter):
        client = enter(world.boris)
        for name in self.READ:
            assert client.get(here(name)).status_code == 403
        for name in (*self.OF_ONE, *self.WRITE):
            assert client.get(here(name, own.pk)).status_code == 403

    def test_a_foreign_school_does_not_learn_that_it_exists(self, own, world, enter):
        client = enter(world.vera)
        for name in (*self.OF_ONE, *self.WRITE):
            assert client.get(here(name, own.pk)).status_code == 404
            assert client.get(here(name, own.pk, place="polevaya")).status_code == 404
        for name in ("question_remove", "question_copy", "question_move", "question_edit"):
            assert client.post(here(name, own.pk, "last", place="polevaya")).status_code == 404
        for name in ("questionnaire_copy", "questionnaire_archive", "questionnaire_undo"):
            assert client.post(here(name, own.pk, place="polevaya")).status_code == 404


class TestLists:
    def test_own_ones_are_found_by_words_purpose_and_side(self, own, world, anna):
        make_questionnaire(world.school, "mentor", title="Готовность", purpose=Purpose.READINESS)
        make_questionnaire(world.foreign, title="Чужая анкета")

        def titles(query: str) -> list[str]:
            return [one.title for one in anna.get(here("questionnaire_list") + query).context["page_obj"]]

        assert titles("") == ["Готовность", "Пульс наставляемых"]
        assert titles("?q=НАСТАВЛЯЕМ пульс") == ["Пульс наставляемых"]
        assert titles("?purpose=readiness") == ["Готовность"]
        assert titles("?side=mentor&purpose=pulse") == ["Пульс наставляемых"]
        assert titles("?purpose=zzz") == ["Готовность", "Пульс наставляемых"]

    def test_the_archive_is_a_part_of_its_own(self, own, world, anna):
        assert "Архив" not in [tab["label"] for tab in anna.get(here("questionnaire_list")).context["tabs"]]
        archive_questionnaire(own, world.anna)
        page = anna.get(here("questionnaire_list"))
        assert list(page.context["page_obj"]) == []
        assert [(tab["label"], tab["count"]) for tab in page.context["tabs"]][::2] == [("Наши", 0), ("Архив", 1)]
        assert list(anna.get(here("questionnaire_archived")).context["page_obj"]) == [own]

    def test_the_library_offers_what_suits_the_organisation(self, world, anna, client):
        page = anna.get(here("library_list"))
        assert [item for item, _ in page.context["items"]] == offered_to(world.school)
        found = anna.get(here("library_list") + "?purpose=pulse&side=mentor&q=пульс").context["items"]
        assert {(item.purpose, item.side) for item, _ in found} == {("pulse", "mentor")}
        assert "ничего не нашлось" in text_of(anna.get(here("library_list") + "?q=zzz"))
        assert anna.get(here("library_detail", "no-such")).status_code == 404
        other = next(item for item in library() if world.kindergarten.kind not in item.for_kinds)
        client.force_login(world.klara)
        assert client.get(here("library_detail", other.code, place="skazka")).status_code == 404

    def test_taken_from_its_card(self, world, anna):
        item = offered_to(world.school)[0]
        card = text_of(anna.get(here("library_detail", item.code)))
        assert "Взять себе" in card
        assert next(iter(item.wording.questions())).text in card
        response = anna.post(here("library_take", item.code))
        taken = Questionnaire.objects.get(origin=item.code)
        assert response["Location"] == here("questionnaire_detail", taken.pk)
        assert "Эта анкета у вас уже есть." in text_of(anna.get(here("library_detail", item.code)))


class TestCard:
    def test_shows_what_those_who_answer_will_see(self, own, anna):
        page = text_of(anna.get(here("questionnaire_detail", own.pk)))
        for words in ("Как идут дела", "Здравствуйте!", "О помощи", "Нужна ли помощь?", "на связи", "Спасибо!"):
            assert words in page
        assert "Спросим, только если на вопрос 1 «Нужна ли помощь?» ответили «да»" in page
        assert "vstrechalis" not in page

    def test_tells_which_wave_keeps_the_former_words(self, own, world, anna):
        wave = open_wave(world.school, own)
        page = text_of(anna.get(here("questionnaire_detail", own.pk)))
        assert f"«{wave.title}»" in page
        assert "хранит прежние слова" in page

    def test_what_is_faulty_is_told_and_the_page_opens(self, own, anna):
        content = WORDING.to_json()
        content["sections"][1]["questions"][0]["kind"] = "zzz"
        Questionnaire.objects.filter(pk=own.pk).update(content=content)
        for name in ("questionnaire_detail", "questionnaire_edit", "questionnaire_blank", "questionnaire_file"):
            assert anna.get(here(name, own.pk)).status_code == 200
        assert "такого вида вопроса нет" in text_of(anna.get(here("questionnaire_detail", own.pk)))

    def test_copied_archived_and_brought_back(self, own, world, anna):
        anna.post(here("questionnaire_copy", own.pk))
        assert Questionnaire.objects.filter(title="Пульс наставляемых (копия)").exists()
        anna.post(here("questionnaire_archive", own.pk))
        own.refresh_from_db()
        assert own.archived_at is not None
        assert "Изменить</a>" not in text_of(anna.get(here("questionnaire_detail", own.pk)))
        anna.post(here("questionnaire_archive", own.pk) + "?to=back")
        own.refresh_from_db()
        assert own.archived_at is None
        make_wave(world.school, own)
        assert "disabled" in text_of(anna.get(here("questionnaire_detail", own.pk)))
        refused = text_of(anna.post(here("questionnaire_archive", own.pk), follow=True))
        assert "готовится анкетирование" in refused

    def test_made_by_hand(self, world, anna):
        body = {"title": "Наша", "purpose": "other", "side": "mentee", "mode": "named", "kind": "scale"}
        again = anna.post(here("questionnaire_create"), body | {"questions": " "})
        assert "Напишите хотя бы один вопрос." in text_of(again)
        response = anna.post(here("questionnaire_create"), body | {"questions": "Полезно?\r\nПонятно?"})
        made = Questionnaire.objects.get(title="Наша")
        assert response["Location"] == here("questionnaire_edit", made.pk)
        assert [one.text for one in made.wording.questions()] == ["Полезно?", "Понятно?"]


class TestBlank:
    def test_has_squares_lines_and_the_place_for_the_code(self, own, anna):
        page = text_of(anna.get(here("questionnaire_blank", own.pk)))
        assert "Код с вашего листка" in page
        # Twelve signs of the code, two of «да» and «нет», two places, ten points.
        assert page.count('class="qn-box"') == 12 + 2 + 2 + 10
        assert page.count('class="qn-line"') == 3
        assert "Отвечайте, только если на вопрос 1 «Нужна ли помощь?» ответили «да»." in page
        assert "<input" not in page

    def test_an_anonymous_one_asks_for_no_code(self, own, anna):
        Questionnaire.objects.filter(pk=own.pk).update(mode=Mode.ANONYMOUS)
        page = text_of(anna.get(here("questionnaire_blank", own.pk)))
        assert "Не подписывайте лист" in page
        assert page.count('class="qn-box"') == 2 + 2 + 10

    def test_thanks_of_the_screen_promise_nothing_on_paper(self, anna, world):
        told = "Если вы позвали куратора, он уже видит вашу просьбу."
        called = make_questionnaire(world.school, content=replace(WORDING, thanks=told))
        page = text_of(anna.get(here("questionnaire_blank", called.pk)))
        assert told not in page
        assert "Отдайте этот лист тому, кто вам его дал." in page


def test_the_button_is_called_as_the_page_it_leads_to(anna):
    page = text_of(anna.get(reverse("surveys:wave_list", args=["lesnaya"])))
    assert f'href="{here("questionnaire_list")}">Анкеты школы</a>' in page
    assert "<h1>Анкеты школы</h1>" in text_of(anna.get(here("questionnaire_list")))
    assert "Вопросы анкет" not in page
