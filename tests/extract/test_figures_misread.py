"""Figures and units that engines spoil: put right where it is certain, and flagged."""

from __future__ import annotations

import pytest

from extract.figures import text_to_figures


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("có 3.1 19 đơn vị và 2 xã", [True, True, False]),
        ("năm 2022 19 đơn vị", [False]),
        ("giảm 10 - 15 phòng", [False, False]),
        ("giảm 10§ - 15 phòng", [True, False]),
        ("TRUNG TÂM CÔNG BÁO 0.NGÃI", [True]),
        ("giảm 2? phòng", [True]),
        ("giảm 2 phòng; đã đủ 2? Chưa", [False, False]),
        ("có đủ 12?", [False]),
        ("ban hành ngày 18 bàn: 01 năm 2023 về", [False, True]),  # of "18 tháng 01 năm 2023"
        ("hoàn thành trong 02 năm, đến năm 2023", [False]),
    ],
)
def test_two_numbers_that_only_a_blank_parts_and_smudged_ones_are_flagged(text: str, flags: list[bool]) -> None:
    assert [figure.review for figure in text_to_figures(text)] == flags


@pytest.mark.parametrize(
    ("unit", "meant", "flagged"),
    [
        ("TTHC", "TTHC", False),
        *((read, "TTHC", True) for read in ("TTHG", "TTHO", "TTHŒ", "TTHCG", "TTHGC", "TTHGŒ", "TTHCŒ")),
        ("TTHK", "TTHK", True),
        ("THC", "THC", True),  # a letter is lost
        ("TTHHC", "TTHHC", True),
        ("THCS", "THCS", False),  # a school
        ("TTHCCG", "TTHCCG", False),
    ],
)
def test_an_abbreviation_whose_last_letter_was_misread_is_put_right_and_flagged(
    unit: str, meant: str, flagged: bool
) -> None:
    """What engines make of the last C of "TTHC⁶", its marker painted out."""
    (figure,) = text_to_figures(f"Ban hành mới 2.225 {unit}.")
    assert (figure.value, figure.unit, figure.review) == ("2225", meant, flagged)


def test_figures_at_both_sides_of_a_colon_may_be_one() -> None:
    assert all(figure.review for figure in text_to_figures("bãi bỏ 1:845 TTHC"))
    assert not any(figure.review for figure in text_to_figures("mức độ 3: 614 TTHC"))
