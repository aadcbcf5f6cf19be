"""References to legal documents: found in a text (`Mention`), then placed in a report (`Reference`)."""

from __future__ import annotations

from dataclasses import dataclass

from models.records.geometry import Box


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference found in a text; `start` and `end` are offsets into the text as it was given.

    `canonical` is the number as the issuing office writes it ("107/2020/NĐ-CP"), or name and year of a law without a
    number. `issue_date` is ISO, empty when the mention states none. `issuer_stated` tells a printed issuer from one
    that the symbol implies. `refers_to` is the canonical number of the antecedent of "Nghị định này". `evidence`
    names what was not as the rule wants it (`ocr_letter`, `lost_hyphen` …), empty for a clean match. `until` is where
    the symbol, date and issuer end that stand after the mention and belong to it; 0 when there are none.
    """

    start: int
    end: int
    surface: str
    doc_type: str
    number: str
    year: str
    symbol: str
    canonical: str
    issue_date: str = ""
    issuer: str = ""
    issuer_stated: bool = False
    article: str = ""
    relation: str = ""
    refers_to: str = ""
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    until: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention with its place: body, footnote (`marker`) or table (`table_id`); several boxes when it wraps."""

    seq: int
    source: str
    marker: str
    table_id: str
    page: int
    text: str
    mention: Mention
    boxes: tuple[Box, ...]
    review: bool = False
    review_reason: str = ""
