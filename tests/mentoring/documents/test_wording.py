"""The school's own words: refused with their place, kept as its default, taken back, told in the journal."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.consents.enums import Purpose
from mentoring.documents.composing import title_of
from mentoring.documents.kinds import all_kinds, kind_of
from mentoring.documents.kinds.kind import Stamp
from mentoring.documents.services.papers import edit_paper
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.documents.services.wording import check_texts, keep_wording, own_texts, reset_wording
from schools.journal.models import Entry
from tests.mentoring.documents.cast import drafted, first_pair, points_of, text_of
from tests.mentoring.documents.samples import SAMPLES, sheet

pytestmark = pytest.mark.django_db
KIND = "pairs_order_teachers"


def texts(kind=KIND, **changes) -> dict[str, str]:
    return {part.code: part.default for part in kind_of(kind).parts} | changes


def refused(kind=KIND, **changes) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        check_texts(kind, texts(kind, **changes))
    return refusal.value.message_dict


@pytest.mark.parametrize("kind", sorted(all_kinds()))
def test_the_product_s_own_wording_is_right(kind):
    check_texts(kind, texts(kind))


def test_each_part_is_refused_by_itself():
    found = refused(heading="  ", preamble="{основание}, для дела")
    assert found == {
        "heading": ["Заголовок: впишите текст или верните исходный."],
        "preamble": ["В строке 1 нет такого поля: {основание}. Может быть, {основания}?"],
    }


@pytest.mark.parametrize("points", ["Закрепить наставников.", "Закрепить {пары}\nЕщё раз {пары}"])
def test_an_order_without_its_pairs_orders_nothing(points):
    assert refused(points=points) == {
        "points": ["Поле {пары} должно стоять здесь один раз: из него складывается содержание документа."]
    }


def test_what_is_a_whole_point_has_no_case():
    assert refused(points="Закрепить {пары:род}") == {
        "points": ["У поля {пары} падежа нет: уберите двоеточие и то, что за ним."]
    }


def test_the_pairs_stand_only_in_the_points():
    assert refused(heading="О {пары}") == {"heading": ["Поле {пары} ставится только в части «Пункты»."]}


def test_a_book_is_not_a_heading():
    assert refused(heading="О" * 8001) == {"heading": ["Текст длиннее 8000 знаков. Сократите его."]}


def test_kept_wording_begins_the_next_draft_and_not_the_old_one(world):
    old = drafted(world, first_pair(world))
    mine = texts(heading="О наставничестве в {год} учебном году", points="Закрепить { пары }.\r\n{контроль}")
    keep_wording(world.school, KIND, mine, world.anna)
    assert own_texts(world.school, KIND) == {
        "heading": "О наставничестве в {год} учебном году",
        "points": "Закрепить {пары}.\n{контроль}",
    }
    probe = SAMPLES[KIND][0](world)
    assert title_of(probe, Stamp()) == "О наставничестве в 2026–2027 учебном году"
    assert points_of(probe)[0] == "1. Закрепить наставников:"
    assert len(points_of(probe)) == 5
    assert old.title.startswith("О закреплении наставнической пары")


def test_what_a_school_writes_after_the_pairs_stays(world):
    document = drafted(world, first_pair(world))
    document.texts = texts(points="Закрепить {пары} Срок продлевается приказом.")
    assert points_of(document) == [
        "1. Закрепить за учителем математики Черных С.П. наставника — учителя физики Зайца Б.Ф., на срок "
        "с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — педагог». Срок продлевается приказом."
    ]


def test_empty_blanks_leave_no_traces(world):
    document = drafted(world, first_pair(world))
    document.data |= {"acts": [], "consents": False, "protocol": {}}
    document.texts = texts(preamble="{основания}, ")
    assert "учебный год ПРИКАЗЫВАЮ: 1. Закрепить" in text_of(document).replace("\u00a0", " ")


def test_reset_gives_the_product_s_words_back(world):
    keep_wording(world.school, KIND, texts(heading="О своём"), world.anna)
    reset_wording(world.school, KIND, world.anna)
    assert own_texts(world.school, KIND) == {}
    rows = Entry.objects.filter(deed__contains="формулировки").order_by("pk")
    assert [(row.deed, row.user, row.before.get("heading"), row.after.get("heading")) for row in rows] == [
        ("сохранены свои формулировки", world.anna, None, "О своём"),
        ("возвращены исходные формулировки", world.anna, "О своём", None),
    ]


def test_nothing_changed_is_no_deed(world):
    keep_wording(world.school, KIND, texts(), world.anna)
    reset_wording(world.school, KIND, world.anna)
    assert Entry.objects.filter(deed__contains="формулировки").count() == 0


def test_another_school_has_its_own(world):
    keep_wording(world.school, KIND, texts(heading="О своём"), world.anna)
    assert kind_of(KIND).default_texts(world.foreign)["heading"] == texts()["heading"]


def test_wrong_words_change_neither_draft_nor_default(world):
    document = drafted(world, first_pair(world))
    with pytest.raises(ValidationError):
        edit_paper(document, version=1, data={"other": "х"}, texts=texts(points="{пары} {щука}"), by=world.anna)
    document.refresh_from_db()
    assert (document.version, document.texts, "other" in document.data) == (1, {}, False)


def test_a_sheet_in_the_school_s_words_and_the_signed_one_as_it_was(world):
    [signed] = prepare_sheets(world.school, [(world.boris_card, Purpose.PROCESSING)], 2026, world.anna).consents
    before = signed.document.blocks
    own = texts("consent_processing", points="Обработку ведёт по поручению ООО «Облако».\n{сведения}")
    keep_wording(world.school, "consent_processing", own, world.anna)
    assert points_of(sheet("consent_processing", world.sofya_card.pk, world)) == [
        "1. Обработку ведёт по поручению ООО «Облако».",
        "2. Место работы и должность, образование, квалификация и стаж",
    ]
    signed.document.refresh_from_db()
    assert signed.document.blocks == before
