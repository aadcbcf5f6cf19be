"""Print with thin strokes made darker, before anybody looks at it.

Where toner is worn or a scanner eats at strokes, what is left of hairlines is paler than ink: letters fall to pieces,
small type first, and engines lose whole notes. Gray images, 0 black to 255 white.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pixels import GrayImage

# Ink is darker than this, the core of a stroke no paler; the edges of strokes are darker than SHADE, paper is paler.
INK, SHADE = 160, 225
# Where there is less gray than this for each pixel of ink, no strokes are thin: edges alone give as much.
GRAYEST = 0.4
# A stroke is at most so broad (pixels at 225 dots per inch), and stands out from its paper by this much.
BROADEST, DEEP = 7, 25
# So much of the ridges of all strokes is paler than ink where print is thin. In other scans, those as rough as faxes
# left out by what follows, it is at most 0.165; the rest is the ends of strokes.
PALE = 0.17
# Paper is looked at this near to strokes, and not nearer (pixels). All of it but a GRAIN is at least so white: what is
# rougher, by noise or by JPEG, has specks that would stick to letters when they are darkened too.
NEAR, EDGE = 15, 5
GRAIN, WHITE = 0.02, 250
# What is darkened by: a hairline of 190 becomes 25, its edge of 230 139. Paper becomes white, its grain with it.
POWER, PAPER = 9.0, 246
DARKER = np.array([round(255 * min(1.0, level / PAPER) ** POWER) for level in range(256)], np.uint8)
# Every other band of so many rows tells.
BAND = 128


def gray_with_thin_print_dark(gray: GrayImage) -> GrayImage:
    """The image with all that is no paper made darker, if its strokes are thin; else the image itself."""
    counts = cv2.calcHist([gray], [0], None, [256], [0, 256]).ravel()
    if float(counts[INK:SHADE].sum()) <= GRAYEST * float(counts[:INK].sum()) or not is_thin(gray):
        return gray
    return np.asarray(cv2.LUT(gray, DARKER), np.uint8)


def is_thin(gray: GrayImage) -> bool:
    """Whether the cores of strokes, their darkest pixels across, are often paler than ink, on paper without grain."""
    pale = whole = 0
    paper = np.zeros(256)
    for top in range(0, gray.shape[0], 2 * BAND):
        band = np.ascontiguousarray(gray[top : top + BAND])
        around = np.asarray(cv2.morphologyEx(band, cv2.MORPH_CLOSE, _square(BROADEST)), np.uint8)
        strokes = _where(cv2.subtract(around, band) > DEEP)
        cores = _where((band == cv2.erode(band, np.ones((1, 5)))) | (band == cv2.erode(band, np.ones((5, 1)))))
        cores = np.asarray(cv2.bitwise_and(cores, strokes), np.uint8)
        whole += cv2.countNonZero(cores)
        pale += cv2.countNonZero(cv2.bitwise_and(cores, _where(band >= INK)))
        beside = cv2.subtract(cv2.dilate(strokes, _square(NEAR)), cv2.dilate(strokes, _square(EDGE)))
        paper += cv2.calcHist([band], [0], beside, [256], [0, 256]).ravel()
    rough = float(paper[:WHITE].sum()) > GRAIN * float(paper.sum())
    return pale > PALE * whole and not rough


def _square(side: int) -> GrayImage:
    return np.ones((side, side), np.uint8)


def _where(found: npt.NDArray[np.bool_]) -> GrayImage:
    return found.view(np.uint8)
