"""Letters in numbers and damaged names of columns are put right; figures and other names stay as read."""

from __future__ import annotations

import pytest

from models.records import Box, Cell, Table
from pipelines.text_repair import name_to_repair, names_to_vocabulary, text_with_digits, text_with_usual_marks
from pipelines.wording import tables_with_wording

NAMES = names_to_vocabulary(["Kế hoạch", "Kế hoạch", "Thực hiện", "Đơn v. tính", "Đơn v. tính"])


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("Công văn ngày l6 tháng l1 năm 2O24", "Công văn ngày 16 tháng 11 năm 2024"),
        ("I1 nhiệm vụ chưa đến hạn", "11 nhiệm vụ chưa đến hạn"),
        ("Giảm Ơ7 Trung tâm, Ø3 phòng", "Giảm 07 Trung tâm, 03 phòng"),
        ("Đề án số I0-ĐA/TU", "Đề án số 10-ĐA/TU"),
        ("Chỉ thị số Oó/CT-TTg ngày 1ó tháng 3", "Chỉ thị số 06/CT-TTg ngày 16 tháng 3"),
        ("Báo cáo hàng quý, ó tháng, năm", "Báo cáo hàng quý, 6 tháng, năm"),
        ("Có ó o hay không", "Có ó o hay không"),
        ("ngày 0l/O3/2024 của tỉnh", "ngày 01/03/2024 của tỉnh"),
        ("Công văn ngày II tháng 5 năm 2023", "Công văn ngày 11 tháng 5 năm 2023"),
        ("Công văn ngày Il/5 và ngày II hằng tháng", "Công văn ngày 11/5 và ngày II hằng tháng"),
        ("Phụ lục I của tỉnh", "Phụ lục I của tỉnh"),
        ("Loại IIa, mẫu 2l2b, lô B12", "Loại IIa, mẫu 2l2b, lô B12"),
        ("1O", "1O"),
        ("1O/2l", "1O/2l"),
    ],
)
def test_numbers_within_words_have_no_letters(read: str, expected: str) -> None:
    assert text_with_digits(read) == expected


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("Đơn v. tính", "Đơn vị tính"),
        ("Sô liệu", "Số liệu"),
        ("Kê hoạch", "Kế hoạch"),
        ("Thực hiện", "Thực hiện"),
        ("Đơn vị", "Đơn vị"),
        ("Huyện", "Huyện"),
        ("Số lượng xã", "Số lượng xã"),
        ("2024", "2024"),
        ("", ""),
    ],
)
def test_a_name_of_a_column_is_put_right_where_one_is_meant(read: str, expected: str) -> None:
    assert name_to_repair(read, NAMES) == expected


@pytest.mark.parametrize(("scanned", "expected"), [({1}, "Số liệu"), ({2}, "Sô liệu")])
def test_only_scanned_tables_are_touched_and_what_was_read_is_kept(scanned: set[int], expected: str) -> None:
    texts = (("STT", "Tên huyện", "Sô liệu"), ("1", "Yên Lạc", "l2 nghìn"))
    cells = tuple(
        Cell(r, c, text, Box(c, r, c + 1, r + 1), 1, raw=text, header=r == 0)
        for r, line in enumerate(texts)
        for c, text in enumerate(line)
    )
    table = Table("t1", 1, "", "", 1, 1, 2, 3, "pixel_rules", cells, header_rows=1)
    (after,) = tables_with_wording([table], scanned)
    assert [c.text for c in after.cells if c.col == 2] == [expected, "l2 nghìn"]
    assert [c.raw for c in after.cells if c.col == 2] == ["Sô liệu", "l2 nghìn"]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("Tông cộng", "Tổng cộng"),
        ("Tống công", "Tổng cộng"),
        ("TÔNG CỘNG", "TỔNG CỘNG"),
        ("Tông cộng:", "Tổng cộng:"),
        ("Tông cộng (I+II)", "Tổng cộng (I+II)"),
        ("Tông số hồ sơ", "Tổng số hồ sơ"),
        ("đơn vị tinh", "đơn vị tính"),
        ("Ðơn vị", "Đơn vị"),
        ("Tổng cộng", "Tổng cộng"),
        ("Chi tiêu", "Chi tiêu"),  # spending, or "Chỉ tiêu"
        ("Kê Hoạch", "Kê Hoạch"),  # in the case of a name
        ("Công", "Công"),
        ("Ông Tổng cộng", "Ông Tổng cộng"),
        ("Tông cộngg", "Tông cộngg"),
        ("1.234", "1.234"),
        ("", ""),
    ],
)
def test_the_marks_of_usual_wordings_are_put_right(read: str, expected: str) -> None:
    assert text_with_usual_marks(read) == expected
