"""Pieces of ink on a page, and the line of print that each stands in. Pixels, origin top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_boxes
from extract.ink.pixels import GrayImage, gray_to_darker
from models.records import Box

# Small type comes out gray: what is darker than this is a stroke of it.
FAINT = 185
# What is paler than this is paper.
FAINTEST = 218
# What is darker than this is the middle of a stroke.
BLACK = 128
# Gaps this wide and high (shares of the height of a letter) are breaks of a stroke.
CLOSED = (0.1, 0.18)
# The base line is looked for this near, the height of capitals this far, in heights of the piece of ink.
NEAR, FAR = 9, 30
# Pieces that hold a letter are no wider than this.
WIDEST = 6
# Letters of the line are this tall, in heights of the piece.
LOWEST, HIGHEST = 0.8, 3.0
# The piece may stand above small letters by this, all there is beside it at the end of "môn." (in its heights).
ABOVE = 0.3
# And up to this tall beside pieces as small as accents, in heights of a common letter.
LARGEST = 1.8
# This share of the letters beside a place ends no lower than its line; this share is no taller than its capitals.
FOOT, CAPITAL = 0.35, 0.75
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


def gray_to_closed_blobs(gray: GrayImage, whole: Blobs) -> Blobs:
    """All pieces of ink, those together that are parted by less than a stroke, more so those one above the other.

    `whole` are the pieces as they are where all that is gray is ink.
    """
    ink, heights = _gray_to_print(gray, FAINTEST), whole.height
    typical = float(np.percentile(heights[heights > 4], 70)) if (heights > 4).any() else 0.0
    reach = np.ones((max(3, round(CLOSED[1] * typical)), max(3, round(CLOSED[0] * typical))), np.uint8)
    return _ink_to_blobs(np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, reach), dtype=np.uint8))


def gray_to_black_blobs(gray: GrayImage) -> Blobs:
    """All pieces of ink that is black, without the blur that closes the white between letters that hardly part."""
    return _ink_to_blobs(gray_to_darker(gray, BLACK))


def _gray_to_print(gray: GrayImage, faint: int) -> GrayImage:
    # The blur closes breaks of a pixel, which small type has in bilevel scans.
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    return gray_to_darker(np.asarray(soft, dtype=np.uint8), faint)


def _ink_to_blobs(ink: GrayImage) -> Blobs:
    boxes = ink_to_boxes(ink)
    return Blobs(*boxes[np.lexsort((boxes[:, 1], boxes[:, 0]))].T)


class Lookup:
    """Finds the blobs beside a place without looking at the whole page: they are kept by bands of rows."""

    def __init__(self, blobs: Blobs, typical: float) -> None:
        """`typical` is the height of letters: a band is as tall."""
        self.blobs = blobs
        self._typical, self._step = typical, max(4.0, typical)
        # Dots and specks are no letters, and rulings none either.
        letters = np.flatnonzero((blobs.height >= 0.2 * typical) & (blobs.height < 1.1 * HIGHEST * typical))
        bands = ((blobs.top[letters] + blobs.bottom[letters]) / 2 / self._step).astype(np.int64)
        # Band after band, each left to right: one number tells the place of a letter.
        self._width = int(blobs.x0.max(initial=0)) + 1
        places = bands * self._width + blobs.x0[letters]
        order = np.argsort(places, kind="stable")
        self._letters, self._places = letters[order], places[order]

    def may_stand_high(self, boxes: Blobs, rise: float, tallest: float) -> npt.NDArray[np.bool_]:
        """Which boxes may have a line that ends lower by `rise` of their height, its capitals `tallest` times as tall.

        Seen of all at once. Where this says no, `surroundings` finds nothing, or a line that is not like that.
        """
        owners, found = self._within(boxes, NEAR + WIDEST)
        letters, own = self.blobs.taken(found), boxes.taken(owners)
        near = self._on_level(letters, own) & (letters.x1 > own.x0 - NEAR * own.height)
        near &= letters.x0 < own.x1 + NEAR * own.height
        high, small = letters.bottom < own.bottom + rise * own.height, letters.height <= tallest * own.height
        count, fitting = (np.bincount(owners[members], minlength=boxes.x0.size) for members in (near, near & small))
        whole, ending = (
            np.bincount(owners[members], weights=letters.width[members], minlength=boxes.x0.size)
            for members in (near, near & high)
        )
        ends_lower = ending < FOOT * whole
        is_as_large = fitting > (CAPITAL * (count - 1)).astype(np.int64)
        return np.asarray((count >= 2) & ends_lower & is_as_large, dtype=np.bool_)

    def _on_level(self, letters: Blobs, boxes: Blobs) -> npt.NDArray[np.bool_]:
        """Whether each letter may tell the line of its box: beside it or a little lower, as tall, not covered by it."""
        height, tall = boxes.height, letters.height
        level = (letters.top < boxes.bottom + ABOVE * height) & (letters.bottom > boxes.top + 0.3 * height)
        level &= letters.top > boxes.top - 0.9 * height
        level &= (tall >= LOWEST * height) & (tall < np.maximum(HIGHEST * height, LARGEST * self._step))
        covered = (letters.x0 < boxes.x1) & (letters.x1 > boxes.x0) & (letters.bottom < boxes.bottom + 0.3 * height)
        return np.asarray(level & ~covered, dtype=np.bool_)

    def _within(self, boxes: Blobs, reach: float) -> tuple[Columns, Columns]:
        """Pairs of a box (its place) and a letter in the bands beside it that begins within `reach` of its heights."""
        first = np.maximum(0, ((boxes.top - boxes.height) / self._step).astype(np.int64))
        last = ((boxes.bottom + 1.5 * boxes.height) / self._step).astype(np.int64)
        left = np.maximum(0, boxes.x0 - reach * boxes.height)
        right = np.minimum(self._width, boxes.x1 + reach * boxes.height)
        owners, found = [], []
        for step in range(int((last - first).max(initial=-1)) + 1):
            inside = np.flatnonzero(first + step <= last)
            band = (first[inside] + step) * self._width
            starts = np.searchsorted(self._places, band + left[inside])
            sizes = np.maximum(0, np.searchsorted(self._places, band + right[inside]) - starts)
            owners.append(np.repeat(inside, sizes))
            found.append(np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes))
        if not found:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        return np.concatenate(owners), self._letters[np.concatenate(found)]

    def surroundings(self, box: Box) -> Surroundings | None:
        """The line of print that a box stands in; None where fewer than two letters stand near."""
        edges = (np.array([edge], dtype=np.int64) for edge in (box.x0, box.top, box.x1, box.bottom))
        return self.each_surroundings(Blobs(*edges))[0]

    def each_surroundings(self, boxes: Blobs) -> list[Surroundings | None]:
        """The same for each of the boxes."""
        if not boxes.x0.size:
            return []
        owners, found = self._within(boxes, FAR)
        level = self._on_level(self.blobs.taken(found), boxes.taken(owners))
        owners, found = owners[level], found[level]
        order = np.argsort(owners, kind="stable")
        lines = np.split(found[order], np.searchsorted(owners[order], np.arange(1, boxes.x0.size)))
        reach = NEAR * boxes.height
        return [
            self._line_to_surroundings(line, float(left), float(right))
            for line, left, right in zip(lines, boxes.x0 - reach, boxes.x1 + reach, strict=True)
        ]

    def _line_to_surroundings(self, line: Columns, left: float, right: float) -> Surroundings | None:
        """What letters on one level say; those between `left` and `right` are near."""
        letters = self.blobs.taken(line)
        near = (letters.x1 > left) & (letters.x0 < right)
        feet, heights, widths = letters.bottom[near], letters.height[near], letters.width[near]
        if feet.size < 2:
            return None
        tall = _share(letters.height, TALL)
        # The last word of a paragraph, "năm.", may have no tall letter.
        tall = max(tall, self._typical) if line.size < FEW else tall
        base, highest = (_share_of_width(feet, widths, share) for share in (0.5, FOOT))
        return Surroundings(_share(heights, CAPITAL), base, highest, tall)


def _share_of_width(values: npt.NDArray[Any], widths: npt.NDArray[Any], share: float) -> float:
    """The lowest value up to which this share of their width lies: brackets and figures are narrow beside letters."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(widths[order]) >= share * widths.sum()
    return float(values[order][int(np.argmax(reached))])


def _share(values: npt.NDArray[Any], share: float) -> float:
    """The value that this share of them lies below, between neighbours in proportion."""
    ordered = np.sort(values)
    place = share * (ordered.size - 1)
    low = int(place)
    high = min(low + 1, ordered.size - 1)
    return float(ordered[low] + (place - low) * (ordered[high] - ordered[low]))
