"""A second look at the left of notes, for markers that open them and were not found: small type is pale or in pieces.

Only lines of the note zone that no raised word opens are looked at. What stands alone there, high above the base line
and as tall as raised figures are, is a marker even where it cannot be read. Boxes in points on the page as scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extract.footnotes.notes import lines_to_opening_words
from extract.footnotes.raised import BRACKETED, DIGITS, MAX_DIGITS, SIGNS, SURE
from extract.footnotes.raised_areas import ink_without_feet
from extract.footnotes.star_reading import BROADEST as BROADEST_STAR
from extract.footnotes.star_reading import NARROWEST as NARROWEST_STAR
from extract.footnotes.star_reading import images_to_stars
from extract.ink.pixels import GrayImage, gray_on_white
from extract.ink.print_level import level_of_line
from extract.ink.surroundings import FAINT, FAINTEST
from extract.marker_text import DOT, MOST_STARS, UNREAD, is_numbered, text_to_marker
from extract.ocr.base import FigureReader
from extract.raster import Sheet
from models.records import Box, Line, Word

# Shares of the height of a capital: how much white is under a raised figure, how far up it is looked for, how high it
# ends at least, how tall it is. The feet of the line above hang lower than 1.5. Where accents touch their letters,
# capitals seem taller than they are.
RISE = 0.2
HIGHEST = 1.35
# What begins higher than this and ends above the capitals hangs down from the line above; high stars do not.
ABOVE = 1.6
ENDS = 0.78
SMALLEST, TALLEST, TALLEST_BRACKET = 0.42, 0.9, 1.1
# A digit is this wide, in its heights.
NARROWEST, BROADEST = 0.1, 0.9
# How tall stars are, and how much white is under them.
STARS, STARS_RISE = (0.2, 0.82), 0.35
# As many signs that may be stars are.
FEWEST_STARS = 2
# White parts the marker from its note; less of it parts the pieces of a digit. A 1 stands in wider room.
CLEAR, WIDE = 0.2, 0.5
# Smaller than this is a speck beside the line.
SPECK = 0.25
# A marker begins this far (points) beside the margin; left of it where all lines are shifted by theirs.
LEFT, RIGHT = 16.0, 4.0
# What is this many times as wide as what was read is more than that.
WIDER = 1.4
# How dark ink is: black, gray, pale.
SHADES = (FAINT - 45, FAINT, FAINTEST)


def lines_to_openings(
    lines: Sequence[Line], raised: Sequence[Word], sheet: Sheet, reader: FigureReader
) -> tuple[Word, ...]:
    """The raised words of the note zone, and those at the left of its lines that the first look did not find.

    A number that follows none and that none follows may be a part of what is printed: it is looked at again too.
    """
    if not lines:
        return tuple(raised)
    openings = [next(iter(words), None) for words in lines_to_opening_words(lines, raised)]
    starts = sorted([line.box.x0 for line in lines] + [w.box.x0 for w in openings if w is not None])
    margin = starts[len(starts) // 8]
    found, small = list(raised), []
    for line, known in zip(lines, openings, strict=True):
        if known is not None and _fits([w.text for w in openings if w is not None], known.text):
            continue
        # Where lines begin at the margin, or after it by a marker that was found, nothing stands left of it.
        alone = all(w is None for w in openings) and line.box.x0 <= margin + RIGHT
        areas = line_to_opening_areas(sheet, line, margin, LEFT if alone else RIGHT)
        if not areas:
            continue
        word = _read(areas, sheet, reader)
        if word.text == UNREAD and not any(area.has_height for area in areas):
            small.append(word)
        elif known is None or _says_more(word, known):
            found = [w for w in found if w.box.overlap(word.box) == 0] + [word]
    return (*found, *_small_as_stars(small, found))


def _small_as_stars(small: Sequence[Word], found: Sequence[Word]) -> Sequence[Word]:
    """The small signs that open lines of a page and were not read: stars if one was read as such, or there are several.

    Beside numbers they are specks, or quotation marks that stand apart; one alone may be either.
    """
    if any(is_numbered(word.text) for word in found):
        return ()
    if len(small) >= FEWEST_STARS or any("*" in word.text for word in found):
        return small
    return [replace(word, text=DOT) for word in small if not any(text_to_marker(other.text) for other in found)]


def _fits(texts: Sequence[str], text: str) -> bool:
    """Whether a marker is no number, or one of which the next or the one before opens a note of the page as well."""
    if text == UNREAD or not text.isdigit():
        return text != UNREAD
    return str(int(text) + 1) in texts or str(int(text) - 1) in texts


def _says_more(word: Word, known: Word) -> bool:
    """Whether a second reading has the first in it, or shows that this was only a part of what is printed."""
    if word.text == UNREAD:
        return word.box.width > WIDER * known.box.width
    return known.text == UNREAD or (known.text in word.text and known.text != word.text)


@dataclass(frozen=True, slots=True)
class Area:
    """Where a raised marker may open a line (points); `has_height` if it is as tall as figures are, unlike a quote."""

    box: Box
    has_height: bool


def line_to_opening_areas(sheet: Sheet, line: Line, margin: float, left: float) -> tuple[Area, ...]:
    """Where a raised marker may open a line, one place for each shade of ink that shows one.

    It begins at most `left` points before the margin.
    """
    room = 0.5 * line.box.height
    box = Box(margin - left, line.box.top - room, line.box.x1, line.box.bottom + 1)
    x0, top, x1, bottom = sheet.box_to_pixels(box)
    crop = sheet.gray[top:bottom, x0:x1]
    level = level_of_line(crop, line.box.scaled(1 / sheet.scale), top)
    if level is None:
        return ()
    # What the edge of the crop cuts hangs down too.
    above = min(ABOVE, (level[0] - 0.5) / level[1])
    found: list[Area] = []
    for shade in SHADES:
        area = first_raised(ink_without_feet(crop < shade, *level, above), *level)
        if area is None:
            continue
        place = Box(area.x0 + x0, area.top + top, area.x1 + x0, area.bottom + top).scaled(sheet.scale)
        has_height = SMALLEST * level[1] <= area.height <= TALLEST * level[1]
        if place.x0 <= margin + RIGHT and all(place != other.box for other in found):
            found.append(Area(place, has_height))
    return tuple(found)


def first_raised(ink: npt.NDArray[np.bool_], base: float, capital: float) -> Box | None:
    """The first ink of a line, from the left, if it looks like a raised number and white follows it."""
    lift, end = max(0, round(base - HIGHEST * capital)), round(base + 0.1 * capital)
    columns = np.array(ink[lift:end].any(axis=0), np.uint8)
    # Closing with an even width would move a thin stroke beside itself.
    gap = max(2, round(CLEAR * capital)) | 1
    padded = np.pad(columns, gap)
    closed = np.asarray(cv2.morphologyEx(padded[np.newaxis], cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8)))[0][gap:-gap]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], closed.astype(np.int8), [0]))))
    found: Box | None = None
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        rows = np.flatnonzero(ink[lift:end, start:stop].any(axis=1))
        area = Box(float(start), float(rows[0] + lift), float(stop), float(rows[-1] + lift + 1))
        if found is None and max(area.width, area.height) < SPECK * capital:
            continue
        if not _may_be_number(area, base, capital) or (found and start - found.x1 > WIDE * capital):
            break
        found = found.union(area) if found else area
    return found


def _may_be_number(area: Box, base: float, capital: float) -> bool:
    if _may_be_stars(area, base, capital):
        return True
    tall = SMALLEST * capital <= area.height <= TALLEST_BRACKET * capital
    raised = base - area.bottom >= RISE * capital and base - area.top >= ENDS * capital
    return tall and raised and NARROWEST * area.height <= area.width <= MAX_DIGITS * BROADEST * area.height


def _may_be_stars(area: Box, base: float, capital: float) -> bool:
    """Whether it is as small and stands as high as raised stars, or those of the type of the note."""
    tall = STARS[0] * capital <= area.height <= STARS[1] * capital
    high = base - area.bottom >= STARS_RISE * capital and base - area.top >= ENDS * capital
    return tall and high and NARROWEST_STAR * area.height <= area.width <= MOST_STARS * BROADEST_STAR * area.height


def _read(areas: Sequence[Area], sheet: Sheet, reader: FigureReader) -> Word:
    """The marker with its surest reading, as it is or blackened, or its stars; UNREAD where none is sure."""
    boxes = [area.box for area in areas]
    places = [box for box in boxes for _ in range(2)]
    crops = tuple(crop for box in boxes for crop in _crops(sheet, box))
    if bracketed := _bracketed(places, reader.read(crops, SIGNS)):
        return bracketed
    readings = reader.read(crops, DIGITS)
    found = [
        Word(text, box, confidence)
        for box, (text, confidence) in zip(places, readings, strict=True)
        if confidence >= SURE and 0 < len(text) <= MAX_DIGITS and not text.startswith("0")
    ]
    # Black ink alone may show one digit of two.
    longest = max(found, key=lambda word: (len(word.text), word.confidence), default=None)
    if longest is not None and all(word.text in longest.text for word in found):
        return longest
    stars = images_to_stars([sheet.gray_at(box) for box in boxes], reader)
    box, (text, confidence) = max(zip(boxes, stars, strict=True), key=lambda each: each[1][1])
    if text:
        return Word(text, box, confidence)
    return Word(UNREAD, boxes[-1], max((c for _, c in readings), default=0.0))


def _bracketed(places: Sequence[Box], readings: Sequence[tuple[str, float]]) -> Word | None:
    """The surest of readings that are a number or stars in brackets."""
    found = [Word(text, box, sure) for box, (text, sure) in zip(places, readings, strict=True) if sure >= SURE]
    marks = [word for word in found if BRACKETED.fullmatch(word.text)]
    return max(marks, key=lambda word: word.confidence, default=None)


def _crops(sheet: Sheet, box: Box) -> tuple[GrayImage, GrayImage]:
    """The marker alone on white: as it is, and with its darkest gray made black."""
    crop = gray_on_white(sheet.gray_at(box))
    darkest = min(int(crop.min()), 200)
    black = np.clip((crop.astype(np.float32) - darkest) * (255 / (255 - darkest)), 0, 255).astype(np.uint8)
    return crop, black
