"""Pieces of ink on a page, and the line of print that each stands in. Pixels, origin top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.pieces import ink_to_pieces
from extract.raster import GrayImage
from models.records import Box

# Small type comes out gray: what is darker than this is a stroke of it.
FAINT = 185
# What is paler than this is paper.
FAINTEST = 218
# Gaps this wide and high (shares of the height of a letter) are breaks of a stroke.
CLOSED = (0.1, 0.18)
# The base line is looked for this near, the height of capitals this far, in heights of the piece of ink.
NEAR, FAR = 9, 30
# Letters of the line are this tall, in heights of the piece.
LOWEST, HIGHEST = 0.8, 3.0
# And up to this tall beside pieces as small as accents, in heights of a common letter.
LARGEST = 1.8
# About a fifth of the letters of a line are as tall as capitals.
TALL = 0.8
FEW = 8

Columns = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Blobs:
    """Connected pieces of ink, left to right: arrays of their edges in pixels."""

    x0: Columns
    top: Columns
    x1: Columns
    bottom: Columns

    @property
    def height(self) -> Columns:
        return self.bottom - self.top

    @property
    def width(self) -> Columns:
        return self.x1 - self.x0

    def taken(self, members: Columns) -> Blobs:
        """These of the blobs."""
        return Blobs(self.x0[members], self.top[members], self.x1[members], self.bottom[members])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The line that a blob stands in: height of its capitals, and its base line.

    Brackets, commas and descenders reach below the base line and may be most of what stands beside "(2)": `highest` is
    the base line as the letters without them have it. `capital` is measured among the letters beside it, which at the
    end of a line may be small letters all; `tall` is the height of capitals as more of the line has it.
    """

    capital: float
    base: float
    highest: float
    tall: float


def gray_to_blobs(gray: GrayImage, faint: int = FAINT) -> Blobs:
    """All pieces of ink darker than `faint`."""
    return _ink_to_blobs(_gray_to_print(gray, faint))


def gray_to_closed_blobs(gray: GrayImage) -> Blobs:
    """All pieces of ink, those together that are parted by less than a stroke, more so those one above the other."""
    ink = _gray_to_print(gray, FAINTEST)
    heights = _ink_to_blobs(ink).height
    typical = float(np.percentile(heights[heights > 4], 70)) if (heights > 4).any() else 0.0
    reach = np.ones((max(3, round(CLOSED[1] * typical)), max(3, round(CLOSED[0] * typical))), np.uint8)
    return _ink_to_blobs(np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, reach), dtype=np.uint8))


def _gray_to_print(gray: GrayImage, faint: int) -> GrayImage:
    # The blur closes breaks of a pixel, which small type has in bilevel scans.
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    return np.ascontiguousarray((soft < faint) * np.uint8(255), dtype=np.uint8)


def _ink_to_blobs(ink: GrayImage) -> Blobs:
    _, stats = ink_to_pieces(ink)
    table = np.asarray(stats[1:], dtype=np.int64)
    table = table[np.argsort(table[:, cv2.CC_STAT_LEFT], kind="stable")]
    x0, top = table[:, cv2.CC_STAT_LEFT], table[:, cv2.CC_STAT_TOP]
    return Blobs(x0, top, x0 + table[:, cv2.CC_STAT_WIDTH], top + table[:, cv2.CC_STAT_HEIGHT])


class Lookup:
    """Finds the blobs beside a place without looking at the whole page: they are kept by bands of rows."""

    def __init__(self, blobs: Blobs, typical: float) -> None:
        """`typical` is the height of letters: a band is as tall."""
        self.blobs = blobs
        self._typical, self._step = typical, max(4.0, typical)
        # Dots and specks are no letters, and rulings none either.
        letters = np.flatnonzero((blobs.height >= 0.2 * typical) & (blobs.height < 1.1 * HIGHEST * typical))
        bands = ((blobs.top[letters] + blobs.bottom[letters]) / 2 / self._step).astype(np.int64)
        self._bands = [letters[bands == i] for i in range(int(bands.max(initial=0)) + 1)]

    def beside(self, box: Box) -> Columns:
        """Blobs of letter size on the level of a box or a little lower, left to right, without what it covers."""
        blobs = self.blobs
        height = box.height
        first = max(0, int((box.top - height) / self._step))
        last = int((box.bottom + 1.5 * height) / self._step)
        near = [self._slice(band, box) for band in self._bands[first : last + 1]]
        found = np.concatenate(near) if near else np.empty(0, np.int64)
        x0, tops, x1, bottoms = blobs.x0[found], blobs.top[found], blobs.x1[found], blobs.bottom[found]
        level = (tops < box.bottom) & (bottoms > box.top + 0.3 * height) & (tops > box.top - 0.9 * height)
        heights = bottoms - tops
        covered = (x0 < box.x1) & (x1 > box.x0) & (bottoms < box.bottom + 0.3 * height)
        largest = max(HIGHEST * height, LARGEST * self._step)
        return found[level & (heights >= LOWEST * height) & (heights < largest) & ~covered]

    def _slice(self, band: Columns, box: Box) -> Columns:
        """The part of a band that begins within reach of the box."""
        reach = FAR * box.height
        start, end = np.searchsorted(self.blobs.x0[band], (box.x0 - reach, box.x1 + reach))
        return band[start:end]

    def surroundings(self, box: Box, standing: bool = True) -> Surroundings | None:
        """The line of print that a box stands in; None where fewer than two letters stand near.

        Without `standing`, None too for a box that ends no higher than its line: most do, and this is soon seen.
        """
        blobs = self.blobs
        line = self.beside(box)
        reach = NEAR * box.height
        near = line[(blobs.x1[line] > box.x0 - reach) & (blobs.x0[line] < box.x1 + reach)]
        if near.size < 2:
            return None
        feet = blobs.bottom[near]
        highest = _share(feet, 0.35)
        if not standing and highest <= box.bottom:
            return None
        heights = feet - blobs.top[near]
        tall = _share(blobs.bottom[line] - blobs.top[line], TALL)
        # The last word of a paragraph, "năm.", may have no tall letter.
        tall = max(tall, self._typical) if line.size < FEW else tall
        return Surroundings(_share(heights, 0.75), _share(feet, 0.5), highest, tall)


def _share(values: npt.NDArray[Any], share: float) -> float:
    """The value that this share of them lies below, between neighbours in proportion."""
    ordered = np.sort(values)
    place = share * (ordered.size - 1)
    low = int(place)
    high = min(low + 1, ordered.size - 1)
    return float(ordered[low] + (place - low) * (ordered[high] - ordered[low]))
