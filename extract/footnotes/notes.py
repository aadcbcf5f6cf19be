"""The note zone of one page, its notes, and the raised markers in running text.

A footnote stands under a short rule (Word draws 144 pt) in smaller type and begins with its marker. Boxes in points.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract.layout import lines_to_body_size
from extract.marker_text import UNREAD, marker_to_number, marker_to_style, text_to_marker
from models.records import Box, Line, Marker, NotePiece, Ruling, Word, boxes_to_box

PLAIN_START = re.compile(r"^(\(?\d{1,3}\)|\[\d{1,3}\]|\d{1,3}|\*{1,6}|\(\*{1,6}\))$")
# What engines make of raised stars at the start of a line.
SMUDGE = re.compile(r"^[*'”’`^~°\"#®«»]+(?P<rest>.*)$")
SMALLER = 0.93
ENDS = (".", ";", ":", ")", "”")
MIN_RULE = 60.0
LEGIBLE = 0.6
# A marker stands this close (points) behind its word.
REACH = 14.0
# The middle of a marker is about so far down its word.
UPPER = 0.25
# Pieces of one rule lie on one level (points).
LEVEL = 3.0
# The rule above notes as word processors draw it (points).
DRAWN = 144.0
# A line that ends this far (share of the width of the notes) before the others is the last of its paragraph.
SHORT = 0.1
# A note says at least this much; less is a page number or a smudge.
MIN_LETTERS = 8


def lines_to_zone_top(
    lines: Sequence[Line], rulings: Sequence[Ruling], raised: Sequence[Word], tables: Sequence[Box]
) -> float | None:
    """The y at which the notes begin, or None where the page has none."""
    if not lines:
        return None
    starts = sorted(line.box.x0 for line in lines)
    left = min([starts[len(starts) // 4], *(t.x0 for t in tables)])
    floor = max((t.bottom for t in tables), default=0.0)
    rules = rulings_to_separators(rulings, left, tables)
    # One as word processors draw it goes before any other: a line of bold print may be taken for a rule on a fax.
    for rule in sorted(rules, key=lambda box: (not _is_two_inches(box, left), -box.y_mid)):
        below = [line for line in lines if line.box.y_mid > rule.y_mid]
        # Tails of the last line of text reach down to a rule close below, which then looks like an underline.
        underlines = _underlines(rule, lines)
        if underlines and not _is_two_inches(rule, left):
            continue
        shaped = not underlines and _is_drawn_for_notes(rule, left, lines)
        if below and rule.y_mid > floor - 1 and (shaped or _reads_as_notes(below, raised, lines)):
            return rule.y_mid
    return _zone_without_rule(lines, raised, floor)


def _underlines(rule: Box, lines: Sequence[Line]) -> bool:
    """Whether words stand on the rule, as those of a link do."""
    for line in lines:
        if line.box.y_mid < rule.y_mid < line.box.bottom:
            on = sum(max(0.0, min(w.box.x1, rule.x1) - max(w.box.x0, rule.x0)) for w in line.words)
            if on > 0.6 * rule.width:
                return True
    return False


def _is_drawn_for_notes(rule: Box, left: float, lines: Sequence[Line]) -> bool:
    """Whether the rule alone says that notes follow: the notes of a page before may go on in type of any size.

    Word draws it two inches long from the margin; where notes fill the whole page there is no text above it.
    """
    if _is_two_inches(rule, left):
        return True
    right = max(line.box.x1 for line in lines)
    return rule.width < 0.55 * (right - left) and all(line.box.y_mid > rule.y_mid for line in lines)


def _is_two_inches(rule: Box, left: float) -> bool:
    return abs(rule.width - DRAWN) < LEVEL and abs(rule.x0 - left) < LEVEL + 1


def rulings_to_separators(rulings: Sequence[Ruling], left: float, tables: Sequence[Box]) -> list[Box]:
    """Horizontal rules at the left margin that belong to no table; the pieces of a broken one are taken together."""
    free = [
        r.box for r in rulings if r.horizontal and not any(t.grown(3).holds(r.box.x_mid, r.box.y_mid) for t in tables)
    ]
    joined: list[list[Box]] = []
    for box in sorted(free, key=lambda b: b.y_mid):
        if joined and box.y_mid - joined[-1][-1].y_mid < LEVEL:
            joined[-1].append(box)
        else:
            joined.append([box])
    whole = [(boxes_to_box(group), sum(b.width for b in group)) for group in joined]
    return [
        box for box, drawn in whole if box.width >= MIN_RULE and drawn >= 0.3 * box.width and abs(box.x0 - left) < 45
    ]


def _zone_without_rule(lines: Sequence[Line], raised: Sequence[Word], floor: float) -> float | None:
    """Notes whose rule was lost: the last lines of the page, all in smaller type than what is above.

    A raised marker opens them; where that is lost too, they stand apart and the text above calls for a note. What was
    not read as a marker is no evidence here: smudges and signatures look like it.
    """
    read = [word for word in raised if word.text != UNREAD]
    for index, line in enumerate(lines):
        if index == 0 or line.box.top < floor:
            continue
        above, below = lines_to_body_size(lines[:index]), lines_to_body_size(lines[index:])
        if not 0 < below <= SMALLER * above:
            continue
        # Signatures and stamps are read as small type with marks in it; print is read with more confidence.
        legible = median(w.confidence for w in line.words) >= LEGIBLE
        opened = legible and line_to_start_marker(line, read)[0]
        apart = line.box.top - max(floor, lines[index - 1].box.bottom) > 1.2 * line.box.height
        called = _calls([word for word in read if word.box.bottom < line.box.top], lines[:index], floor)
        said = sum(c.isalpha() for rest in lines[index:] for c in rest.text)
        if opened or (apart and called and said >= MIN_LETTERS):
            return line.box.top - 1
    return None


def _calls(raised: Sequence[Word], lines: Sequence[Line], floor: float) -> bool:
    """Whether a marker stands in a table or behind a word that was read for sure: signatures hold no markers."""
    marks = raised_to_markers(raised, lines)
    sure = any(lines[m.line].words[m.word].confidence >= LEGIBLE for m in marks)
    return sure or any(word.box.bottom < floor for word in raised)


def _reads_as_notes(below: Sequence[Line], raised: Sequence[Word], lines: Sequence[Line]) -> bool:
    """Smaller type than the text above, or a raised marker at the start of the first line."""
    first = below[0]
    if line_to_start_marker(first, raised)[0]:
        return True
    above = [line for line in lines if line.box.y_mid < first.box.top]
    body = lines_to_body_size(above) or lines_to_body_size(lines)
    return 0 < lines_to_body_size(below) <= SMALLER * body


def line_to_start_marker(line: Line, raised: Sequence[Word]) -> tuple[str, Word | None]:
    """The raised marker that opens the line, with its word."""
    for word in raised:
        level = line.box.top - 0.6 * line.box.height <= word.box.y_mid <= line.box.bottom
        if level and word.box.x0 <= line.box.x0 + 1 and line.box.x0 - word.box.x1 < 25:
            marker = text_to_marker(word.text)
            if marker and not (marker == UNREAD and _within(word, line)):
                return marker, word
    return "", None


def lines_to_opening_words(lines: Sequence[Line], raised: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """For each line the raised words that may open it: none opens two, though a deep line reaches into the next one."""
    found: list[list[Word]] = [[] for _ in lines]
    for word in raised:
        places = [i for i, line in enumerate(lines) if line_to_start_marker(line, [word])[1] is not None]
        if places:
            found[min(places, key=lambda i: abs(lines[i].box.top - word.box.top))].append(word)
    return tuple(tuple(words) for words in found)


def _within(raised: Word, line: Line) -> bool:
    """Whether something raised that was not read is a part of the first letter of a line: of a broken h, the upper."""
    first = line.words[0]
    return first.text[:1].isalpha() and first.box.x0 < raised.box.x_mid and first.box.x1 > raised.box.x1


def lines_to_notes(
    lines: Sequence[Line], raised: Sequence[Word], page: int, called: Collection[str] = ()
) -> tuple[NotePiece, ...]:
    """Split the note zone at the markers that open lines; the first piece may go on from the page before.

    `called` are the markers in the text of the page. A line without letter or figure is what an engine makes of a rule.
    """
    lines = [line for line in lines if any(c.isalnum() for c in line.text)]
    pieces: list[tuple[str, Word | None, list[Line], bool]] = []
    right = max((line.box.x1 for line in lines), default=0.0)
    last, style, ended = 0, "", True
    for index, (line, openings) in enumerate(zip(lines, lines_to_opening_words(lines, raised), strict=True)):
        whole = line
        marker, word = line_to_start_marker(line, openings)
        if marker == UNREAD and not ended and line.text[:1].islower():
            marker, word = "", None  # a speck beside a line that goes on with a sentence
        raised_up = word is not None
        if word is not None:
            line = _line_behind(line, word)
        elif ended and _opens_on_line(line, Opened(style, last, index == 0), called):
            word, line = line.words[0], _line_of(line.words[1:])
            marker = word.text
        elif ended and "*" in style and (rest := _behind_smudge(line)) is not None:
            marker, word, line, raised_up = UNREAD, line.words[0], rest, True
        if marker or not pieces:
            style = style or marker_to_style(marker)
            pieces.append((marker, word, [line], raised_up))
            last = marker_to_number(marker) or last
        else:
            pieces[-1][2].append(line)
        ended = whole.text.endswith(ENDS) or right - whole.box.x1 > SHORT * (right - whole.box.x0)
    if any(up for *_, up in pieces):
        pieces[0] = _as_text(*pieces[0])
    return tuple(
        _piece(marker, word, found, page, on_line=not up or "*" in marker) for marker, word, found, up in pieces
    )


def _as_text(
    marker: str, word: Word | None, lines: list[Line], raised_up: bool
) -> tuple[str, Word | None, list[Line], bool]:
    """The first piece of a page whose notes have raised markers: a number on its line, "14 tháng 10", is text."""
    if raised_up or word is None or not marker.isdigit():
        return marker, word, lines, raised_up
    return "", None, [_line_of((word, *lines[0].words)), *lines[1:]], False


def _line_behind(line: Line, marker: Word) -> Line:
    """The line without what an engine made of a marker that could not be painted out."""
    rest = tuple(w for w in line.words if w.box.x_mid > marker.box.x1)
    return _line_of(rest) if rest else line


def _behind_smudge(line: Line) -> Line | None:
    """The line without the signs at its start that engines make of stars; None where it begins as notes do."""
    head = line.words[0]
    match = SMUDGE.match(head.text)
    if match is None:
        return None
    rest = (*([replace(head, text=match["rest"])] if match["rest"] else []), *line.words[1:])
    return _line_of(rest) if rest else None


def _line_of(words: tuple[Word, ...]) -> Line:
    return Line(words, boxes_to_box(word.box for word in words))


@dataclass(frozen=True, slots=True)
class Opened:
    """What of a page's notes was seen so far: the style of their markers, the last number, or that nothing was."""

    style: str
    last: int
    nothing: bool


def _opens_on_line(line: Line, before: Opened, called: Collection[str]) -> bool:
    """Whether a line opens a note with a marker in the size of its text: "(1) …", "* …", or as next number "2 …".

    A marker of another style than that of the notes before it opens an item of theirs. Where a note goes on from the
    page before, and what opens its lines may be an item too, the text of the page has to call for a marker; whether
    one at the top of the page does ("… tháng / 1 năm 2022") is told when all pages are known.
    """
    head = line.words[0].text if line.words else ""
    if len(line.words) < 2 or not PLAIN_START.match(head):
        return False
    if before.style:
        return marker_to_style(head) == before.style and marker_to_number(head) == before.last + 1
    return before.nothing or bool({head, UNREAD} & set(called))


def _piece(marker: str, word: Word | None, lines: Sequence[Line], page: int, *, on_line: bool) -> NotePiece:
    return NotePiece(
        marker=marker,
        page=page,
        lines=tuple(lines),
        box=boxes_to_box([line.box for line in lines] + ([word.box] if word else [])),
        confidence=word.confidence if word else 1.0,
        head=word if on_line else None,
    )


def raised_to_markers(raised: Sequence[Word], lines: Sequence[Line]) -> tuple[Marker, ...]:
    """Raised words that follow a word of a body line, at once or behind another marker of it."""
    found: list[Marker] = []
    for word in sorted(raised, key=lambda w: w.box.x0):
        text = text_to_marker(word.text)
        place = (_word_before(word, lines) or _word_of_marker_before(word, found)) if text else None
        if place is not None:
            line, index = place
            after = lines[line].words[index].text
            found.append(Marker(text, word.box, word.confidence, line=line, word=index, after=after))
    return tuple(sorted(found, key=lambda m: (m.line, m.box.x0)))


def _word_of_marker_before(raised: Word, found: Sequence[Marker]) -> tuple[int, int] | None:
    """(line, word) of the marker that the raised one stands behind, as in "2019¹⁵.¹⁶"."""
    for marker in found:
        level = abs(marker.box.y_mid - raised.box.y_mid) < 0.5 * raised.box.height
        if level and 0 <= raised.box.x0 - marker.box.x1 < REACH:
            return marker.line, marker.word
    return None


def _word_before(raised: Word, lines: Sequence[Line]) -> tuple[int, int] | None:
    """(line, word) of the last word that begins before the raised one on its level and reaches up to it.

    Lines that a streak or a stamp makes tall reach into others: of two, the one with the word in place is meant.
    """
    found: list[tuple[float, int, int]] = []
    for i, line in enumerate(lines):
        if not line.box.top - 0.5 * line.box.height <= raised.box.y_mid <= line.box.bottom:
            continue
        near = [
            (word.box.x0, j)
            for j, word in enumerate(line.words)
            if word.box.x0 < raised.box.x_mid and word.box.x1 > raised.box.x0 - REACH
        ]
        if near:
            j = max(near)[1]
            box = line.words[j].box
            found.append((abs(raised.box.y_mid - (box.top + UPPER * box.height)), i, j))
    return min(found)[1:] if found else None
