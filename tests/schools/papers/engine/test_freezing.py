import hashlib
import json

import pytest

from schools.papers.engine import blocks as vocabulary
from schools.papers.engine.blocks import Blank, BlankLine, Column, Heading, PageBreak, Paragraph, Point, Run, Table
from schools.papers.engine.freezing import (
    KINDS,
    FrozenBlocksError,
    blocks_from_json,
    blocks_to_json,
    content_hash,
    plain_text,
)
from tests.schools.papers.engine import samples


@pytest.mark.parametrize("blocks", [samples.order(), samples.consent()], ids=["order", "consent"])
def test_blocks_survive_json(blocks):
    assert blocks_from_json(json.loads(json.dumps(blocks_to_json(blocks)))) == blocks


def test_every_block_has_a_kind_and_survives_with_runs():
    assert set(KINDS.values()) == set(vocabulary.Block.__value__.__args__)
    blocks = [
        Paragraph((Run("Наставнику "), Run("Ким Е.С.", bold=True))),
        vocabulary.ApprovalMark("УТВЕРЖДАЮ", post="Директор", name="О.В. Полежаева"),
        vocabulary.Spacer(1.5),
        PageBreak(),
        BlankLine((Blank("серия", width=2), Blank("номер", value="1")), more=1),
    ]
    assert blocks_from_json(blocks_to_json(blocks)) == blocks


def test_defaults_are_left_out_so_that_new_fields_do_not_change_old_hashes():
    assert blocks_to_json([Point("1.", "Утвердить.")]) == [{"kind": "point", "number": "1.", "text": "Утвердить."}]
    assert content_hash([Point("1.", "Утвердить.")]) == content_hash([Point("1.", "Утвердить.", level=1)])


def test_the_hash_is_that_of_canonical_json():
    canonical = '[{"kind":"heading","text":"О наставничестве"}]'
    assert content_hash([Heading("О наставничестве")]) == hashlib.sha256(canonical.encode()).hexdigest()


def test_any_change_changes_the_hash():
    changed = samples.order()
    changed[2] = vocabulary.DateNumberPlace("2 сентября 2026 г.", "46-ОД", "пос. Лесной")
    assert content_hash(changed) != content_hash(samples.order())


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "poem"},
        {"text": "без вида"},
        {"kind": "point", "number": "1."},
        {"kind": "point", "number": 1, "text": "x"},
        {"kind": "paragraph", "text": 5},
        {"kind": "paragraph", "text": "x", "align": "diagonal"},
        {"kind": "paragraph", "text": "x", "colour": "red"},
        {"kind": "table", "columns": [{"title": "а"}], "rows": [["1", "2"]]},
        {"kind": "table", "columns": [], "rows": []},
        "point",
    ],
)
def test_what_is_not_a_block_is_refused(data):
    with pytest.raises(FrozenBlocksError):
        blocks_from_json([data])


def test_plain_text_has_numbers_and_cells():
    table = Table((Column("Наставник"), Column("Срок")), (("Ким Е.С.", "год"),), numbered=True)
    blank = BlankLine((Blank("паспорт", "серия, номер"),))
    assert plain_text([Point("2.1.", (Run("Вести "), Run("записи", italic=True))), table, blank]) == (
        "2.1. Вести записи\n№ п/п\tНаставник\tСрок\n1\tКим Е.С.\tгод\nпаспорт ____"
    )
