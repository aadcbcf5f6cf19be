"""Slashes and ones, printed in every family here, upright, slanted and bold."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from extract.cell_figures.figure_slashes import line_to_slashes, slash_is_unaccounted
from extract.ink.pixels import GrayImage
from tests.synthesis import CellSpec, draw_table, found_fonts


@cache
def printed(text: str, font: str, bold: bool = False, italic: bool = False) -> GrayImage:
    """The text at 300 dpi, cut to its ink."""
    cells = [CellSpec(0, 0, text, bold=bold, italic=italic), CellSpec(0, 1, ""), CellSpec(1, 0, "")]
    pdf, _ = draw_table(cells, font=font, rules="none", header_rows=0)
    page = np.asarray(pdfium.PdfDocument(pdf)[0].render(scale=300 / 72).to_pil().convert("L"))
    ys, xs = np.nonzero(page < 160)
    return np.ascontiguousarray(page[ys.min() - 6 : ys.max() + 7, xs.min() - 6 : xs.max() + 7])


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["27/27", "1/51", "(18/20)", "1/1"])
def test_a_slash_is_told_by_its_slant(text: str, bold: bool, font: str) -> None:
    assert line_to_slashes(printed(text, font, bold)) == 1


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize(("bold", "italic"), [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("text", ["771459", "1.111", "80.697", "2.340", "0", "(1,1)", "-5"])
def test_no_digit_is_taken_for_a_slash_slanted_or_not(text: str, bold: bool, italic: bool, font: str) -> None:
    assert line_to_slashes(printed(text, font, bold, italic)) == 0


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize(
    ("text", "read", "doubt"),
    [
        ("77/459", "77/459", False),
        ("77/459", "771459", True),
        ("(57/57)", "(57157)", True),
        ("111", "111", False),
        ("99,5%", "99,5%", False),
        ("1/11", "1111", True),
    ],
)
def test_a_slash_read_as_a_one_is_seen(text: str, read: str, doubt: bool, font: str) -> None:
    assert slash_is_unaccounted(printed(text, font), read) is doubt


def test_an_empty_line_has_no_slash() -> None:
    assert line_to_slashes(np.full((20, 20), 255, np.uint8)) == 0


def stroke(lean: float, flag: int = 0) -> GrayImage:
    """A stroke 40 pixels tall and 5 wide that leans right by so much for each pixel up; a flag wide at its top."""
    line = np.full((60, 60), 255, np.uint8)
    for row in range(40):
        x = 20 + round(lean * (39 - row))
        line[10 + row, x - (flag if row < 8 else 0) : x + 5] = 0
    return line


@pytest.mark.parametrize(
    ("lean", "flag", "slashes"),
    [(0.0, 0, 0), (0.1, 0, 0), (0.2, 0, 1), (0.4, 0, 1), (-0.3, 0, 0), (0.2, 7, 0), (0.27, 7, 0)],
)
def test_only_an_even_stroke_that_leans_to_the_right_is_a_slash(lean: float, flag: int, slashes: int) -> None:
    assert line_to_slashes(stroke(lean, flag)) == slashes


def test_other_blobs_beside_it_change_nothing() -> None:
    line = np.hstack([stroke(0.3), stroke(0.0)])
    assert line_to_slashes(line) == 1
    cv2.rectangle(line, (100, 10), (115, 50), 0, 3)
    assert line_to_slashes(line) == 1
