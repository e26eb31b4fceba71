"""From the grid to a roadmap: the tables that are it, its columns, stages and measures, its title and marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from roadmaps.reading import doubts as say
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Paragraph, Source, Table
from roadmaps.reading.guessing import guess_head, looks_like_measures
from roadmaps.reading.headings import is_text_row
from roadmaps.reading.leftover import left_over
from roadmaps.reading.marks import agreement, annexes, approval, has_part_of_date
from roadmaps.reading.measures import Builder
from roadmaps.reading.names import organisation, school_year, title_lines, title_piece
from roadmaps.reading.preamble import AGREEMENT, APPROVAL, HEADING, PLAIN, Piece, kind_of, pieces
from roadmaps.reading.stages import split_stage
from roadmaps.reading.structure import BOTH, CONTENT, DUE, NUMBER, RESPONSIBLE, STAGE, ColumnRead, Doubt, RoadmapRead
from roadmaps.reading.tables import Group, before, choose, groups, local, unfold
from roadmaps.reading.texts import clean
from schools.russian import capitalised

NO_ROADMAP = (
    "Дорожной карты в файле не нашлось: нужна таблица, где есть столбец с мероприятиями и хотя бы один из столбцов "
    "«Сроки», «Ответственные», «Результат», «Этап». Проверьте заголовки таблицы или выберите другой файл."
)
NO_MEASURES = (
    "Таблица дорожной карты найдена, но мероприятий в ней нет. Выберите файл с заполненной таблицей или создайте карту "
    "по образцу."
)
TITLE_MAX = 600
# More lines than this between title and table are one doubt, shown from its beginning.
MANY_LINES, LEFT_MAX = 12, 2000
_WHEN = re.compile(r"срок|дата|время")
_WHO = re.compile(r"ответственн|исполнител(?!ьн)")


def recognise(source: Source) -> RoadmapRead:
    """The roadmap of the file; raises `RoadmapUnreadable` when there is none."""
    blocks = list(unfold(source.blocks))
    found = groups(blocks)
    is_guessed = not found
    found = found or groups(blocks, partial(guess_head, titled=_is_titled(blocks)))
    if not found:
        raise RoadmapUnreadable(NO_ROADMAP)
    group = choose(found, blocks)
    result = RoadmapRead()
    builder = Builder(group.parts)
    first = group.parts[0]
    all_above = pieces(before(blocks, group), first.table, first.head.first)
    above = local(all_above)
    _entitle(result, above, builder, group)
    header = pieces(source.header)
    # An annex mark may stand in the header of the page.
    result.approval = result.approval or approval(header)[0]
    result.annex_number = result.annex_number or annexes(header)[0]
    earlier = all_above if len(all_above) > len(above) else ()
    result.organisation = organisation(above, result.title[:TITLE_MAX], header, earlier)
    builder.build()
    result.stages = builder.stages
    result.doubts += builder.doubts
    if not result.measures:
        raise RoadmapUnreadable(NO_MEASURES)
    _columns(result, builder, first.table, group)
    if is_guessed:
        result.doubts += _guessed(result, group)
    if len(found) > 1:
        others = [" | ".join(filter(None, one.head.headings)) for one in found if one is not group]
        result.doubts += [Doubt("title", headings, say.OTHER_ROADMAPS) for headings in others]
    result.doubts += _unread(blocks, found, group)
    if first.table.unsure:
        result.doubts += _pasted(blocks, result, group)
    result.doubts += left_over(result, group.parts)
    wide = first.table.landscape
    result.landscape = source.landscape if wide is None else wide
    return result


def _unread(blocks: Sequence[Paragraph | Table], found: Sequence[Group], group: Group) -> list[Doubt]:
    """Tables without headings below the roadmap that look like more of it."""
    read = {id(part.table) for one in found for part in one.parts}
    return [
        Doubt("title", " | ".join(clean(cell.text) for cell in block.starting(0))[:LEFT_MAX], say.UNREAD_TABLE)
        for block in blocks[group.start + 1 :]
        if isinstance(block, Table) and id(block) not in read and block.width > 2 and block.height
        if not is_text_row(block, 0) and looks_like_measures(block)
    ]


def _pasted(blocks: Sequence[Paragraph | Table], result: RoadmapRead, group: Group) -> list[Doubt]:
    """Of columns cut by guess: the stages, and the lines below, which may be cells too."""
    below = [clean(block.text) for block in blocks[group.start + 1 :] if isinstance(block, Paragraph)]
    unsure = group.parts[0].table.unsure
    stages = [Doubt(STAGE, stage.printed, unsure, stage.key) for stage in result.stages if stage.printed]
    return stages + [Doubt(STAGE, text, say.LEFT_BELOW) for text in below if text]


def _guessed(result: RoadmapRead, group: Group) -> list[Doubt]:
    """Of a table whose columns were told by what stands in them, everything is to be looked at."""
    columns = [
        Doubt(column.role, column.heading or _first_text(result, index), say.GUESSED[column.role])
        for index, column in enumerate(result.columns)
    ]
    rows = () if group.parts[0].table.unsure else result.measures  # those are doubted already
    return columns + [Doubt(CONTENT, one.content, say.GUESSED_ROW, one.key) for one in rows]


def _first_text(result: RoadmapRead, index: int) -> str:
    fields = {NUMBER: "number", CONTENT: "content", DUE: "due_text", RESPONSIBLE: "responsible_text"}
    name = fields.get(result.columns[index].role, "")
    texts = (getattr(one, name, None) or one.extra.get(str(index)) for one in result.measures)
    return next(filter(None, texts), "")


def _is_titled(blocks: Sequence[Paragraph | Table]) -> bool:
    """Some line outside of the tables calls the paper a roadmap or a plan."""
    return any(isinstance(block, Paragraph) and kind_of(clean(block.text)) == HEADING for block in blocks)


def _entitle(result: RoadmapRead, above: list[Piece], builder: Builder, group: Group) -> None:
    """Title, marks and a stage told by the last line above the table."""
    result.approval, approved = approval(above)
    result.agreement, agreed = agreement(above)
    for mark in above:
        used = mark is approved or mark is agreed
        if mark.kind in (APPROVAL, AGREEMENT) and not used and len(mark.lines) > 1:
            result.doubts.append(Doubt("approval", " ".join(mark.texts), say.OTHER_MARK))
        elif used and has_part_of_date(mark):
            result.doubts.append(Doubt("approval", " ".join(mark.texts), say.NO_YEAR_IN_ORDER))
    result.annex_number, others = annexes(above)
    result.doubts += [Doubt("approval", " ".join(one.texts), say.OTHER_ANNEX) for one in others if one is not approved]
    left: list[str] = []
    piece = title_piece(above)
    if piece is not None:
        lines, left = title_lines(above, piece)
        place = next(index for index, one in enumerate(above) if one is piece)
        taken = {clean(line) for line in lines}
        left += [text for one in above[place + 1 :] if one.kind == PLAIN for text in one.texts if text not in taken]
        result.title = " ".join(lines)
    else:
        left = _untitled(result, above)
    result.school_year = school_year(result.title[:TITLE_MAX])
    if left and builder.tells_stage(left[-1]):
        told = any(part.between and builder.tells_stage(part.between[-1]) for part in group.parts[1:])
        if told or split_stage(left[-1]).sure:
            builder.stage_line(left.pop())
    if len(left) > MANY_LINES:
        left = [" ".join(left)[:LEFT_MAX]]
    result.doubts += [Doubt("title", text, say.LEFT_OVER) for text in left]


def _untitled(result: RoadmapRead, above: list[Piece]) -> list[str]:
    """A title from the last lines above the table, when nothing calls itself a roadmap or a plan; a stage that is left."""
    left: list[str] = []
    for piece in reversed([one for one in above if one.kind == PLAIN]):
        texts = piece.texts
        if not left and split_stage(texts[-1]).sure:
            left = [texts.pop()]
        title = " ".join(texts)
        if title and title != organisation(above, "") and len(texts) <= MANY_LINES and len(title) <= TITLE_MAX:
            result.title = title
            result.doubts.append(Doubt("title", title, say.TITLE_UNSURE))
            return left
    result.doubts.append(Doubt("title", "", say.NO_TITLE))
    return left


def _columns(result: RoadmapRead, builder: Builder, table: Table, group: Group) -> None:
    """The columns in order, those without heading and text left out; widths in percent."""
    widths = table.widths if len(table.widths) == table.width else []
    total = sum(widths)
    moved: dict[str, str] = {}
    for index, heading in enumerate(group.head.headings):
        if not heading and index not in builder.used:
            continue
        start, end = group.head.places[index]
        width = round(100 * sum(widths[start:end]) / total) if total else 0
        moved[str(index)] = str(len(result.columns))
        if table.hidden.issuperset(range(start, end)):
            place = DUE if builder.roles[index] == BOTH else builder.roles[index]
            result.doubts.append(Doubt(place, heading, say.HIDDEN_COLUMN))
        if builder.roles[index] == BOTH:
            result.columns += _parts_of_both(heading, width)
        else:
            result.columns.append(ColumnRead(heading, builder.roles[index], width))
    for measure in result.measures:
        measure.extra = {moved[index]: text for index, text in measure.extra.items()}


def _parts_of_both(heading: str, width: int) -> list[ColumnRead]:
    """«Сроки, ответственные»: a column for each, in the order and with the words of the heading."""
    when = _WHEN.search(heading.lower())
    who = _WHO.search(heading.lower())
    first, second = (DUE, RESPONSIBLE) if when and who and when.start() < who.start() else (RESPONSIBLE, DUE)
    cut = max(when.start() if when else 0, who.start() if who else 0)
    before = re.sub(r"[^\w.]+(?:и\W*)?$", "", heading[:cut])
    after = heading[cut:].strip(" )")
    return [
        ColumnRead(before, first, width - width // 2, within=heading),
        ColumnRead(capitalised(after), second, width // 2, within=heading),
    ]
