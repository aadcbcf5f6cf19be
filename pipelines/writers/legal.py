"""legal_refs.csv: each mention of a legal document; legal_documents.csv: each document mentioned, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from models.records import Mention, Reference, Report
from pipelines.writers.table import (
    BOX,
    CONFIDENCE_COLUMN,
    DOCUMENT_ID,
    PAGE,
    REVIEW,
    REVIEW_REASON,
    Column,
    CsvTable,
    Dataset,
    Row,
    Value,
    box_to_values,
    each_report,
    in_order,
)

DOC_TYPE = Column("doc_type", "string", "kind of the document cited, such as Nghị định")
NUMBER = Column("number", "string", "its number alone, such as 107")
YEAR = Column("year", "string", "the year in its number, or of a law named without one")
SYMBOL = Column("symbol", "string", "what follows number and year, such as NĐ-CP")
CANONICAL = Column("canonical", "string", "its number as the issuing office writes it, or name and year of a law")

REFERENCE_COLUMNS = (
    DOCUMENT_ID,
    Column("seq", "integer", "position in the document, from 1"),
    Column("source", "string", "body, footnote or table", choices=("body", "footnote", "table")),
    Column("marker", "string", "the footnote it stands in"),
    Column("table_id", "string", "the table it stands in"),
    PAGE,
    Column("text", "string", "the mention as printed, with the date and issuer that follow it"),
    DOC_TYPE,
    NUMBER,
    YEAR,
    SYMBOL,
    CANONICAL,
    Column("issue_date", "date", "date of issue, where the mention states it"),
    Column("issuer", "string", "issuing office, stated or certain from the symbol"),
    CONFIDENCE_COLUMN,
    REVIEW,
    *BOX,
    REVIEW_REASON,
    Column("boxes", "string", "all boxes when it wraps: x0 top x1 bottom, separated by a vertical bar"),
    Column("issuer_stated", "boolean", "the issuer is printed, not derived from the symbol"),
    Column("article", "string", "article, clause and point cited"),
    Column("relation", "string", "the word before it, such as căn cứ or thay thế"),
    Column("refers_to", "string", "the full citation that a number without its symbol repeats, as a canonical number"),
    Column("evidence", "string", "what was not as the rule wants it, as codes separated by a vertical bar"),
)

DOCUMENT_COLUMNS = (
    DOC_TYPE,
    CANONICAL,
    NUMBER,
    YEAR,
    SYMBOL,
    Column("issue_date", "date", "date of issue; empty where no mention states it, or where mentions differ"),
    Column("issuer", "string", "issuing office; empty where mentions differ"),
    Column("mentions", "integer", "how often it is cited"),
    Column("documents", "integer", "how many documents cite it"),
    Column("places", "string", "where: document_id:page, each once, separated by a vertical bar"),
    Column("review", "boolean", "no mention of it is beyond doubt, or mentions differ about date or issuer"),
)


def report_to_reference_rows(report: Report) -> Iterator[Row]:
    for reference in in_order(report.references, lambda reference: (reference.seq,)):
        yield _reference_to_row(report, reference)


def _reference_to_row(report: Report, reference: Reference) -> Row:
    mention = reference.mention
    edges = reference_to_first_box(reference)
    return (
        *(report.document_id, reference.seq, reference.source, reference.marker, reference.table_id),
        *(reference.page, reference.text),
        *_mention_to_names(mention),
        *(mention.issue_date, mention.issuer),
        *(mention.confidence, reference.review),
        *edges,
        *(reference.review_reason, reference_to_boxes(reference)),
        *(mention.issuer_stated, mention.article, mention.relation, mention.refers_to, "|".join(mention.evidence)),
    )


def reference_to_first_box(reference: Reference) -> tuple[Value, ...]:
    """x0, top, x1, bottom of where it begins."""
    return box_to_values(reference.boxes[0]) if reference.boxes else (None, None, None, None)


def _mention_to_names(mention: Mention) -> tuple[str, ...]:
    return mention.doc_type, mention.number, mention.year, mention.symbol, mention.canonical


def reference_to_boxes(reference: Reference) -> str:
    """All boxes in one field."""
    return "|".join(" ".join(f"{edge:.2f}" for edge in box_to_values(box)) for box in reference.boxes)


@dataclass(slots=True)
class _Cited:
    """What the mentions of one document say together."""

    first: Mention
    dates: set[str] = field(default_factory=set)
    issuers: set[str] = field(default_factory=set)
    documents: Counter[str] = field(default_factory=Counter)
    places: dict[str, None] = field(default_factory=dict)  # a set that keeps its order
    sure: bool = False

    def add(self, report: Report, reference: Reference) -> None:
        mention = reference.mention
        self.dates |= {mention.issue_date} - {""}
        self.issuers |= {mention.issuer} - {""}
        self.documents[report.document_id] += 1
        self.places[f"{report.document_id}:{reference.page}"] = None
        self.sure |= not reference.review

    def row(self) -> Row:
        mention = self.first
        differ = len(self.dates) > 1 or len(self.issuers) > 1
        return (
            *(mention.doc_type, mention.canonical, mention.number, mention.year, mention.symbol),
            *(_only(self.dates), _only(self.issuers), self.documents.total(), len(self.documents)),
            *("|".join(self.places), differ or not self.sure),
        )


def _only(values: Iterable[str]) -> str:
    found = list(values)
    return found[0] if len(found) == 1 else ""


def dataset_to_cited_rows(dataset: Dataset) -> Iterator[Row]:
    """One row per kind and canonical number, in that order; back-references ("Nghị định này") cite nothing new."""
    cited: dict[tuple[str, str], _Cited] = {}
    for report in dataset:
        for reference in report.references:
            mention = reference.mention
            if mention.canonical:
                key = (mention.doc_type, mention.canonical)
                cited.setdefault(key, _Cited(mention)).add(report, reference)
    yield from (cited[key].row() for key in sorted(cited))


LEGAL_REFS = CsvTable(
    "legal_refs",
    "mention of a legal document by its number, or of a law, code or ordinance by name and year",
    REFERENCE_COLUMNS,
    each_report(report_to_reference_rows),
    ("document_id", "seq"),
    {"document_id": "documents.document_id", "table_id": "tables.table_id"},
)
LEGAL_DOCUMENTS = CsvTable(
    "legal_documents",
    "distinct legal document cited",
    DOCUMENT_COLUMNS,
    dataset_to_cited_rows,
    ("doc_type", "canonical"),
)
