"""Doubt about the text of a cell: letters that are garbage, ink that is in no word."""

from __future__ import annotations

import numpy as np
import pytest

from extract.cell_figures.cell_images import CellImage
from extract.cell_figures.second_look import (
    figures_stand_apart,
    words_to_garbage,
    words_to_overlooked,
    words_without_marks,
)
from models.records import Box, Word
from tests.factories import word


@pytest.mark.parametrize(
    ("words", "share"),
    [([("Tính", 0.9)], 0.0), ([("Tính", 0.9), ("x4Ș;", 0.1)], 0.5), ([("x4Ș;", 0.1)], 1.0), ([], 1.0)],
)
def test_garbage_is_counted_by_its_letters(words: list[tuple[str, float]], share: float) -> None:
    assert words_to_garbage([word(text, confidence=sure) for text, sure in words]) == share


@pytest.mark.parametrize(
    ("boxes", "share"),
    [
        ([Box(110, 205, 150, 215), Box(110, 225, 150, 235)], 0.0),
        ([Box(110, 225, 150, 235)], 0.5),  # the first line was lost
        ([Box(110, 205, 150, 215), Box(110, 225, 131, 235)], 0.25),
        ([], 1.0),
    ],
)
def test_ink_outside_all_words_is_overlooked(boxes: list[Box], share: float) -> None:
    gray = np.full((40, 60), 255, np.uint8)
    gray[5:15, 10:50] = gray[25:35, 10:50] = 0
    words = [Word("chữ", box) for box in boxes]
    assert words_to_overlooked(words, CellImage(gray, 0, 0), (100, 200)) == pytest.approx(share, abs=0.05)


def test_a_short_last_line_that_was_lost_counts_as_half_of_the_cell() -> None:
    """ "Không = 0 Có" over "= 1"."""
    gray = np.full((40, 200), 255, np.uint8)
    gray[5:15, 10:190] = gray[25:35, 90:110] = 0
    long, short = Word("Không", Box(10, 5, 190, 15)), Word("1", Box(90, 25, 110, 35))
    assert words_to_overlooked([long], CellImage(gray, 0, 0), (0, 0)) == 0.5
    assert words_to_overlooked([long, short], CellImage(gray, 0, 0), (0, 0)) == 0.0


def test_accents_that_were_read_as_words_go() -> None:
    """Of "cấp huyện bị kỷ luật", in a type whose accents stand high."""
    read = [
        Word("câp", Box(124, 716, 141, 725), 0.92),
        Word("L$", Box(129, 710, 134, 718), 0.48),
        Word("huyện", Box(146, 713, 178, 725), 0.96),
        Word("^", Box(167, 714, 170, 716), 0.82),
        Word("3", Box(182, 713, 186, 725), 0.6),
    ]
    assert [w.text for w in words_without_marks(read)] == ["câp", "huyện", "3"]


def test_a_band_of_accents_between_two_lines_goes() -> None:
    """Of "Cổng" over "DVC quốc gia": as high as the accents of the second line, in no line."""
    read = [
        Word("Cổng", Box(687, 2473, 790, 2531), 0.76),
        Word("JE7EVP", Box(187, 2531, 274, 2554), 0.0),
        Word("DVC", Box(31, 2547, 117, 2581), 0.92),
        Word("quôc", Box(131, 2555, 227, 2591), 0.91),
        Word("Ũ", Box(270, 2546, 275, 2551), 0.2),
        Word("gia", Box(241, 2555, 301, 2591), 0.97),
        Word("-", Box(310, 2570, 330, 2574), 0.8),
    ]
    assert [w.text for w in words_without_marks(read)] == ["Cổng", "DVC", "quôc", "gia", "-"]


def test_a_short_word_in_the_line_above_stays() -> None:
    above, below = Word("xã", Box(124, 700, 134, 708), 0.8), Word("huyện", Box(120, 709, 150, 721), 0.9)
    assert words_without_marks([above, below]) == (above, below)


@pytest.mark.parametrize(
    ("words", "apart"),
    [
        ([("6.665", 10, 50), ("14", 150, 170)], True),  # the border between two columns left no trace
        ([("100%", 10, 50), ("(18/18)", 56, 100)], False),
        ([("1", 10, 16), ("864.378", 22, 80)], False),
        ([("Quý", 10, 40), ("4", 100, 110)], False),
        ([("73", 10, 30)], False),
    ],
)
def test_two_figures_with_wide_white_between_them_are_of_two_cells(
    words: list[tuple[str, float, float]], apart: bool
) -> None:
    assert figures_stand_apart([Word(text, Box(x0, 10, x1, 26)) for text, x0, x1 in words]) is apart


def test_figures_under_one_another_stand_in_one_cell() -> None:
    assert not figures_stand_apart([Word("100%", Box(10, 10, 50, 26)), Word("(18/18)", Box(90, 32, 130, 48))])
