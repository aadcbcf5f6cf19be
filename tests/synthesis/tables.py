"""Tables over pages: rows that a page end cuts, headers that come again, cells merged over rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.synthesis.pages import Pages
from tests.synthesis.spec import CellSpec, TableSpec, markers_of
from tests.synthesis.typeset import TextLine, draw_line, text_to_lines

_PAD_X, _PAD_Y = 3.5, 3.0


@dataclass(slots=True)
class _Set:
    """A cell with its text set in lines, and how many of them are drawn already."""

    cell: CellSpec
    lines: list[TextLine]
    drawn: int = 0


@dataclass(frozen=True, slots=True)
class _Strip:
    """A row, or the part of it that one page shows. `open_below`: the page end cuts it."""

    row: int
    height: float
    open_above: bool = False
    open_below: bool = False


@dataclass(slots=True)
class _Segment:
    """The part of a table on one page."""

    cells: list[_Set]
    strips: list[_Strip] = field(default_factory=list)

    @property
    def height(self) -> float:
        return sum(strip.height for strip in self.strips)


def draw_table_block(pages: Pages, table: TableSpec) -> None:
    """Draw `table` from where the page stands; raises ValueError when one uncut row is higher than a page."""
    _TableSetter(pages, table).draw()


class _TableSetter:
    def __init__(self, pages: Pages, table: TableSpec) -> None:
        self.pages, self.table = pages, table
        total = sum(table.widths)
        self.edges = [0.0]
        for share in table.widths:
            self.edges.append(self.edges[-1] + share / total * pages.text_width)
        self.leading = table.size * 1.2
        self.cells = [self._set(cell) for cell in table.cells]
        self.heights = self._row_heights(self.cells, table.rows)
        again = table.again or tuple(cell for cell in table.cells if cell.row < table.header_rows)
        self.again = again
        self.again_rows = table.again_rows or table.header_rows

    def draw(self) -> None:
        header = sum(self.heights[: self.table.header_rows])
        if self.pages.room() < header + 2 * self.leading:
            self.pages.new_page()
        segment = _Segment(self.cells)
        row, begun = 0, False
        left = self.heights[0]
        while row < self.table.rows:
            markers = () if begun else self._markers(row)
            room = self.pages.room(markers) - segment.height
            if left <= room:
                segment.strips.append(_Strip(row, left, open_above=begun))
                self._note(segment, markers)
                row, begun = row + 1, False
                left = self.heights[row] if row < self.table.rows else 0.0
                continue
            if not markers and self._cuttable(row, left, room):
                segment.strips.append(_Strip(row, room, begun, open_below=True))
                begun = True
            elif not segment.strips and self.pages.y <= self.pages.margins.top + self._again_height():
                raise ValueError(f"row {row} of table {self.table.table_id} is higher than a page")
            self._draw_segment(segment)
            left = self._rest_height(row, begun)
            self.pages.new_page()
            self._draw_again()
            segment = _Segment(self.cells)
        self._draw_segment(segment)
        if any(item.drawn < len(item.lines) for item in self.cells):
            raise ValueError(f"table {self.table.table_id} has text that found no room")

    def _rest_height(self, row: int, begun: bool) -> float:
        """Height of `row` on the next page, with room for what merged cells could not show on this one."""
        height = self.heights[row]
        if begun:
            own = [len(item.lines) - item.drawn for item in self.cells if item.cell.row == row]
            height = max([1, *own]) * self.leading + 2 * _PAD_Y
        for item in self.cells:
            last = item.cell.row + item.cell.rowspan - 1
            if item.cell.row < row <= last and item.drawn < len(item.lines):
                need = (len(item.lines) - item.drawn) * self.leading + 2 * _PAD_Y
                height += max(0.0, need - height - sum(self.heights[row + 1 : last + 1]))
        return height

    def _note(self, segment: _Segment, markers: Sequence[str]) -> None:
        """Reserve the notes of a row: they stand below all that is drawn of the segment."""
        if markers:
            y = self.pages.y
            self.pages.y += segment.height
            self.pages.add_notes(markers)
            self.pages.y = y

    def _cuttable(self, row: int, left: float, room: float) -> bool:
        """Whether a part of the row may go on this page: a line of it, but not all of its lines."""
        lines = int((room - _PAD_Y) / self.leading)
        rest = round((left - 2 * _PAD_Y) / self.leading)
        return self.table.splits and row >= self.table.header_rows and 1 <= lines < rest

    def _markers(self, row: int) -> tuple[str, ...]:
        return tuple(m for item in self.cells if item.cell.row == row for m in markers_of(item.cell.text))

    def _set(self, cell: CellSpec) -> _Set:
        font = self.pages.family.face(cell.bold, cell.italic)
        width = self.edges[cell.col + cell.colspan] - self.edges[cell.col] - 2 * _PAD_X
        lines = text_to_lines(cell.text, font, self.table.size, width) if cell.text else []
        return _Set(cell, lines)

    def _row_heights(self, cells: Sequence[_Set], rows: int) -> list[float]:
        heights = [self.leading + 2 * _PAD_Y] * rows
        for item in sorted(cells, key=lambda item: item.cell.rowspan):
            row, span = item.cell.row, item.cell.rowspan
            need = len(item.lines) * self.leading + 2 * _PAD_Y
            have = sum(heights[row : row + span])
            if need > have:
                heights[row + span - 1] += need - have
        return heights

    def _again_height(self) -> float:
        return sum(self._row_heights([self._set(cell) for cell in self.again], self.again_rows))

    def _draw_again(self) -> None:
        if self.again:
            cells = [self._set(cell) for cell in self.again]
            heights = self._row_heights(cells, self.again_rows)
            self._draw_segment(_Segment(cells, [_Strip(row, height) for row, height in enumerate(heights)]))

    def _draw_segment(self, segment: _Segment) -> None:
        tops: dict[int, float] = {}
        bottoms: dict[int, float] = {}
        open_above = {strip.row for strip in segment.strips if strip.open_above}
        open_below = {strip.row for strip in segment.strips if strip.open_below}
        y = self.pages.y
        for strip in segment.strips:
            tops[strip.row], bottoms[strip.row] = y, y + strip.height
            y += strip.height
        for item in segment.cells:
            rows = [row for row in range(item.cell.row, item.cell.row + item.cell.rowspan) if row in tops]
            if rows:
                cut = rows[-1] in open_below
                self._draw_text(item, tops[rows[0]], bottoms[rows[-1]], cut or rows[0] in open_above)
                self._draw_edges(item.cell, tops[rows[0]], bottoms[rows[-1]], cut)
        self.pages.y = y

    def _draw_text(self, item: _Set, top: float, bottom: float, cut: bool) -> None:
        capacity = int((bottom - top - _PAD_Y + 0.01) / self.leading)
        left = len(item.lines) - item.drawn
        if self.table.widows and capacity < left:
            capacity = min(capacity, left - 2)
            capacity = capacity if capacity >= 2 else 0
        lines = item.lines[item.drawn : item.drawn + capacity]
        item.drawn += len(lines)
        cell = item.cell
        x = self.pages.margins.left + self.edges[cell.col] + _PAD_X
        width = self.edges[cell.col + cell.colspan] - self.edges[cell.col] - 2 * _PAD_X
        y = top + _PAD_Y if cut else (top + bottom - len(lines) * self.leading) / 2
        for line in lines:
            y += self.leading
            draw_line(self.pages.canvas, line, (x, self.pages.height - y + self.leading * 0.25), width, cell.align)

    def _draw_edges(self, cell: CellSpec, top: float, bottom: float, open_below: bool) -> None:
        if self.table.rules == "none":
            return
        canvas, left = self.pages.canvas, self.pages.margins.left
        x0, x1 = left + self.edges[cell.col], left + self.edges[cell.col + cell.colspan]
        y0, y1 = self.pages.height - top, self.pages.height - bottom
        canvas.setLineWidth(self.table.rule_width)
        canvas.line(x0, y0, x1, y0)
        if not open_below:
            canvas.line(x0, y1, x1, y1)
        if self.table.rules == "grid":
            canvas.line(x0, y0, x0, y1)
            canvas.line(x1, y0, x1, y1)
