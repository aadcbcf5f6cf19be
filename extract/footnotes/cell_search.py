"""A second look at the cells of tables, for markers that notes call for and nobody found in cells or text.

The text of a cell stays as it was read. Boxes in points on the page as scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.footnotes.marker_search import sought_to_seen
from extract.footnotes.wanted_markers import Sought, is_strokes, may_be_speck, notes_to_lacking
from extract.layout import words_to_lines
from extract.marker_text import UNREAD
from extract.ocr.base import FigureReader
from extract.raster import Sheet
from extract.superscripts import is_exponent
from extract.tables.cells import CellReading
from models.records import Line, Marker, NotePiece, PageTable, Word

# A cell of fewer letters holds a figure, a code or a unit.
FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class CellPrint:
    """What was read in a cell of words: which table of the page it is of, its row and column, and its lines."""

    table: int
    row: int
    col: int
    reading: CellReading
    lines: tuple[Line, ...]


def tables_to_cell_prints(
    tables: Sequence[PageTable], readings: Sequence[Sequence[CellReading]]
) -> tuple[CellPrint, ...]:
    """The cells of words of all tables of a page; `readings` has those of each table, cell by cell."""
    return tuple(
        CellPrint(index, cell.row, cell.col, reading, words_to_lines(reading.words))
        for index, (table, found) in enumerate(zip(tables, readings, strict=True))
        for cell, reading in zip(table.cells, found, strict=True)
        if sum(c.isalpha() for c in reading.text) >= FEWEST_LETTERS
    )


def notes_to_sought(notes: Sequence[NotePiece], markers: Sequence[Marker]) -> tuple[str, ...]:
    """The markers of notes that nothing in the text bears, but 1 and 11, as which any stroke reads.

    In cells nothing bears out that a speck is a star.
    """
    if may_be_speck(notes):
        return ()
    return tuple(marker for marker in notes_to_lacking(notes, markers) if not is_strokes(marker))


def markers_with_those_in_cells(
    cells: Sequence[CellPrint],
    notes: Sequence[NotePiece],
    markers: Sequence[Marker],
    sheet: Sheet,
    reader: FigureReader,
) -> tuple[Marker, ...]:
    """The markers of a page, with those that the ink of its cells shows for notes that have none.

    `sheet` is without its rules: they touch print, and stand as high above it as markers do.
    """
    found = list(markers)
    lines = [line for cell in cells for line in cell.lines]
    owners = [cell for cell in cells for _ in cell.lines]
    for marker in notes_to_sought(notes, markers) if lines else ():
        seen = sought_to_seen(Sought(marker, 0, len(lines) - 1), lines, found, sheet, reader)
        if seen is None:
            continue
        cell = owners[seen.line]
        before = cell.reading.before(Word(seen.text, seen.box))
        if not is_exponent(seen.text, before):
            place = {"table": cell.table, "row": cell.row, "col": cell.col}
            text = UNREAD if seen.by_order else seen.text
            found.append(Marker(text, seen.box, seen.confidence, after=before, **place))
    return tuple(found)
