"""Every kind of paper, printed and read back: the PDF and the .docx say the same, names and posts in their cases."""

import re

import pytest

from mentoring.documents.kinds import all_kinds
from schools.papers.engine.freezing import blocks_from_json, blocks_to_json
from tests.mentoring.documents.cast import (
    blocks_of,
    points_of,
    text_of,
)
from tests.mentoring.documents.printed import paper, plain, printed_and_typed
from tests.mentoring.documents.samples import MORE, SAMPLES

pytestmark = pytest.mark.django_db
KINDS = sorted(all_kinds())
PAPERS = sorted([*SAMPLES, *MORE])


def test_every_kind_has_a_sample():
    assert sorted(SAMPLES) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_points_stand_as_a_good_secretary_writes_them(world, kind):
    make, expected = SAMPLES[kind]
    assert points_of(make(world)) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_and_docx_say_the_same(world, kind):
    make, expected = SAMPLES[kind]
    printed, typed = printed_and_typed(make(world))
    for point in expected:
        assert plain(printed).count(point) == 1
        assert plain(typed).count(point) == 1


@pytest.mark.parametrize("sample", sorted(MORE))
def test_pdf_and_docx_of_further_papers_say_the_same(world, sample):
    document = MORE[sample](world)
    assert document.kind == sample.split(":")[0]
    printed_and_typed(document)


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_frozen_gives_the_same_page(world, name):
    document = paper(world, name)
    blocks = blocks_of(document)
    assert blocks_from_json(blocks_to_json(blocks)) == blocks


@pytest.mark.parametrize("name", PAPERS)
def test_no_blank_and_no_double_sign_is_left(world, name):
    text = plain(text_of(paper(world, name)))
    assert re.findall(r"[{}]|(?<!\.)\.\.(?!\.)| ,|,,|;\.|\.;(?! )", text) == []
