"""Marks are put right where the rest of the document bears them out, and stay where it does not."""

from __future__ import annotations

import pytest

from pipelines.mark_repair import text_with_marks, texts_to_neighbours

NOTES = [
    *["Đang tổng hợp"] * 3,
    *["Lũy kế từ đầu năm"] * 4,
    "Giảm 12 Trung tâm do sáp nhập",
    "Giảm 3 Trung tâm do sáp nhập",
    "Giảm 07 Trung tâm do sáp nhập,",
    *["Ông Nguyễn Văn Hùng ký"] * 3,
    *["số của cấp xã"] * 3,
    *["số của cấp xa"] * 2,
]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("Đang tông hợp", "Đang tổng hợp"),
        ("Lũy kế từ đâu năm", "Lũy kế từ đầu năm"),
        ("Giàm 06 Trung tâm do sáp nhập", "Giảm 06 Trung tâm do sáp nhập"),
        ("Giảm 06 Trung tâm do sáp nhâp,", "Giảm 06 Trung tâm do sáp nhập,"),
        ("Đang tổng hợp", "Đang tổng hợp"),
        ("Đang tông kết", "Đang tông kết"),
        ("đi từ đâu đến", "đi từ đâu đến"),
        ("Ông Nguyễn Văn Hưng ký", "Ông Nguyễn Văn Hưng ký"),
        ("số của cấp xa", "số của cấp xa"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_marks_follow_the_same_words_elsewhere(read: str, expected: str) -> None:
    assert text_with_marks(read, texts_to_neighbours([*NOTES, read])) == expected
