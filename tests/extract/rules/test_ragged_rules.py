"""A small table whose rules are all in rags is seen by all of them together; print is no rule."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ink.pixels import GrayImage
from extract.raster import Sheet
from extract.rules.pixel_rules import sheet_to_rules
from extract.rules.ragged_rules import borders_shown, grid_is_in_rags, grids_to_bridges, rulings_with_ragged
from extract.rules.worn_rules import Look, Trace, rulings_with_worn, traces_to_usual, usual_to_least
from extract.tables.grid import PIXEL_SNAP, Grid, rulings_to_grids
from models.records import Box, Ruling
from tests.factories import paper

DPI = 200.0
XS, YS = (200, 300, 800, 1000, 1300), (100, 180, 270, 360)


def _in_rags(seed: int, ones: bool = False) -> GrayImage:
    """Half of the rules' length in gaps of 0.03 to 0.12 inch."""
    dice = np.random.default_rng(seed)
    gray = paper(600, 1500)
    for y in YS:
        cv2.line(gray, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), 0, 2)
    ys, xs = np.nonzero(gray < 200)
    for index in dice.integers(0, len(ys), 260):
        reach, y, x = int(dice.integers(3, 12)), int(ys[index]), int(xs[index])
        cv2.rectangle(gray, (x - reach, y - 2), (x + reach, y + 2), 255, -1)
        cv2.rectangle(gray, (x - 2, y - reach), (x + 2, y + reach), 255, -1)
    for top in YS[:-1]:
        cv2.putText(gray, "So nhiem vu", (320, top + 55), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2)
        if ones:
            cv2.line(gray, (900, top + 30), (900, top + 55), 0, 3)
    return gray


def _grids(gray: GrayImage) -> list[tuple[int, int, int]]:
    """Columns, rows and cells of each table."""
    sheet = Sheet(gray, np.ascontiguousarray((gray < 160) * np.uint8(255), dtype=np.uint8), DPI, 0, 0.0, bilevel=False)
    rulings = rulings_with_worn(sheet, rulings_with_ragged(sheet, sheet_to_rules(sheet).rulings))
    return [(len(g.xs) - 1, len(g.ys) - 1, len(g.cells)) for g in rulings_to_grids(rulings, PIXEL_SNAP)]


@pytest.mark.parametrize("seed", [0, 1, 2, 4])
def test_a_small_table_in_rags(seed: int) -> None:
    assert _grids(_in_rags(seed)) == [(4, 3, 12)]


@pytest.mark.parametrize("seed", [0, 1, 2, 4])
def test_a_one_in_each_row_is_no_rule(seed: int) -> None:
    assert _grids(_in_rags(seed, ones=True)) == [(4, 3, 12)]


@pytest.mark.parametrize(
    ("parts", "gap", "in_rags"),
    [(1, 0.0, False), (3, 0.0, False), (3, 1.0, False), (3, 9.0, True), (1, 90.0, True)],
)
def test_a_long_rule_found_in_parts_that_meet_is_whole(parts: int, gap: float, in_rags: bool) -> None:
    """`gap` points are missing at the end of each part of the four sides."""
    grid = Grid((0.0, 200.0, 300.0), (0.0, 300.0), ())
    length = 300 / parts
    spans = [(place * length, (place + 1) * length - gap) for place in range(parts)]
    across = [Ruling(Box(start, y, end, y)) for y in grid.ys for start, end in spans]
    down = [Ruling(Box(x, start, x, end)) for x in (0.0, 300.0) for start, end in spans]
    assert grid_is_in_rags(grid, [*across, *down]) is in_rags


def test_underlined_words_make_no_table() -> None:
    gray = paper(600, 1500)
    for y in (100, 180, 260, 340):
        cv2.putText(gray, "TINH HINH LLL III THUC HIEN", (200, y), cv2.FONT_HERSHEY_DUPLEX, 1.4, 0, 3)
        cv2.line(gray, (200, y + 10), (700, y + 10), 0, 2)
    for x in (150, 1350):
        cv2.line(gray, (x, 60), (x, 200), 0, 2)
    assert _grids(gray) == []


def _letter_with_strokes(seed: int) -> GrayImage:
    """Dashed lines to write on, words between them, ticks of a pen beside: levels both ways, yet no cells."""
    dice = np.random.default_rng(seed)
    gray = paper(700, 1500)
    for y in (60, 220, 400, 600):
        cv2.putText(gray, "Hinh thuc III lien he LLL tinh", (320, y), cv2.FONT_HERSHEY_DUPLEX, 1.2, 0, 2)
    for y in (120, 300, 480):
        for x in range(250, 1350, 50):
            cv2.line(gray, (x, y), (x + int(dice.integers(18, 40)), y), 0, 2)
        cv2.line(gray, (600, y), (800, y), 0, 2)
    for x in (1070, 1150, 1230):
        cv2.line(gray, (x, 124), (x, 180), 0, 2)
        cv2.line(gray, (x, 400), (x, 440), 0, 2)
    return gray


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4])
def test_dashes_and_strokes_in_a_letter_make_no_table(seed: int) -> None:
    assert _grids(_letter_with_strokes(seed)) == []


def _two_parts(seen: int, text: str = "5998") -> tuple[Sheet, Grid, Grid]:
    """A table whose fourth row has nothing but pale pieces of so many upright rules: above and below are tables."""
    gray = paper(900, 1500)
    for part in (range(100, 341, 80), range(420, 661, 80)):
        for y in part:
            cv2.line(gray, (XS[0], y), (XS[-1], y), 0, 2)
        for x in XS:
            cv2.line(gray, (x, part[0]), (x, part[-1]), 0, 2)
    for x in XS[:seen]:
        cv2.line(gray, (x, 352), (x, 400), 200, 2)
    cv2.putText(gray, text, (840, 395), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2)
    sheet = Sheet(gray, np.ascontiguousarray((gray < 160) * np.uint8(255), dtype=np.uint8), DPI, 0, 0.0, bilevel=False)
    upper, lower = rulings_to_grids(sheet_to_rules(sheet).rulings, PIXEL_SNAP)
    return sheet, upper, lower


@pytest.mark.parametrize(("seen", "rules"), [(5, 5), (3, 5), (1, 0), (0, 0)])
def test_a_row_that_lost_what_joins_two_parts_of_a_table(seen: int, rules: int) -> None:
    """Most of the upright rules must show; two tables under one another are two."""
    sheet, upper, lower = _two_parts(seen)
    look = Look(sheet, np.asarray(cv2.transpose(sheet.gray), dtype=np.uint8))
    found = tuple(grids_to_bridges(look, (upper, lower)))
    assert len(found) == rules
    assert all(r.box.bottom - r.box.top > 25 and not r.horizontal for r in found)


@pytest.mark.parametrize(("length", "columns"), [(30, 5), (4, 4)], ids=["pale pieces", "specks"])
def test_pale_pieces_shorter_than_a_row_are_a_rule_in_a_table_in_rags(length: int, columns: int) -> None:
    gray = paper(600, 1500)
    for y in YS:
        cv2.line(gray, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), 0, 2)
    for x, y in ((600, YS[0]), (600, YS[-1]), (XS[0], 225), (XS[-1], 225)):
        cv2.rectangle(gray, (x - 26, y - 22), (x + 26, y + 22), 255, -1)
    for top in range(YS[0] + 10, YS[-1] - 10, 45):
        cv2.line(gray, (900, top), (900, top + length), 205, 2)
    assert _grids(gray) == [(columns, 3, 3 * columns)]


def test_what_a_table_shows_is_measured_on_its_own_borders() -> None:
    """Print at many levels shows nothing: beside it everything looks like a rule."""
    own, print_at = [Trace(1.0, 0.0)] * 3, [Trace(0.0, 0.0)] * 8
    assert usual_to_least(traces_to_usual(own)) > 0.3 > usual_to_least(traces_to_usual([*own, *print_at]))
    assert traces_to_usual([Trace(0.0, 1.0)] * 4) == 1.0


@pytest.mark.parametrize(("stem", "columns"), [(38, 4), (90, 5)], ids=["a 1 in a low row", "a rule"])
def test_the_stem_of_a_one_is_no_border_where_all_rules_are_whole(stem: int, columns: int) -> None:
    """Ones in two rows at one place are a level; a stem is as long as most of a low row between its borders."""
    gray = paper(600, 1500)
    for y in YS:
        cv2.line(gray, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), 0, 2)
    for top in YS[:-1]:
        cv2.line(gray, (900, top + (90 - stem) // 2), (900, top + (90 + stem) // 2), 0, 3)
    sheet = Sheet(gray, np.ascontiguousarray((gray < 160) * np.uint8(255), dtype=np.uint8), DPI, 0, 0.0, bilevel=False)
    look = Look(sheet, np.asarray(cv2.transpose(gray), dtype=np.uint8))
    (grid,) = rulings_to_grids([r for r in sheet_to_rules(sheet).rulings if abs(r.box.x0 - 324) > 3], PIXEL_SNAP)
    found = tuple(borders_shown(look, sorted({*grid.xs, 324.0}), grid.ys, known=grid))
    assert len({round(r.box.x0) for r in found if not r.horizontal}) == columns + 1
