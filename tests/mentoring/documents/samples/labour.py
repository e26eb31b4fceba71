"""Labour papers, applications, extracts, copies and lists of acquaintance."""

from typing import Any

from mentoring.consents.models import Consent
from mentoring.documents.composing import stamp_of
from mentoring.documents.kinds import kind_of
from mentoring.documents.pages.pairs import told_of
from mentoring.documents.services.orders import draft_order
from mentoring.pairs.models import Pair
from schools.papers.models import Acquaintance, Document
from tests.mentoring.documents import kinds_driver as places
from tests.mentoring.documents.cast import approved, drafted, hard_pairs, issue, mentee, mentor, ordered, pupil, signed
from tests.mentoring.pairs.cast import form
from tests.world import World

from .sample import Maker, Sample

PAID = {"pay": "rubles", "amount": "5 000", "period": "month", "pay_ground": "Положение об оплате труда, пункт 4.2"}
CONTRACT = {"contract_number": "15/20", "contract_date": "2020-09-01"}

AGREEMENT = [
    "1. По поручению Работодателя и на основании своего письменного согласия Работник берёт на себя сверх работы "
    "по трудовому договору наставничество: помогает освоить профессию и рабочее место учителю математики Черных С.П. Поручение дано приказом от 14.09.2026 "
    "№ 1 «О закреплении наставнической пары педагогических работников на 2026–2027 учебный год».",
    "2. Содержание работы: вместе с наставляемой составить персонализированную программу и вести встречи по ней; "
    "приглашать на свои занятия, посещать и разбирать занятия наставляемой; советовать, как готовить материалы, вести "
    "документы, говорить с детьми и родителями; по окончании срока кратко рассказать куратору о сделанном.",
    "3. Срок выполнения работы — с 14 сентября 2026 г. по 31 августа 2027 г.",
    "4. Форма выполнения работы — очно, на рабочем месте. Время встреч Работник выбирает сам по договорённости "
    "с наставляемой, не в ущерб основной работе.",
    "5. За наставничество Работнику устанавливается стимулирующая выплата: 5 000 (пять тысяч) рублей ежемесячно, вместе "
    "с заработной платой. Основание — Положение об оплате труда, пункт 4.2.",
    "6. Работник может досрочно отказаться от наставничества, Работодатель — досрочно отменить поручение; об отмене "
    "Работодатель письменно предупреждает не менее чем за три рабочих дня. Отказ от наставничества не считается "
    "нарушением и взысканий не влечёт.",
    "7. Остальные условия трудового договора не меняются. Соглашение действует со дня подписания и служит частью "
    "трудового договора.",
    "8. Соглашение составлено в двух экземплярах, по одному каждой стороне.",
]
EXTRACT = [
    "1. Закрепить на 2026–2027 учебный год наставников:",
    "1.1. за учителем-логопедом Абдуллаевой Г.Р. — учителя технологии Дурново П.Л., на срок с 14 сентября 2026 г. "
    "по 31 августа 2027 г.; форма «педагог — педагог»;",
    "2. Возложить на учителя технологии Дурново П.Л. … с письменного согласия обязанности наставников на срок закрепления.",
    "4. Учителю технологии Дурново П.Л. … разработать персонализированную программу наставничества для каждой пары "
    "и представить её на утверждение не позднее 28 сентября 2026 г.",
]
COPY = [
    "1. Закрепить на 2026–2027 учебный год за учителем математики Черных С.П. наставника — учителя физики Зайца Б.Ф., "
    "на срок с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — педагог».",
    "2. Возложить на учителя физики Зайца Б.Ф. с письменного согласия обязанности наставника на срок закрепления.",
    "3. С наставником заключить дополнительное соглашение к трудовому договору, указав в нём содержание, сроки и форму "
    "наставничества, размер и условия выплат (статья 351.8 Трудового кодекса Российской Федерации).",
    "4. Учителю физики Зайцу Б.Ф. разработать персонализированную программу наставничества для пары и представить её "
    "на утверждение не позднее 28 сентября 2026 г.",
    "5. Заместителю директора по учебно-воспитательной работе Ясной А.П. обеспечить организационное и методическое "
    "сопровождение наставнической пары и учёт документов о наставничестве.",
    "6. Контроль за исполнением настоящего приказа оставляю за собой.",
]


def of_pair(code: str, pair: Pair, by: Any, **answers: Any) -> Document:
    """An unsaved paper about the pair, begun as its page would begin it."""
    data = {"year": pair.mentor.year, "date": "2026-09-14", "pair": pair.pk}
    paper = Document(organisation=pair.organisation, kind=code, data=data)
    kind = kind_of(code)
    assert kind.begin is not None
    assert kind.signed_by is not None
    paper.data |= {**kind.begin(paper, by), **answers}
    paper.person = kind.signed_by(paper)
    return paper


def of_order(code: str, order: Document, by: Any, **answers: Any) -> Document:
    """An unsaved paper that rests on the order."""
    paper = Document(
        organisation=order.organisation, kind=code, data={"year": 2026, "date": "2026-09-15"}, ground=order
    )
    kind = kind_of(code)
    assert kind.begin is not None
    paper.data |= {**kind.begin(paper, by), **answers}
    return paper


def standing(world: World) -> Pair:
    """Борис and Софья, ordered."""
    return Pair.objects.get(order=ordered(world))


def group(world: World, count: int = 2) -> Pair:
    """A woman who leads several."""
    lead = mentor(world, "Белых Римма Юрьевна", "учитель истории")
    names = ("Бут Анна Павловна", "Цой Яна Ильинична", "Мороз Олег Ильич")[:count]
    pair = approved(world, lead, *(mentee(world, name, "учитель химии") for name in names))
    ordered(world, pair)
    return Pair.objects.get(pk=pair.pk)


def pupils_pair(world: World) -> Pair:
    if not Consent.objects.filter(person=world.boris_card).exists():
        signed(world.boris_card)
    pair = approved(world, world.mentor, pupil(world, "Ли Зоя Олеговна", "9Б"), form=form("teacher-pupil"))
    issue(drafted(world, pair, contingent="pupils"), world.anna)
    return Pair.objects.get(pk=pair.pk)


def agreement(world: World, pair: Pair | None = None, **answers: Any) -> Document:
    return of_pair("agreement_mentor", pair or standing(world), world.anna, **{**PAID, **CONTRACT, **answers})


def ordered_at(place: places.Place, n: int = 1) -> Document:
    """An issued order on `n` pairs of the place."""
    pairs = places.paired(place, n)
    draft = draft_order(place.organisation, "teachers", pairs, 2026, place.curator, None)
    order = issue(draft, place.curator)
    for named in told_of(order, stamp_of(order, order.number, order.date)):
        Acquaintance.objects.get_or_create(document=order, person=named.person)
    return order


def of_place(code: str, place: places.Place, **answers: Any) -> Document:
    pair = Pair.objects.get(order=ordered_at(place))
    return of_pair(code, pair, place.curator, **answers)


def three(world: World) -> Document:
    return issue(drafted(world, *hard_pairs(world, 3)), world.anna)


def extract(world: World) -> Document:
    order = three(world)
    who = Pair.objects.get(order=order, mentor__person__surname="Дурново").mentor.person
    return of_order("extract", order, world.anna, whose=who.pk, case_file="№ 01-05 за 2026 год")


def sheet_of(order: Document, by: Any) -> Document:
    return of_order("acquaintance_sheet", order, by)


def of_forty(world: World, code: str) -> Document:
    """On an order of forty people in twenty pairs."""
    place = places.school(world, 40)
    return of_order(code, ordered_at(place, 20), place.curator)


def one_of_forty(world: World) -> Document:
    paper = of_forty(world, "extract")
    assert paper.ground is not None
    last = Pair.objects.filter(order=paper.ground).order_by("-pk")[0]
    paper.data["whose"] = last.mentor.person_id
    return paper


NOTE = {"reason": "Изменение учебного плана"}

SAMPLES: dict[str, Sample] = {
    "agreement_mentor": (agreement, AGREEMENT),
    "notice_end": (lambda world: of_pair("notice_end", standing(world), world.anna, **NOTE), []),
    "refusal_mentor": (lambda world: of_pair("refusal_mentor", standing(world), world.anna, **NOTE), []),
    "application_release": (lambda world: of_pair("application_release", standing(world), world.anna), []),
    "application_other_mentor": (lambda world: of_pair("application_other_mentor", standing(world), world.anna), []),
    "extract": (extract, EXTRACT),
    "true_copy": (lambda world: of_order("true_copy", ordered(world), world.anna), COPY),
    "acquaintance_sheet": (lambda world: sheet_of(ordered_at(places.school(world, 2)), world.anna), []),
}
MORE: dict[str, Maker] = {
    "agreement_mentor: женщина ведёт группу": lambda world: agreement(
        world, group(world), pay="percent", amount="15 %"
    ),
    "agreement_mentor: без выплаты, детский сад": lambda world: of_place(
        "agreement_mentor", places.kindergarten(world, 2), pay="nothing", pay_ground="решение работодателя"
    ),
    "agreement_mentor: баллы, колледж": lambda world: of_place(
        "agreement_mentor", places.college(world, 2), pay="points", amount="10", period="end"
    ),
    "notice_end: женщина ведёт группу": lambda world: of_pair("notice_end", group(world), world.anna, **NOTE),
    "notice_end: детский сад": lambda world: of_place("notice_end", places.kindergarten(world, 2)),
    "refusal_mentor: колледж": lambda world: of_place("refusal_mentor", places.college(world, 2)),
    "application_release: наставник ученицы": lambda world: of_pair(
        "application_release", pupils_pair(world), world.anna, since="2026-10-01", **NOTE
    ),
    "application_other_mentor: ученица": lambda world: of_pair(
        "application_other_mentor", pupils_pair(world), world.anna, wanted=world.gleb_card.pk
    ),
    "extract: один из сорока": one_of_forty,
    "acquaintance_sheet: детский сад": lambda world: sheet_of(ordered_at(places.kindergarten(world, 2)), world.klara),
}
