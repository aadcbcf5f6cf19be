"""When the text of a cell is to be read again by itself: letters that the engine does not mean, ink that it left out.

The engine reads a column of cells as one block of text. There it may lose the first line of a cell, or read a cell as
garbage that it reads well when it sees nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from extract.cell_figures.cell_images import CellImage
from extract.ink.pixels import gray_to_ink
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
# this share of the word below; over it, lower still, and with less white between than this share of its height.
SHORT, CERTAIN, LOW, FLAT, BETWEEN = 2, 0.9, 0.9, 0.65, 0.3
# Two figures in a cell are a space apart; where there is white of this many of their heights, a border was lost.
APART = 1.2
# Words of this confidence tell where the lines are.
SURE = 0.7
# Ink of letters may stand out of the box of its word by this much (pixels).
RIM = 2


def words_without_marks(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words less those that are the accents of others, read as words of a line of their own."""
    sure = [word for word in words if word.confidence >= SURE]
    usual = median(word.box.height for word in sure) if sure else 0.0
    return tuple(
        word for word in words if not any(is_mark_of(word, other) for other in words) and not _floats(word, sure, usual)
    )


def is_mark_of(word: Word, other: Word) -> bool:
    """Whether a short low word of which the engine is not certain stands right over a longer one or reaches into it."""
    one, two = word.box, other.box
    short = len(word.text) <= SHORT < len(other.text) and word.confidence < CERTAIN
    within = two.x0 - RIM <= one.x0 and one.x1 <= two.x1 + RIM and one.y_mid < two.y_mid
    reaches = one.bottom > two.top and one.height < LOW * two.height
    touches = one.bottom > two.top - BETWEEN * two.height and one.height < FLAT * two.height
    return short and within and (reaches or touches)


def _floats(word: Word, sure: Sequence[Word], usual: float) -> bool:
    """Whether a low word stands in no line, right over another one, where no line has room."""
    box = word.box
    if word.confidence >= CERTAIN or box.height >= FLAT * usual or not any(c.isalnum() for c in word.text):
        return False
    tall = [other.box for other in sure if other.box.height >= FLAT * usual]
    in_line = any(other.top <= box.y_mid <= other.bottom for other in tall)
    return not in_line and any(
        other.x0 < box.x1 and box.x0 < other.x1 and other.y_mid > box.y_mid and other.top - box.bottom < BETWEEN * usual
        for other in tall
    )


def figures_stand_apart(words: Sequence[Word]) -> bool:
    """Whether a line has two figures with more white between them than a space is wide: of two cells, likely."""
    figures = [word for word in words if any(c.isdigit() for c in word.text)]
    return any(
        min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top) > one.box.height / 2
        and max(one.box.x0, other.box.x0) - min(one.box.x1, other.box.x1)
        > APART * min(one.box.height, other.box.height)
        for one, other in pairwise(sorted(figures, key=lambda word: word.box.x0))
    )


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
