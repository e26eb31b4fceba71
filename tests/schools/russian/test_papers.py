"""Dates in words, unbreakable spaces, agreement of the approval mark."""

from datetime import date

import pytest

from schools.russian import NBSP, agree_approved, date_words, nbsp_document


def test_date_in_words_is_unbreakable():
    assert date_words(date(2026, 9, 5)) == f"5{NBSP}сентября{NBSP}2026{NBSP}г."


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("школа № 5", "школа~№~5"),
        ("«Лесная СОШ № 1»", "«Лесная СОШ~№~1»"),
        ("от 5 сентября 2026 г. № 42-ОД", "от 5~сентября~2026~г. №~42-ОД"),
        ("в 2026 году", "в 2026~году"),
        ("директор Т.Н. Дронина", "директор Т.Н.~Дронина"),
        ("Дронину Т.Н. наставником", "Дронину~Т.Н. наставником"),
        ("Дронина Т. Н.", "Дронина~Т.~Н."),
        ("п. 3 ст. 351.8 кодекса", "п.~3 ст.~351.8 кодекса"),
        ("в с. Боровое", "в с.~Боровое"),
        ("2026 г. Школа", "2026~г. Школа"),
        ("и т. д. Школа", "и т. д. Школа"),
        ("№ 1-п.о.д. «О закреплении»", "№~1-п.о.д. «О закреплении»"),
        ("и.о. директора", "и.о.~директора"),
    ],
)
def test_spaces_that_must_not_break(text, bound):
    bound = bound.replace("~", NBSP)
    assert nbsp_document(text) == bound
    assert nbsp_document(bound) == bound


@pytest.mark.parametrize(
    ("title", "mark"),
    [
        ("Положение о наставничестве", "УТВЕРЖДЕНО"),
        ("Дорожная карта", "УТВЕРЖДЕНА"),
        ("«Дорожная карта (план мероприятий)»", "УТВЕРЖДЕНА"),
        ("Персонализированная программа", "УТВЕРЖДЕНА"),
        ("План мероприятий", "УТВЕРЖДЁН"),
        ("Перечень", "УТВЕРЖДЁН"),
        ("Типовые формы документов", "УТВЕРЖДЕНЫ"),
        ("Правила", "УТВЕРЖДЕНЫ"),
        ("Дополнительное соглашение", "УТВЕРЖДЕНО"),
        ("", "УТВЕРЖДЕНО"),
    ],
)
def test_the_mark_agrees_with_the_head_word(title, mark):
    assert agree_approved(title) == mark
