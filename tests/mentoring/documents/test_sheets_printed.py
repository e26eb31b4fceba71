"""Consents as they are printed: one page, the words agree with whoever signs, all that the law asks for."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from mentoring.documents.kinds import all_kinds
from schools.models import Headship
from tests import world as cast
from tests.mentoring.documents.cast import (
    pdf_of,
    points_of,
    text_of,
)
from tests.mentoring.documents.printed import page_for, plain
from tests.mentoring.documents.samples import ACTING, sheet

pytestmark = pytest.mark.django_db
SHEETS = [kind for kind in sorted(all_kinds()) if all_kinds()[kind].purpose]


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize(
    ("gender", "post"), [("м", "учитель физики"), ("ж", "заведующая библиотекой"), ("", "учитель химии"), ("ж", "")]
)
def test_a_sheet_is_one_page_whoever_signs(world, kind, gender, post):
    card = cast.person(world.school, "Константинопольская-Преображенская Александрина Вячеславовна", post)
    card.gender = gender
    card.save()
    world.school.full_name = (
        "Муниципальное бюджетное общеобразовательное учреждение «Лесная средняя общеобразовательная школа № 1 имени "
        "первого председателя сельского совета» Озёрного муниципального округа"
    )
    world.school.inn, world.school.ogrn = "3800000000", "1023800000000"
    world.school.save()
    document = sheet(kind, card.pk, world)
    pages = PdfReader(BytesIO(pdf_of(document, page=page_for(document)))).pages
    assert len(pages) == 1


@pytest.mark.parametrize(
    ("gender", "mentor_words", "mentee_words"),
    [
        (
            "м",
            "согласен выполнять",
            "согласен участвовать в наставничестве в МБОУ «Лесная СОШ № 1» в качестве наставляемого",
        ),
        (
            "ж",
            "согласна выполнять",
            "согласна участвовать в наставничестве в МБОУ «Лесная СОШ № 1» в качестве наставляемой",
        ),
        ("", "согласен (согласна) выполнять", "согласен (согласна) участвовать"),
    ],
)
def test_a_sheet_agrees_with_the_one_who_signs(world, gender, mentor_words, mentee_words):
    card = cast.person(world.school, "Ли Саша", "учитель химии")
    card.gender = gender
    card.save()
    assert mentor_words in plain(text_of(sheet("consent_mentor", card.pk, world)))
    assert mentee_words in plain(text_of(sheet("consent_mentee", card.pk, world)))


def test_an_outside_mentor_signs_without_words_about_labour(world):
    card = cast.person(world.school, "Громова Инна Карловна")
    assert points_of(sheet("consent_mentor", card.pk, world))[2:] == [
        "3. Мне известно, что наставничество добровольно и что от него можно отказаться досрочно, предупредив куратора."
    ]
    assert "согласна быть наставником в МБОУ" in plain(text_of(sheet("consent_mentor", card.pk, world)))
    assert "; место работы (учёбы); " in points_of(sheet("consent_processing", card.pk, world))[1]


def test_consent_to_processing_names_all_that_the_law_asks_for(world):
    """152-ФЗ, статья 9, часть 4: subject, operator, purpose, data, processor, actions, term and withdrawal, signature."""
    world.school.inn = "3800000000"
    world.school.save()
    text = plain(text_of(sheet("consent_processing", world.boris_card.pk, world)))
    assert [
        part
        for part in (
            "Заяц Борис Фомич",
            "учитель физики",
            "адрес субъекта персональных данных",
            "вид, серия и номер документа, удостоверяющего личность",
            "дата выдачи и кем выдан",
            "даю муниципальному бюджетному учреждению «Лесная СОШ № 1» (адрес: 600000, Озёрный район, с. Лесное, "
            "ул. Школьная, д. 1, ИНН 3800000000)",
            "Б.Ф. Заяц",
        )
        if part not in text
    ] == []


def test_without_an_address_the_sheet_has_a_line_for_it(world):
    world.school.address = ""
    world.school.save()
    assert "(адрес: ______________________________)" in text_of(sheet("consent_processing", world.boris_card.pk, world))


def test_a_sheet_is_addressed_to_the_head_of_its_day(world):
    document = sheet("consent_mentor", world.boris_card.pk, world)
    assert plain(text_of(document)).startswith("Директору МБОУ «Лесная СОШ № 1» Ветрову Г.И. СОГЛАСИЕ")
    assert plain(text_of(document, day=ACTING)).startswith("И.о. директора МБОУ «Лесная СОШ № 1» Швец И.Л. СОГЛАСИЕ")
    Headship.objects.all().delete()
    assert plain(text_of(document)).startswith("Руководителю МБОУ «Лесная СОШ № 1» СОГЛАСИЕ")
