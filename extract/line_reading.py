"""Lines read one by one, where the engine lost accents.

An engine cuts a block of print into rows by the size of what is most of it. On a page full of small notes the accents
of the larger text above them stand as far from their letters as lines of notes from each other: they become rows of
`^` and `~`, and the letters are read without them. Or a row is cut at the height of its letters: `số` reads as `sô`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from extract.ink.line_images import ABOVE, LineImage, gray_to_pieces, pieces_to_letter_height, pieces_to_line_images
from extract.ink.pixels import GrayImage
from extract.ink.surroundings import Blobs
from extract.layout import words_to_lines
from extract.ocr.base import OcrEngine
from extract.tall_words import sureness
from models.records import Line, Word

# A word lower than this share of the words near it holds accents alone; one that the engine does not mean may be a
# little higher, no lower than words like "so". Fewer of them on a page are something else.
LOW, LOW_UNSURE, UNSURE = 0.36, 0.52, 0.5
FEWEST = 2
SIGNS = frozenset("-–—_.,:;…·•*'\"“”")
# Words are near within so many of their heights; a row of accents spoils the lines within so many.
NEAR, SPOILT = 3.0, 2.2
# Ink that stands out above its word by this share of a common letter was cut off; what is taller is no letter.
CUT_OFF, TALLEST = 0.15, 2.5
# What the engine is less sure of is garbage; with more of it (share of the letters) a line is read again.
GARBLED, MUCH = 0.3, 0.2
# Lines beside those to be read are looked at as well (heights of a word): some ink is theirs.
ROOM = 1.5
# Accents taken for words say something too: the second reading says at least this share of the first.
ENOUGH = 0.85
# One that is surer by this may say less: garbage is as long as it likes.
MUCH_SURER, ENOUGH_SURER = 0.1, 0.7
# One that has more accents may be less sure by this.
LESS_SURE = 0.06
# White around a line that is read alone.
BORDER = 12

Band = tuple[float, float]
"""The rows between which the middles of the words of some lines stand."""


def words_with_accents(
    image: GrayImage, blobs: Blobs, words: Sequence[Word], dpi: float, engine: OcrEngine
) -> list[Word]:
    """The words, lines without their accents read again one by one. Boxes in pixels of `image`.

    `blobs` are the pieces of its ink. What says less than before, or less surely, is not taken.
    """
    kept = list(words)
    strays, cut = words_to_stray_bands(words), words_to_cut(words, blobs, image.shape)
    garbled = any(word.confidence < GARBLED and len(word.text) > 1 for word in words)
    lines = words_to_lines(words) if strays or cut or garbled else ()
    doubtful = [line for line in lines if is_garbled(line) or any(word in cut for word in line.words)]
    middles = [(line_to_middle(line),) * 2 for line in doubtful]
    for top, bottom in bands_joined((*strays, *middles)):
        inside = [word for line in lines if top <= line_to_middle(line) <= bottom for word in line.words]
        again = lines_to_words(image, inside, dpi, engine)
        if reads_better(again, inside):
            over = [word for word in kept if any(a.box.holds(word.box.x_mid, word.box.y_mid) for a in again)]
            kept = [word for word in kept if word not in inside and word not in over] + again
    return kept


def is_garbled(line: Line) -> bool:
    """Whether a part of a line was read as if it were something else: it may have been cut into rows that are none."""
    letters = sum(len(word.text) for word in line.words)
    return sum(len(word.text) for word in line.words if word.confidence < GARBLED) > MUCH * letters


def reads_better(again: Sequence[Word], before: Sequence[Word]) -> bool:
    """Whether a second reading of lines has their accents, and no less of their text."""
    gain = sureness(again) - sureness(before)
    better = gain > -LESS_SURE if accents(again) > accents(before) else gain > 0
    return better and said(again) > (ENOUGH_SURER if gain > MUCH_SURER else ENOUGH) * said(before)


def words_to_stray_bands(words: Sequence[Word]) -> tuple[Band, ...]:
    """Where accents are words, with the lines that they belong to; from top to bottom."""
    heights = np.array([word.box.height for word in words])
    middles = np.array([word.box.y_mid for word in words])
    found = []
    for index in np.flatnonzero(heights < 1.4 * LOW_UNSURE * np.median(heights)).tolist() if words else ():
        near = float(np.median(heights[np.abs(middles - middles[index]) < NEAR * np.median(heights)]))
        if is_accents(words[index], near):
            found.append((middles[index] - SPOILT * near, middles[index] + SPOILT * near))
    return tuple(found) if len(found) >= FEWEST else ()


def words_to_cut(words: Sequence[Word], blobs: Blobs, shape: tuple[int, ...]) -> tuple[Word, ...]:
    """The words that ink stands out of at the top; `shape` is that of the image."""
    owners = np.zeros(shape, np.int16)
    for number, word in enumerate(words, 1):
        box = word.box
        owners[max(0, int(box.top)) : int(box.bottom) + 1, max(0, int(box.x0)) : int(box.x1) + 1] = number
    tops = np.array([np.inf, *(word.box.top for word in words)])
    middles = np.array([-np.inf, *(word.box.y_mid for word in words)])
    owner, over = (owners[rows, (blobs.x0 + blobs.x1) // 2] for rows in (blobs.bottom - 1, blobs.top))
    # A letter of the line above may hang down into a word.
    hangs = (over != owner) & (blobs.top < middles[over])
    heights = blobs.height
    letter = float(np.percentile(heights[heights > 4], 70)) if (heights > 4).any() else np.inf
    cut = (owner > 0) & ~hangs & (tops[owner] - blobs.top > CUT_OFF * letter) & (heights < TALLEST * letter)
    return tuple(words[number - 1] for number in sorted(set(owner[cut].tolist())))


def bands_joined(bands: Iterable[Band]) -> tuple[Band, ...]:
    """The bands from top to bottom, those as one that overlap."""
    joined: list[Band] = []
    for top, bottom in sorted(bands):
        if joined and top <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(bottom, joined[-1][1]))
        else:
            joined.append((top, bottom))
    return tuple(joined)


def line_to_middle(line: Line) -> float:
    """The row in which most words of a line have their middle."""
    return median(word.box.y_mid for word in line.words)


def lines_to_words(image: GrayImage, words: Sequence[Word], dpi: float, engine: OcrEngine) -> list[Word]:
    """What the lines of these words read, each by itself."""
    if not words:
        return []
    room = ROOM * median(word.box.height for word in words)
    x0, x1 = (max(0, round(edge)) for edge in (min(w.box.x0 for w in words) - 2, max(w.box.x1 for w in words) + 2))
    first, last = min(w.box.y_mid for w in words), max(w.box.bottom for w in words)
    top, bottom = max(0, round(min(w.box.top for w in words) - room)), round(last + room)
    crop = image[top:bottom, x0:x1]
    pieces = gray_to_pieces(crop)
    letter = pieces_to_letter_height(pieces, range(round(first) - top, round(last) - top + 2))
    found = [
        replace(word, box=word.box.moved(x0, top))
        for line in (pieces_to_line_images(crop, pieces, letter) if letter else ())
        if first < line.base + top < last + 1
        for word in line_image_to_words(line, dpi, engine)
    ]
    common = median(word.box.height for word in found) if found else 0.0
    return [word for word in found if not is_accents(word, common)]


def is_accents(word: Word, common: float) -> bool:
    """Whether a word is as low as accents are, where words are commonly so high."""
    low = LOW if word.confidence >= UNSURE else LOW_UNSURE
    return word.box.height < low * common and not SIGNS.issuperset(word.text)


def line_image_to_words(line: LineImage, dpi: float, engine: OcrEngine) -> tuple[Word, ...]:
    """What an engine reads in the image of one line; boxes in pixels of the whole image.

    A stray tail of the line above makes no word taller than letters with their accents: it would cover that line.
    """
    white = np.asarray(cv2.copyMakeBorder(line.gray, *(BORDER,) * 4, cv2.BORDER_CONSTANT, value=255), np.uint8)
    x, y = line.left - BORDER, line.top - BORDER
    highest = line.base - ABOVE * line.letter
    found = [(word, word.box.moved(x, y)) for word in engine.read(white, dpi, "line")]
    return tuple(
        replace(word, box=replace(box, top=max(box.top, highest)) if box.bottom > highest else box)
        for word, box in found
    )


def accents(words: Sequence[Word]) -> int:
    """How many accents, hooks and dots words have; those that are words themselves do not count."""
    common = median(word.box.height for word in words) if words else 0.0
    text = "".join(word.text for word in words if not is_accents(word, common))
    return sum(unicodedata.combining(c) > 0 for c in unicodedata.normalize("NFD", text))


def said(words: Sequence[Word]) -> float:
    """How much text there is, each letter counted as far as the engine is sure of it."""
    return sum(word.confidence * sum(c.isalnum() for c in word.text) for word in words)
