"""indicators.csv: the figures of the seven Biểu mẫu, one data row a line."""

from __future__ import annotations

from collections.abc import Iterator

from models.records import Report
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

KINDS = ("count", "percent", "ratio", "code", "text", "blank")

COLUMNS = (
    DOCUMENT_ID,
    TABLE_ID,
    Column("form", "string", "the number printed after Biểu mẫu"),
    Column("seq", "integer", "data row within the form, from 1, group rows included"),
    Column("code", "string", "the STT as printed, such as 3.3.1.; empty where the row has none"),
    Column("path", "string", "the row's place in the form, unique there, such as 2.2/1"),
    Column("label", "string", "chỉ tiêu: what is counted"),
    Column("indicator_id", "string", "the national form's own row that this is; empty when it is none"),
    Column("unit", "string", "đơn vị tính as printed"),
    Column("value_raw", "string", "số liệu as printed"),
    Column("value", "number", "the figure: 1.788 printed is 1788, 99,02% is 99.02; empty when blank"),
    Column("value_kind", "string", "count, percent, ratio, code, text or blank", choices=KINDS),
    Column("denominator", "number", "of a ratio: 27/27 has value 27 and denominator 27"),
    Column("note", "string", "ghi chú as printed"),
    PAGE,
    *BOX,
    CONFIDENCE_COLUMN,
    REVIEW,
    REVIEW_REASON,
)


def report_to_rows(report: Report) -> Iterator[Row]:
    place = {table.table_id: table.seq for table in report.tables}
    for row in in_order(report.indicators, lambda row: (place.get(row.table_id, 0), row.seq)):
        yield (
            *(report.document_id, row.table_id, row.form, row.seq, row.code, row.path, row.label, row.indicator_id),
            *(row.unit, row.value_raw, row.value, row.value_kind, row.denominator, row.note),
            *(row.page, *box_to_values(row.box), row.confidence, row.review, row.review_reason),
        )


INDICATORS = CsvTable(
    "indicators",
    "data row of a Biểu mẫu",
    COLUMNS,
    each_report(report_to_rows),
    ("table_id", "seq"),
    {"document_id": "documents.document_id", "table_id": "tables.table_id"},
)
