"""Rows of a form that a stroke parts are one row; rows that say two things stay two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.tables.split_rows import table_with_whole_rows
from models.records import Box, Cell, Table

HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
NEXT = ("2.", "Số văn bản đã rà soát", "Văn bản", "7", "")
Half = tuple[str | None, ...]


def _table(upper: Half, lower: Half, form: str = "1") -> Table:
    """A header, a row in two halves (None: the cell above spans both) and one more row."""
    cells = []
    for row, texts in enumerate((HEADER, upper, lower, NEXT)):
        for col, text in enumerate(texts):
            if text is not None:
                span = 2 if row == 1 and lower[col] is None else 1
                box = Box(100.0 * col, 20.0 * row, 100.0 * col + 100, 20.0 * (row + span))
                cells.append(Cell(row, col, text, box, 1, rowspan=span, raw=text, header=row == 0))
    return Table("t1", 1, form, "", 1, 1, 4, 5, "pixel_rules", tuple(cells), header_rows=1)


def _rows(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == row] for row in range(1, table.rows)]


@pytest.mark.parametrize(
    ("upper", "lower", "whole", "reason"),
    [
        pytest.param(
            ("1.", "Số cuộc họp", "Cuộc", "12", ""), (None, None, None, None, ""),
            ["1.", "Số cuộc họp", "Cuộc", "12", ""], "", id="through the note",
        ),
        pytest.param(
            ("", "Số cuộc họp", "Cuộc", "12", ""), ("1.", None, None, None, None),
            ["1.", "Số cuộc họp", "Cuộc", "12", ""], "", id="through the code",
        ),
        pytest.param(
            ("1.", "Số cuộc họp", "Cuộc", "", ""), (None, None, None, "06", None),
            ["1.", "Số cuộc họp", "Cuộc", "06", ""], "row_split", id="through the figure's cell",
        ),
        pytest.param(
            ("1.", "Tỷ lệ", "%", "100%", "Công văn"), (None, None, None, "(36/36)", "số 5"),
            ["1.", "Tỷ lệ", "%", "100% (36/36)", "Công văn số 5"], "row_split", id="between the lines of a figure",
        ),
        pytest.param(
            ("1.", "Khảo sát", "Có = 1;", "1", ""), (None, None, "Không = 0", None, ""),
            ["1.", "Khảo sát", "Có = 1; Không = 0", "1", ""], "", id="through unit and note",
        ),
    ],
)  # fmt: skip
def test_a_row_that_a_stroke_parts_is_one_row(upper: Half, lower: Half, whole: list[str], reason: str) -> None:
    table = table_with_whole_rows(_table(upper, lower))
    assert _rows(table) == [whole, list(NEXT)]
    (figure,) = (c for c in table.cells if (c.row, c.col) == (1, 3))
    assert (figure.review_reason, table.review, figure.box.bottom, figure.rowspan) == (reason, bool(reason), 60, 1)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        pytest.param(("1.1", "Số cuộc họp", "Cuộc", "12", ""), ("1.2", None, None, None, None), id="two codes"),
        pytest.param(("1.", "Số cuộc họp", "Cuộc", "12", ""), (None, None, "Người", "", None), id="two units"),
        pytest.param(("1.", "Số cuộc họp", "Cuộc", "12", "Lũy kế"), ("2.", "Khác", "Cuộc", "1", None), id="one note"),
        pytest.param(("1.", "Số cuộc họp", "Cuộc", "", ""), (None, "Khác", None, None, None), id="two labels"),
        pytest.param(("", "", "Cuộc", "12", ""), (None, None, "", None, None), id="no label"),
    ],
)
def test_rows_that_say_two_things_stay_two(upper: Half, lower: Half) -> None:
    table = _table(upper, lower)
    assert table_with_whole_rows(table) == table


def test_a_label_that_a_stroke_parts_is_one_label_and_flagged() -> None:
    table = table_with_whole_rows(_table(("1.", "Tỷ lệ", "%", "82%", ""), (None, "giải ngân", None, None, None)))
    assert _rows(table) == [["1.", "Tỷ lệ giải ngân", "%", "82%", ""], list(NEXT)]
    assert [c.text for c in table.cells if c.review_reason == "row_split"] == ["Tỷ lệ giải ngân"]


def test_two_figures_of_one_row_are_flagged() -> None:
    table = table_with_whole_rows(_table(("1.", "Số cuộc họp", "Cuộc", "12", ""), (None, None, None, "13", None)))
    assert [(c.text, c.review_reason) for c in table.cells if c.review] == [("12", "row_split"), ("13", "row_split")]


def test_the_stroke_itself_is_no_figure() -> None:
    table = _table(("1.", "Số cuộc họp", "Cuộc", "一", ""), (None, None, None, "0", None))
    cells = (replace(c, review=True, review_reason="ink_overlooked") if c.text == "一" else c for c in table.cells)
    whole = table_with_whole_rows(replace(table, cells=tuple(cells)))
    assert [(c.text, c.raw, c.review_reason) for c in whole.cells if c.review] == [("0", "一 0", "ink_overlooked")]


def test_a_table_of_no_form_stays() -> None:
    table = _table(("1.", "Số cuộc họp", "Cuộc", "12", ""), (None, None, None, None, ""), form="")
    assert table_with_whole_rows(table) is table
