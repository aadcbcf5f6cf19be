"""What order says of markers that could not be read, or were read wrong: notes are numbered 1, 2, 3 …

Reading comes first: order fills a gap or settles a misfit between two neighbours that fit, and never more than that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from extract.marker_text import (
    DOT,
    UNREAD,
    are_same,
    marker_to_number,
    marker_to_style,
    markers_to_style,
    number_to_marker,
)
from models.records import Box, Line, NotePiece, boxes_to_box

# So many notes in a row may be lost before one that is there.
STEPS = 2


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
    """The pieces with every marker settled, and the indices of those that order settled.

    Where no note was read, small stars that are dots on a coarse scan, they have the style of the text.
    """
    style = markers_to_style([p.marker for p in pieces]) or markers_to_style([a.marker for a in anchors])
    touched = {i for i, piece in enumerate(pieces) if _is_bare(piece, style)}
    pieces = [
        replace(piece, marker=f"({piece.marker})", head=None) if i in touched else piece
        for i, piece in enumerate(pieces)
    ]
    items = pieces_to_items(pieces, style, anchors)
    settled: list[NotePiece] = []
    for run, calling in _runs(pieces, anchors, style):
        start = len(settled)
        found, by_order = _run_in_order(run, calling, {i - start for i in items if i >= start}, style)
        settled += found
        touched |= {start + i for i in by_order}
    return tuple(_in_brackets(piece, style) for piece in settled), frozenset(touched)


def pieces_with_dots_settled(
    pieces: Sequence[NotePiece], anchors: Sequence[Anchor]
) -> tuple[list[NotePiece], list[Anchor]]:
    """Pieces and anchors, dots as unread markers where notes have stars and the text of the page has one; else none."""
    style = markers_to_style([p.marker for p in pieces]) or markers_to_style([a.marker for a in anchors])
    pages = {a.page for a in anchors if a.marker == DOT or "*" in a.marker} if "*" in style else set()
    settled = [_dot_settled(piece, pages) if piece.marker == DOT else piece for piece in pieces]
    kept = [replace(a, marker=UNREAD) if a.marker == DOT else a for a in anchors if a.marker != DOT or a.page in pages]
    return settled, kept


def _dot_settled(piece: NotePiece, pages: Collection[int]) -> NotePiece:
    return replace(piece, marker=UNREAD) if piece.page in pages else piece_without_marker(piece)


def _runs(
    pieces: Sequence[NotePiece], anchors: Sequence[Anchor], style: str
) -> Iterator[tuple[Sequence[NotePiece], Sequence[Anchor]]]:
    """Pieces that are counted together, and the markers of their text: stars begin again on each page."""
    if "*" not in style:
        yield pieces, anchors
        return
    for page, group in groupby(pieces, key=lambda piece: piece.page):
        yield tuple(group), [anchor for anchor in anchors if anchor.page == page]


def _run_in_order(
    pieces: Sequence[NotePiece], anchors: Sequence[Anchor], items: Collection[int], style: str
) -> tuple[list[NotePiece], set[int]]:
    """The pieces of a run settled, those at `items` as parts of the notes before, and the indices of what changed."""
    settled, touched = list(pieces), set[int]()
    # The last number, and that with its page: no page has one number twice, if its text does not.
    last, before = 0, (0, 0)
    starts = [i for i, p in enumerate(pieces) if p.marker and i not in items]
    markers = [piece.marker for piece in pieces]
    for i, piece in enumerate(pieces):
        after = [pieces[j].marker for j in starts if j > i]
        steps, following = next(
            ((n, marker_to_number(m)) for n, m in enumerate(after, 1) if m != UNREAD), (len(after), None)
        )
        number = marker_to_number(piece.marker)
        twice = number is not None and (number, piece.page) == before and not _is_called_twice(piece, anchors)
        # The count goes on without it: a line of the note before, or a speck beside one.
        goes_on = following == last + 1
        speck = piece.marker == UNREAD and goes_on and _is_one_too_many(piece, pieces, anchors, after[:1])
        if i in items or (twice and goes_on) or speck:
            settled[i] = piece_without_marker(piece)
            touched.add(i)
            continue
        ends_page = not any(j > i and pieces[j].page == piece.page for j in starts)
        misread = (twice and (following is None or ends_page)) or _is_misfit(number, last, following, steps)
        misread = misread or _is_uncalled(piece, anchors, last, before[1])
        misread = misread or _is_far_off(piece, markers, anchors, (last, style))
        answered = _answered(i, pieces, anchors, last)
        # Among notes that all answer the text one has the number of another.
        misread = misread or (answered not in (None, number) and markers.count(piece.marker) > 1 and not twice)
        unseen = _opens_unseen(i, settled, anchors, last) or ("*" in style and _is_first_star(i, pieces, anchors))
        if piece.marker == UNREAD or misread or unseen:
            number = answered or _wanted(i, pieces, last)
            settled[i] = piece_with_marker(piece, number_to_marker(number, style))
            touched.add(i)
        if number is not None:
            last, before = number, (number, piece.page)
    return settled, touched


def _is_bare(piece: NotePiece, style: str) -> bool:
    """Whether stars were read on a scan without the brackets that most others have: one of their signs is lost."""
    return style == "(*)" and marker_to_style(piece.marker) == "*" and piece.confidence < 1


def _in_brackets(piece: NotePiece, style: str) -> NotePiece:
    """A number read on a scan without the brackets that most others have, or with other ones, with those."""
    other = {"(1)": ("1", "[1]"), "[1]": ("1", "(1)")}.get(style, ())
    number = marker_to_number(piece.marker)
    own = marker_to_style(piece.marker)
    if number is None or piece.confidence >= 1 or own not in other or (own != "1" and piece.head is not None):
        return piece
    return replace(piece, marker=number_to_marker(number, style))


def _wanted(index: int, pieces: Sequence[NotePiece], last: int) -> int:
    """The number of a note whose marker is not read: the next, or 1 where the note after it on its page has 2."""
    piece = pieces[index]
    after = next((p for p in pieces[index + 1 :] if p.marker), None)
    restarts = after is not None and after.page == piece.page and marker_to_number(after.marker) == 2
    return 1 if restarts else last + 1


def _answered(index: int, pieces: Sequence[NotePiece], anchors: Sequence[Anchor], last: int) -> int | None:
    """The number that the text calls for at the place of a note, where a page has as many markers as notes.

    The note before may be lost: 8 and 9 in the text and two notes that were not read are no 7 and 8.
    """
    page = pieces[index].page
    places = [i for i, piece in enumerate(pieces) if piece.page == page and piece.marker]
    called = [marker_to_number(a.marker) for a in anchors if a.page == page]
    notes = [marker_to_number(pieces[i].marker) for i in places]
    if index not in places or len(called) != len(notes):
        return None
    numbers = [number for number in called if number is not None]
    others = [pair for place, *pair in zip(places, notes, called, strict=True) if place != index]
    agree = all(note in (None, number) for note, number in others)
    if len(numbers) < len(called) or not agree or any(b not in (a + 1, 1) for a, b in pairwise(numbers)):
        return None
    wanted = numbers[places.index(index)]
    return wanted if wanted > last or wanted == 1 else None


def pieces_to_items(pieces: Sequence[NotePiece], style: str, anchors: Sequence[Anchor]) -> frozenset[int]:
    """The places of pieces that open with no marker but with an item of the note before: no text near calls for it.

    Other notes have another style, "(2) …"; or it is a number at the top of a page, where a note may go on, or stands
    behind one that does. There the text of its page has to call for it, or that of the page before for the next number.
    """
    items: set[int] = set()
    last, begun = 0, 0
    for i, piece in enumerate(pieces):
        own, number = marker_to_style(piece.marker), marker_to_number(piece.marker)
        before = pieces[i - 1] if i else None
        goes_on = before is not None and (
            not before.marker or i - 1 in items or (own == "1" and before.page != piece.page)
        )
        counts = _counts_on(i, pieces) or (own == style and _counts_to_called(i, pieces, anchors, last))
        if piece.head is not None and own and (own != style or goes_on) and not counts:
            # The note that goes on may have begun pages before.
            reach = 1 if not goes_on else max(1, piece.page - begun) if own != "1" and number == last + 1 else 0
            near = [
                a for a in anchors if 0 <= piece.page - a.page <= reach or (not goes_on and a.page == piece.page + 1)
            ]
            if not any(a.marker == piece.marker or (goes_on and a.marker == UNREAD) for a in near):
                items.add(i)
                continue
        last, begun = (number or last, piece.page) if piece.marker else (last, begun)
    return frozenset(items)


def _counts_on(index: int, pieces: Sequence[NotePiece]) -> bool:
    """Whether two stars follow one on its page: items all have one."""
    piece = pieces[index]
    after = next((p for p in pieces[index + 1 :] if p.marker), None)
    return (
        "*" in piece.marker
        and after is not None
        and after.page == piece.page
        and marker_to_style(after.marker) == marker_to_style(piece.marker)
        and len(after.marker) == len(piece.marker) + 1
    )


def _counts_to_called(index: int, pieces: Sequence[NotePiece], anchors: Sequence[Anchor], last: int) -> bool:
    """Whether the next number and those behind it on its page count on to one for which the text calls."""
    piece = pieces[index]
    markers = [p.marker for p in pieces[index:] if p.marker and p.page == piece.page]
    for wanted, marker in enumerate(markers, last + 1):
        if marker_to_number(marker) != wanted:
            return False
        if any(are_same(a.marker, marker) and 0 <= piece.page - a.page <= 1 for a in anchors):
            return True
    return False


def piece_without_marker(piece: NotePiece) -> NotePiece:
    """The piece as a part of the note before; what stood on the line is a word of it again."""
    if piece.head is None or not piece.lines:
        return replace(piece, marker="")
    words = (piece.head, *piece.lines[0].words)
    line = Line(words, boxes_to_box(word.box for word in words))
    return replace(piece, marker="", lines=(line, *piece.lines[1:]), head=None)


def _is_one_too_many(
    piece: NotePiece, pieces: Sequence[NotePiece], anchors: Sequence[Anchor], following: Sequence[str]
) -> bool:
    """Whether a page has more notes than its text calls for, and the count goes on right behind this unread one."""
    notes = sum(bool(other.marker) and other.page == piece.page for other in pieces)
    called = sum(anchor.page == piece.page for anchor in anchors)
    return following != [UNREAD] and 0 < called < notes


def _is_called_twice(piece: NotePiece, anchors: Sequence[Anchor]) -> bool:
    """Whether the text of the page has two markers like this: sections may begin again with 1 on one page."""
    return sum(are_same(a.marker, piece.marker) and a.page == piece.page for a in anchors) > 1


def _is_misfit(number: int | None, last: int, following: int | None, steps: int) -> bool:
    """Whether a number breaks a count that goes on without it: 6, 6, 8; the next one read is so many `steps` on."""
    return number is not None and last > 0 and number != last + 1 and following == last + 1 + steps


def _is_uncalled(piece: NotePiece, anchors: Sequence[Anchor], last: int, page: int) -> bool:
    """Whether a marker that the text of the page does not call for is the next number, of which a part was read.

    The text calls for that number, 1 for 19, or the count of a page would go back: 111, 11 for 112. `page` is that of
    the last.
    """
    number = marker_to_number(piece.marker)
    if number is None:
        return False
    near = {marker_to_number(a.marker) for a in anchors if piece.page - 1 <= a.page <= piece.page}
    wanted = last + 1
    part = number != wanted and number not in near and str(number) in str(wanted)
    goes_back = piece.page == page and number < last
    return part and (wanted in near or goes_back)


def _is_far_off(piece: NotePiece, markers: Sequence[str], anchors: Sequence[Anchor], before: tuple[int, str]) -> bool:
    """Whether a number for which no text near calls stands where one calls for the next, which no note bears.

    A number that is a step or two on may be right, the notes between lost; a 1 may begin again, if it is printed like
    the others. `before` are the last number and the style.
    """
    number, wanted = marker_to_number(piece.marker), before[0] + 1
    begins = number == 1 and marker_to_style(piece.marker) == before[1]
    if number is None or begins or wanted <= number <= wanted + STEPS:
        return False
    near = [a.marker for a in anchors if piece.page - 1 <= a.page <= piece.page]
    called = any(marker_to_number(marker) == wanted for marker in near)
    return (
        called
        and not any(marker_to_number(m) == number for m in near)
        and not any(marker_to_number(m) == wanted for m in markers)
    )


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

    Where a marker follows on the page that could not be read, that is the next note, and this one goes on, if the text
    does not have one marker more.
    """
    piece = pieces[index]
    if piece.marker:
        return False
    page = [p for p in pieces if p.page == piece.page]
    lost = sum(a.page == piece.page for a in anchors) == 1 + sum(bool(p.marker) for p in page)
    if not lost and any(p.marker == UNREAD and p.page == piece.page for p in pieces[index + 1 :]):
        return False
    wanted = last + 1
    called = any(marker_to_number(a.marker) == wanted and piece.page - 1 <= a.page <= piece.page for a in anchors)
    return called and not any(marker_to_number(p.marker) == wanted for p in pieces)


def _is_first_star(index: int, pieces: Sequence[NotePiece], anchors: Sequence[Anchor]) -> bool:
    """Whether a piece without marker at the top of the notes of a page holds its note *: the next one there is **."""
    after = next((i for i, p in enumerate(pieces) if p.marker), None)
    if index or after is None or pieces[index].marker:
        return False
    number = _answered(after, pieces, anchors, 0) or marker_to_number(pieces[after].marker)
    return number is not None and number > 1
