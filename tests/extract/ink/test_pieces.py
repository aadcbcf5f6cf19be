"""Connected pieces of ink: corners count as joined, and both ways to find them agree."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from extract.ink.pieces import ink_to_boxes, ink_to_pieces

INKS = arrays(np.uint8, st.tuples(st.integers(1, 14), st.integers(1, 14)), elements=st.sampled_from([0, 255]))


def test_corners_join_and_a_dot_in_a_ring_is_a_piece() -> None:
    ring = np.zeros((9, 12), np.uint8)
    ring[1:8, 1:8] = 255
    ring[2:7, 2:7] = 0
    ring[4, 4] = 255
    ring[0, 10] = ring[1, 9] = 255
    assert sorted(map(tuple, ink_to_boxes(ring).tolist())) == [(1, 1, 8, 8), (4, 4, 5, 5), (9, 0, 11, 2)]


@given(INKS)
def test_boxes_are_those_of_the_pieces(ink: np.ndarray) -> None:
    _, stats = ink_to_pieces(ink)
    pieces = [(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist()]
    assert sorted(map(tuple, ink_to_boxes(ink).tolist())) == sorted(pieces)


@pytest.mark.parametrize("shape", [(0, 0), (0, 7), (7, 0)])
def test_an_image_without_pixels_has_no_piece(shape: tuple[int, int]) -> None:
    """OpenCV ends the program for one."""
    labels, stats = ink_to_pieces(np.zeros(shape, np.uint8))
    assert (labels.shape, len(stats)) == (shape, 1)


@given(INKS)
def test_each_pixel_of_ink_belongs_to_a_piece_of_its_size(ink: np.ndarray) -> None:
    labels, stats = ink_to_pieces(ink)
    assert np.array_equal(labels > 0, ink > 0)
    assert np.bincount(labels.ravel(), minlength=len(stats))[1:].tolist() == stats[1:, cv2.CC_STAT_AREA].tolist()
