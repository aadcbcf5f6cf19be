"""Lines from edge to edge go where a table shows what rules are; print under them and rules stay."""

from __future__ import annotations

import numpy as np
import pytest

from extract.paper.streaks import gray_without_streaks
from extract.raster import GrayImage

DPI = 100.0
STREAK = slice(300, 302)
PAPER = 250


def page(rules: tuple[int, int] | None, streak: int | None, first: int = 60) -> GrayImage:
    """A page of 8 × 11 inches with words from row `first` on, upright rules over these rows, a streak in this shade."""
    gray = np.full((1100, 800), PAPER, np.float32)
    for top in range(first, 1100 - first, 20):
        gray[top : top + 8, 100:700] = np.where(np.arange(600) % 8 < 5, 20, PAPER)
    if rules:
        gray[slice(*rules), 200:202] = gray[slice(*rules), 600:602] = 10
    if streak is not None:
        gray[:, STREAK] = np.minimum(gray[:, STREAK] - (PAPER - streak), PAPER)
    noise = np.random.default_rng(5).normal(0, 2, gray.shape)
    return np.clip(gray + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("streak", [140, 190, 225])
def test_the_paper_under_a_streak_is_as_light_as_beside_it_and_print_stays(streak: int) -> None:
    clean = gray_without_streaks(page((100, 900), streak), DPI)
    assert clean[1045:, STREAK].mean() == pytest.approx(PAPER, abs=6)
    assert clean[62:66, STREAK].mean() < 60
    rest = np.r_[0:297, 305:800]
    assert np.array_equal(clean[:, rest], page((100, 900), streak)[:, rest])


def test_a_page_without_upright_rules_is_known_by_its_margins() -> None:
    assert gray_without_streaks(page(None, 190), DPI)[1045:, STREAK].mean() == pytest.approx(PAPER, abs=6)


@pytest.mark.parametrize(
    ("rules", "streak", "first"),
    [
        pytest.param((100, 900), None, 60, id="rules end with their table"),
        pytest.param((0, 1100), None, 20, id="a page cut to its table"),
        pytest.param((0, 1100), 190, 20, id="a page on which all lines run through"),
        pytest.param((100, 900), 40, 60, id="black"),
    ],
)
def test_other_pages_stay(rules: tuple[int, int] | None, streak: int | None, first: int) -> None:
    gray = page(rules, streak, first)
    assert np.array_equal(gray_without_streaks(gray, DPI), gray)
