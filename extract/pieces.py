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

    Of OpenCV's ways to label this one takes half the time of the default on a page, with the same pieces.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return np.asarray(labels, dtype=np.int32), np.asarray(stats, dtype=np.int32)
