"""A code and a label whose border left no trace are two cells again; what a table merges stays merged."""

from __future__ import annotations

import pytest

from extract.marker_text import UNREAD
from extract.tables.cells import CellReading, codes_parted, number_goes_on, readings_to_table, table_to_cell_markers
from extract.tables.grid import Grid, GridCell
from models.records import Box
from tests.factories import word

XS = (85.0, 120.0, 320.0)


def _grid(rows: int) -> Grid:
    """Rows of two cells; the last row is one cell."""
    ys = tuple(100.0 + 20 * r for r in range(rows + 1))
    cells = [GridCell(r, c, 1, 1, Box(XS[c], ys[r], XS[c + 1], ys[r + 1])) for r in range(rows - 1) for c in range(2)]
    return Grid(XS, ys, (*cells, GridCell(rows - 1, 0, 1, 2, Box(XS[0], ys[-2], XS[-1], ys[-1]))))


def _last(*words: tuple[str, float]) -> list[tuple[int, int, str]]:
    """(column, columns, text) of the cells of the last row, given its words and where they begin."""
    found = tuple(word(text, x, 162, 10) for text, x in words)
    merged = CellReading(" ".join(text for text, _ in words), words=found)
    grid, readings = codes_parted(_grid(4), [*[CellReading("")] * 6, merged])
    return [(c.col, c.colspan, r.text) for c, r in zip(grid.cells, readings, strict=True) if c.row == 3]


def test_a_code_and_a_label_are_two_cells() -> None:
    assert _last(("1.3.", 92), ("Số", 125), ("văn", 140), ("bản", 160)) == [(0, 1, "1.3."), (1, 1, "Số văn bản")]


def test_so_are_no_code_and_a_label() -> None:
    assert _last(("Số", 125), ("văn", 140), ("bản", 160)) == [(0, 1, ""), (1, 1, "Số văn bản")]


@pytest.mark.parametrize(
    "words",
    [
        (("Tổng", 90), ("cộng", 125)),
        (("Tổng", 170), ("cộng", 195)),
        (("1.", 92), ("12", 150)),
        (("1.3.2.1.", 92), ("Số", 140)),
    ],
    ids=["words on both sides", "in the middle", "a figure", "across the border"],
)
def test_what_the_table_merges_stays_one_cell(words: tuple[tuple[str, float], ...]) -> None:
    assert _last(*words) == [(0, 2, " ".join(text for text, _ in words))]


@pytest.mark.parametrize(
    ("before", "text", "goes_on"),
    [
        ("Công điện số 13/CĐ-", "TTg của Thủ tướng", True),
        ("Quyết định số 48/2025/", "QĐ-UBND ngày 09", True),
        ("Nghị quyết số 19", "-NQ/TW", True),
        ("Kế hoạch số 7/KH-", "UBND", True),
        ("đạt 36/", "38 đơn vị", False),
        ("giai đoạn 2021-", "2025", False),
        ("ngày 09/", "Ủy ban", False),
        ("năm 2019", "- Sở Nội vụ", False),
    ],
)
def test_the_number_of_a_document_broken_over_two_lines_is_one_word(before: str, text: str, goes_on: bool) -> None:
    assert number_goes_on(before, text) is goes_on


@pytest.mark.parametrize(
    ("text", "x", "found"),
    [
        (UNREAD, 215.0, [(UNREAD, "Tỷ lệ")]),
        pytest.param(UNREAD, 183.0, [], id="the T of a bold heading"),
        pytest.param("1", 178.0, [("1", "")], id="a number opens a note in a cell"),
    ],
)
def test_what_was_not_read_before_all_text_of_a_cell_is_no_marker(
    text: str, x: float, found: list[tuple[str, str]]
) -> None:
    words = (word("Tỷ", 180, 102, 10), word("lệ", 200, 102, 10))
    reading = CellReading("Tỷ lệ", words=words, raised=(word(text, x, 100, 6),))
    readings = [reading if cell.row == 0 and cell.col == 1 else CellReading("") for cell in _grid(2).cells]
    table = readings_to_table(_grid(2), readings, 1, "pixel_rules")
    assert [(m.text, m.after) for m in table_to_cell_markers(0, table, readings)] == found


def test_what_was_not_read_alone_in_a_cell_stays_a_marker() -> None:
    grid = _grid(2)
    readings = [CellReading("", raised=(word(UNREAD, 183.0, 100, 6),)), *[CellReading("")] * (len(grid.cells) - 1)]
    table = readings_to_table(grid, readings, 1, "pixel_rules")
    assert [m.text for m in table_to_cell_markers(0, table, readings)] == [UNREAD]
