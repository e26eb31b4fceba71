"""Sheets that a representative signs: one page whoever signs, words that agree, what the law asks of each."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from mentoring.documents.kinds import all_kinds
from mentoring.documents.words.consent_terms import consent_page_of
from schools.models import Organisation, Representation
from tests import world as cast
from tests.mentoring.documents.cast import blocks_of, pdf_of, points_of, text_of
from tests.mentoring.documents.samples import MORE, SAMPLES
from tests.mentoring.documents.samples.consents import made

pytestmark = pytest.mark.django_db
OF_MINORS = sorted(kind.code for kind in all_kinds().values() if kind.for_minor)
LONGEST = "Константинопольская-Преображенская Александрина Вячеславовна"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def long_named(world):
    place = world.school
    place.full_name = (
        "Муниципальное бюджетное общеобразовательное учреждение «Лесная средняя общеобразовательная школа № 1 имени "
        "первого председателя сельского совета» Озёрного муниципального округа"
    )
    place.inn, place.ogrn = "3800000000", "1023800000000"
    place.save()


@pytest.mark.parametrize("kind", OF_MINORS)
@pytest.mark.parametrize("gender", ["м", "ж", ""])
def test_a_teenagers_sheet_is_one_page_with_the_longest_words(world, kind, gender):
    long_named(world)
    girl = cast.person(world.school, LONGEST, grade="11А", birth_date=date(2009, 1, 1))
    kin = cast.person(world.school, LONGEST, "заместитель директора по учебно-воспитательной работе")
    for card in (girl, kin):
        card.gender = gender
        card.save()
    link = Representation.objects.create(representative=kin, pupil=girl, relation="бабушка (опекун)")
    pdf = pdf_of(made(kind, girl, link), page=consent_page_of(world.school))
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_the_sheet_of_a_child_names_both_and_leaves_documents_to_the_pen(world):
    text = plain(text_of(SAMPLES["consent_processing_pupil"][0](world)))
    assert [
        words
        for words in (
            "Лебедева Нина Павловна, мать",
            "Лебедева Михаила Ивановича, обучающегося 6А класса",
            "документ о полномочиях: свидетельство о рождении, акт о назначении опекуном или иной",
            "паспорт или свидетельство о рождении",
            "согласие на обработку его персональных данных",
            "Н.П. Лебедева",
        )
        if words not in text
    ] == []
    assert "С 14 лет" not in text


@pytest.mark.parametrize(("born", "expected"), [((2013, 9, 15), 0), ((2013, 9, 14), 1), ((2009, 1, 1), 1)])
def test_from_the_year_before_fourteen_the_pupil_has_a_line(world, born, expected):
    world.misha_card.birth_date = date(*born)
    world.misha_card.save()
    text = text_of(SAMPLES["consent_mentee_pupil"][0](world))
    assert plain(text).count("С 14 лет обучающийся:") == expected


def test_words_agree_with_the_child_and_with_the_representative(world):
    text = plain(text_of(MORE["consent_mentee_pupil: подросток"](world)))
    assert (
        "Я, Ли Олег Маркович, законный представитель (опекун) Ли Зои Олеговны, обучающейся 9Б класса, согласен на её "
        "участие в наставничестве в МБОУ «Лесная СОШ № 1» в качестве наставляемой и на её работу с наставником"
    ) in text
    assert "учител" not in text
    text = plain(text_of(SAMPLES["consent_mentor_pupil"][0](world)))
    assert "мать) Лебедева Михаила Ивановича, обучающегося 6А класса, согласна на то, чтобы он был в МБОУ" in text


def test_pupils_never_sign_labour_papers(world):
    for kind in OF_MINORS:
        text = plain(text_of(SAMPLES[kind][0](world)))
        assert ["Трудов" in text, "оклад" in text, "351.8" in text] == [False, False, False]


def test_dissemination_says_all_that_the_order_asks_for(world):
    """Приказ Роскомнадзора от 24.02.2021 № 18."""
    world.boris_card.phone = "8 900 000-00-11"
    world.boris_card.save()
    long_named(world)
    text = plain(text_of(SAMPLES["consent_dissemination"][0](world)))
    assert [
        words
        for words in (
            "Заяц Борис Фомич",
            "8 900 000-00-11",
            "статьи 10.1",
            "от 24.02.2021 № 18",
            "ИНН 3800000000, ОГРН 1023800000000",
            "600000, Озёрный район",
            "для того, чтобы рассказать о наставничестве",
            "да нет условия и запреты",
            "Специальные и биометрические: не запрашиваются и не публикуются",
            "по 31 августа 2027 г.",
        )
        if words not in text
    ] == []
    assert "https://lesnaya.example/deyatelnost/nastavnichestvo/index.html" in text.replace(" ", "")


def test_codes_of_the_operator_wait_for_the_pen_when_they_are_unknown(world):
    """The same order names them among what such a consent must hold."""
    Organisation.objects.filter(pk=world.school.pk).update(inn="", ogrn="")
    world.school.refresh_from_db()
    text = plain(text_of(SAMPLES["consent_dissemination"][0](world)))
    assert "ИНН _______________, ОГРН _______________), далее — оператор" in text


def items_of(document) -> list[str]:
    [table] = [block for block in blocks_of(document) if type(block).__name__ == "SpannedTable"]
    return [row[0].text for row in table.rows if len(row) == 4]


def test_a_pupil_is_asked_about_less_than_a_teacher(world):
    assert items_of(SAMPLES["consent_dissemination"][0](world)) == [
        "фамилия, имя, отчество",
        "фотография",
        "должность (специальность)",
        "образование, квалификационная категория, стаж",
        "темы, с которыми могу помочь как наставник",
        "достижения и результаты в наставничестве",
        "рабочий телефон и адрес электронной почты",
    ]
    assert items_of(SAMPLES["consent_dissemination_pupil"][0](world)) == [
        "фамилия, имя, отчество",
        "фотография",
        "класс (группа)",
        "достижения и результаты в наставничестве",
    ]


def test_an_application_to_take_back_names_the_sheet(world):
    text = plain(text_of(SAMPLES["withdrawal_processing"][0](world)))
    assert (
        "Я, Заяц Борис Фомич, учитель физики, отзываю согласие на обработку моих персональных данных, подписанное "
        "2 сентября 2026 г."
    ) in text
    text = plain(text_of(MORE["withdrawal_dissemination: за обучающегося"](world)))
    assert (
        "Я, Лебедева Нина Павловна, законный представитель (мать) Лебедева Михаила Ивановича, обучающегося 6А класса, "
        "отзываю согласие на распространение персональных данных обучающегося"
    ) in text


def test_the_representative_is_asked_about_the_own_data_apart(world):
    text = plain(text_of(SAMPLES["consent_representative"][0](world)))
    assert "Лебедева Нина Павловна" in text
    assert "представитель: Лебедева Михаила Ивановича" in text
    assert points_of(SAMPLES["consent_representative"][0](world))[1].startswith(
        "2. Данные: фамилия, имя, отчество; кем прихожусь ребёнку;"
    )


@pytest.mark.parametrize("kind", OF_MINORS)
@pytest.mark.parametrize(
    ("gender", "foreign"),
    [
        ("ж", r"обучающ(ийся|егося|емуся)|\bего\b|\bон\b|\bсам\b|наставляемого\b"),
        ("м", r"обучающ(аяся|ейся|уюся)|\bеё\b|\bона\b"),
    ],
)
def test_every_word_about_the_child_agrees_with_the_gender(world, kind, gender, foreign):
    child = cast.person(world.school, "Ли Саша", grade="9А", birth_date=date(2010, 1, 1))
    child.gender = gender
    child.save()
    kin = cast.person(world.school, "Ли Ин")
    link = Representation.objects.create(representative=kin, pupil=child, relation="мать")
    text = plain(text_of(made(kind, child, link)))
    # Whom a pupil mentors is somebody else.
    assert re.findall(rf"(?i){foreign}", text.replace("наставником другого обучающегося", "")) == []


@pytest.mark.parametrize("kind", sorted(kind.code for kind in all_kinds().values() if kind.withdraws))
def test_applications_to_take_back_agree_with_the_child_too(world, kind):
    girl = cast.person(world.school, "Ли Саша", grade="9А", birth_date=date(2010, 1, 1))
    girl.gender = "ж"
    girl.save()
    link = Representation.objects.create(representative=cast.person(world.school, "Ли Ин"), pupil=girl)
    assert re.findall(r"(?i)обучающ(?:егося|ийся|емуся)", plain(text_of(made(kind, girl, link)))) == []


def test_a_sheet_for_the_page_reads_a_telephone_as_people_do(world):
    world.boris_card.phone = "+79021110205"
    world.boris_card.save()
    text = plain(text_of(made("consent_dissemination", world.boris_card)))
    assert "8 902 111-02-05" in text
    assert "+7902" not in text
