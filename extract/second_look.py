"""When the text of a cell is to be read again by itself: letters that the engine does not mean, ink that it left out.

The engine reads a column of cells as one block of text. There it may lose the first line of a cell, or read a cell as
garbage that it reads well when it sees nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.cell_images import CellImage
from extract.raster import gray_to_ink
from models.records import Word

# Words of which the engine is less sure than this are garbage.
GARBAGE = 0.5
# Text of which this share is garbage, or beside ink of which this share is in no word, is doubtful.
DOUBTFUL = 0.25
# The sizes at which a doubtful cell is read again, as shares of its own, until it is well read: smaller, codes in large
# print are read that make no sense at full size.
SECOND_LOOKS = (1.0, 0.75)
# A line of print is lost when this share of its ink is in no word; it is at least as high as this share of the tallest.
LOST, LINE = 0.8, 0.5
# Accents that were read as a word: so many letters at most, of which the engine is less sure than this, and lower than
# this share of the word below.
SHORT, CERTAIN, LOW = 2, 0.9, 0.9
# Ink of letters may stand out of the box of its word by this much (pixels).
RIM = 2


def words_without_marks(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words less those that are the accents of another, read as words of a line of their own."""
    return tuple(word for word in words if not any(is_mark_of(word, other) for other in words))


def is_mark_of(word: Word, other: Word) -> bool:
    """Whether a short low word of which the engine is not certain stands over a longer one and reaches into it."""
    one, two = word.box, other.box
    short = len(word.text) <= SHORT < len(other.text) and word.confidence < CERTAIN and one.height < LOW * two.height
    within = two.x0 - RIM <= one.x0 and one.x1 <= two.x1 + RIM
    return short and within and one.y_mid < two.y_mid and one.bottom > two.top


def words_to_garbage(words: Sequence[Word]) -> float:
    """The share of the letters that stand in words which the engine does not mean; 1 where there are no words."""
    letters = sum(len(word.text) for word in words)
    unsure = sum(len(word.text) for word in words if word.confidence < GARBAGE)
    return unsure / letters if letters else 1.0


def words_to_overlooked(words: Sequence[Word], image: CellImage, origin: tuple[float, float]) -> float:
    """The share of the ink of a cell that lies in no word, and at least a half where a line of print is lost.

    Words in pixels; `origin` is where the cell begins there.
    """
    ink = gray_to_ink(image.gray) > 0
    rows = ink.sum(axis=1)
    for word in words:
        x0, top = round(word.box.x0 - origin[0]) - RIM, round(word.box.top - origin[1]) - RIM
        x1, bottom = round(word.box.x1 - origin[0]) + RIM, round(word.box.bottom - origin[1]) + RIM
        ink[max(0, top) : max(0, bottom), max(0, x0) : max(0, x1)] = False
    left = ink.sum(axis=1)
    edges = np.flatnonzero(np.diff(np.pad((rows > 0).astype(np.int8), 1)))
    lines = [slice(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    tallest = max((line.stop - line.start for line in lines), default=0)
    lost = any(left[line].sum() > LOST * rows[line].sum() for line in lines if line.stop - line.start > tallest * LINE)
    share = int(left.sum()) / max(1, int(rows.sum()))
    return max(share, 0.5) if lost else share
