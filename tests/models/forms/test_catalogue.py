"""The seven forms as data, and captions that name them."""

from __future__ import annotations

import pytest

from models.forms import FORMS, title_to_form


def test_the_national_set_is_complete() -> None:
    """Seven forms with these many rows, and no indicator twice in the set."""
    assert {number: len(form.rows) for number, form in FORMS.items()} == {
        "1": 22, "2": 14, "3": 25, "4": 21, "5": 16, "6": 13, "7": 35,
    }  # fmt: skip
    names = [row.indicator_id for form in FORMS.values() for row in form.rows]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("number", sorted(FORMS))
def test_a_row_is_a_group_exactly_when_it_has_no_unit(number: str) -> None:
    for row in FORMS[number].rows:
        assert (row.value_kind == "blank") == (row.unit == "")
        assert (row.value_kind == "percent") == (row.unit == "%")
        assert (row.value_kind == "code") == ("=" in row.unit)


@pytest.mark.parametrize(
    ("form", "paths"),
    [
        ("2", ["2.2", "2.2/1", "2.2/2", "3"]),
        ("3", ["1.4", "1.4/1", "1.4/2", "1.4/3", "2", "3.1/a", "3.1/b", "3.4/b"]),
    ],
)
def test_paths_of_rows_with_repeated_or_missing_codes(form: str, paths: list[str]) -> None:
    assert set(paths) <= {row.path for row in FORMS[form].rows}


@pytest.mark.parametrize(
    ("caption", "number"),
    [
        ("Biểu mẫu 5", "5"),
        ("Biểu mẫu 5 Cải cách chế độ công vụ", "5"),
        ("BIỂU MẪU SỐ 07: XÂY DỰNG VÀ PHÁT TRIỂN CHÍNH QUYỀN ĐIỆN TỬ, CHÍNH QUYỀN SỐ", "7"),
        ("Bieu mâu 3\nCải cách thủ tục hành chinh\n(Kèm theo Báo cáo số 481/BC-UBND ngày 20 tháng 9 năm 2022)", "3"),
        ("Cải cách tài chính công", "6"),
        ("Cảì cách taì chinh cộng", "6"),
        ("Biểu mẫu 12", None),
        ("Biểu mẫu 3 Cải cách tài chính công", None),
        ("Danh sách các đơn vị sự nghiệp", None),
        ("", None),
    ],
)
def test_title_to_form(caption: str, number: str | None) -> None:
    form = title_to_form(caption)
    assert (form.number if form else None) == number
