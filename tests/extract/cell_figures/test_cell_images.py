"""What is left of a cell's picture: specks and remains of rules go, thin digits and dots stay."""

from __future__ import annotations

import numpy as np
import pytest

from extract.cell_figures.cell_images import crop_without_remains
from extract.raster import GrayImage, gray_to_ink

DPI = 300.0


def cell(*boxes: tuple[int, int, int, int]) -> GrayImage:
    """A white cell of 100 × 60 pixels with black boxes (x, y, width, height)."""
    image = np.full((60, 100), 255, np.uint8)
    for x, y, width, height in boxes:
        image[y : y + height, x : x + width] = 0
    return image


ONE = (48, 15, 5, 30)


@pytest.mark.parametrize(
    ("boxes", "kept"),
    [
        ([ONE], [ONE]),
        ([(48, 29, 5, 31)], [(48, 29, 5, 31)]),  # a 1 that stands on the rule below
        ([ONE, (0, 0, 3, 60)], [ONE]),  # the rest of the rule at the left
        ([ONE, (0, 58, 100, 2)], [ONE]),  # … below
        ([ONE, (70, 3, 26, 2)], [ONE]),  # … of a bent one
        ([(40, 29, 20, 4)], [(40, 29, 20, 4)]),  # a dash
        ([ONE, (80, 10, 2, 2)], [ONE]),  # a speck
        ([ONE, (56, 40, 4, 5)], [ONE, (56, 40, 4, 5)]),  # a full stop
        ([(40, 40, 5, 5), (50, 40, 5, 5), (60, 40, 5, 5)], [(40, 40, 5, 5), (50, 40, 5, 5), (60, 40, 5, 5)]),
        ([(20, 30, 5, 5)], []),  # a dot alone is dirt
    ],
)
def test_what_stays_of_a_cell(boxes: list[tuple[int, int, int, int]], kept: list[tuple[int, int, int, int]]) -> None:
    assert (gray_to_ink(crop_without_remains(cell(*boxes), DPI)) == gray_to_ink(cell(*kept))).all()
