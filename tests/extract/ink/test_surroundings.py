"""The line of print that a piece of ink stands in, told from the letters beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ink.surroundings import FAINTEST, Lookup, gray_to_blobs, gray_to_closed_blobs
from models.records import Box

# (left edge, top, bottom): letters ten pixels wide on the base line at 60, small ones 14 high, tall ones 20.
SMALL, TALL = (46, 60), (40, 60)


def page(*letters: tuple[int, int], ink: int = 0) -> np.ndarray:
    """Letters side by side, 14 pixels apart."""
    gray = np.full((100, 20 + 14 * len(letters)), 255, np.uint8)
    for i, (top, bottom) in enumerate(letters):
        gray[top:bottom, 10 + 14 * i : 20 + 14 * i] = ink
    return gray


def test_base_line_and_capitals_come_from_the_letters_beside() -> None:
    gray = page(*([TALL, SMALL, SMALL] * 5))
    place = Lookup(gray_to_blobs(gray), 16.0).surroundings(Box(100, 36, 106, 48))
    assert place is not None
    assert place.base == pytest.approx(60, abs=1)
    assert place.tall == pytest.approx(20, abs=2)


def test_capitals_are_those_of_the_line_where_only_small_letters_stand_near() -> None:
    """As behind "chuyên môn." at the end of a line: what is near has the height of small letters."""
    gray = page(*[TALL] * 20, *[SMALL] * 10)
    place = Lookup(gray_to_blobs(gray), 14.0).surroundings(Box(428, 36, 434, 48))
    assert place is not None
    assert place.capital < 17 < place.tall


def test_narrow_pieces_that_end_high_are_no_base_line() -> None:
    """Brackets and figures of markers, beside a word of three letters."""
    gray = page(*[TALL] * 3)
    for x in range(56, 100, 10):
        gray[38:50, x : x + 4] = 0
    place = Lookup(gray_to_blobs(gray), 16.0).surroundings(Box(76, 38, 80, 50))
    assert place is not None
    assert (place.base, place.highest) == pytest.approx((60, 60), abs=1)


@pytest.mark.parametrize("letters", [(), (SMALL,)])
def test_without_letters_near_there_is_no_line(letters: tuple[tuple[int, int], ...]) -> None:
    assert Lookup(gray_to_blobs(page(*letters)), 16.0).surroundings(Box(40, 36, 46, 48)) is None


@given(st.lists(st.tuples(st.integers(20, 60), st.integers(8, 30)), min_size=2, max_size=14))
def test_what_cannot_stand_high_is_told_without_measuring_its_line(tops: list[tuple[int, int]]) -> None:
    """Where all boxes are looked at at once and the answer is no, measuring one of them says the same."""
    blobs = gray_to_blobs(page(*[(top, top + height) for top, height in tops]))
    lookup = Lookup(blobs, 16.0)
    may = lookup.may_stand_high(blobs, 0.16, 2.4)
    for place in np.flatnonzero(~may).tolist():
        box = Box(*(float(v[place]) for v in (blobs.x0, blobs.top, blobs.x1, blobs.bottom)))
        line = lookup.surroundings(box)
        assert line is None or line.highest - box.bottom < 0.16 * box.height or line.capital > 2.4 * box.height


def test_a_thin_stroke_is_ink_only_where_all_that_is_gray_counts() -> None:
    gray = page(TALL, ink=200)
    assert gray_to_blobs(gray).height.size == 0
    assert gray_to_blobs(gray, FAINTEST).height.size == 1


@pytest.mark.parametrize(("gap", "pieces"), [(2, 1), (8, 2)])
def test_pieces_parted_by_less_than_a_stroke_are_one(gap: int, pieces: int) -> None:
    gray = page(TALL)
    gray[50 : 50 + gap] = 255
    assert gray_to_closed_blobs(gray, gray_to_blobs(gray, FAINTEST)).height.size == pieces
