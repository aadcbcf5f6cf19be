"""How many rows of a document wait for a person."""

from __future__ import annotations

from collections.abc import Iterator

from models.records import Report


def report_to_reviews(report: Report) -> Iterator[bool]:
    """The review flag of each row that the CSVs hold for this document, documents.csv itself left out."""
    yield from (table.review for table in report.tables)
    yield from (cell.review for table in report.tables for cell in table.cells)
    yield from (row.review for row in report.indicators)
    yield from (note.review for note in report.footnotes)
    yield from (figure.review for figure in report.figures)
    yield from (reference.review for reference in report.references)


def count_reviews(report: Report) -> int:
    return sum(report_to_reviews(report))
