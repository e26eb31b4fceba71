"""Who may destroy a person's data and when; what the card and its pages are afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import prepare_consent, sign_consent, withdraw_consent
from mentoring.documents.jobs import CONSENTS_PACKET, arguments_of
from mentoring.pairs.models import Pair, Seat
from schools.enums import Role
from schools.models import Destruction, Membership, Person, Representation, User
from schools.papers.models import Job, StoredFile
from schools.papers.selectors.files import read_file
from schools.papers.services.documents import attach_scan, create_draft, enter_elsewhere
from schools.papers.services.files import store_file
from schools.services.archiving import archive_person, restore_person
from schools.services.destroying import destroy_person
from schools.services.people import save_person
from schools.services.representatives import add_representative
from schools.services.staff_import import discard_import
from schools.services.staff_import_undo import undo_import
from tests import world as cast
from tests.scans import PDF
from tests.schools.staff_files import load, staff_file, start
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.usefixtures("today")
ASKED = {"reason": "term", "ground_on": TODAY.isoformat(), "sure": "on"}


@pytest.fixture
def left(world) -> Person:
    """One who left and is in the archive."""
    card = cast.person(world.school, "Кравец Тарас Ильич", "сторож", phone="+79000000001")
    archive_person(card, world.anna)
    return Person.objects.get(pk=card.pk)


def destroy(person: Person, by: User, **asked) -> Destruction:
    return destroy_person(person, **({"reason": "term", "ground_on": TODAY} | asked), by=by)


def address(name: str, place, pk: int | None = None) -> str:
    return reverse(f"schools:{name}", kwargs={"organisation": place.slug} | ({"pk": pk} if pk else {}))


def refusals(person: Person, by: User, **asked) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        destroy(person, by, **asked)
    assert Person.objects.get(pk=person.pk).full_name == person.full_name
    assert Destruction.objects.count() == 0
    return refused.value.messages


def test_the_card_is_empty_and_numbered(world, left):
    act = destroy(left, world.gleb)
    card = Person.objects.get(pk=left.pk)
    assert card.full_name == card.short_name == "Данные уничтожены № 1"
    assert (card.phone, card.search_text, card.destroyed_at is not None) == ("", "", True)
    assert card.employments.count() == 0
    assert (act.number, act.done_by_name) == (1, "Ветров Глеб Ильич")


def test_numbers_go_on_in_each_organisation(world, left):
    destroy(left, world.anna)
    second = cast.person(world.school, "Лось Денис Олегович", archived_on=TODAY)
    foreign = cast.person(world.foreign, "Лось Денис Олегович", archived_on=TODAY)
    assert (destroy(second, world.anna).number, destroy(foreign, world.vera).number) == (2, 1)


def test_twice_is_refused(world, left):
    destroy(left, world.anna)
    with pytest.raises(ValidationError) as refused:
        destroy(left, world.anna)
    assert refused.value.messages == ["Данные этого человека уже уничтожены."]
    assert Destruction.objects.count() == 1


def test_there_is_no_way_back(world, left):
    destroy(left, world.anna)
    card = Person.objects.get(pk=left.pk)
    with pytest.raises(ValidationError, match="вернуть карточку нельзя"):
        restore_person(card, world.anna)
    with pytest.raises(ValidationError, match="карточку менять нельзя"):
        save_person(card, by=world.anna)


def test_a_card_in_use_goes_to_the_archive_first(world):
    assert refusals(world.misha_card, world.anna) == [
        "Карточка не в архиве. Сначала отправьте её в архив: так закончатся должности и закроется доступ."
    ]


def test_nobody_destroys_own_data(world):
    card = Person.objects.get(user=world.anna)
    assert refusals(card, world.anna) == [
        "Собственные данные уничтожить нельзя: это делает другой куратор или руководитель."
    ]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"reason": "whim"}, "Выберите причину из списка."),
        (
            {"ground_on": TODAY + timedelta(1)},
            "Этот день ещё не наступил. Впишите день, когда появилась причина.",
        ),
    ],
)
def test_reason_and_its_day(world, left, asked, sentence):
    assert refusals(left, world.anna, **asked) == [sentence]


def test_a_list_in_preview_may_name_the_person(world, left):
    waiting = start(world.school, world.anna, staff_file(("Кравец Тарас Ильич", "", "сторож")))
    assert refusals(left, world.anna) == [
        "Список «список.xlsx» ещё проверяется, и этот человек может быть в нём: загрузите или отмените его."
    ]
    discard_import(waiting)
    assert destroy(left, world.anna).number == 1


def test_the_page_leads_the_curator_to_the_list_in_preview(world, left, enter):
    waiting = start(world.school, world.anna, staff_file(("Кравец Тарас Ильич", "", "сторож")))
    page = reverse("schools:person_destroy", args=["lesnaya", left.pk])
    door = f'<a href="{reverse("schools:import_preview", args=["lesnaya", waiting.pk])}">Открыть список</a>'
    for who, shown in ((world.anna, True), (world.gleb, False)):
        told = enter(who).get(page).content.decode()
        assert ["Список «список.xlsx» ещё проверяется" in told, door in told] == [True, shown]
    discard_import(waiting)
    assert "Открыть список" not in enter(world.anna).get(page).content.decode()


def test_a_draft_that_names_the_person(world, left):
    create_draft(world.school, "order", "О поощрении Кравца Т.И.", {}, world.anna, None)
    create_draft(world.school, "order", "О порядке", {"control": left.pk}, world.anna, None)
    create_draft(world.school, "order", "О другом", {"control": world.gleb_card.pk}, world.anna, None)
    assert refusals(left, world.anna) == [
        "Назван в черновике «О поощрении Кравца Т.И.»: уберите его оттуда, издайте или выбросьте черновик.",
        "Назван в черновике «О порядке»: уберите его оттуда, издайте или выбросьте черновик.",
    ]


def test_a_living_pair(world):
    """Made past the guard of the archive: the deed asks again."""
    Person.objects.filter(pk=world.boris_card.pk).update(archived_on=TODAY)
    pair = Pair.objects.create(
        organisation=world.school,
        mentor=world.mentor,
        form_id=1,
        starts=TODAY,
        ends=TODAY,
    )
    Seat.objects.create(pair=pair, mentor=world.mentor, mentee=world.mentee)
    assert refusals(Person.objects.get(pk=world.boris_card.pk), world.anna) == [
        "Состоит в паре «Заяц\xa0Б.\xa0Ф. — Черных\xa0С.\xa0П.»: сначала отмените её."
    ]


def test_a_packet_on_its_way_to_the_printer(world, left):
    Job.objects.create(
        organisation=world.school,
        user=world.anna,
        kind=CONSENTS_PACKET,
        title="Согласия",
        arguments=arguments_of([(left, Purpose.PROCESSING)], YEAR),
    )
    assert refusals(left, world.anna) == ["Сейчас собирается пачка документов для печати: дождитесь конца."]


@pytest.fixture
def parent(world) -> Person:
    """The representative of Миша, who signed for him."""
    link = add_representative(
        world.misha_card, full_name="Лебедева Клавдия Саввична", relation="мать", phone="", by=world.anna
    )
    consent = prepare_consent(world.misha_card, Purpose.PROCESSING, None, link, world.anna)
    sign_consent(consent, TODAY, None, world.anna)
    archive_person(link.representative, world.anna)
    return Person.objects.get(pk=link.representative_id)


def test_a_representative_whose_signature_holds(world, parent):
    assert refusals(parent, world.anna) == [
        "Подписывает согласие на обработку персональных данных за Лебедева\xa0М.\xa0И.: "
        "сначала оформите согласие с другим представителем или отзовите это."
    ]


def test_a_representative_whose_signature_holds_no_longer(world, parent):
    withdraw_consent(Consent.objects.get(), TODAY, "", world.anna)
    destroy(parent, world.anna)
    assert Representation.objects.count() == 0
    assert Consent.objects.get().representation is None
    assert Person.objects.get(pk=world.misha_card.pk).full_name == "Лебедев Михаил Иванович"


def test_a_pupil_with_consent_and_class(world, parent):
    archive_person(world.misha_card, world.anna)
    destroy(world.misha_card, world.anna)
    consent = Consent.objects.get()
    assert (consent.status, consent.withdrawn_on, consent.representation, consent.note) == (
        "replaced", None, None, f"данные уничтожены {TODAY:%d.%m.%Y}",
    )  # fmt: skip
    assert Person.objects.get(pk=world.misha_card.pk).enrolments.count() == 0
    assert Person.objects.get(pk=parent.pk).full_name == "Лебедева Клавдия Саввична"


def test_an_account_that_is_somebodys_elsewhere_stays(world):
    """Клара works in two places: leaving one she keeps the sign-in and the roles of the other."""
    card = Person.objects.get(user=world.klara, organisation=world.kindergarten)
    other = cast.user("lada", "Снегова Лада Ильинична", curator=world.kindergarten)
    archive_person(card, other)
    destroy(card, other)
    klara = User.objects.get(pk=world.klara.pk)
    assert (klara.username, klara.full_name, klara.is_active) == ("klara", "Дурново Клара Марковна", True)
    assert Person.objects.get(pk=card.pk).user is None
    held = Membership.objects.active(TODAY).filter(user=klara)
    assert set(held.values_list("organisation__slug", "role")) == {("dalnyaya", "head"), ("dalnyaya", "curator")}


def test_a_scan_that_proves_something_else_stays(world, left, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    scan = store_file(world.school, PDF, "скан.pdf", "application/pdf", world.anna)
    sign_consent(prepare_consent(left, Purpose.PROCESSING, None, None, world.anna), TODAY, scan, world.anna)
    attach_scan(enter_elsewhere(world.school, "order", "О скане", "1-К", TODAY, world.anna), scan, world.anna)
    destroy(left, world.anna)
    assert read_file(StoredFile.objects.get(pk=scan.pk)) == PDF


def test_the_import_that_brought_the_person_is_taken_back_without_the_card(world):
    rows = staff_file(("Кравец Тарас Ильич", "11.12.1965", "сторож"), ("Лось Денис Олегович", "1.02.1966", "сторож"))
    loaded = load(world.school, world.anna, rows)
    card = Person.objects.get(surname="Кравец")
    archive_person(card, world.anna)
    destroy(card, world.anna)
    undo_import(loaded, world.anna)
    assert Person.objects.get(pk=card.pk).full_name == "Данные уничтожены № 1"
    assert Person.objects.filter(surname="Лось").count() == 0


def test_the_same_person_hired_again_is_a_new_card(world, left):
    destroy(left, world.anna)
    load(world.school, world.anna, staff_file(("Кравец Тарас Ильич", "11.12.1965", "сторож")))
    fresh = Person.objects.get(surname="Кравец")
    assert fresh.pk != left.pk
    assert Person.objects.get(pk=left.pk).full_name == "Данные уничтожены № 1"


def test_pages_from_the_card_to_the_act(world, left, enter):
    client = enter(world.anna)
    card, page = address("person_detail", world.school, left.pk), address("person_destroy", world.school, left.pk)
    assert page in client.get(card).content.decode()
    told = client.get(page).content.decode()
    assert "<li>дата рождения</li>" not in told
    assert "<li>телефон</li>" in told
    assert "Уничтожить данные</button>" in told
    assert "заявления и отказы, которые подали другие люди: они остаются такими, какими оформлены" in told
    assert "от копий, выписок и листов ознакомления, где человек назван, — одна строка без текста и файлов" in told
    act_page = client.post(page, ASKED)
    act = Destruction.objects.get()
    assert act_page.url == address("destruction_detail", world.school, act.pk)
    told = client.get(act_page.url).content.decode()
    assert f"карточка № {left.pk}" in told
    assert "истёк срок хранения, 14" in told
    assert "Кравец" not in told
    told = client.get(card).content.decode()
    assert "Данные уничтожены № 1" in told
    assert "Вернуть из архива" not in told
    assert "Кравец" not in told
    assert client.get(page).url == card
    assert client.get(address("destruction_list", world.school)).content.decode().count(act_page.url) == 1


def test_a_destroyed_card_is_in_no_list_and_is_not_found(world, left, enter):
    destroy(left, world.anna)
    client = enter(world.anna)
    for name in ("person_list", "person_archived", "person_others"):
        for asked in ("", "?q=Кравец", "?q=уничтожены"):
            told = client.get(address(name, world.school) + asked).content.decode()
            assert address("person_detail", world.school, left.pk) not in told
    for name in ("person_edit", "person_cases", "representative_add"):
        assert client.get(address(name, world.school, left.pk)).status_code == 404


def test_without_the_mark_nothing_happens(world, left, enter):
    answer = enter(world.anna).post(address("person_destroy", world.school, left.pk), ASKED | {"sure": ""})
    assert answer.status_code == 200
    assert "Поставьте отметку: уничтоженные данные не вернуть." in answer.content.decode()
    assert Person.objects.get(pk=left.pk).full_name == "Кравец Тарас Ильич"


def test_obstacles_stand_in_place_of_the_button(world, enter):
    told = enter(world.gleb).get(address("person_destroy", world.school, world.misha_card.pk)).content.decode()
    assert "Карточка не в архиве." in told
    assert "Уничтожить данные</button>" not in told


@pytest.mark.parametrize(("who", "status"), [("vera", 404), ("boris", 403), ("oleg", 404)])
def test_strangers_and_participants(world, left, enter, who, status):
    client = enter(getattr(world, who))
    assert client.post(address("person_destroy", world.school, left.pk), ASKED).status_code == status
    assert Person.objects.get(pk=left.pk).full_name == "Кравец Тарас Ильич"


def test_a_card_of_another_organisation_does_not_exist_here(world, enter):
    Person.objects.filter(pk=world.foreign_card.pk).update(archived_on=TODAY)
    client = enter(world.anna)
    assert client.post(address("person_destroy", world.school, world.foreign_card.pk), ASKED).status_code == 404
    act = destroy(Person.objects.get(pk=world.foreign_card.pk), world.vera)
    assert client.get(address("destruction_detail", world.school, act.pk)).status_code == 404
    assert list(Destruction.objects.visible_to(world.anna)) == []


def test_the_account_of_one_who_only_entered_here_enters_no_more(world, client):
    Pair.objects.all().delete()
    archive_person(world.boris_card, world.anna)
    client.force_login(world.boris)
    destroy(Person.objects.get(pk=world.boris_card.pk), world.anna)
    assert client.get("/", follow=True).redirect_chain[-1][0].startswith("/account/login")
    assert Membership.objects.filter(user=world.boris, role=Role.PARTICIPANT, ends__lt=TODAY).count() == 1
