"""Two forms of one row laid together field by field, and the sentence to whoever was second."""

from datetime import UTC, datetime

import pytest

from schools.editing.merging import marks_of, merge
from schools.editing.stale import StaleRow

SAVED = {"title": "Акты", "order": {"post": "директор"}, "extra": {"6": "кабинет"}}


@pytest.mark.parametrize(
    ("wanted", "saved", "values", "clashes"),
    [
        ({"title": "Акты"}, {"title": "Приказы"}, {}, ()),
        ({"title": "Приказ"}, {"title": "Акты"}, {"title": "Приказ"}, ()),
        ({"title": "Приказ"}, {"title": "Приказ"}, {}, ()),
        ({"title": "Приказ"}, {"title": "Письмо"}, {"title": "Приказ"}, ("title",)),
        (
            {"order": {"post": "завуч", "name": "Ия"}},
            {"order": {"post": "директор"}},
            {"order": {"post": "завуч", "name": "Ия"}},
            (),
        ),
        ({"order": {"post": "завуч"}}, {"order": {"post": "врио"}}, {"order": {"post": "завуч"}}, ("order_post",)),
        ({"extra": {"6": ""}}, {"extra": {"6": "зал"}}, {"extra": {}}, ("extra-6",)),
        ({"extra": {"6": "", "7": "зал"}}, {"extra": {"6": "кабинет"}}, {"extra": {"6": "", "7": "зал"}}, ()),
        ({"extra": {"6": "кабинет"}}, {"extra": {"6": "зал", "7": "двор"}}, {}, ()),
    ],
)
def test_only_what_both_changed_differently_is_a_clash(wanted, saved, values, clashes):
    merged = merge(wanted, saved, marks_of(SAVED))
    assert (merged.values, merged.clashes) == (values, clashes)


def test_what_the_reader_left_alone_is_named():
    merged = merge({"title": "Акты", "order": {"post": "завуч"}}, SAVED, marks_of(SAVED))
    assert merged.kept == {"title"}


@pytest.mark.parametrize(
    ("at", "deed", "sentence"),
    [
        (datetime(2026, 11, 22, 6, 5, tzinfo=UTC), {}, "эту строку сохранили в 09:05 22.11.2026 (кто-то другой)"),
        (None, {"deed": "вопрос изменили"}, "вопрос изменили только что (кто-то другой)"),
    ],
)
def test_the_second_is_told_who_and_when(at, deed, sentence):
    error = StaleRow(None, None, at, clashes=("title",), kept=("order",), **deed)
    assert error.messages == [
        f"Пока вы правили, {sentence}. Ваши правки ниже: сверьте их с тем, что сохранено, и сохраните ещё раз."
    ]
    assert (error.row, error.who, error.at, error.clashes, error.kept) == (None, None, at, ("title",), ("order",))
