"""Markers in the size of the text, on its line: "kế hoạch(1)", "tổ chức (2)", "hồ sơ*".

A text has such signs for other ends too: enumerators, "gồm (1) …; (2) …", numbers of columns and formulas with them,
products, bullets. One is a marker only where a note of the page bears it, no raised marker does, and no other like it
stands in the text. Boxes in points on the page as scanned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.marker_text import STARS, UNREAD, is_numbered, marker_to_number, marker_to_style, text_to_marker
from models.records import Box, Line, Marker, NotePiece, Word, boxes_to_box

FLAT = re.compile(
    rf"^(?P<word>.*[\w)\]”\"%.,;])??(?P<mark>{STARS}|\({STARS}\)|\(\d{{1,3}}\)|\([Il|]\)|\[\d{{1,3}}\])(?P<rest>[.,;:)”\"]*)$"
)
# Brackets whose number an engine did not see, "29-NQ/TW();".
HOLLOW = re.compile(r"^(?P<word>.*[\w)\]”\"%])(?P<mark>\(\)|\[\])(?P<rest>[.,;:)”\"]*)$")
ONE = re.compile(r"[Il|]")
STOPS = '.,;:)”"'
# What stands before an enumerator or in a formula.
BEFORE_ITEMS = frozenset(("và", "hoặc", "gồm", "là", "thể", "sau", "cột", "điểm", "khoản", "mục", "dòng"))
OPERATORS = frozenset("=+-–x×X*/:<>")
# A line that ends this far (share of the width of the text) before the others is the last of its paragraph.
SHORT = 0.1


@dataclass(frozen=True, slots=True)
class Flat:
    """A sign in a line that may be a marker: its line and word, and the text of the word without it."""

    mark: str
    line: int
    word: int
    text: str


def lines_to_called(lines: Sequence[Line], raised: Sequence[Word]) -> tuple[str, ...]:
    """The markers that a text has, raised and on its lines; beside raised numbers those in brackets are items.

    Where sections begin again one stands there twice.
    """
    high = tuple(mark for word in raised if (mark := text_to_marker(word.text)))
    numbered = any(is_numbered(mark) for mark in high)
    return high + tuple(flat.mark for flat in lines_to_flat(lines) if "*" in flat.mark or not numbered)


def lines_with_flat_markers(
    lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]
) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
    """The lines without those markers on them that notes call for, and all markers.

    Where the only brackets without a number stand between those of the notes before and behind, order tells it.
    """
    kept, found = list(lines), list(markers)
    for marker in _lacking(notes, markers):
        places = [flat for flat in lines_to_flat(kept) if flat.mark == marker]
        hollow = not places
        places = places or _lines_to_hollow(kept, marker)
        if len(places) != 1 or not _is_between(places[0], found):
            continue
        flat = places[0]
        line, place = _without(kept[flat.line], flat)
        if place is None:
            continue
        found = [_moved(m, flat, line, kept[flat.line]) for m in found]
        kept[flat.line] = line
        found.append(replace(place, line=flat.line, text=UNREAD if hollow else place.text))
    return tuple(kept), tuple(sorted(found, key=lambda m: (m.line < 0, m.line, m.box.x0)))


def _lines_to_hollow(lines: Sequence[Line], marker: str) -> list[Flat]:
    """The brackets without a number on the lines, as this marker, if they are like its own."""
    words = ((row, index, HOLLOW.match(w.text)) for row, line in enumerate(lines) for index, w in enumerate(line.words))
    return [
        Flat(marker, row, index, match["word"] + match["rest"])
        for row, index, match in words
        if match and (match["mark"][0], match["mark"][1]) == (marker[0], marker[-1])
    ]


def _lacking(notes: Sequence[NotePiece], markers: Sequence[Marker]) -> list[str]:
    """The markers of notes, in brackets or stars, that nothing in the text bears.

    Where the text has raised numbers of another kind, numbers in brackets on its line are something else.
    """
    wanted = [n.marker for n in notes if marker_to_style(n.marker) not in ("", "1")]
    known = [m.text for m in markers]
    styles = {marker_to_style(text) for text in known if is_numbered(text)}
    likely = [m for m in wanted if "*" in m or styles <= {marker_to_style(m)}]
    return [m for m in likely if m not in known and wanted.count(m) == 1]


def lines_to_flat(lines: Sequence[Line]) -> tuple[Flat, ...]:
    """The signs in lines of text that may be markers; where one of a row of numbers is an item, all of them are."""
    found: list[Flat] = []
    items: set[int] = set()
    left, right = _margins(lines)
    for row, line in enumerate(lines):
        for index, word in enumerate(line.words):
            match = FLAT.match(word.text)
            if match is None:
                continue
            # Engines read a 1 between brackets as a capital I.
            flat = Flat(ONE.sub("1", match["mark"]), row, index, (match["word"] or "") + match["rest"])
            if match["word"] or not _is_item(lines, flat, left, right):
                found.append(flat)
            elif marker_to_style(flat.mark) in ("(1)", "[1]"):
                items.add(marker_to_number(flat.mark) or 0)
    near = {number + step for number in items for step in (-1, 0, 1)}
    return tuple(f for f in found if "*" in f.mark or marker_to_number(f.mark) not in near)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    return min((line.box.x0 for line in lines), default=0.0), max((line.box.x1 for line in lines), default=0.0)


def _is_item(lines: Sequence[Line], flat: Flat, left: float, right: float) -> bool:
    """Whether a sign that stands alone opens an item, is a part of a formula, or one of a row of such signs."""
    words = lines[flat.line].words
    before = words[flat.word - 1].text if flat.word else ""
    after = words[flat.word + 1].text if flat.word + 1 < len(words) else ""
    if not before:
        if flat.line == 0:
            return True
        above = lines[flat.line - 1]
        if right - above.box.x1 > SHORT * (right - left):
            return True
        before = above.words[-1].text
    if before.lower().strip('(“"') in BEFORE_ITEMS or before[-1] in OPERATORS or after[:1] in OPERATORS:
        return True
    if FLAT.fullmatch(before) or (after and FLAT.fullmatch(after)):
        return True
    product = "*" in flat.mark and before[-1].isdigit() and after[:1].isdigit()
    return product or before[-1] in ":;," or (before[-1] == "." and bool(after))


def _is_between(flat: Flat, markers: Sequence[Marker]) -> bool:
    """Whether the markers of the text before it have smaller numbers, and those after it larger ones."""
    number = marker_to_number(flat.mark) or 0
    for marker in markers:
        other = marker_to_number(marker.text)
        if marker.line < 0 or other is None:
            continue
        if ((marker.line, marker.word) < (flat.line, flat.word)) != (other < number):
            return False
    return True


def _without(line: Line, flat: Flat) -> tuple[Line, Marker | None]:
    """The line without the sign, and the marker that it is; None where no word stands before it in its line."""
    word = line.words[flat.word]
    alone = not any(c.isalnum() for c in flat.text)
    if alone and flat.word == 0:
        return line, None
    edge = word.box.x0 + word.box.width * _width(flat.text) / max(1, _width(word.text))
    place = word.box if alone else Box(edge, word.box.top, max(edge + 1, word.box.x1), word.box.bottom)
    index = flat.word - 1 if alone else flat.word
    bearer = line.words[index]
    if alone:
        bearer = replace(bearer, text=bearer.text + flat.text)
        words = (*line.words[:index], bearer, *line.words[flat.word + 1 :])
    else:
        # A stop behind the marker is a part of the word, which ends there.
        end = word.box.x1 if flat.text[-1] in STOPS else edge
        bearer = replace(word, text=flat.text, box=replace(word.box, x1=end))
        words = (*line.words[:index], bearer, *line.words[index + 1 :])
    after = bearer.text
    return Line(words, boxes_to_box(w.box for w in words)), Marker(
        flat.mark, place, word.confidence, word=index, after=after
    )


def _width(text: str) -> float:
    """About how wide a text is: capitals are wide, brackets and stops narrow."""
    return sum(1.4 if c.isupper() else 1.0 if c.isalnum() else 0.7 for c in text)


def _moved(marker: Marker, flat: Flat, line: Line, before: Line) -> Marker:
    """The marker with the index of its word in the changed line."""
    gone = len(before.words) - len(line.words)
    return replace(marker, word=marker.word - gone) if marker.line == flat.line and marker.word >= flat.word else marker
