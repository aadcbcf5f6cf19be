"""What the ink of a figure shows: digits, marks, dashes, dots. Drawn in the fonts that this machine has."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pypdfium2
import pytest

from extract.cell_figures.figure_marks import (
    ink_is_unaccounted,
    line_is_dots,
    line_to_ink_count,
    line_to_nothing,
    pieces_are_unaccounted,
)
from extract.ink.pixels import GrayImage, gray_to_ink
from tests.synthesis import draw_table, found_fonts

FONTS = found_fonts()


@cache
def printed(text: str, font: str, dpi: int = 200) -> GrayImage:
    """The text as a scan at this resolution shows it, cut to its ink."""
    pdf, _ = draw_table([[text, ""], ["", ""]], font=font, rules="none", header_rows=0)
    with pypdfium2.PdfDocument(pdf) as document:
        page = np.array(document[0].render(scale=dpi / 72).to_pil().convert("L"))
    ys, xs = np.nonzero(gray_to_ink(page))
    return np.ascontiguousarray(page[ys.min() - 6 : ys.max() + 7, xs.min() - 6 : xs.max() + 7])


FIGURES = ("7", "11", "1.788", "4.494.051", "99,02%", "12.16%", "(3,2)", "-3,2", "27/27", "05", "100%")


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("text", FIGURES)
def test_a_right_reading_accounts_for_all_ink(text: str, font: str) -> None:
    assert not ink_is_unaccounted(line_to_ink_count(printed(text, font)), text)


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(
    ("text", "read"),
    [("1.788", "1788"), ("99,02", "9902"), ("4.494.051", "4.494051"), ("11", "1"), ("27/27", "2727"), ("1105", "105")],
)
def test_a_reading_that_overlooks_something_leaves_ink_over(text: str, read: str, font: str) -> None:
    assert ink_is_unaccounted(line_to_ink_count(printed(text, font)), read)


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(
    ("text", "dash", "dots"),
    [("-", True, False), ("…", False, True), ("...", False, True), ("1", False, False), ("0", False, False),
     ("--", False, False), ("11", False, False), ("1.1", False, False)],
)  # fmt: skip
def test_dash_and_dots_are_known_by_their_shape(text: str, dash: bool, dots: bool, font: str) -> None:
    image = printed(text, font)
    assert line_to_nothing(image) == ("-" if dash else "…" if dots else "")


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("text", FIGURES)
def test_whole_figures_leave_no_pieces(text: str, font: str) -> None:
    assert not pieces_are_unaccounted(line_to_ink_count(printed(text, font)), text)


def _strokes(*spans: tuple[int, int]) -> GrayImage:
    """Upright strokes 40 pixels tall from column to column."""
    line = np.full((60, 160), 255, np.uint8)
    for start, end in spans:
        line[10:50, start:end] = 0
    return line


@pytest.mark.parametrize(
    ("spans", "tall"),
    [
        pytest.param(((20, 28), (38, 46)), 1, id="the two sides of a broken 0"),
        pytest.param(((20, 28), (50, 58)), 2, id="11"),
        pytest.param(((20, 28), (38, 46), (60, 68), (78, 86)), 2, id="00, both broken"),
        pytest.param(((20, 28), (38, 46), (62, 70)), 2, id="a broken 0 before a 1"),
        pytest.param(((20, 46), (52, 60)), 2, id="a whole digit before a 1"),
    ],
)
def test_the_sides_of_a_broken_zero_are_one_digit(spans: tuple[tuple[int, int], ...], tall: int) -> None:
    assert line_to_ink_count(_strokes(*spans)).tall == tall


def painted(*strokes: tuple[int, int, int, int, int]) -> GrayImage:
    """A line of strokes: (x, top, end, bottom, shade)."""
    line = np.full((60, 120), 255, np.uint8)
    for x, top, end, bottom, shade in strokes:
        line[top:bottom, x:end] = shade
    return line


STEM, SECOND, FAR = (20, 10, 36, 50, 0), (38, 10, 50, 50, 0), (48, 10, 64, 50, 0)


@pytest.mark.parametrize(
    ("strokes", "count"),
    [
        pytest.param([STEM, SECOND], (2, 0), id="two strokes with paper between"),
        pytest.param([STEM, SECOND, (36, 10, 38, 13, 190)], (1, 0), id="joined by a pale hairline, one digit wide"),
        pytest.param([STEM, FAR, (36, 10, 48, 13, 190)], (2, 0), id="joined, but two digits wide"),
        pytest.param([STEM, SECOND, (36, 10, 38, 13, 230)], (2, 0), id="a shade of paper joins nothing"),
        pytest.param([STEM, (38, 44, 44, 52, 0)], (1, 1), id="a comma beside a digit"),
        pytest.param([STEM, (40, 44, 46, 50, 0), (36, 45, 40, 48, 190)], (1, 0), id="a foot on a pale hairline"),
    ],
)
def test_hairlines_too_pale_for_ink_hold_a_digit_together(
    strokes: list[tuple[int, int, int, int, int]], count: tuple[int, int]
) -> None:
    found = line_to_ink_count(painted(*strokes))
    assert (found.tall, found.low) == count


@pytest.mark.parametrize(
    ("strokes", "text", "left_over"),
    [
        pytest.param([(2, 10, 12, 22, 0), (30, 10, 56, 50, 0)], "5", True, id="the head of a 4 before a 5"),
        pytest.param([(2, 24, 12, 28, 0), (30, 10, 56, 50, 0)], "-5", False, id="a dash that was read"),
        pytest.param([(2, 24, 12, 28, 0), (30, 10, 56, 50, 0)], "5", True, id="a dash that was not"),
        pytest.param([STEM, (38, 10, 46, 22, 0)], "0", False, id="a bowl that broke off its stem"),
        pytest.param([STEM, (38, 10, 46, 22, 0), (60, 10, 86, 50, 0)], "05", False, id="in a number"),
        pytest.param([(20, 10, 46, 26, 0), (20, 30, 46, 50, 0), (60, 10, 86, 50, 0)], "85", False, id="in two halves"),
        pytest.param([(20, 10, 46, 50, 0), (52, 40, 58, 68, 0), (66, 10, 92, 50, 0)], "8,5", False, id="a long comma"),
    ],
)
def test_pieces_of_no_sign_are_left_over(
    strokes: list[tuple[int, int, int, int, int]], text: str, left_over: bool
) -> None:
    line = np.pad(painted(*strokes), ((0, 20), (0, 0)), constant_values=255)
    assert pieces_are_unaccounted(line_to_ink_count(line), text) is left_over


@pytest.mark.parametrize(
    ("strokes", "dots"),
    [
        pytest.param([(20, 40, 28, 48, 0), (40, 40, 48, 48, 0), (60, 40, 68, 48, 0)], True, id="three dots"),
        pytest.param([(20, 10, 28, 32, 0), (46, 10, 69, 32, 0), (84, 10, 107, 32, 0)], False, id="100% run together"),
        pytest.param([(20, 40, 28, 48, 0), (40, 40, 48, 48, 0), (60, 32, 64, 48, 0)], False, id="a stroke among dots"),
    ],
)
def test_dots_are_as_wide_as_high(strokes: list[tuple[int, int, int, int, int]], dots: bool) -> None:
    assert line_is_dots(painted(*strokes)) is dots


def test_rings_are_no_dots() -> None:
    line = np.full((60, 120), 255, np.uint8)
    for x in (30, 60, 90):
        cv2.circle(line, (x, 30), 9, 0, 2)
    assert not line_is_dots(line)


@pytest.mark.parametrize(("hole", "dash"), [(0, True), (3, True), (9, False)])
def test_digits_that_touch_are_no_dash(hole: int, dash: bool) -> None:
    """A bold 100 in one piece is twice as wide as high and nearly full; its rings tell. A dash may have grain in it."""
    line = np.full((40, 80), 255, np.uint8)
    line[8:32, 10:60] = 0
    for x in (32, 50):
        line[20 - hole // 2 : 20 - hole // 2 + hole, x : x + 3] = 255
    assert (line_to_nothing(line) == "-") is dash
