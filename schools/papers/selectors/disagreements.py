"""Disagreements of the registers of a calendar year, in sentences; a paper is only looked at, never corrected."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from schools.models import Organisation, User
from schools.russian import count, plural

from ..disagreeing import Disagreement, looks
from ..enums import DocumentStatus, NumberMode
from ..models import Document, Register
from ..models.document import DocumentQuerySet
from ..numbers import by_pattern, counted, last_of, number_key
from .documents import NOT_RETURNED, documents_of

_MARKS = frozenset({"annex_mark", "approval_mark", "mark_pair"})
_NUMBER = r"((?:\w{1,8}-)?\d[\w.\-]*(?:\s?/\s?\d[\w.\-]*)*)"
# «к приказу МБОУ «Лесная СОШ № 1» от 05.09.2026 № 14-ОД»: after the date, for names of schools have numbers too;
# «приказом директора № 5»: after the word, with nothing between but small words.
_NAMED = re.compile(
    rf"приказ\w*[^\n]{{0,250}}?\bот\s+[«\"\d][^№\n]{{1,30}}№\s*{_NUMBER}|приказ\w*(?:\s[а-яё]+){{0,2}}\s+№\s*{_NUMBER}",
    re.IGNORECASE,
)
_PAGE, _LIST = "papers:document_detail", "papers:document_list"


def disagreements_of(user: User, organisation: Organisation, year: int) -> list[Disagreement]:
    """Everything that somebody should look into, the wrong numbers first."""
    papers = documents_of(user, organisation).in_register().filter(year=year)
    return [
        *named_wrongly(documents_of(user, organisation).filter(year=year)),
        *(found for look in looks() for found in look(user, organisation, year)),
        *in_numbers(organisation, papers, year),
        *void_numbers(papers),
        *not_returned(papers, year),
    ]


def named_wrongly(documents: DocumentQuerySet) -> Iterator[Disagreement]:
    """Papers whose own words name another number than that of the order on which they rest, or which they change."""
    issued = documents.exclude(status__in=[DocumentStatus.DRAFT, DocumentStatus.ANNULLED])
    related = issued.filter(ground__isnull=False) | issued.filter(changes__isnull=False)
    rows = related.select_related("ground", "changes", "register").order_by("date", "pk")
    for paper in rows.defer("data", "texts", "page", "changes__blocks", "ground__blocks"):
        base = paper.ground or paper.changes
        if base is None or not base.number:
            continue
        named = list(numbers_named(_words(paper)))
        if named and base.number_key.rstrip(".") not in {number_key(number).rstrip(".") for number in named}:
            yield Disagreement(
                f"{paper} «{paper.title}» по своему тексту относится к приказу № {named[0]}, "
                f"а по журналу — к документу: {base}. Сверьте бумаги.",
                _PAGE,
                "Открыть документ",
                paper.pk,
            )


def numbers_named(lines: Iterable[str]) -> Iterator[str]:
    """Numbers that stand after the word «приказ», without the dot that may end the sentence as well as «5-п.о.д.»."""
    for line in lines:
        for found in _NAMED.finditer(line):
            yield (found[1] or found[2]).rstrip(".,;")


def _words(paper: Document) -> Iterator[str]:
    """What a paper says of its order: the marks of an annex; of one that changes, its heading and points."""
    yield paper.title
    for block in paper.blocks:
        if block.get("kind") in _MARKS:
            yield " ".join(_lines(block))
        elif paper.changes_id and block.get("kind") in ("heading", "point", "paragraph"):
            yield " ".join(_lines(block.get("text", "")))


def _lines(value: object) -> Iterator[str]:
    """Every string inside a frozen block."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "kind":
                yield from _lines(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner)


def in_numbers(organisation: Organisation, papers: DocumentQuerySet, year: int) -> Iterator[Disagreement]:
    """Gaps, where the numbers are given here; and later numbers with earlier dates."""
    registers = {one.pk: one for one in Register.objects.filter(organisation=organisation.legal_entity)}
    taken: dict[int, list[tuple[int, Document]]] = {}
    rows = papers.only("register", "number", "number_key", "date", "kind", "status", "title")
    for paper in rows:
        register = registers[paper.register_id]  # type: ignore[index]  # what stands in a register has one
        for n in counted(register.pattern, [paper.number_key]):
            taken.setdefault(register.pk, []).append((n, paper))
    for pk, found in taken.items():
        register, found = registers[pk], sorted(found, key=lambda one: one[0])
        if register.mode == NumberMode.HERE:
            yield from _gaps(register, [n for n, _ in found], year)
        for (_, earlier), (_, later) in pairwise(found):
            if later.date < earlier.date:  # type: ignore[operator]  # issued papers have dates
                yield Disagreement(
                    f"{later} стоит в журнале после документа № {earlier.number}, а датирован раньше: "
                    f"№ {earlier.number} — от {earlier.date:%d.%m.%Y}.",
                    _PAGE,
                    "Открыть документ",
                    later.pk,
                )


def _gaps(register: Register, numbers: list[int], year: int) -> Iterator[Disagreement]:
    last, present = last_of(numbers), set(numbers)
    missing = [n for n in range(register.first_number, last) if n not in present]
    if missing:
        words = ", ".join(_stretches(register.pattern, missing))
        dot = "" if words.endswith(".") else "."
        yield Disagreement(
            f"В журнале «{register}» за {year} год нет {plural(len(missing), 'номера', 'номеров', 'номеров')}: {words}{dot} "
            "Если приказ издан на бумаге, внесите его; если не издавался, запишите это в деле.",
            _LIST,
            "Открыть журнал",
            query=f"register={register.kind}&calendar={year}&sort=number",
        )


def _stretches(pattern: str, numbers: list[int]) -> Iterator[str]:
    """«4, 6–8»."""
    start = before = numbers[0]
    for n in [*numbers[1:], None]:
        if n is not None and n == before + 1:
            before = n
            continue
        first, last = by_pattern(pattern, start), by_pattern(pattern, before)
        yield first if start == before else f"{first}–{last}"
        if n is not None:
            start = before = n


def void_numbers(papers: DocumentQuerySet) -> Iterator[Disagreement]:
    for paper in papers.filter(status=DocumentStatus.ANNULLED).defer("blocks").order_by("register", "number_sort"):
        yield Disagreement(
            f"{paper} аннулирован: номер занят и другому документу не достанется.", _PAGE, "Открыть документ", paper.pk
        )


def not_returned(papers: DocumentQuerySet, year: int) -> Iterator[Disagreement]:
    n = papers.filter(NOT_RETURNED).count()
    if n:
        words = count(n, "документ", "документа", "документов")
        yield Disagreement(
            f"Подписанный экземпляр не возвращён: {words}.",
            _LIST,
            "Показать их",
            query=f"returned=no&calendar={year}",
        )
