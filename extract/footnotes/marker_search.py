"""A second look at the ink for markers that notes call for and nobody found: they touch their word, or are in pieces.

A note of the page whose number has no marker yet tells what to look for, the markers before and after it where. What is
raised there, touching or not, is read again; one is taken for the marker only when it reads as that number and no
other one there does. Boxes in points on the page as scanned, `found` ones too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import median

from extract.footnotes.ghost_stops import lines_without_ghost_stops
from extract.footnotes.notes import REACH, box_to_word_of_marker
from extract.footnotes.raised import DIGITS, SIGNS
from extract.footnotes.raised_areas import STARS, lines_to_raised_boxes, marker_to_shape
from extract.footnotes.seen_markers import LIKELY, Seen, seen_to_place
from extract.footnotes.star_reading import SURE as SURE_STARS
from extract.footnotes.star_reading import images_to_stars
from extract.footnotes.star_search import CERTAIN, seen_to_surest, stars_in_order
from extract.footnotes.unmarked_words import line_without_mark
from extract.footnotes.wanted_markers import (
    Sought,
    is_strokes,
    lines_to_sought,
    may_be_speck,
    notes_to_wanted,
)
from extract.ink.pixels import gray_on_white
from extract.ink.surroundings import FAINT
from extract.marker_text import DOT, UNREAD, marker_to_style
from extract.ocr.base import FigureReader, OcrEngine, Readers
from extract.raster import Sheet
from extract.superscripts import is_exponent
from models.records import Box, Line, Marker, NotePiece, boxes_to_box

# A stroke is as tall as other markers, give or take this share.
ALIKE = 0.15
# Brackets without the number in them, by the marker of the first note.
BRACKETS_ALONE = {"(1)": "()", "[1]": "[]"}


def lines_with_sought_markers(
    lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker], sheet: Sheet, readers: Readers
) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
    """The body lines without what engines made of markers and of the white that they leave, and all markers."""
    kept, found = tuple(lines), tuple(markers)
    wanted = notes_to_wanted(notes, markers)
    placed: set[str] = set()
    # What may be a speck is a star where one place of the text is a star for certain.
    alone = may_be_speck(notes)
    for sought in lines_to_sought(lines, notes, markers):
        known = [m for m in found if not _may_be_part(m, sought.marker, wanted)]
        seen = sought_to_seen(sought, kept, known, sheet, readers.figures)
        if alone and seen is not None:
            seen = replace(seen, text=DOT) if seen.confidence >= CERTAIN else None
        if seen is not None:
            others = [m for m in found if m in known or m.box.overlap(seen.box) == 0]
            kept, found = _with_seen(kept, others, seen, sheet, readers.engine) or (kept, found)
            placed |= {sought.marker} if seen.by_order else set()
    for seen in () if alone else stars_in_order(kept, notes, found, placed, sheet, readers.figures):
        kept, found = _with_seen(kept, found, seen, sheet, readers.engine) or (kept, found)
    return lines_without_ghost_stops(kept, found, sheet)


def _with_seen(
    lines: Sequence[Line], markers: Sequence[Marker], seen: Seen, sheet: Sheet, engine: OcrEngine
) -> tuple[tuple[Line, ...], tuple[Marker, ...]] | None:
    """The lines without what is seen, and the markers with it; None where it stands behind no word, or is a power."""
    line, index = line_without_mark(lines[seen.line], seen, sheet, engine)
    beside = box_to_word_of_marker(seen.box, [m for m in markers if m.line == seen.line])
    if index < 0 and beside is not None:
        index = beside[1]
    if index < 0 or is_exponent(seen.text, line.words[index].text):
        return None
    text = UNREAD if is_strokes(seen.text) or seen.by_order else seen.text
    marker = Marker(text, seen.box, seen.confidence, line=seen.line, word=index, after=line.words[index].text)
    others = [_in_line(m, seen.line, lines[seen.line], line) for m in markers]
    return (*lines[: seen.line], line, *lines[seen.line + 1 :]), (*others, marker)


def _is_alike(box: Box, markers: Sequence[Marker]) -> bool:
    """Whether it is as tall as the markers of the page that were read."""
    heights = [m.box.height for m in markers if m.text.isdigit()]
    return bool(heights) and abs(box.height / median(heights) - 1) <= ALIKE


def _may_be_part(marker: Marker, sought: str, wanted: Collection[str]) -> bool:
    """Whether a marker of the text that no note of the page bears was read as a part of this one, or not at all."""
    return marker.line >= 0 and marker.text not in wanted and (marker.text == UNREAD or marker.text in sought)


def _in_line(marker: Marker, row: int, before: Line, after: Line) -> Marker:
    """The marker with the index of its word in the changed line."""
    if marker.line != row:
        return marker
    x0 = before.words[marker.word].box.x0
    return replace(marker, word=max(i for i, w in enumerate(after.words) if i == 0 or w.box.x0 <= x0))


def sought_to_seen(
    sought: Sought, lines: Sequence[Line], known: Sequence[Marker], sheet: Sheet, reader: FigureReader
) -> Seen | None:
    """The one raised thing that reads as the number; None where there is none, or more than one.

    A stroke is to be as tall as the `known` markers. It is boxed once for each shade of its ink: a box of a paler shade
    may reach into the line above, and read as surely.
    """
    shape, empty = marker_to_shape(sought.marker), BRACKETS_ALONE.get(marker_to_style(sought.marker))
    whole = [_line_up_to_markers(line, known) for line in lines]
    raised = lines_to_raised_boxes(sheet, whole, shape, range(sought.first, sought.last + 1))
    places = [(row, box) for row, box in raised if not any(box.overlap(other.box) > 0 for other in known)]
    sure = [
        Seen(box, text, confidence, row)
        for (row, box), (text, confidence) in zip(
            places, _readings(sought.marker, [box for _, box in places], sheet, reader), strict=True
        )
        if confidence >= (SURE_STARS if shape == STARS else LIKELY)
    ]
    longer = [s.box for s in sure if len(s.text) > len(sought.marker)]
    if shape != STARS:
        longer = [box for box in longer if _stands_free(sheet, box)]
    seen = [s for s in sure if s.text == sought.marker]
    if is_strokes(sought.marker):
        seen = [s for s in seen if _is_alike(s.box, known)]
    seen = [s for s in seen if not any(s.box.overlap(box) > 0 for box in longer)]
    # Strokes between brackets, "[11]", are lost on a coarse scan; what else has brackets there is read.
    hollow = [replace(s, text=sought.marker, by_order=True) for s in sure if s.text == empty]
    halves = [
        replace(s, box=_with_rest(s, places), text=sought.marker, by_order=True)
        for s in sure
        if empty and s.text in (sought.marker[1:], sought.marker[:-1])
    ]
    return seen_to_place(seen or hollow or halves) or (seen_to_surest(seen) if shape == STARS else None)


def _line_up_to_markers(line: Line, markers: Sequence[Marker]) -> Line:
    """The line, its box with the markers behind its end: another one may follow them, "2017¹³.¹⁴"."""
    boxes = [
        m.box
        for m in markers
        if 0 <= m.box.x1 - line.box.x1 < m.box.width + REACH and line.box.top < m.box.bottom < line.box.bottom
    ]
    return replace(line, box=replace(line.box, x1=max(box.x1 for box in boxes))) if boxes else line


def _with_rest(seen: Seen, places: Sequence[tuple[int, Box]]) -> Box:
    """The box of a number of which one bracket was not read as such, with that."""
    return boxes_to_box([seen.box, *(box for row, box in places if row == seen.line and box.overlap(seen.box) > 0)])


def _readings(marker: str, boxes: Sequence[Box], sheet: Sheet, reader: FigureReader) -> Sequence[tuple[str, float]]:
    """What stands in each of the boxes, read as markers of this kind are."""
    style = marker_to_style(marker)
    if style == "*":
        return images_to_stars([sheet.gray_at(box) for box in boxes], reader)
    return reader.read(tuple(gray_on_white(sheet.gray_at(box)) for box in boxes), DIGITS if style == "1" else SIGNS)


def _stands_free(sheet: Sheet, box: Box) -> bool:
    """Whether white is at the left of a number; else a part of the letter before it is read as its first digit."""
    x0, top, _, bottom = sheet.box_to_pixels(box)
    return not bool((sheet.gray[top:bottom, max(0, x0 - 2) : x0] < FAINT).any())
