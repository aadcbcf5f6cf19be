"""Which rows at the top of a table are header: names of columns, then a row that numbers them."""

from __future__ import annotations

import pytest

from extract.tables.headers import rows_to_header_count, text_to_role
from models.records import Box, Cell

NAMES = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
DATA = ("1.", "Số văn bản", "Văn bản", "7", "")


def _count(*rows: tuple[str, ...]) -> int:
    cells = [
        Cell(r, c, text, Box(c, r, c + 1, r + 1), 1) for r, texts in enumerate(rows) for c, text in enumerate(texts)
    ]
    return rows_to_header_count(cells, len(rows), len(rows[0]))


@pytest.mark.parametrize(
    "numbers",
    [
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("1", "2", "3", "4", "5"),
        ("A", "B", "1", "2", "3"),
        ("(①)", "(2)", "", "(4)", ""),  # as the second reader may see it on a fax
        ("(1)", "", "(3)", "(4)", "(5)"),
    ],
)
def test_a_row_of_numbers_is_header(numbers: tuple[str, ...]) -> None:
    assert _count(NAMES, numbers, DATA, DATA) == 2


@pytest.mark.parametrize(
    "row",
    [("1", "Phòng", "2", "3", ""), ("1.", "", "", "7", ""), ("2", "3", "5", "", ""), ("7", "8", "9", "10", "11")],
)
def test_a_row_of_figures_is_none(row: tuple[str, ...]) -> None:
    assert _count(NAMES, row, DATA, DATA) == 1


@pytest.mark.parametrize(
    "row",
    [
        ("", "Số TTHC liên thông giữa các cấp", "", "", "Số liệu tính đến hết ngày 15"),
        ("", "Số lượng lãnh đạo được bổ nhiệm", "", "", "Kết quả của cả năm"),
    ],
)
def test_the_rest_of_a_cut_row_is_no_header_though_its_texts_begin_as_names_do(row: tuple[str, ...]) -> None:
    assert _count(NAMES, row, DATA, DATA) == 1


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo)", "label"),
        ("Số liệu thống kê", "value"),
        ("Số TTHC cấp tỉnh", ""),
        ("Đơn vi tính", "unit"),
        ("Số TT", "code"),
    ],
)
def test_a_name_ends_where_a_word_does(text: str, role: str) -> None:
    assert text_to_role(text) == role
