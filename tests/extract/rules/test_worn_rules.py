"""Borders of which little is left part cells again; print, white and strokes of letters part nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ink.pixels import GrayImage, gray_to_ink
from extract.raster import Sheet
from extract.rules.pixel_rules import sheet_to_rules
from extract.rules.worn_rules import Trace, rulings_with_worn, usual_to_least
from extract.tables.grid import PIXEL_SNAP, Grid, rulings_to_grids
from tests.factories import paper

DPI = 300.0
XS, YS = (200, 340, 900, 1150, 1500), (300, 380, 460, 540, 620, 700)


def _grid(gray: GrayImage) -> Grid:
    sheet = Sheet(gray, gray_to_ink(gray), DPI, 0, 0.0, bilevel=False)
    (grid,) = rulings_to_grids(rulings_with_worn(sheet, sheet_to_rules(sheet).rulings), PIXEL_SNAP)
    return grid


def _merged(gray: GrayImage) -> list[tuple[int, int, int, int]]:
    cells = _grid(gray).cells
    return [(c.row, c.col, c.rowspan, c.colspan) for c in cells if c.rowspan * c.colspan > 1]


def _table() -> GrayImage:
    gray = paper(1000, 1700)
    for y in YS:
        cv2.line(gray, (XS[0], y), (XS[-1], y), 0, 3)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), 0, 3)
    return gray


def _wiped(gray: GrayImage, box: tuple[int, int, int, int]) -> GrayImage:
    x0, top, x1, bottom = box
    gray[top:bottom, x0:x1] = 255
    return gray


def _written(gray: GrayImage, text: str, x: int, y: int) -> GrayImage:
    cv2.putText(gray, text, (x, y), cv2.FONT_HERSHEY_DUPLEX, 1.5, 0, 3)
    return gray


def test_white_parts_nothing() -> None:
    assert _merged(_wiped(_table(), (890, 384, 910, 456))) == [(1, 1, 1, 2)]


def test_two_figures_with_a_gap_at_a_border_that_is_gone_are_two_cells() -> None:
    """Read as one they would make a third figure: 11 and 953 are no 11953."""
    gray = _wiped(_table(), (890, 384, 910, 456))
    assert _merged(_written(_written(gray, "11", 700, 440), "953", 980, 440)) == []


@pytest.mark.parametrize(("left", "right"), [("", "953"), ("11", ""), ("Tong cong", "")])
def test_print_on_one_side_of_a_border_that_is_gone_tells_nothing(left: str, right: str) -> None:
    gray = _wiped(_table(), (890, 384, 910, 456))
    assert _merged(_written(_written(gray, left, 600, 440), right, 980, 440)) == [(1, 1, 1, 2)]


@pytest.mark.parametrize("beside", [(), (920, 950)], ids=["alone", "before others"])
@pytest.mark.parametrize("shift", [-3, 0, 3])
def test_a_1_on_a_border_that_only_other_rows_have_is_no_border(beside: tuple[int, ...], shift: int) -> None:
    gray = _wiped(_table(), (890, 384, 910, 456))
    gray[401:439, 898 + shift : 903 + shift] = 0
    gray[404:409, 888 + shift : 898 + shift] = 0
    for x in beside:
        cv2.rectangle(gray, (x + shift, 402), (x + shift + 18, 437), 0, 5)
    assert _merged(gray) == [(1, 1, 1, 2)]


@pytest.mark.parametrize("shade", [0, 120, 185], ids=["black", "gray", "pale"])
def test_a_third_of_a_border_is_enough(shade: int) -> None:
    gray = _wiped(_table(), (890, 384, 910, 456))
    gray[392:418, 899:902] = shade
    assert _merged(gray) == []


def test_a_border_beside_print() -> None:
    gray = _written(_wiped(_table(), (890, 384, 910, 456)), "900", 930, 440)
    gray[392:418, 899:902] = 0
    assert _merged(gray) == []


@pytest.mark.parametrize("text", ["TONG SO HO SO", "Chi tieu", "lll lll ll", "TTT TTT TT"])
@pytest.mark.parametrize("shift", range(-12, 13, 4))
def test_print_across_a_border_is_no_border(text: str, shift: int) -> None:
    gray = _written(_wiped(_table(), (890, 384, 910, 456)), text, 760 + shift, 440)
    assert _merged(gray) == [(1, 1, 1, 2)]


def test_lines_of_a_cell_over_two_rows_are_no_border() -> None:
    gray = _wiped(_table(), (1154, 450, 1496, 470))
    _written(_written(gray, "So lieu", 1180, 440), "thang 9", 1180, 490)
    assert _merged(gray) == [(1, 3, 2, 1)]


def test_an_upright_rule_runs_from_one_rule_across_to_the_next() -> None:
    """A header cell over two rows: what is left of its side stands in the lower row alone."""
    gray = _wiped(_wiped(_table(), (204, 370, 896, 390)), (330, 304, 350, 400))
    assert _merged(gray) == [(0, 0, 2, 1), (0, 1, 2, 1)]


@pytest.mark.parametrize("seed", range(3))
def test_rules_in_rags(seed: int) -> None:
    """A third of the ink of all rules is gone."""
    gray = _table()
    dice = np.random.default_rng(seed)
    ys, xs = np.nonzero(gray < 128)
    for index in dice.integers(0, len(ys), 110):
        reach = int(dice.integers(6, 15))
        y, x = int(ys[index]), int(xs[index])
        gray[y - reach : y + reach, x - reach : x + reach] = 255
    assert len(_grid(gray).cells) == 20


@pytest.mark.parametrize("shift", range(-10, 31, 5))
@pytest.mark.parametrize("text", ["thuc hien", "05 nhiem", "vu dang", "mm nn hh"])
def test_a_line_of_print_on_the_border_of_its_neighbours_parts_nothing(text: str, shift: int) -> None:
    """A note over two rows, in a serif face: its feet lie side by side where the row ends beside it, white below."""
    gray = _wiped(_table(), (1154, 450, 1496, 470))
    cv2.putText(gray, text, (1175, 460 + shift), cv2.FONT_HERSHEY_COMPLEX, 1.2, 0, 2)
    assert _merged(np.asarray(cv2.GaussianBlur(gray, (3, 3), 0), dtype=np.uint8)) == [(1, 3, 2, 1)]


@pytest.mark.parametrize(
    ("trace", "usual", "there"),
    [
        (Trace(0.52, 0.58), 1.0, False),  # a rule of the back under the feet of serif letters
        (Trace(0.57, 0.39), 1.0, False),  # the stems of 1.5.1., 1.5.2., 1.5.3. under one another
        (Trace(0.25, 0.0), 1.0, False),  # the other rules of the table are whole
        (Trace(0.58, 0.22), 0.77, True),  # in rags, a word beside it
        (Trace(0.24, 0.0), 0.83, True),
    ],
)
def test_a_border_shows_what_the_rules_of_its_table_show(trace: Trace, usual: float, there: bool) -> None:
    assert (trace.weight >= usual_to_least(usual)) is there
