"""Where a line of print stands: its base line, and how tall its capitals are."""

from __future__ import annotations

import numpy as np

from extract.ink.pixels import GrayImage
from extract.ink.surroundings import Blobs, gray_to_blobs
from models.records import Box

# Fewer letters tell nothing.
LETTERS = 5
# In a short line as much of them tells where it is, side by side in heights of a capital; small letters are this tall,
# and their feet this level. What is this tall is a capital.
BROAD = 0.8
SMALLEST, LEVEL = 0.55, 0.1
TALL = 0.78


def level_of_line(crop: GrayImage, line: Box, top: int, *, stars: bool = False) -> tuple[float, float] | None:
    """(base line, height of capitals) of a line of print in pixels of its crop; None where too few letters stand in it.

    `line` is the box of its words in pixels of the page, `top` the row at which the crop begins. Where `stars` may be
    raised above its middle they are no letters.
    """
    letters = _letters(crop, line, top, stars=stars)
    if letters.top.size < LETTERS:
        return None
    base = float(np.median(letters.bottom))
    return base, float(np.percentile(base - letters.top, 75))


def level_of_short_line(
    crop: GrayImage, line: Box, top: int, capital: float, *, stars: bool = False
) -> tuple[float, float] | None:
    """The same of a line of few letters, as the last one of a paragraph may be, where capitals are known to be so tall.

    It is where most of its letters end, broad ones more than narrow ones; None where hardly any end on one level.
    """
    letters = _letters(crop, line, top, stars=stars)
    letters = letters.taken(np.flatnonzero(letters.height >= SMALLEST * capital))
    level = np.abs(letters.bottom[:, np.newaxis] - letters.bottom) <= LEVEL * capital
    widths = level @ letters.width
    if widths.max(initial=0) < BROAD * capital:
        return None
    standing = level[int(np.argmax(widths))]
    base = float(np.median(letters.bottom[standing]))
    # In a line full of accents capitals seem taller than they are.
    own = base - float(letters.top[standing].min())
    return base, own if TALL * capital <= own < capital else capital


def _letters(crop: GrayImage, line: Box, top: int, *, stars: bool) -> Blobs:
    """The pieces of ink of a line that are no accents or stops, nor `stars` raised above its middle."""
    if min(crop.shape) < 4:
        return Blobs(*(np.empty(0, np.int64) for _ in range(4)))
    blobs = gray_to_blobs(crop)
    middle = (blobs.top + blobs.bottom) / 2 + top
    letters = (blobs.height >= 0.3 * line.height) & (middle > line.top) & (middle < line.bottom)
    found = blobs.taken(np.flatnonzero(letters))
    if not stars or not found.height.size:
        return found
    tall = int(np.argmax(found.height))
    return found.taken(np.flatnonzero(2 * found.bottom > found.top[tall] + found.bottom[tall]))
