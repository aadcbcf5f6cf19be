"""legal_back_refs.csv: words that point back to a document cited before: "Nghị định này", "Kế hoạch nêu trên"."""

from __future__ import annotations

from collections.abc import Iterator

from models.records import Report
from pipelines.writers.legal import DOC_TYPE, reference_to_boxes, reference_to_first_box
from pipelines.writers.table import (
    BOX,
    CONFIDENCE_COLUMN,
    DOCUMENT_ID,
    PAGE,
    REVIEW,
    REVIEW_REASON,
    Column,
    CsvTable,
    Row,
    each_report,
    in_order,
)

COLUMNS = (
    DOCUMENT_ID,
    Column("seq", "integer", "position in the document, from 1"),
    Column("source", "string", "body, footnote or table", choices=("body", "footnote", "table")),
    Column("marker", "string", "the footnote it stands in"),
    Column("table_id", "string", "the table it stands in"),
    PAGE,
    Column("text", "string", "the words as printed"),
    DOC_TYPE,
    Column("refers_to", "string", "the document meant, as a canonical number; empty where the text does not tell"),
    CONFIDENCE_COLUMN,
    REVIEW,
    *BOX,
    REVIEW_REASON,
    Column("boxes", "string", "all boxes when it wraps: x0 top x1 bottom, separated by a vertical bar"),
)


def report_to_back_rows(report: Report) -> Iterator[Row]:
    for reference in in_order(report.back_references, lambda reference: (reference.seq,)):
        mention = reference.mention
        yield (
            *(report.document_id, reference.seq, reference.source, reference.marker, reference.table_id),
            *(reference.page, reference.text, mention.doc_type, mention.refers_to),
            *(mention.confidence, reference.review),
            *reference_to_first_box(reference),
            *(reference.review_reason, reference_to_boxes(reference)),
        )


LEGAL_BACK_REFS = CsvTable(
    "legal_back_refs",
    "mention that points back to a document cited before, such as Nghị định này",
    COLUMNS,
    each_report(report_to_back_rows),
    ("document_id", "seq"),
    {"document_id": "documents.document_id", "table_id": "tables.table_id"},
)
