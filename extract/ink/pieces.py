"""Connected pieces of ink. Images are arrays (height, width); pixels, origin top left."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int32]


def ink_to_pieces(ink: npt.NDArray[Any]) -> tuple[Labels, Labels]:
    """The pieces of what is not 0, corners joined: (height, width) with the number of each pixel's piece, 0 for paper,
    and a row (x, y, width, height, area) for each number.

    Of OpenCV's ways to label this one takes half the time of the default on a page, with the same pieces. An image
    without pixels, for which it would end the program, has no piece.
    """
    if ink.size == 0:
        return np.zeros(ink.shape, np.int32), np.zeros((1, 5), np.int32)
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return np.asarray(labels, dtype=np.int32), np.asarray(stats, dtype=np.int32)


def ink_to_boxes(ink: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """A row (x0, top, x1, bottom) for each piece, when nothing else of them is asked: half the time again."""
    outlines, above = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return np.empty((0, 4), dtype=np.int64)
    # What lies within another outline is the rim of a hole.
    outer = [outline for outline, outside in zip(outlines, above[0, :, 3].tolist(), strict=True) if outside < 0]
    starts = np.cumsum([0, *(len(outline) for outline in outer[:-1])])
    points = np.concatenate(outer)[:, 0].astype(np.int64)
    low, high = (extreme.reduceat(points, starts) for extreme in (np.minimum, np.maximum))
    return np.concatenate((low, high + 1), axis=1)
