"""Notes read again line by line, where the engine lost a line of small type or took two for one.

Small type stands close: a short last line ("giảm 06 phòng.") may fall into the next one or be left out. Each piece of
ink is given to the line that it stands on, and each line is read by itself. Boxes in points on the page as scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.surroundings import FAINT
from extract.marker_text import UNREAD
from extract.ocr.base import OcrEngine
from extract.raster import GrayImage, Sheet
from models.records import Box, Line, Word, boxes_to_box

# Letters are this tall in heights of a common one; a word this tall in heights of its line stands on two lines.
LETTER, LARGEST = 0.6, 1.9
TALL = 1.5
# As much ink without a word, side by side in heights of a letter, is a lost word.
LOST = 2.0
# Shares of the height of a letter: how level feet are, how far lines are apart at least, how far accents stand above
# the base line and dots below it, and how near a letter its accent or dot is.
LEVEL, APART = 0.12, 1.1
ABOVE, BELOW = 2.1, 0.6
NEAR = 0.4
FEWEST = 2
# Where the only line without a marker is the lost one, it begins this far (points) left of the others.
SHIFTED = 20.0
BORDER = 12


@dataclass(frozen=True, slots=True)
class Pieces:
    """Connected pieces of ink: the label of each pixel, and for each piece its edges, in pixels of the crop."""

    labels: npt.NDArray[np.int32]
    x0: npt.NDArray[np.int64]
    top: npt.NDArray[np.int64]
    x1: npt.NDArray[np.int64]
    bottom: npt.NDArray[np.int64]

    @property
    def height(self) -> npt.NDArray[np.int64]:
        return self.bottom - self.top


def note_lines_read_again(
    lines: Sequence[Line], raised: Sequence[Word], sheet: Sheet, engine: OcrEngine
) -> tuple[Line, ...]:
    """The lines as they were where each is whole, else as they read one by one, if that says more.

    `raised` are the markers among them, which are painted out before.
    """
    if not lines:
        return ()
    around = boxes_to_box([line.box for line in lines]).grown(max(line.box.height for line in lines) / 2)
    x0, top, x1, bottom = sheet.box_to_pixels(replace(around, x0=around.x0 - SHIFTED))
    crop = _without_marks(sheet, raised)[top:bottom, x0:x1]
    pieces = gray_to_pieces(crop)
    letter = _letter_height(pieces)
    places = [_moved(word.box.scaled(1 / sheet.scale), -x0, -top) for line in lines for word in line.words]
    places += [_moved(word.box.scaled(1 / sheet.scale), -x0, -top) for word in raised]
    if not letter or not (_has_tall(lines) or _loses_words(pieces, letter, places)):
        return tuple(lines)
    read = [
        _read(image, sheet, engine, (x0, top), lines[0].words[0].size)
        for image in pieces_to_line_images(crop, pieces, letter)
    ]
    again = tuple(line for line in read if line is not None)
    return again if _said(again) > _said(lines) else tuple(lines)


def gray_to_pieces(gray: GrayImage) -> Pieces:
    """The pieces of ink of an image."""
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    _, labels, stats, _ = cv2.connectedComponentsWithStats((soft < FAINT).astype(np.uint8), connectivity=8)
    table = np.asarray(stats[1:], dtype=np.int64)
    x0, top = table[:, cv2.CC_STAT_LEFT], table[:, cv2.CC_STAT_TOP]
    return Pieces(
        np.asarray(labels, np.int32),
        x0,
        top,
        x0 + table[:, cv2.CC_STAT_WIDTH],
        top + table[:, cv2.CC_STAT_HEIGHT],
    )


def pieces_to_line_images(gray: GrayImage, pieces: Pieces, letter: float) -> list[GrayImage]:
    """An image for each line, as large as the whole one, with the ink of that line alone; from top to bottom."""
    bases = pieces_to_base_lines(pieces, letter)
    owners = np.full(pieces.x0.size + 1, -1)
    letters = pieces.height >= LETTER * letter
    for i in np.flatnonzero(letters).tolist():
        feet = [abs(base - int(pieces.bottom[i])) for base in bases]
        owners[i + 1] = int(np.argmin(feet)) if feet else -1
    # From the bottom up: an accent on an accent follows it.
    for i in sorted(np.flatnonzero(~letters).tolist(), key=lambda i: -int(pieces.top[i])):
        owners[i + 1] = _line_of_sign(pieces, i, bases, owners, letter)
    grown = cv2.dilate(pieces.labels.astype(np.float32), np.ones((3, 3), np.uint8)).astype(np.int64)
    images = []
    for line in range(len(bases)):
        image = np.full_like(gray, 255)
        mask = (owners == line)[grown]
        image[mask] = gray[mask]
        images.append(image)
    return images


def pieces_to_base_lines(pieces: Pieces, letter: float) -> list[int]:
    """The rows on which letters stand, from top to bottom."""
    feet = pieces.bottom[(pieces.height >= LETTER * letter) & (pieces.height <= LARGEST * letter)]
    if feet.size == 0:
        return []
    level = max(1, round(LEVEL * letter))
    counts = np.convolve(np.bincount(feet, minlength=int(feet.max()) + level + 1), np.ones(2 * level + 1), "same")
    found: list[int] = []
    for row in np.argsort(-counts, kind="stable").tolist():
        if counts[row] < FEWEST:
            break
        if all(abs(row - other) >= APART * letter for other in found):
            found.append(row)
    return sorted(found)


def _line_of_sign(
    pieces: Pieces, index: int, bases: Sequence[int], owners: npt.NDArray[np.int64], letter: float
) -> int:
    """The line of an accent, dot or stop: that of what it stands right above or below, else the upper.

    No letter with a tail has a dot below.
    """
    middle = (int(pieces.top[index]) + int(pieces.bottom[index])) / 2
    near = [n for n, b in enumerate(bases) if b - ABOVE * letter < middle < b + BELOW * letter]
    if len(near) < 2:
        return near[0] if near else -1
    upper, lower = near[0], near[1]
    if pieces.top[index] < bases[upper]:
        return upper  # a stop
    shared = np.minimum(pieces.x1, pieces.x1[index]) - np.maximum(pieces.x0, pieces.x0[index])
    over = shared > 0.3 * (pieces.x1[index] - pieces.x0[index])
    to_lower = pieces.top - int(pieces.bottom[index])
    to_upper = int(pieces.top[index]) - pieces.bottom
    below = to_lower[over & (owners[1:] == lower) & (to_lower > -0.2 * letter)]
    standing = np.abs(pieces.bottom - bases[upper]) <= 2 * LEVEL * letter
    above = to_upper[over & standing & (owners[1:] == upper) & (to_upper > -0.2 * letter)]
    down = int(below.min()) if below.size else letter
    up = int(above.min()) if above.size else letter
    return lower if down <= NEAR * letter and down < up else upper


def _without_marks(sheet: Sheet, raised: Sequence[Word]) -> GrayImage:
    gray = sheet.gray.copy()
    for word in raised:
        x0, top, x1, bottom = sheet.box_to_pixels(word.box)
        if word.text != UNREAD:
            gray[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] = 255
    return gray


def _letter_height(pieces: Pieces) -> float:
    """The height of a common letter; 0 where there is hardly any print."""
    heights = pieces.height[pieces.height > 4]
    return float(np.percentile(heights, 70)) if heights.size > 2 * FEWEST else 0.0


def _has_tall(lines: Sequence[Line]) -> bool:
    common = median(word.box.height for line in lines for word in line.words)
    return any(word.box.height > TALL * common for line in lines for word in line.words)


def _loses_words(pieces: Pieces, letter: float, places: Sequence[Box]) -> bool:
    """Whether letters stand side by side where the engine has no word."""
    letters = np.flatnonzero((pieces.height >= LETTER * letter) & (pieces.height <= LARGEST * letter))
    x = (pieces.x0[letters] + pieces.x1[letters])[:, np.newaxis] / 2
    y = (pieces.top[letters] + pieces.bottom[letters])[:, np.newaxis] / 2
    left, top, right, bottom = np.array([(p.x0 - 1, p.top - 1, p.x1 + 1, p.bottom + 1) for p in places]).T
    lost = letters[~((x > left) & (x < right) & (y > top) & (y < bottom)).any(axis=1)]
    rows = (pieces.bottom[lost] / (1.5 * letter)).astype(np.int64)
    widths = np.bincount(rows, weights=pieces.x1[lost] - pieces.x0[lost])
    return bool(widths.max(initial=0.0) > LOST * letter)


def _read(image: GrayImage, sheet: Sheet, engine: OcrEngine, origin: tuple[int, int], size: float) -> Line | None:
    """What an engine reads in the image of one line (points on the page); None where it reads nothing."""
    rows, columns = np.flatnonzero((image < FAINT).any(axis=1)), np.flatnonzero((image < FAINT).any(axis=0))
    if rows.size == 0:
        return None
    tight = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    white = np.asarray(cv2.copyMakeBorder(tight, *(BORDER,) * 4, cv2.BORDER_CONSTANT, value=255), np.uint8)
    left, top = origin[0] + int(columns[0]) - BORDER, origin[1] + int(rows[0]) - BORDER
    words = tuple(
        Word(w.text, _moved(w.box, left, top).scaled(sheet.scale), w.confidence, size)
        for w in engine.read(white, sheet.dpi, "line")
        if any(c.isalnum() for c in w.text)
    )
    return Line(words, boxes_to_box(w.box for w in words)) if words else None


def _said(lines: Sequence[Line]) -> float:
    """How much text there is, each letter counted as far as the engine is sure of it."""
    return sum(len(word.text) * word.confidence for line in lines for word in line.words)


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.x0 + x, box.top + y, box.x1 + x, box.bottom + y)
