"""Additional agreement to a mentor's labour contract (ТК РФ, статья 351.8): content, term, form, pay of the work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.duties import duties_ends
from mentoring.pairs.selectors.labour import agreements_owed, owing_agreement, standing_before
from mentoring.pairs.selectors.people import with_people
from mentoring.pairs.services import agree_pairs
from schools.models import User
from schools.papers.engine.blocks import (
    Blank,
    BlankLine,
    Block,
    DateNumberPlace,
    DocTitle,
    MarkPair,
    Paragraph,
    Spacer,
)
from schools.papers.enums import DocumentStatus, RegisterKind
from schools.papers.models import Document
from schools.papers.numbers import tidy_number
from schools.russian import date_words, nbsp_document

from ..obstacle import Obstacle
from ..order_kinds import AGREEMENT
from ..pages.labour import (
    LINE_FOR_PEN,
    PARTIES_BLANKS,
    consequences,
    day_asked,
    facts_named,
    gendered,
    is_labour,
    mentor_of,
    mentor_signs,
    orders_of,
    pair_keys,
    pair_obstacles,
    pairs_named,
    pairs_to_agree_on,
    paper_words,
    paragraphs_of,
    party_values,
    terms_words,
    titled,
)
from ..pages.letterhead import sheet_page_of
from ..pages.order import Expansion, numbered_points
from ..selectors.order_facts import PairFacts
from ..services.labour import let_pairs_go
from ..words.blanks import Filling, fixed
from ..words.labour_parties import employee, employer, head_words
from ..words.labour_pay import ASKS as PAY_ASKS
from ..words.labour_pay import REMEMBERED, pay_faults, pay_words
from ..words.order_text import enumerated, sentence
from .kind import Ask, Kind, Part, Retention, Shelf, Stamp

MANNERS = (
    ("presence", "очно, на рабочем месте"),
    ("distance", "дистанционно"),
    ("both", "очно и дистанционно"),
)


def contract_words(document: Document) -> str:
    """«от 01.09.2020 № 15»: the labour contract, or lines for the pen."""
    day, number = day_asked(document, "contract_date"), tidy_number(document.data.get("contract_number") or "")
    return nbsp_document(f"от {f'{day:%d.%m.%Y}' if day else '______________'} № {number or '________'}")


def replaced_by(document: Document) -> list[Document]:
    """The agreements of which this one takes the place."""
    return list({one.pk: one for one in standing_before(document, pair_keys(document)).values()}.values())


def replaced_words(document: Document) -> str:
    """What becomes of the agreement of which this one takes the place (a moved term, other pay); nothing for a first one."""
    keys = set(pair_keys(document))
    said = []
    for paper in replaced_by(document):
        others = Pair.objects.filter(agreement=paper, status=PairStatus.ORDERED).exclude(pk__in=keys).exists()
        words = "действует теперь только для остальных наставляемых" if others else "с этого дня не действует"
        said.append(f"Прежнее дополнительное соглашение {paper_words(paper)} {words}.")
    return " ".join(said)


def till_last_days(document: Document, facts: Sequence[PairFacts]) -> list[PairFacts]:
    """The same with the last days of the work, where an order or a paper ends it before the pair's own."""
    pairs = {pair.pk: pair for pair in pairs_named(document)}
    ends = duties_ends(pairs.values(), document.organisation.today())
    last = {key: ends[key].last if key in ends else pair.last_day for key, pair in pairs.items()}
    return [replace(one, ends=max(one.starts, last[one.pk])) for one in facts]


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    facts = facts_named(document, stamp)
    starts = min((pair.starts for pair in facts), default=None)
    back = ""
    if starts and stamp.day and starts < stamp.day:
        back = f" и распространяется на отношения сторон, возникшие с {date_words(starts)},"
    lead, terms = terms_words(till_last_days(document, facts))
    mentor = mentor_of(document, stamp, facts)
    return {
        **party_values(document, stamp, facts),
        "руководитель": fixed(head_words(stamp.signer)),
        "договор": fixed(contract_words(document)),
        "согласие": fixed(gendered(mentor.person if mentor else None, "давший", "давшая")),
        # Several terms are opened into points when the page is composed.
        "сроки": fixed("{сроки}" if terms else lead),
        "форма": fixed(dict(MANNERS).get(document.data.get("manner", ""), LINE_FOR_PEN)),
        "выплата": fixed(pay_words(document)),
        "действие": fixed(back),
        "прежнее": fixed(replaced_words(document)),
    }


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    entity = document.organisation.legal_entity
    facts = facts_named(document, stamp)
    mentor = mentor_of(document, stamp, facts)
    lead, terms = terms_words(till_last_days(document, facts))
    expansions = {"сроки": Expansion(lead, enumerated(terms))}
    return [
        DocTitle("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ", f"к трудовому договору {contract_words(document)}"),
        DateNumberPlace(date_words(stamp.day) if stamp.day else "", stamp.number, entity.place),
        *(Paragraph(sentence(line)) for line in paragraphs_of(texts["preamble"])),
        *numbered_points(texts["points"], expansions if terms else {}),
        Spacer(0.5),
        MarkPair((employer(document, stamp),), (employee(mentor, document, stamp),)),
        BlankLine(
            (
                Blank(
                    label=f"Экземпляр соглашения {gendered(mentor.person if mentor else None, 'получил', 'получила')}:",
                    hint="подпись",
                ),
                Blank(hint="дата"),
            )
        ),
    ]


def begin(document: Document, by: User) -> Mapping[str, Any]:
    """All pairs of the mentor that owe an agreement; the contract of the last one with him or her; pay as it was last agreed."""
    pairs, person = pairs_named(document), mentor_signs(document)
    document.ground = document.ground or (pairs[0].order if pairs else None)
    entity = document.organisation.legal_entity
    owed = owing_agreement(Pair.objects.filter(organisation=entity, mentor__person=person), entity.today())
    known = Document.objects.filter(organisation=entity, kind=AGREEMENT).exclude(pk=document.pk).order_by("-pk")
    own = known.filter(person=person, status=DocumentStatus.ISSUED).first() if person else None
    last = known.first()
    remembered = {key: last.data[key] for key in REMEMBERED if key in last.data} if last else {}
    contract = {key: own.data.get(key, "") for key in ("contract_number", "contract_date")} if own else {}
    keys = {pair.pk for pair in pairs} | agreements_owed(with_people(owed), entity.today())
    return {"period": "month", "manner": "presence", **remembered, **contract, "pairs": sorted(keys)}


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    yield from pair_obstacles(document, day, labour=True, ending=True)
    pairs = pairs_named(document)
    for end in duties_ends(pairs, day).values():
        if end.is_withdrawn:
            yield Obstacle(f"{end.pair}: {end.cause}. Соглашение не заключают.")
        elif end.last < day:
            yield Obstacle(f"{end.pair}: {end.words(day)}. Соглашение заключать уже не на что.")
        else:
            yield Obstacle(f"{end.pair}: {end.words(day)}. Соглашение — по этот день.", blocks=False)
    if len({pair.mentor.person_id for pair in pairs}) > 1:
        yield Obstacle("Отмечены пары разных наставников: с каждым заключают своё соглашение.")
    if not (document.data.get("contract_number") or "").strip() or not document.data.get("contract_date"):
        yield Obstacle("Номер и дата трудового договора не указаны: их впишут в бумагу ручкой.", blocks=False)
    yield from (Obstacle(message, blocks=blocks) for message, blocks in pay_faults(document))
    for pair in pairs:
        if pair.agreement_id not in (None, document.pk):
            yield Obstacle(f"{pair}: соглашение уже есть, новое его заменит.", blocks=False)
    if pairs and max(pair.ends for pair in pairs) < day:
        yield Obstacle("Срок наставничества уже закончился. Проверьте пары и дату соглашения.", blocks=False)
    post = " ".join(row.post.lower() for pair in pairs[:1] for row in pair.mentor.person.employments.all())
    if "наставник" in post:
        yield Obstacle(
            "Наставничество входит в должность этого работника. Тогда статья 351.8 к нему не применяется "
            "(письмо Роструда от 02.10.2025 № ТЗ/7300-6-1), и соглашение может быть не нужно.",
            blocks=False,
        )


def on_issue(document: Document, by: User) -> None:
    agree_pairs(pairs_named(document), document, by)


def annul_consequences(document: Document) -> Iterable[str]:
    return consequences(document, document.agreed_pairs.all(), "Пара снова без дополнительного соглашения")


KIND = Kind(
    code=AGREEMENT,
    label="Дополнительное соглашение с наставником",
    register=RegisterKind.AGREEMENTS,
    shelf=Shelf.LABOUR,
    about="Обязательно для работника, который помогает работнику: приказа о паре недостаточно. Заключают после приказа.",
    noun="Дополнительное соглашение",
    retention=Retention("50 лет, до 2003 года — 75 лет", "ст. 435, приказ Росархива № 236"),
    begins="pair",
    ground_url="documents:agreement_ground",
    asks=(
        Ask("contract_number", "Номер трудового договора", "number", legend="Трудовой договор"),
        Ask("contract_date", "Дата трудового договора", "day", legend="Трудовой договор"),
        Ask("pairs", "Пары наставника", "pairs", required=True, offered=pairs_to_agree_on, legend="Работа"),
        Ask("manner", "Форма выполнения работы", "choice", required=True, choices=MANNERS, legend="Работа"),
        *PAY_ASKS,
    ),
    parts=(
        Part(
            "preamble",
            "Стороны",
            "{учреждение} в лице {руководитель} (далее — Работодатель), и {наставник} (далее — Работник) на основании "
            "статей 72 и 351.8 Трудового кодекса Российской Федерации договорились дополнить трудовой договор {договор} "
            "следующими условиями:",
            "Кто и о чём договорился",
            3,
        ),
        Part(
            "points",
            "Условия",
            "По поручению Работодателя и на основании своего письменного согласия Работник берёт на себя сверх работы по "
            "трудовому договору наставничество: помогает освоить профессию и рабочее место {наставляемые:дат}. "
            "Поручение дано {приказом}.\n"
            "Содержание работы: вместе с {кого:твор} составить персонализированную программу и вести встречи по ней; "
            "приглашать на свои занятия, посещать и разбирать занятия {кого:род}; советовать, как готовить материалы, "
            "вести документы, говорить с детьми и родителями; по окончании срока кратко рассказать куратору о сделанном.\n"
            "Срок выполнения работы — {сроки}.\n"
            "Форма выполнения работы — {форма}. Время встреч Работник выбирает сам по договорённости с {кого:твор}, "
            "не в ущерб основной работе.\n"
            "{выплата}\n"
            "Работник может досрочно отказаться от наставничества, Работодатель — досрочно отменить поручение; "
            "об отмене Работодатель письменно предупреждает не менее чем за три рабочих дня. Отказ от наставничества "
            "не считается нарушением и взысканий не влечёт.\n"
            "Остальные условия трудового договора не меняются. Соглашение действует со дня подписания{действие} и служит "
            "частью трудового договора. {прежнее}\n"
            "Соглашение составлено в двух экземплярах, по одному каждой стороне.",
            "Каждое условие с новой строки; номера встанут сами",
            16,
            ("сроки",),
        ),
    ),
    blanks={
        **PARTIES_BLANKS,
        "руководитель": "руководитель и на основании чего он действует, в родительном падеже",
        "договор": "дата и номер трудового договора",
        "согласие": "«давший» или «давшая»",
        "сроки": "срок наставничества; у нескольких пар с разными сроками — подпункты",
        "форма": "форма выполнения работы",
        "выплата": "пункт о размере и условиях выплаты целиком",
        "прежнее": "предложение о прежнем соглашении, которое это заменяет; без него не печатается",
        "действие": "с какого дня действует, если пара начала работать раньше соглашения",
    },
    values=values,
    compose=compose,
    page=sheet_page_of,
    title=titled("Дополнительное соглашение о наставничестве"),
    begin=begin,
    obstacles=obstacles,
    speaks_of=lambda document: [*orders_of(document), *replaced_by(document)],
    on_issue=on_issue,
    on_annul=let_pairs_go,
    annul_consequences=annul_consequences,
    fits=is_labour,
    signed_by=mentor_signs,
)
