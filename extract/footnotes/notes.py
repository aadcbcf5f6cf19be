"""The notes in the note zone of one page, and the raised markers in running text.

A footnote stands under a short rule (Word draws 144 pt) in smaller type and begins with its marker. Boxes in points.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extract.marker_text import DOT, STARS, UNREAD, marker_to_number, marker_to_style, number_to_marker, text_to_marker
from models.records import Box, Line, Marker, NotePiece, Word, boxes_to_box

PLAIN_START = re.compile(rf"^(\(?\d{{1,3}}\)|\[\d{{1,3}}\]|\d{{1,3}}|{STARS}|\({STARS}\))$")
# The same with no blank behind it: "(1)Sở Nội vụ"; a bare number only before what is no symbol, "2Các huyện". An engine
# may see a line in the wide white behind it: "4_".
GLUED_START = re.compile(
    rf"^(?P<mark>\(\d{{1,3}}\)|\[\d{{1,3}}\]|{STARS}|\({STARS}\)|\d{{1,3}}(?=_|[^\W\d_][^\W\d_]))_*"
    r"(?P<rest>(?:[^\W\d_].*)?)$"
)
# What engines make of raised stars at the start of a line.
SMUDGE = re.compile(r"^[*'”’`^~°\"#®«»]+(?P<rest>.*)$")
# What is left of a marker before the first word of its note: "°®#'Công". Marks of quotation alone may be its own.
REMAINS = re.compile(r"^(?=\W*[°®#^~`«])[*'”’`^~°\"#®«»]+(?P<rest>[^\W\d_].*)$")
# Engines make no more letters of a marker that touches its word.
FEW = 4
# Figures at a word, a letter at least behind the first.
GLUED_FIGURES = re.compile(r"^(?P<figures>\d{1,2})(?P<rest>[^\W\d_][^\W\d_].*)$")
ENDS = (".", ";", ":", ")", "”")
# A marker stands this close (points) behind its word.
REACH = 14.0
# The middle of a marker is about so far down its word.
UPPER = 0.25
# Specks before a marker make no more of what was read of both (share of its width).
SPECKS = 0.2
# Signs that are as wide (in their heights) are more than one.
SEVERAL = 0.9
# A line that ends this far (share of the width of the notes) before the others is the last of its paragraph.
SHORT = 0.1


def line_to_start_marker(line: Line, raised: Sequence[Word]) -> tuple[str, Word | None]:
    """The raised marker that opens the line, with its word; specks may stand before it, in a word made of both."""
    head = line.words[0].box
    for word in raised:
        level = line.box.top - 0.6 * line.box.height <= word.box.y_mid <= line.box.bottom
        whole = word.box.x1 > head.x1 - 1 and word.box.x0 < head.x0 + SPECKS * head.width
        if level and (word.box.x0 <= head.x0 + 1 or whole) and head.x0 - word.box.x1 < 25:
            marker = text_to_marker(word.text)
            if marker and not (marker in (UNREAD, DOT) and _within(word, line)):
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
    if raised.box.width > SEVERAL * raised.box.height:
        return False
    return first.text[:1].isalpha() and first.box.x0 < raised.box.x_mid and first.box.x1 > raised.box.x1


def lines_to_notes(
    lines: Sequence[Line], raised: Sequence[Word], page: int, called: Collection[str] = (), right: float = 0.0
) -> tuple[NotePiece, ...]:
    """Split the note zone at the markers that open lines; the first piece may go on from the page before.

    `called` are the markers in the text of the page, `right` is where the lines of the page end: notes may all be
    short. A line without letter or figure is what an engine makes of a rule.
    """
    lines = [line for line in lines if any(c.isalnum() for c in line.text)]
    pieces: list[tuple[str, Word | None, list[Line], bool]] = []
    right = max(right, *(line.box.x1 for line in lines), 0.0)
    last, style, ended = 0, "", True
    opened = lines_to_opening_words(lines, raised)
    bare = not _heads_have_other_style(lines, opened, called)
    for index, (line, openings) in enumerate(zip(lines, _with_stars_alone(opened), strict=True)):
        whole, parted = line, _without_stop(line_with_head(line), last, called)
        marker, word = line_to_start_marker(line, openings)
        if word is not None and marker == DOT and not (ended and _is_capital(_line_behind(line, word).words[0])):
            marker, word = "", None
        elif word is not None and not ended and line.text[:1].islower():
            if marker.isdigit() and (int(marker) != last + 1 or marker not in called):
                line, marker, word = _line_of((word, *line.words)), "", None  # "… giảm / 6 phòng"
            elif marker == UNREAD:
                marker, word = "", None  # a speck beside a line that goes on with a sentence
        elif word is not None and "*" in style and marker.isdigit() and line.words[0].text == marker:
            marker, word = "", None  # "… tháng / 11 năm 2021", its line out of shape
        raised_up = word is not None
        if word is not None and marker == UNREAD and _is_bracketed(parted):
            word, line = parted.words[0], _line_of(parted.words[1:])
            marker = word.text
        elif word is not None:
            line = _line_behind(line, word)
        elif (ended or _is_next(parted, style, last, called)) and _opens_on_line(
            parted, Opened(style, last, index == 0, bare), called
        ):
            word, line = parted.words[0], _line_of(parted.words[1:])
            # No item begins so: one star was read too few.
            marker = word.text if style != "(*)" or (marker_to_number(word.text) or 0) > last else UNREAD
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


def _heads_have_other_style(lines: Sequence[Line], opened: Sequence[Sequence[Word]], called: Collection[str]) -> bool:
    """Whether stars open lines of the notes, or markers in brackets that the text has, which has no bare numbers."""
    read = set(called) - {"", UNREAD}
    if any(mark.isdigit() for mark in read):
        return False
    stars = any("*" in text_to_marker(word.text) for words in opened for word in words)
    return stars or any(line_with_head(line).words[0].text in read for line in lines)


def _with_stars_alone(openings: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The words that open each line; a number where most are stars, "8" for "*", was not read."""
    marks = [mark for words in openings for word in words if (mark := text_to_marker(word.text)) not in ("", UNREAD)]
    stars = [mark for mark in marks if "*" in mark]
    if 2 * len(stars) <= len(marks):
        return [list(words) for words in openings]
    return [[w if "*" in w.text else replace(w, text=UNREAD) for w in words] for words in openings]


def _is_bracketed(line: Line) -> bool:
    """Whether a line begins with a marker in brackets, which a second reader read where the first look did not."""
    return len(line.words) > 1 and marker_to_style(line.words[0].text) in ("(1)", "[1]", "(*)")


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
    if not rest:
        return line
    head = rest[0].text
    match = REMAINS.match(head) or _read_again(head, marker.text)
    text = match["rest"] if match else _from_capital(head) if marker.box.overlap(rest[0].box) > 0 else head
    return _line_of((replace(rest[0], text=text), *rest[1:]))


def _from_capital(text: str) -> str:
    """The word behind what an engine made of a marker in brackets that touches it: "Các" of "EÌCác"."""
    starts = (i for i in range(1, min(FEW, len(text) - 1)) if text[i].isupper() and text[i + 1].islower())
    return text[next(starts, 0) :]


def text_to_glued_figures(text: str) -> re.Match[str] | None:
    """What "5Sở" is made of, `figures` and `rest`: print leaves a blank between them."""
    match = GLUED_FIGURES.match(text)
    return match if match and match["rest"][0].isupper() and match["rest"][1].islower() else None


def _read_again(text: str, marker: str) -> re.Match[str] | None:
    """ "5Sở" behind the marker 5: its number, or the last figure of it, was read once more with the first word."""
    match = text_to_glued_figures(text)
    return match if match and marker.endswith(match["figures"]) else None


def line_with_head(line: Line) -> Line:
    """The line with a marker that its first word begins with as a word of its own."""
    head = line.words[0]
    match = GLUED_START.match(head.text)
    if match is None or (match["mark"].isdigit() and match["rest"] and not match["rest"][1].islower()):
        return line
    if not match["rest"]:
        return _line_of((replace(head, text=match["mark"]), *line.words[1:]))
    edge = head.box.x0 + head.box.width * len(match["mark"]) / len(head.text)
    mark = replace(head, text=match["mark"], box=replace(head.box, x1=edge))
    rest = replace(head, text=match["rest"], box=replace(head.box, x0=edge))
    return _line_of((mark, rest, *line.words[1:]))


def _without_stop(line: Line, last: int, called: Collection[str]) -> Line:
    """The line, its head "5." as the marker 5 where that is the next one and the text calls for it: noise is a stop."""
    head, number = line.words[0], str(last + 1)
    if not last or head.text != f"{number}." or number not in called:
        return line
    return _line_of((replace(head, text=number), *line.words[1:]))


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
    """What of a page's notes was seen so far: the style of their markers, the last number, or that nothing was.

    `bare`: numbers without brackets may open them.
    """

    style: str
    last: int
    nothing: bool
    bare: bool


def _opens_on_line(line: Line, before: Opened, called: Collection[str]) -> bool:
    """Whether a line opens a note with a marker in the size of its text: "(1) …", "* …", or as next number "2 …".

    A marker of another style than that of the notes before it opens an item of theirs. Where a note goes on from the
    page before, and what opens its lines may be an item too, the text of the page has to call for a number; whether
    one at the top of the page ("… tháng / 1 năm 2022") or in brackets does is told when all pages are known.
    """
    head = line.words[0].text if line.words else ""
    if len(line.words) < 2 or not PLAIN_START.match(head):
        return False
    if before.style:
        number = marker_to_number(head) or 0
        skips = number > before.last + 1 and head in called and _is_capital(line.words[1])
        known = number == before.last + 1 or skips or before.style == "(*)"
        return marker_to_style(head) == before.style and known
    if head.isdigit() and not before.bare:
        return False  # "… tháng / 5 năm 2020" on top of a page
    return before.nothing or not head.isdigit() or bool({head, UNREAD} & set(called))


def _is_next(line: Line, style: str, last: int, called: Collection[str]) -> bool:
    """Whether a line begins with the next marker, one that the text calls for: "(13)", or "13 Sở Nội vụ".

    Then the line before may be full, and end without a stop; but no count or date goes on so.
    """
    head = line.words[0].text
    known = bool(style) and head == number_to_marker(last + 1, style) and head in called
    return known and (not head.isdigit() or (len(line.words) > 1 and _is_capital(line.words[1])))


def _is_capital(word: Word) -> bool:
    """Whether it begins as a sentence does: "Sở", and no symbol."""
    return word.text[:1].isupper() and word.text[1:2].islower()


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
        place = (_word_before(word, lines) or box_to_word_of_marker(word.box, found)) if text else None
        if place is not None:
            line, index = place
            after = lines[line].words[index].text
            found.append(Marker(text, word.box, word.confidence, line=line, word=index, after=after))
    return tuple(sorted(found, key=lambda m: (m.line, m.box.x0)))


def box_to_word_of_marker(box: Box, found: Sequence[Marker]) -> tuple[int, int] | None:
    """(line, word) of the marker that something raised stands behind, as in "2019¹⁵.¹⁶"."""
    for marker in found:
        level = abs(marker.box.y_mid - box.y_mid) < 0.5 * box.height
        if level and 0 <= box.x0 - marker.box.x1 < REACH:
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
