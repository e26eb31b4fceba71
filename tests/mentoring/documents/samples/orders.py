"""Orders on mentoring as a whole and the regulations that they approve."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from mentoring.documents.services.orders import draft_order
from mentoring.documents.services.papers import begin_paper
from roadmaps.models import Roadmap
from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead
from roadmaps.services.laying import lay_out
from roadmaps.services.submitting import submit_roadmap
from schools.papers.models import Document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import issue
from tests.mentoring.documents.kinds_driver import Place
from tests.roadmaps.cast import small
from tests.world import YEAR, World

from .sample import Maker, Sample

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "papers"


def drafted_in(place: Place, kind: str, **answers) -> Document:
    """A draft of the kind with all that is known, and these answers."""
    document = begin_paper(place.organisation, kind, YEAR, place.curator, None)
    document.data |= answers
    document.save()
    return document


def regulation(kind: str, place: str = "школа") -> Maker:
    def make(world: World) -> Document:
        return drafted_in(kinds_driver.PLACES[place](world), kind)

    return make


def submitted(place: Place, *, years: int = 1, read: RoadmapRead | None = None) -> Roadmap:
    """A plan of the place, laid before its head."""
    words = read or replace(small(), organisation=place.organisation.short_name, approval=None, agreement=None)
    plan = lay_out(words, place.organisation, begins=YEAR, years=years, by=place.curator, nonce=uuid4())
    return submit_roadmap(plan, place.curator)


def upright() -> RoadmapRead:
    """A plan of four columns, which stands on an upright sheet."""
    read = small()
    return RoadmapRead(
        title="Дорожная карта наставничества на 2026–2027 учебный год",
        school_year="2026–2027",
        columns=[
            ColumnRead("№", "number"),
            ColumnRead("Мероприятие", "content"),
            ColumnRead("Срок", "due"),
            ColumnRead("Кто отвечает", "responsible"),
        ],
        stages=[replace(stage, measures=[plain(one) for one in stage.measures]) for stage in read.stages],
    )


def plain(one: MeasureRead) -> MeasureRead:
    return replace(one, title=None, expected_result=None, extra={}, marker="", row=int(one.key[1:]))


def organised(place_name: str = "школа", kind: str = "regulation_teachers", **answers) -> Maker:
    """The order that opens the year, with both annexes."""

    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world)
        text = drafted_in(place, kind)
        plan = submitted(place, read=upright())
        return drafted_in(place, "order_organise", regulation=text.pk, roadmap=plan.pk, **answers)

    return make


def approving_regulation(place_name: str = "школа", kind: str = "regulation_teachers", **answers) -> Maker:
    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world)
        return drafted_in(place, "order_regulation", regulation=drafted_in(place, kind).pk, **answers)

    return make


def approving_roadmap(place_name: str = "школа", read: RoadmapRead | None = None, years: int = 1, **answers) -> Maker:
    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world)
        plan = submitted(place, read=read or upright(), years=years)
        return drafted_in(place, "order_roadmap", roadmap=plan.pk, **answers)

    return make


def appointing(place_name: str = "школа", substitute: bool = False, **answers) -> Maker:
    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world, 2)
        second = {"substitute": place.people[1].pk} if substitute else {}
        return drafted_in(place, "order_curator", **(second | answers))

    return make


def kept_by_head(place_name: str, kind: str) -> Maker:
    """Where the head is the curator too."""

    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world)
        return drafted_in(place, kind, curator=place.head_card.pk, control=place.head_card.pk)

    return make


LOCAL_ACT = "Положение о стимулирующих выплатах, утверждённое приказом от 01.09.2025 № 20"


def paying(place_name: str = "школа", n: int = 1, **answers) -> Maker:
    """Payments to the mentors of `n` pairs that stand in an order."""

    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world, 2 * n)
        issued_on(place, n)
        return drafted_in(
            place, "order_payments", **({"local_act": LOCAL_ACT, "pay": "rubles", "amount": "5000"} | answers)
        )

    return make


def issued_on(place: Place, n: int) -> Document:
    """An issued order on `n` pairs of the place."""
    draft = draft_order(place.organisation, "teachers", kinds_driver.paired(place, n), YEAR, place.curator, None)
    return issue(draft, place.curator)


def cancelling(place_name: str = "школа", n: int = 1, **answers) -> Maker:
    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world, 2 * n)
        return cancelling_of(place, issued_on(place, n), **answers)

    return make


def cancelling_of(place: Place, order: Document, **answers) -> Document:
    document = begin_paper(place.organisation, "order_cancel", YEAR, place.curator, None, ground=order)
    document.data |= {"reason": "прекращением работы пар"} | answers
    document.save()
    return document


def sections(kind: str) -> list[str]:
    """Every point of the regulation of the school, as somebody has read and approved it."""
    return (FIXTURES / f"{kind}.txt").read_text().splitlines()


ORGANISE = [
    "1. Организовать с 14 сентября 2026 г. наставничество педагогических работников в МБОУ «Лесная СОШ № 1».",
    "2. Утвердить:",
    "2.1. Положение о наставничестве педагогических работников в МБОУ «Лесная СОШ № 1» (приложение № 1);",
    "2.2. дорожную карту наставничества на 2026–2027 учебный год (приложение № 2).",
    "3. Назначить ответственным за организацию наставничества (куратором) заместителя директора "
    "по учебно-воспитательной работе Ясную А.П.",
    "4. Заместителю директора по учебно-воспитательной работе Ясной А.П.:",
    "4.1. не позднее 28 сентября 2026 г. ознакомить с настоящим приказом и Положением под подпись работников, "
    "которых они касаются;",
    "4.2. не позднее 28 сентября 2026 г. сформировать банки наставников и наставляемых и внести предложения о составе "
    "пар и групп;",
    "4.3. обеспечить хранение согласий участников и других документов о наставничестве;",
    "4.4. обеспечить выполнение дорожной карты и не позднее 15 июня 2027 г. представить отчёт о нём.",
    "5. Разместить Положение и дорожную карту на официальном сайте МБОУ «Лесная СОШ № 1» в течение десяти рабочих дней.",
    "6. Контроль за исполнением настоящего приказа оставляю за собой.",
]
REGULATION = [
    "1. Утвердить прилагаемое Положение о наставничестве педагогических работников в МБОУ «Лесная СОШ № 1» "
    "(приложение).",
    "2. Заместителю директора по учебно-воспитательной работе Ясной А.П. не позднее 28 сентября 2026 г. "
    "ознакомить с Положением под подпись работников, которых оно касается.",
    "3. Разместить Положение на официальном сайте МБОУ «Лесная СОШ № 1» в течение десяти рабочих дней.",
    "4. Контроль за исполнением настоящего приказа оставляю за собой.",
]
ROADMAP = [
    "1. Утвердить прилагаемую дорожную карту наставничества на 2026–2027 учебный год (приложение).",
    "2. Работникам, ответственным за мероприятия дорожной карты, обеспечить их проведение в установленные сроки.",
    "3. Заместителю директора по учебно-воспитательной работе Ясной А.П. вести учёт выполнения мероприятий и "
    "не позднее 15 июня 2027 г. представить отчёт.",
    "4. Контроль за исполнением настоящего приказа оставляю за собой.",
]
CURATOR = [
    "1. Назначить с 14 сентября 2026 г. куратором наставничества педагогических работников заместителя "
    "директора по учебно-воспитательной работе Ясную А.П.",
    "2. Возложить на куратора следующие обязанности:",
    "2.1. вести банки наставников и наставляемых;",
    "2.2. собирать согласия участников и следить за сроками их действия;",
    "2.3. вносить предложения о составе пар и групп и готовить проекты приказов;",
    "2.4. помогать наставникам в составлении программ и наблюдать за их выполнением;",
    "2.5. проводить опросы участников и готовить отчёт по итогам учебного года;",
    "2.6. вести документы о наставничестве и обеспечивать сохранность персональных данных.",
    "3. На время отсутствия куратора его обязанности возложить на учителя химии Берёзкину Л.И.",
    "4. Контроль за исполнением настоящего приказа оставляю за собой.",
]
PAYMENTS = [
    "1. Установить на период с 14 сентября 2026 г. по 31 августа 2027 г. стимулирующие выплаты за "
    "наставничество (ежемесячно):",
    "1.1. учителю химии Берёзкину А.И. — 7 000 рублей;",
    "1.2. учителю начальных классов Журавскому А.И. — 5 000 рублей;",
    "1.3. педагогу-психологу Лосю А.И. — 5 000 рублей.",
    "2. Бухгалтерии начислять выплаты и перечислять их вместе с заработной платой.",
    "3. Контроль за исполнением настоящего приказа оставляю за собой.",
]
CANCEL = [
    "1. Отменить приказ от 14.09.2026 № 1 «О закреплении наставнической пары педагогических работников на "
    "2026–2027 учебный год».",
    "2. Считать прекращённым со дня издания настоящего приказа закрепление за учителем химии Берёзкиной Л.И. "
    "наставника — учителя химии Берёзкина А.И.",
    "3. Контроль за исполнением настоящего приказа оставляю за собой.",
]

SAMPLES: dict[str, Sample] = {
    "order_organise": (organised(), [*ORGANISE, *sections("regulation_teachers")]),
    "order_regulation": (approving_regulation(), [*REGULATION, *sections("regulation_teachers")]),
    "order_roadmap": (approving_roadmap(), ROADMAP),
    "order_curator": (appointing(substitute=True), CURATOR),
    "order_payments": (paying(n=3, others="Берёзкин А.И.: 7000"), PAYMENTS),
    "order_cancel": (cancelling(), CANCEL),
}
MORE: dict[str, Maker] = {
    "regulation_teachers: детский сад": regulation("regulation_teachers", "детский сад"),
    "regulation_teachers: колледж": regulation("regulation_teachers", "колледж"),
    "regulation_pupils: колледж": regulation("regulation_pupils", "колледж"),
    "regulation_both: колледж": regulation("regulation_both", "колледж"),
    "order_organise: детский сад": organised("детский сад"),
    "order_organise: колледж, обучающиеся": organised("колледж", "regulation_pupils", contingent="pupils"),
    "order_organise: руководитель — куратор": kept_by_head("детский сад", "order_organise"),
    "order_regulation: колледж, все": approving_regulation("колледж", "regulation_both", contingent="both"),
    "order_roadmap: лежащий лист": approving_roadmap(read=small()),
    "order_roadmap: колледж, несколько лет": approving_roadmap("колледж", years=3),
    "order_curator: детский сад": appointing("детский сад"),
    "order_curator: колледж": appointing("колледж", substitute=True),
    "order_curator: руководитель — куратор": kept_by_head("школа", "order_curator"),
    "order_payments: один, процент": paying("детский сад", 1, pay="percent", amount="21"),
    "order_payments: сорок, баллы": paying("колледж", 40, pay="points", amount="10", period="quarter"),
    "order_cancel: три пары": cancelling("детский сад", 3),
    "order_cancel: двадцать пар": cancelling("колледж", 20),
}
for _kind in ("regulation_teachers", "regulation_pupils", "regulation_both"):
    SAMPLES[_kind] = (regulation(_kind), sections(_kind))
