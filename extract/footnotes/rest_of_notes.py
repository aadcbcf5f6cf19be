"""The rest of a note that goes on overleaf where no rule parts it from the text: some reports print none.

One page alone does not tell the small lines at its foot from a list of addressees. Where the last note of the page
before breaks off in a full line, they are its rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.footnotes.note_zone import SMALLER, stands_apart
from extract.footnotes.notes import ENDS, SHORT
from extract.layout import lines_to_body_size
from models.records import Line, NotePiece, PageResult, boxes_to_box

# The rest of a note is set in its type, give or take this share as scans measure it.
ALIKE = 0.12
# A line of few words without tall letters, "chế.", measures less than its type.
LOWEST = 0.75
# White above it, in heights of its first line.
WHITE = 0.5


@dataclass(frozen=True, slots=True)
class _Open:
    """A note that breaks off at the end of `page`; the sizes of its type and of the text there (points)."""

    page: int
    size: float
    body: float


def pages_with_rest_of_notes(pages: Iterable[PageResult]) -> Iterator[PageResult]:
    """The pages, small lines at the foot of one as a piece of the note that goes on there, `guessed`.

    On scans a note whose rest is not found so is `cut`.
    """
    before: _Open | None = None
    held: PageResult | None = None
    for page in pages:
        found = page
        if before is not None and page.info.number == before.page + 1 and not _goes_on(page):
            found = page_with_rest(page, before.size, before.body)
        if held is not None:
            yield held if before is None or _goes_on(found) else _with_last_note_cut(held)
        held, before = found, _page_to_open(found, before)
    if held is not None:
        yield held


def _with_last_note_cut(page: PageResult) -> PageResult:
    if page.info.kind != "scanned" or not page.notes:
        return page
    return replace(page, notes=(*page.notes[:-1], replace(page.notes[-1], cut=True)))


def page_with_rest(page: PageResult, size: float, body: float) -> PageResult:
    """The page with those last of its lines that are set in `size`, not in `body`, as the first piece of its notes."""
    first = next(_starts(page, size, body), len(page.lines))
    rest = page.lines[first:]
    if not rest:
        return page
    piece = NotePiece("", page.info.number, rest, boxes_to_box(line.box for line in rest), guessed=True)
    markers = tuple(marker for marker in page.markers if marker.line < first)
    return replace(page, lines=page.lines[:first], notes=(piece, *page.notes), markers=markers)


def _starts(page: PageResult, size: float, body: float) -> Iterator[int]:
    """Where the rest may begin: all lines behind are as small, or stand far apart from the text and most are."""
    floor = max((table.box.bottom for table in page.tables), default=0.0)
    lines = (*page.lines, *(line for note in page.notes for line in note.lines))
    first = end = len(page.lines)
    while first and _is_note(page.lines[first - 1], size, body) and page.lines[first - 1].box.top > floor:
        first -= 1
    # A short last line of the text may measure as small as a note does, but stands close to the text.
    if first < end and (first == 0 or stands_apart(lines, first, floor, WHITE)):
        yield first
    for start in range(1, end):
        far = page.lines[start].box.top > floor and stands_apart(lines, start, floor)
        if far and _fits(lines_to_body_size(page.lines[start:]), size, body):
            yield start


def _is_note(line: Line, size: float, body: float) -> bool:
    return _fits(lines_to_body_size([line]), size, body)


def _fits(own: float, size: float, body: float) -> bool:
    return LOWEST * size <= own <= (1 + ALIKE) * size and own <= SMALLER * body


def _goes_on(page: PageResult) -> bool:
    return bool(page.notes) and not page.notes[0].marker


def _page_to_open(page: PageResult, before: _Open | None) -> _Open | None:
    """The note that breaks off at the end of the page; where no text stands above it, `before` knows its size."""
    if not page.notes:
        return None
    notes = [line for note in page.notes for line in note.lines]
    body = lines_to_body_size(page.lines) or (before.body if before else 0.0)
    if not body or not _breaks_off(notes, page.lines):
        return None
    return _Open(page.info.number, lines_to_body_size(notes), body)


def _breaks_off(notes: Sequence[Line], body: Sequence[Line]) -> bool:
    """Whether the last line of the notes is full and ends no sentence."""
    left, right = (
        edge(getattr(line.box, side) for line in (*notes, *body)) for edge, side in ((min, "x0"), (max, "x1"))
    )
    last = notes[-1]
    return not last.text.endswith(ENDS) and right - last.box.x1 <= SHORT * (right - left)
