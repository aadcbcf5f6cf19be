"""Words, lines and rules where a test wants them, and small documents: one line for each thing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extract.ink.pixels import GrayImage
from extract.pdf import ColourImage, open_document, page_to_image
from models.records import Box, Line, Marker, NotePiece, Ruling, Word, boxes_to_box
from tests.synthesis.fonts import family
from tests.synthesis.pages import Pages
from tests.synthesis.spec import CellSpec, Note, PageBreak, Paragraph, TableSpec
from tests.synthesis.tables import draw_table_block

# A letter is about this wide against its type size.
LETTER = 0.5
LEFT = 85.0


def word(text: str, x: float = LEFT, y: float = 100.0, size: float = 14.0, confidence: float = 1.0) -> Word:
    """A word whose box begins at (x, y)."""
    return Word(text, Box(x, y, x + LETTER * size * len(text), y + size), confidence, size)


def line(text: str, x: float = LEFT, y: float = 100.0, size: float = 14.0, confidence: float = 1.0) -> Line:
    """A line of print whose words stand half a type size apart."""
    words = []
    for part in text.split():
        words.append(word(part, x, y, size, confidence))
        x = words[-1].box.x1 + LETTER * size
    return Line(tuple(words), boxes_to_box(w.box for w in words))


def lines(*texts: str, x: float = LEFT, y: float = 100.0, size: float = 14.0) -> tuple[Line, ...]:
    """Lines one below the other."""
    return tuple(line(text, x, y + 1.3 * size * i, size) for i, text in enumerate(texts))


def raised(text: str, after: Line | Word, confidence: float = 1.0) -> Word:
    """A raised marker that touches the end of a line or a word."""
    box, size = after.box, after.box.height
    return Word(text, Box(box.x1, box.top - 1, box.x1 + 0.3 * size * len(text), box.top + 0.55 * size), confidence)


def opening(text: str, before: Line, confidence: float = 1.0) -> Word:
    """A raised marker right before a line, as it opens a note."""
    box, size = before.box, before.box.height
    width = 0.3 * size * len(text)
    return Word(text, Box(box.x0 - width - 2, box.top - 1, box.x0 - 2, box.top + 0.55 * size), confidence)


def rule(y: float, x0: float = LEFT, x1: float = LEFT + 144.0) -> Ruling:
    """A horizontal rule; as long as word processors draw it above notes unless told otherwise."""
    return Ruling(Box(x0, y, x1, y))


def marker(text: str, line: int = 0, word: int = 0, x: float = 2000.0) -> Marker:
    """A marker of a body line; it stands behind all of its word unless told otherwise."""
    return Marker(text, Box(x, 100, x + 3, 106), 1.0, line=line, word=word)


def piece(mark: str, text: str, page: int = 1, y: float = 700.0, confidence: float = 1.0) -> NotePiece:
    """A note of one line, or the part of one that a page shows."""
    row = line(text, y=y, size=10, confidence=confidence)
    return NotePiece(mark, page, (row,), row.box, confidence)


def document(
    *blocks: Paragraph | TableSpec | PageBreak | str,
    notes: Sequence[Note | str] = (),
    font: str = "Noto Serif",
    note_size: float = 10.0,
) -> bytes:
    """A PDF; a text is a paragraph, notes given as texts are numbered from 1. Markers are written `{^7}`."""
    numbered = [n if isinstance(n, Note) else Note(str(i), n) for i, n in enumerate(notes, 1)]
    pages = Pages(family(font), numbered, note_size)
    for block in blocks:
        match block:
            case str():
                pages.paragraph(Paragraph(block))
            case Paragraph():
                pages.paragraph(block)
            case TableSpec():
                pages.y += 6
                draw_table_block(pages, block)
            case PageBreak():
                pages.new_page(block.landscape)
    return pages.finish()


def table(*rows: Sequence[str], widths: Sequence[float] = (), align: str = "left") -> TableSpec:
    """A ruled table whose first row is its header."""
    cells = [CellSpec(r, c, text, align=align) for r, texts in enumerate(rows) for c, text in enumerate(texts)]
    return TableSpec("t1", tuple(cells), tuple(widths) or (1.0,) * len(rows[0]), 1)


def stored(folder: Path, content: bytes, name: str = "report.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def picture(path: Path, dpi: float, page: int = 1) -> ColourImage:
    """A page of a PDF as pixels."""
    with open_document(path) as opened:
        return page_to_image(opened, page, dpi)


def paper(height: int, width: int) -> GrayImage:
    """White pixels."""
    return np.full((height, width), 255, np.uint8)


def coloured(gray: GrayImage) -> ColourImage:
    return np.repeat(gray[:, :, None], 3, axis=2)
