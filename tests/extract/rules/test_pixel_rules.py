"""Rules drawn into pixels are found again: broken, pale, in rags, sloping a little; letters are no rules."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extract.ink.pixels import GrayImage
from extract.raster import Sheet
from extract.rules.pixel_rules import gray_without_rules, sheet_to_rules
from extract.rules.worn_rules import rulings_with_worn
from extract.tables.grid import PIXEL_SNAP, rulings_to_grids
from tests.factories import paper

DPI = 200.0
XS, YS = (200, 320, 800, 1000, 1300), (300, 380, 460, 560, 640, 720)


def _sheet(gray: GrayImage) -> Sheet:
    ink = np.ascontiguousarray((gray < 160) * np.uint8(255), dtype=np.uint8)
    return Sheet(gray, ink, DPI, 0, 0.0, bilevel=False)


def _drawn(shade: int = 0, slope: int = 0, outer: bool = True) -> GrayImage:
    gray = paper(1000, 1500)
    for y in YS if outer else YS[1:-1]:
        cv2.line(gray, (XS[0], y), (XS[-1], y + slope), shade, 2)
    for x in XS if outer else XS[1:-1]:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), shade, 2)
    return gray


def _with_gaps(gray: GrayImage, seed: int, count: int, reach: int) -> GrayImage:
    dice = np.random.default_rng(seed)
    ys, xs = np.nonzero(gray < 200)
    for index in dice.integers(0, len(ys), count):
        y, x = int(ys[index]), int(xs[index])
        gray[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach] = 255
    return gray


def _cells(gray: GrayImage) -> list[int]:
    sheet = _sheet(gray)
    rulings = rulings_with_worn(sheet, sheet_to_rules(sheet).rulings)
    return [len(grid.cells) for grid in rulings_to_grids(rulings, PIXEL_SNAP)]


@pytest.mark.parametrize("shade", [0, 120, 185, 215], ids=["black", "gray", "pale", "paler"])
def test_the_cells_of_a_drawn_table(shade: int) -> None:
    assert _cells(_drawn(shade)) == [20]


@pytest.mark.parametrize("slope", [-5, 5])
def test_rules_that_slope_a_little(slope: int) -> None:
    assert _cells(_drawn(slope=slope)) == [20]


def test_outer_rules_that_the_scanner_lost() -> None:
    assert _cells(_drawn(outer=False)) == [20]


@pytest.mark.parametrize("seed", range(4))
def test_broken_rules(seed: int) -> None:
    """Gaps of 0.06 inch anywhere in the lines."""
    assert _cells(_with_gaps(_drawn(), seed, 40, 6)) == [20]


def test_letters_are_no_rules() -> None:
    gray = paper(1000, 1500)
    for row in range(12):
        cv2.putText(gray, "TI LE HO SO 111 -- EFH", (100, 80 + 45 * row), cv2.FONT_HERSHEY_DUPLEX, 1.2, 0, 2)
    assert sheet_to_rules(_sheet(gray)).rulings == ()


def test_grain_is_no_rule() -> None:
    dice = np.random.default_rng(7)
    gray = np.clip(dice.normal(235, 14, (1000, 1500)), 0, 255).astype(np.uint8)
    assert sheet_to_rules(_sheet(gray)).rulings == ()


def test_rules_are_painted_out_and_the_text_stays() -> None:
    gray = _drawn()
    cv2.putText(gray, "481", (340, 440), cv2.FONT_HERSHEY_DUPLEX, 1.2, 0, 3)
    printed = int((gray[390:450, 330:790] < 160).sum())
    clean = gray_without_rules(gray, sheet_to_rules(_sheet(gray)).mask)
    assert int((clean < 160).sum()) == printed


@pytest.mark.parametrize("thick", [6, 9, 12])
def test_thick_rules_of_a_low_table(thick: int) -> None:
    """Rules across, as thick as print, are much of what lies beside the upright ones."""
    gray = paper(1000, 1500)
    for y in YS[:3]:
        cv2.line(gray, (XS[0], y), (XS[-1], y), 0, thick)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[2]), 0, thick)
    assert _cells(gray) == [8]


def test_a_line_of_small_print_in_black_and_white_is_no_rule() -> None:
    """Between base line and small letters' height print covers a fax as densely as a thick rule does, but for holes."""
    gray = paper(400, 1600)
    cv2.line(gray, (100, 60), (400, 60), 0, 2)
    cv2.putText(gray, "mmmmmmmmnnnnnnnuuuuuuummmmmmmmnnnnnuuuu", (100, 200), cv2.FONT_HERSHEY_COMPLEX, 0.6, 0, 1)
    fax = np.where(cv2.GaussianBlur(gray, (3, 3), 0) < 190, 0, 255).astype(np.uint8)
    assert len(sheet_to_rules(_sheet(fax)).rulings) == 1


def test_a_rule_does_not_climb_through_the_stem_of_a_letter() -> None:
    """The stem of an h right above the border of two columns, in a name that stands over both."""
    gray = paper(1000, 1500)
    for y in (300, 358, 416, 480):
        cv2.line(gray, (200, y), (1300, y), 0, 2)
    for x, top in ((200, 300), (700, 358), (1300, 300)):
        cv2.line(gray, (x, top), (x, 480), 0, 2)
    for x, thick in ((688, 3), (700, 4), (712, 4)):
        cv2.line(gray, (x, 322), (x, 344), 0, thick)
    assert _cells(gray) == [5]


@pytest.mark.parametrize("thick", [2, 6])
def test_stems_of_letters_under_one_another_are_no_border(thick: int) -> None:
    """An i over a d, with rules across between them or none, in the midst of words."""
    gray = paper(1000, 1500)
    for y in (300, 350, 400, 450, 500):
        cv2.line(gray, (200, y), (1300, y), 0, thick)
    for x in (200, 700, 1300):
        cv2.line(gray, (x, 300), (x, 500), 0, thick)
    for top in (300, 350, 400):
        cv2.line(gray, (400, top + 2), (400, top + 48), 0, 4)
        for x in (383, 417):
            cv2.circle(gray, (x, top + 25), 8, 0, 3)
    found = sheet_to_rules(_sheet(gray))
    assert _cells(gray) == [8]
    assert not any(abs(r.box.x_mid * DPI / 72 - 400) < 5 for r in found.rulings if not r.horizontal)
    assert not found.mask[310:340, 398:403].any()


def _merged_header(height: int, strokes: Sequence[tuple[int, int, int, int]]) -> GrayImage:
    """A table whose first row, `height` pixels high, is one cell over the border at 800; in it strokes of print, as (x,
    y, width, height) from that border and from the top of the row.
    """
    gray = paper(800, 1500)
    rows = (200, 200 + height, 200 + 2 * height, 200 + 3 * height)
    for y in rows:
        cv2.line(gray, (300, y), (1300, y), 0, 2)
    for x in (300, 1300):
        cv2.line(gray, (x, rows[0]), (x, rows[-1]), 0, 2)
    cv2.line(gray, (800, rows[1]), (800, rows[-1]), 0, 2)
    for x, y, wide, tall in strokes:
        cv2.rectangle(gray, (800 + x, 200 + y), (799 + x + wide, 199 + y + tall), 0, -1)
    return gray


@pytest.mark.parametrize(
    ("strokes", "cells"),
    [
        ([(-2, 22, 5, 22)], 5),  # a 1 in the middle of the merged cell
        ([(-2, 22, 5, 22), (-14, 22, 5, 22), (-14, 22, 15, 4)], 5),  # an n that ends there
        ([(-1, 4, 2, 12), (-1, 24, 2, 12), (-1, 44, 2, 14)], 6),  # what is left of a rule
        ([], 5),
    ],
    ids=["1", "n", "dashes", "blank"],
)
def test_print_over_a_border_does_not_carry_it_on(strokes: list[tuple[int, int, int, int]], cells: int) -> None:
    sheet = _sheet(_merged_header(60, strokes))
    grids = rulings_to_grids(sheet_to_rules(sheet).rulings, PIXEL_SNAP)
    assert [len(grid.cells) for grid in grids] == [cells]


@pytest.mark.parametrize("top", [40, 42, 44])
def test_the_dashes_of_an_upright_rule_lead_to_the_edge_of_the_page(top: int) -> None:
    gray = paper(700, 600)
    gray[top:500, 300:302] = 0
    gray[4:top:6, 300:302] = gray[5:top:6, 300:302] = gray[6:top:6, 300:302] = 0
    cv2.line(gray, (100, 300), (500, 300), 0, 2)
    down = [r.box for r in sheet_to_rules(_sheet(gray)).rulings if not r.horizontal]
    assert max(box.bottom for box in down) * DPI / 72 == pytest.approx(500, abs=3)
    assert {round(box.x_mid * DPI / 72) for box in down} == {301}


@pytest.mark.parametrize("radius", [0.8, 1.0, 1.4])
@pytest.mark.parametrize("thick", [3, 10])
def test_the_rim_of_a_stain_is_no_rule(radius: float, thick: int) -> None:
    gray = _drawn()
    cv2.circle(gray, (560, 510), round(radius * DPI), (90,), thick)
    (grid,) = rulings_to_grids(sheet_to_rules(_sheet(gray)).rulings, PIXEL_SNAP)
    assert (len(grid.xs), len(grid.ys)) == (len(XS), len(YS))


@pytest.mark.parametrize("bow", [-3, 3])
def test_a_rule_on_paper_that_was_not_flat_is_one(bow: int) -> None:
    gray = paper(1000, 1500)
    along = np.linspace(-1, 1, 80)
    for y in YS:
        arc = np.stack([np.linspace(XS[0], XS[-1], 80), y + bow * (1 - along**2)], axis=1).round().astype(np.int32)
        cv2.polylines(gray, [arc], False, 0, 2)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), 0, 2)
    (grid,) = rulings_to_grids(sheet_to_rules(_sheet(gray)).rulings, PIXEL_SNAP)
    assert (len(grid.xs), len(grid.ys)) == (len(XS), len(YS))
