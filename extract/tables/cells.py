"""Readings of cells put into a table of one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.layout import words_to_lines
from extract.marker_text import UNREAD, text_to_marker
from extract.tables.grid import TOUCH, Grid, GridCell
from extract.tables.headers import CODE, rows_to_header_count
from models.records import Box, Cell, Line, Marker, PageTable, Word

GROUPED = re.compile(r"^\d{1,3}(\.\d{3}){2,}$")
# The number or the symbol of a document, KTVB&QLX|LVPHC, is one word.
SYMBOL = re.compile(r"^(?=.*[/&-])[A-ZĐ0-9/&-]{5,}[A-ZĐ]$")
CAPITALS = re.compile(r"^[A-ZĐ&]{2,}\b")
# White between a border and the text of its cell, in points: word processors leave 5.4 (0.19 cm) at most.
PADDING = 5.4


@dataclass(frozen=True, slots=True)
class CellReading:
    """What was read in one cell. `raw` is the first reader's text; `reason` is a review code, "" when sure.

    `raised` are the marker words in the cell, which are no part of `text`.
    """

    text: str
    confidence: float = 1.0
    raw: str = ""
    reason: str = ""
    raised: tuple[Word, ...] = ()
    words: tuple[Word, ...] = ()

    def before(self, raised: Word) -> str:
        """The text of the cell up to a raised word."""
        return " ".join(
            w.text
            for line in words_to_lines(self.words)
            for w in line.words
            if line.box.bottom < raised.box.y_mid
            or (line.box.top <= raised.box.bottom and w.box.x_mid < raised.box.x_mid)
        )


def words_to_reading(words: Sequence[Word], raised: Sequence[Word], box: Box) -> CellReading:
    """The words whose middle lies in `box`, line by line."""
    inside = [w for w in words if box.holds(w.box.x_mid, w.box.y_mid)]
    marks = tuple(w for w in raised if box.holds(w.box.x_mid, w.box.y_mid))
    text = lines_to_cell_text(words_to_lines(inside), box.width)
    return CellReading(text=text, raw=text, raised=marks, words=tuple(inside))


def lines_to_cell_text(lines: Sequence[Line], width: float) -> str:
    """The lines of a cell `width` points wide; what was too long for it, `1.864.37|8`, is put together again."""
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        text += line.text if is_broken(before, line, width) else f" {line.text}"
    return text


def number_goes_on(before: str, text: str) -> bool:
    """Whether the number of a document, 13/CĐ-|TTg, 48/2025/|QĐ-UBND or 19|-NQ/TW, goes on in the next line."""
    if re.search(r"\d(/[A-ZĐ][A-ZĐa-z&/]*-|/)$", before):
        return bool(re.match(r"(TTg|[A-ZĐ]{2,})\b", text))
    return bool(re.search(r"\d$", before) and re.match(r"-[A-ZĐ]{2,}\b", text))


def is_broken(before: Line, line: Line, width: float) -> bool:
    """Whether a line goes on with the word that the line before could not hold: a figure, a symbol, a code's stop."""
    if number_goes_on(before.text, line.text):
        return True
    if len(before.words) > 1:
        return False
    if re.fullmatch(r"[.,;:)%]+", line.text) and before.text[-1:].isdigit():
        return True
    letter = before.box.width / max(1, len(before.text))
    if before.box.width + letter <= width - 2 * PADDING:
        return False
    symbol = bool(SYMBOL.match(before.text) and CAPITALS.match(line.text))
    return symbol or bool(GROUPED.match(before.text + line.text))


def codes_parted(grid: Grid, readings: Sequence[CellReading]) -> tuple[Grid, tuple[CellReading, ...]]:
    """Grid and readings with the code and the label parted of rows whose border between them left no trace."""
    places: list[GridCell] = []
    found: list[CellReading] = []
    for place, reading in zip(grid.cells, readings, strict=True):
        parts = reading_to_parts(reading, grid.xs[1]) if _holds_two(grid, place) else ()
        if parts:
            x, box = grid.xs[1], place.box
            places.append(replace(place, colspan=1, box=replace(box, x1=x)))
            places.append(replace(place, col=1, colspan=1, box=replace(box, x0=x)))
        else:
            places.append(place)
        found += parts or (reading,)
    return replace(grid, cells=tuple(places)), tuple(found)


def _holds_two(grid: Grid, place: GridCell) -> bool:
    """Whether a cell spans the first two columns in one row, where most rows have two cells."""
    first = [c for c in grid.cells if c.col == 0]
    usual = 2 * sum(c.colspan == 1 for c in first) > len(first)
    return usual and (place.col, place.colspan, place.rowspan) == (0, 2, 1)


def reading_to_parts(reading: CellReading, border: float) -> tuple[CellReading, ...]:
    """The readings left and right of the border: a code or nothing, and words; () where it is one cell after all."""
    left = [w for w in reading.words if w.box.x_mid < border]
    right = [w for w in reading.words if w.box.x_mid >= border]
    code = " ".join(line.text for line in words_to_lines(left))
    text = " ".join(line.text for line in words_to_lines(right))
    across = any(w.box.x0 < border - TOUCH and w.box.x1 > border + TOUCH for w in reading.words)
    if across or sum(c.isalpha() for c in text) < 2:
        return ()
    # A label without a code begins right behind the border; what is merged stands in the middle.
    if not (CODE.match(code) if left else min(w.box.x0 for w in right) - border <= 2 * PADDING):
        return ()
    return (
        CellReading(code, min((w.confidence for w in left), default=1.0), code, words=tuple(left)),
        replace(reading, text=text, raw=text, words=tuple(right), confidence=min(w.confidence for w in right)),
    )


def readings_to_table(grid: Grid, readings: Sequence[CellReading], page: int, method: str) -> PageTable:
    """A table of one page; `readings` go with `grid.cells`."""
    cells = tuple(
        Cell(
            row=place.row,
            col=place.col,
            rowspan=place.rowspan,
            colspan=place.colspan,
            text=reading.text,
            raw=reading.raw,
            box=place.box,
            page=page,
            confidence=reading.confidence,
            review=bool(reading.reason),
            review_reason=reading.reason,
        )
        for place, reading in zip(grid.cells, readings, strict=True)
    )
    rows, cols = len(grid.ys) - 1, len(grid.xs) - 1
    return PageTable(
        page=page,
        box=grid.box,
        rows=rows,
        cols=cols,
        cells=cells,
        method=method,
        xs=grid.xs,
        header_rows=rows_to_header_count(cells, rows, cols),
        open_top=grid.open_top,
        open_bottom=grid.open_bottom,
    )


def tables_to_cell_markers(
    tables: Sequence[PageTable], readings: Sequence[Sequence[CellReading]]
) -> tuple[Marker, ...]:
    """The raised markers in the cells of all tables of a page."""
    return tuple(
        marker
        for index, (table, found) in enumerate(zip(tables, readings, strict=True))
        for marker in table_to_cell_markers(index, table, found)
    )


def table_to_cell_markers(index: int, table: PageTable, readings: Sequence[CellReading]) -> tuple[Marker, ...]:
    """The raised markers in the cells of table `index` of a page; `after` is the text of the cell before the marker.

    What was not read, before all text of its cell, is a part of its first letter: the T of a bold "Tỷ lệ". Alone in
    its cell it may be a star in the place of a figure.
    """
    found = []
    for cell, reading in zip(table.cells, readings, strict=True):
        for word in reading.raised:
            text, before = text_to_marker(word.text), reading.before(word)
            if text and (text != UNREAD or before or not reading.words):
                found.append(
                    Marker(
                        text,
                        word.box,
                        word.confidence,
                        table=index,
                        row=cell.row,
                        col=cell.col,
                        after=before,
                    )
                )
    return tuple(found)
