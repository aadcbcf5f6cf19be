"""A table that goes on overleaf where a border between two of its columns is lost: its cells stand over both.

Where only a row or two come overleaf a gap in a rule is as high as they are, and no other row tells of the border.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.records import Cell, PageTable

REASON = "column_lost"
# Borders stand at like places where they are no farther apart than this share of the width of the table.
SHIFT = 0.02
# So many columns are left at least, and so many borders are lost at most.
LEFT, LOST = 3, 2


def table_with_lost_columns(before: PageTable, table: PageTable) -> PageTable:
    """`table` with the columns of the one on the page before, if all its borders are among theirs; else as it is.

    Cells over several columns are flagged where most rows of that one have the border. A table with a caption of its
    own is another one.
    """
    lost = before.cols - table.cols
    if table.captions or not 0 < lost <= LOST or table.cols < LEFT:
        return table
    places = _places(before, table)
    if len(set(places)) < len(places) or -1 in places or (places[0], places[-1]) != (0, before.cols):
        return table
    # A border that hardly any row has was a stroke; what stands over it overleaf lost nothing.
    borne_out = any(_parts_most(before, border) for border in range(1, before.cols) if border not in places)
    cells = tuple(_placed(cell, places, borne_out) for cell in table.cells)
    width, known = table.box.width / before.box.width, before.box.x0
    xs = tuple(table.box.x0 + (x - known) * width for x in before.xs)
    return replace(table, cols=before.cols, xs=xs, cells=cells)


def _places(before: PageTable, table: PageTable) -> list[int]:
    """For each border of `table` the border of `before` at its place; -1 where there is none."""
    known, mine = (_shares(one) for one in (before, table))
    return [next((i for i, there in enumerate(known) if abs(there - at) <= SHIFT), -1) for at in mine]


def _shares(table: PageTable) -> list[float]:
    return [(x - table.box.x0) / table.box.width for x in table.xs]


def _parts_most(table: PageTable, border: int) -> bool:
    """Whether a border stands in half of the rows below the header, or was lost on this page too."""
    first = table.header_rows if table.rows > table.header_rows else 0
    rows = sum(cell.rowspan for cell in table.cells if cell.col == border and cell.row >= first)
    missed = any(c.review_reason == REASON and c.col < border < c.col + c.colspan for c in table.cells)
    return missed or 2 * rows >= table.rows - first


def _placed(cell: Cell, places: Sequence[int], borne_out: bool) -> Cell:
    """The cell between the borders that stand at the places of its own."""
    start, end = places[cell.col], places[cell.col + cell.colspan]
    found = replace(cell, col=start, colspan=end - start)
    if found.colspan == cell.colspan or not cell.text or not borne_out:
        return found
    return replace(found, review=True, review_reason=cell.review_reason or REASON)
