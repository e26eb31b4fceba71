import pytest

from schools.access.logins import latin, login_for, propose_logins
from schools.access.tokens import hash_of, new_token
from tests.world import user


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Дронина Таисия Николаевна", "dronina-tn"),
        ("Ёжикова Юлия", "ezhikova-i"),
        ("Щербань-Цой Хасан Рашид оглы", "shcherbantsoi-kr"),
        ("Объедкова Ольга Яковлевна", "obedkova-oi"),
        ("Цой", "tsoi"),
        ("", "user"),
    ],
)
def test_a_login_is_surname_and_initials_in_latin_letters(name, login):
    assert login_for(name) == login


def test_nothing_but_letters_and_digits_gets_into_a_login():
    assert latin("О'Нил <b>") == "onilb"


def test_taken_logins_get_a_number_and_namesakes_of_one_batch_differ(db, django_assert_num_queries):
    user("dronina-tn", "Другая")
    user("dronina-tn2", "Третья")
    with django_assert_num_queries(1):
        logins = propose_logins(["Дронина Таисия Николаевна", "Дронина Тамара Никитична", "Заяц Борис"])
    assert logins == ["dronina-tn3", "dronina-tn4", "zaiats-b"]


def test_a_token_is_read_from_paper_with_any_hyphens_and_capitals():
    token = new_token()
    assert [len(part) for part in token.split("-")] == [4, 4, 4, 4, 4]
    assert hash_of(token) == hash_of(token.replace("-", "").upper()) == hash_of(f" {token} ")
    assert hash_of(token) != hash_of(new_token())
    assert token not in hash_of(token)
