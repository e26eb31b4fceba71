"""A regulation composed: its mark of approval, its name, nine sections with points; alone or as an annex of an order."""

import re
from collections.abc import Iterator, Mapping
from functools import partial

from schools.enums import OrganisationKind
from schools.models import Headship, Organisation
from schools.papers.engine.blocks import ApprovalMark, Block, DocTitle, Heading, Letterhead, MarkPair, Point
from schools.papers.models import Document
from schools.russian import Case, agree_approved, decline_post, nbsp_document

from ..kinds.kind import Stamp, day_of
from ..pages.annex_marks import approving_lines
from ..pages.letterhead import named_organisation
from ..selectors.order_facts import cited_acts, named_person
from ..words.blanks import Filling, fixed
from ..words.opinions import marks_of
from ..words.order_text import enumerated, in_accordance, sentence
from ..words.people import in_sentence
from .sections import CODES

DASHES = "-–—"
_ORDER = (Case.NOMN, Case.GENT, Case.DATV, Case.ACCS, Case.ABLT, Case.LOCT)
_PUPILS = dict(
    zip(
        _ORDER, ("обучающиеся", "обучающихся", "обучающимся", "обучающихся", "обучающимися", "обучающихся"), strict=True
    )
)
_PUPIL = dict(
    zip(
        _ORDER,
        ("обучающийся", "обучающегося", "обучающемуся", "обучающегося", "обучающимся", "обучающемся"),
        strict=True,
    )
)
_CHILDREN = dict(
    zip(_ORDER, ("воспитанники", "воспитанников", "воспитанникам", "воспитанников", "воспитанниками", "воспитанниках"),
        strict=True)
)  # fmt: skip
_CHILD = dict(
    zip(_ORDER, ("воспитанник", "воспитанника", "воспитаннику", "воспитанника", "воспитанником", "воспитаннике"),
        strict=True)
)  # fmt: skip
_CLASS_TEACHER = {
    OrganisationKind.KINDERGARTEN: "воспитатель группы",
    OrganisationKind.COLLEGE: "куратор учебной группы",
    OrganisationKind.ADDITIONAL: "педагог дополнительного образования",
}
_HEAD = {OrganisationKind.KINDERGARTEN: "заведующий"}
# A regulation outlives the one who holds the post: feminine names of posts → as the list of staff has them.
_OF_NOBODY = {
    "заведующая": "заведующий", "управляющая": "управляющий", "исполняющая": "исполняющий", "старшая": "старший",
    "воспитательница": "воспитатель", "учительница": "учитель", "преподавательница": "преподаватель",
    "руководительница": "руководитель", "заместительница": "заместитель", "начальница": "начальник",
    "директриса": "директор",
}  # fmt: skip
_MONTHS = {
    "1": "одного месяца", "2": "двух месяцев", "3": "трёх месяцев", "4": "четырёх месяцев", "5": "пяти месяцев",
    "6": "шести месяцев", "7": "семи месяцев", "8": "восьми месяцев", "9": "девяти месяцев", "10": "десяти месяцев",
    "11": "одиннадцати месяцев", "12": "одного года",
}  # fmt: skip
_LIMITS = {
    "1": "не более одного наставляемого", "2": "не более двух наставляемых", "3": "не более трёх наставляемых",
    "4": "не более четырёх наставляемых", "5": "не более пяти наставляемых",
}  # fmt: skip

BLANKS = {
    "организация": "краткое наименование, с падежом: {организация:род}",
    "учреждение": "полное наименование, с падежом: {учреждение:род}",
    "руководитель": "должность руководителя, с падежом: {руководитель:род}",
    "обучающиеся": "обучающиеся или воспитанники, с падежом: {обучающиеся:род}",
    "обучающийся": "то же в единственном числе",
    "классный руководитель": "классный руководитель, в детском саду воспитатель, с падежом",
    "кто куратор": "должность куратора, с падежом: {кто куратор:твор}",
    "разработано": "пункт о правовых актах целиком",
    "формы": "формы наставничества через запятую",
    "виды": "виды наставничества через запятую",
    "нагрузка": "«не более двух наставляемых»",
    "срок программы": "«от трёх месяцев до одного года»",
    "где на сайте": "«на официальном сайте … по адресу …»",
}


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    data, entity = document.data, document.organisation.legal_entity
    young = entity.kind == OrganisationKind.KINDERGARTEN
    pupils, pupil = (_CHILDREN, _CHILD) if young else (_PUPILS, _PUPIL)
    acts = in_accordance(cited_acts(document), " и ")
    return {
        "организация": partial(named_organisation, document.organisation, "short"),
        "учреждение": partial(named_organisation, document.organisation, "full"),
        "руководитель": partial(decline_post, post_of_head(entity)),
        "обучающиеся": pupils.__getitem__,
        "обучающийся": pupil.__getitem__,
        "классный руководитель": partial(
            decline_post, _CLASS_TEACHER.get(OrganisationKind(entity.kind), "классный руководитель")
        ),
        "кто куратор": partial(_curator, document, stamp),
        "разработано": fixed(f"Положение разработано {acts}." if acts else ""),
        "формы": fixed(", ".join(f"«{one}»" for one in lines_in(data.get("forms")))),
        "виды": fixed(", ".join(lines_in(data.get("kinds")))),
        "нагрузка": fixed(_LIMITS.get(str(data.get("limit")), _LIMITS["2"])),
        "срок программы": fixed(term_words(str(data.get("shortest") or "3"), str(data.get("longest") or "12"))),
        "где на сайте": fixed(_place_on_site(entity)),
    }


def lines_in(text: str | None) -> list[str]:
    return [" ".join(line.split()).rstrip(",;.") for line in (text or "").splitlines() if line.strip(" ,;.")]


def term_words(shortest: str, longest: str) -> str:
    """«от трёх месяцев до одного года»; «до одного года» when both are the same."""
    if shortest == longest:
        return f"до {_MONTHS[longest]}"
    return f"от {_MONTHS[shortest]} до {_MONTHS[longest]}"


def post_of_head(entity: Organisation) -> str:
    """The post as the list of staff has it, whoever holds it; that of the one who heads, not of the one who acts."""
    held = Headship.objects.filter(organisation=entity, is_acting=False).order_by("-starts", "-pk").first()
    return of_nobody(in_sentence(held.post)) if held else _HEAD.get(OrganisationKind(entity.kind), "директор")


def of_nobody(post: str) -> str:
    """The post without the sex of its present holder: «заведующая детским садом» → «заведующий детским садом»."""
    post = re.sub(r"(?i)\bзаместитель заведующей\b", "заместитель заведующего", post)
    return " ".join(_OF_NOBODY.get(word, word) for word in post.split())


# Whoever the order names: an employee, or the head who keeps the duties.
_BY_ORDER = {
    Case.NOMN: "лицо, определённое приказом",
    Case.GENT: "лица, определённого приказом",
    Case.DATV: "лицу, определённому приказом",
    Case.ACCS: "лицо, определённое приказом",
    Case.ABLT: "лицом, определённым приказом",
    Case.LOCT: "лице, определённом приказом",
}


def _curator(document: Document, stamp: Stamp, case: Case) -> str:
    """The post, not the name: a regulation outlives the person."""
    named = named_person(document.data.get("curator"), document.organisation.legal_entity.pk, day_of(document, stamp))
    if named is not None and named.standing(case):
        common = of_nobody(named.post)
        return named.standing(case) if common == named.post else decline_post(common, case)
    return _BY_ORDER[case]


def _place_on_site(entity: Organisation) -> str:
    if entity.public_page:
        return f"на официальном сайте организации по адресу {entity.public_page}"
    return "в особом разделе официального сайта организации"


def mark_of(document: Document, title: str) -> MarkPair:
    """«УТВЕРЖДЕНО приказом … от … № …», on the left who adopted it and was heard; a draft has lines for the pen."""
    order = document.ground
    lines = approving_lines(document.organisation, order.date if order else None, order.number if order else "")
    return MarkPair(left=marks_of(order, title), right=(ApprovalMark(agree_approved(title), lines),))


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    """The regulation as a paper of its own."""
    entity = document.organisation.legal_entity
    return [Letterhead(full_name=nbsp_document(entity.full_name)), mark_of(document, texts["heading"]), *body(texts)]


def body(texts: Mapping[str, str]) -> list[Block]:
    """Name and sections; `texts` have their blanks filled."""
    kind, _, about = sentence(texts["heading"]).partition(" ")
    blocks: list[Block] = [DocTitle(kind.upper(), about)]
    place = 0
    for code in CODES:
        lines = [line for line in texts[code].splitlines() if line.strip(" ,.;:-–—")]
        if lines:
            place += 1
            blocks += _section(place, lines)
    return blocks


def _section(place: int, lines: list[str]) -> Iterator[Block]:
    yield Heading(f"{place}. {sentence(lines[0]).rstrip('.')}", "centre")
    number, items = 0, []
    for index, line in enumerate(lines[1:], start=1):
        if line.lstrip()[:1] in DASHES:
            items.append(" ".join(line.lstrip(f" {DASHES}").split(" ")))
            if index + 1 == len(lines) or lines[index + 1].lstrip()[:1] not in DASHES:
                yield from (Point(f"{at})", words, level=2) for at, words in enumerate(enumerated(items), start=1))
                items = []
            continue
        number += 1
        yield Point(f"{place}.{number}.", sentence(line))
