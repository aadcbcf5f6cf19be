"""documents.csv and pages.csv: what went in, and how each page was read."""

from __future__ import annotations

from collections.abc import Iterator

from models.records import Report
from pipelines.reviews import count_reviews
from pipelines.writers.table import (
    CONFIDENCE_COLUMN,
    COORDINATE,
    DOCUMENT_ID,
    PAGE,
    REVIEW,
    REVIEW_REASON,
    Column,
    CsvTable,
    Dataset,
    Row,
    each_report,
    known,
)

STATUS = ("ok", "partial", "failed")

DOCUMENT_COLUMNS = (
    DOCUMENT_ID,
    Column("source", "string", "file name, relative to the folder that was read"),
    Column("sha256", "string", "SHA-256 of the file; empty when it could not be opened"),
    Column("pages", "integer", "number of pages; empty when the file could not be read"),
    Column("kind", "string", "digital, scanned, or mixed", choices=("digital", "scanned", "mixed")),
    Column("doc_type", "string", "kind of document, such as Báo cáo"),
    Column("number", "string", "its number, such as 481"),
    Column("symbol", "string", "what follows the number, such as BC-UBND"),
    Column("issuer", "string", "issuing office"),
    Column("province", "string", "province or city"),
    Column("place", "string", "place of issue"),
    Column("issue_date", "date", "date of issue"),
    Column("title", "string", "what it is about"),
    Column("period", "string", "reporting period as printed"),
    Column("status", "string", "ok; partial: some pages refused; failed: nothing read", choices=STATUS),
    Column("error", "string", "what went wrong and what to do about it"),
    REVIEW,
    REVIEW_REASON,
    Column("version", "string", "version of bieumau that read it"),
    Column("copies", "string", "other files with the same bytes, separated by a vertical bar"),
    Column("tables", "integer", "number of rows in tables.csv"),
    Column("indicators", "integer", "number of rows in indicators.csv"),
    Column("footnotes", "integer", "number of rows in footnotes.csv"),
    Column("legal_refs", "integer", "number of rows in legal_refs.csv"),
    Column("findings", "integer", "number of rows in findings.csv"),
    Column("to_review", "integer", "rows of this document, in all files, with review true"),
)

PAGE_COLUMNS = (
    DOCUMENT_ID,
    PAGE,
    Column("kind", "string", "digital: its text layer was taken; scanned: its picture was read"),
    Column("width", "number", "width in PDF points, page upright", COORDINATE),
    Column("height", "number", "height in PDF points, page upright", COORDINATE),
    Column("rotation", "integer", "degrees it was turned to stand upright"),
    Column("skew", "number", "degrees it was straightened", COORDINATE),
    Column("dpi", "integer", "dots per inch it was read at; empty on digital pages"),
    Column("words", "integer", "number of words read"),
    CONFIDENCE_COLUMN,
    Column("status", "string", "ok or failed"),
    Column("error", "string", "why the page was refused"),
    Column("reason", "string", "why it was taken as digital or scanned"),
)


def dataset_to_document_rows(dataset: Dataset) -> Iterator[Row]:
    copies = dataset.copies
    for report in dataset:
        yield _report_to_document_row(report, copies[report.document_id])


def _report_to_document_row(report: Report, copies: tuple[str, ...]) -> Row:
    heading, reason = report.heading, _report_to_reason(report)
    return (
        *(report.document_id, report.source, report.sha256, known(len(report.pages)), report.kind),
        *(heading.doc_type, heading.number, heading.symbol, heading.issuer, heading.province, heading.place),
        *(heading.issue_date, heading.title, heading.period),
        *(report.status, report.error, bool(reason), reason, report.version, "|".join(copies)),
        *(len(report.tables), len(report.indicators), len(report.footnotes), len(report.references)),
        *(len(report.findings), count_reviews(report)),
    )


def _report_to_reason(report: Report) -> str:
    """What is not read at all comes before a heading that is in doubt."""
    if report.status != "ok":
        return f"document_{report.status}"
    return report.heading.review_reason


def report_to_page_rows(report: Report) -> Iterator[Row]:
    for page in sorted(report.pages, key=lambda page: page.number):
        yield (
            *(report.document_id, page.number, page.kind, page.width, page.height, page.rotation, page.skew),
            *(known(page.dpi), page.words, page.confidence, page.status, page.error, page.reason),
        )


DOCUMENTS = CsvTable(
    "documents",
    "input file (files with the same bytes share one)",
    DOCUMENT_COLUMNS,
    dataset_to_document_rows,
    ("document_id",),
)
PAGES = CsvTable(
    "pages",
    "page",
    PAGE_COLUMNS,
    each_report(report_to_page_rows),
    ("document_id", "page"),
    {"document_id": "documents.document_id"},
)
