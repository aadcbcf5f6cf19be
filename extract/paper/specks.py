"""Specks of dust and noise taken from a page. Images are arrays (height, width), 0 black to 255 white."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import Labels, ink_to_pieces
from extract.ink.pixels import GrayImage, gray_to_ink, gray_to_print_area

# More specks than this for each letter call for a median.
SPECKLED = 0.1
# A pixel that is darker or lighter than all around it by this much is dust or noise; a stroke is longer.
ALONE = 64
AROUND = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], np.uint8)
# A full stop in small type has more pixels of ink than this (at 200 dots per inch), dust has less.
DUST, DUST_DPI = 4, 200
# So few specks far from print are no dirt all over the page; ink in the thinnest strokes is no paler than PALE.
FEW, PALE = 200, 218
# Stars are so many pixels wide and tall, and the next one begins so many widths further.
FEWEST_PIXELS, STEP = 3, 3.5
# Pixels by which the rows, widths and heights of stars beside one another differ.
ALIKE = 2


def speck_density(stats: Labels, dpi: float) -> float:
    """Specks (far smaller than a full stop) for each piece of ink that is a letter; `stats` of `ink_to_pieces`."""
    areas, speck = stats[1:, cv2.CC_STAT_AREA], max(2, round((dpi / 150) ** 2))
    return float((areas <= speck).sum()) / max(1, int((areas > 12 * speck).sum()))


def gray_without_single_pixels(gray: GrayImage) -> GrayImage:
    """Without black pixels alone on white and white ones alone in black, as faxes are full of them.

    It is done while they are single, before the page is turned, and leaves the thinnest strokes as they are: a median,
    which takes away larger specks as well, eats small raised figures.
    """
    lightest, darkest = cv2.dilate(gray, AROUND), cv2.erode(gray, AROUND)
    alone = np.maximum(cv2.subtract(darkest, gray), cv2.subtract(gray, lightest)) > ALONE
    return np.where(alone, cv2.medianBlur(gray, 3), gray)


def gray_is_speckled(gray: GrayImage, dpi: float) -> bool:
    """Whether dust and noise are all over a page."""
    return speck_density(ink_to_pieces(gray_to_ink(gray))[1], dpi) > SPECKLED


def gray_with_median(gray: GrayImage) -> GrayImage:
    """The image after a 3 × 3 median, which takes specks away that touch print, and rubs thin strokes off."""
    return np.asarray(cv2.medianBlur(gray, 3), dtype=np.uint8)


def gray_without_dust(gray: GrayImage, dpi: float) -> GrayImage:
    """Without pieces of ink smaller than any stop, near print too, where they read as one; strokes stay as they are."""
    labels, stats = ink_to_pieces(gray_to_ink(gray))
    small = stats[:, cv2.CC_STAT_AREA] <= DUST * min(1.0, (dpi / DUST_DPI) ** 2)
    return _without(gray, (small[labels] * np.uint8(255)).astype(np.uint8))


def gray_without_specks(gray: GrayImage, dpi: float) -> GrayImage:
    """Without blobs as small as a full stop that stand far from all print."""
    x0, top, x1, bottom = gray_to_print_area(gray, 0)
    if x0 == x1:
        return gray
    clean = gray.copy()
    clean[top:bottom, x0:x1] = _print_without_specks(np.ascontiguousarray(gray[top:bottom, x0:x1]), dpi)
    return clean


def _print_without_specks(gray: GrayImage, dpi: float) -> GrayImage:
    ink = gray_to_ink(gray)
    labels, stats = ink_to_pieces(ink)
    largest = max(3, round(dpi / 34))
    small = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) <= largest
    # A page is mostly paper: what follows looks at pixels of ink alone, by their place in the image read row by row.
    places = np.flatnonzero(ink > 0)
    owners = labels.ravel()[places]
    places, owners = places[small[owners]], owners[small[owners]]
    ink.ravel()[places] = 0
    reach = np.ones((2 * round(dpi / 16) + 1, 2 * round(dpi / 13) + 1), np.uint8)
    near = cv2.dilate(ink, reach).ravel()[places] > 0
    kept = np.zeros(stats.shape[0], dtype=bool)
    kept[owners[near]] = True
    kept = _with_rows(kept, small, stats)
    # A thin marker at the left of a note is ink in parts only, and larger than a speck with its pale ones.
    if 0 < np.unique(owners[~kept[owners]]).size <= FEW:
        pale, sizes = ink_to_pieces(np.ascontiguousarray((gray < PALE) * np.uint8(255)))
        larger = np.maximum(sizes[:, cv2.CC_STAT_WIDTH], sizes[:, cv2.CC_STAT_HEIGHT]) > largest
        kept[owners[larger[pale.ravel()[places]]]] = True
    specks = np.zeros_like(ink)
    specks.ravel()[places[~kept[owners]]] = 255
    return _without(gray, specks)


def _with_rows(kept: npt.NDArray[np.bool_], small: npt.NDArray[np.bool_], stats: Labels) -> npt.NDArray[np.bool_]:
    """The small pieces that are kept, with those beside them that look alike: stars in a row open a note, far from it.

    Dust is seldom as wide and as tall as its neighbour, and on its level.
    """
    left, top, width, height = (stats[:, column] for column in range(4))
    broad = small & (np.minimum(width, height) >= FEWEST_PIXELS)
    rest, latest = np.flatnonzero(broad & ~kept), np.flatnonzero(broad & kept)
    whole = kept.copy()
    while rest.size and latest.size:
        across, down, wider, taller = (
            np.abs(each[rest][:, np.newaxis] - each[latest]) for each in (left, top, width, height)
        )
        beside = (across <= STEP * width[latest]) & (np.maximum(down, np.maximum(wider, taller)) <= ALIKE)
        found = beside.any(axis=1)
        latest, rest = rest[found], rest[~found]
        whole[latest] = True
    return whole


def _without(gray: GrayImage, specks: GrayImage) -> GrayImage:
    """The image with specks painted white, and their gray rims."""
    return np.asarray(cv2.bitwise_or(gray, cv2.dilate(specks, np.ones((3, 3), np.uint8))), dtype=np.uint8)
