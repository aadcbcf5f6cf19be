"""Where in the ink of a line a raised marker may stand, touching its word or not: a number, one in brackets, stars.

Boxes in points on the page as scanned, areas in pixels of the crop of a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import median_low

import cv2
import numpy as np
import numpy.typing as npt

from extract.footnotes.star_reading import BROADEST
from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import GrayImage
from extract.ink.print_level import level_of_line, level_of_short_line
from extract.ink.surroundings import FAINT, FAINTEST
from extract.marker_text import MOST_STARS, marker_to_style
from extract.raster import Sheet
from models.records import Box, Line

# Shares of the height of a capital: how much white is under a raised figure, how far up it is looked for,
# how high it ends at least.
RISE = 0.2
HIGHEST = 1.75
# What begins higher than this and ends above the capitals belongs to the line above.
ABOVE = 1.4
ENDS = 1.02
# A figure is this wide at least, in its heights.
NARROWEST = 0.12
# No letter follows this close, and something stands this close before (in heights of a capital).
CLEAR, CLOSE = 0.25, 0.6
# White between the pieces of a broken digit, or between digits, parts no number: a 1 stands in wide room.
GAPS = (0.25, 0.42)
# The dot of a semicolon is no taller.
STOP = 0.25
# The right edge of a 0 hangs over like this, the ear of a g and the bar of a 7 further (in heights of a capital).
EDGES = (0.12, 0.24, 0.36, 0.48)
# How tall small letters are against the capitals of other lines of the same type; with t and d between them they seem
# taller.
SMALL_LETTERS = (0.6, 0.9)
# What is looked at behind a line (in its heights): where the first look painted a part of a number out, it ends before
# that; and of four stars at its end engines read one.
ROOM, ROOM_OF_STARS = 1.5, 5.0
# An h is at most so many times as tall as a capital, and stars end no higher than those: "hồ sơ.*" has no capital.
ASCENDERS = 1.3
# So many lines before and after a line tell how tall its capitals are.
BESIDE = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """How tall markers of a kind are, how much white is under them and how high they end, in heights of a capital.

    Each of their `signs` is no broader than `broadest`, in its heights.
    """

    lowest: float
    tallest: float
    rise: float
    broadest: float
    signs: int = 1
    ends: float = ENDS


NUMBER = Shape(0.45, 0.9, RISE, 0.85)
BRACKETS = Shape(0.55, 1.2, RISE, 0.7)
# Stars in the size of the text end where its capitals do.
STARS = Shape(0.18, 0.82, 0.35, BROADEST, MOST_STARS, ends=0.95)


def marker_to_shape(marker: str) -> Shape:
    """How raised things look that may be a marker; with one digit more: the 3 of a 13 is not the 3 looked for."""
    style = marker_to_style(marker)
    if style == "*":
        return STARS
    return replace(NUMBER, signs=max(2, len(marker))) if style == "1" else replace(BRACKETS, signs=len(marker))


def lines_to_raised_boxes(
    sheet: Sheet, lines: Sequence[Line], shape: Shape, rows: Sequence[int]
) -> tuple[tuple[int, Box], ...]:
    """Where a marker of a shape may stand raised in these rows of lines, whether it touches its word or not (points).

    The lines beside each tell how tall capitals are where it has none, or too few letters.
    """
    around = range(max(0, rows[0] - BESIDE), min(len(lines), rows[-1] + BESIDE + 1)) if rows else range(0)
    stars = shape == STARS
    levels = {row: _own_level(sheet, lines[row], stars=stars) for row in around}
    found: list[tuple[int, Box]] = []
    for row in rows:
        others = [level[1] for at, level in levels.items() if level and at != row and abs(at - row) <= BESIDE]
        at_levels = _levels(sheet, lines[row], levels[row], others, stars=stars)
        found += [(row, box) for box in _line_to_raised_boxes(sheet, lines[row], shape, at_levels)]
    return tuple(found)


def _line_to_raised_boxes(sheet: Sheet, line: Line, shape: Shape, levels: Sequence[tuple[float, float]]) -> list[Box]:
    x0, top, crop = _line_crop(sheet, line, ROOM_OF_STARS if shape == STARS else ROOM)
    found: list[Box] = []
    for level, faint in product(levels, (FAINT - 45, FAINT, FAINTEST)):
        for area in _raised_areas(ink_without_feet(crop < faint, *level), *level, shape):
            place = Box(area.x0 + x0, area.top + top, area.x1 + x0, area.bottom + top).scaled(sheet.scale)
            if place not in found:
                found.append(place)
    return found


def _line_crop(sheet: Sheet, line: Line, behind: float = ROOM) -> tuple[int, int, GrayImage]:
    """The pixels of a line with some room around it, and the column and row at which they begin."""
    room = 0.5 * line.box.height
    right = line.box.x1 + behind * line.box.height
    x0, top, x1, bottom = sheet.box_to_pixels(Box(line.box.x0 - 2, line.box.top - room, right, line.box.bottom + 1))
    return x0, top, sheet.gray[top:bottom, x0:x1]


def _own_level(sheet: Sheet, line: Line, *, stars: bool) -> tuple[float, float] | None:
    """In the crop of a line its base line and the height of its capitals, as its own letters tell them."""
    _, top, crop = _line_crop(sheet, line)
    return level_of_line(crop, line.box.scaled(1 / sheet.scale), top, stars=stars)


def _levels(
    sheet: Sheet, line: Line, own: tuple[float, float] | None, others: Sequence[float], *, stars: bool
) -> list[tuple[float, float]]:
    """The base line and the height of capitals of a line, `others` those of the lines beside it; none if none tells.

    A line of few letters, like the last one of a paragraph, "tâm¹⁸.", one with more stars than those, "2022***.****",
    or one without capitals, "soát, kiện toàn", is measured by the lines beside it. Where stars are looked for what is
    tall in these lines may be an h or a capital.
    """
    if not others:
        return [own] if own else []
    usual = median_low(others)  # some may be headings, in larger type
    if own is None or own[1] < SMALL_LETTERS[0] * usual:
        _, top, crop = _line_crop(sheet, line)
        level = level_of_short_line(crop, line.box.scaled(1 / sheet.scale), top, usual, stars=stars) or own
        return [level] if level else []
    base, capital = own
    small = SMALL_LETTERS[0] * usual <= capital <= SMALL_LETTERS[1] * usual
    likely = usual if small or (stars and usual < capital <= ASCENDERS * usual) else capital
    tallest = max(c for c in (capital, *others) if c <= ASCENDERS * likely or c == capital)
    return [(base, likely), (base, tallest)] if stars and tallest > likely else [(base, likely)]


def ink_without_feet(
    ink: npt.NDArray[np.bool_], base: float, capital: float, above: float = ABOVE
) -> npt.NDArray[np.bool_]:
    """The ink without what hangs down from the line above, and the dots below its letters.

    It begins higher than so many heights of a capital `above` the base line.
    """
    labels, stats = ink_to_pieces(ink.astype(np.uint8))
    tops = stats[:, cv2.CC_STAT_TOP]
    bottoms = tops + stats[:, cv2.CC_STAT_HEIGHT]
    feet = (tops < base - above * capital) & (bottoms < base - capital)
    return np.asarray(ink & ~feet[labels])


def _raised_areas(ink: npt.NDArray[np.bool_], base: float, capital: float, shape: Shape) -> list[Box]:
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
        fits = area not in found and _has_shape(area, base, capital, shape)
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


def _has_shape(area: Box, base: float, capital: float, shape: Shape) -> bool:
    tall = shape.lowest * capital <= area.height <= shape.tallest * capital
    high = base - area.top >= shape.ends * capital and base - area.bottom >= shape.rise * capital
    narrow, broad = NARROWEST * area.height, shape.broadest * area.height * shape.signs
    return tall and high and narrow <= area.width <= broad


def _ends_word(ink: npt.NDArray[np.bool_], area: Box, base: float, capital: float) -> bool:
    """Whether ink stands close before it, and white behind it but for a stop: accents stand inside their words."""
    rows = slice(max(0, round(base - capital)), round(base - RISE * capital))
    right, left = int(area.x1), int(area.x0)
    behind = ink[rows, right : right + max(2, round(CLEAR * capital))]
    before = ink[max(0, round(base - capital)) : round(base) + 1, max(0, left - round(CLOSE * capital)) : left]
    return bool(before.any()) and _tallest(behind) < STOP * capital


def _tallest(ink: npt.NDArray[np.bool_]) -> int:
    """How many rows of ink follow each other at most: the dot of a semicolon, though its comma begins below it."""
    rows = np.concatenate(([0], ink.any(axis=1).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(rows))
    return int((edges[1::2] - edges[::2]).max(initial=0))
