"""Text to lines: break points, raised markers, widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

_SPLIT = re.compile(r"(\{[\^_]\d+(?:\|[^{}]+)?\})")
_MARK = re.compile(r"\{(?P<sign>[\^_])(?P<key>\d+)(?:\|(?P<shown>[^{}]+))?\}")
_AFTER_HYPHEN = re.compile(r"(?<=[A-ZĐ]-)(?=[A-ZĐ])")
RAISED_SHARE = 0.65
_RISE_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one size on one base line; those of a footnote marker have the `key` of their note."""

    text: str
    font: str
    size: float
    raised: bool = False
    key: str = ""

    @property
    def width(self) -> float:
        return float(stringWidth(self.text, self.font, self.size))


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between two break points. `spaced`: a space comes before it when it is not first in its line."""

    pieces: tuple[Piece, ...]
    spaced: bool

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A set line; `last` is the last of its paragraph, which is not stretched."""

    chunks: tuple[Chunk, ...]
    indent: float
    last: bool

    @property
    def markers(self) -> tuple[str, ...]:
        return tuple(piece.key for chunk in self.chunks for piece in chunk.pieces if piece.key)


def text_to_lines(text: str, font: str, size: float, width: float, indent: float = 0.0) -> list[TextLine]:
    """Greedy lines of at most `width` points; `indent` is that of the first. A word wider than a line is cut."""
    space = float(stringWidth(" ", font, size))
    lines: list[TextLine] = []
    line: list[Chunk] = []
    room = width - indent
    used = 0.0
    for chunk in _fitting_chunks(text, font, size, width):
        need = chunk.width + (space if line and chunk.spaced else 0.0)
        if line and used + need > room:
            lines.append(TextLine(tuple(line), indent if not lines else 0.0, False))
            line, used, room, need = [], 0.0, width, chunk.width
        line.append(chunk)
        used += need
    lines.append(TextLine(tuple(line), indent if not lines else 0.0, True))
    return lines


def _fitting_chunks(text: str, font: str, size: float, width: float) -> Iterator[Chunk]:
    for chunk in _chunks(text, font, size):
        if chunk.width <= width or any(piece.key for piece in chunk.pieces):
            yield chunk
            continue
        letters, spaced = "", chunk.spaced
        for letter in "".join(piece.text for piece in chunk.pieces):
            if letters and stringWidth(letters + letter, font, size) > width:
                yield Chunk((Piece(letters, font, size),), spaced)
                letters, spaced = "", False
            letters += letter
        yield Chunk((Piece(letters, font, size),), spaced)


def _chunks(text: str, font: str, size: float) -> Iterator[Chunk]:
    """Words, and the parts of a word at the hyphen of a document symbol, as word processors break it."""
    for word in text.split(" "):
        spaced = True
        for part in _AFTER_HYPHEN.split(word):
            pieces = tuple(_pieces(part, font, size))
            if pieces:
                yield Chunk(pieces, spaced)
            spaced = False


def marked_to_parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in parts, those that are printed markers with the keys of their notes."""
    for part in _SPLIT.split(text):
        if mark := _MARK.fullmatch(part):
            yield mark["shown"] or mark["key"], mark["key"]
        elif part:
            yield part, ""


def _pieces(word: str, font: str, size: float) -> Iterator[Piece]:
    for part in _SPLIT.split(word):
        if mark := _MARK.fullmatch(part):
            raised = mark["sign"] == "^"
            yield Piece(mark["shown"] or mark["key"], font, size * (RAISED_SHARE if raised else 1), raised, mark["key"])
        elif part:
            yield Piece(part, font, size)


def draw_line(canvas: Canvas, line: TextLine, origin: tuple[float, float], width: float, align: str) -> None:
    """Draw with the base line's left end at `origin` (PDF coordinates: y grows upwards)."""
    if not line.chunks:
        return
    x, y = origin
    first = next(piece for chunk in line.chunks for piece in chunk.pieces)
    size = max((p.size for c in line.chunks for p in c.pieces if not p.raised), default=first.size / RAISED_SHARE)
    space = float(stringWidth(" ", first.font, size))
    gaps = sum(chunk.spaced for chunk in line.chunks[1:])
    natural = sum(chunk.width for chunk in line.chunks) + gaps * space
    spare = width - line.indent - natural
    if align == "justify" and not line.last and gaps:
        space += spare / gaps
    x += line.indent + (spare / 2 if align == "center" else spare if align == "right" else 0.0)
    for index, chunk in enumerate(line.chunks):
        if index and chunk.spaced:
            canvas.setFont(first.font, size)
            canvas.drawString(x, y, " ")
            x += space
        for piece in chunk.pieces:
            canvas.setFont(piece.font, piece.size)
            canvas.drawString(x, y + (size * _RISE_SHARE if piece.raised else 0.0), piece.text)
            x += piece.width
