"""Upright rules that a black streak hid: a streak is no rule, but in a table it may lie on one.

A cell whose print goes on from one side of the streak to the other has no rule there; cells with print at both sides,
well apart, have one. Pixels of the page, origin top left; rulings and cells in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_pieces
from extract.raster import Sheet
from extract.tables.grid import PIXEL_SNAP, Grid, rulings_to_grids
from models.records import Box, Ruling

# Print on both sides of a streak and as near to it as this (inches) goes on across it: a space is narrower than two.
NEAR = 0.04
# A rule is looked for no nearer to another than this, and the inside of a cell begins so far from its border (inches).
APART, INSET = 0.1, 0.03
# A rule is told by so many cells with print at both sides of it.
TOLD = 2


@dataclass(frozen=True, slots=True)
class Hidden:
    """A rule that a streak may hide, in one table, with the white between it and the print beside it (pixels)."""

    ruling: Ruling
    white: float


def rulings_with_streaked(sheet: Sheet, rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The rulings with those that black streaks hid between columns of tables."""
    if sheet.veil is None:
        return tuple(rulings)
    # Two streaks with little between them hide what is between them too.
    wide = np.ones((1, 2 * round(NEAR * sheet.dpi) + 1), np.uint8)
    hidden = cv2.morphologyEx(cv2.bitwise_not(sheet.veil), cv2.MORPH_CLOSE, wide)
    pieces = ink_to_pieces(np.asarray(hidden, dtype=np.uint8))[1][1:]
    streaks = pieces[:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_WIDTH]].tolist()
    found = list(rulings)
    # One at a time: of two streaks between the same columns, only that one is a rule which has more white around it.
    for _ in streaks:
        grids = rulings_to_grids(found, PIXEL_SNAP)
        rules = [
            rule for x, width in streaks for grid in grids for rule in _streak_to_rules(sheet, grid, (x, x + width))
        ]
        if not rules:
            break
        found.append(max(rules, key=lambda rule: rule.white).ruling)
    return tuple(found)


def _streak_to_rules(sheet: Sheet, grid: Grid, streak: tuple[int, int]) -> Iterator[Hidden]:
    """Rules on a streak through cells under one another in none of which print crosses it."""
    middle, room = sum(streak) / 2 * sheet.scale, APART * 72
    boxes = [c.box for c in grid.cells if c.box.x0 + room <= middle <= c.box.x1 - room]
    run: list[tuple[Box, float]] = []
    for box in sorted(boxes, key=lambda box: box.top):
        white = _white_beside(sheet, box, streak)
        if run and (white is None or box.top > run[-1][0].bottom):
            yield from _run_to_rules(run, middle)
            run = []
        if white is not None:
            run.append((box, white))
    yield from _run_to_rules(run, middle)


def _run_to_rules(run: Sequence[tuple[Box, float]], x: float) -> Iterator[Hidden]:
    whites = [white for _, white in run if white]
    if len(whites) >= TOLD:
        yield Hidden(Ruling(Box(x, run[0][0].top, x, run[-1][0].bottom)), median(whites))


def _white_beside(sheet: Sheet, box: Box, streak: tuple[int, int]) -> float | None:
    """How near (pixels) print comes to a streak in a cell that has print at both sides of it; 0 where there is none at
    one side, None where it goes on across the streak.
    """
    inset, near = round(INSET * sheet.dpi), round(NEAR * sheet.dpi)
    x0, top, x1, bottom = sheet.box_to_pixels(box)
    rows: npt.NDArray[np.bool_] = sheet.ink[top + inset : bottom - inset] > 0
    left, right = rows[:, x0 + inset : streak[0]], rows[:, streak[1] : x1 - inset]
    if bool(np.any(left[:, -near:].any(axis=1) & right[:, :near].any(axis=1))):
        return None
    if not left.any() or not right.any():
        return 0.0
    last, first = (int(np.flatnonzero(side.any(axis=0))[place]) for side, place in ((left, -1), (right, 0)))
    return float(1 + min(left.shape[1] - 1 - last, first))
