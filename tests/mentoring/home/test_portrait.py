"""All that is kept about a person, told to that person: nothing left out, nothing of others' given away."""

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from mentoring.consents.enums import Purpose
from mentoring.documents.services.sheets import prepare_sheets, sign_paper_sheet
from mentoring.home.portrait import portrait_of
from mentoring.home.portrait.letter import letter
from mentoring.home.portrait.section import Section, noted, sentences, told
from mentoring.pairs.models import Preference
from mentoring.surveys.enums import Mode
from mentoring.surveys.models import Ticket, Wave
from schools.journal.models import Entry
from schools.journal.services import record
from schools.models import Organisation, Person
from schools.papers.engine.blocks import Paragraph, Table
from schools.papers.models import Acquaintance, Document
from schools.services.people import save_person
from tests.planted import planted
from tests.test_destruction_leaves_nothing import COLUMNS
from tests.world import TODAY

pytestmark = pytest.mark.django_db
MARK = re.compile(r"зюзя-[а-яё]+")
# Columns in which a mark is not about the person, or is told by another column.
ELSEWHERE = {
    # Questions of the school's own questionnaires; the person's answers are told with them.
    "surveys.Questionnaire",
    "surveys.QuestionnaireEdit",
    "surveys.Edition",
    "surveys.Wave",
    # Noted by the curator of a signal that the answers gave.
    "surveys.SignalMark",
    "surveys.EntryDecision",
    # Read once for a preview, or kept for undoing; what was taken from it is on the card.
    "schools.StaffImport",
    "schools.ImportedCard",
    "roadmaps.RoadmapImport",
}
# Rows of the room by which every reference to a card is told, or why it is not.
TOLD = {
    "surveys.Ticket.person": "анкеты",
    "surveys.Ticket.about": "",  # whom somebody else's sheet is about: that one's answers
    "banks.Mentee.person": "банки",
    "banks.Mentor.person": "банки",
    "consents.Consent.person": "согласия",
    "roadmaps.Responsible.person": "карты",
    "papers.Document.person": "документы",
    "papers.Acquaintance.person": "документы",
    "schools.Destruction.person": "",  # nothing is kept after it
    "schools.Representation.representative": "представительство",
    "schools.Representation.pupil": "представительство",
    "schools.Employment.person": "работа",
    "schools.Employment.reports_to": "",  # of the subordinate
    "schools.Enrolment.person": "учёба",
    "schools.Headship.person": "работа",
    "schools.Invitation.person": "вход",
    "schools.ImportedCard.person": "откуда",
}


def text_of(sections) -> str:
    return "\n".join(
        " | ".join((section.title, *row, section.note)) for section in sections for row in section.rows
    ).lower()


def marks_kept() -> dict[str, str]:
    """{mark: where it stands} of all columns of all models but those listed."""
    kept = {}
    for model in apps.get_models():
        if model._meta.label in ELSEWHERE:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, COLUMNS) and not isinstance(field, models.DateTimeField):
                for value in model._base_manager.values_list(field.attname, flat=True):
                    for mark in MARK.findall(str(value).lower()):
                        kept.setdefault(mark, f"{model._meta.label}.{field.name}")
    return kept


def test_every_reference_to_a_card_is_accounted_for():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Person
    }
    assert found == set(TOLD)


def test_every_word_planted_about_a_person_is_told(world, today):
    person = planted(world)
    told = text_of(portrait_of(person, whole=True))
    kept = marks_kept()
    assert len(kept) >= 20
    assert {mark: place for mark, place in kept.items() if mark not in told} == {}


def test_the_card_itself_is_told(world, today):
    person = planted(world)
    told = text_of(portrait_of(person, whole=True))
    for words in (
        "кукушкин",
        "13.07.1961",
        "8\u00a0900\u00a0123-45-67",
        "erast@tayna.example",
        "kukushkin-em",
        "участник",
    ):
        assert words in told, words


def test_an_anonymous_answer_is_not_told_and_a_confidential_one_not_to_the_head(world, today):
    person = planted(world)
    answered = Ticket.objects.filter(person=person, wave__mode=Mode.NAMED, reply__isnull=False)
    assert "зюзя-ответ" in text_of(portrait_of(person, whole=False))
    Wave.objects.filter(tickets__in=answered).update(mode=Mode.CONFIDENTIAL)
    assert "зюзя-ответ" not in text_of(portrait_of(person, whole=False))
    assert "зюзя-ответ" in text_of(portrait_of(person, whole=True))
    blind = [one for one in portrait_of(person, whole=True) if "анонимный" in one.note]
    assert blind
    assert {row for one in blind for row in one.rows} == {("Приглашён", "да")}


def test_whom_others_would_rather_not_work_with_is_theirs(world, today):
    Preference.objects.create(
        organisation=world.school, mentor=world.mentor, mentee=world.mentee, by_mentor=False, is_avoided=True
    )
    assert "лучше не вместе" not in text_of(portrait_of(world.boris_card, whole=True))
    assert "лучше не вместе" in text_of(portrait_of(world.sofya_card, whole=True))


def url(person, name="home:person_data", **more):
    return reverse(name, kwargs={"organisation": person.organisation.slug, "pk": person.pk, **more})


def test_a_participant_takes_what_is_kept_about_himself_and_nobody_else(world, enter):
    client = enter(world.boris)
    assert client.get(url(world.boris_card)).status_code == 200
    assert client.get(url(world.sofya_card)).status_code == 404
    assert client.get(url(world.sofya_card, "home:person_data_file", ending="xlsx")).status_code == 404
    assert client.get(url(world.foreign_card)).status_code == 404


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_the_file_is_readable_and_its_taking_is_in_the_journal(world, enter, ending):
    answer = enter(world.anna).get(url(world.boris_card, "home:person_data_file", ending=ending))
    assert answer.status_code == 200
    if ending == "pdf":
        read = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
        assert "Заяц" in read
        assert "СВЕДЕНИЯ" in read
    deed = Entry.objects.filter(subject_type="schools.person", subject_id=world.boris_card.pk).latest("pk")
    assert (deed.deed, deed.user) == ("выгружены все сведения о человеке", world.anna)


def test_another_ending_does_not_exist(world, enter):
    assert enter(world.anna).get(url(world.boris_card, "home:person_data_file", ending="exe")).status_code == 404


def test_what_may_be_published_is_told_in_the_words_of_the_sheet(world, today):
    words = "без фотографий из личной жизни"
    sign_paper_sheet(
        world.boris_card, "dissemination", TODAY, None, None, world.anna, items=["photo", "name"], conditions=words
    )
    [rows] = [dict(one.rows) for one in portrait_of(world.boris_card, whole=True) if "распространение" in one.title]
    assert (rows["Что разрешено"], rows["Условия и запреты"]) == ("фамилия, имя, отчество; фотография", words)


def test_papers_are_told_by_title_and_the_page_of_publication_by_its_address(world, today):
    page = "https://lesnaya.example/nastavnichestvo"
    Organisation.objects.filter(pk=world.school.pk).update(public_page=page)
    prepare_sheets(
        Organisation.objects.get(pk=world.school.pk), [(world.boris_card, Purpose.DISSEMINATION)], 2026, None
    )
    order = Document.objects.create(
        organisation=world.school, kind="order", title="О наставничестве", number="7", date=TODAY
    )
    Acquaintance.objects.create(document=order, person=world.boris_card)
    told_of = {one.title: one for one in portrait_of(world.boris_card, whole=True)}
    [sheet] = [dict(one.rows) for title, one in told_of.items() if "распространение" in title]
    assert sheet["На какой странице"] == page
    assert f"Ознакомление: {order} «О наставничестве»" in [row[0] for row in told_of["Документы"].rows]


def test_names_of_columns_are_russian(world, today):
    """A letter by 152-ФЗ is read by the person, not by a programmer."""
    person = planted(world)
    save_person(person, by=world.anna)
    english = {
        (section.title, row[0])
        for section in portrait_of(person, whole=True)
        for row in section.rows
        if re.search("[A-Za-z]{3}", re.sub("«.*?»", "", row[0]))
    }
    assert english == set()


def test_the_journal_names_what_changed_in_russian(world, today):
    person = planted(world)
    [section] = [one for one in portrait_of(person, whole=True) if one.title == "Кто и что делал с карточкой"]
    changed = "; ".join(row[2] for row in section.rows)
    assert "Фамилия: Удодов → Кукушкин" in changed
    assert re.findall(r"[a-z_]{3,}: ", changed) == []


def test_somebody_who_left_may_still_ask_and_of_the_destroyed_nothing_is_told(world, enter):
    client = enter(world.anna)
    Person.objects.filter(pk=world.sofya_card.pk).update(archived_on=TODAY)
    assert client.get(url(world.sofya_card)).status_code == 200
    Person.objects.filter(pk=world.sofya_card.pk).update(destroyed_at=timezone.now())
    assert client.get(url(world.sofya_card)).status_code == 302
    assert client.get(url(world.sofya_card, "home:person_data_file", ending="pdf")).status_code == 404


def test_what_one_reads_about_oneself_is_not_told_as_an_answer_to_be_given(world, enter):
    page = enter(world.boris).get(url(world.boris_card)).content.decode()
    assert ["Что о вас хранится" in page, "Дать его нужно за десять рабочих дней" in page] == [True, False]
    page = enter(world.anna).get(url(world.boris_card)).content.decode()
    assert ["Что о вас хранится" in page, "Дать его нужно за десять рабочих дней" in page] == [False, True]


def test_values_stand_as_people_write_them(world, today):
    assert told(Decimal("2.0")) == "2"
    assert told(Decimal("2.5")) == "2,5"
    assert told("+79000000925") == "8\u00a0900\u00a0000-09-25"
    assert (noted("gender", "ж"), noted("birth_date", "1979-02-20")) == ("женский", "20.02.1979")
    assert sentences(["Ткач Р.Д.", "Размер: 3000", "Химия"]) == "Ткач Р.Д. Размер: 3000. Химия"
    assert sentences(["Заяц Б.Ф."]) == "Заяц Б.Ф."


def test_the_letter_begins_with_a_capital(world, today):
    Organisation.objects.filter(pk=world.school.pk).update(
        full_name="муниципальное бюджетное учреждение «Лесная СОШ № 1»"
    )
    person = Person.objects.get(pk=world.boris_card.pk)
    texts = [block.text for block in letter(person, [], TODAY) if isinstance(block, Paragraph)]
    assert texts[0].startswith("Муниципальное бюджетное учреждение")


def test_columns_share_the_page_by_what_stands_in_them(world, today):
    """Equal ones made the sheet twice as long: one narrow column of words beside empty ones."""
    section = Section(
        "Документы", [("Согласие " * 20, "14.09.2026", "", "издан")], ("Документ", "Дата", "№", "Состояние")
    )
    [table] = [block for block in letter(world.boris_card, [section], TODAY) if isinstance(block, Table)]
    assert [column.width for column in table.columns] == [60, 12, 12, 12]


def test_of_a_new_card_only_what_was_written_is_told(world, today):
    person = planted(world)
    [section] = [one for one in portrait_of(person, whole=True) if one.title == "Кто и что делал с карточкой"]
    assert "Фамилия: Удодов; Имя: Эраст" in section.rows[0][2]
    assert "— →" not in section.rows[0][2]


def test_the_number_of_a_row_is_not_told(world, today):
    card = world.boris_card
    record(
        "загружена карточка", card, organisation=world.school, user=world.anna, after={"id": card.pk, "surname": "Заяц"}
    )
    [section] = [one for one in portrait_of(card, whole=True) if one.title == "Кто и что делал с карточкой"]
    assert section.rows[-1][1:3] == ("загружена карточка", "Фамилия: Заяц")


def test_the_time_under_answers_says_what_it_is(world, today):
    person = planted(world)
    notes = {one.note for one in portrait_of(person, whole=True) if one.title.startswith("Анкета") and one.note}
    [said] = [note for note in notes if not note.startswith("Опрос анонимный")]
    assert re.fullmatch(r"Ответ отправлен 14\.09\.2026 \d\d:00\.", said)  # the hour is that of the organisation
