"""What is known of one document after its pages are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.records.geometry import Box
from models.records.legal import Reference
from models.records.note import Figure, Footnote
from models.records.page import PageInfo
from models.records.table import Indicator, Table


@dataclass(frozen=True, slots=True)
class Piece:
    """The part `start:end` of a passage's text stands in `box` on `page`."""

    start: int
    end: int
    page: int
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a footnote or a table cell as running text; `pieces` lead back to the ink."""

    source: str
    text: str
    pieces: tuple[Piece, ...]
    marker: str = ""
    table_id: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the first page says of the document; empty fields are unknown. Dates are ISO."""

    doc_type: str = ""
    number: str = ""
    symbol: str = ""
    issuer: str = ""
    province: str = ""
    place: str = ""
    issue_date: str = ""
    title: str = ""
    period: str = ""
    review_reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A consistency check that failed. The reading is never changed because of it."""

    check: str
    severity: str
    message: str
    table_id: str = ""
    form: str = ""
    code: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One document: all that the CSVs are derived from. `status` is ok, partial or failed.

    What a long document has much of (tables, rows, figures, references) may stand on disk, and is walked there.
    """

    document_id: str
    source: str
    sha256: str
    status: str
    version: str
    error: str = ""
    kind: str = ""
    heading: Heading = Heading()
    pages: tuple[PageInfo, ...] = ()
    tables: Sequence[Table] = ()
    indicators: Sequence[Indicator] = ()
    footnotes: tuple[Footnote, ...] = ()
    figures: Sequence[Figure] = ()
    references: Sequence[Reference] = ()
    back_references: Sequence[Reference] = ()
    findings: tuple[Finding, ...] = ()
