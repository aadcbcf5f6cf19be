"""Gold tables in the columns of the dataset contract."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.synthesis.spec import TableSpec, unmarked

Row = Mapping[str, str]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents.csv": ("doc_type", "number", "symbol", "province", "place", "issue_date", "title", "period", "pages"),
    "indicators.csv": (
        "form", "seq", "code", "path", "label", "indicator_id", "unit", "value_raw", "value", "value_kind",
        "denominator", "note",
    ),
    "cells.csv": ("table_id", "row", "col", "rowspan", "colspan", "header", "text"),
    "footnotes.csv": ("marker", "text", "anchor_text"),
    "footnote_figures.csv": ("marker", "seq", "raw", "value", "denominator", "unit", "label"),
    "legal_refs.csv": ("source", "marker", "doc_type", "canonical", "issue_date", "issuer", "text"),
}  # fmt: skip


def table_to_cells(table: TableSpec) -> list[Row]:
    """The cells of a table as gold rows, header included, markers taken out."""
    return [
        {
            "table_id": table.table_id,
            "row": str(cell.row),
            "col": str(cell.col),
            "rowspan": str(cell.rowspan),
            "colspan": str(cell.colspan),
            "header": "true" if cell.row < table.header_rows else "false",
            "text": unmarked(cell.text),
        }
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    ]


def write_gold(folder: Path, tables: Mapping[str, Iterable[Row]]) -> None:
    """Write every gold table, empty ones with their header alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in COLUMNS.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables.get(name, ()))
