"""Digits on the rules of their cells: a thicker rule and ink that comes out from under it are seen, plain rules not."""

from __future__ import annotations

import numpy as np
import pytest

from extract.cell_figures.figure_borders import Ruled, digit_on_border, figure_is_on_border
from extract.ink.pixels import GrayImage

DPI = 300.0
CELL = (50, 20, 250, 100)
# (x0, top, x1, bottom) of ink
Strokes = list[tuple[int, int, int, int]]
STEM = (49, 40, 54, 73)
LEFT_HALF, RIGHT_HALF = (230, 40, 248, 73), (253, 40, 262, 73)


def page(strokes: Strokes, taken: Strokes) -> Ruled:
    """A cell with rules 3 pixels wide and strokes; `taken` are strokes that went with the rules."""
    plain = np.full((120, 300), 255, np.uint8)
    for x0, top, x1, bottom in strokes:
        plain[top:bottom, x0:x1] = 0
    whole: GrayImage = plain.copy()
    for x0, top, x1, bottom in taken:
        whole[top:bottom, x0:x1] = 0
    for x in (CELL[0], CELL[2]):
        whole[:, x - 1 : x + 2] = 0
        plain[:, x - 3 : x + 4] = 255
    return Ruled(whole, plain)


@pytest.mark.parametrize(
    ("strokes", "taken", "print_", "seen"),
    [
        pytest.param([(70, 40, 90, 73)], [], (70, 40, 90, 73), False, id="print that stands clear"),
        pytest.param([(58, 40, 78, 73)], [], (58, 40, 78, 73), False, id="near the rule, but clear"),
        pytest.param([LEFT_HALF, RIGHT_HALF], [], (200, 40, 248, 73), True, id="a digit across the rule"),
        pytest.param([RIGHT_HALF], [], (225, 40, 240, 73), True, id="what is beyond the rule begins under it"),
        pytest.param([RIGHT_HALF], [], (100, 40, 200, 73), False, id="the print is far from there"),
        pytest.param([(262, 40, 275, 73)], [], (225, 40, 240, 73), False, id="the print of the next cell"),
        pytest.param([], [STEM], (62, 40, 80, 73), True, id="a 1 on the rule"),
        pytest.param([], [(55, 40, 59, 73)], (66, 40, 84, 73), True, id="a 1 beside the rule, taken for it"),
        pytest.param([], [(49, 0, 54, 120)], (62, 40, 80, 73), False, id="a rule as thick all along"),
        pytest.param([], [(50, 40, 53, 44)], (62, 40, 80, 73), False, id="a notch in the rule"),
    ],
)
def test_a_figure_goes_on_where_its_rule_is_thicker(
    strokes: Strokes, taken: Strokes, print_: tuple[int, int, int, int], seen: bool
) -> None:
    assert figure_is_on_border(page(strokes, taken), CELL, print_, DPI) is seen


@pytest.mark.parametrize(
    ("strokes", "taken", "rows"),
    [
        pytest.param([], [], None, id="a blank cell"),
        pytest.param([], [STEM], (40, 73), id="a 1 on the rule"),
        pytest.param([(240, 40, 248, 73), (253, 40, 262, 73)], [], (40, 73), id="a digit parted by the rule"),
        pytest.param([(262, 40, 275, 73)], [], None, id="the print of the next cell"),
        pytest.param([], [(49, 0, 54, 120)], None, id="a thick rule"),
        pytest.param([], [(49, 28, 54, 92)], None, id="too long for a digit"),
    ],
)
def test_a_digit_on_the_rule_of_a_blank_cell_is_found(
    strokes: Strokes, taken: Strokes, rows: tuple[int, int] | None
) -> None:
    found = digit_on_border(page(strokes, taken), CELL, DPI)
    assert (found and (found[1], found[3])) == rows


@pytest.mark.parametrize(
    ("out", "rows"),
    [pytest.param(1, None, id="edges that go in and out"), pytest.param(4, (40, 73), id="a 1 among them")],
)
def test_a_rough_rule_is_no_digit(out: int, rows: tuple[int, int] | None) -> None:
    """In black and white the edges of a rule go out by a pixel for as long as a digit is high."""
    rough = [(248, 24, 249, 34), (252, 80, 253, 94)]
    found = digit_on_border(page([], [*rough, (249 - out, 40, 252 + out, 73)]), CELL, DPI)
    assert (found and (found[1], found[3])) == rows
