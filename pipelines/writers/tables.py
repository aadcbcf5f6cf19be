"""tables.csv and cells.csv: every ruled table, whether it is a known form or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.records import Report, Table
from pipelines.writers.table import (
    BOX,
    CONFIDENCE_COLUMN,
    DOCUMENT_ID,
    PAGE,
    REVIEW,
    REVIEW_REASON,
    TABLE_ID,
    Column,
    CsvTable,
    Row,
    box_to_values,
    each_report,
    in_order,
)

TABLE_COLUMNS = (
    Column("table_id", "string", "the table, unique in the dataset"),
    DOCUMENT_ID,
    Column("seq", "integer", "position in the document, from 1"),
    Column("form", "string", "the number printed after Biểu mẫu; empty for another table"),
    Column("title", "string", "caption"),
    Column("page_first", "integer", "page on which it begins"),
    Column("page_last", "integer", "page on which it ends"),
    Column("rows", "integer", "number of rows, header included"),
    Column("cols", "integer", "number of columns"),
    Column("method", "string", "how its cells were found"),
    REVIEW,
)

CELL_COLUMNS = (
    TABLE_ID,
    DOCUMENT_ID,
    Column("row", "integer", "row, from 0, header rows included"),
    Column("col", "integer", "column, from 0"),
    Column("rowspan", "integer", "rows that it covers"),
    Column("colspan", "integer", "columns that it covers"),
    Column("header", "boolean", "belongs to the header"),
    Column("text", "string", "its text, footnote markers taken off"),
    PAGE,
    *BOX,
    CONFIDENCE_COLUMN,
    REVIEW,
    REVIEW_REASON,
    Column("raw", "string", "the first reading, before repairs"),
)


def ordered_tables(report: Report) -> Sequence[Table]:
    return in_order(report.tables, lambda table: (table.seq,))


def report_to_table_rows(report: Report) -> Iterator[Row]:
    for table in ordered_tables(report):
        yield (
            *(table.table_id, report.document_id, table.seq, table.form, table.title),
            *(table.page_first, table.page_last, table.rows, table.cols, table.method, table.review),
        )


def report_to_cell_rows(report: Report) -> Iterator[Row]:
    for table in ordered_tables(report):
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
            yield (
                *(table.table_id, report.document_id, cell.row, cell.col, cell.rowspan, cell.colspan, cell.header),
                *(cell.text, cell.page, *box_to_values(cell.box)),
                *(cell.confidence, cell.review, cell.review_reason, cell.raw),
            )


TABLES = CsvTable(
    "tables",
    "logical table, page breaks mended",
    TABLE_COLUMNS,
    each_report(report_to_table_rows),
    ("table_id",),
    {"document_id": "documents.document_id"},
)
CELLS = CsvTable(
    "cells",
    "cell of a table, header rows included",
    CELL_COLUMNS,
    each_report(report_to_cell_rows),
    ("table_id", "row", "col"),
    {"table_id": "tables.table_id", "document_id": "documents.document_id"},
)
