"""Where a line stands is told by its letters; a line of few letters needs to be told how tall capitals are."""

from __future__ import annotations

import pytest

from extract.ink.pixels import GrayImage
from extract.ink.print_level import level_of_line, level_of_short_line
from models.records import Box
from tests.factories import paper

BASE, CAPITAL, SMALL = 60, 30, 20
LINE = Box(0, 25, 300, 70)


def letters(*heights: int, width: int = 16, tail: int = 0) -> GrayImage:
    """Letters of these heights on a base line, the last one with a tail."""
    gray = paper(100, 400)
    for index, height in enumerate(heights):
        foot = BASE + (tail if index == len(heights) - 1 else 0)
        gray[BASE - height : foot, 10 + 30 * index : 10 + 30 * index + width] = 0
    return gray


def test_a_line_tells_its_base_line_and_capitals() -> None:
    assert level_of_line(letters(CAPITAL, SMALL, CAPITAL, SMALL, CAPITAL, SMALL), LINE, 0) == pytest.approx(
        (BASE, CAPITAL), abs=2
    )


@pytest.mark.parametrize(
    ("heights", "width", "tail", "known", "capital"),
    [
        ((CAPITAL, CAPITAL, SMALL), 16, 9, CAPITAL, CAPITAL),
        ((SMALL, SMALL), 16, 0, CAPITAL, CAPITAL),
        ((CAPITAL, CAPITAL), 16, 0, 1.2 * CAPITAL, CAPITAL),
        ((CAPITAL,), 26, 0, CAPITAL, CAPITAL),
    ],
    ids=["one has a tail", "no capitals", "capitals that seemed taller", "two that touch"],
)
def test_a_short_line_stands_where_most_of_it_ends(
    heights: tuple[int, ...], width: int, tail: int, known: float, capital: float
) -> None:
    gray = letters(*heights, width=width, tail=tail)
    assert level_of_line(gray, LINE, 0) is None
    assert level_of_short_line(gray, LINE, 0, known) == pytest.approx((BASE, capital), abs=2)


@pytest.mark.parametrize("gray", [paper(100, 400), paper(2, 2), letters(SMALL, width=8)])
def test_hardly_any_print_stands_nowhere(gray: GrayImage) -> None:
    assert level_of_line(gray, LINE, 0) is None
    assert level_of_short_line(gray, LINE, 0, CAPITAL) is None
