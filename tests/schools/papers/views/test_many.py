"""A page of documents costs as many queries among 5,000 papers as among 50."""

import pytest

from tests.bench.documents import LARGE, PAGES, SMALL, queries, school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_five_thousand_papers_cost_the_queries_of_fifty():
    pages = (*PAGES, "?q=парах", "?status=issued&calendar=2026", "journals/", "acquaintance/")
    few, many = school("few", SMALL), school("many", LARGE)
    asked = {page: (queries(few, "few", page), queries(many, "many", page)) for page in pages}
    assert {page: both for page, both in asked.items() if both[0] != both[1]} == {}
    assert max(few for few, _ in asked.values()) <= 25
