"""What a lawyer reads in the sheets: grounds, terms, agreement of words."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from mentoring.documents.composing import page_for
from mentoring.documents.kinds.destruction_act import signature_of
from schools.models import Destruction
from schools.papers.engine.blocks import Paragraph, Signature, Spacer
from schools.papers.engine.freezing import plain_text
from tests.mentoring.documents.cast import blocks_of, pdf_of
from tests.mentoring.documents.samples import MORE, SAMPLES
from tests.schools.papers.engine.reading import squeeze

pytestmark = pytest.mark.django_db


def text_of(world, name: str) -> str:
    make = MORE.get(name) or SAMPLES[name][0]
    return squeeze(plain_text(blocks_of(make(world))).replace("\u00a0", " "))


@pytest.mark.parametrize("name", ["agreement_mentor", "agreement_mentor: женщина ведёт группу"])
def test_the_agreement_names_its_articles_and_a_party_has_no_gender(world, name):
    text = text_of(world, name)
    assert (
        "(далее — Работник) на основании статей 72 и 351.8 Трудового кодекса Российской Федерации договорились" in text
    )
    assert "на основании своего письменного согласия Работник берёт на себя" in text
    assert "Работник, давш" not in text


def test_points_are_paid_with_a_comma_before_how_often(world):
    text = text_of(world, "agreement_mentor: баллы, колледж")
    assert "установленной на день начисления, однократно, по окончании срока наставничества, вместе" in text


def test_a_refusal_asks_and_rests_on_its_article(world):
    text = text_of(world, "refusal_mentor")
    assert "На основании статьи 351.8 Трудового кодекса Российской Федерации досрочно отказываюсь" in text
    assert "Последним днём моего наставничества прошу считать 18 сентября 2026 г." in text


def test_the_demand_to_stop_publishing_names_both_parts_of_the_article(world):
    text = text_of(world, "withdrawal_dissemination")
    assert "(части 12 и 14 статьи 10.1 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных»)" in text


@pytest.mark.parametrize("name", ["consent_dissemination", "consent_dissemination_pupil"])
def test_a_consent_to_publish_offers_the_three_ways_of_transfer(world, name):
    assert "только по внутренней сети; через интернет; без передачи" in text_of(world, name)


def test_an_acquaintance_sheet_confirms_the_reading_alone(world):
    assert "Подпись в листе подтверждает, что работник прочитал приказ. №" in text_of(world, "acquaintance_sheet")


def test_an_act_of_destruction_tells_of_paper_in_the_words_of_the_law(world):
    text = text_of(world, "destruction_act")
    for words in (
        "Чьи данные субъект персональных данных, карточка №",
        "Бумажные носители ____________________ (какие и сколько листов; если не уничтожались — прочерк)",
        "Причина требование субъекта персональных данных или его представителя, 1 сентября 2026 г.",
        "Кто уничтожил Ясная Анна Петровна, заместитель директора",
    ):
        assert words in text
    assert text.endswith("(строки о субъекте персональных данных). Заместитель директора А.П. Ясная")


def test_an_act_of_destruction_is_approved_by_the_head_and_tells_data_from_files(world):
    act = SAMPLES["destruction_act"][0](world)
    Destruction.objects.update(categories=["телефон", "листы и сканы согласий"])
    text = " ".join(plain_text(blocks_of(act)).replace("\u00a0", " ").split())
    assert "УТВЕРЖДАЮ Директор Г.И. Ветров" in text
    assert "Категории уничтоженных данных телефон Откуда" in text
    assert len(PdfReader(BytesIO(pdf_of(act, page=page_for(act)))).pages) == 1
    assert "Уничтоженные документы и файлы листы и сканы согласий Бумажные" in text


def test_nobody_approves_what_he_destroyed_himself(world):
    act = SAMPLES["destruction_act"][0](world)
    Destruction.objects.update(done_by=world.gleb)
    assert "УТВЕРЖДАЮ" not in plain_text(blocks_of(act))


@pytest.mark.parametrize(
    ("full", "short"),
    [("Ветров Глеб", "Г. Ветров"), ("Абдуллаева Гюльнара Рашид кызы", "Абдуллаева Гюльнара Рашид кызы"), ("", "")],
)
def test_the_signature_under_an_act(full, short):
    assert signature_of(full).replace("\u00a0", " ") == short


@pytest.mark.parametrize("name", ["extract", "true_copy"])
def test_the_mark_of_a_copy_stands_apart_from_the_signature_above(world, name):
    blocks = blocks_of(SAMPLES[name][0](world))
    place = blocks.index(Paragraph("Верно", indent=False, keep=True))
    assert [type(block) for block in blocks[place - 2 : place]] == [Signature, Spacer]
