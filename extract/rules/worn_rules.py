"""Borders inside merged cells of which little is left. Each is judged by what the rules of its own table show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pixels import INK, GrayImage
from extract.raster import Sheet
from extract.tables.grid import PIXEL_SNAP, Grid, GridCell, rulings_to_grids
from models.records import Box, Ruling

# Lengths in inches. How far a rule may lie from the straight line between its ends, how thick it is at most, and how
# much white a rule has on both sides that the stem of a letter has not.
DRIFT, THICK, WHITE = 0.018, 0.03, 0.017
# Ink is averaged over this length along a rule: grain and specks are shorter.
RUN = 0.035
# A rule is darker than the paper beside it by this much (of 255); a fax knows no gray, but specks.
DARKER, DARKER_FAX = 24.0, 80.0
# Crossing rules and print that leans on them are left out at both ends.
INSET = 0.04
# A border is there when it shows this share of what the rules of the table show, and this share of its own length.
OF_OTHERS, OF_ITSELF = 0.22, 0.12
# Where the rules are whole, one more shows no less than they do by more than this.
LESS = 0.65
# Where print covers more of a border than this, nothing can be said of it: across, a line of print may stand on it.
FULL_ACROSS, FULL_DOWN = 0.6, 0.85
ROUNDS = 3
# White on both sides of a border (inches), wider together than spaces; the share of it that specks may cover; and the
# share of the rows in which a border stands of which one row shows nothing.
GAP, SPECKS, MOST_ROWS = 0.05, 0.1, 0.5
# Print crosses no rule: where it stands on both sides of more than this share of a border, there is none.
# Print counts when it is as near as this (inches), words that a space parts beside an upright border too.
CROSSED, NEAR_ACROSS, NEAR_DOWN = 0.2, 0.017, 0.07
# A sign of print is so tall (inches), with ink in this share of its rows: the stem of a 1 is no border.
STEM, WHOLE, BROAD = (0.09, 0.17), 0.8, 0.04


@dataclass(frozen=True, slots=True)
class Border:
    """A border between two elementary cells: horizontal or upright, at `at`, from `start` to `end` (points)."""

    horizontal: bool
    at: float
    start: float
    end: float

    @property
    def ruling(self) -> Ruling:
        if self.horizontal:
            return Ruling(Box(self.start, self.at, self.end, self.at))
        return Ruling(Box(self.at, self.start, self.at, self.end))


@dataclass(frozen=True, slots=True)
class Trace:
    """What a border shows: the share of its length that is ruled, where one can tell, and the share beside print."""

    ruled: float
    covered: float

    @property
    def weight(self) -> float:
        """What the border shows, less for each bit of print beside it: that may be what was taken for a rule."""
        return self.ruled - self.covered


@dataclass(frozen=True, slots=True)
class Lengths:
    """Pixels, and the share that may be covered: see the constants above."""

    drift: int
    thick: int
    white: int
    around: int
    run: int
    full: float


@dataclass(frozen=True, slots=True)
class Look:
    """A page to look at along its borders. `upright` is `sheet.gray` mirrored at its diagonal."""

    sheet: Sheet
    upright: GrayImage

    def trace(self, border: Border) -> Trace:
        sheet = self.sheet
        gray = sheet.gray if border.horizontal else self.upright
        inset = INSET * sheet.dpi
        start, end = round(border.start / sheet.scale + inset), round(border.end / sheet.scale - inset)
        level = round(border.at / sheet.scale)
        near, full = (NEAR_ACROSS, FULL_ACROSS) if border.horizontal else (NEAR_DOWN, FULL_DOWN)
        drift, thick, white, around = (max(2, round(inches * sheet.dpi)) for inches in (DRIFT, THICK, WHITE, near))
        reach = drift + thick + max(white, around)
        if end - start < 4 or start < 0 or end > gray.shape[1] or level < reach or level + reach >= gray.shape[0]:
            return Trace(0.0, 1.0)
        strip = gray[level - reach : level + reach + 1, start:end]
        lengths = Lengths(drift, thick, white, around, max(3, round(RUN * sheet.dpi)), full)
        return strip_to_trace(strip, lengths, DARKER_FAX if sheet.bilevel else DARKER)

    def is_stem(self, border: Border) -> bool:
        """Whether all ink of an upright border is one stroke of print: as tall as a sign, with white above and below,
        and broader than a rule somewhere, as the head of a 1, or right beside another sign.
        """
        dpi, inset = self.sheet.dpi, INSET * self.sheet.dpi
        drift, reach = round(DRIFT * dpi), round(NEAR_DOWN * dpi)
        level = round(border.at / self.sheet.scale)
        start, end = round(border.start / self.sheet.scale + inset), round(border.end / self.sheet.scale - inset)
        strip = self.sheet.ink[start:end, max(0, level - reach) : level + reach + 1] > 0
        middle = min(reach, level)
        rows = np.flatnonzero(np.any(strip[:, middle - drift : middle + drift + 1], axis=1))
        if not rows.size or rows[0] == 0 or rows[-1] == strip.shape[0] - 1:
            return False
        tall = int(rows[-1] - rows[0] + 1)
        if rows.size < WHOLE * tall or not STEM[0] * dpi <= tall <= STEM[1] * dpi:
            return False
        inked: npt.NDArray[np.int_] = np.flatnonzero(np.any(strip[rows[0] : rows[-1] + 1], axis=0))
        return bool(inked[-1] - inked[0] >= BROAD * dpi)

    def is_gap(self, border: Border, cell: Box) -> bool:
        """Whether an upright border of which nothing is left runs in white wider than any space between words.

        There must be print on both sides of it in the cell.
        """
        x0, top, x1, bottom = self.sheet.box_to_pixels(replace(cell, top=border.start, bottom=border.end))
        at, reach, inset, drift = (round(v * self.sheet.dpi) for v in (border.at / 72, GAP, INSET, DRIFT))
        inked: npt.NDArray[np.bool_] = np.any(self.sheet.ink[top + inset : bottom - inset] > 0, axis=0)
        white = inked[at - reach : at + reach].copy()
        # What is left of the rule itself speaks for it.
        white[max(0, reach - drift) : reach + drift] = False
        if white.size < 2 * reach or bool(white.mean() > SPECKS):
            return False
        return all(
            int(side.sum()) >= reach for side in (inked[x0 + inset : at - reach], inked[at + reach : x1 - inset])
        )


def rulings_with_worn(sheet: Sheet, rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The rulings with those that part merged cells after all; a border found may show that another is missing."""
    known = tuple(rulings)
    for _ in range(ROUNDS):
        fresh = grids_to_worn_rules(sheet, rulings_to_grids(known, PIXEL_SNAP))
        if not fresh:
            break
        known = (*known, *fresh)
    return known


def grids_to_worn_rules(sheet: Sheet, grids: Sequence[Grid]) -> tuple[Ruling, ...]:
    """The rules that part merged cells after all."""
    if not any(grid_to_merged(grid) for grid in grids):
        return ()
    look = Look(sheet, np.asarray(cv2.transpose(sheet.gray), dtype=np.uint8))
    found: list[Ruling] = []
    for grid in grids:
        merged = grid_to_merged(grid)
        if not merged:
            continue
        least = usual_to_least(traces_to_usual([look.trace(border) for border in grid_to_borders(grid)]))
        found += [border.ruling for cell in merged for border in cell_to_worn_borders(grid, cell, look, least)]
    return tuple(found)


def traces_to_usual(traces: Sequence[Trace]) -> float:
    """What borders usually show, of those that can be told: the middle of them, and all where none can."""
    return median([trace.ruled for trace in traces if trace.covered < 1] or [1.0])


def usual_to_least(usual: float) -> float:
    """The least that a border shows where those of its table usually show so much (shares of its length)."""
    return max(OF_ITSELF, OF_OTHERS * usual, usual - LESS)


def grid_to_merged(grid: Grid) -> list[GridCell]:
    """The cells over several rows or columns."""
    return [cell for cell in grid.cells if cell.rowspan > 1 or cell.colspan > 1]


def cell_to_worn_borders(grid: Grid, cell: GridCell, look: Look, least: float) -> list[Border]:
    """The elementary borders inside a merged cell that show at least the share `least`."""
    xs, ys = grid.xs[cell.col : cell.col + cell.colspan + 1], grid.ys[cell.row : cell.row + cell.rowspan + 1]
    across = [Border(True, y, x0, x1) for y in ys[1:-1] for x0, x1 in pairwise(xs)]
    found = [border for border in across if look.trace(border).weight >= least]
    for x in xs[1:-1]:
        # An upright rule runs from one rule across to the next: its rows between them stand or fall together.
        ends = [ys[0], *(y for y in ys[1:-1] if any(b.at == y and b.start <= x <= b.end for b in found)), ys[-1]]
        for top, bottom in pairwise(ends):
            border = Border(False, x, top, bottom)
            traced = look.trace(border).weight >= least and not look.is_stem(border)
            if traced or (_parts_most(grid, x) and look.is_gap(border, cell.box)):
                found.append(border)
    return found


def _parts_most(grid: Grid, x: float) -> bool:
    """Whether an upright border stands in most rows."""
    rows = sum(cell.rowspan for cell in grid.cells if grid.xs[cell.col] == x)
    return rows > MOST_ROWS * (len(grid.ys) - 1)


def grid_to_borders(grid: Grid) -> Iterator[Border]:
    """The upper and the left side of each cell: the borders that were seen, outer ones left out."""
    for cell in grid.cells:
        if cell.row:
            yield Border(True, cell.box.top, cell.box.x0, cell.box.x1)
        if cell.col:
            yield Border(False, cell.box.x0, cell.box.top, cell.box.bottom)


def strip_to_trace(strip: GrayImage, lengths: Lengths, darker: float) -> Trace:
    """Column by column: ruled, white, or covered by print."""
    drift, middle = lengths.drift, strip.shape[0] // 2
    smooth: npt.NDArray[Any] = np.asarray(cv2.blur(strip, (lengths.run, 1)), dtype=np.float32)
    columns = np.arange(strip.shape[1])
    levels = middle - drift + np.argmin(smooth[middle - drift : middle + drift + 1], axis=0)
    sides = [_beside(strip, levels + sign * lengths.thick, sign * lengths.white) for sign in (-1, 1)]
    around = [_beside(strip, levels + sign * lengths.thick, sign * lengths.around) for sign in (-1, 1)]
    one, other = (_widened(np.any(side < INK, axis=0), lengths.run) for side in around)
    covered = _widened(np.any(np.concatenate(sides) < INK, axis=0), lengths.run)
    if float((one & other).mean()) > CROSSED or covered.mean() > lengths.full:
        return Trace(0.0, 1.0)
    means = [side.mean(axis=0) for side in sides]
    paper = np.where(covered, np.maximum(*means), np.minimum(*means))
    dark = paper - smooth[levels, columns] > darker
    # Ink beside print may be print; white beside print is white.
    told = ~(covered & dark)
    return Trace(float((dark & ~covered).sum() / max(1, told.sum())), float(covered.mean()))


def _beside(strip: GrayImage, levels: npt.NDArray[Any], width: int) -> GrayImage:
    """In each column the pixels from its level on, `width` of them, upwards when negative."""
    steps = np.arange(0, width, 1 if width > 0 else -1)[:, None]
    return np.ascontiguousarray(strip[levels[None] + steps, np.arange(strip.shape[1])[None]])


def _widened(flags: npt.NDArray[Any], run: int) -> npt.NDArray[np.bool_]:
    wide = cv2.dilate(np.asarray(flags, dtype=np.uint8)[None], np.ones((1, run), np.uint8))
    return np.asarray(wide[0] > 0, dtype=np.bool_)
