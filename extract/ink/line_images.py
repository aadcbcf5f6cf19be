"""Lines of print apart, where they stand too close for a cut: each piece of ink is given to the line that it stands on.

Images are arrays (height, width); pixels, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import Labels, ink_to_pieces
from extract.ink.surroundings import FAINT
from extract.raster import GrayImage

# Letters are this tall in heights of a common one.
LETTER, LARGEST = 0.6, 1.9
# Shares of the height of a letter: how level feet are, how far lines are apart at least, how far accents stand above
# the base line and dots below it, and how near a letter its accent or dot is.
LEVEL, APART = 0.12, 1.1
ABOVE, BELOW = 2.1, 0.6
NEAR = 0.4
FEWEST = 2

Columns = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Connected pieces of ink: the number of each pixel's piece, 0 for paper, and the edges of each piece from 1 on."""

    labels: Labels
    x0: Columns
    top: Columns
    x1: Columns
    bottom: Columns

    @property
    def height(self) -> Columns:
        return self.bottom - self.top

    def are_letters(self, letter: float) -> npt.NDArray[np.bool_]:
        """Which of them are as tall as letters are."""
        return np.asarray((self.height >= LETTER * letter) & (self.height <= LARGEST * letter), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class LineImage:
    """The ink of one line alone on white; where it begins in the whole image, and its base line there."""

    gray: GrayImage
    left: int
    top: int
    base: int


def gray_to_pieces(gray: GrayImage) -> Pieces:
    """The pieces of ink of an image."""
    labels, table = ink_to_pieces((cv2.GaussianBlur(gray, (3, 3), 0) < FAINT).astype(np.uint8))
    x, y, width, height = table[1:, :4].T.astype(np.int64)
    return Pieces(labels, x, y, x + width, y + height)


def pieces_to_letter_height(pieces: Pieces) -> float:
    """The height of a common letter; 0 where there is hardly any print."""
    heights = pieces.height[pieces.height > 4]
    return float(np.percentile(heights, 70)) if heights.size > 2 * FEWEST else 0.0


def pieces_to_line_images(gray: GrayImage, pieces: Pieces, letter: float) -> tuple[LineImage, ...]:
    """An image for each line that has ink, from top to bottom."""
    bases = pieces_to_base_lines(pieces, letter)
    owners = np.full(pieces.x0.size + 1, -1)
    letters = pieces.height >= LETTER * letter
    for i in np.flatnonzero(letters).tolist():
        feet = [abs(base - int(pieces.bottom[i])) for base in bases]
        owners[i + 1] = int(np.argmin(feet)) if feet else -1
    # From the bottom up: an accent on an accent follows it.
    for i in sorted(np.flatnonzero(~letters).tolist(), key=lambda i: -int(pieces.top[i])):
        owners[i + 1] = _line_of_sign(pieces, i, bases, owners, letter)
    return tuple(_line_image(gray, pieces, owners, line, base) for line, base in enumerate(bases))


def _line_image(gray: GrayImage, pieces: Pieces, owners: npt.NDArray[np.int64], line: int, base: int) -> LineImage:
    """The ink of a line with the gray rim of its letters."""
    own = np.flatnonzero(owners[1:] == line)
    x0, top = (max(0, int(edge[own].min()) - 1) for edge in (pieces.x0, pieces.top))
    x1, bottom = (int(edge[own].max()) + 1 for edge in (pieces.x1, pieces.bottom))
    whole = gray[top:bottom, x0:x1]
    near = cv2.dilate(pieces.labels[top:bottom, x0:x1].astype(np.float32), np.ones((3, 3), np.uint8)).astype(np.int64)
    image = np.where((owners == line)[near], whole, np.uint8(255))
    return LineImage(np.asarray(image, dtype=np.uint8), x0, top, base)


def pieces_to_base_lines(pieces: Pieces, letter: float) -> list[int]:
    """The rows on which letters stand, from top to bottom."""
    feet = pieces.bottom[pieces.are_letters(letter)]
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
