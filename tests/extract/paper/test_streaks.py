"""Lines from edge to edge go where a table shows what rules are; print under them and rules stay."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ink.pixels import GrayImage
from extract.paper.streaks import gray_without_black_streaks, gray_without_streaks

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


def fax(lean: int = 0, share: float = 1.0, first: int = 60, wide: int = 2) -> GrayImage:
    """`page` in black and white, with a streak that leans by `lean` pixels and shows `share` of its ink."""
    gray = np.where(page((100, 900) if first == 60 else (0, 1100), None, first) < 128, 0, 255).astype(np.uint8)
    shown = np.random.default_rng(7).random((1100, wide)) < share
    for y, row in enumerate(shown):
        x = STREAK.start + round(lean * y / 1099)
        gray[y, x : x + wide][row] = 0
    return gray


@pytest.mark.parametrize(
    ("lean", "share"),
    [
        pytest.param(0, 1.0, id="straight"),
        pytest.param(4, 1.0, id="leaning"),
        pytest.param(-8, 1.0, id="leaning more"),
        pytest.param(0, 0.5, id="dotted"),
        pytest.param(3, 0.6, id="dotted, leaning"),
    ],
)
def test_a_black_streak_goes_and_it_is_told_what_it_hid(lean: int, share: float) -> None:
    scan = fax(lean, share)
    scan[500:503, 100:700] = 0
    clean, veil = gray_without_black_streaks(scan, DPI)
    assert veil is not None
    streak = slice(STREAK.start + min(0, lean) - 2, STREAK.stop + max(0, lean) + 2)
    assert (clean[1045:, streak] == 255).mean() > 0.99
    assert (clean[501, 100:700] == 0).all()
    assert (veil[:, streak] == 0).any(axis=1).all()
    assert (np.delete(veil, np.r_[streak], axis=1) == 255).all()
    rest = np.delete(np.arange(800), np.r_[streak])
    assert np.array_equal(clean[:, rest], scan[:, rest])


@pytest.mark.parametrize(
    "scan",
    [
        pytest.param(fax(share=0.0), id="rules end with their table"),
        pytest.param(fax(first=20), id="a page cut to its table"),
        pytest.param(fax(wide=9), id="too wide for a streak"),
        pytest.param(fax(lean=40), id="leaning too much"),
        pytest.param(fax(share=0.05), id="specks"),
    ],
)
def test_other_pages_in_black_and_white_stay(scan: GrayImage) -> None:
    clean, veil = gray_without_black_streaks(scan, DPI)
    assert veil is None
    assert np.array_equal(clean, scan)
