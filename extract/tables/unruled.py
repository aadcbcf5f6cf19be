"""Tables without upright rules, by their columns: white that runs down through lines of words, and figures below it.

Careful by design: running text, the two-column heading, signatures and lists are no tables. Boxes in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.layout import words_outside, words_to_lines
from extract.tables.grid import PIXEL_SNAP, Grid, GridCell, Segment, join_segments
from models.records import Box, Line, Ruling, Word, boxes_to_box

# White between columns is at least this many type sizes wide; a space in a justified line hardly ever is.
GAP, GAP_RULED = 1.0, 0.7
# Lines further apart than this many type sizes, base line to base line, belong to different blocks.
APART = 3.0
# Lines of one cell stand this close (type sizes); rows of a table without rules are set wider, or full of figures.
LEADING = 1.3
# Rules of one table begin and end within this (points) of one another.
SAME_ENDS = 6.0
# As much of a broken rule may be lost at an end on a scan (points); so much of its length is there.
LOST_END, HALF = 30.0, 0.5
# Pieces of rules are as low as this (points).
FLAT = 2.0
MIN_RULE = 150.0
MIN_COLUMNS = 3
FIGURE = re.compile(r"^[(-]?\d[\d.,/]*\s*%?\)?$")
MARGIN = 3.0
# Signs that stand alone in a cell; others alone are specks, and the rests of seals and pens.
SIGNS = frozenset("-–—…+%*x√✓")


@dataclass(frozen=True, slots=True)
class Row:
    """Lines of words that make one row, in chunks parted by wide white."""

    chunks: tuple[Box, ...]
    texts: tuple[str, ...]
    box: Box

    @property
    def figures(self) -> int:
        return sum(bool(FIGURE.match(text)) for text in self.texts)


Columns = tuple[tuple[float, float], ...]
"""From where to where each column is printed, left to right."""


def words_to_grids(
    words: Sequence[Word], rulings: Sequence[Ruling], taken: Sequence[Box], snap: float
) -> tuple[Grid, ...]:
    """Grids of the tables that lie outside the boxes `taken`, top to bottom."""
    free = words_outside([w for w in words if is_cell_print(w)], taken)
    grids = [g for rules in rulings_to_ladders(rulings, taken, snap) if (g := ladder_to_grid(rules, free))]
    rest = words_outside(free, [g.box for g in grids])
    grids += [g for block in lines_to_blocks(words_to_lines(rest)) if (g := block_to_grid(block))]
    return tuple(sorted(grids, key=lambda g: g.box.top))


def is_cell_print(word: Word) -> bool:
    """Whether a word may be all that stands in a cell."""
    return any(c.isalnum() or c in SIGNS for c in word.text) or len(word.text) > 2


def rulings_to_ladders(rulings: Sequence[Ruling], taken: Sequence[Box], snap: float) -> tuple[tuple[Segment, ...], ...]:
    """Three or more long horizontal rules, one below the other, that begin and end alike."""
    segments = [
        Segment(r.box.y_mid, r.box.x0, r.box.x1)
        for r in rulings
        if r.horizontal and not any(b.grown(snap).holds(r.box.x_mid, r.box.y_mid) for b in taken)
    ]
    ladders: list[list[Segment]] = []
    for rule in segments_to_rules(segments, snap):
        if rule.end - rule.start < MIN_RULE:
            continue
        alike = bool(ladders) and _ends_alike(ladders[-1], rule, SAME_ENDS if snap < PIXEL_SNAP else LOST_END)
        between = any(ladders and ladders[-1][-1].at < b.y_mid < rule.at for b in taken)
        if alike and not between:
            ladders[-1].append(rule)
        else:
            ladders.append([rule])
    return tuple(tuple(ladder) for ladder in ladders if len(ladder) >= 3)


def segments_to_rules(segments: Sequence[Segment], snap: float) -> Iterator[Segment]:
    """Rules across from their pieces: all of one level where they make up half of it, else those that are near."""
    near = join_segments(segments, snap, 4 * snap)
    for level in join_segments(segments, snap, MIN_RULE):
        inside = [s for s in near if abs(s.at - level.at) <= snap and level.start <= s.start and s.end <= level.end]
        if sum(s.end - s.start for s in inside) >= HALF * (level.end - level.start):
            yield level
        else:
            yield from inside


def _ends_alike(ladder: Sequence[Segment], rule: Segment, lost: float) -> bool:
    """Whether a rule begins and ends as those above it do; that much of it (points) may be lost at each end."""
    begun, ended = min(s.start for s in ladder), max(s.end for s in ladder)
    return abs(begun - rule.start) <= lost and abs(ended - rule.end) <= lost


def ladder_to_grid(rules: Sequence[Segment], words: Sequence[Word]) -> Grid | None:
    """The grid of a table ruled only horizontally; None where nothing parts its columns or a band is empty."""
    left, right = min(r.start for r in rules), max(r.end for r in rules)
    bands: list[list[Row]] = []
    for upper, lower in pairwise(rules):
        inside = [
            w
            for w in words
            if left - MARGIN <= w.box.x_mid <= right + MARGIN
            and upper.at < w.box.y_mid < lower.at
            and not (_is_flat(w) and any(w.box.top - 1 <= rule.at <= w.box.bottom + 1 for rule in (upper, lower)))
        ]
        if not inside:
            return None
        bands.append(band_to_rows(words_to_lines(inside)))
    rows = [row for band in bands for row in band]
    columns = rows_to_columns(rows)
    if len(columns) < 2 or len(rows) < 2:
        return None
    ys = [rules[0].at]
    for band, rule in zip(bands, rules[1:], strict=True):
        ys += [(a.box.bottom + b.box.top) / 2 for a, b in pairwise(band)]
        ys.append(rule.at)
    return rows_to_grid(rows, columns, ys, (left, right))


def _is_flat(word: Word) -> bool:
    """Whether a word may be what is left of a rule: a dash, or lower than any letter."""
    return not any(c.isalnum() for c in word.text) or word.box.height < FLAT


def band_to_rows(lines: Sequence[Line]) -> list[Row]:
    """The rows between two rules: one, but where several lines are full of figures each of them is a row."""
    rows = [lines_to_row([line], GAP_RULED) for line in lines]
    if sum(row.figures > 0 and len(row.chunks) > 1 for row in rows) > 1:
        return rows
    return [lines_to_row(lines, GAP_RULED)]


def lines_to_row(lines: Sequence[Line], gap: float) -> Row:
    """The words of all lines in chunks that white parts from top to bottom."""
    words = sorted((w for line in lines for w in line.words), key=lambda w: w.box.x0)
    white = gap * median(w.size or w.box.height for w in words)
    chunks: list[list[Word]] = []
    reach = 0.0
    for word in words:
        if chunks and word.box.x0 - reach < white:
            chunks[-1].append(word)
            reach = max(reach, word.box.x1)
        else:
            chunks.append([word])
            reach = word.box.x1
    boxes = tuple(boxes_to_box(w.box for w in chunk) for chunk in chunks)
    texts = tuple(" ".join(w.text for w in chunk) for chunk in chunks)
    return Row(boxes, texts, boxes_to_box(boxes))


def rows_to_columns(rows: Sequence[Row]) -> Columns:
    """The columns of the rows that have most chunks; rows with fewer have blanks or cells over several columns."""
    counts = sorted((len(row.chunks) for row in rows), reverse=True)
    if len(counts) < 2:
        return ()
    spans: list[tuple[float, float]] = []
    for box in sorted((b for row in rows if len(row.chunks) >= counts[1] for b in row.chunks), key=lambda b: b.x0):
        if spans and box.x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], box.x1))
        else:
            spans.append((box.x0, box.x1))
    found = _without_twins(spans, rows)
    return found if len(found) >= counts[1] else ()


def _without_twins(spans: Sequence[tuple[float, float]], rows: Sequence[Row]) -> Columns:
    """Neighbours of which each row fills one at most are one column: a centred name over words set left."""
    found = list(spans[:1])
    for span in spans[1:]:
        pair = (found[-1], span)
        if any(all(any(b.x0 < end and b.x1 > start for b in row.chunks) for start, end in pair) for row in rows):
            found.append(span)
        else:
            found[-1] = (found[-1][0], span[1])
    return tuple(found)


def lines_to_blocks(lines: Sequence[Line]) -> tuple[tuple[Row, ...], ...]:
    """Runs of lines of two or more chunks; a line of one chunk stays between others when it is a part of a cell."""
    blocks: list[list[Row]] = [[]]
    for line in lines:
        row = lines_to_row([line], GAP)
        above = blocks[-1][-1] if blocks[-1] else None
        if above and row.box.y_mid - above.box.y_mid > APART * row.box.height:
            blocks.append([])
        if len(row.chunks) > 1 or (blocks[-1] and row.box.width < 0.5 * blocks[-1][0].box.width):
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    return tuple(tuple(block) for block in blocks if len(block) > 1)


def block_to_grid(block: Sequence[Row]) -> Grid | None:
    """The grid of a table without rules, or None: three columns at least, one of them figures."""
    columns = rows_to_columns(block)
    if len(columns) < MIN_COLUMNS:
        return None
    rows = _rows_joined(_ends_trimmed(block), columns)
    full = [row for row in rows if len(row.chunks) >= len(columns) - 1]
    if len(full) < (2 if len(columns) > MIN_COLUMNS else 3) or len(full) < 0.6 * len(rows):
        return None
    if not figure_columns(rows, columns):
        return None
    ys = [rows[0].box.top - MARGIN]
    ys += [(a.box.bottom + b.box.top) / 2 for a, b in pairwise(rows)]
    ys.append(rows[-1].box.bottom + MARGIN)
    ends = (min(r.box.x0 for r in rows) - MARGIN, max(r.box.x1 for r in rows) + MARGIN)
    return rows_to_grid(rows, columns, ys, ends)


def _ends_trimmed(block: Sequence[Row]) -> Sequence[Row]:
    """Without the lines of one chunk at both ends: those are captions and text."""
    wide = [i for i, row in enumerate(block) if len(row.chunks) > 1]
    return block[wide[0] : wide[-1] + 1]


def _rows_joined(block: Sequence[Row], columns: Columns) -> list[Row]:
    """Lines of one cell put together: close to the line above, never two figures in one column nor two full lines."""
    rows: list[Row] = []
    for row in block:
        close = rows and row.box.top - rows[-1].box.bottom < (LEADING - 1) * row.box.height
        full = rows and min(len(row.chunks), len(rows[-1].chunks)) >= len(columns)
        if close and not full and not (_figure_places(row, columns) and _figure_places(rows[-1], columns)):
            rows[-1] = _row_over(rows[-1], row)
        else:
            rows.append(row)
    return rows


def _row_over(one: Row, other: Row) -> Row:
    return Row((*one.chunks, *other.chunks), (*one.texts, *other.texts), one.box.union(other.box))


def _figure_places(row: Row, columns: Columns) -> set[int]:
    return {
        box_to_columns(box, columns)[0] for box, text in zip(row.chunks, row.texts, strict=True) if FIGURE.match(text)
    }


def figure_columns(rows: Sequence[Row], columns: Columns) -> list[int]:
    """The columns, not the first, in which most rows below the first have a figure."""
    body = rows[1:]
    places = [_figure_places(row, columns) for row in body]
    return [c for c in range(1, len(columns)) if sum(c in found for found in places) >= max(1, 0.6 * len(body))]


def box_to_columns(box: Box, columns: Columns) -> tuple[int, int]:
    """The first and the last column that a chunk stands in: those it covers, else the nearest."""
    met = [i for i, (x0, x1) in enumerate(columns) if min(box.x1, x1) - max(box.x0, x0) > 0]
    if not met:
        nearest = min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - box.x_mid))
        return nearest, nearest
    return met[0], met[-1]


def rows_to_grid(rows: Sequence[Row], columns: Columns, ys: Sequence[float], ends: tuple[float, float]) -> Grid:
    """Borders in the middle of the white; a chunk over several columns is one cell."""
    xs = [min(ends[0], columns[0][0] - MARGIN)]
    xs += [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    xs.append(max(ends[1], columns[-1][1] + MARGIN))
    cells: list[GridCell] = []
    for r, row in enumerate(rows):
        lasts = dict(sorted(box_to_columns(box, columns) for box in row.chunks))
        c = 0
        while c < len(columns):
            last = max(c, lasts.get(c, c))
            cells.append(GridCell(r, c, 1, last - c + 1, Box(xs[c], ys[r], xs[last + 1], ys[r + 1])))
            c = last + 1
    return Grid(tuple(xs), tuple(ys), tuple(cells))
