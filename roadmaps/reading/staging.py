"""Going from stage to stage: rows across the table, a column of stages, lines above a table."""

from __future__ import annotations

from collections.abc import Sequence

from roadmaps.reading import doubts as say
from roadmaps.reading.columns import Across, Layout, among
from roadmaps.reading.rows import Row
from roadmaps.reading.stages import bare_number, has_levels, may_be_stage, split_stage
from roadmaps.reading.structure import STAGE, Doubt, StageRead
from roadmaps.reading.texts import clean, key, number_text, one_line

# A plain line above a table is its stage when it is no longer than this.
LINE_MAX = 200


class Stages:
    """`stages` and `doubts` are what comes of it; `_stage` is where the reader stands."""

    def __init__(self, layout: Layout, *, numbers_stages: bool) -> None:
        self.layout = layout
        self.stages: list[StageRead] = []
        self.doubts: list[Doubt] = []
        self._stage: StageRead | None = None
        self._title: str | None = None
        self._number = ""
        # A sub-heading inside of a stage: its number, its text.
        self._under: tuple[str, str] | None = None
        self._known: dict[tuple[str | None, str], StageRead] = {}
        self._numbers_stages = numbers_stages

    def _between(self, texts: list[str]) -> None:
        """Lines above a further table: the last one is its stage when it reads like one."""
        rest = texts
        if self.tells_stage(texts[-1]):
            self.stage_line(texts[-1])
            rest = texts[:-1]
        for text in rest:
            self.doubts.append(Doubt(STAGE, text, say.LEFT_BETWEEN))

    def tells_stage(self, text: str) -> bool:
        """Whether a line above a table reads like its stage: a plain one only while the table itself names none."""
        parsed = split_stage(text)
        if not may_be_stage(text) or not (parsed.sure or parsed.title):
            return False
        return parsed.number is not None or (len(text) <= LINE_MAX and self.layout.stage is None)

    def stage_line(self, text: str) -> None:
        """A stage told by a line above its table; doubtful without a number."""
        parsed = split_stage(text)
        self._enter(parsed.number, parsed.title, clean(text), across=True)
        if parsed.number is None and self._stage:
            self.doubts.append(Doubt(STAGE, clean(text), say.STAGE_BETWEEN, self._stage.key))

    def _unmerged_stage(self, row: Row, after: Sequence[Row]) -> Across | None:
        """«II | Основной этап | | |» without a merge: a stage when a word, a roman number or the rows below say so."""
        layout = self.layout
        filled = [(cell, covered) for cell, covered in row.own if covered != [layout.number]]
        if len(filled) != 1 or len(layout.roles) < 3:
            return None
        cell, covered = filled[0]
        held = any(where != [layout.number] for _, where in row.held)
        texts = layout.texts | ({layout.stage} if layout.stage is not None else set())
        if held or not set(covered) <= texts or layout.stage in covered:
            return None
        number = "".join(number_text(one) for one, where in row.own if where == [layout.number])
        plain = bare_number(number) if number else None
        text = one_line([cell])
        parsed = split_stage(text)
        below = next(
            (number_text(one) for one, where in (after[0].own if after else ()) if where == [layout.number]), ""
        )
        if plain is not None and not has_levels(number):
            sure = not plain.isdigit() or clean(below).startswith(plain + ".")
        else:
            sure = not number and (parsed.sure or parsed.number is not None and not parsed.number[0].isdigit())
            sure = sure or bool(not number and parsed.number and clean(below).startswith(parsed.number + "."))
        return Across(number, cell, merged=False) if sure and may_be_stage(text) else None

    def _across(self, across: Across, row: Row) -> None:
        text = one_line([across.cell])
        number = across.number
        parsed = split_stage(text)
        if not number and parsed.number and not parsed.sure and has_levels(parsed.number):
            number, text = parsed.number, parsed.title or ""
        inside = self._stage is not None and (self._stage.number is not None or self._stage.title is not None)
        if number and has_levels(number) and inside:
            self._under = (bare_number(number) or number, text)
            self._title = None
            return
        if number and not any(cell.row == row.index for cell in row.at(self.layout.number)) and number != parsed.number:
            # The number goes on from above: a text across the rest of a measure's rows.
            self._under = (bare_number(number) or number, text)
            self._title = None
            return
        if not may_be_stage(text) and not parsed.sure:
            self.doubts.append(Doubt(STAGE, text, say.NOT_A_STAGE))
            return
        if number and not parsed.sure:
            self._enter(bare_number(number) or number, text or None, clean(f"{number} {text}"), across=True)
        else:
            self._enter(parsed.number, parsed.title, clean(f"{across.number} {text}"), across=True)
        if across.beside and self._stage:
            self.doubts.append(Doubt(STAGE, across.beside, say.BESIDE_STAGE, self._stage.key))
        if not across.merged and self._stage:
            self.doubts.append(Doubt(STAGE, text, say.STAGE_UNMERGED, self._stage.key))

    def _enter(self, number: str | None, title: str | None, printed: str, *, across: bool) -> None:
        """Go to a stage: to the same one when number and title were met before."""
        identity = (number, key(title or ""))
        current = self._stage
        if current is not None and number is None and title and key(current.title or "") == identity[1]:
            return
        if current is not None and identity == (current.number, key(current.title or "")):
            return
        self._title, self._number, self._under = None, "", None
        stage = self._known.get(identity)
        if across and self.layout.stage is not None:
            # A section above the stages of a column: stages of the same name below it are its own.
            self._known = {known: one for known, one in self._known.items() if one.across}
        if stage is None:
            stage = StageRead(f"s{len(self.stages) + 1}", number, title, across=across, printed=printed)
            self.stages.append(stage)
            self._known[identity] = stage
        self._stage = stage

    def _stage_of(self, row: Row) -> None:
        layout = self.layout
        cells = row.at(layout.stage)
        text = one_line(cells)
        if not text:
            return
        parsed = split_stage(text)
        number, title, printed = parsed.number, parsed.title, text
        if self._numbers_stages:
            numbers = [cell for cell in row.at(layout.number) if not among(cell, cells)]
            written = number_text(numbers[0]) if numbers else ""
            own = bare_number(written) or clean(written)
            if own and (parsed.number is None or own != parsed.number):
                number, title, printed = own, text, text
        self._enter(number, title, printed, across=False)
