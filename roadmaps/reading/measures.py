"""From rows to stages and measures."""

from __future__ import annotations

from collections.abc import Sequence

from roadmaps.reading import doubts as say
from roadmaps.reading.columns import Layout, among, doubts_of_columns, numbers_stages, settled
from roadmaps.reading.grid import Cell
from roadmaps.reading.lists import split
from roadmaps.reading.mixed import parted
from roadmaps.reading.rows import Row, left_below, rows
from roadmaps.reading.stages import bare_number, has_levels
from roadmaps.reading.staging import Stages
from roadmaps.reading.structure import BOTH, DUE, EXTRA, RESPONSIBLE, RESULT, STAGE, Doubt, MeasureRead
from roadmaps.reading.tables import Part
from roadmaps.reading.texts import cell_lines, clean, many_lines, number_text, one_line


class Builder(Stages):
    """Reads the parts of one roadmap row by row; `stages`, `doubts` and `used` are what comes of it."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        # Columns that hold a text somewhere.
        self.used: set[int] = set()
        self._data = [(part, list(rows(part))) for part in parts]
        data = [row for _, found in self._data for row in found]
        self.roles = settled(parts[0].head, data)
        layout = Layout(self.roles)
        super().__init__(layout, numbers_stages=numbers_stages(layout, data))
        self._table = parts[0].table
        self._row = 0
        self._measure = 0

    # Row by row

    def build(self) -> None:
        """Fill `stages` and `doubts`."""
        self.doubts += doubts_of_columns(self.parts[0].head.headings, self.roles)
        for part, data in self._data:
            self._table = part.table
            if part.between:
                self._between(part.between)
            for position, row in enumerate(data):
                across = self.layout.across(row) or self._unmerged_stage(row, data[position + 1 : position + 2])
                if across:
                    self._across(across, row)
                else:
                    # A row across says nothing of a column without heading: only texts of measures fill it.
                    self.used.update(index for _, covered in (*row.own, *row.held) for index in covered)
                    self._measures(row)
            self.doubts += [Doubt(STAGE, text, say.LEFT_BELOW) for text in left_below(part)]
        self.stages = [stage for stage in self.stages if stage.measures or stage.number or stage.title]
        for stage in self.stages:
            if not stage.measures:
                self.doubts.append(Doubt(STAGE, stage.printed, say.EMPTY_STAGE, stage.key))

    def _measures(self, row: Row) -> None:
        layout = self.layout
        self._stage_of(row)
        if self._stage is None:
            self._enter(None, None, "", across=False)
        stage = self._stage
        if stage is None:
            raise AssertionError("a measure needs its stage")
        content = [cell for cell in row.at(layout.content) if not among(cell, row.at(layout.stage))]
        number, content = self._number_of(row, content)
        title = self._title_of(row, content)
        if not number and layout.title is not None and not row.at(layout.title) and title:
            number = self._number
        self._number = number
        plain = bare_number(number) or clean(number).rstrip(".)")
        if self._under:
            outer, text = self._under
            if plain and plain != outer and not plain.startswith(outer + "."):
                self._under = None
            else:
                plain, number = plain or outer, number or outer
                title = f"{text} {title}" if title else text
        splitting = split(content)
        due, responsible, result = self._other(row, content)
        self._row += 1
        for item in splitting.items:
            self._measure += 1
            measure = MeasureRead(
                f"m{self._measure}",
                content=item.text,
                title=title,
                number=".".join(filter(None, (plain, item.number))) or None,
                due_text=due,
                responsible_text=responsible,
                expected_result=result,
                extra=self._extra(row),
                row=self._row,
                marker=item.marker,
                row_number=clean(number),
            )
            stage.measures.append(measure)
            self._doubt_measure(row, measure, content, restarted=splitting.restarted)

    def _number_of(self, row: Row, content: list[Cell]) -> tuple[str, list[Cell]]:
        """The row's own number, when the № column numbers rows; a heading over two columns may hide it in the text's."""
        layout = self.layout
        if layout.number is None and len(content) > 1:
            text = number_text(content[0])
            if bare_number(text) is not None or has_levels(text):
                return text, content[1:]
        if layout.number is None or self._numbers_stages:
            return "", content
        others = row.at(layout.content) + row.at(layout.title) + row.at(layout.stage)
        numbers = [cell for cell in row.at(layout.number) if not among(cell, others)]
        return " ".join(map(number_text, numbers)), content

    def _title_of(self, row: Row, content: list[Cell]) -> str | None:
        """The title of the row's measures, going on from above when its cell is empty."""
        if self.layout.title is None:
            return None
        cells = row.at(self.layout.title)
        if any(among(cell, content) for cell in cells):
            self._title = None
        elif cells:
            self._title = one_line(cells)
        return self._title

    def _other(self, row: Row, content: list[Cell]) -> tuple[str | None, str | None, str | None]:
        """Due, responsible, result: a cell merged over several of them belongs to the first."""
        taken = list(content) + row.at(self.layout.title)
        found = []
        for role in (DUE, RESPONSIBLE, RESULT):
            cells = [cell for cell in row.at(self.layout.place.get(role)) if not among(cell, taken)]
            taken += cells
            found.append((one_line(cells) if role == DUE else many_lines(cells)) or None)
        if BOTH in self.layout.place:
            both = parted(self._both(row, taken))
            found[:2] = [both.due and " ".join(both.due.split("\n")), both.responsible]
        return found[0], found[1], found[2]

    def _both(self, row: Row, taken: Sequence[Cell]) -> str:
        """What the column of due and responsible says."""
        return many_lines(cell for cell in row.at(self.layout.place.get(BOTH)) if not among(cell, taken))

    def _extra(self, row: Row) -> dict[str, str]:
        return {
            str(index): text
            for index, role in enumerate(self.roles)
            if role == EXTRA and (text := many_lines(row.at(index)))
        }

    def _doubt_measure(self, row: Row, measure: MeasureRead, content: list[Cell], *, restarted: bool) -> None:
        def add(place: str, original: str, message: str) -> None:
            self.doubts.append(Doubt(place, original, message, measure.key))

        if self._table.unsure:
            add("content", self._table.raw.get(row.index, ""), self._table.unsure)
        if not measure.content:
            add("content", measure.title or "", say.NO_CONTENT)
        elif restarted:
            add("content", " ".join(line for cell in content for line in cell_lines(cell)), say.RESTARTED)
        elif measure.content[:1].islower() and not measure.title and not measure.due_text and len(row.own) == 1:
            add("content", measure.content, say.TORN)
        if BOTH in self.layout.place and (both := self._both(row, content)) and not parted(both).sure:
            add(DUE, both, say.NOT_PARTED)
        for cell, covered in row.own:
            if sum(self.roles[index] in (DUE, RESPONSIBLE, BOTH, RESULT) for index in covered) > 1:
                add(DUE, one_line([cell]), say.MERGED_BESIDE)
