"""The lines that name a table: above it, as wide as it, or at the end of the page before."""

from __future__ import annotations

import pytest

from extract.tables.captions import (
    captions_to_form,
    captions_to_title,
    lines_above_table,
    lines_to_next_captions,
    text_to_form_number,
)
from models.records import Box, Line
from tests.factories import line, lines

TABLE = Box(85, 200, 543, 700)


def _stretched(text: str, x0: float, x1: float, y: float) -> Line:
    row = line(text, x0, y)
    return Line(row.words, Box(x0, y, x1, y + 14))


@pytest.mark.parametrize(
    ("x0", "x1"), [(200, 428), (100, 528), (92, 536), (85, 543)], ids=["short", "long", "longer", "as wide as it"]
)
def test_a_title_below_its_form_number_is_part_of_the_caption(x0: float, x1: float) -> None:
    found = lines_above_table(
        [
            _stretched("Đến nay đã hoàn thành các nhiệm vụ được giao", 85, 543, 130),
            _stretched("BIỂU MẪU 7", 272, 356, 150),
            _stretched("Xây dựng và phát triển Chính quyền điện tử", x0, x1, 168),
            _stretched("(Kèm theo Báo cáo số 519/BC-UBND)", 110, 518, 184),
        ],
        TABLE,
        0,
    )
    assert captions_to_form(found) == "7"
    assert captions_to_title(found) == "Xây dựng và phát triển Chính quyền điện tử"


def test_body_text_above_a_table_is_no_caption() -> None:
    body = [_stretched("Đến nay các đơn vị đã hoàn thành nhiệm vụ", 85, 543, y) for y in (150.0, 168.0, 184.0)]
    assert lines_above_table(body, TABLE, 0) == ()


def test_a_caption_may_stand_at_the_end_of_the_page_before() -> None:
    found = lines_to_next_captions(lines("Đã hoàn thành.", "Biểu mẫu số 4", "Cải cách tổ chức bộ máy"))
    assert [row.text for row in found] == ["Biểu mẫu số 4", "Cải cách tổ chức bộ máy"]


def test_without_a_form_number_the_page_ends_in_text() -> None:
    assert lines_to_next_captions(lines("Đã hoàn thành.", "Các đơn vị tiếp tục thực hiện")) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("BIỂU MẪU 2", "2"),
        ("BIẾU MẪU 2", "2"),
        ("Biêu mẩu số 07: Xây dựng", "7"),
        ("(Biểu mẫu số 3)", "3"),
        ("BIÉU MÂU 5", "5"),
        ("Biểu mẫu", ""),
        ("theo Biểu mẫu 3", ""),
        ("Bảng 2. Kết quả", ""),
    ],
)
def test_a_form_is_named_whatever_marks_were_read(text: str, number: str) -> None:
    assert text_to_form_number(text) == number
