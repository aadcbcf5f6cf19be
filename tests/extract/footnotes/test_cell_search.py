"""Markers in cells that notes call for are looked for in the ink; exponents and figures are none."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from extract.footnotes.cell_search import CellPrint, markers_with_those_in_cells, tables_to_cell_prints
from extract.layout import words_to_lines
from extract.marker_text import UNREAD
from extract.ocr import name_to_figure_reader
from extract.raster import Sheet
from extract.rules.pixel_rules import gray_without_rules, sheet_to_rules
from extract.tables.cells import CellReading
from models.records import Box, Cell, Marker, NotePiece, PageTable
from tests.extract.footnotes.scans import Misreads, pdf_to_scan
from tests.factories import document, table
from tests.synthesis.fonts import found_fonts
from tests.synthesis.spec import Note

BOX = Box(0, 0, 10, 10)
ROWS = (
    ("Nội dung", "Đơn vị tính"),
    ("Số hồ sơ giải quyết đúng hạn{^4} của năm", "Hồ sơ"),
    ("Diện tích trụ sở làm việc đã giao", "Nghìn m{^2}"),
)


@cache
def scanned(font: str, marker: str = "4") -> tuple[Sheet, tuple[CellPrint, ...]]:
    """A table scanned at 300 dpi, its rules taken out, and what stands in its cells, without the markers."""
    rows = (tuple(text.replace("{^4}", f"{{^4|{marker}}}") for text in row) for row in ROWS)
    content = document(table(*rows, widths=(3, 1)), notes=[Note("2", "Một."), Note("4", "Hai.")], font=font)
    scan = pdf_to_scan(content)
    cells = []
    for row, line in enumerate(scan.lines):
        edge = next((w.box.x0 for w in line.words if w.text in ("Đơn", "Hồ", "Nghìn")), 1000.0)
        for col, words in enumerate(([w for w in line.words if w.box.x0 < edge], line.words)):
            kept = tuple(w for w in words if col == 0 or w.box.x0 >= edge)
            reading = CellReading(" ".join(w.text for w in kept), words=kept)
            cells.append(CellPrint(0, row, col, reading, words_to_lines(kept)))
    gray = gray_without_rules(scan.sheet.gray, sheet_to_rules(scan.sheet).mask)
    return replace(scan.sheet, gray=gray), tuple(cells)


def sought(font: str, numbers: str, markers: tuple[Marker, ...] = ()) -> list[tuple[str, int, int, str]]:
    sheet, cells = scanned(font)
    notes = [NotePiece(number, 1, (), BOX) for number in numbers.split()]
    found = markers_with_those_in_cells(cells, notes, markers, sheet, name_to_figure_reader("rapidocr"))
    return [(m.text, m.row, m.col, m.after) for m in found]


@pytest.mark.parametrize("font", found_fonts())
def test_a_marker_in_a_cell_is_found_for_the_note_that_calls_for_it(font: str) -> None:
    assert sought(font, "4") == [("4", 1, 0, "Số hồ sơ giải quyết đúng hạn")]


def test_where_nothing_but_brackets_was_read_order_tells_the_number() -> None:
    sheet, cells = scanned("Noto Serif", "[11]")
    unwise = Misreads(name_to_figure_reader("rapidocr"))
    (found,) = markers_with_those_in_cells(cells, [NotePiece("[11]", 1, (), BOX)], (), sheet, unwise)
    assert (found.text, found.row, found.col) == (UNREAD, 1, 0)


@pytest.mark.parametrize("numbers", ["2", "1", "3", "5", "14", "* **"])
def test_nothing_is_taken_for_a_marker_that_is_not_there(numbers: str) -> None:
    """The 2 of "m²" is an exponent, and any stroke reads as a 1."""
    assert sought("Noto Serif", numbers) == []


def test_a_marker_that_was_found_in_the_text_is_not_looked_for() -> None:
    known = Marker("4", Box(500, 500, 503, 506), 1.0, line=0, word=0, after="trên")
    assert sought("Noto Serif", "4", (known,)) == [("4", -1, -1, "trên")]


def test_cells_of_figures_and_units_are_not_looked_at() -> None:
    texts = ("Số hồ sơ", "12.345", "4.1.", "TTHC", "m²", "")
    cells = tuple(Cell(0, col, text, BOX, 1) for col, text in enumerate(texts))
    page = PageTable(1, BOX, 1, len(texts), cells, "pixel_rules")
    found = tables_to_cell_prints([page], [[CellReading(text) for text in texts]])
    assert [(cell.table, cell.row, cell.col) for cell in found] == [(0, 0, 0), (0, 0, 3)]
