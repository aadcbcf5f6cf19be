"""Markers that open notes in the size of their text, "(1) …", "(*) …", where the engine made something else of them.

The first word of a line that is no plain word is read again by the reader of figures, which knows brackets and stars.
Boxes in points on the page as scanned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extract.figures_read_twice import SIXES
from extract.footnotes.bracket_pairs import images_to_bracketed_stars
from extract.footnotes.notes import lines_to_opening_words
from extract.footnotes.raised import BRACKETED, SIGNS, SURE
from extract.ink.pixels import gray_on_white
from extract.ink.surroundings import FAINT
from extract.marker_text import UNREAD, is_numbered, marker_to_style
from extract.ocr.base import FigureReader
from extract.raster import Sheet
from extract.spelling import is_strange
from models.records import Box, Line, Word, boxes_to_box

# A marker has no more signs, and what engines make of it neither; a word of letters alone is one.
LONGEST = 5
# A word of its own behind signs that stand for a marker.
TOUCHED = re.compile(r"[^\w\s]+([^\W\d_]{2,}\W?)")
# Ink at the left of a line is looked for this far (points); a marker in brackets is this tall and wide (in heights of
# a word).
LEFT, WIDEST, TALL, WIDE = 30.0, 50.0, 0.5, 0.5
# Stars without brackets are lower, and a row of them is wider.
LOW, WIDE_ROW = 0.25, 1.0
# Lines begin at the margin, give or take this (points).
NEAR = 3.0
# Lines behind rows of stars begin so much further each (points), and so many of them show it.
STEP, FEWEST_STEPS = (1.0, 10.0), 3


def lines_with_heads_read(lines: Sequence[Line], sheet: Sheet, reader: FigureReader) -> tuple[Line, ...]:
    """The lines of a note zone, those that a marker in brackets opens with that marker as their first word."""
    margin = min((line.box.x0 for line in lines), default=0.0)
    places = [_place(line, margin, sheet) for line in lines]
    doubtful = [index for index, place in enumerate(places) if place is not None]
    crops = tuple(gray_on_white(sheet.gray_at(place.grown(1))) for place in places if place is not None)
    kept = list(lines)
    readings = reader.read(crops, SIGNS) if crops else ()
    stars = images_to_bracketed_stars(crops, reader)
    for index, reading, row in zip(doubtful, readings, stars, strict=True):
        place, line = places[index], kept[index]
        # Stars between brackets are counted best by themselves.
        text, confidence = (row[0], max(SURE, row[1])) if row[0] else reading
        if place is None or confidence < SURE:
            continue
        lost = line.box.x0 >= place.x1
        sign = not lost and text.isdigit() and _is_sign(line.words[0].text)
        if BRACKETED.fullmatch(text) or sign:
            rest = () if lost else _rest_of_head(line.words[0])
            words = (Word(text, place, confidence, line.words[0].size), *rest, *line.words[0 if lost else 1 :])
            kept[index] = Line(words, boxes_to_box(word.box for word in words))
    return tuple(kept)


def lines_to_unread_heads(lines: Sequence[Line], raised: Sequence[Word], sheet: Sheet) -> tuple[Word, ...]:
    """The raised words of the note zone, and, unread, what stands left of lines that nothing opens and begin late."""
    margin = min((line.box.x0 for line in lines), default=0.0)
    found = list(raised)
    steps = not any(is_numbered(word.text) for word in raised) and begin_in_steps(lines)
    for line, openings in zip(lines, lines_to_opening_words(lines, raised), strict=True):
        late = line.box.x0 - margin > WIDE_ROW * line.words[0].box.height
        box = _ink_before(line, margin, sheet) if late and not openings else None
        if steps and not openings and _start(line) - margin > NEAR:
            box = Box(margin, line.box.top, _start(line) - 1, line.box.y_mid)
        if box is not None:
            found.append(Word(UNREAD, box, 0.0))
    return tuple(found)


def begin_in_steps(lines: Sequence[Line]) -> bool:
    """Whether those lines that do not begin at the margin begin further and further from it: behind *, **, *** …

    On a coarse scan small stars are dots, taken away with the dust. Paragraphs begin equally far from the margin.
    """
    margin = min((line.box.x0 for line in lines), default=0.0)
    late = [_start(line) - margin for line in lines if _start(line) - margin > NEAR]
    least, most = STEP
    return len(late) >= FEWEST_STEPS and all(least <= b - a <= most for a, b in pairwise([0.0, *late]))


def _start(line: Line) -> float:
    """Where the first word of a line begins; signs before it are what was made of stars."""
    return next((word.box.x0 for word in line.words if any(c.isalnum() for c in word.text)), line.box.x0)


def _place(line: Line, margin: float, sheet: Sheet) -> Box | None:
    """Where a marker may open a line that was read without it: its first word, or ink at the left of that."""
    head = line.words[0]
    left = _ink_before(line, margin, sheet)
    if left is not None and left.height >= TALL * head.box.height:
        return left
    if head.text.startswith("(") and len(line.words) > 1 and ("*" in head.text or head.confidence < SURE):
        return head.box
    plain = (head.text.isalpha() and len(head.text) > 1) or head.text.isdigit() or marker_to_style(head.text)
    return head.box if len(line.words) > 1 and len(head.text) <= LONGEST and not plain else None


def _rest_of_head(head: Word) -> tuple[Word, ...]:
    """The word that the marker touches: of `"Sở`, read for `[13]Sở`, all but the sign."""
    match = TOUCHED.fullmatch(head.text)
    return (replace(head, text=match[1]),) if match else ()


def _is_sign(text: str) -> bool:
    """Whether an engine read a sign or a letter of another language where a figure may stand alone: "§", "ó" for 6."""
    return len(text) == 1 and (is_strange(text) or not text.isalnum() or text in SIXES)


def _ink_before(line: Line, margin: float, sheet: Sheet) -> Box | None:
    """The box of the ink at the left of a line, if it is as wide as a marker in brackets may be, or a row of stars."""
    height = line.words[0].box.height
    # Rows of stars are wide, but begin at the margin.
    start = min(line.box.x0 - LEFT, max(margin - NEAR, line.box.x0 - WIDEST))
    left = Box(start, line.words[0].box.top - 1, line.box.x0 - 1, line.words[0].box.bottom + 1)
    x0, top, x1, bottom = sheet.box_to_pixels(left)
    ink = sheet.gray[top:bottom, x0:x1] < FAINT
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if columns.size == 0:
        return None
    box = Box(*(float(v) for v in (x0 + columns[0], top + rows[0], x0 + columns[-1] + 1, top + rows[-1] + 1)))
    found = box.scaled(sheet.scale)
    wide = found.width >= (WIDE if found.height >= TALL * height else WIDE_ROW) * height
    return found if found.height >= LOW * height and wide and columns[0] > 0 else None
