"""Lines of print apart, where they stand too close for a cut: each piece of ink is given to the line that it stands on.

Images are arrays (height, width); pixels, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import Labels, ink_to_pieces
from extract.ink.pixels import GrayImage
from extract.ink.surroundings import FAINT, Blobs

# Letters are this tall in heights of a common one.
LETTER, LARGEST = 0.6, 1.9
# Shares of the height of a letter: how level feet are, how far lines are apart at least, how far accents stand above
# the base line and dots below it, and how near a letter its accent or dot is.
LEVEL, APART = 0.12, 1.2
ABOVE, BELOW = 2.1, 0.6
NEAR = 0.4
# A comma stands this close behind its letter, and the next letter no closer behind it.
CLOSE = 0.35
# What is on a line reaches up to this above the base line (heights of a letter).
STANDS = 0.4
FEWEST = 2
# No tail reaches further below the base line (heights of a letter).
DEEPEST = 0.8


@dataclass(frozen=True, slots=True)
class Pieces(Blobs):
    """Pieces of ink, numbered from 1 on, and the number of each pixel's piece, 0 for paper."""

    labels: Labels

    def are_letters(self, letter: float) -> npt.NDArray[np.bool_]:
        """Which of them are as tall as letters are."""
        return np.asarray((self.height >= LETTER * letter) & (self.height <= LARGEST * letter), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class LineImage:
    """The ink of one line alone on white; where it begins in the whole image, its base line there.

    `letter` is the height of a common letter.
    """

    gray: GrayImage
    left: int
    top: int
    base: int
    letter: float


def gray_to_pieces(gray: GrayImage) -> Pieces:
    """The pieces of ink of an image."""
    labels, table = ink_to_pieces((cv2.GaussianBlur(gray, (3, 3), 0) < FAINT).astype(np.uint8))
    x, y, width, height = table[1:, :4].T.astype(np.int64)
    return Pieces(x, y, x + width, y + height, labels)


def pieces_to_letter_height(pieces: Pieces, feet: range | None = None) -> float:
    """The height of a common letter, of those that end on these rows; 0 where there is hardly any print."""
    heights = pieces.height
    common = heights > 4
    if feet is not None:
        common &= (pieces.bottom >= feet.start) & (pieces.bottom < feet.stop)
    return float(np.percentile(heights[common], 70)) if int(common.sum()) > 2 * FEWEST else 0.0


def pieces_to_line_images(gray: GrayImage, pieces: Pieces, letter: float) -> tuple[LineImage, ...]:
    """An image for each line that has ink, from top to bottom."""
    bases = pieces_to_base_lines(pieces, letter)
    pieces = pieces_parted(pieces, bases, letter)
    owners = np.full(pieces.x0.size + 1, -1)
    letters = pieces.height >= LETTER * letter
    for i in np.flatnonzero(letters).tolist():
        nearest = min(range(len(bases)), key=lambda n: abs(bases[n] - int(pieces.bottom[i])), default=-1)
        # Two accents that touch are as tall as a letter, but hang in the air.
        letters[i] = nearest >= 0 and pieces.top[i] < bases[nearest] - STANDS * letter
        owners[i + 1] = nearest if letters[i] else -1
    # From the bottom up: an accent on an accent follows it.
    for i in sorted(np.flatnonzero(~letters).tolist(), key=lambda i: -int(pieces.top[i])):
        owners[i + 1] = _line_of_sign(pieces, i, bases, owners, letter)
    return tuple(_line_image(gray, pieces, owners, line, base, letter) for line, base in enumerate(bases))


def pieces_parted(pieces: Pieces, bases: Sequence[int], letter: float) -> Pieces:
    """The pieces, those cut where they are narrowest that reach from one line into the next: tails touch accents."""
    labels = pieces.labels.copy()
    table = np.stack((pieces.x0, pieces.top, pieces.x1, pieces.bottom), axis=1)
    for upper, lower in pairwise(bases):
        on_both = (table[:, 1] < upper - LETTER * letter) & (table[:, 3] > upper + DEEPEST * letter)
        for index in np.flatnonzero(on_both).tolist():
            x0, _, x1, bottom = table[index].tolist()
            below = labels[upper:bottom, x0:x1] == index + 1
            cut = int(np.argmin(below[1 : max(2, round(lower - letter) - upper)].sum(axis=1))) + 1
            below[:cut] = False
            labels[upper:bottom, x0:x1][below] = len(table) + 1
            table[index, 3] = upper + cut
            table = np.vstack((table, (x0, upper + cut, x1, bottom)))
    x0, top, x1, bottom = table.T
    return Pieces(x0, top, x1, bottom, labels)


def _line_image(
    gray: GrayImage, pieces: Pieces, owners: npt.NDArray[np.int64], line: int, base: int, letter: float
) -> LineImage:
    """The ink of a line with the gray rim of its letters."""
    own = np.flatnonzero(owners[1:] == line)
    x0, top = (max(0, int(edge[own].min()) - 1) for edge in (pieces.x0, pieces.top))
    x1, bottom = (int(edge[own].max()) + 1 for edge in (pieces.x1, pieces.bottom))
    whole = gray[top:bottom, x0:x1]
    near = cv2.dilate(pieces.labels[top:bottom, x0:x1].astype(np.float32), np.ones((3, 3), np.uint8)).astype(np.int64)
    image = np.where((owners == line)[near], whole, np.uint8(255))
    return LineImage(np.asarray(image, dtype=np.uint8), x0, top, base, letter)


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
    standing = (owners[1:] == upper) & (np.abs(pieces.bottom - bases[upper]) <= 2 * LEVEL * letter)
    if _is_stop(pieces, index, standing, bases[upper], letter):
        return upper
    shared = np.minimum(pieces.x1, pieces.x1[index]) - np.maximum(pieces.x0, pieces.x0[index])
    over = shared > 0.3 * (pieces.x1[index] - pieces.x0[index])
    to_lower = pieces.top - int(pieces.bottom[index])
    to_upper = int(pieces.top[index]) - pieces.bottom
    below = to_lower[over & (owners[1:] == lower) & (to_lower > -0.2 * letter)]
    above = to_upper[over & standing & (to_upper > -0.2 * letter)]
    down = int(below.min()) if below.size else letter
    up = int(above.min()) if above.size else letter
    return lower if down <= NEAR * letter and down < up else upper


def _is_stop(pieces: Pieces, index: int, standing: npt.NDArray[np.bool_], base: int, letter: float) -> bool:
    """Whether a sign on the base line ends a word or hangs no lower; accents of the next line may reach up to there."""
    if pieces.top[index] >= base or pieces.bottom[index] - pieces.top[index] >= LETTER * letter:
        return False
    before = int(pieces.x0[index]) - pieces.x1[standing]
    behind = pieces.x0[standing] - int(pieces.x1[index])
    ends = bool((np.abs(before) < CLOSE * letter).any()) and not bool((np.abs(behind) < CLOSE * letter).any())
    return ends or int(pieces.bottom[index]) <= base + 2 * LEVEL * letter
