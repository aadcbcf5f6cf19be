"""Lines read one by one, where the engine took rows of accents for lines of their own.

An engine cuts a block of print into rows by the size of what is most of it. On a page full of small notes the accents
of the larger text above them stand as far from their letters as lines of notes from each other: they become rows of
`^` and `~`, and the letters are read without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from extract.ink.line_images import LineImage, gray_to_pieces, pieces_to_letter_height, pieces_to_line_images
from extract.ocr.base import OcrEngine
from extract.raster import GrayImage
from extract.tall_words import sureness
from models.records import Box, Word, boxes_to_box

# A word lower than this share of the words near it holds accents alone; more of them than stops and dashes do is a row.
LOW, FEWEST = 0.36, 2
SIGNS = frozenset("-–—_.,:;…·•*'\"“”")
# Words are near within so many of their heights; a row of accents spoils the lines within so many.
NEAR, SPOILT = 3.0, 2.2
# Accents of the first line stand this far (heights of a word) above its words, tails of the last one below.
ROOM = 0.4
# Accents taken for words say something too: the second reading says at least this share of the first.
ENOUGH = 0.85
# White around a line that is read alone.
BORDER = 12


def words_with_accents(image: GrayImage, words: Sequence[Word], dpi: float, engine: OcrEngine) -> list[Word]:
    """The words, lines without their accents read again one by one where that says more. Boxes in pixels of `image`."""
    kept = list(words)
    for region in words_to_spoilt_regions(words):
        inside = [word for word in kept if region.holds(word.box.x_mid, word.box.y_mid)]
        again = region_to_words(image, region, ROOM * median(w.box.height for w in inside), dpi, engine)
        if sureness(again) > sureness(inside) and said(again) > ENOUGH * said(inside):
            kept = [word for word in kept if word not in inside] + again
    return kept


def words_to_spoilt_regions(words: Sequence[Word]) -> tuple[Box, ...]:
    """Where rows of accents are, with the lines that they belong to; from top to bottom."""
    heights = np.array([word.box.height for word in words])
    middles = np.array([word.box.y_mid for word in words])
    if heights.size == 0:
        return ()
    bands: list[tuple[float, float, int]] = []
    for index in np.flatnonzero(heights < 1.5 * LOW * np.median(heights)).tolist():
        word = words[index]
        near = float(np.median(heights[np.abs(middles - middles[index]) < NEAR * np.median(heights)]))
        if is_accents(word, near):
            bands.append((middles[index] - SPOILT * near, middles[index] + SPOILT * near, 1))
    merged: list[tuple[float, float, int]] = []
    for top, bottom, count in sorted(bands):
        if merged and top <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(bottom, merged[-1][1]), count + merged[-1][2])
        else:
            merged.append((top, bottom, count))
    found = [[w.box for w in words if top <= w.box.y_mid <= bottom] for top, bottom, count in merged if count >= FEWEST]
    return tuple(boxes_to_box(boxes) for boxes in found)


def region_to_words(image: GrayImage, region: Box, room: float, dpi: float, engine: OcrEngine) -> list[Word]:
    """The words of the lines whose letters stand in a region, `room` being what they reach beyond it."""
    x0, x1 = max(0, int(region.x0) - 2), int(np.ceil(region.x1)) + 2
    top, bottom = max(0, int(region.top - room)), int(np.ceil(region.bottom + room))
    crop = image[top:bottom, x0:x1]
    pieces = gray_to_pieces(crop)
    letter = pieces_to_letter_height(pieces)
    lines = pieces_to_line_images(crop, pieces, letter) if letter else ()
    found = [
        replace(word, box=word.box.moved(x0, top))
        for line in lines
        if region.top < line.base + top < region.bottom + 1
        for word in line_image_to_words(line, dpi, engine)
    ]
    common = median(word.box.height for word in found) if found else 0.0
    return [word for word in found if not is_accents(word, common)]


def is_accents(word: Word, common: float) -> bool:
    """Whether a word is as low as accents are, where words are commonly so high."""
    return word.box.height < LOW * common and not SIGNS.issuperset(word.text)


def line_image_to_words(line: LineImage, dpi: float, engine: OcrEngine) -> tuple[Word, ...]:
    """What an engine reads in the image of one line; boxes in pixels of the whole image."""
    white = np.asarray(cv2.copyMakeBorder(line.gray, *(BORDER,) * 4, cv2.BORDER_CONSTANT, value=255), np.uint8)
    x, y = line.left - BORDER, line.top - BORDER
    return tuple(replace(word, box=word.box.moved(x, y)) for word in engine.read(white, dpi, "line"))


def said(words: Sequence[Word]) -> float:
    """How much text there is, each letter counted as far as the engine is sure of it."""
    return sum(word.confidence * sum(c.isalnum() for c in word.text) for word in words)
