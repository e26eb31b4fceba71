"""What applications to the head share: to whom and from whom, the request in words, date and signature by hand."""

import re
from collections.abc import Mapping, Sequence

from mentoring.pairs.models import Pair
from schools.models import Headship
from schools.papers.engine.blocks import Block, DocTitle, Paragraph, Signature, Spacer
from schools.papers.models import Document
from schools.russian import Case
from schools.russian.dictionary import PROPER, parses

from ..words.order_text import sentence
from ..words.people import Named, in_sentence
from .labour import paragraphs_of
from .sheet import addressee

_DUE = re.compile(r"в связи со? (?=\S)", re.IGNORECASE)


def applicant(named: Named | None) -> Paragraph:
    """«учителя физики / Зайца Бориса Фомича»: from whom, in the genitive, under the addressee."""
    if named is None:
        return Paragraph("____________________", align="aside", indent=False)
    lines = (named.standing(Case.GENT), named.full(Case.GENT))
    return Paragraph("\n".join(line for line in lines if line), align="aside", indent=False)


def application_blocks(
    document: Document, head: Headship | None, named: Named | None, subtitle: str, texts: Mapping[str, str]
) -> list[Block]:
    """The application as it is handed in: the date is written by hand, beside the signature."""
    return [
        addressee(document, head),
        applicant(named),
        Spacer(1),
        DocTitle("ЗАЯВЛЕНИЕ", subtitle),
        *(Paragraph(sentence(line)) for line in paragraphs_of(texts["text"])),
        Spacer(1),
        Signature(by_hand=True, name=named.signature if named else ""),
    ]


def named_title(what: str, who: Named | None, nobody: str) -> str:
    """«Заявление о …: Заяц Б.Ф.», by which a draft is found."""
    return f"{what}: {who.short() if who else nobody}"


def ground_of_pairs(document: Document, pairs: Sequence[Pair]) -> None:
    """An application about a pair rests on the pair's order, unless another was named."""
    document.ground = document.ground or (pairs[0].order if pairs else None)


def reason_words(document: Document, lead: str = "Причина:") -> str:
    """«Причина: …» as a sentence of its own; nothing when none was given. What was typed with «в связи с» keeps its case."""
    reason = " ".join((document.data.get("reason") or "").split()).rstrip(".")
    if due := _DUE.match(reason):
        return f"Это вызвано {reason[due.end() :]}."
    return f"{lead} {reason if begins_with_name(reason) else in_sentence(reason)}." if reason else ""


def begins_with_name(words: str) -> bool:
    """Whether the capital belongs to the first word itself: «Кукушкин Э.М. переезжает», «Иркутск далеко», not «Болезнь»."""
    first = re.match(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*", words)
    if first is None:
        return False
    if "-" in first[0] or re.match(r"\s+[А-ЯЁ](?:\.|[а-яё]+)", words[first.end() :]):
        return True
    [best, *_] = parses(first[0])
    return not best.is_known or not PROPER.isdisjoint(best.tag.grammemes)
