"""Where a line of print stands: its base line, and how tall its capitals are."""

from __future__ import annotations

import numpy as np

from extract.ink.surroundings import gray_to_blobs
from extract.raster import GrayImage
from models.records import Box

# Fewer letters tell nothing.
LETTERS = 5


def level_of_line(crop: GrayImage, line: Box, top: int) -> tuple[float, float] | None:
    """(base line, height of capitals) of a line of print in pixels of its crop; None where too few letters stand in it.

    `line` is the box of its words in pixels of the page, `top` the row at which the crop begins.
    """
    if min(crop.shape) < 4:
        return None
    blobs = gray_to_blobs(crop)
    middle = (blobs.top + blobs.bottom) / 2 + top
    letters = (blobs.height >= 0.3 * line.height) & (middle > line.top) & (middle < line.bottom)
    if int(letters.sum()) < LETTERS:
        return None
    base = float(np.median(blobs.bottom[letters]))
    return base, float(np.percentile(base - blobs.top[letters], 75))
