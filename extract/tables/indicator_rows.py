"""Logical table of a Biểu mẫu to its data rows, column roles taken from its header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.tables.headers import ROLES, headers_to_roles
from models.records import Cell, Table


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """The cells of a data row by role; a merged cell serves each row that it spans.

    `parted`: under the name of a column there is print in a second cell of the row too.
    """

    row: int
    cells: dict[str, Cell]
    parted: bool = False

    def text(self, role: str) -> str:
        cell = self.cells.get(role)
        return cell.text.strip() if cell is not None else ""


def table_to_indicator_rows(table: Table) -> tuple[IndicatorRow, ...]:
    """Data rows that say anything; empty when the table has no label column."""
    roles = headers_to_roles(table.cells, table.header_rows, table.cols)
    if "label" not in roles:
        roles = ROLES if table.cols == len(ROLES) else ()
    if not roles:
        return ()
    columns = {role: roles.index(role) for role in ROLES if role in roles}
    rows = []
    for row in range(table.header_rows, table.rows):
        cells = {role: cell for role, col in columns.items() if (cell := _cell_at(table.cells, row, col)) is not None}
        others = (_cell_at(table.cells, row, col) for col, role in enumerate(roles) if role and col != columns[role])
        parted = any(cell is not None and cell.text and cell not in cells.values() for cell in others)
        found = IndicatorRow(row, cells, parted)
        if any(found.text(role) or found.cells[role].review for role in cells):
            rows.append(found)
    return tuple(rows)


def _cell_at(cells: Sequence[Cell], row: int, col: int) -> Cell | None:
    for cell in cells:
        if cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan:
            return cell
    return None
