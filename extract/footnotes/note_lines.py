"""Notes read again line by line, where the engine lost a line of small type or took two for one.

Small type stands close: a short last line ("giảm 06 phòng.") may fall into the next one or be left out. Each piece of
ink is given to the line that it stands on, and each line is read by itself. Boxes in points on the page as scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from extract.ink.line_images import LineImage, Pieces, gray_to_pieces, pieces_to_letter_height, pieces_to_line_images
from extract.ink.pixels import GrayImage
from extract.layout import PAGE_NUMBER
from extract.line_reading import line_image_to_words
from extract.marker_text import UNREAD
from extract.ocr.base import OcrEngine
from extract.raster import Sheet
from models.records import Box, Line, Word, boxes_to_box

# A word this tall in heights of its line stands on two lines.
TALL = 1.5
# As much ink without a word, side by side in heights of a letter, is a lost word.
LOST = 2.0
# Where the only line without a marker is the lost one, it begins this far (points) left of the others.
SHIFTED = 20.0


def note_lines_read_again(
    lines: Sequence[Line], raised: Sequence[Word], sheet: Sheet, engine: OcrEngine
) -> tuple[Line, ...]:
    """The lines as they were where each is whole, else as they read one by one, if that says more.

    `raised` are the markers among them, which are painted out before.
    """
    if not lines:
        return ()
    around = boxes_to_box([line.box for line in lines]).grown(max(line.box.height for line in lines) / 2)
    # A short last line may be lost as a whole.
    below = around.bottom + median(line.box.height for line in lines)
    x0, top, x1, bottom = sheet.box_to_pixels(replace(around, x0=around.x0 - SHIFTED, bottom=below))
    crop = _without_marks(sheet, raised)[top:bottom, x0:x1]
    pieces = gray_to_pieces(crop)
    letter = pieces_to_letter_height(pieces)
    places = [word.box.scaled(1 / sheet.scale).moved(-x0, -top) for line in lines for word in line.words]
    places += [word.box.scaled(1 / sheet.scale).moved(-x0, -top) for word in raised]
    if not letter or not (_has_tall(lines) or _loses_words(pieces, letter, places)):
        return tuple(lines)
    read = [
        _read(image, sheet, engine, (x0, top), lines[0].words[0].size)
        for image in pieces_to_line_images(crop, pieces, letter)
    ]
    again = tuple(
        line
        for line in read
        if line is not None and not (line.box.y_mid > around.bottom and PAGE_NUMBER.match(line.text))
    )
    return again if _said(again) > _said(lines) else tuple(lines)


def _without_marks(sheet: Sheet, raised: Sequence[Word]) -> GrayImage:
    gray = sheet.gray.copy()
    for word in raised:
        x0, top, x1, bottom = sheet.box_to_pixels(word.box)
        if word.text != UNREAD:
            gray[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] = 255
    return gray


def _has_tall(lines: Sequence[Line]) -> bool:
    common = median(word.box.height for line in lines for word in line.words)
    return any(word.box.height > TALL * common for line in lines for word in line.words)


def _loses_words(pieces: Pieces, letter: float, places: Sequence[Box]) -> bool:
    """Whether letters stand side by side where the engine has no word."""
    letters = np.flatnonzero(pieces.are_letters(letter))
    x = (pieces.x0[letters] + pieces.x1[letters])[:, np.newaxis] / 2
    y = (pieces.top[letters] + pieces.bottom[letters])[:, np.newaxis] / 2
    left, top, right, bottom = np.array([(p.x0 - 1, p.top - 1, p.x1 + 1, p.bottom + 1) for p in places]).T
    lost = letters[~((x > left) & (x < right) & (y > top) & (y < bottom)).any(axis=1)]
    rows = (pieces.bottom[lost] / (1.5 * letter)).astype(np.int64)
    widths = np.bincount(rows, weights=pieces.x1[lost] - pieces.x0[lost])
    return bool(widths.max(initial=0.0) > LOST * letter)


def _read(image: LineImage, sheet: Sheet, engine: OcrEngine, origin: tuple[int, int], size: float) -> Line | None:
    """What an engine reads in the image of one line (points on the page); None where it reads nothing."""
    words = tuple(
        Word(w.text, w.box.moved(*origin).scaled(sheet.scale), w.confidence, size)
        for w in line_image_to_words(image, sheet.dpi, engine)
        if any(c.isalnum() for c in w.text)
    )
    return Line(words, boxes_to_box(w.box for w in words)) if words else None


def _said(lines: Sequence[Line]) -> float:
    """How much text there is, each letter counted as far as the engine is sure of it."""
    return sum(len(word.text) * word.confidence for line in lines for word in line.words)
