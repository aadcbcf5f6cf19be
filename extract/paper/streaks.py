"""Upright lines from one edge of a page to the other: dust on the glass under which a feeder draws the paper.

Such a line looks like a rule and parts the columns of tables where nothing is ruled. It is paler than print: what is
printed under it is darker still, so that the paper under it can be made as light as the paper beside it. Pixels, origin
top left.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

GrayImage = npt.NDArray[np.uint8]

# Rows that are taken together against grain, and bands of a page; a column is as light as its lightest rows in a band.
ROWS, BANDS = 8, 16
# A streak is narrower than this (inches), darker than the paper beside it by this much (of 255), and no darker than
# this: what is has no print to show.
NARROW, DARKER, BLACK = 0.06, 8, 110
# It is seen in this share of the bands at least, the outer ones among them; a rule ends with its table.
SHARE = 0.85
# Paper beside the upper and the lower edge of a page (inches), how dark print is, the share of it that specks may be.
MARGIN, PRINT, SPECKS = 0.4, 160, 0.001


def gray_without_streaks(gray: GrayImage, dpi: float) -> GrayImage:
    """The page with the paper under streaks as light as beside them.

    A page whose upright lines all run from edge to edge stays where there is print up to its upper and its lower edge:
    it may show nothing but a table.
    """
    light = _columns_to_light(gray)
    beside = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((1, max(3, round(NARROW * dpi)) | 1), np.uint8))
    dark = beside.astype(np.int16) - light >= DARKER
    seen = dark.mean(axis=0) >= SHARE
    streak = seen & dark[0] & dark[-1]
    if not streak.any() or not ((dark & ~_widened(seen)).any() or _has_blank_ends(gray, ~_widened(seen), dpi)):
        return gray
    columns = np.flatnonzero(_widened(streak & ~_widened(np.median(light, axis=0) < BLACK)))
    clean = gray.copy()
    edges = np.linspace(0, gray.shape[0], BANDS + 1).round().astype(int)
    for band, (top, bottom) in enumerate(pairwise(edges)):
        gain = beside[band, columns] / np.maximum(light[band, columns], 1).astype(np.float32)
        clean[top:bottom, columns] = np.clip(gray[top:bottom, columns] * gain, 0, 255).astype(np.uint8)
    return clean


def _has_blank_ends(gray: GrayImage, columns: npt.NDArray[np.bool_], dpi: float) -> bool:
    """Whether there is hardly any print in these columns beside the upper and beside the lower edge of the page."""
    rows = round(MARGIN * dpi)
    return all(float((end[:, columns] < PRINT).mean()) < SPECKS for end in (gray[:rows], gray[-rows:]))


def _columns_to_light(gray: GrayImage) -> GrayImage:
    """(BANDS, width): how light each column is at its lightest within each band of the page."""
    height, width = gray.shape
    rows = max(1, height // (ROWS * BANDS))
    small = cv2.resize(gray, (width, rows * BANDS), interpolation=cv2.INTER_AREA)
    return np.asarray(small.reshape(BANDS, rows, width).max(axis=1), dtype=np.uint8)


def _widened(columns: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """With the soft edges of lines."""
    return np.asarray(np.convolve(columns, np.ones(5), "same") > 0)
