"""What order says of markers that could not be read, or were read wrong: notes are numbered 1, 2, 3 …

Reading comes first: order fills a gap or settles a misfit between two neighbours that fit, and never more than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.marker_text import UNREAD
from models.records import Box, Line, NotePiece, boxes_to_box


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a marker stands, and the text right before it.

    `by_order` tells that it was not read, `garbage` which share of the text right before it was not read well.
    """

    marker: str
    page: int
    source: str
    text: str
    confidence: float
    box: Box
    by_order: bool = False
    garbage: float = 0.0


def pieces_in_order(
    pieces: Sequence[NotePiece], anchors: Sequence[Anchor]
) -> tuple[tuple[NotePiece, ...], frozenset[int]]:
    """The pieces with every marker settled, and the indices of those that order settled."""
    settled = list(pieces)
    touched: set[int] = set()
    last, before = 0, (0, 0)  # the last number, and that with its page: no page has one number twice
    starts = [i for i, p in enumerate(pieces) if p.marker]
    for i, piece in enumerate(pieces):
        following = next((_number(pieces[j].marker) for j in starts if j > i and pieces[j].marker != UNREAD), None)
        number = _number(piece.marker)
        twice = number is not None and (number, piece.page) == before
        if twice and following == last + 1:
            settled[i] = replace(piece, marker="")  # the count goes on without it: a line of the note before
            touched.add(i)
            continue
        misread = (twice and following is None) or _is_misfit(number, last, following)
        misread = misread or _is_uncalled(piece, anchors, last, before[1])
        if piece.marker == UNREAD or misread or _opens_unseen(i, settled, anchors, last):
            settled[i] = piece_with_marker(piece, str(last + 1))
            touched.add(i)
            number = last + 1
        if number is not None:
            last, before = number, (number, piece.page)
    return tuple(settled), frozenset(touched)


def _number(marker: str) -> int | None:
    return int(marker) if marker.isdigit() else None


def _is_misfit(number: int | None, last: int, following: int | None) -> bool:
    """Whether a number breaks a count that goes on without it: 6, 6, 8."""
    return number is not None and last > 0 and number != last + 1 and following == last + 2


def _is_uncalled(piece: NotePiece, anchors: Sequence[Anchor], last: int, page: int) -> bool:
    """Whether a marker that the text of the page does not call for reads as a part of the next number: 1 for 19.

    The text calls for that number, or the count of a page would go back: 111, 11 for 112. `page` is that of the last.
    """
    near = {a.marker for a in anchors if piece.page - 1 <= a.page <= piece.page}
    wanted = str(last + 1)
    part = piece.marker not in ("", wanted) and piece.marker not in near and piece.marker in wanted
    goes_back = piece.page == page and (_number(piece.marker) or last) < last
    return part and (wanted in near or goes_back)


def piece_with_marker(piece: NotePiece, marker: str) -> NotePiece:
    """The piece under its settled marker; a digit of it that was read as the first word of the note is taken off."""
    first = piece.lines[0]
    rest = first.words[1:]
    if rest and first.words[0].text in (marker, marker.removeprefix(piece.marker)):
        line = Line(rest, boxes_to_box(w.box for w in rest))
        return replace(piece, marker=marker, lines=(line, *piece.lines[1:]))
    return replace(piece, marker=marker)


def _opens_unseen(index: int, pieces: Sequence[NotePiece], anchors: Sequence[Anchor], last: int) -> bool:
    """Whether a piece without marker is the next note, its marker lost: the text of its page calls for that number.

    Where a marker follows on the page that could not be read, that is the next note, and this one goes on.
    """
    piece = pieces[index]
    if piece.marker or any(p.marker == UNREAD and p.page == piece.page for p in pieces[index + 1 :]):
        return False
    wanted = str(last + 1)
    called = any(a.marker == wanted and piece.page - 1 <= a.page <= piece.page for a in anchors)
    return called and not any(p.marker == wanted for p in pieces)


def anchors_in_order(anchors: Sequence[Anchor], notes: Sequence[NotePiece]) -> tuple[Anchor, ...]:
    """Unread and misread anchors take the number of a note on their page that has none, where its place fits."""
    found = list(anchors)
    for note in notes:
        number = _number(note.marker)
        if number is None or any(a.marker == note.marker and abs(a.page - note.page) <= 1 for a in found):
            continue
        places = [i for i, a in enumerate(found) if a.page == note.page and a.marker == UNREAD]
        fitting = [i for i in places if _between(found, i, number)]
        if fitting:
            found[fitting[0]] = replace(found[fitting[0]], marker=note.marker, by_order=True)
    return tuple(found)


def _between(anchors: Sequence[Anchor], index: int, number: int) -> bool:
    """Whether the read anchors before and after this place leave room for the number."""
    page = anchors[index].page
    before = [_number(a.marker) or 0 for a in anchors[:index] if a.page == page and a.marker != UNREAD]
    after = [_number(a.marker) or 0 for a in anchors[index + 1 :] if a.page == page and a.marker != UNREAD]
    return (not before or before[-1] < number) and (not after or number < after[0])
