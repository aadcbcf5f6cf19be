"""Lines that bend come back straight; a flat page, a slope and a blank page are left alone."""

from __future__ import annotations

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from extract.ink.pixels import GrayImage, gray_to_ink
from extract.paper.flatten import gray_to_flat, ink_to_bends
from tests.factories import paper
from tests.synthesis import found_fonts, make_report

DPI = 200.0
XS, YS = (150, 300, 900, 1150, 1500), range(300, 2000, 90)


def _page() -> GrayImage:
    """A ruled table with a word in each cell, and lines of text above it."""
    gray = paper(2200, 1700)
    for row, y in enumerate(YS):
        cv2.line(gray, (XS[0], y), (XS[-1], y), 0, 2)
        for x in XS[:-1]:
            cv2.putText(gray, f"Muc {row}", (x + 20, y + 60), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), 0, 2)
    for row in range(3):
        cv2.putText(gray, "Ket qua thuc hien cua cac don vi", (150, 100 + 60 * row), cv2.FONT_HERSHEY_DUPLEX, 1.5, 0, 2)
    return gray


def _bent(gray: GrayImage, down: float, across: float, waves: float = 1.0) -> GrayImage:
    height, width = gray.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    map_y = y + down * np.sin(waves * 2 * np.pi * x / width + 1)
    map_x = x + across * np.sin(waves * 2 * np.pi * y / height + 2)
    moved = cv2.remap(gray, map_x.astype(np.float32), map_y.astype(np.float32), cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(moved, dtype=np.uint8)


def _most_in_a_row(gray: GrayImage) -> tuple[int, int]:
    """How many pixels of the straightest row and column are ink: a bent rule has few in any."""
    ink = cv2.dilate(gray_to_ink(gray), np.ones((3, 3), np.uint8)) > 0
    return int(ink.sum(axis=1).max()), int(ink.sum(axis=0).max())


@pytest.mark.parametrize(
    ("down", "across", "waves"),
    [(10.0, 6.0, 1.0), (-10.0, 0.0, 1.0), (0.0, 8.0, 1.0), (15.0, -8.0, 0.5), (6.0, 4.0, 1.3)],
)
def test_bent_rules_come_back_straight(down: float, across: float, waves: float) -> None:
    gray = _bent(_page(), down, across, waves)
    bends = ink_to_bends(gray_to_ink(gray), DPI)
    assert bends is not None
    rows, columns = _most_in_a_row(gray_to_flat(gray, bends, DPI))
    straight_rows, straight_columns = _most_in_a_row(_page())
    assert rows > 0.9 * straight_rows
    assert columns > 0.9 * straight_columns


def test_what_is_left_of_a_slope_counts_as_slope() -> None:
    gray = _page()
    slope = np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float32)
    slope[1, 0] = np.tan(np.radians(0.5))
    height, width = gray.shape
    sloping = np.asarray(cv2.warpAffine(gray, slope, (width, height), borderValue=(255,)), dtype=np.uint8)
    bends = ink_to_bends(gray_to_ink(sloping), DPI)
    assert bends is not None
    assert bends.degrees == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("noise", [0.0, 8.0])
def test_a_flat_page_is_left_alone(noise: float) -> None:
    grain = np.random.default_rng(1).normal(0, noise, _page().shape)
    gray = np.clip(_page() + grain, 0, 255).astype(np.uint8)
    assert ink_to_bends(gray_to_ink(gray), DPI) is None


def test_a_blank_page_and_a_line_of_text_tell_nothing() -> None:
    gray = paper(2200, 1700)
    assert ink_to_bends(gray_to_ink(gray), DPI) is None
    cv2.putText(gray, "Trang 3", (700, 300), cv2.FONT_HERSHEY_DUPLEX, 1.5, 0, 2)
    assert ink_to_bends(gray_to_ink(gray), DPI) is None


@pytest.mark.parametrize("font", found_fonts())
def test_stems_of_letters_bend_no_page(font: str) -> None:
    """Brackets, slashes and the stems of accented capitals are as long as bent rules are in pieces."""
    pdf = make_report(9301, font, forms=[]).pdf
    document = pdfium.PdfDocument(pdf)
    for index in (0, 1):
        gray = np.asarray(document[index].render(scale=DPI / 72).to_pil().convert("L"), dtype=np.uint8)
        assert ink_to_bends(gray_to_ink(gray), DPI) is None
    document.close()
