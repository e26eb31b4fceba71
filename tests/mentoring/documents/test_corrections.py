"""Typed corrections of an order on pairs: the sentence writes itself, the rooms follow, annulment takes it back."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.documents.kinds.kind import Stamp
from mentoring.documents.kinds.pairs_change import changes_of, values
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.orders import annulment_consequences
from mentoring.documents.services.papers import begin_paper
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import end_pair
from schools.journal.models import Entry
from schools.models import Employment
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from schools.russian import Case
from tests.mentoring.documents.cast import approved, issue, mentee, mentor, ordered, points_of
from tests.mentoring.documents.test_changing import changing
from tests.mentoring.documents.test_orders import refused
from tests.world import TODAY

pytestmark = pytest.mark.django_db
LATER, NEW_END = date(2026, 10, 1), date(2027, 5, 31)


def said(document: Document) -> list[str]:
    return [one.replace("\u00a0", " ") for one in changes_of(document, Stamp(day=LATER))]


def moved(pair: Pair, ends: date = NEW_END) -> dict:
    return {str(pair.pk): {"was": pair.ends.isoformat(), "ends": ends.isoformat()}}


def test_another_mentor_for_the_same_mentee(world):
    order = ordered(world)
    old = Pair.objects.get()
    new = approved(world, mentor(world, "Швец Игорь Львович", "учитель физики"), world.mentee)
    change = changing(world, order, removed=[old.pk], pairs=[new.pk])
    assert said(change) == [
        "заменить с 1 октября 2026 г. наставника, закреплённого за учителем математики Черных С.П.: вместо учителя физики "
        "Зайца Б.Ф. закрепить учителя физики Швеца И.Л. на срок с 14 сентября 2026 г. по 31 августа 2027 г.; форма "
        "«педагог — педагог»"
    ]
    issue(change, world.gleb, day=LATER)
    old.refresh_from_db(), new.refresh_from_db()
    assert (old.status, new.status) == (PairStatus.ENDED, PairStatus.ORDERED)


def test_another_mentee_for_the_same_mentor(world):
    order = ordered(world)
    old = Pair.objects.get()
    new = approved(world, world.mentor, mentee(world, "Ким Яна Руслановна", "педагог-организатор"))
    assert said(changing(world, order, removed=[old.pk], pairs=[new.pk])) == [
        "заменить с 1 октября 2026 г. наставляемого, закреплённого за наставником — учителем физики Зайцем Б.Ф.: вместо "
        "учителя математики Черных С.П. закрепить педагога-организатора Ким Я.Р. на срок с 14 сентября 2026 г. по 31 августа "
        "2027 г.; форма «педагог — педагог»"
    ]


def test_a_new_term_is_written_and_follows(world):
    order = ordered(world)
    pair = Pair.objects.get()
    change = changing(world, order, terms=moved(pair))
    assert said(change) == [
        "срок закрепления за учителем математики Черных С.П. наставника — учителя физики Зайца Б.Ф. установить "
        "с 14 сентября 2026 г. по 31 мая 2027 г."
    ]
    assert [one.message for one in hindrances_of(change, TODAY) if one.blocks] == []
    issued = issue(change, world.gleb)
    pair.refresh_from_db()
    entry = Entry.objects.get(deed="изменён срок приказом")
    assert (pair.ends, entry.before["по"], entry.after["по"], entry.after["основание"]) == (
        NEW_END, "31.08.2027", "31.05.2027", str(issued),
    )  # fmt: skip
    assert annulment_consequences(issued) == [f"Срок снова по 31.08.2027: {pair}"]
    annul_document(issued, "ошибка", world.gleb)
    pair.refresh_from_db()
    assert (pair.ends, pair.status) == (date(2027, 8, 31), PairStatus.ORDERED)


def test_a_term_that_moved_or_ended_meanwhile_is_refused_by_name(world):
    order = ordered(world)
    pair = Pair.objects.get()
    first, second = (changing(world, order, terms=moved(pair, day)) for day in (NEW_END, date(2027, 6, 30)))
    issue(first, world.gleb)
    name = str(pair).replace("\u00a0", " ")
    assert refused(lambda: issue(second, world.gleb)) == [
        f"{name}: срок уже изменён, теперь по 31.05.2027. Откройте черновик и сохраните."
    ]
    third = changing(world, order, terms=moved(Pair.objects.get(), date(2027, 4, 1)))
    end_pair(pair, TODAY, "mutual", world.anna)
    assert refused(lambda: issue(third, world.gleb)) == [
        f"{name}: сейчас «завершена», изменить срок можно только закреплённой паре."
    ]


def test_a_term_cannot_end_before_the_order(world):
    order = ordered(world)
    pair = Pair.objects.get()
    change = changing(world, order, terms=moved(pair, TODAY.replace(day=1)))
    assert refused(lambda: issue(change, world.gleb)) == [
        f"{pair}: новый срок кончается раньше приказа. Исключите пару из приказа.".replace("\u00a0", " ")
    ]


def test_whoever_gets_a_new_term_or_name_is_told_of_the_order(world):
    order = ordered(world)
    pair = Pair.objects.get()
    change = issue(changing(world, order, terms=moved(pair)), world.gleb)
    both = {pair.mentor.person_id, *pair.seats.values_list("mentee__person", flat=True)}
    assert both <= set(change.acquaintances.values_list("person", flat=True))
    misprint = [{"what": "post", "person": world.boris_card.pk, "was": "учитель физкультуры"}]
    again = issue(changing(world, order, misprints=misprint), world.gleb)
    assert world.boris_card.pk in again.acquaintances.values_list("person", flat=True)


def test_a_term_cannot_end_before_it_begins(world):
    order = ordered(world)
    pair = Pair.objects.get()
    change = changing(world, order, terms=moved(pair, date(2020, 1, 1)))
    said_now = [one.message.replace("\u00a0", " ") for one in hindrances_of(change, TODAY) if one.blocks]
    assert said_now == [
        f"{pair}: новый последний день 01.01.2020 раньше первого, {pair.starts:%d.%m.%Y}. Исправьте дату.".replace(
            "\u00a0", " "
        )
    ]


@pytest.mark.parametrize(
    ("what", "was"),
    [
        ("name", "Заяц  Борис Фомич"),
        ("name", "Зайцем Б.Ф."),
        ("name", "Зайца Бориса Фомича"),
        ("post", "учитель физики"),
        ("post", "учителя физики"),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(world, what, was):
    change = changing(world, ordered(world), misprints=[{"what": what, "person": world.boris_card.pk, "was": was}])
    [told] = [one.message for one in hindrances_of(change, TODAY) if one.blocks]
    assert told.replace("\u00a0", " ") == (
        f"Исправление ничего не меняет: в карточке тоже «{' '.join(was.split())}». "
        "Исправьте карточку или впишите, как напечатано в приказе."
    )


@pytest.mark.parametrize(
    ("what", "was", "found"),
    [
        ("name", "Заяц Б.Ф.", True),  # «Зайца Б.Ф.» stands in it
        ("name", "заяц  Б. Ф.", True),
        ("name", "Зайчик Б.Ф.", False),
        ("name", "Беридзе Лея Вахтанговна", False),
        ("post", "учитель физики", True),
        ("post", "учитель биологии", False),
    ],
)
def test_words_that_the_order_has_not_are_told_before_the_issue(world, what, was, found):
    misprint = {"what": what, "person": world.boris_card.pk, "was": was}
    change = changing(world, ordered(world), misprints=[misprint])
    told = [one.message for one in hindrances_of(change, TODAY) if not one.blocks and "в приказе нет" in one.message]
    words = f"Слов «{' '.join(was.split())}» в приказе нет ни в одном падеже. "
    assert [one.startswith(words) for one in told] == ([] if found else [True])


def test_nothing_is_said_of_words_in_an_order_that_came_from_paper(world):
    order = ordered(world)
    Document.objects.filter(pk=order.pk).update(blocks=[], elsewhere=True)
    change = changing(world, order, misprints=[{"what": "name", "person": world.boris_card.pk, "was": "Никто Н.Н."}])
    assert not [one for one in hindrances_of(change, TODAY) if "в приказе нет" in one.message]


def test_misprints_are_read_as_the_card_has_them_now(world):
    order = ordered(world)
    Employment.objects.filter(person=world.boris_card).update(post="учитель физики и астрономии")
    change = changing(
        world,
        order,
        misprints=[
            {"what": "name", "person": world.sofya_card.pk, "was": "Черных София Павловна"},
            {"what": "post", "person": world.boris_card.pk, "was": "учитель физики"},
        ],
    )
    assert said(change) == [
        "вместо «Черных София Павловна» читать «Черных Софья Павловна» в соответствующих падежах",
        "должность Зайца Б.Ф. вместо «учитель физики» читать «учитель физики и астрономии» в соответствующих падежах",
    ]
    assert issue(change, world.gleb).status == "issued"


def test_a_misprint_is_put_right_in_the_case_and_manner_in_which_it_was_typed(world):
    typed = [("name", "Зайцевым Б.Ф."), ("name", "Зайцев Б.Ф."), ("post", "учителем химии"), ("post", "учитель химии")]
    misprints = [{"what": what, "person": world.boris_card.pk, "was": was} for what, was in typed]
    assert [words.split(" читать ")[1] for words in said(changing(world, ordered(world), misprints=misprints))] == [
        f"«{right}» в соответствующих падежах"
        for right in ("Зайцем Б.Ф.", "Заяц Б.Ф.", "учителем физики", "учитель физики")
    ]


def reason(document: Document) -> str:
    return str(values(document, Stamp(day=LATER))["причина"](Case.NOMN))


def test_an_order_says_why_it_changes_another_by_what_it_changes_or_as_it_was_told(world):
    order = ordered(world)
    pair = Pair.objects.get()
    misprint = {"what": "name", "person": world.boris_card.pk, "was": "Зайцев Б.Ф."}
    terms = moved(pair)
    assert reason(changing(world, order, removed=[pair.pk])) == (
        "в связи с изменением состава наставнических пар (групп)"
    )
    assert reason(changing(world, order, terms=terms)) == "в связи с изменением срока наставничества"
    assert reason(changing(world, order, terms=terms, misprints=[misprint])) == (
        "в связи с изменением срока наставничества и исправлением опечатки"
    )
    assert reason(changing(world, order, other="в пункте 3 слова «а» заменить словами «б»")) == ""
    told = changing(world, order, terms=terms, reason="в связи с отпуском наставника.")
    assert reason(told) == "в связи с отпуском наставника"


def test_whose_term_moves_is_told_before_the_issue_and_by_which_order_on_the_card(world, client):
    order = ordered(world)
    pair = Pair.objects.get()
    change = changing(world, order, terms=moved(pair))
    client.force_login(world.anna)
    page = client.get(reverse("documents:order_issue", args=[world.school.slug, change.pk])).content.decode()
    assert f"<li>{pair}: по 31.05.2027 вместо 31.08.2027</li>" in page
    card = reverse("pairs:pair_detail", args=[world.school.slug, pair.pk])
    assert list(client.get(card).context["moved_by"]) == []
    issued = issue(change, world.gleb)
    assert list(client.get(card).context["moved_by"]) == [issued]
    annul_document(issued, "ошибка", world.gleb)
    assert list(client.get(card).context["moved_by"]) == []


def test_the_form_asks_for_terms_and_misprints(world, client):
    order = ordered(world)
    pair = Pair.objects.get()
    change = changing(world, order)
    client.force_login(world.anna)
    address = reverse("documents:order_edit", args=[world.school.slug, change.pk])
    page = client.get(address)
    form = page.context["form"]
    assert [field.name for field in (*form.term_fields, *form.misprint_fields)] == [
        f"ends_{pair.pk}", "name_person", "name_was", "post_person", "post_was",
    ]  # fmt: skip
    sent = {name: form[name].value() or "" for name in form.fields if name.startswith("text_")}
    sent |= {"version": change.version, "date": "2026-09-14", f"ends_{pair.pk}": "2027-05-31"}
    wrong = client.post(address, sent | {"name_person": world.sofya_card.pk})
    assert wrong.context["form"].errors == {"name_was": ["Впишите, как напечатано в приказе."]}
    client.post(address, sent | {"post_person": world.boris_card.pk, "post_was": "учитель", "reason": " отпуском "})
    change.refresh_from_db()
    assert (change.data["terms"], change.data["misprints"], change.data["reason"]) == (
        moved(pair),
        [{"what": "post", "person": world.boris_card.pk, "was": "учитель"}],
        "отпуском",
    )


def test_labour_papers_name_the_order_that_moved_the_term(world):
    order = ordered(world)
    pair = Pair.objects.get()
    issue(changing(world, order, terms=moved(pair)), world.gleb)
    draft = begin_paper(world.school, "agreement_mentor", 2026, world.anna, None, pair=Pair.objects.get())
    [assignment] = [line for line in points_of(draft) if "Поручение дано" in line]
    assert assignment.endswith("на 2026–2027 учебный год» (с изменениями, внесёнными приказом от 14.09.2026 № 2).")
