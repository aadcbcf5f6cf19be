"""Runs of ink along rows: the same as closing and opening the image would leave, without looking at all pixels."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from extract.ink.runs import Runs, ink_to_runs

INKS = arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 40)), elements=st.sampled_from([0, 255]))


def painted(runs: Runs) -> np.ndarray:
    image = np.zeros(runs.shape, np.uint8)
    for row, start, end in runs.spans():
        image[row, start:end] = 255
    return image


def spans(*rows: str) -> list[tuple[int, int, int]]:
    return list(ink_to_runs(np.array([[c == "#" for c in row] for row in rows])).spans())


def test_each_stretch_of_ink_is_a_run() -> None:
    assert spans("##..#", ".....", "#####") == [(0, 0, 2), (0, 4, 5), (2, 0, 5)]
    assert spans(".....") == []


@given(INKS)
def test_runs_are_all_of_the_ink(ink: np.ndarray) -> None:
    assert np.array_equal(painted(ink_to_runs(ink)), ink)


@given(INKS, st.sampled_from([3, 5, 7]), st.sampled_from([3, 5, 9]))
def test_joined_and_longer_are_closing_and_opening(ink: np.ndarray, gap: int, length: int) -> None:
    """Away from the edges of the image, where OpenCV takes for ink what it cannot see."""
    wide = np.pad(ink, ((0, 0), (20, 20)))
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    assert np.array_equal(painted(ink_to_runs(wide).joined(gap).longer(length)), opened)


@pytest.mark.parametrize(("gap", "bands"), [(1, 3), (2, 2), (5, 1)])
def test_rows_without_runs_part_bands(gap: int, bands: int) -> None:
    ink = np.zeros((12, 5), np.uint8)
    ink[[0, 1, 3, 8], 2:4] = 255
    found = ink_to_runs(ink).bands(gap)
    assert len(found) == bands
    assert sum(band.rows.size for band in found) == 4


def test_an_empty_page_has_no_bands() -> None:
    assert ink_to_runs(np.zeros((4, 4), np.uint8)).joined(3).longer(2).bands(1) == []
