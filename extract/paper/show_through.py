"""The back of the sheet, shining through the paper: print paler than the front's, mirrored, with rules of its own.

Its letters are too pale for ink, but its rules look like faint rules of the front. What tells them apart is the
company they keep: where letters shine through as well, what is no darker than they are comes from the back.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import GrayImage, gray_to_darker

# Anything darker than this (of 255, on a page divided by its paper) is a mark; paper is lighter.
MARK = 230
# A letter is this high, at most this wide, and covers at least this much (inches, square inches).
HEIGHTS, WIDTHS, AREA = (0.06, 0.25), (0.02, 0.3), 0.0012
# The back shows when there are so many pale letters, so many for each dark one but not too many (the front may be pale
# itself), and a gap between the two kinds: one front in print of many shades has letters of every darkness.
PALE_LETTERS, PALE_SHARE, BETWEEN = 20, (0.05, 2.0), 0.25
# Front print is darker than this; the soft edges of its strokes are this wide (inches).
DARK, EDGE = 110, 0.006
# Single letters of the back are darker than nearly all of them by this much.
SPREAD = 8
# Letters are looked at in half the resolution from here on (dots per inch).
FINE = 220


def gray_without_back(gray: GrayImage, dpi: float, ink: int) -> GrayImage:
    """Paint white what shines through from the back; `ink` is the level below which a pixel is ink and stays.

    `gray` is divided by its paper. A page where nothing shines through comes back as it is.
    """
    level = letters_to_back_level(gray_to_darkness(*gray_to_smooth(gray, dpi), ink), ink)
    if level is None:
        return gray
    side = 2 * max(1, round(EDGE * dpi)) + 1
    front = gray_to_darker(gray, ink)
    edges = cv2.dilate(front, np.ones((side, side), np.uint8)) > 0
    return np.ascontiguousarray(np.where(edges | (gray < level), gray, 255), dtype=np.uint8)


def gray_to_smooth(gray: GrayImage, dpi: float) -> tuple[GrayImage, float]:
    """The page without its grain, and its resolution: fine ones are halved, which is as good and less to look at."""
    if dpi < FINE:
        return np.asarray(cv2.blur(gray, (3, 3)), dtype=np.uint8), dpi
    return np.asarray(cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8), dpi / 2


def gray_to_darkness(smooth: GrayImage, dpi: float, ink: int) -> npt.NDArray[np.uint8]:
    """The darkest level of each letter: those in ink, with what shines through around them left out, and pale ones."""
    all_marks = _marks_to_darkness(smooth, dpi, MARK)
    pale = all_marks[all_marks >= ink]
    # Without them there is no need to look at the front.
    return pale if pale.size < PALE_LETTERS else np.concatenate((_marks_to_darkness(smooth, dpi, ink), pale))


def _marks_to_darkness(smooth: GrayImage, dpi: float, level: int) -> npt.NDArray[np.uint8]:
    """The darkest level of each mark below `level` that has the size of a letter."""
    marks = np.ascontiguousarray((smooth < level) * np.uint8(255), dtype=np.uint8)
    labels, stats = ink_to_pieces(marks)
    width, height = stats[:, cv2.CC_STAT_WIDTH] / dpi, stats[:, cv2.CC_STAT_HEIGHT] / dpi
    letters: npt.NDArray[Any] = (height >= HEIGHTS[0]) & (height <= HEIGHTS[1])
    letters &= (width >= WIDTHS[0]) & (width <= WIDTHS[1]) & (stats[:, cv2.CC_STAT_AREA] >= AREA * dpi**2)
    letters[0] = False
    darkest = np.full(len(stats), 255, dtype=np.uint8)
    places = np.flatnonzero(marks > 0)
    np.minimum.at(darkest, labels.ravel()[places], smooth.ravel()[places])
    return np.ascontiguousarray(darkest[letters], dtype=np.uint8)


def letters_to_back_level(darkness: npt.NDArray[np.uint8], ink: int) -> int | None:
    """The level that print of the back does not fall below, never darker than `ink`; None where no back shows."""
    pale, dark = darkness[darkness >= ink], darkness[darkness < DARK]
    between = darkness.size - pale.size - dark.size
    least, most = (share * dark.size for share in PALE_SHARE)
    if not max(PALE_LETTERS, least) <= pale.size <= most or between > BETWEEN * pale.size:
        return None
    return max(ink, round(float(np.percentile(pale, 2))) - SPREAD)
