"""«Формулировки» in the browser: every kind, live preview on real data, editions and the way back."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from mentoring.consents.enums import Purpose
from mentoring.documents.kinds import all_kinds
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.documents.services.wording import own_texts
from schools.models import Person
from tests.mentoring.documents.cast import ordered
from tests.world import YEAR

pytestmark = pytest.mark.django_db
SHEET = "consent_mentee"
WORDED = sorted(kind.code for kind in all_kinds().values() if kind.parts)


def at(name: str, *args) -> str:
    return reverse(f"documents:{name}", args=["lesnaya", *args])


def body(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


def default(code: str = SHEET, part: str = "points") -> str:
    return all_kinds()[code].part(part).default


@pytest.mark.parametrize("code", WORDED)
def test_every_kind_is_worded_and_shown(world, enter, code):
    """Shown on what the organisation has, however little."""
    ordered(world)
    assert enter(world.anna).get(at("wording_edit", code)).status_code == 200


@pytest.mark.parametrize("code", WORDED)
def test_an_empty_organisation_sees_no_sheet_and_no_fault(world, enter, code):
    Person.objects.filter(organisation=world.school).update(archived_on="2026-09-01")
    assert enter(world.anna).get(at("wording_edit", code)).status_code == 200


def test_all_kinds_with_words_are_listed_and_found(world, enter):
    page = enter(world.anna).get(at("wording_list"))
    listed = [kind.code for _, kinds in page.context["shelves"] for kind, _ in kinds]
    assert sorted(listed) == WORDED
    found = enter(world.anna).get(at("wording_list") + "?q=изменении приказа").context["shelves"]
    assert [[kind.code for kind, _ in kinds] for _, kinds in found] == [["pairs_change", "order_change"]]


def test_words_are_kept_for_later_papers(world, enter):
    client, address = enter(world.anna), at("wording_edit", SHEET)
    assert client.post(address, {"text_points": "Своё условие на {год}."}).url == address
    assert "Сейчас стоят ваши слова." in body(client.get(address))
    [consent] = prepare_sheets(world.school, [(world.sofya_card, Purpose.MENTEE_PART)], YEAR, world.anna).consents
    assert "Своё условие на 2026–2027." in str(consent.document.blocks).replace("\\xa0", " ")
    client.post(address, {"reset_wording": "1"})
    assert own_texts(world.school, SHEET) == {}


def test_a_wrong_blank_is_refused_with_its_line_and_nothing_is_lost(world, enter):
    client, address = enter(world.anna), at("wording_edit", SHEET)
    page = body(client.post(address, {"text_points": "Верно.\nМне {щука}"}))
    assert "В строке 2 нет такого поля: {щука}" in page
    assert "Верно.\nМне {щука}</textarea>" in page
    assert own_texts(world.school, SHEET) == {}


def test_the_sheet_is_shown_as_it_is_written(world, enter):
    client = enter(world.anna)
    live = body(client.post(at("wording_preview", SHEET), {"text_points": "Живое слово на {год}."}))
    shown = body(client.post(at("wording_edit", SHEET), {"text_points": "Слово по кнопке.", "show": "1"}))
    assert ("Живое слово на 2026–2027." in strip_tags(live), "Слово по кнопке." in shown) == (True, True)
    assert own_texts(world.school, SHEET) == {}


def test_one_part_goes_back_and_the_others_stay_as_typed(world, enter):
    code, client = "pairs_order_teachers", enter(world.anna)
    sent = {f"text_{part.code}": part.default for part in all_kinds()[code].parts}
    client.post(at("wording_edit", code), sent | {"text_heading": "О своём", "text_preamble": "по своей воле"})
    said = client.post(
        at("wording_edit", code),
        sent | {"text_heading": "О своём", "text_preamble": "по другой воле", "reset_part": "heading"},
        follow=True,
    )
    assert own_texts(world.school, code) == {"preamble": "по другой воле"}
    assert "Возвращён исходный текст: Заголовок. Новые документы начнутся с него. Остальные ваши слова остались." in (
        body(said)
    )


def test_what_is_told_of_kept_words_is_true(world, enter):
    client, address = enter(world.anna), at("wording_edit", SHEET)

    def told(**sent) -> str:
        return " ".join(str(one) for one in client.post(address, sent, follow=True).context["messages"])

    assert told(text_points="Своё.") == "Сохранено. Новые документы начнутся с ваших формулировок."
    assert told(text_points="Своё.", reset_part="points") == (
        f"Возвращён исходный текст: {all_kinds()[SHEET].part('points').label}. Новые документы начнутся с него. "
        "Ваших слов в этом документе больше нет."
    )
    assert told(text_points=default()) == (
        "Сохранено. Новые документы начнутся с исходных формулировок: ваши слова с ними совпадают."
    )


def test_an_edition_comes_back(world, enter):
    client, address = enter(world.anna), at("wording_edit", SHEET)
    for words in ("Первое условие.", "Второе условие."):
        client.post(address, {"text_points": words})
    client.post(address, {"reset_wording": "1"})
    editions = client.get(address).context["editions"]
    assert [[(one.part.code, one.before, one.after) for one in edition.differences] for edition in editions] == [
        [("points", "Второе условие.", default())],
        [("points", "Первое условие.", "Второе условие.")],
        [("points", default(), "Первое условие.")],
    ]
    client.post(at("wording_restore", SHEET, editions[-1].entry.pk))
    assert own_texts(world.school, SHEET) == {"points": "Первое условие."}


def test_an_edition_of_another_kind_or_school_does_not_come_here(world, enter):
    client = enter(world.anna)
    client.post(at("wording_edit", SHEET), {"text_points": "Первое условие."})
    [edition] = client.get(at("wording_edit", SHEET)).context["editions"]
    assert client.post(at("wording_restore", "consent_mentor", edition.entry.pk)).status_code == 404
    there = reverse("documents:wording_restore", args=["polevaya", SHEET, edition.entry.pk])
    assert enter(world.vera).post(there).status_code == 404
    assert enter(world.vera).get(reverse("documents:wording_edit", args=["polevaya", SHEET])).context["editions"] == []


@pytest.mark.parametrize(("who", "expected"), [("gleb", 403), ("boris", 403), ("vera", 404)])
def test_only_the_curator_words(world, enter, who, expected):
    client = enter(getattr(world, who))
    assert [client.get(url).status_code for url in (at("wording_list"), at("wording_edit", SHEET))] == [expected] * 2


def test_what_has_no_words_has_no_page(world, enter):
    client = enter(world.anna)
    assert [client.get(at("wording_edit", code)).status_code for code in ("roadmap", "no-such")] == [404, 404]
