"""Thin strokes are made darker; whole strokes, rough paper and blank paper stay as they are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ink.pixels import GrayImage
from extract.ink.thin_print import gray_with_thin_print_dark


def page_of_strokes(hairline: int, noise: float = 0.0) -> GrayImage:
    """Stems three pixels wide, joined by hairlines of this gray, on paper with so much noise."""
    page = np.full((600, 600), 254, np.uint8)
    for y in range(30, 560, 40):
        for x in range(30, 560, 24):
            cv2.rectangle(page, (x, y), (x + 2, y + 20), 20, -1)
            for row in (y, y + 10, y + 20):
                cv2.line(page, (x + 3, row), (x + 16, row), hairline, 1)
    grain = np.random.default_rng(7).normal(0, noise, page.shape)
    return np.clip(page + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("about", "page", "changes"),
    [
        ("hairlines paler than ink", page_of_strokes(195), True),
        ("hairlines as dark as ink", page_of_strokes(90), False),
        ("hairlines on paper with grain", page_of_strokes(195, noise=6), False),
        ("nothing printed", np.full((600, 600), 254, np.uint8), False),
    ],
)
def test_only_thin_print_is_darkened(about: str, page: GrayImage, changes: bool) -> None:
    assert (not np.array_equal(gray_with_thin_print_dark(page), page)) is changes, about


def test_hairlines_become_ink_and_paper_stays_white() -> None:
    page = page_of_strokes(195)
    dark = gray_with_thin_print_dark(page)
    assert dark[page == 195].max() < 60
    assert dark[page == 254].min() == 255
