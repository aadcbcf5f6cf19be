"""Words that the engine took over two lines of print: parted at the white between the lines, and read again.

A short last line of a paragraph and the beginning of the next one fall into one row of the engine's where small type
stands close: `nay.` above `Sở` becomes one word of double height, and both are lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extract.ink.pixels import GrayImage, gray_to_ink
from extract.ocr.base import OcrEngine
from models.records import Box, Word, boxes_to_box

# A word is tall from this many times the height of the words beside it.
TALL = 1.5
# The white between two lines lies in the middle of a tall word: between these shares of its height.
MIDDLE = (0.25, 0.75)
MARGIN = 12
# Words that the engine is as sure of as this stay out of the second reading.
GOOD = 0.7


def words_with_tall_parted(image: GrayImage, words: Sequence[Word], dpi: float, engine: OcrEngine) -> list[Word]:
    """The words, the tall ones among them read line by line where that reads better. Boxes in pixels of `image`."""
    kept = list(words)
    for group in words_to_tall_groups(words):
        beside = [word for word in kept if word not in group and word.confidence >= GOOD]
        bands = [_clear(band, boxes_to_box(w.box for w in group), beside) for band in group_to_bands(image, group)]
        over = [word for word in kept if any(_inside(word.box, band) for band in bands) or word in group]
        again = [word for band in bands for word in band_to_words(image, band, dpi, engine)]
        if again and sureness(again) > sureness(over):
            kept = [word for word in kept if word not in over] + again
    return kept


def words_to_tall_groups(words: Sequence[Word]) -> list[list[Word]]:
    """Tall words, those that stand side by side together."""
    groups: list[list[Word]] = []
    for word, tall in zip(words, words_to_tall(words), strict=True):
        if not tall:
            continue
        if groups and _level(groups[-1][-1].box, word.box) > 0.6:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def words_to_tall(words: Sequence[Word]) -> list[bool]:
    """For each word whether the words beside it, on a line that it covers, are much lower."""
    tops = np.array([word.box.top for word in words])
    bottoms = np.array([word.box.bottom for word in words])
    heights = np.maximum(1.0, bottoms - tops)
    beside = np.minimum(bottoms, bottoms[:, None]) - np.maximum(tops, tops[:, None]) > 0.7 * heights
    np.fill_diagonal(beside, False)
    lowest = np.where(beside, heights, np.inf).min(axis=1, initial=np.inf)
    return [
        bool(height > TALL * low) and bool(height > TALL * np.median(heights[others]))
        for height, low, others in zip(heights, lowest, beside, strict=True)
    ]


def _level(low: Box, box: Box) -> float:
    """Share of the height of `low` that `box` covers."""
    return (min(low.bottom, box.bottom) - max(low.top, box.top)) / max(1.0, low.height)


def group_to_bands(image: GrayImage, group: Sequence[Word]) -> tuple[Box, ...]:
    """The two lines that the words of a group cover, each in its whole length; none where no white parts them."""
    box = boxes_to_box(word.box for word in group)
    top, bottom = max(0, int(box.top)), int(np.ceil(box.bottom))
    ink = gray_to_ink(image[top:bottom])
    rows = np.asarray(ink[:, max(0, int(box.x0)) : int(np.ceil(box.x1))].any(axis=1))
    first, last = (round(share * rows.size) for share in MIDDLE)
    white = [row for row in range(first, last) if not rows[row]]
    if not white:
        return ()
    middle = min(white, key=lambda row: abs(row - rows.size / 2))
    upper, lower = (_stretch(np.asarray(half.any(axis=0)), box, rows.size) for half in (ink[:middle], ink[middle:]))
    return Box(upper[0], top, upper[1], top + middle), Box(lower[0], top + middle, lower[1], bottom)


def _stretch(columns: npt.NDArray[np.bool_], box: Box, gap: int) -> tuple[int, int]:
    """From where to where a line goes on without a gap as wide as that, about the columns of the box."""
    inked = np.flatnonzero(columns)
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > gap) + 1)
    about = [run for run in runs if run.size and run[0] < box.x1 and run[-1] >= box.x0]
    if not about:
        return int(box.x0), int(np.ceil(box.x1))
    return int(about[0][0]), int(about[-1][-1]) + 1


def _clear(band: Box, about: Box, words: Sequence[Word]) -> Box:
    """The band about a box as far as the next words that are read well."""
    level = [word.box for word in words if band.top <= word.box.y_mid <= band.bottom]
    x0 = max([band.x0, *(box.x1 for box in level if box.x_mid < about.x_mid)])
    x1 = min([band.x1, *(box.x0 for box in level if box.x_mid >= about.x_mid)])
    return Box(x0, band.top, x1, band.bottom) if x0 < x1 else band


def _inside(box: Box, band: Box) -> bool:
    return band.holds(box.x_mid, box.y_mid)


def band_to_words(image: GrayImage, band: Box, dpi: float, engine: OcrEngine) -> list[Word]:
    """The words of one line, read alone on white."""
    x0, top, x1, bottom = (int(edge) for edge in (band.x0, band.top, band.x1, band.bottom))
    alone = np.pad(image[top:bottom, x0:x1], MARGIN, constant_values=255)
    moved = engine.read(np.ascontiguousarray(alone), dpi, "line")
    return [replace(w, box=w.box.moved(x0 - MARGIN, top - MARGIN)) for w in moved]


def sureness(words: Sequence[Word]) -> float:
    """How sure the engine is of the words, letter by letter: 0 to 1."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / max(1, letters)
