"""Drawn rulings become the cells they enclose, whatever is missing, broken, doubled or slightly sloping."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.tables.grid import PIXEL_SNAP, grids_without_stamps, rulings_to_grids
from models.records import Box, Ruling

STEPS = st.lists(st.floats(14, 120), min_size=2, max_size=8)


def _positions(start: float, steps: list[float]) -> list[float]:
    found = [start]
    for step in steps:
        found.append(found[-1] + step)
    return found


def _across(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(Box(x0, y, x1, y))


def _down(x: float, top: float, bottom: float) -> Ruling:
    return Ruling(Box(x, top, x, bottom))


def _drawn(xs: list[float], ys: list[float]) -> list[Ruling]:
    return [_across(y, xs[0], xs[-1]) for y in ys] + [_down(x, ys[0], ys[-1]) for x in xs]


XS, YS = [85.0, 120.0, 320.0, 400.0, 470.0, 545.0], [100.0, 130.0, 160.0, 200.0, 230.0]


@given(STEPS, STEPS)
def test_cells_are_what_the_rules_enclose(columns: list[float], rows: list[float]) -> None:
    xs, ys = _positions(80, columns), _positions(90, rows)
    (grid,) = rulings_to_grids(_drawn(xs, ys))
    boxes = [cell.box for cell in grid.cells]
    assert len(boxes) == len(columns) * len(rows)
    for box, (top, bottom, x0, x1) in zip(
        boxes, [(a, b, c, d) for a, b in pairwise(ys) for c, d in pairwise(xs)], strict=True
    ):
        assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((x0, top, x1, bottom), abs=0.01)


@given(STEPS, st.lists(st.floats(14, 120), min_size=3, max_size=8), st.data())
def test_a_wall_left_out_merges_two_cells(columns: list[float], rows: list[float], data: st.DataObject) -> None:
    xs, ys = _positions(80, columns), _positions(90, rows)
    row = data.draw(st.integers(0, len(rows) - 1))
    wall = data.draw(st.integers(1, len(columns) - 1))
    rulings = [_across(y, xs[0], xs[-1]) for y in ys]
    for i, x in enumerate(xs):
        rulings += [_down(x, a, b) for r, (a, b) in enumerate(pairwise(ys)) if (i, r) != (wall, row)]
    (grid,) = rulings_to_grids(rulings)
    merged = [(cell.row, cell.col, cell.rowspan, cell.colspan) for cell in grid.cells if cell.colspan > 1]
    assert merged == [(row, wall - 1, 1, 2)]


def _cells(rulings: list[Ruling]) -> int:
    (grid,) = rulings_to_grids(rulings, PIXEL_SNAP)
    return len(grid.cells)


def test_outer_rules_may_be_missing() -> None:
    """A scan loses the lines at the edge of the sheet."""
    inner = [_across(y, XS[0], XS[-1]) for y in YS[1:-1]] + [_down(x, YS[0], YS[-1]) for x in XS[1:-1]]
    (grid,) = rulings_to_grids(inner, PIXEL_SNAP)
    assert len(grid.cells) == 20
    assert grid.open_top
    assert grid.open_bottom


@given(st.lists(st.floats(90, 540), min_size=1, max_size=6))
def test_rules_may_have_gaps(gaps: list[float]) -> None:
    broken = []
    for y in YS:
        edges = [XS[0], *sorted(gaps), XS[-1]]
        broken += [_across(y, a, b - 4) for a, b in pairwise(edges) if b - a > 4]
    assert _cells(broken + [_down(x, YS[0], YS[-1]) for x in XS]) == 20


def test_doubled_rules_are_one() -> None:
    doubled = [_across(y + d, XS[0], XS[-1]) for y in YS for d in (0.0, 1.5)]
    assert _cells(doubled + [_down(x + d, YS[0], YS[-1]) for x in XS for d in (0.0, 1.5)]) == 20


@given(st.floats(-4, 4))
def test_rules_may_slope_a_little(rise: float) -> None:
    """Pixels are followed in pieces: each piece lies a little lower than the one before."""
    pieces = []
    for y in YS:
        edges = [85.0, 200.0, 315.0, 430.0, 545.0]
        pieces += [_across(y + rise * i / 4, a, b) for i, (a, b) in enumerate(pairwise(edges))]
    assert _cells(pieces + [_down(x, YS[0] - 2, YS[-1] + 2) for x in XS]) == 20


def test_the_rule_above_footnotes_does_not_close_a_row_that_the_page_end_cuts() -> None:
    rows = [_across(y, XS[0], XS[-1]) for y in YS]
    note = _across(272, XS[0], XS[0] + 144)
    (grid,) = rulings_to_grids([*rows, *(_down(x, YS[0], 270) for x in XS), note])
    assert grid.open_bottom
    assert len(grid.cells) == 25
    assert grid.ys[-1] == pytest.approx(270, abs=0.01)


def test_a_stamp_is_no_table() -> None:
    stamp = _drawn([4, 35, 155], [149, 166, 190, 209])
    tables, stamps = grids_without_stamps(rulings_to_grids([*stamp, *_drawn(XS, [300 + y for y in YS])]), 595, 842)
    assert [round(g.box.top) for g in tables] == [400]
    assert [round(g.box.top) for g in stamps] == [149]


def test_the_stem_of_a_letter_is_no_column() -> None:
    """A narrow letter with a dot above and below, read as an upright rule that meets no rule across."""
    assert _cells([*_drawn(XS, YS), _down(430, 104, 120), _down(430, 134, 150)]) == 20


def test_no_column_is_narrower_than_a_letter() -> None:
    assert _cells([*_drawn(XS, YS), _down(391, 100, 160)]) == 20


def test_the_rule_above_footnotes_close_below_a_table_is_no_row() -> None:
    (grid,) = rulings_to_grids([*_drawn(XS, YS), _down(XS[0], YS[-1], 242), _across(242, XS[0], XS[0] + 144)])
    assert len(grid.cells) == 20
    assert not grid.open_bottom


def test_tables_apart_keep_their_own_columns() -> None:
    """Columns that two tables of a page have nearly, not quite, in common are not averaged."""
    lower = [x + 4.0 for x in XS]
    grids = rulings_to_grids([*_drawn(XS, YS), *_drawn(lower, [y + 300 for y in YS])], PIXEL_SNAP)
    assert [grid.xs for grid in grids] == [pytest.approx(XS, abs=0.01), pytest.approx(lower, abs=0.01)]


def test_a_cut_row_ends_above_the_rule_of_the_footnotes() -> None:
    """On a scan the upright rules were carried on to it."""
    note = _across(272, XS[0], XS[0] + 144)
    (grid,) = rulings_to_grids([*(_across(y, XS[0], XS[-1]) for y in YS), *(_down(x, YS[0], 272) for x in XS), note])
    assert grid.open_bottom
    assert not grid.box.grown(3).holds(note.box.x_mid, note.box.y_mid)


def test_a_stroke_within_a_merged_cell_is_no_column() -> None:
    """Beside the second row of a name over two rows: the cell is one, so its columns are one too."""
    xs, ys = [85.0, 141.0, 465.0], [100.0, 130.0, 160.0, 200.0]
    drawn = [_across(y, xs[0] if y != 130 else xs[1], xs[2]) for y in ys] + [_down(x, ys[0], ys[-1]) for x in xs]
    (grid,) = rulings_to_grids([*drawn, _down(110, 130, 160)], PIXEL_SNAP)
    assert [round(x) for x in grid.xs] == xs
    assert [(c.row, c.col, c.rowspan, c.colspan) for c in grid.cells if c.rowspan > 1] == [(0, 0, 2, 1)]
