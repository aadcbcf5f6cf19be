"""A second look at the ink for markers that notes call for and nobody found: they touch their word, or are in pieces.

A note of the page whose number has no marker yet tells what to look for, the markers before and after it where. What is
raised there, touching or not, is read again; one is taken for the marker only when it reads as that number and no
other one there does. Boxes in points on the page as scanned, `found` ones too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from extract.footnotes.ghost_stops import lines_without_ghost_stops
from extract.footnotes.notes import REACH
from extract.footnotes.raised import DIGITS
from extract.ink.print_level import level_of_line, level_of_short_line
from extract.ink.surroundings import FAINT, FAINTEST
from extract.marker_text import UNREAD
from extract.ocr.base import FigureReader, OcrEngine, Readers
from extract.raster import GrayImage, Sheet
from extract.superscripts import is_exponent
from models.records import Box, Line, Marker, NotePiece, Word

# Shares of the height of a capital: how much white is under a raised figure, how far up it is looked for,
# how high it ends at least, how tall it is.
RISE = 0.2
HIGHEST = 1.75
# What begins higher than this and ends above the capitals belongs to the line above.
ABOVE = 1.4
ENDS = 1.02
SMALLEST, TALLEST = 0.45, 0.9
# A figure is this wide, in its heights.
NARROWEST, BROADEST = 0.12, 0.85
# No letter follows this close, and something stands this close before (in heights of a capital).
CLEAR, CLOSE = 0.25, 0.6
# White between the pieces of a broken digit, or between digits, parts no number: a 1 stands in wide room.
GAPS = (0.25, 0.42)
# The dot of a semicolon is no taller.
STOP = 0.25
# The right edge of a 0 hangs over like this, the ear of a g and the bar of a 7 further (in heights of a capital).
EDGES = (0.12, 0.24, 0.36, 0.48)
# Surer than the first look has to be: here most of what is read is no marker.
LIKELY = 0.9
# A stroke is as tall as other markers, give or take this share.
ALIKE = 0.15
# White around a word that is read alone (pixels).
BORDER = 12
STOPS = ".,;:"
# What engines make of a raised figure at the end of a word, if no letter or figure.
SIGNS = re.compile(r"^(?P<word>.*[\w)\]])[^\w\s.,;:)\]]+(?P<rest>[.,;:)]*)$")


@dataclass(frozen=True, slots=True)
class Sought:
    """A number that a note of the page has, and the lines in which its marker can stand: `first` to `last`."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Something raised: where (points), what it reads as, and the line that it stands in."""

    box: Box
    text: str
    confidence: float
    line: int


def lines_with_sought_markers(
    lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker], sheet: Sheet, readers: Readers
) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
    """The body lines without what engines made of markers and of the white that they leave, and all markers."""
    kept, found = list(lines), list(markers)
    numbers = {str(n) for n in notes_to_numbers(notes)}
    for sought in lines_to_sought(lines, notes, markers):
        known = [m for m in found if not _may_be_part(m, sought.number, numbers)]
        seen = sought_to_seen(sought, kept, known, sheet, readers.figures)
        if seen is None:
            continue
        line, index = line_without_mark(kept[seen.line], seen, sheet, readers.engine)
        if index >= 0 and not is_exponent(seen.text, line.words[index].text):
            found = [m for m in found if m in known or m.box.overlap(seen.box) == 0]
            found = [_in_line(m, seen.line, kept[seen.line], line) for m in found]
            kept[seen.line] = line
            after = line.words[index].text
            text = UNREAD if is_strokes(sought.number) else seen.text
            found.append(Marker(text, seen.box, seen.confidence, line=seen.line, word=index, after=after))
    return lines_without_ghost_stops(kept, found, sheet)


def is_strokes(number: int) -> bool:
    """Whether a number is 1 or 11: any short stroke reads as a 1, so that order must tell it, and a person look."""
    return set(str(number)) == {"1"}


def _is_alike(box: Box, markers: Sequence[Marker]) -> bool:
    """Whether it is as tall as the markers of the page that were read."""
    heights = [m.box.height for m in markers if m.text.isdigit()]
    return bool(heights) and abs(box.height / median(heights) - 1) <= ALIKE


def _may_be_part(marker: Marker, number: int, numbers: Collection[str]) -> bool:
    """Whether a marker of the text that no note of the page bears was read as a part of this number, or not at all."""
    return marker.line >= 0 and marker.text not in numbers and (marker.text == UNREAD or marker.text in str(number))


def _in_line(marker: Marker, row: int, before: Line, after: Line) -> Marker:
    """The marker with the index of its word in the changed line."""
    if marker.line != row:
        return marker
    x0 = before.words[marker.word].box.x0
    return replace(marker, word=max(i for i, w in enumerate(after.words) if i == 0 or w.box.x0 <= x0))


def lines_to_sought(lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]) -> tuple[Sought, ...]:
    """What to look for, and between which lines: after the markers of smaller numbers, before those of larger ones."""
    known = {m.text for m in markers}
    numbers = notes_to_numbers(notes)
    body = [(int(m.text), m.line) for m in markers if m.line >= 0 and m.text.isdigit() and int(m.text) in numbers]
    sought = []
    for number in sorted({n for n in numbers if str(n) not in known}):
        before, after = [line for n, line in body if n < number], [line for n, line in body if n > number]
        # The marker may stand on another page: a stroke is looked at between neighbours only.
        if is_strokes(number) and not (after and (before or number == 1)):
            continue
        first, last = max(before, default=0), min(after, default=len(lines) - 1)
        if first <= last:
            sought.append(Sought(number, first, last))
    return tuple(sought)


def notes_to_numbers(notes: Sequence[NotePiece]) -> tuple[int, ...]:
    """The numbers of the notes of a page; one that was not read, or read like the note before, follows that."""
    numbers: list[int] = []
    for note in notes:
        if not note.marker:
            continue
        last = numbers[-1] if numbers else 0
        if note.marker.isdigit() and int(note.marker) > last:
            numbers.append(int(note.marker))
        elif last:
            numbers.append(last + 1)
    return tuple(numbers)


def sought_to_seen(
    sought: Sought, lines: Sequence[Line], known: Sequence[Marker], sheet: Sheet, reader: FigureReader
) -> Seen | None:
    """The one raised thing that reads as the number; None where there is none, or more than one.

    A stroke is to be as tall as the `known` markers. It is boxed once for each shade of its ink: a box of a paler shade
    may reach into the line above, and read as surely.
    """
    places: list[tuple[int, Box]] = []
    for row in range(sought.first, sought.last + 1):
        # With one digit more: the 3 of a 13 is not the 3 that is looked for.
        boxes = line_to_raised_boxes(
            sheet, lines[row], max(2, len(str(sought.number))), lines[max(0, row - 1) : row + 2]
        )
        places += [(row, box) for box in boxes if not any(box.overlap(other.box) > 0 for other in known)]
    crops = tuple(_crop(sheet, box) for _, box in places)
    readings = reader.read(crops, DIGITS)
    sure = [
        Seen(box, text, confidence, row)
        for (row, box), (text, confidence) in zip(places, readings, strict=True)
        if confidence >= LIKELY
    ]
    longer = [s.box for s in sure if len(s.text) > len(str(sought.number)) and _stands_free(sheet, s.box)]
    seen = [s for s in sure if s.text == str(sought.number)]
    if is_strokes(sought.number):
        seen = [s for s in seen if _is_alike(s.box, known)]
    return _only([s for s in seen if not any(s.box.overlap(box) > 0 for box in longer)])


def _stands_free(sheet: Sheet, box: Box) -> bool:
    """Whether white is at the left of a number; else a part of the letter before it is read as its first digit."""
    x0, top, _, bottom = sheet.box_to_pixels(box)
    return not bool((sheet.gray[top:bottom, max(0, x0 - 2) : x0] < FAINT).any())


def _only(seen: Sequence[Seen]) -> Seen | None:
    """The surest one, where all of them are one place."""
    if not seen:
        return None
    best = max(seen, key=lambda s: s.confidence)
    return best if all(s.line == best.line and s.box.grown(1).overlap(best.box) > 0 for s in seen) else None


def line_to_raised_boxes(sheet: Sheet, line: Line, digits: int, beside: Sequence[Line] = ()) -> tuple[Box, ...]:
    """Where a number of so many digits may stand raised in a line, whether it touches its word or not (points).

    Lines `beside` it tell how tall capitals are where it has too few letters.
    """
    x0, top, crop = _line_crop(sheet, line)
    level = level_of_line(crop, line.box.scaled(1 / sheet.scale), top) or _short_level(sheet, line, beside)
    if level is None:
        return ()
    found: list[Box] = []
    for faint in (FAINT - 45, FAINT, FAINTEST):
        for area in _raised_areas(_without_feet(crop < faint, *level), *level, digits):
            place = Box(area.x0 + x0, area.top + top, area.x1 + x0, area.bottom + top).scaled(sheet.scale)
            if place not in found:
                found.append(place)
    return tuple(found)


def _line_crop(sheet: Sheet, line: Line) -> tuple[int, int, GrayImage]:
    """The pixels of a line with some room around it, and the column and row at which they begin."""
    room = 0.5 * line.box.height
    # Where the first look painted a part of the number out, the line ends before it.
    right = line.box.x1 + 1.5 * line.box.height
    x0, top, x1, bottom = sheet.box_to_pixels(Box(line.box.x0 - 2, line.box.top - room, right, line.box.bottom + 1))
    return x0, top, sheet.gray[top:bottom, x0:x1]


def _short_level(sheet: Sheet, line: Line, beside: Sequence[Line]) -> tuple[float, float] | None:
    """Base line and height of capitals of a line of few letters, like the last one of a paragraph, "tâm¹⁸."."""
    for other in beside:
        _, top, crop = _line_crop(sheet, other)
        level = level_of_line(crop, other.box.scaled(1 / sheet.scale), top) if other != line else None
        if level is not None:
            _, top, crop = _line_crop(sheet, line)
            return level_of_short_line(crop, line.box.scaled(1 / sheet.scale), top, level[1])
    return None


def line_without_mark(line: Line, seen: Seen, sheet: Sheet, engine: OcrEngine) -> tuple[Line, int]:
    """The line with the word before the mark read again without it, and the index of that word; -1 where none is."""
    box = seen.box
    words = [w for w in line.words if not box.grown(1).holds(w.box.x_mid, w.box.y_mid)]
    before = [i for i, w in enumerate(words) if w.box.x0 < box.x_mid and w.box.x1 > box.x0 - REACH]
    if not before:
        return line, -1
    index = before[-1]
    if words[index].box.x1 > box.x0 + 0.25 * box.width:
        words[index] = _word_without_mark(words[index], line, seen, sheet, engine)
    return Line(tuple(words), line.box), index


def _word_without_mark(word: Word, line: Line, seen: Seen, sheet: Sheet, engine: OcrEngine) -> Word:
    """The word as it reads when its line is read with the mark painted out, else without the signs at its end."""
    room = 0.4 * line.box.height
    x0, top, x1, bottom = sheet.box_to_pixels(Box(line.box.x0, line.box.top - room, line.box.x1, line.box.bottom + 2))
    white = np.full((bottom - top + 2 * BORDER, x1 - x0 + 2 * BORDER), 255, np.uint8)
    white[BORDER:-BORDER, BORDER:-BORDER] = sheet.gray[top:bottom, x0:x1]
    left, high, right, low = sheet.box_to_pixels(seen.box)
    rows = slice(max(0, high - top + BORDER - 1), low - top + BORDER + 1)
    white[rows, left - x0 + BORDER : right - x0 + BORDER + 1] = 255
    middle = (min(word.box.x1, seen.box.x0) + word.box.x0) / 2 / sheet.scale - x0 + BORDER
    for read in engine.read(white, sheet.dpi, "line"):
        if read.box.x0 < middle < read.box.x1 and word.text.startswith(read.text.rstrip(STOPS)):
            return replace(word, text=read.text, confidence=read.confidence)
    match = SIGNS.match(word.text)
    return replace(word, text=match["word"] + match["rest"]) if match else word


def _without_feet(ink: npt.NDArray[np.bool_], base: float, capital: float) -> npt.NDArray[np.bool_]:
    """The ink without what hangs down from the line above, and the dots below its letters."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    tops = stats[:, cv2.CC_STAT_TOP]
    bottoms = tops + stats[:, cv2.CC_STAT_HEIGHT]
    above = (tops < base - ABOVE * capital) & (bottoms < base - capital)
    return np.asarray(ink & ~above[labels])


def _raised_areas(ink: npt.NDArray[np.bool_], base: float, capital: float, digits: int) -> list[Box]:
    """Runs of columns with ink high above the base line and none near it."""
    foot = round(base - RISE * capital)
    lift = max(0, round(base - HIGHEST * capital))
    low = np.flatnonzero(ink[foot : round(base + 0.1 * capital)].any(axis=0))
    high = ink[lift:foot]
    raised = np.array(high.any(axis=0), dtype=np.uint8)
    raised[low] = 0
    areas: list[Box] = []
    for gap in GAPS:
        near = _closed(raised, max(2, round(gap * capital)))
        near[low] = 0
        edges = np.flatnonzero(np.diff(np.concatenate(([0], near, [0]))))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            starts = _starts(high[:, start:end], capital)
            areas += [_tight(high[:, start + first : end], start + first, lift) for first in starts]
    found: list[Box] = []
    for area in areas:
        fits = area not in found and _may_be_number(area, base, capital, digits)
        if fits and _ends_word(ink, area, base, capital):
            found.append(area)
    return found


def _closed(columns: npt.NDArray[np.uint8], gap: int) -> npt.NDArray[np.int8]:
    """The columns, gaps of white filled that are no wider."""
    closed = cv2.morphologyEx(np.pad(columns, gap)[np.newaxis], cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return np.asarray(closed, np.int8)[0, gap:-gap]


def _starts(ink: npt.NDArray[np.bool_], capital: float) -> list[int]:
    """Columns at which a number may begin: the first, those behind white, and behind the edge of a letter."""
    inked = np.flatnonzero(ink.any(axis=0))
    behind_white = inked[1:][np.diff(inked) > 1].tolist()
    edges = [round(edge * capital) for edge in EDGES]
    return sorted({0, *(edge for edge in edges if edge < ink.shape[1]), *behind_white})


def _tight(ink: npt.NDArray[np.bool_], left: int, top: int) -> Box:
    """The box around all ink of a part of a crop that begins at (left, top); empty where there is none."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return Box(0.0, 0.0, 0.0, 0.0)
    x0, x1 = int(columns[0]) + left, int(columns[-1]) + left + 1
    return Box(float(x0), float(rows[0] + top), float(x1), float(rows[-1] + top + 1))


def _may_be_number(area: Box, base: float, capital: float, digits: int) -> bool:
    tall = SMALLEST * capital <= area.height <= TALLEST * capital
    narrow, broad = NARROWEST * area.height, BROADEST * area.height * digits
    return tall and base - area.top >= ENDS * capital and narrow <= area.width <= broad


def _ends_word(ink: npt.NDArray[np.bool_], area: Box, base: float, capital: float) -> bool:
    """Whether ink stands close before it, and white behind it but for a stop: accents stand inside their words."""
    rows = slice(max(0, round(base - capital)), round(base - RISE * capital))
    right, left = int(area.x1), int(area.x0)
    behind = ink[rows, right : right + max(2, round(CLEAR * capital))]
    before = ink[max(0, round(base - capital)) : round(base) + 1, max(0, left - round(CLOSE * capital)) : left]
    return bool(before.any()) and int(behind.any(axis=1).sum()) < STOP * capital


def _crop(sheet: Sheet, box: Box) -> GrayImage:
    """The raised thing alone on white."""
    x0, top, x1, bottom = sheet.box_to_pixels(box)
    pad = max(3, round(0.3 * (bottom - top)))
    crop = np.full((bottom - top + 2 * pad, x1 - x0 + 2 * pad), 255, np.uint8)
    crop[pad:-pad, pad:-pad] = sheet.gray[top:bottom, x0:x1]
    return crop
