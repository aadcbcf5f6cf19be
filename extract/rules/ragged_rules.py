"""Small tables whose rules are all in rags: too little is left of each for one to be found by itself.

Where loose pieces of rules lie outside all tables, both across and upright, or astray in one, the levels at which short
pieces stand in a row are taken for rules; each border between two of them is then judged like any worn one. Pixels in,
points out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pixels import GrayImage
from extract.raster import Sheet
from extract.rules.pixel_rules import PALE, gray_to_faint_ink
from extract.rules.worn_rules import Border, Look, grid_to_borders, traces_to_usual, usual_to_least
from extract.tables.grid import PIXEL_SNAP, Grid, rulings_to_grids
from models.records import Box, Ruling

# A table may go on beyond its outermost rules that were found by this (points).
AROUND = 14.0
# Loose pieces of rules on so many levels each way make a table likely.
LEVELS = 2
# Inches: a piece of a rule is at least this long; print is nearer to the stem of a letter than this, and no nearer to a
# rule; rules run at least this far; two rules are no nearer than this.
PIECE, NEAR, BESIDE, REACH, APART = 0.045, 0.014, 0.04, 1.2, 0.1
# The share of a rule's length that its pieces cover, across and upright, and that may have print beside it.
PIECES, PIECES_DOWN, PRINT = 0.3, 0.15, 0.2
# No stroke of a letter is as long as this (inches): such a piece is of a rule, though a line of print stands by it.
STROKE = 0.35
# So much of an upright rule lies in the outer quarters of the rows; a 1 in each row of a column stands in the middle.
OUTER = 0.15
# A table shows this share of its borders across and of its upright ones, and this share of three of its outer sides.
# Print at a few levels shows lines across but next to no upright ones.
SEEN_ACROSS, SEEN_DOWN, SEEN_SIDE, SIDES = 0.5, 0.25, 0.5, 3
# A side of a table is whole where one rule covers this share of it; parts of one are no farther apart (points).
WHOLE, MEETING = 0.85, 1.5
# Rules that show this share are whole, and one more of them shows no less than they do but for this.
UNBROKEN, NEARLY = 0.95, 0.2
# Parts of one table are as wide as each other (points), and no farther apart than a row of two lines.
SAME_EDGE, BRIDGED = 6.0, 40.0


def rulings_with_ragged(sheet: Sheet, rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The rulings with those of tables in rags that are seen by them all together."""
    grids = rulings_to_grids(rulings, PIXEL_SNAP)
    worn = [grid for grid in grids if _has_strays(grid, rulings) or grid_is_in_rags(grid, rulings)]
    page = _may_hold_another(grids, rulings)
    if not worn and not page:
        return tuple(rulings)
    look = Look(sheet, np.asarray(cv2.transpose(sheet.gray), dtype=np.uint8))
    found: list[Ruling] = []
    for grid in worn:
        x0, top, x1, bottom = sheet.box_to_pixels(grid.box.grown(AROUND))
        xs, ys = ink_to_positions(_faint_ink(sheet, sheet.gray[top:bottom, x0:x1], pale=True), sheet.dpi)
        columns, rows = [(x + x0) * sheet.scale for x in xs], [(y + top) * sheet.scale for y in ys]
        found += borders_shown(look, _as_known(columns, grid.xs), _as_known(rows, grid.ys), known=grid)
    if page:
        found += _on_the_rest(look, grids)
    known = (*rulings, *found)
    return (*known, *grids_to_bridges(look, rulings_to_grids(known, PIXEL_SNAP))) if found else known


def _as_known(positions: Sequence[float], known: Sequence[float]) -> list[float]:
    """The positions, in place of those that are known the known ones: a rule is not to move by what is found again."""
    return [
        min(known, key=lambda at: abs(at - x)) if any(abs(at - x) <= PIXEL_SNAP for at in known) else x
        for x in positions
    ]


def _on_the_rest(look: Look, grids: Sequence[Grid]) -> Iterator[Ruling]:
    """The rules of a table in rags outside all others, or of the rest of the one that it goes on with."""
    sheet = look.sheet
    rest = _faint_ink(sheet, sheet.gray)
    for grid in grids:
        x0, top, x1, bottom = sheet.box_to_pixels(grid.box.grown(PIXEL_SNAP))
        rest[top:bottom, x0:x1] = 0
    columns, rows = ink_to_positions(rest, sheet.dpi, closed=True)
    xs, ys = [x * sheet.scale for x in columns], [y * sheet.scale for y in rows]
    beside = next(
        (g for g in grids if xs and _goes_on(Grid(tuple(xs), tuple(ys), ()).box, g.box, 2 * PIXEL_SNAP)), None
    )
    if beside is None:
        yield from borders_shown(look, xs, ys, closed=True)
    else:
        edge = min(beside.ys[0], beside.ys[-1], key=lambda y: abs(y - ys[0]))
        yield from borders_shown(look, beside.xs, sorted([edge, *(y for y in ys if abs(y - edge) > PIXEL_SNAP)]))


def grids_to_bridges(look: Look, grids: Sequence[Grid]) -> Iterator[Ruling]:
    """Upright rules between two parts of a table that lost what joins them: a row whose rules are in rags."""
    for upper, lower in pairwise(grids):
        if not _goes_on(lower.box, upper.box, BRIDGED):
            continue
        ends = (upper.box.bottom, lower.box.top)
        meeting = [(x, other) for x in upper.xs for other in lower.xs if abs(x - other) <= SAME_EDGE]
        traces = [
            max((look.trace(Border(False, at, *ends)) for at in (x, (x + other) / 2, other)), key=lambda t: t.weight)
            for x, other in meeting
        ]
        if sum(trace.weight >= usual_to_least(0.0) for trace in traces) >= max(2, len(meeting) / 2):
            yield from (Border(False, (x + other) / 2, *ends).ruling for x, other in meeting)


def _goes_on(box: Box, other: Box, gap: float) -> bool:
    """Whether two boxes stand under one another, as wide as each other and no farther apart than that (points)."""
    between = max(box.top - other.bottom, other.top - box.bottom)
    return -PIXEL_SNAP <= between <= gap and abs(box.x0 - other.x0) <= SAME_EDGE and abs(box.x1 - other.x1) <= SAME_EDGE


def _faint_ink(sheet: Sheet, part: GrayImage, pale: bool = False) -> GrayImage:
    """What may be rules; `pale`: also pieces that are too pale and too short to be taken for one by themselves."""
    gray = np.ascontiguousarray(part)
    ink = gray_to_faint_ink(gray, sheet.dpi, sheet.bilevel)[0]
    if pale and not sheet.bilevel:
        across = np.ones((1, round(PIECE * sheet.dpi)), np.uint8)
        for kernel in (across, across.T):
            wide = np.ones((round(0.03 * sheet.dpi), 1) if kernel is across else (1, round(0.03 * sheet.dpi)), np.uint8)
            darker = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, wide)
            pieces = cv2.morphologyEx(np.where(darker > PALE, np.uint8(255), np.uint8(0)), cv2.MORPH_OPEN, kernel)
            ink = np.asarray(cv2.bitwise_or(ink, pieces), dtype=np.uint8)
    return ink


def grid_is_in_rags(grid: Grid, rulings: Sequence[Ruling]) -> bool:
    """Whether most outer sides of a table are no rule in one piece."""
    box = grid.box
    whole = 0
    for horizontal, at in ((True, box.top), (True, box.bottom), (False, box.x0), (False, box.x1)):
        start, end = (box.x0, box.x1) if horizontal else (box.top, box.bottom)
        beside = [r.box for r in rulings if r.horizontal is horizontal and _is_at(r, at)]
        spans = [(b.x0, b.x1) if horizontal else (b.top, b.bottom) for b in beside]
        whole += _longest_span(spans) >= WHOLE * (end - start)
    return whole < SIDES - 1


def _is_at(ruling: Ruling, at: float) -> bool:
    middle = ruling.box.y_mid if ruling.horizontal else ruling.box.x_mid
    return abs(middle - at) <= PIXEL_SNAP


def _longest_span(spans: Sequence[tuple[float, float]]) -> float:
    """The length of the longest rule of all that these parts make: long ones are found in parts that meet."""
    longest, first, last = 0.0, 0.0, -MEETING
    for start, end in sorted(spans):
        first, last = (start, end) if start > last + MEETING else (first, max(last, end))
        longest = max(longest, last - first)
    return longest


def _may_hold_another(grids: Sequence[Grid], rulings: Sequence[Ruling]) -> bool:
    """Whether loose pieces of rules lie outside all tables on several levels each way."""
    boxes = [grid.box.grown(PIXEL_SNAP) for grid in grids]
    loose = [r for r in rulings if not any(b.holds(r.box.x_mid, r.box.y_mid) for b in boxes)]
    rows = {round(r.box.y_mid / PIXEL_SNAP) for r in loose if r.horizontal}
    return min(len(rows), len({round(r.box.x_mid / PIXEL_SNAP) for r in loose if not r.horizontal})) >= LEVELS


def _has_strays(grid: Grid, rulings: Sequence[Ruling]) -> bool:
    """Whether pieces of rules lie in a table where it has no border."""
    return any(
        grid.box.holds(r.box.x_mid, r.box.y_mid)
        and min(
            abs(at - (r.box.y_mid if r.horizontal else r.box.x_mid)) for at in (grid.ys if r.horizontal else grid.xs)
        )
        > PIXEL_SNAP
        for r in rulings
    )


def ink_to_positions(ink: GrayImage, dpi: float, closed: bool = False) -> tuple[list[int], list[int]]:
    """Columns and rows (pixels) of the rules in an image of one table, both empty where they make none.

    `closed`: the outer upright rules stand where those across end, be there nothing left of them.
    """
    levels = ink_to_levels(np.ascontiguousarray(ink), dpi, PIECES, REACH)
    if len(levels) < LEVELS:
        return [], []
    ys = [level.at for level in levels]
    turned = np.ascontiguousarray(ink[ys[0] : ys[-1] + 1].T)
    reach = min(REACH, 0.5 * turned.shape[1] / dpi)
    upright = ink_to_levels(turned, dpi, PIECES_DOWN, reach)
    xs = [level.at for level in upright if level.outer_share([y - ys[0] for y in ys]) >= OUTER]
    if len(xs) < LEVELS:
        return [], []
    ends = (min(int(level.columns[0]) for level in levels), max(int(level.columns[-1]) for level in levels))
    more = [end for end in ends if closed and all(abs(end - x) > APART * dpi for x in xs)]
    return sorted([*xs, *more]), ys


@dataclass(frozen=True, slots=True)
class Level:
    """A row of pixels on which pieces of a rule stand, and the columns that they cover."""

    at: int
    columns: npt.NDArray[np.intp]

    def outer_share(self, borders: Sequence[int]) -> float:
        """The share of the pieces that lies in the outer quarters between two of the borders."""
        outer = sum(
            int(((self.columns >= a) & (self.columns <= b) & (np.abs(2 * self.columns - a - b) >= (b - a) / 2)).sum())
            for a, b in pairwise(borders)
        )
        return outer / max(1, self.columns.size)


def ink_to_levels(ink: GrayImage, dpi: float, share: float, reach: float) -> tuple[Level, ...]:
    """The rows on which pieces of one rule stand, top to bottom; it is `reach` inches long, `share` of it covered."""
    pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(PIECE * dpi)), np.uint8))
    thick = cv2.dilate(pieces, np.ones((3, 1), np.uint8)) > 0
    counts = thick.sum(axis=1)
    found: list[Level] = []
    for row in map(int, np.argsort(-counts, kind="stable")):
        if counts[row] < share * reach * dpi:
            break
        columns = np.flatnonzero(thick[row])
        first, last = int(columns[0]), int(columns[-1])
        if last - first < reach * dpi or counts[row] < share * (last - first):
            continue
        if any(abs(row - other.at) < APART * dpi for other in found):
            continue
        if _longest(columns) >= STROKE * dpi or not _has_print_beside(ink, row, (first, last), dpi):
            found.append(Level(row, columns))
    return tuple(sorted(found, key=lambda level: level.at))


def _longest(columns: npt.NDArray[np.intp]) -> int:
    """The length of the longest piece."""
    return max(run.size for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1))


def _has_print_beside(ink: GrayImage, row: int, ends: tuple[int, int], dpi: float) -> bool:
    near, far = round(NEAR * dpi), round(BESIDE * dpi)
    sides = (ink[max(0, row - far) : max(0, row - near), slice(*ends)], ink[row + near : row + far, slice(*ends)])
    return any(bool((side > 0).any(axis=0).mean() > PRINT) for side in sides if side.size)


def borders_shown(
    look: Look, xs: Sequence[float], ys: Sequence[float], closed: bool = False, known: Grid | None = None
) -> Iterator[Ruling]:
    """The borders between these positions that show what those of the table show; `closed`: the outer ones too.

    What they show is measured on the borders of the table where it is `known`. Where those are whole, one at a new
    position must be whole as well: the stem of a 1 is as long as most of a low row.
    """
    borders = [Border(True, y, *ends) for y, ends in product(ys, pairwise(xs))]
    borders += [Border(False, x, *ends) for x, ends in product(xs, pairwise(ys))]
    traces = [look.trace(border) for border in borders]
    usual = traces_to_usual([look.trace(border) for border in grid_to_borders(known)] if known else traces)
    least, fresh = usual_to_least(usual), usual_to_least(usual)
    if known and usual >= UNBROKEN:
        fresh = usual - NEARLY
    old = {*known.xs, *known.ys} if known else set()
    seen = [
        trace.weight >= (least if border.at in old else fresh) for border, trace in zip(borders, traces, strict=True)
    ]
    if closed and xs and not _is_table(borders, seen):
        return
    outer = {(True, ys[0]), (True, ys[-1]), (False, xs[0]), (False, xs[-1])} if closed and xs else set()
    for border, shown in zip(borders, seen, strict=True):
        if shown or (border.horizontal, border.at) in outer:
            yield border.ruling


def _is_table(borders: Sequence[Border], seen: Sequence[bool]) -> bool:
    """Whether enough of the borders of all cells is seen, both ways and around them, to make a table of the page."""
    across, down = ([b for b in borders if b.horizontal == way] for way in (True, False))
    if not across or not down:
        return False
    there = {border for border, shown in zip(borders, seen, strict=True) if shown}
    sides = [[b for b in way if b.at == edge(b.at for b in way)] for way in (across, down) for edge in (min, max)]
    return (
        _seen_share(across, there) >= SEEN_ACROSS
        and _seen_share(down, there) >= SEEN_DOWN
        and sum(_seen_share(side, there) >= SEEN_SIDE for side in sides) >= SIDES
    )


def _seen_share(borders: Sequence[Border], there: Collection[Border]) -> float:
    """The share of the length of borders that is seen."""
    return sum(b.end - b.start for b in borders if b in there) / max(1.0, sum(b.end - b.start for b in borders))
