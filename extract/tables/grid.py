"""Rulings to grids: one builder for drawn lines of born-digital pages and for lines found in pixels.

A grid knows its column and row positions and which elementary cells are merged. Boxes in points, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from statistics import median

from models.records import Box, Ruling

# Ends that miss each other by this much (points) still meet; scans at 200 dpi shift lines by one or two.
SNAP = 3.0
PIXEL_SNAP = 5.0
# Two pieces of one line with this much white between them (points) still belong to one table. Down it is less: the next
# table may stand below a caption of one line.
GAP_ACROSS, GAP_DOWN = 36.0, 10.0
# A border exists where rulings cover this share of it.
COVER = 0.6
# Vertical rulings that run this far (points) past the last horizontal one mean that a row is cut by the page end.
OVERHANG = 6.0
# A cut row ends at least this far (points) above the rule of the footnotes below it.
CLEAR = 4.0
# An inner border that parts less than this share of the table, in one row only, is no border.
STRAY = 0.12
# Upright pieces as tall as this (points) are no letters; lower ones meet the rules across by this much.
TALL, TOUCH = 24.0, 1.5
# No column is narrower than this (points): it holds a letter and its padding.
NARROW = 12.0
# Pieces that part this share of the height are a rule in rags.
MOST = 0.4


@dataclass(frozen=True, slots=True)
class GridCell:
    """`rowspan` × `colspan` elementary cells from (`row`, `col`)."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Column borders `xs`, row borders `ys` (points) and cells in reading order.

    `open_top` and `open_bottom`: the outer ruling is not drawn there.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece at `at` from `start` to `end`: y of a horizontal one, x of a vertical one."""

    at: float
    start: float
    end: float


def rulings_to_grids(rulings: Sequence[Ruling], snap: float = SNAP) -> tuple[Grid, ...]:
    """All grids of at least two rows and two columns, top to bottom."""
    # No merged cell is narrower or lower than these gaps: the pieces beside them are one broken rule.
    horizontal = join_segments([_segment(r) for r in rulings if r.horizontal], snap, 4 * snap)
    vertical = join_segments([_segment(r) for r in rulings if not r.horizontal], snap, 2 * snap)
    grids = []
    for across, down in segments_to_groups(horizontal, vertical, snap):
        grid = segments_to_grid(across, down, snap)
        if grid is not None and len(grid.xs) > 2 and len(grid.ys) > 2:
            grids.append(grid)
    return tuple(sorted(grids, key=lambda g: (g.box.top, g.box.x0)))


def grids_without_stamps(
    grids: Sequence[Grid], width: float, height: float
) -> tuple[tuple[Grid, ...], tuple[Grid, ...]]:
    """The grids that are tables, and the frames of incoming-mail stamps: small, high up, at one side of the page."""
    stamps = tuple(g for g in grids if _is_stamp(g, width, height))
    return tuple(g for g in grids if g not in stamps), stamps


def _is_stamp(grid: Grid, width: float, height: float) -> bool:
    aside = grid.box.x1 < 0.45 * width or grid.box.x0 > 0.55 * width
    small = grid.box.width < 0.35 * width and grid.box.height < 0.15 * height and len(grid.ys) <= 5
    return aside and small and grid.box.y_mid < 0.4 * height


def _segment(ruling: Ruling) -> Segment:
    box = ruling.box
    if ruling.horizontal:
        return Segment(box.y_mid, box.x0, box.x1)
    return Segment(box.x_mid, box.top, box.bottom)


def join_segments(segments: Sequence[Segment], snap: float, gap: float = 0.0) -> tuple[Segment, ...]:
    """Join segments that lie on one line with at most `gap` (or `snap`) between them, at their mean position."""
    clusters: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.at):
        if clusters and segment.at - median(s.at for s in clusters[-1]) <= snap:
            clusters[-1].append(segment)
        else:
            clusters.append([segment])
    joined: list[Segment] = []
    for cluster in clusters:
        runs: list[list[Segment]] = []
        end = 0.0
        for segment in sorted(cluster, key=lambda s: s.start):
            if runs and segment.start - end <= max(gap, snap):
                runs[-1].append(segment)
                end = max(end, segment.end)
            else:
                runs.append([segment])
                end = segment.end
        # Only what is joined shares a position: the next table may have a column that is off by a little.
        joined += [Segment(_mean_position(run), run[0].start, max(s.end for s in run)) for run in runs]
    return tuple(joined)


def _mean_position(segments: Sequence[Segment]) -> float:
    """The mean position, by length."""
    weights = [s.end - s.start + 0.1 for s in segments]
    return sum(s.at * w for s, w in zip(segments, weights, strict=True)) / sum(weights)


def segments_to_groups(
    horizontal: Sequence[Segment], vertical: Sequence[Segment], snap: float
) -> tuple[tuple[tuple[Segment, ...], tuple[Segment, ...]], ...]:
    """Sets of segments that cross, touch or carry on one another: each is one table."""
    owner = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical):
            if _meet(across, down, snap):
                owner[root(len(horizontal) + j)] = root(i)
    for first, lines, gap in ((0, horizontal, GAP_ACROSS), (len(horizontal), vertical, GAP_DOWN)):
        for (i, one), (j, other) in combinations(enumerate(lines), 2):
            if abs(one.at - other.at) <= snap and max(one.start, other.start) - min(one.end, other.end) <= gap:
                owner[root(first + j)] = root(first + i)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, across in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(across)
    for j, down in enumerate(vertical):
        groups.setdefault(root(len(horizontal) + j), ([], []))[1].append(down)
    return tuple((tuple(h), tuple(v)) for h, v in groups.values() if len(h) >= 2 and len(v) >= 2)


def _meet(across: Segment, down: Segment, snap: float) -> bool:
    return across.start - snap <= down.at <= across.end + snap and down.start - snap <= across.at <= down.end + snap


def segments_to_grid(across: Sequence[Segment], down: Sequence[Segment], snap: float) -> Grid | None:
    """The grid of one group; closes sides that are not drawn where lines run past them."""
    ys, xs = _positions(across, snap), _positions(down, snap)
    top, bottom = _reach(down)
    left, right = _reach(across)
    # A rule that covers a part of the width, below the end of the table or its open end, is the one above footnotes.
    if len(ys) > 2 and not _covered(across, ys[-1], xs[0], xs[-1], snap):
        # Upright rules that end a little above it seem to end at it on a scan.
        note = ys.pop()
        bottom = note - CLEAR if bottom >= note - TOUCH else bottom
    open_top, open_bottom = ys[0] - top > OVERHANG, bottom - ys[-1] > OVERHANG
    all_across, all_down = list(across), list(down)
    if open_top:
        ys = [top, *ys]
        all_across.append(Segment(top, xs[0], xs[-1]))
    if open_bottom:
        ys = [*ys, bottom]
        all_across.append(Segment(bottom, xs[0], xs[-1]))
    if xs[0] - left > OVERHANG:
        xs = [left, *xs]
        all_down.append(Segment(left, ys[0], ys[-1]))
    if right - xs[-1] > OVERHANG:
        xs = [*xs, right]
        all_down.append(Segment(right, ys[0], ys[-1]))
    if len(xs) < 2 or len(ys) < 2:
        return None
    xs, ys = _without_strays(xs, ys, all_across, all_down, snap)
    if len(xs) < 2 or len(ys) < 2:
        return None
    cells = _merge(xs, ys, all_across, all_down, snap)
    return grid_without_idle(Grid(tuple(xs), tuple(ys), cells, open_top, open_bottom))


def grid_without_idle(grid: Grid) -> Grid:
    """The grid without borders at which no cell begins: a stroke within a merged cell is none."""
    cols, rows = sorted({cell.col for cell in grid.cells}), sorted({cell.row for cell in grid.cells})
    xs, ys = (*(grid.xs[c] for c in cols), grid.xs[-1]), (*(grid.ys[r] for r in rows), grid.ys[-1])
    if (xs, ys) == (grid.xs, grid.ys):
        return grid
    cells = [
        GridCell(
            rows.index(cell.row),
            cols.index(cell.col),
            sum(cell.row <= r < cell.row + cell.rowspan for r in rows),
            sum(cell.col <= c < cell.col + cell.colspan for c in cols),
            cell.box,
        )
        for cell in grid.cells
    ]
    return replace(grid, xs=xs, ys=ys, cells=tuple(cells))


def _without_strays(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Segment], down: Sequence[Segment], snap: float
) -> tuple[list[float], list[float]]:
    """Drop inner borders that part hardly anything: arcs of a seal, a pen stroke, the stem of a large letter."""
    rows = list(pairwise(ys))
    kept_xs = [xs[0]]
    for x in xs[1:-1]:
        parted = [end - start for start, end in rows if _covered(down, x, start, end, snap)]
        firm = any(_stands(s, ys) for s in down if abs(s.at - x) <= snap) or sum(parted) >= MOST * (ys[-1] - ys[0])
        if firm and (len(parted) > 1 or sum(parted) >= STRAY * (ys[-1] - ys[0])):
            kept_xs.append(x)
    kept_xs = _without_narrow([*kept_xs, xs[-1]], rows, down, snap)
    columns = list(pairwise(kept_xs))
    kept_ys = [ys[0]]
    for y in ys[1:-1]:
        parted = [end - start for start, end in columns if _covered(across, y, start, end, snap)]
        if sum(parted) >= STRAY * (xs[-1] - xs[0]):
            kept_ys.append(y)
    return kept_xs, [*kept_ys, ys[-1]]


def _without_narrow(
    xs: Sequence[float], rows: Sequence[tuple[float, float]], down: Sequence[Segment], snap: float
) -> list[float]:
    """Of two borders that leave no room for print between them the one that parts more rows; outer ones stay."""
    parted = {x: sum(_covered(down, x, top, bottom, snap) for top, bottom in rows) for x in xs}
    kept = [xs[0]]
    for x in xs[1:-1]:
        narrow = x - kept[-1] < NARROW
        if narrow and (len(kept) == 1 or parted[x] <= parted[kept[-1]]):
            continue
        if narrow:
            kept.pop()
        kept.append(x)
    if len(kept) > 1 and xs[-1] - kept[-1] < NARROW:
        kept.pop()
    return [*kept, xs[-1]]


def _stands(segment: Segment, ys: Sequence[float]) -> bool:
    """Whether an upright segment is taller than print, or meets rules across as no stem of a letter does."""
    ends = (segment.start, segment.end)
    return segment.end - segment.start >= TALL or all(min(abs(end - y) for y in ys) <= TOUCH for end in ends)


def _positions(segments: Sequence[Segment], snap: float) -> list[float]:
    found: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.at):
        if found and segment.at - found[-1][-1].at <= snap:
            found[-1].append(segment)
        else:
            found.append([segment])
    return [_mean_position(group) for group in found]


def _reach(segments: Sequence[Segment]) -> tuple[float, float]:
    """Where at least two segments begin and end: one stray line does not move the border of a table."""
    starts, ends = sorted(s.start for s in segments), sorted((s.end for s in segments), reverse=True)
    return (starts[1], ends[1]) if len(starts) > 1 else (starts[0], ends[0])


def _covered(segments: Sequence[Segment], at: float, start: float, end: float, snap: float) -> bool:
    near = [s for s in segments if abs(s.at - at) <= snap]
    length = sum(max(0.0, min(s.end, end) - max(s.start, start)) for s in near)
    return length >= COVER * (end - start)


def _merge(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Segment], down: Sequence[Segment], snap: float
) -> tuple[GridCell, ...]:
    """Merge elementary cells that no ruling parts, grown to rectangles."""
    rows, cols = len(ys) - 1, len(xs) - 1
    walls_right = {
        (r, c): _covered(down, xs[c + 1], ys[r], ys[r + 1], snap) for r in range(rows) for c in range(cols - 1)
    }
    walls_below = {
        (r, c): _covered(across, ys[r + 1], xs[c], xs[c + 1], snap) for r in range(rows - 1) for c in range(cols)
    }
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for r in range(rows):
        for c in range(cols):
            if (r, c) in taken:
                continue
            width = 1
            while c + width < cols and not walls_right[r, c + width - 1] and (r, c + width) not in taken:
                width += 1
            height = 1
            while r + height < rows and all(
                not walls_below[r + height - 1, c + k] and (r + height, c + k) not in taken for k in range(width)
            ):
                height += 1
            taken.update((r + i, c + k) for i in range(height) for k in range(width))
            box = Box(xs[c], ys[r], xs[c + width], ys[r + height])
            cells.append(GridCell(r, c, height, width, box))
    return tuple(cells)
