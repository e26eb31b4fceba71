"""Names inside sentences on screen stand in their cases; what the school wrote over the declension counts there too."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.consents.enums import Purpose
from mentoring.consents.erasing import objections
from mentoring.consents.models import Consent
from mentoring.consents.selectors import consequences_of_withdrawal
from mentoring.consents.services import prepare_consent
from mentoring.documents.pages.application import reason_words
from mentoring.documents.selectors.unsigned import signing_day
from mentoring.pairs.selectors.findings import warnings_of
from schools.models import Person, Representation
from schools.papers.models import Document
from schools.russian import Case
from schools.traces import traces_of
from tests import world as cast
from tests.mentoring.pairs import cast as pairs_cast
from tests.sweeps.reading import undeclined
from tests.world import YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
# Nominative, «карточку …» (genitive), «за …» (accusative).
PEOPLE = [
    ("Заяц Пётр Фомич", "Зайца П. Ф.", "Зайца П. Ф."),
    ("Гринь Мария Андреевна", "Гринь М. А.", "Гринь М. А."),
    ("Гринь Матвей Андреевич", "Гриня М. А.", "Гриня М. А."),
    ("Ковалёва Алёна Ильинична", "Ковалёвой А. И.", "Ковалёву А. И."),
]


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def signed_for(world, child: Person) -> Representation:
    return Representation.objects.create(representative=cast.person(world.school, "Мягкова Ия Ильинична"), pupil=child)


@pytest.mark.parametrize(("name", "whose", "whom"), PEOPLE)
def test_sentences_of_consents(world, name, whose, whom):
    child = cast.person(world.school, name, grade="6А")
    cast.mentee(child)
    link = signed_for(world, child)
    consent = prepare_consent(child, Purpose.PROCESSING, None, link, world.anna)
    assert plain(consequences_of_withdrawal(consent)[0]).startswith(f"Карточку {whose} придётся закрыть")
    [objection] = objections(link.representative, traces_of(link.representative, "", []))
    assert plain(objection).startswith(f"Подписывает согласие на обработку персональных данных за {whom}: ")
    days = signing_day(world.school, YEAR, world.anna)
    [stack] = [one for one in days.stacks if one.person == link.representative]
    assert plain(stack.dues[0].words) == f"Согласие на обработку персональных данных, за {whom}"
    with pytest.raises(ValidationError) as refusal:
        prepare_consent(child, Purpose.PROCESSING, None, signed_for(world, world.misha_card), world.anna)
    assert plain(refusal.value.messages[0]) == f"У {whose} этот представитель не записан. Выберите из записанных."


def test_the_load_of_a_mentor(world):
    mentees = [pairs_cast.new_mentee(world) for _ in range(3)]
    found = warnings_of(pairs_cast.draft(world, mentor=cast.mentor(_zayats(world), capacity=5), mentees=mentees))
    [told] = [plain(one.message) for one in found if one.code == "load"]
    assert told == "Большая нагрузка: у наставника Зайца П. Ф. будет 3 наставляемых."


def _zayats(world) -> Person:
    return cast.person(world.school, "Заяц Пётр Фомич", "учитель химии")


def test_the_schools_own_forms_count(world):
    card = cast.person(world.school, "Гринь Мария Андреевна", case_overrides={"gent": "Грини Марии Андреевны"})
    assert plain(card.short_in(Case.GENT)) == "Грини М. А."
    card.case_overrides = {"gent_short": "Грини М.А."}
    assert [plain(card.short_in(case)) for case in (Case.GENT, Case.DATV)] == ["Грини М. А.", "Гринь М. А."]
    assert plain(card.short_name) == "Гринь М. А."


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Карточку Заяц Б. Ф. придётся закрыть", 1),
        ("у <b>наставника</b> за Заяц Б. Ф.", 1),
        ("Карточку Зайца Б. Ф. придётся закрыть", 0),
        ("Карточка: Заяц Б. Ф.", 0),
        ("наставник Заяц Б. Ф.", 0),
    ],
)
def test_what_the_sweep_of_pages_looks_for(line, found):
    assert len(undeclined(f"<p>{line}</p>", {"Заяц Б. Ф."})) == found


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Сокращение часов", "Причина: сокращение часов."),
        ("По семейным обстоятельствам.", "Причина: по семейным обстоятельствам."),
        ("Не хватает времени", "Причина: не хватает времени."),
        ("Большая нагрузка: Заяц Б.Ф. болеет", "Причина: большая нагрузка: Заяц Б.Ф. болеет."),
        ("Кукушкин Э.М. переезжает", "Причина: Кукушкин Э.М. переезжает."),
        ("Кукушкин переезжает", "Причина: Кукушкин переезжает."),
        ("Анна Петровна уходит в отпуск", "Причина: Анна Петровна уходит в отпуск."),
        ("Швец-Заяц уходит", "Причина: Швец-Заяц уходит."),
        ("ЕГЭ в этом году", "Причина: ЕГЭ в этом году."),
        ("", ""),
    ],
)
def test_a_reason_goes_on_the_sentence_and_keeps_the_capitals_of_names(typed, printed):
    assert reason_words(Document(data={"reason": typed})) == printed


# What a withdrawal leads to speaks of the person by gender: man, woman, not known.
@pytest.mark.parametrize(
    ("gender", "he", "about", "his", "pupil"),
    [
        ("м", "он", "о нём", "его", "Обучающийся"),
        ("ж", "она", "о ней", "её", "Обучающаяся"),
        ("", "он (она)", "о нём (о ней)", "его (её)", "Обучающийся (обучающаяся)"),
    ],
)
def test_consequences_of_a_withdrawal_follow_the_gender(world, gender, he, about, his, pupil):
    child = cast.person(world.school, "Саенко Женя Ильич", grade="6А")
    child.gender = gender
    link = signed_for(world, child)
    link.representative.gender = gender

    def said(purpose: Purpose, person: Person = child) -> list[str]:
        return consequences_of_withdrawal(
            Consent(person=person, purpose=purpose, representation=link, organisation=world.school)
        )

    processing = said(Purpose.PROCESSING)
    assert processing[2] == f"Пары, в которых {he} состоит, нужно завершить приказом."
    assert processing[3] == f"Всё, что {about} опубликовано на сайте, снимается за три рабочих дня."
    no_orders = f"В новые приказы о закреплении пар {he} не войдёт, пока не подпишет новый лист."
    of_child = f"В новые приказы о закреплении пар {he} не войдёт, пока не подписан новый лист."
    assert said(Purpose.MENTOR_DUTIES) == [
        f"{pupil} перестаёт быть наставником.",
        f"{his[:1].upper()}{his[1:]} пары нужно завершить приказом.",
        of_child,
    ]
    led = {"м": "Наставляемый", "ж": "Наставляемая", "": "Наставляемый (наставляемая)"}[gender]
    assert said(Purpose.MENTEE_PART) == [
        f"{led} выходит из наставничества: {his} пары нужно завершить приказом.",
        of_child,
    ]
    signs_for = said(Purpose.REPRESENTATIVE, link.representative)[1]
    assert plain(signs_for).startswith(f"За {plain(child.short_in(Case.ACCS))} {he} больше не подписывает: ")
    grown = Consent(person=child, purpose=Purpose.MENTEE_PART, organisation=world.school)
    assert consequences_of_withdrawal(grown)[1] == no_orders
