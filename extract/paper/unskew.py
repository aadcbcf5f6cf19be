"""Boxes of the straightened page led back to the page as a reader sees it: upright, and as crooked as it was scanned.

Layout is decided on straight lines, so a page is read straightened, turned about its middle by `PageInfo.skew` degrees.
Records for people say where the ink is on the page that they look at. Points, origin top left, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from models.records import (
    Box,
    Line,
    NotePiece,
    PageInfo,
    PageResult,
    PageTable,
    Passage,
    Table,
    Word,
    boxes_to_box,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn by `degrees` about (`x`, `y`); positive lets lines go down to the right."""

    x: float
    y: float
    degrees: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        across, down = x - self.x, y - self.y
        c, s = cos(radians(self.degrees)), sin(radians(self.degrees))
        return self.x + across * c - down * s, self.y + across * s + down * c

    def box(self, box: Box) -> Box:
        """The box moved with its middle, its size kept: right for words and cells, which slope by less than a line."""
        x, y = self.point(box.x_mid, box.y_mid)
        return Box(x - box.width / 2, y - box.height / 2, x + box.width / 2, y + box.height / 2)

    def hull(self, box: Box) -> Box:
        """The upright box around the turned one: right for what is wide or tall, such as a table."""
        corners = [self.point(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


def info_to_turn(info: PageInfo) -> Turn:
    """The turn from the straightened page back to the page as it was scanned; reading turned it about its middle."""
    return Turn(info.width / 2, info.height / 2, info.skew)


def page_unskewed(result: PageResult) -> PageResult:
    """The same observations where their ink is on the upright, crooked page; a straight page comes back as it is."""
    if not result.info.skew:
        return result
    turn = info_to_turn(result.info)
    return replace(
        result,
        lines=tuple(_line(line, turn) for line in result.lines),
        tables=tuple(_page_table(table, turn) for table in result.tables),
        notes=tuple(_note(note, turn) for note in result.notes),
        markers=tuple(replace(marker, box=turn.box(marker.box)) for marker in result.markers),
        rulings=tuple(replace(ruling, box=turn.box(ruling.box)) for ruling in result.rulings),
        words=tuple(_word(word, turn) for word in result.words),
    )


def tables_unskewed(tables: Iterable[Table], pages: Sequence[PageInfo]) -> Iterator[Table]:
    """Joined tables with each cell where it is on its own page."""
    turns = infos_to_turns(pages)
    for table in tables:
        yield replace(
            table,
            cells=tuple(replace(c, box=turns[c.page].box(c.box)) if c.page in turns else c for c in table.cells),
            captions=tuple(_line(line, turns[table.page_first]) for line in table.captions)
            if table.page_first in turns
            else table.captions,
        )


def passage_unskewed(passage: Passage, turns: Mapping[int, Turn]) -> Passage:
    """The passage with each piece where it is on its own page; `turns` are those of `infos_to_turns`."""
    if not any(piece.page in turns for piece in passage.pieces):
        return passage
    pieces = (replace(p, box=turns[p.page].box(p.box)) if p.page in turns else p for p in passage.pieces)
    return replace(passage, pieces=tuple(pieces))


def infos_to_turns(pages: Sequence[PageInfo]) -> Mapping[int, Turn]:
    """By number, the pages that need a turn."""
    return {info.number: info_to_turn(info) for info in pages if info.skew}


def _word(word: Word, turn: Turn) -> Word:
    return replace(word, box=turn.box(word.box))


def _line(line: Line, turn: Turn) -> Line:
    words = tuple(_word(word, turn) for word in line.words)
    return Line(words, boxes_to_box(w.box for w in words) if words else turn.hull(line.box))


def _page_table(table: PageTable, turn: Turn) -> PageTable:
    """`xs` are where the column borders cross the middle height of the table."""
    return replace(
        table,
        box=turn.hull(table.box),
        cells=tuple(replace(cell, box=turn.box(cell.box)) for cell in table.cells),
        xs=tuple(turn.point(x, table.box.y_mid)[0] for x in table.xs),
        captions=tuple(_line(line, turn) for line in table.captions),
    )


def _note(note: NotePiece, turn: Turn) -> NotePiece:
    """The box of a note also holds its marker, which its lines do not."""
    head = _word(note.head, turn) if note.head else None
    return replace(note, lines=tuple(_line(line, turn) for line in note.lines), box=turn.hull(note.box), head=head)
