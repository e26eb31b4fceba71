"""The pages of the banks: who sees what, filters in the address, the same number of queries for any number of rows."""

import io
from datetime import date

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.banks import partners
from mentoring.banks.enums import BankStatus, Priority, RequestSource
from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentoringForm, MentorStrength
from mentoring.pairs.enums import PairStatus
from schools.models import Representation
from tests.mentoring.pairs.cast import pair_in, propose
from tests.world import YEAR, mentee, mentor, person

from .cards import topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HOME = "/o/lesnaya/"


def names(response) -> list[str]:
    return [entry.person.surname for entry in response.context["page_obj"]]


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# ---- Who sees what ----


@pytest.mark.parametrize("bank", ["mentors", "mentees"])
def test_a_bank_shows_its_own_school_and_year(world, enter, bank):
    last_year = Mentor if bank == "mentors" else Mentee
    last_year.objects.create(
        organisation=world.school, person=world.gleb_card, year=YEAR - 1, entered_on=date(2025, 9, 1)
    )
    expected = {"mentors": "Заяц", "mentees": "Черных"}[bank]
    for user in (world.anna, world.gleb):
        assert names(enter(user).get(f"{HOME}{bank}/")) == [expected]
    assert names(enter(world.anna).get(f"{HOME}{bank}/?year={YEAR - 1}")) == ["Ветров"]


@pytest.mark.parametrize("page", ["mentors/", "mentees/", "topics/", "mentors/copy/"])
def test_a_foreign_curator_finds_nothing(world, enter, page):
    assert enter(world.vera).get(HOME + page).status_code == 404
    assert enter(world.boris).get(HOME + page).status_code == 403
    assert enter(world.oleg).get(HOME + page).status_code == 404


@pytest.mark.parametrize("page", ["", "edit/"])
def test_foreign_cards_do_not_exist(world, enter, page):
    client = enter(world.anna)
    assert client.get(f"{HOME}mentors/{world.foreign_mentor.pk}/{page}").status_code == 404
    assert client.get(f"{HOME}mentees/{world.foreign_mentee.pk}/{page}").status_code == 404
    assert client.get(f"{HOME}mentors/{world.mentor.pk}/{page}").status_code == 200
    assert client.get(f"{HOME}mentees/{world.mentee.pk}/{page}").status_code == 200


def test_a_participant_sees_the_own_card_only_and_no_notes(world, enter):
    Mentor.objects.update(note="обидчив")
    other = mentor(world.sofya_card)
    client = enter(world.boris)
    page = client.get(f"{HOME}mentors/{world.mentor.pk}/")
    assert page.status_code == 200
    assert "обидчив" not in page.content.decode()
    assert "Изменить" not in page.content.decode()
    assert client.get(f"{HOME}mentors/{other.pk}/").status_code == 404
    assert client.get(f"{HOME}mentees/{world.mentee.pk}/").status_code == 404
    assert client.get(f"{HOME}mentors/{world.mentor.pk}/edit/").status_code == 403


def test_the_head_reads_but_does_not_change(world, enter):
    client = enter(world.gleb)
    page = client.get(f"{HOME}mentors/{world.mentor.pk}/").content.decode()
    assert "Вывести из банка" not in page
    for address in ("mentors/add/", "mentors/status/", f"mentors/{world.mentor.pk}/status/", "mentees/remove/"):
        assert client.post(HOME + address).status_code == 403


@pytest.mark.parametrize("bank", ["mentors", "mentees"])
@pytest.mark.parametrize("deed", ["add", "status", "remove", "pair", "copy"])
def test_a_form_cannot_touch_another_school(world, enter, bank, deed):
    """Ids of a foreign school in a form of one's own are as if they were not there."""
    ids = {"mentors": world.foreign_mentor.pk, "mentees": world.foreign_mentee.pk}[bank]
    if deed == "add":
        ids = world.foreign_card.pk
    response = enter(world.anna).post(f"{HOME}{bank}/{deed}/", {"ids": [ids], "to": "withdrawn", "reason": "так"})
    assert response.status_code in (200, 302)
    assert Mentor.objects.get(pk=world.foreign_mentor.pk).status == BankStatus.CONFIRMED
    assert Mentee.objects.get(pk=world.foreign_mentee.pk).status == BankStatus.CONFIRMED
    assert (Mentor.objects.count(), Mentee.objects.count()) == (2, 2)


def test_nonsense_ids_are_nobody(world, enter):
    response = enter(world.anna).post(
        f"{HOME}mentors/status/", {"ids": ["щ", "-1", "9" * 40], "to": "withdrawn", "reason": "а"}
    )
    assert said(response) == ["Никто не отмечен."]


# ---- Lists ----


@pytest.mark.parametrize("bank", ["mentors", "mentees"])
def test_thirty_rows_ask_as_much_as_one(world, enter, bank):
    def add(surname: str, number: int) -> None:
        for i in range(number):
            card = person(world.school, f"{surname}{i} Лев Ильич", "учитель химии")
            if bank == "mentors":
                entry = mentor(card)
                entry.forms.add(MentoringForm.objects.first())
                MentorStrength.objects.create(mentor=entry, topic=topic("предмет"), detail="химия")
            else:
                MenteeRequest.objects.create(mentee=mentee(card), topic=topic("предмет"), detail="химия")

    def queries() -> list[int]:
        counts = []
        for address in (f"{HOME}{bank}/", f"{HOME}{bank}/?format=xlsx", f"{HOME}{bank}/?q=учитель&sort=-status"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    (Mentor if bank == "mentors" else Mentee).objects.all().delete()
    client = enter(world.anna)
    add("Уваров", 1)
    queries()  # the first round settles the session
    one = queries()
    add("Белый", 29)
    assert client.get(f"{HOME}{bank}/").context["paginator"].count == 30
    assert queries() == one


def test_fifty_rows_a_page(world, enter):
    for number in range(55):
        mentor(person(world.school, f"Уваров{number:02} Лев Ильич"))
    client = enter(world.anna)
    assert len(names(client.get(f"{HOME}mentors/"))) == 50
    assert len(names(client.get(f"{HOME}mentors/?page=2"))) == 6
    assert len(names(client.get(f"{HOME}mentors/?page=99"))) == 6


@pytest.mark.parametrize("query", ["семёнова", "СЕМЕНОВА", "семен", "Пелагея  семёнова", "логопед", "ceмeнoвa"])
def test_search_forgives_yo_case_and_lookalikes(world, enter, query):
    mentor(person(world.school, "Семёнова Пелагея Ильинична", "учитель-логопед"))
    assert names(enter(world.anna).get(f"{HOME}mentors/", {"q": query})) == ["Семёнова"]


def test_mentors_are_filtered_by_what_they_give(world, enter):
    full = mentor(person(world.school, "Белый Ян Ильич", "учитель музыки"), capacity=1)
    Mentor.objects.filter(pk=full.pk).update(load=1)
    full.person.employments.update(subjects=["Музыка"])
    candidate = mentor(person(world.school, "Агеев Лев Ильич", "учитель"), status=BankStatus.CANDIDATE)
    gone = mentor(person(world.school, "Юдин Лев Ильич", "учитель"))
    Mentor.objects.filter(pk=gone.pk).update(
        status=BankStatus.WITHDRAWN, withdrawn_on=date(2026, 9, 3), withdrawal_reason="уволился"
    )
    form = MentoringForm.objects.get(code="teacher-teacher")
    candidate.forms.add(form)
    MentorStrength.objects.create(mentor=world.mentor, topic=topic("методика урока"))
    MentorStrength.objects.create(mentor=candidate, topic=topic("предмет"), detail="Музыка")
    client = enter(world.anna)

    def found(**asked):
        return names(client.get(f"{HOME}mentors/", asked))

    assert found() == ["Агеев", "Белый", "Заяц"]
    assert found(status="candidate") == ["Агеев"]
    assert found(status="withdrawn") == ["Юдин"]
    assert found(topic=topic("методика урока").pk) == ["Заяц"]
    assert found(form=form.pk) == ["Агеев"]
    assert found(free="on") == ["Агеев", "Заяц"]
    assert found(subject="Музыка") == ["Агеев", "Белый"]
    assert found(sort="-load") == ["Агеев", "Заяц", "Белый"]
    assert found(sort="load") == ["Белый", "Агеев", "Заяц"]
    assert found(topic="щ", form="-1", status="boss", sort="хм") == ["Агеев", "Белый", "Заяц"]


def test_mentees_are_filtered_by_what_they_need(world, enter):
    other = mentee(person(world.school, "Белый Ян Ильич", "учитель музыки"))
    Mentee.objects.filter(pk=other.pk).update(pairs_count=1)
    ask = MenteeRequest.objects.create
    ask(mentee=world.mentee, topic=topic("методика урока"), priority=Priority.LOW, source=RequestSource.PSYCHOLOGIST)
    ask(mentee=world.mentee, topic=topic("предмет"), detail="Музыка", priority=Priority.HIGH)
    ask(mentee=other, topic=topic("методика урока"), priority=Priority.HIGH)
    client = enter(world.anna)

    def found(**asked):
        return names(client.get(f"{HOME}mentees/", asked))

    assert found() == ["Белый", "Черных"]
    assert found(topic=topic("методика урока").pk) == ["Белый", "Черных"]
    assert found(topic=topic("методика урока").pk, priority=Priority.HIGH) == ["Белый"]
    assert found(priority=Priority.HIGH) == ["Белый", "Черных"]
    assert found(source=RequestSource.PSYCHOLOGIST) == ["Черных"]
    assert found(unpaired="on") == ["Черных"]
    assert found(sort="-name") == ["Черных", "Белый"]


def test_the_title_counts(world, enter):
    Mentor.objects.filter(pk=world.mentor.pk).update(load=1)
    mentor(person(world.school, "Белый Ян Ильич"), capacity=3, status=BankStatus.CANDIDATE)
    client = enter(world.anna)
    assert "2 человека, мест 5, занято 1" in client.get(f"{HOME}mentors/").content.decode()
    page = client.get(f"{HOME}mentees/").content.decode()
    assert "1 человек, без пары 1" in page


def test_an_empty_bank_says_what_to_do_first(world, enter):
    Mentor.objects.all().delete()
    assert "Откройте список сотрудников" in enter(world.anna).get(f"{HOME}mentors/").content.decode()


# ---- The workbook ----


def test_the_workbook_has_the_fields_columns_and_partners(world, enter, monkeypatch):
    pair = partners.Partner("Белый Ян Ильич", "учитель", "педагог — педагог", date(2027, 5, 31), is_completed=False)
    monkeypatch.setitem(partners._sources, "mentor", lambda ids: {world.mentor.pk: [pair]})
    MentorStrength.objects.create(mentor=world.mentor, topic=topic("предмет"), detail="физика")
    Mentor.objects.update(achievements="=1+1")
    response = enter(world.anna).get(f"{HOME}mentors/?format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(row for row in rows if "№" in row)
    row = dict(zip(heading, rows[rows.index(heading) + 1], strict=True))
    assert (row["№"], row["Фамилия, имя, отчество"], row["Основные компетенции"]) == (
        1,
        "Заяц Борис Фомич",
        "предмет: физика",
    )
    assert (row["Наставляемые"], row["Форма наставничества"], row["Дата завершения"]) == (
        "Белый Ян Ильич",
        "педагог — педагог",
        "31.05.2027",
    )
    assert row["Достижения"] == "=1+1"
    assert [cell.data_type for line in sheet.iter_rows() for cell in line if cell.value == "=1+1"] == ["s"]


def test_a_telephone_on_a_card_of_the_bank_is_as_people_read_it(world, enter):
    type(world.boris_card).objects.filter(pk=world.boris_card.pk).update(phone="+79001112233")
    page = enter(world.anna).get(f"{HOME}mentors/{world.mentor.pk}/").content.decode().replace("\xa0", " ")
    assert '<a class="nowrap" href="tel:+79001112233">8 900 111-22-33</a>' in page


def test_a_pupils_contacts_are_the_representatives(world, enter):
    mother = person(world.school, "Лебедева Нина Павловна", phone="8 900 000-00-01")
    Representation.objects.create(representative=mother, pupil=world.misha_card, relation="мать")
    mentee(world.misha_card)
    response = enter(world.anna).get(f"{HOME}mentees/?format=xlsx&q=лебедев")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "мать Лебедева Нина Павловна 8 900 000-00-01" in values
    assert 2014 in values


def test_telephones_in_a_workbook_are_as_people_read_them(world, enter):
    type(world.boris_card).objects.filter(pk=world.boris_card.pk).update(phone="+79001112233", email="z@example.org")
    content = enter(world.anna).get(f"{HOME}mentors/?format=xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "8\u00a0900\u00a0111-22-33\nz@example.org" in values


def facts(page) -> str:
    """The line «Ведёт сейчас» of a card."""
    text = page.content.decode()
    return text[text.index("<dt>Ведёт сейчас</dt>") :].split("</dd>")[0].split("<dd>")[1].replace("\u00a0", " ")


def test_a_mentor_leads_those_who_stand_in_an_order_the_rest_are_named_apart(world, enter):
    address = f"{HOME}mentors/{world.mentor.pk}/"
    propose(world, world.mentor, [world.mentee])
    said = "0 из 2; ещё 1 наставляемый — в парах, которых нет в приказе"
    page = enter(world.anna).get(address)
    assert facts(page) == said
    assert "ещё не в приказе</td>" in page.content.decode()
    # A pair that is only discussed is no news for the mentor.
    assert facts(enter(world.boris).get(address)) == "0 из 2"


def test_an_ordered_pair_is_led(world, enter):
    pair = pair_in(world, PairStatus.ORDERED)
    assert facts(enter(world.anna).get(f"{HOME}mentors/{pair.mentor_id}/")) == "1 из 2"


def test_empty_facts_are_marked_so_that_a_phone_leaves_them_out(world, enter):
    page = enter(world.anna).get(f"{HOME}mentors/{world.mentor.pk}/").content.decode()
    assert '<dt>Интересы</dt><dd class="none">—</dd>' in page
    Mentor.objects.filter(pk=world.mentor.pk).update(interests="шахматы")
    page = enter(world.anna).get(f"{HOME}mentors/{world.mentor.pk}/").content.decode()
    assert "<dt>Интересы</dt><dd>шахматы</dd>" in page
