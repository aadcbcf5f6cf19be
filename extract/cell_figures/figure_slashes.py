"""A slash told from a 1 by the slant of its stroke: both readers take `77/459` for `771459` now and then.

A slash is one straight stroke of one width that leans to the right. A 1 has a flag or feet, which make it wider in
places and bend its middle line; it leans in slanted print only. Pixels, origin top left.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extract.cell_figures.figure_marks import DIGIT
from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import GrayImage, gray_to_ink

# Pixels to the right for each pixel up: from 0.19 in upright print, 1 at most 0.27 in slanted print.
LEAN = 0.15
# The widest row of the stroke beside its middle one: up to 1.5, of a 1 from 1.8.
EVEN = 1.65
# The share of its rows, from edge to edge, that a stroke fills; a slanted 0 has a hole.
SOLID = 0.95
# How far the middle line of the stroke leaves a straight line, as a share of its height: up to 0.04.
STRAIGHT = 0.05


def slash_is_unaccounted(line: GrayImage, text: str) -> bool:
    """Whether more strokes of the line look like a slash than the reading has, those of per cent signs included."""
    return line_to_slashes(line) > text.count("/") + text.count("%")


def line_to_slashes(line: GrayImage) -> int:
    """How many blobs as tall as digits look like a slash."""
    labels, stats = ink_to_pieces(gray_to_ink(line))
    boxes = stats[:, :4].tolist()
    tallest = max((height for *_, height in boxes[1:]), default=0)
    tall = [(label, box) for label, box in enumerate(boxes) if label and box[3] >= max(8.0, DIGIT * tallest)]
    return sum(_is_slash(labels[y : y + h, x : x + w] == label) for label, (x, y, w, h) in tall)


def _is_slash(blob: npt.NDArray[np.bool_]) -> bool:
    """Whether a blob is one straight, even, leaning stroke. Every row of a blob has ink."""
    height, width = blob.shape
    left, right = blob.argmax(axis=1), width - 1 - blob[:, ::-1].argmax(axis=1)
    rows, middle, wide = np.arange(height), (left + right) / 2, right - left + 1
    slope, start = np.polyfit(rows, middle, 1)
    bend = float(np.abs(middle - slope * rows - start).max())
    even = float(wide.max()) <= EVEN * float(np.median(wide))
    solid = float(blob.sum()) >= SOLID * float(wide.sum())
    return -float(slope) >= LEAN and solid and even and bend <= max(1.0, STRAIGHT * height)
