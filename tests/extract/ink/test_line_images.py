"""Lines that stand close are parted by the ink of each, accents, dots and tails with their letters."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ink.line_images import (
    gray_to_pieces,
    pieces_to_base_lines,
    pieces_to_letter_height,
    pieces_to_line_images,
)
from extract.ink.pixels import GrayImage
from tests.factories import paper

LETTER = 20
FIRST, SECOND = 60, 104
"""The rows on which the letters of two lines stand."""


def two_lines(*blots: tuple[int, int, int, int]) -> GrayImage:
    """Two lines of six letters on their base lines, and blots (x0, top, x1, bottom)."""
    gray = paper(140, 260)
    for base in (FIRST, SECOND):
        for x in range(20, 240, 40):
            gray[base - LETTER : base, x : x + 14] = 0
    for x0, top, x1, bottom in blots:
        gray[top:bottom, x0:x1] = 0
    return gray


def parted(gray: GrayImage) -> list[GrayImage]:
    """The ink of each line at its place on paper as large as the image."""
    pieces = gray_to_pieces(gray)
    found = []
    for line in pieces_to_line_images(gray, pieces, pieces_to_letter_height(pieces)):
        whole = np.full_like(gray, 255)
        height, width = line.gray.shape
        whole[line.top : line.top + height, line.left : line.left + width] = line.gray
        found.append(whole)
    return found


def test_each_line_has_its_letters_and_no_ink_is_lost() -> None:
    gray = two_lines()
    upper, lower = parted(gray)
    assert (upper[: FIRST + 1] == gray[: FIRST + 1]).all()
    assert (lower[FIRST + 1 :] == gray[FIRST + 1 :]).all()


@pytest.mark.parametrize(
    ("what", "blot", "line"),
    [
        ("an accent on the second line", (62, 76, 72, 80), 1),
        ("an accent on an accent of it", (62, 70, 72, 74), 1),
        ("a dot below a letter of the first line", (64, 63, 69, 67), 0),
        ("an accent on the first line", (62, 30, 72, 36), 0),
        ("a dot below the second line", (64, 108, 69, 112), 1),
        ("a stop at the end of the first line", (236, 56, 240, 60), 0),
    ],
)
def test_signs_go_with_the_line_that_they_stand_at(what: str, blot: tuple[int, int, int, int], line: int) -> None:
    under = [(62, 76, 72, 80)] if "on an accent" in what else []
    images = parted(two_lines(blot, *under))
    x0, top, x1, bottom = blot
    dark = [bool((image[top:bottom, x0:x1] < 128).any()) for image in images]
    assert dark == [line == 0, line == 1]


def test_blank_paper_has_no_lines() -> None:
    pieces = gray_to_pieces(paper(40, 40))
    assert pieces_to_letter_height(pieces) == 0
    assert pieces_to_base_lines(pieces, 20.0) == []
    assert pieces_to_line_images(paper(40, 40), pieces, 20.0) == ()
