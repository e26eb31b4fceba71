"""Sheets of pupils on the pages: who signs, both parents, eighteen, the own sheet of the representative; the order waits."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import prepare_consent, sign_consent
from mentoring.documents.selectors.consent_journal import journal_entries
from mentoring.documents.selectors.owed import own_lines, signers_of
from mentoring.documents.services.sheets import prepare_sheets, sign_paper_sheet
from mentoring.home.portrait.part import consents
from schools.models import Membership, Person, Representation
from tests import world as cast
from tests.mentoring.documents.cast import text_of_pdf
from tests.mentoring.documents.test_pages import at, body
from tests.world import TODAY

pytestmark = pytest.mark.django_db
MENTEE = (Purpose.PROCESSING, Purpose.MENTEE_PART)


@pytest.fixture
def mother(world) -> Representation:
    return link(world, world.misha_card, "Лебедева Нина Павловна", "мать")


@pytest.fixture
def misha(world, mother):
    """Миша stands in the bank of mentees."""
    return cast.mentee(world.misha_card)


def link(world, child, name, relation=""):
    return Representation.objects.create(representative=cast.person(world.school, name), pupil=child, relation=relation)


def signer_of(world, card, day=TODAY):
    return next(one for one in signers_of(world.school, 2026, day, world.anna) if one.person.pk == card.pk)


def states(signer) -> list[tuple[str, str]]:
    return [(str(line.purpose), line.state) for line in signer.lines]


def sheets(world, card, purposes=MENTEE, **more):
    return prepare_sheets(world.school, [(card, purpose) for purpose in purposes], 2026, world.anna, **more)


def all_signed(world, mother):
    for consent in sheets(world, world.misha_card).consents:
        sign_consent(consent, TODAY, None, world.anna)
    [own] = sheets(world, mother.representative, [Purpose.REPRESENTATIVE]).consents
    sign_consent(own, TODAY, None, world.anna)


def test_under_the_child_stands_the_own_sheet_of_the_one_who_signs(world, misha, mother):
    signer = signer_of(world, world.misha_card)
    assert states(signer) == [("processing", "none"), ("mentee_part", "none"), ("representative", "none")]
    assert [line.signer for line in signer.lines] == [mother, mother, None]
    assert signer.lines[2].person == mother.representative
    all_signed(world, mother)
    assert signer_of(world, world.misha_card).owes == []


def test_a_teacher_owes_no_sheet_of_a_representative(world, misha):
    assert states(signer_of(world, world.boris_card)) == [("processing", "none"), ("mentor_duties", "none")]


def test_the_packet_has_the_sheets_of_minors_and_of_their_representatives(world, misha, enter):
    response = enter(world.anna).post(at("consent_print"), {"everybody": "1"}, follow=True)
    pages = PdfReader(BytesIO(response.content)).pages
    assert len(pages) == 4 + 3
    text = text_of_pdf(response.content)
    assert "на обработку персональных данных обучающегося" in text
    assert "законного представителя на обработку своих персональных данных" in text
    assert {one.representation.representative.surname for one in Consent.objects.filter(person=world.misha_card)} == {
        "Лебедева"
    }


def test_a_parent_of_two_signs_one_sheet_of_her_own(world, misha, mother, enter):
    sister = cast.person(world.school, "Лебедева Анна Ивановна", grade="5А", birth_date=date(2015, 5, 5))
    cast.mentee(sister)
    Representation.objects.create(representative=mother.representative, pupil=sister, relation="мать")
    enter(world.anna).post(at("consent_print"), {"everybody": "1"})
    [own] = Consent.objects.filter(purpose=Purpose.REPRESENTATIVE)
    assert own.document.data["children"] == sorted([world.misha_card.pk, sister.pk])
    page = body(enter(world.anna).get(at("consent_list")))
    assert "Не подписано 9 согласий у 4 человек" in page


def test_without_a_representative_nobody_signs_and_the_card_is_named(world, enter):
    cast.mentee(world.misha_card)
    client = enter(world.anna)
    page = body(client.get(at("consent_list")))
    assert "Подписать некому, представитель не записан" in page
    assert f'value="{world.misha_card.pk}:processing"' not in page
    sent = {"ids": [f"{world.misha_card.pk}:processing"]}
    assert "а он не записан. Добавьте представителя в карточке." in body(
        client.post(at("consent_print"), sent, follow=True)
    )


def test_of_two_parents_one_is_chosen(world, misha, mother, enter):
    father = link(world, world.misha_card, "Лебедев Иван Маркович", "отец")
    client = enter(world.anna)
    first, _ = sheets(world, world.misha_card).consents
    assert first.representation == mother
    address = at("consent_signer", world.misha_card.pk)
    assert address in body(client.get(at("consent_list")))
    response = client.post(address, {"representation": father.pk}, follow=True)
    text = text_of_pdf(response.content)
    assert len(PdfReader(BytesIO(response.content)).pages) == 3
    assert ["Лебедев Иван Маркович, отец" in text, "Нина" in text] == [True, False]
    first.refresh_from_db()
    assert first.status == "replaced"
    signer = signer_of(world, world.misha_card)
    assert {line.signer for line in signer.lines if line.by_representative} == {father}
    assert signer.lines[2].person == father.representative
    assert "Выберите, кто из представителей подписывает." in body(client.post(address, {}))
    assert "Подписывать за обучающегося нечего" in body(client.get(at("consent_signer", world.boris_card.pk)))


def test_sheets_of_children_are_marked_together(world, misha, mother, enter):
    made = [
        *sheets(world, world.misha_card).consents,
        *sheets(world, mother.representative, [Purpose.REPRESENTATIVE]).consents,
    ]
    ids = [f"{one.person_id}:{one.purpose}" for one in made]
    page = body(enter(world.anna).post(at("consent_sign_many"), {"ids": ids, "signed_on": "2026-09-14"}, follow=True))
    assert "Отмечено подписанными: 3 листа." in page


def test_at_eighteen_the_list_and_the_desk_ask_for_the_own_one(world, enter):
    card = cast.person(world.school, "Уваров Лев Ильич", grade="11А", birth_date=date(2008, 9, 10))
    cast.mentee(card)
    kin = link(world, card, "Уварова Ия Павловна", "мать")
    sign_paper_sheet(card, Purpose.PROCESSING, date(2026, 9, 9), None, kin, world.anna)
    signer = signer_of(world, card)
    assert states(signer) == [("processing", "grown"), ("mentee_part", "none")]
    assert (signer.is_minor, signer.of_age_on) == (False, date(2026, 9, 10))
    client = enter(world.anna)
    page = body(client.get(at("consent_list") + "?only=eighteen"))
    assert "исполнилось 18: нужно своё" in page
    assert "Найдено: 1 участник из 3" in page
    assert "участнику исполнилось 18 лет: нужно своё согласие" in body(client.get("/o/lesnaya/"))
    [own] = sheets(world, card, [Purpose.PROCESSING]).consents
    assert (own.representation, own.document.kind) == (None, "consent_processing")
    # Printed is not signed: who came of age is still asked for, in the list, under the filter and on the desk.
    signer = signer_of(world, card)
    assert (states(signer)[0], signer.of_age_on) == (("processing", "prepared"), date(2026, 9, 10))
    page = body(client.get(at("consent_list") + "?only=eighteen"))
    assert ["Найдено: 1 участник из 3" in page, "нужны свои согласия: <a" in page] == [True, True]
    assert "участнику исполнилось 18 лет: нужно своё согласие" in body(client.get("/o/lesnaya/"))
    sign_consent(own, TODAY, None, world.anna)
    signer = signer_of(world, card)
    assert (states(signer)[0], signer.of_age_on) == (("processing", "signed"), None)
    assert "исполнилось 18 лет" not in body(client.get("/o/lesnaya/"))
    assert "Исполнилось 18 лет" not in body(client.get(at("consent_list")))


def test_a_sheet_printed_for_the_parent_is_of_no_use_after_the_birthday(world, enter):
    card = cast.person(world.school, "Уваров Лев Ильич", grade="11А", birth_date=date(2008, 9, 10))
    cast.mentee(card)
    prepare_consent(card, Purpose.PROCESSING, None, link(world, card, "Уварова Ия Павловна", "мать"), world.anna)
    assert states(signer_of(world, card, date(2026, 9, 9)))[0] == ("processing", "prepared")
    assert states(signer_of(world, card))[0] == ("processing", "grown")


def test_a_birthday_that_is_near_is_told(world, enter):
    card = cast.person(world.school, "Уваров Лев Ильич", grade="11А", birth_date=date(2008, 10, 1))
    cast.mentee(card)
    assert signer_of(world, card).of_age_on == date(2026, 10, 1)
    assert signer_of(world, card, date(2026, 8, 1)).of_age_on is None


@pytest.fixture
def soon(world) -> Person:
    """Of age in twelve days; the mother signed both sheets and her own."""
    card = cast.person(world.school, "Уваров Лев Ильич", grade="11А", birth_date=date(2008, 9, 26))
    cast.mentee(card)
    mother = link(world, card, "Уварова Ия Павловна", "мать")
    for consent in sheets(world, card).consents:
        sign_consent(consent, TODAY, None, world.anna)
    [own] = sheets(world, mother.representative, [Purpose.REPRESENTATIVE]).consents
    sign_consent(own, TODAY, None, world.anna)
    return card


def test_what_a_representative_signed_holds_to_the_eve_of_the_birthday(world, soon):
    rows = {
        entry.purpose: entry for entry in journal_entries(world.anna, world.school) if entry.person == soon.full_name
    }
    eve = date(2026, 9, 25)
    assert {purpose: (entry.until, entry.note) for purpose, entry in rows.items()} == {
        "на обработку персональных данных": (eve, "до дня, когда исполнится 18 лет"),
        "на участие в наставничестве": (eve, "до дня, когда исполнится 18 лет"),
    }
    told = [dict(section.rows).get("Действует до") for section in consents(soon)]
    assert told == ["25.09.2026", "25.09.2026"]


def test_own_sheets_are_printed_ahead_and_signed_from_the_birthday(world, soon, enter):
    client = enter(world.anna)
    desk = "участнику скоро исполнится 18 лет: напечатайте собственные согласия"
    assert desk in body(client.get("/o/lesnaya/"))
    page = body(client.get(at("consent_list")))
    assert ["Скоро исполнится 18 лет" in page, "Напечатать собственные листы" in page] == [True, True]
    made = client.post(at("consent_print_ahead"))
    assert made.url.startswith(at("consent_sheets"))
    own = Consent.objects.filter(person=soon, status="prepared").order_by("pk")
    assert [(one.purpose, one.representation, one.document.kind) for one in own] == [
        ("processing", None, "consent_processing"),
        ("mentee_part", None, "consent_mentee"),
    ]
    assert states(signer_of(world, soon))[:2] == [("processing", "signed"), ("mentee_part", "signed")]
    assert "свой лист напечатан, подписать с 26.09.2026" in body(client.get(at("consent_list")))
    assert desk not in body(client.get("/o/lesnaya/"))
    with pytest.raises(ValidationError, match="нет 18 лет"):
        sign_consent(own[0], TODAY, None, world.anna)
    birthday = date(2026, 9, 26)
    assert states(signer_of(world, soon, birthday))[:2] == [("processing", "prepared"), ("mentee_part", "prepared")]


def test_nothing_is_printed_ahead_of_a_birthday_that_is_far(world, misha, mother, enter):
    all_signed(world, mother)
    page = body(enter(world.anna).post(at("consent_print_ahead"), follow=True))
    assert "Заранее печатать нечего" in page
    assert not Consent.objects.filter(person=world.misha_card, status="prepared").exists()


@pytest.mark.parametrize(("only", "expected"), [("parents", ["Лебедев"]), ("eighteen", [])])
def test_narrowed_to_those_whose_parents_sign(world, misha, enter, only, expected):
    page = body(enter(world.anna).get(at("consent_list") + f"?only={only}"))
    assert [name for name in ("Заяц", "Черных", "Лебедев") if f">{name} " in page] == expected


def test_found_by_the_name_of_the_parent(world, misha, enter):
    assert "Найдено: 1 участник из 3" in body(enter(world.anna).get(at("consent_list") + "?q=нина лебедева"))


# ---- Their own page ----


def test_a_parent_has_a_page_of_the_childs_sheets(world, misha, mother, enter):
    parent = cast.user("nina", "Лебедева Нина Павловна", participant=world.school)
    Person.objects.filter(pk=mother.representative_id).update(user=parent)
    other = cast.person(world.school, "Тихонов Пётр Ильич", grade="6А", birth_date=date(2014, 1, 1))
    cast.mentee(other)
    link(world, other, "Тихонова Вера Ильинична")
    assert [(line.person.surname, str(line.purpose)) for line in own_lines(world.school, 2026, TODAY, parent)] == [
        ("Лебедев", "processing"),
        ("Лебедев", "mentee_part"),
        ("Лебедева", "representative"),
    ]
    [first, _] = sheets(world, world.misha_card).consents
    client = enter(parent)
    page = body(client.get(at("my_consents")))
    assert "Вам осталось подписать 3 листа." in page
    assert ["Лебедев Михаил Иванович" in page, "Тихонов" in page] == [True, False]
    assert client.get(at("consent_sheet", first.pk))["Content-Type"] == "application/pdf"
    [strange] = sheets(world, other, [Purpose.PROCESSING]).consents
    assert client.get(at("consent_sheet", strange.pk)).status_code == 404
    assert client.get(at("consent_list")).status_code == 403


def test_a_pupil_does_not_see_the_mothers_own_consent(world, misha, mother):
    pupil = cast.user("misha", "Лебедев Михаил Иванович", participant=world.school)
    Person.objects.filter(pk=world.misha_card.pk).update(user=pupil)
    sheets(world, world.misha_card)
    assert [(line.person.surname, str(line.purpose)) for line in own_lines(world.school, 2026, TODAY, pupil)] == [
        ("Лебедев", "processing"),
        ("Лебедев", "mentee_part"),
    ]


def test_the_other_parent_sees_nothing_of_what_he_does_not_sign(world, misha, mother):
    father = link(world, world.misha_card, "Лебедев Иван Маркович", "отец")
    account = cast.user("ivan", "Лебедев Иван Маркович", participant=world.school)
    Person.objects.filter(pk=father.representative_id).update(user=account)
    sheets(world, world.misha_card)
    assert own_lines(world.school, 2026, TODAY, account) == []


def test_own_lines_cost_the_same_for_many_children(world, misha, mother):
    parent = cast.user("nina", "Лебедева Нина Павловна", participant=world.school)
    Person.objects.filter(pk=mother.representative_id).update(user=parent)
    with CaptureQueriesContext(connection) as one:
        own_lines(world.school, 2026, TODAY, parent)
    for number in range(3):
        child = cast.person(
            world.school, f"Лебедев Пётр{'аоу'[number]} Иванович", grade="5А", birth_date=date(2015, 5, 5)
        )
        cast.mentee(child)
        Representation.objects.create(representative=mother.representative, pupil=child)
    with CaptureQueriesContext(connection) as many:
        own_lines(world.school, 2026, TODAY, parent)
    assert len(many) == len(one)


def test_the_command_prints_for_minors_too(world, misha, tmp_path, capsys):
    target = tmp_path / "согласия.pdf"
    call_command("print_consents", str(target), organisation="lesnaya", json=True)
    answer = json.loads(capsys.readouterr().out)
    assert (answer["sheets"], answer["people"], answer["skipped"]) == (7, 4, [])
    assert len(PdfReader(target).pages) == 7


def test_membership_is_no_right_to_choose_the_signer(world, misha, enter):
    assert enter(world.gleb).get(at("consent_signer", world.misha_card.pk)).status_code == 403
    assert Membership.objects.filter(user=world.gleb).exists()
