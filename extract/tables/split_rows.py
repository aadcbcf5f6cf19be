"""Rows of a Biểu mẫu that a stroke parts: what was taken for a rule crosses the cell of a note, a unit or a figure.

A pen, the edge of a text marker or a fold runs through some cells of a row; the label, or both code and figure, stay
whole and span two rows, of which each would say the same. A row of a form has one label and one figure: such a pair is
one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.tables.headers import headers_to_roles
from extract.tables.join import figure_runs_on, text_runs_on
from models.records import Cell, Table, boxes_to_box

REASON = "row_split"


def table_with_whole_rows(table: Table) -> Table:
    """The table of a form with each row whole; what was parted is flagged where it is a figure or a label."""
    roles = headers_to_roles(table.cells, table.header_rows, table.cols)
    if not table.form or not {"label", "value"} <= set(roles):
        return table
    row = table.header_rows
    while row + 1 < table.rows:
        joined = _rows_joined(table, row, roles)
        table = joined or _with_two_flagged(table, row, roles)
        row += joined is None
    return table


def _rows_joined(table: Table, row: int, roles: Sequence[str]) -> Table | None:
    """The table with the rows `row` and `row` + 1 as one; None where they are two."""
    upper, lower = (_cells_of(table.cells, at) for at in (row, row + 1))
    shared = {roles[col] for col, cell in upper.items() if cell is lower.get(col) and cell.text}
    if "label" not in shared and not {"code", "value"} <= shared:
        return None
    halves = {col: (cell, lower[col]) for col, cell in upper.items() if col in lower and cell is not lower[col]}
    parted = {col for col in (*upper, *lower) if upper.get(col) is not lower.get(col)}
    if parted != set(halves) or any(one.page != other.page for one, other in halves.values()):
        return None
    if any(one.colspan != other.colspan for one, other in halves.values()):
        return None
    if not _are_one(halves, roles):
        return None
    wholes = {id(one): _whole(one, other, roles[col]) for col, (one, other) in halves.items()}
    gone = {id(other) for _, other in halves.values()}
    cells = tuple(wholes.get(id(c)) or _moved(c, row) for c in table.cells if id(c) not in gone)
    return replace(table, rows=table.rows - 1, cells=cells, review=any(c.review for c in cells))


def _with_two_flagged(table: Table, row: int, roles: Sequence[str]) -> Table:
    """The table, two figures flagged that stand beside one code, one label and one unit."""
    upper, lower = (_cells_of(table.cells, at) for at in (row, row + 1))
    named = [roles.index(role) for role in ("code", "label", "unit") if role in roles]
    value = roles.index("value")
    one = all(col in upper and upper[col] is lower.get(col) and upper[col].text for col in named)
    if not one or value not in upper or upper[value] is lower.get(value):
        return table
    cells = tuple(
        replace(c, review=True, review_reason=c.review_reason or REASON) if c in (upper[value], lower.get(value)) else c
        for c in table.cells
    )
    return replace(table, cells=cells, review=True)


def _cells_of(cells: Iterable[Cell], row: int) -> dict[int, Cell]:
    """The cells that stand in a row or reach into it, by column."""
    return {c.col: c for c in cells if c.row <= row < c.row + c.rowspan}


def _are_one(halves: Mapping[int, tuple[Cell, Cell]], roles: Sequence[str]) -> bool:
    """Whether the halves of cells over each other do not have a code, a figure or a unit each."""
    by_role = {roles[col]: pair for col, pair in halves.items()}
    figures, codes = by_role.get("value", ()), by_role.get("code", ())
    if codes and all(_is_used(cell) for cell in codes):
        return False
    if figures and all(_is_figure(cell) for cell in figures) and not figure_runs_on(*(cell.text for cell in figures)):
        return False
    units = [cell.text for cell in by_role.get("unit", ())]
    return "value" not in by_role or not all(units) or not units or text_runs_on(*units)


def _is_used(cell: Cell) -> bool:
    return bool(cell.text) or cell.review


def _is_figure(cell: Cell) -> bool:
    """Whether a half may be a figure; what was read without a digit and is flagged is the stroke."""
    return bool(cell.text) and (not cell.review or any(c.isdigit() for c in cell.text))


def _whole(one: Cell, other: Cell, role: str) -> Cell:
    """Both halves of a cell as one; a figure is flagged."""
    reason = one.review_reason or other.review_reason
    halves: tuple[Cell, ...] = (one, other)
    if role == "value" and any(map(_is_figure, halves)):
        halves = tuple(cell for cell in halves if _is_figure(cell))
    text = " ".join(cell.text for cell in halves if cell.text)
    if (role == "value" and text) or (role == "label" and all(cell.text for cell in halves)):
        reason = reason or REASON
    return replace(
        one,
        text=text,
        raw=f"{one.raw} {other.raw}".strip(),
        box=boxes_to_box((one.box, other.box)),
        rowspan=one.rowspan + other.rowspan - 1,
        confidence=min(one.confidence, other.confidence),
        review=bool(reason),
        review_reason=reason,
    )


def _moved(cell: Cell, row: int) -> Cell:
    """A cell that has no half, when the rows `row` and `row` + 1 become one."""
    if cell.row > row:
        return replace(cell, row=cell.row - 1)
    return replace(cell, rowspan=cell.rowspan - 1) if cell.row + cell.rowspan > row + 1 else cell
