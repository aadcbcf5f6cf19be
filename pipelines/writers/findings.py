"""findings.csv: consistency checks that failed. A reading is never changed because of one."""

from __future__ import annotations

from collections.abc import Iterator

from models.records import Report
from pipelines.writers.table import DOCUMENT_ID, Column, CsvTable, Row, each_report

COLUMNS = (
    DOCUMENT_ID,
    Column("table_id", "string", "the table concerned"),
    Column("form", "string", "the Biểu mẫu concerned"),
    Column("code", "string", "the row concerned"),
    Column("check", "string", "name of the check"),
    Column("severity", "string", "how grave it is"),
    Column("message", "string", "what does not fit, in words"),
    Column("expected", "string", "what would fit"),
    Column("found", "string", "what is there"),
)


def report_to_rows(report: Report) -> Iterator[Row]:
    for finding in report.findings:
        yield (
            *(report.document_id, finding.table_id, finding.form, finding.code, finding.check),
            *(finding.severity, finding.message, finding.expected, finding.found),
        )


FINDINGS = CsvTable(
    "findings",
    "failed consistency check",
    COLUMNS,
    each_report(report_to_rows),
    refers={"document_id": "documents.document_id", "table_id": "tables.table_id"},
)
