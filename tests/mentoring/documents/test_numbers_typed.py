"""Numbers typed as they stand on paper, «№ 4»: kept and printed without a second sign, wherever they are asked."""

import pytest
from django import forms

from mentoring.documents.forms import IssueForm, OrderForm
from mentoring.documents.forms.questions import fields_of, kept
from mentoring.documents.forms.roadmap import ApproveForm
from mentoring.documents.kinds import all_kinds
from mentoring.documents.kinds.kind import Ask
from mentoring.documents.words.order_text import on_the_ground
from roadmaps.forms.head import HeadFields
from schools.papers.forms.documents import ElsewhereForm
from schools.papers.forms.fields import NumberField
from schools.papers.models import Document
from tests.mentoring.documents.cast import drafted, first_pair
from tests.mentoring.documents.test_pages import answers, at, body

TYPED = {"№ 4": "4", "№4-ОД": "4-ОД", "N 4": "4", "№ № 4": "4", " 4 / а ": "4 / а", "№": "", "": ""}


@pytest.mark.parametrize("typed", TYPED)
def test_the_sign_goes_and_the_number_stays(typed):
    assert NumberField(required=False).clean(typed) == TYPED[typed]


def test_the_sign_alone_is_no_number():
    with pytest.raises(forms.ValidationError):
        NumberField().clean(" № ")


@pytest.mark.django_db
def test_a_protocol_copied_with_its_sign_is_printed_with_one(world, enter):
    draft = drafted(world, first_pair(world))
    client = enter(world.anna)
    asked = answers(draft, protocol_number="№ 4", protocol_date="2026-08-30")
    assert "(протокол от 30.08.2026 № 4)" in body(client.post(at("order_preview", draft.pk), asked))
    client.post(at("order_edit", draft.pk), asked)
    draft.refresh_from_db()
    assert draft.data["protocol"]["number"] == "4"


def test_a_draft_kept_with_the_sign_before_is_printed_with_one():
    protocol = {"number": "№ 4", "date": "2026-08-30"}
    assert on_the_ground(protocol, False).endswith("(протокол от 30.08.2026 № 4)")


@pytest.mark.parametrize("what", ["protocol", "number"])
def test_questions_of_every_kind_cut_the_sign(what):
    ask = Ask("one", "Номер", what)
    fields = fields_of(ask, Document())
    name = "one_number" if what == "protocol" else "one"
    answered = dict.fromkeys(fields, "") | {name: fields[name].clean("№ 15")}
    assert kept(ask, answered)["one"] == ({"body": "", "number": "15", "date": ""} if what == "protocol" else "15")


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (OrderForm, {"protocol_number"}),
        (IssueForm, {"number"}),
        (ElsewhereForm, {"number"}),
        (ApproveForm, {"order_number", "annex_number"}),
        (HeadFields, {"annex_number", "approval_order_number", "agreement_protocol_number"}),
    ],
)
def test_fields_of_numbers_are_of_one_sort(form, names):
    asked = form.declared_fields | form.base_fields
    assert {name for name in asked if name == "number" or name.endswith("_number")} == names
    assert {name for name, field in asked.items() if isinstance(field, NumberField)} == names


def test_no_kind_asks_for_a_number_as_for_any_words():
    asked = {ask.name for kind in all_kinds().values() for ask in kind.asks if ask.name.endswith("number")}
    numbers = {ask.name for kind in all_kinds().values() for ask in kind.asks if ask.what == "number"}
    assert asked == numbers == {"contract_number"}
