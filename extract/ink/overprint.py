"""Print told apart from paler ink over it in one cell: a seal copied in gray, a stamp, a pale pen.

Colour is taken out of the page before (`extract.raster`); here only darkness is left to tell by. A hairline of a thin
letter is as pale as a seal, but it has dark strokes at both ends: only what runs on without any is taken for foreign.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import GrayImage, gray_to_ink

# Strokes of print reach this shade somewhere; those of a gray seal do not.
PRINT = 90
# Inches that pale ink runs on without print beside it, before it is foreign.
RUN = 0.17
# Inches around print within which pale ink is its soft edge.
EDGE = 1 / 65
# Foreign ink is paler than print by this much (of 255); in faint print thin strokes are paler than thick ones by less.
PALER = 50
# Foreign ink runs on: its runs are at least this share of all that goes. Else the hairlines of the letters would go.
RUNNING = 0.25


@dataclass(frozen=True, slots=True)
class Parted:
    """`gray` holds the dark print alone where `overprinted`; else it is the image as it was."""

    gray: GrayImage
    overprinted: bool


def gray_to_parted(gray: GrayImage, dpi: float) -> Parted:
    """Take paler strokes away where dark print and paler strokes stand in one image."""
    if not _has_run(gray, dpi):
        return Parted(gray, False)
    dark = _without_small(gray < PRINT, dpi / 40)
    foreign = _pale_runs(gray, dark, dpi)
    if not dark.any() or not foreign.any():
        return Parted(gray, False)
    if float(np.median(gray[foreign])) - float(np.median(gray[dark])) < PALER:
        return Parted(gray, False)
    # What is nearly as dark as the seal is no print; the seal's own shade sets the level.
    level = min(PRINT + 25.0, float(np.percentile(gray[foreign], 15)) - 5)
    # Small dark blobs stay: a decimal comma is no larger.
    kept = _grown(_without_small(gray < level, dpi / 110), dpi)
    if int(foreign.sum()) < RUNNING * int(((gray_to_ink(gray) > 0) & ~kept).sum()):
        return Parted(gray, False)
    clean = gray.copy()
    clean[~kept] = 255
    return Parted(clean, True)


def _has_run(gray: GrayImage, dpi: float) -> bool:
    """Whether there is enough pale ink at all: most cells are done here."""
    return int(((gray >= PRINT) & (gray_to_ink(gray) > 0)).sum()) > RUN * dpi


def _pale_runs(gray: GrayImage, dark: npt.NDArray[np.bool_], dpi: float) -> npt.NDArray[np.bool_]:
    """Pixels of pale strokes that run on away from all dark print."""
    pale = (gray_to_ink(gray) > 0) & ~_grown(dark, dpi)
    return _without_small(pale, RUN * dpi)


def _grown(mask: npt.NDArray[np.bool_], dpi: float) -> npt.NDArray[np.bool_]:
    side = 2 * max(1, round(EDGE * dpi)) + 1
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)) > 0)


def _without_small(mask: npt.NDArray[np.bool_], longest: float) -> npt.NDArray[np.bool_]:
    """Only the blobs of a mask that are longer than this (pixels)."""
    labels, stats = ink_to_pieces(mask.astype(np.uint8))
    keep = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) > longest
    keep[0] = False
    return np.asarray(keep[labels])
