"""What one page shows, before anything is joined over page ends."""

from __future__ import annotations

from dataclasses import dataclass

from models.records.geometry import Box
from models.records.note import NotePiece
from models.records.table import PageTable


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read. `size` is the type size in points (estimated on scans); `confidence` is 0 to 1."""

    text: str
    box: Box
    confidence: float = 1.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line of print, left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        return min((word.confidence for word in self.words), default=0.0)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn straight line; horizontal when `box.width` >= `box.height`."""

    box: Box

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height


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
    """All observations of one page: body lines (outside tables and notes), tables, notes, markers."""

    info: PageInfo
    lines: tuple[Line, ...] = ()
    tables: tuple[PageTable, ...] = ()
    notes: tuple[NotePiece, ...] = ()
    markers: tuple[Marker, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    words: tuple[Word, ...] = ()
