"""Labour papers of mentors: what the agreement says, the three working days, pupils refused by name, debts on the screens."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from mentoring.documents.kinds import all_kinds, kind_of
from mentoring.documents.kinds.kind import Shelf
from mentoring.documents.selectors.agreements import agreements_owed_in
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.papers import begin_paper, edit_paper, issue_paper
from mentoring.pairs.models import Pair
from mentoring.pairs.services import PairsRefused, agree_pairs, warn_pairs
from schools.models import Employment, Headship
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from schools.years import AcademicYear
from tests.mentoring.documents.cast import hard_pairs, ordered, points_of, text_of
from tests.mentoring.documents.samples.labour import CONTRACT, PAID, agreement, group, of_pair, pupils_pair, standing
from tests.mentoring.documents.samples.sample import ACTING
from tests.world import TODAY

pytestmark = pytest.mark.django_db
OWN = ("agreement_mentor", "notice_end", "refusal_mentor", "application_release", "application_other_mentor",
       "extract", "true_copy", "acquaintance_sheet")  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def said(document: Document, day: date = TODAY) -> list[tuple[str, bool]]:
    """What the kind itself says against the issue: the sentence, and whether it forbids."""
    return [(plain(one.message), one.blocks) for one in kind_of(document.kind).obstacles(document, day)]


def issued(world, code: str, pair: Pair, **answers) -> Document:
    """Begun and issued as the pages do it."""
    draft = begin_paper(world.school, code, 2026, world.anna, None, pair=pair)
    texts = kind_of(code).default_texts(world.school)
    draft = edit_paper(draft, version=draft.version, data={**draft.data, **answers}, texts=texts, by=world.anna)
    return issue_paper(Document.objects.get(pk=draft.pk), day=TODAY, by=world.anna, version=draft.version)


def agreed(world, pair: Pair, **answers) -> Document:
    return issued(world, "agreement_mentor", pair, **{**PAID, **CONTRACT, "manner": "presence", **answers})


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "5 000 (пять тысяч) рублей ежемесячно, вместе с заработной платой. Основание — Положение"),
        ({"amount": "1 руб."}, "1 (один) рубль ежемесячно"),
        ({"pay": "percent", "amount": "15 %"}, "15 процентов оклада (должностного оклада, ставки) ежемесячно"),
        (
            {"pay": "points", "amount": "3", "period": "end"},
            "3 балла по стоимости балла, установленной на день начисления",
        ),
        ({"pay": "nothing", "amount": ""}, "Отдельная выплата за наставничество не устанавливается."),
        ({"amount": "много"}, "____________________ ежемесячно"),
    ],
)
def test_pay_in_words(world, answers, words):
    assert words in points_of(agreement(world, **answers))[4]


def test_the_agreement_names_both_parties_and_keeps_no_passport(world):
    text = plain(text_of(agreement(world), number="3"))
    for words in (
        "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ к трудовому договору от 01.09.2020 № 15/20 14 сентября 2026 г. № 3",
        "«Лесная СОШ № 1» в лице директора Ветрова Глеба Ильича, действующего на основании устава (далее — Работодатель), "
        "и учитель физики Заяц Борис Фомич (далее — Работник) на основании статей 72 и 351.8",
        "РАБОТОДАТЕЛЬ",
        "Г.И. Ветров",
        "РАБОТНИК",
        "паспорт: ____",
        "Б.Ф. Заяц",
        "Экземпляр соглашения получил:",
    ):
        assert words in text


def test_the_acting_head_acts_by_the_order_that_appointed_her(world):
    text = plain(text_of(agreement(world), day=ACTING))
    assert "в лице и.о. директора Швец Ирины Львовны, действующей на основании приказа от 25.01.2027 № 3-к" in text
    Headship.objects.all().delete()
    assert "в лице руководителя ____" in text_of(agreement(world, Pair.objects.get()))


def test_a_woman_with_a_group(world):
    points = points_of(agreement(world, group(world)))
    assert points[0].startswith(
        "1. По поручению Работодателя и на основании своего письменного согласия Работник берёт на себя сверх работы по "
        "трудовому договору наставничество: помогает освоить профессию и рабочее место учителю химии Бут А.П. и учителю химии Цой Я.И."
    )
    assert points[1].startswith("2. Содержание работы: вместе с наставляемыми составить")


def test_pairs_of_different_terms_stand_in_points(world):
    first, second = standing(world), group(world, 1)
    Pair.objects.filter(pk=second.pk).update(mentor=first.mentor, ends=date(2027, 5, 31))
    paper = agreement(world, first)
    assert sorted(paper.data["pairs"]) == sorted([first.pk, second.pk])
    assert points_of(paper)[2:5] == [
        "3. Срок выполнения работы — для каждого свой:",
        "3.1. для учителя математики Черных С.П. — с 14 сентября 2026 г. по 31 августа 2027 г.;",
        "3.2. для учителя химии Бут А.П. — с 14 сентября 2026 г. по 31 мая 2027 г.",
    ]


def test_an_agreement_later_than_the_pair_reaches_back(world):
    last = points_of(agreement(world), day=date(2026, 10, 1))[6]
    assert "со дня подписания и распространяется на отношения сторон, возникшие с 14 сентября 2026 г., и служит" in last


def test_what_an_agreement_lacks_is_said(world):
    pair = standing(world)
    bare = of_pair("agreement_mentor", pair, world.anna, manner="")
    assert [(one.message, one.blocks) for one in hindrances_of(bare, TODAY)] == [
        ("Ещё не заполнено: Форма выполнения работы; Какая выплата.", True),
        ("Номер и дата трудового договора не указаны: их впишут в бумагу ручкой.", False),
    ]
    unpaid = agreement(world, pair, pay="nothing", amount="")
    assert said(unpaid) == [
        (
            "Соглашение составляется без выплаты, а статья 351.8 Трудового кодекса требует указать её размер и условия. "
            "Проверьте, допускает ли это ваше положение об оплате труда.",
            False,
        )
    ]
    groundless = agreement(world, pair, pay_ground="")
    words = "Не назван локальный акт, по которому устанавливается выплата. "
    assert [blocks for said_now, blocks in said(groundless) if said_now.startswith(words)] == [True]
    Employment.objects.filter(person=world.boris_card).update(post="учитель-наставник")
    assert [words for words, _ in said(agreement(world, pair)) if "№ ТЗ/7300-6-1" in words]


def test_a_contract_cannot_be_later_than_its_agreement(world):
    late = agreement(world, standing(world), contract_date="2030-01-01")
    assert [(one.message, one.blocks) for one in hindrances_of(late, TODAY)] == [
        ("«Дата трудового договора»: 01.01.2030, позже самого документа (14.09.2026). Исправьте дату.", True)
    ]


def test_issued_the_agreement_pays_the_debt_and_annulled_it_returns(world):
    pair, year = standing(world), AcademicYear(2026)
    assert [one.person for one in agreements_owed_in(world.school, year, world.anna)] == [world.boris_card]
    paper = agreed(world, pair)
    pair.refresh_from_db()
    assert (pair.agreement, paper.number, paper.person, paper.ground) == (paper, "1", world.boris_card, pair.order)
    assert str(paper) == "Дополнительное соглашение № 1 от 14.09.2026"
    assert agreements_owed_in(world.school, year, world.anna) == []
    annul_document(paper, "опечатка", world.gleb)
    pair.refresh_from_db()
    assert pair.agreement is None
    assert len(agreements_owed_in(world.school, year, world.anna)) == 1


def test_the_next_agreement_remembers_contract_and_pay(world):
    pair = standing(world)
    annul_document(agreed(world, pair), "опечатка", world.gleb)
    draft = begin_paper(world.school, "agreement_mentor", 2026, world.anna, None, pair=pair)
    assert {key: draft.data[key] for key in PAID} == PAID
    annul = {"contract_number": draft.data.get("contract_number")}
    assert annul == {"contract_number": ""}  # an annulled agreement is no source of facts about a contract


@pytest.mark.parametrize("code", ["agreement_mentor", "notice_end", "refusal_mentor"])
def test_pupils_pairs_never_get_labour_papers(world, code):
    pair = pupils_pair(world)
    with pytest.raises(ValidationError, match="здесь не составляют"):
        begin_paper(world.school, code, 2026, world.anna, None, pair=pair)
    paper = Document(organisation=world.school, kind=code, data={"year": 2026, "pairs": [pair.pk]})
    assert said(paper)[0] == (
        f"{plain(str(pair))}: это наставничество обучающихся. Дополнительное соглашение и уведомление составляют только "
        "для работника, который помогает работнику (ТК РФ, статья 351.8).",
        True,
    )
    assert agreements_owed_in(world.school, AcademicYear(2026), world.anna) == []


@pytest.mark.parametrize("deed", [agree_pairs, warn_pairs])
def test_the_service_refuses_pupils_by_name(world, deed):
    pair = pupils_pair(world)
    order = pair.order
    assert order is not None
    with pytest.raises(PairsRefused, match="это наставничество обучающихся"):
        deed([pair], order, world.anna)


def test_a_mentor_who_is_no_employee_owes_nothing(world):
    standing(world)
    Employment.objects.filter(person=world.boris_card).delete()
    assert agreements_owed_in(world.school, AcademicYear(2026), world.anna) == []


def test_an_application_of_a_pupil_is_signed_by_the_representative_too(world):
    pupil, adult = pupils_pair(world), standing_text(world)
    text = plain(text_of(of_pair("application_other_mentor", pupil, world.anna)))
    assert "обучающейся 9Б класса Ли Зои Олеговны ЗАЯВЛЕНИЕ о другом наставнике" in text
    assert "С заявлением согласен (согласна), законный представитель:" in text
    assert "законный представитель" not in adult


def standing_text(world) -> str:
    pair = hard_pairs(world, 1)[0]
    ordered(world, pair)
    return plain(text_of(of_pair("application_other_mentor", Pair.objects.get(pk=pair.pk), world.anna)))


def test_only_the_mentees_of_the_pair_apply(world):
    pair = group(world)
    paper = of_pair("application_other_mentor", pair, world.anna)
    assert paper.data["applicant"] is None
    paper.data["applicant"] = world.boris_card.pk
    assert said(paper) == [("Заявитель не состоит в этой паре. Выберите наставляемого пары.", True)]


def test_nothing_hinders_an_agreement_that_is_filled_in(world):
    assert [one.message for one in hindrances_of(agreement(world), TODAY)] == []


def runs(text: str, n: int = 5) -> set[tuple[str, ...]]:
    words = re.findall(r"[а-яё]+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def test_the_words_are_our_own(shared: Path | None):
    """No run of five words of a default text stands in a paper by other hands; the plans among our fixtures always."""
    folders = [Path(__file__).parents[2] / "fixtures" / "roadmap_words"]
    folders += [shared.parent / "seeds"] if shared else []
    files = [path for folder in folders for path in sorted(folder.glob("*")) if path.suffix in (".txt", ".json")]
    theirs = set().union(*(runs(path.read_text(encoding="utf-8")) for path in files))
    assert theirs
    ours = {code: set().union(*(runs(part.default) for part in all_kinds()[code].parts)) for code in OWN}
    assert {code: sorted(" ".join(run) for run in mine & theirs) for code, mine in ours.items()} == dict.fromkeys(
        OWN, []
    )


def test_each_says_when_it_is_needed_and_stands_on_its_shelf():
    kinds = [all_kinds()[code] for code in OWN]
    assert [bool(kind.about) and kind.begins != "elsewhere" for kind in kinds] == [True] * len(OWN)
    assert [kind.shelf for kind in kinds] == [Shelf.LABOUR] * 3 + [Shelf.APPLICATIONS] * 2 + [Shelf.COPIES] * 3
