"""Labour papers of mentors: what the agreement says, the three working days, pupils refused by name, debts on the screens."""

import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from mentoring.documents.kinds import all_kinds, kind_of
from mentoring.documents.kinds.kind import Shelf
from mentoring.documents.selectors.agreements import agreements_out_of_step, agreements_owed_in
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.selectors.notices import notice_states
from mentoring.documents.services.agreements import ground_agreement
from mentoring.documents.services.papers import begin_paper, edit_paper, issue_paper
from mentoring.pairs.models import Pair
from mentoring.pairs.services import PairsRefused, agree_pairs, end_pair, warn_pairs
from schools.models import CalendarDay, Employment, Headship
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from schools.years import AcademicYear
from tests.mentoring.documents.cast import hard_pairs, ordered, points_of, text_of
from tests.mentoring.documents.cast import issue as change_issued
from tests.mentoring.documents.samples.labour import CONTRACT, PAID, agreement, group, of_pair, pupils_pair, standing
from tests.mentoring.documents.samples.sample import ACTING
from tests.mentoring.documents.test_changing import changing
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


@pytest.mark.parametrize(
    ("handed", "last", "forbidden"),
    [
        ("2026-09-14", "2026-09-18", False),
        ("2026-09-14", "2026-09-17", True),
        ("2026-09-17", "2026-09-22", True),  # a week-end between
        ("2026-12-28", "2026-12-31", True),  # 31 December is a day off
        ("2026-11-03", "2026-11-09", True),  # 4 November
    ],
)
def test_three_working_days_are_held(world, handed, last, forbidden):
    paper = of_pair("notice_end", standing(world), world.anna, handed=handed, last_day=last)
    found = said(paper)
    assert any(blocks and "нужно не меньше трёх" in words for words, blocks in found) is forbidden


def test_a_year_without_decree_and_a_day_before_the_paper_are_said(world):
    pair = standing(world)
    paper = of_pair("notice_end", pair, world.anna, handed="2026-12-28", last_day="2027-01-15")
    assert said(paper) == [
        (
            "В производственном календаре нет 2027 года: перенос выходных не учтён. Сверьте срок с постановлением "
            "Правительства или попросите администратора внести перенесённые дни.",
            False,
        )
    ]
    CalendarDay.objects.create(date=date(2027, 2, 22))
    assert said(paper) == []
    assert said(paper, date(2026, 12, 29))[0] == (
        "Уведомление датировано 29.12.2026: вручить его раньше, 28.12.2026, нельзя.",
        True,
    )


def test_the_notice_is_begun_with_the_first_lawful_day_and_says_how_long(world):
    pair = standing(world)
    agreed(world, pair)
    paper = of_pair("notice_end", pair, world.anna, reason="Сокращение часов")
    assert (paper.data["handed"], paper.data["last_day"]) == ("2026-09-14", "2026-09-18")
    text = plain(text_of(paper))
    for words in (
        "Учителю физики Зайцу Б.Ф.",
        "Уважаемый Борис Фомич!",
        "Оно касалось работы с учителем математики Черных С.П. Причина: сокращение часов.",
        "Последний день Вашего наставничества — 18 сентября 2026 г.",
        "С этого же дня прекращается дополнительное соглашение от 14.09.2026 № 1.",
        "Уведомление вручается 14 сентября 2026 г., то есть за 3 рабочих дня до последнего дня",
        "Уведомление получил, последний день наставничества мне известен.",
    ):
        assert words in text


def test_a_short_refusal_is_only_doubted(world):
    paper = of_pair("refusal_mentor", standing(world), world.anna, last_day="2026-09-15")
    assert said(paper) == [
        (
            "От заявления до последнего дня 0 рабочих дней. Закон называет срок в три рабочих дня для работодателя; "
            "с наставником о более коротком лучше договориться.",
            False,
        )
    ]
    paper.data["last_day"] = "2026-09-13"
    assert said(paper) == [("Последний день, 13.09.2026, раньше дня заявления, 14.09.2026.", True)]


def test_an_order_that_takes_a_pair_out_tells_of_the_notice(world):
    pair, pupils = standing(world), None
    assert [(state.link, bool(state.url)) for state in notice_states([pair], TODAY)] == [
        ("Составить уведомление", True)
    ]
    notice = issued(world, "notice_end", pair)
    pair.refresh_from_db()
    assert (pair.notice, str(notice)) == (notice, "Уведомление № 1 от 14.09.2026")
    early, in_time = (notice_states([pair], day)[0] for day in (date(2026, 9, 17), date(2026, 9, 18)))
    assert "приказ прекращает пару раньше, 17.09.2026" in early.message
    assert plain(in_time.message) == (
        "Заяц Б. Ф.: уведомление № 1 от 14.09.2026, последний день 18.09.2026: срок предупреждения соблюдён."
    )
    annul_document(notice, "вручили не тому", world.gleb)
    issued(world, "refusal_mentor", pair)
    pair.refresh_from_db()
    [state] = notice_states([pair], TODAY)
    assert state.message.endswith("письменный отказ от наставничества от 14.09.2026, уведомление не нужно.")
    pupils = pupils_pair(world)
    assert notice_states([pupils], TODAY) == []


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


def test_drafts_for_all_who_owe_are_made_once(world, client):
    first, second = hard_pairs(world, 2)
    ordered(world, first, second)
    client.force_login(world.anna)
    url = reverse("documents:agreement_list", args=[world.school.slug])
    page = client.get(url).content.decode()
    assert (page.count("не составлено"), "Составить черновики" in page) == (2, True)
    desk = client.get(reverse("home:desk", args=[world.school.slug])).content.decode()
    assert "дополнительных соглашения не заключены" in desk
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)
    assert nonce
    people = [pair.mentor.person_id for pair in (first, second)]
    form = {"nonce": nonce[1], "people": people, "manner": "both", **PAID}
    for amount in ("-5 тыс", "0"):
        again = client.post(url, {**form, "amount": amount}).content.decode()
        assert "положительным числом" in again
        assert f'value="{amount}"' in again
    assert not Document.objects.filter(kind="agreement_mentor").exists()
    for _ in range(2):
        assert client.post(url, form).status_code in (200, 302)
    drafts = Document.objects.filter(kind="agreement_mentor")
    assert sorted(drafts.values_list("person", flat=True)) == sorted(people)
    assert {draft.data["amount"] for draft in drafts} == {"5 000"}
    assert {draft.ground for draft in drafts} == {Document.objects.get(kind="pairs_order_teachers")}
    client.force_login(world.gleb)
    assert client.get(url).status_code == 200
    assert client.post(url, form).status_code == 403


def test_the_command_makes_the_same_drafts(world):
    standing(world)
    told = StringIO()
    call_command("draft_agreements", organisation="lesnaya", by="anna", json=True, stdout=told)
    [draft] = json.loads(told.getvalue())["drafts"]
    assert draft["title"] == "Дополнительное соглашение о наставничестве: Заяц Б.Ф."
    call_command("draft_agreements", organisation="lesnaya", by="anna", stdout=told)
    assert told.getvalue().endswith("Составлено: 0 черновиков.\n")


def test_the_debt_is_seen_on_the_card_and_in_the_list(world, client):
    pair = standing(world)
    client.force_login(world.anna)
    card, listing = (
        reverse("pairs:pair_detail", args=[world.school.slug, pair.pk]),
        reverse("pairs:pair_list", args=[world.school.slug]),
    )
    assert f"kind=agreement_mentor&amp;pair={pair.pk}" in client.get(card).content.decode()
    assert "нет соглашения" in client.get(listing).content.decode()
    agreed(world, pair)
    assert "Дополнительное соглашение № 1" in client.get(card).content.decode()
    assert "нет соглашения" not in client.get(listing).content.decode()


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


def test_an_agreement_signed_on_paper_pays_the_debt(world, client):
    pair = standing(world)
    paper = enter_elsewhere(world.school, "agreement_mentor", "Соглашение", "5/с", TODAY, world.anna)
    client.force_login(world.anna)
    card = reverse("papers:document_detail", args=[world.school.slug, paper.pk])
    url = reverse("documents:agreement_ground", args=[world.school.slug, paper.pk])
    assert f'href="{url}"' in client.get(card).content.decode()
    assert "Записать соглашение" in client.get(url).content.decode()
    assert "Отметьте пары, о которых это соглашение." in client.post(url).content.decode()
    assert client.post(url, {"ids": [pair.pk]}).headers["Location"] == card
    pair.refresh_from_db()
    assert pair.agreement == paper
    assert "Других пар этого наставника без дополнительного соглашения нет." in client.get(url).content.decode()
    with pytest.raises(PairsRefused, match="это наставничество обучающихся"):
        ground_agreement(paper, [pupils_pair(world)], world.anna)
    with pytest.raises(ValidationError, match="заключённого на бумаге"):
        ground_agreement(Document.objects.get(kind="pairs_order_teachers"), [pair], world.anna)


def test_a_pair_under_another_agreement_is_not_taken_by_a_posted_key(world, enter):
    [pair] = hard_pairs(world, 1)
    ordered(world, pair)
    pair.refresh_from_db()
    first = agreed(world, pair)
    paper = enter_elsewhere(world.school, "agreement_mentor", "соглашение", "77", TODAY, world.anna)
    url = reverse("documents:agreement_ground", args=[world.school.slug, paper.pk])
    assert enter(world.anna).post(url, {"ids": [pair.pk]}).status_code == 200
    pair.refresh_from_db()
    assert pair.agreement == first


def test_an_agreement_that_no_longer_says_what_holds_is_told(world, client):
    pair = standing(world)
    paper = agreed(world, pair)
    client.force_login(world.anna)
    url = reverse("documents:agreement_list", args=[world.school.slug])
    assert "разошлись с приказами" not in client.get(url).content.decode()
    term = {str(pair.pk): {"was": pair.ends.isoformat(), "ends": "2027-05-31"}}
    change = change_issued(changing(world, Pair.objects.get(pk=pair.pk).order, terms=term), world.gleb)
    [told] = agreements_out_of_step(world.school, world.anna)
    assert (told.agreement, told.words) == (
        paper,
        f"срок соглашения разошёлся: {change}, теперь по 31.05.2027. Заключите новое соглашение",
    )
    assert "разошлись с приказами" in client.get(url).content.decode()
    agreed(world, pair)
    assert agreements_out_of_step(world.school, world.anna) == []
    end_pair(Pair.objects.get(pk=pair.pk), TODAY, "mutual", world.anna)
    [told] = agreements_out_of_step(world.school, world.anna)
    assert told.words == "пара завершена 14.09.2026, раньше срока соглашения. Оно не подписано: аннулируйте его"
