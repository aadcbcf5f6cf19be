"""Body lines of all pages to paragraphs: running text over line and page ends, each word with its box."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.records import Line, Marker, Passage, Piece, Table, Word

INDENT = 9.0
SHORT = 0.10
OPENERS = '-+–•*“"('
STOPS = ".,;:)!?”"
ENDS = ".;:!?…"
STROKES = frozenset("-–—_~|/\\ ")
# A number of a document that goes on in the next line, a word that ends no sentence; a small letter of no item, "b)".
BROKEN = re.compile(r"\w[-/&]$|\b(?:số|ngày|tháng|tháng \d+ năm|của|và|theo)$")
SMALL = re.compile(r"(?![^\W\d_]{1,2}[.)])(?=[^\W\d_])(?=[^A-ZĐ])")


@dataclass(frozen=True, slots=True)
class MarkerPlace:
    """A marker of a paragraph: it stands after offset `at` of its text."""

    marker: Marker
    page: int
    at: int


Row = tuple[int, int, Line]
"""A line of a paragraph: page, index among the body lines of the page, the line."""


def pages_to_passages(
    pages: Iterable[tuple[int, Sequence[Line], Sequence[Marker]]],
) -> Iterator[tuple[Passage, tuple[MarkerPlace, ...]]]:
    """`pages` gives (number, body lines, markers) in order; yields paragraphs with the places of their markers.

    Only the pages of the paragraph at hand are held.
    """
    rows: list[Row] = []
    marks: dict[tuple[int, int, int], list[Marker]] = {}
    previous: tuple[Line, float, float] | None = None
    for number, lines, markers in pages:
        first = rows[0][0] if rows else number
        marks = {key: found for key, found in marks.items() if key[0] >= first}
        for mark in markers:
            marks.setdefault((number, mark.line, mark.word), []).append(mark)
        left, right = lines_to_margins(lines)
        for index, line in enumerate(lines):
            if _is_stroke(line):
                continue
            if previous is not None and _begins(line, left, previous):
                yield _rows_to_paragraph(rows, marks)
                rows = []
            rows.append((number, index, line))
            previous = (line, left, right)
    if rows:
        yield _rows_to_paragraph(rows, marks)


def _is_stroke(line: Line) -> bool:
    """Whether a line of a scan is what an engine makes of a pen between two lines: dashes and nothing else."""
    return STROKES.issuperset(line.text) and any(word.confidence < 1 for word in line.words)


def _rows_to_paragraph(
    rows: Sequence[Row], marks: Mapping[tuple[int, int, int], Sequence[Marker]]
) -> tuple[Passage, tuple[MarkerPlace, ...]]:
    passage, ends = _rows_to_passage(rows, marks)
    lines = {(page, index): line for page, index, line in rows}
    places = []
    for (page, index, word), at in ends.items():
        for mark in marks.get((page, index, word), ()):
            places.append(MarkerPlace(mark, page, at - _stops_behind(lines[page, index].words[word], mark)))
    return passage, tuple(places)


def _stops_behind(word: Word, marker: Marker) -> int:
    """How many stops at the end of the word stand behind its marker: engines read "2022¹," as "2022,"."""
    stops = len(word.text) - len(word.text.rstrip(STOPS))
    inside = marker.box.x_mid < word.box.x1
    return stops if inside and stops < len(word.text) else 0


def lines_to_margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right margin of the text of a page: where most long lines begin and the longest end (points)."""
    if not lines:
        return 0.0, 0.0
    widest = max(line.box.width for line in lines)
    long = [line for line in lines if line.box.width > 0.7 * widest]
    starts = sorted(line.box.x0 for line in long)
    ends = sorted(line.box.x1 for line in long)
    return starts[len(starts) // 4], ends[(3 * len(ends)) // 4]


def _begins(line: Line, left: float, previous: tuple[Line, float, float]) -> bool:
    """Whether `line` opens a paragraph: it is indented, or the line before it ended early and it looks like a start.

    A small letter behind a line without a stop goes on with its sentence, as does what stands behind "55/BTP-".
    """
    before, before_left, before_right = previous
    if BROKEN.search(before.text) or (SMALL.match(line.text) and before.text[-1:] not in ENDS):
        return False
    if line.box.x0 - left > INDENT:
        return True
    width = max(before_right - before_left, 1.0)
    ended = before_right - before.box.x1 > SHORT * width
    head = line.text[:1]
    return ended and (head.isupper() or head.isdigit() or head in OPENERS)


def _rows_to_passage(
    rows: Sequence[Row], marked: Collection[tuple[int, int, int]]
) -> tuple[Passage, dict[tuple[int, int, int], int]]:
    """The text of a paragraph, and the offset at which each of its words ends; `marked` words bear a marker."""
    parts: list[str] = []
    pieces: list[Piece] = []
    ends: dict[tuple[int, int, int], int] = {}
    at = 0
    for page, index, line in rows:
        for j, word in enumerate(line.words):
            # A marker parts a word from its full stop: "2022¹." is "2022.", with the marker before the stop.
            stop = (page, index, j - 1) in marked and word.text[0] in STOPS
            if parts and not stop:
                parts.append(" ")
                at += 1
            pieces.append(Piece(at, at + len(word.text), page, word.box, word.confidence))
            parts.append(word.text)
            at += len(word.text)
            ends[page, index, j] = at
    return Passage("body", "".join(parts), tuple(pieces)), ends


def words_to_passage(words: Sequence[tuple[int, Word]], source: str, marker: str = "", table_id: str = "") -> Passage:
    """(page, word) pairs in reading order as one passage."""
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for page, word in words:
        if parts:
            parts.append(" ")
            at += 1
        pieces.append(Piece(at, at + len(word.text), page, word.box, word.confidence))
        parts.append(word.text)
        at += len(word.text)
    return Passage(source, "".join(parts), tuple(pieces), marker, table_id)


def table_to_passages(table: Table) -> tuple[Passage, ...]:
    """The captions of a table, joined, and each cell that says anything."""
    found = []
    if table.captions:
        words = [(table.page_first, word) for line in table.captions for word in line.words]
        found.append(words_to_passage(words, "table", table_id=table.table_id))
    for cell in table.cells:
        if cell.text:
            piece = Piece(0, len(cell.text), cell.page, cell.box, cell.confidence)
            found.append(Passage("table", cell.text, (piece,), table_id=table.table_id))
    return tuple(found)
