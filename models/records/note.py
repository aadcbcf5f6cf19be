"""Footnotes and the figures stated in them."""

from __future__ import annotations

from dataclasses import dataclass

from models.records.geometry import Box
from models.records.line import Line, Word


@dataclass(frozen=True, slots=True)
class NotePiece:
    """A part of a note on one page. `marker` is empty when it goes on from the page before.

    The marker is taken off the first of the `lines`; `head` is the word of it where it was no raised one but stood on
    the line, as that of an item of a list does. `guessed`: its type alone tells that it is part of a note. `cut`: it
    breaks off, and the next page does not go on with it.
    """

    marker: str
    page: int
    lines: tuple[Line, ...]
    box: Box
    confidence: float = 1.0
    head: Word | None = None
    guessed: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A whole note. `anchor_text` is the running text right before its marker, 25 characters or more."""

    marker: str
    text: str
    page: int
    box: Box
    anchor_page: int = 0
    anchor_source: str = ""
    anchor_text: str = ""
    confidence: float = 1.0
    review: bool = False
    review_reason: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity stated in running text. `start` and `end` are offsets in the note's (or the paragraph's) text.

    `value` and `denominator` are plain decimal numbers as text; `raw` is what is printed; `unit` carries a multiplier
    as printed ("tỷ đồng"); `sentence` is where it stands.
    """

    raw: str
    value: str
    denominator: str
    unit: str
    label: str
    start: int
    end: int
    source: str = ""
    marker: str = ""
    seq: int = 0
    page: int = 0
    sentence: str = ""
    review: bool = False
