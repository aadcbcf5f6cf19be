"""What one page shows, before anything is joined over page ends."""

from __future__ import annotations

from dataclasses import dataclass

from models.records.geometry import Box
from models.records.line import Line, Ruling, Word
from models.records.note import NotePiece
from models.records.table import PageTable


@dataclass(frozen=True, slots=True)
class Marker:
    """A raised footnote marker in running text, a cell or a heading.

    `line` is the index of its line in `PageResult.lines` (-1 inside a table) and `word` the index of the word that
    it follows in that line; inside a table `table`, `row` and `col` say where.
    """

    text: str
    box: Box
    confidence: float
    line: int = -1
    word: int = -1
    table: int = -1
    row: int = -1
    col: int = -1
    after: str = ""


@dataclass(frozen=True, slots=True)
class PageInfo:
    """How a page was read. `kind` is digital or scanned; `reason` says why; width and height are upright points."""

    number: int
    kind: str
    reason: str
    width: float
    height: float
    rotation: int = 0
    skew: float = 0.0
    dpi: int = 0
    words: int = 0
    confidence: float = 1.0
    status: str = "ok"
    error: str = ""


@dataclass(frozen=True, slots=True)
class PageResult:
    """All observations of one page: body lines (outside tables and notes), tables, notes, markers.

    Boxes are on the page made upright and straight, as joins want them; `extract.paper.unskew` leads back to what is
    seen.
    """

    info: PageInfo
    lines: tuple[Line, ...] = ()
    tables: tuple[PageTable, ...] = ()
    notes: tuple[NotePiece, ...] = ()
    markers: tuple[Marker, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    words: tuple[Word, ...] = ()
