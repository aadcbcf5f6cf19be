"""Markers that touch the first letter of their note: looked for where the text calls for a number that opens no note.

Word processors that set no blank behind a marker leave no white on a coarse scan. Its figure is cut off where letters
reach the base line, and has to read as a number that is wanted. Boxes in points on the page as scanned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from extract.footnotes.notes import lines_to_opening_words
from extract.footnotes.raised import DIGITS, SIGNS, SURE
from extract.ink.pixels import GrayImage, box_to_gray, gray_on_white
from extract.ink.print_level import level_of_line
from extract.ink.surroundings import FAINT
from extract.marker_text import (
    UNREAD,
    is_numbered,
    marker_to_number,
    marker_to_style,
    markers_to_style,
    number_to_marker,
    text_to_marker,
)
from extract.ocr.base import FigureReader
from extract.raster import Sheet
from models.records import Box, Line, Word

# Heights of a capital: how much white is under a marker, how high it ends, how tall and how wide it is at least.
RISE, HIGHEST, TALL, WIDE = 0.2, 1.35, 0.4, 0.18
# It is cut off at several places: this share of the way to where a letter stands, and all of it.
NARROWEST, CUTS = 0.6, 6
# So many cuts have to read the same.
AGREEING = 2
# A line begins at the margin, give or take this (points).
MARGIN = 3.0


def lines_to_tight_openings(
    lines: Sequence[Line], raised: Sequence[Word], called: Collection[str], sheet: Sheet, reader: FigureReader
) -> tuple[Word, ...]:
    """The raised words of the note zone with the numbers that the text calls for and that touch their notes."""
    known = [next(iter(words), None) for words in lines_to_opening_words(lines, raised)]
    found = list(raised)
    style = markers_to_style(mark for mark in called if is_numbered(mark))
    numbers = [marker_to_number(mark) or 0 for mark in called if style and marker_to_style(mark) == style]
    for place, fits in _lines_to_wanted(known, numbers):
        wanted = {number_to_marker(number, style) for number in fits}
        word = _read(lines[place], wanted, min(line.box.x0 for line in lines), sheet, reader)
        if word is not None:
            found = [w for w in found if w is not known[place] and not (w.text == UNREAD and w.box.overlap(word.box))]
            found.append(word)
    return tuple(found)


def _lines_to_wanted(known: Sequence[Word | None], called: Sequence[int]) -> Iterator[tuple[int, frozenset[int]]]:
    """The places of lines that no number opens, and the numbers that may open them: between those before and behind.

    A number that the text has twice opens two notes.
    """
    numbers = [_number(word) for word in known]
    lacking = Counter(called) - Counter(numbers)
    for place, number in enumerate(numbers):
        before = next((n for n in reversed(numbers[:place]) if n), 0)
        behind = next((n for n in numbers[place + 1 :] if n), 0)
        # Where sections begin again, a 1 stands behind larger numbers.
        after = (n for n in lacking if n > before or n == 1)
        fits = frozenset(n for n in after if n < behind or behind <= before + 1)
        if not number and fits:
            yield place, fits


def _number(word: Word | None) -> int:
    marker = text_to_marker(word.text) if word else ""
    return (marker_to_number(marker) or 0) if is_numbered(marker) else 0


def _read(line: Line, wanted: Collection[str], margin: float, sheet: Sheet, reader: FigureReader) -> Word | None:
    """The wanted number that opens a line at the margin, if several cuts read as it."""
    x0, top, x1, bottom = sheet.box_to_pixels(
        Box(margin - MARGIN, line.box.top - 0.5 * line.box.height, line.box.x1, line.box.bottom + 1)
    )
    crop = sheet.gray[top:bottom, x0:x1]
    level = level_of_line(crop, line.box.scaled(1 / sheet.scale), top)
    areas = crop_to_cuts(crop, *level) if level else ()
    if not areas or areas[0].x0 * sheet.scale > 2 * MARGIN:
        return None
    signs = DIGITS if all(mark.isdigit() for mark in wanted) else SIGNS
    readings = reader.read(tuple(gray_on_white(box_to_gray(crop, area)) for area in areas), signs)
    sure = [(text, area) for (text, confidence), area in zip(readings, areas, strict=True) if confidence >= SURE]
    agreed = [text for text, count in Counter(text for text, _ in sure).most_common(1) if count >= AGREEING]
    if not agreed or agreed[0] not in wanted:
        return None
    area = max((area for text, area in sure if text == agreed[0]), key=lambda each: each.x1)
    place = area.moved(x0, top).scaled(sheet.scale)
    return Word(agreed[0], place, max(c for text, c in readings if text == agreed[0]))


def crop_to_cuts(crop: GrayImage, base: float, capital: float) -> tuple[Box, ...]:
    """What stands high at the left of a line, as far as no letter stands below it, cut off at several places."""
    high, low = max(0, round(base - HIGHEST * capital)), round(base - RISE * capital)
    ink = crop < FAINT
    raised, standing = ink[high:low].any(axis=0), ink[low : round(base) + 1].any(axis=0)
    if not raised.any() or not standing.any():
        return ()
    first, letter = int(np.argmax(raised)), int(np.argmax(standing))
    widths = {round(share * (letter - first)) for share in np.linspace(NARROWEST, 1, CUTS)}
    cuts = []
    for width in sorted(w for w in widths if w >= max(2, WIDE * capital)):
        rows = np.flatnonzero(ink[high:low, first : first + width].any(axis=1))
        area = Box(float(first), float(high + rows[0]), float(first + width), float(high + rows[-1] + 1))
        if area.height >= TALL * capital:
            cuts.append(area)
    return tuple(cuts)
