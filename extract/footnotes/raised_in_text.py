"""Raised figures and the lines that they stand in: those that are no markers go back, since what was painted out before
the text was read is lost otherwise, and a number with it; specks before a marker go. Boxes in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.footnotes.notes import lines_to_opening_words, raised_to_markers
from extract.marker_text import DOT, UNREAD
from models.records import Line, Word, boxes_to_box

# What is not known to be a marker is as unsure as this.
DOUBT = 0.5
# It stands this near to a word of its line (heights of the line).
NEAR = 1.5
# What engines make of specks; a dash may be printed.
SPECKS = frozenset("._,:;'`’|~")


def notes_without_specks(lines: Sequence[Line], raised: Sequence[Word]) -> tuple[Line, ...]:
    """The lines of a note zone without specks that were read as a word before the marker that opens one."""
    return tuple(Line(line.words[1:], line.box) if _opens_with_speck(line, raised) else line for line in lines)


def _opens_with_speck(line: Line, raised: Sequence[Word]) -> bool:
    if len(line.words) < 2 or not SPECKS.issuperset(line.words[0].text):
        return False
    before, behind = line.words[0].box.x1, line.words[1].box.x0
    level = [w.box for w in raised if line.box.top - w.box.height <= w.box.y_mid <= line.box.bottom]
    return any(before <= box.x0 and box.x1 <= behind + 1 for box in level)


def notes_with_raised(lines: Sequence[Line], raised: Sequence[Word]) -> tuple[Line, ...]:
    """The lines of a note zone with those raised figures that open none of them."""
    opening = [word for words in lines_to_opening_words(lines, raised) for word in words]
    return _with_figures(lines, [word for word in raised if word not in opening])


def body_with_raised(lines: Sequence[Line], raised: Sequence[Word]) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    """The lines of the text with those raised figures that follow no word, and the others."""
    bound = [marker.box for marker in raised_to_markers(raised, lines)]
    found = _with_figures(lines, [word for word in raised if word.box not in bound])
    return found, tuple(word for word in raised if word.box in bound)


def _with_figures(lines: Sequence[Line], raised: Sequence[Word]) -> tuple[Line, ...]:
    """What was not read was not painted out either, and stands in the lines already."""
    found = list(lines)
    for word in (word for word in raised if word.text not in (UNREAD, DOT)):
        rows = [i for i, line in enumerate(found) if _holds(line, word)]
        if rows:
            row = min(rows, key=lambda i: abs(found[i].box.y_mid - word.box.y_mid))
            own = replace(word, confidence=min(word.confidence, DOUBT))
            words = tuple(sorted((*found[row].words, own), key=lambda w: w.box.x0))
            found[row] = Line(words, boxes_to_box(w.box for w in words))
    return tuple(found)


def _holds(line: Line, word: Word) -> bool:
    """Whether a figure stands beside the words of a line, and in none of them: those were read with it."""
    if any(other.box.holds(word.box.x_mid, word.box.y_mid) for other in line.words):
        return False
    level = line.box.top - 0.2 * line.box.height <= word.box.y_mid <= line.box.bottom
    gaps = (max(other.box.x0 - word.box.x1, word.box.x0 - other.box.x1) for other in line.words)
    return level and min(gaps) < NEAR * line.box.height
