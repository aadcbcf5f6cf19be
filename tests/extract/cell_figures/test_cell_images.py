"""What is left of a cell's picture: specks and remains of rules go, thin digits and dots stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.cell_figures.cell_images import cell_to_image, crop_without_remains
from extract.ink.pixels import GrayImage, gray_to_ink
from extract.raster import Sheet
from extract.tables.grid import GridCell
from models.records import Box

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


CELL = (50, 20, 250, 100)
PLACE = GridCell(0, 0, 1, 1, Box(*(edge * 72 / DPI for edge in CELL)))


def sheet(*strokes: tuple[int, int, int, int, int]) -> tuple[Sheet, GrayImage]:
    """A page of one cell with strokes (x0, top, x1, bottom, shade), and the same without the rules."""
    plain = np.full((120, 300), 255, np.uint8)
    for x0, top, x1, bottom, shade in strokes:
        plain[top:bottom, x0:x1] = shade
    whole: GrayImage = plain.copy()
    for x in (CELL[0], CELL[2]):
        whole[:, x - 1 : x + 2] = 0
        plain[:, x - 3 : x + 4] = 255
    return Sheet(whole, gray_to_ink(whole), DPI, 0, 0.0, bilevel=False), plain


@pytest.mark.parametrize(
    ("strokes", "spoilt"),
    [
        pytest.param([(140, 40, 160, 73, 0)], False, id="a digit"),
        pytest.param([(140, 40, 160, 73, 0), (166, 40, 186, 73, 185)], True, id="beside one that hardly printed"),
        pytest.param([(140, 40, 160, 73, 0), (166, 40, 186, 73, 225)], False, id="beside the shade of a back"),
        pytest.param([(140, 40, 160, 73, 0), (200, 40, 220, 73, 185)], False, id="far from it"),
        pytest.param([(215, 40, 235, 73, 0), (240, 40, 260, 73, 0)], True, id="before one on the rule"),
    ],
)
def test_print_that_goes_on_spoils_the_picture_of_a_cell(
    strokes: list[tuple[int, int, int, int, int]], spoilt: bool
) -> None:
    page, plain = sheet(*strokes)
    image = cell_to_image(page, plain, PLACE)
    assert image is not None
    assert (image.spoilt, image.middle) == (spoilt, 60)


def test_a_blank_cell_with_a_digit_on_its_rule_is_not_blank() -> None:
    page, plain = sheet()
    assert cell_to_image(page, plain, PLACE) is None
    page.gray[40:73, 252:256] = 0
    image = cell_to_image(page, plain, PLACE)
    assert image is not None
    assert image.spoilt
    assert image.top <= 40 < 73 <= image.top + image.gray.shape[0]


def test_the_rags_of_a_rule_are_no_digit() -> None:
    page, plain = sheet()
    page.gray[40:73, 252:256] = 0
    page.gray[80:84, 248:254] = 255
    assert cell_to_image(page, plain, PLACE) is None


@pytest.mark.parametrize(
    ("streak", "spoilt"),
    [
        pytest.param(150, True, id="through the digit"),
        pytest.param(165, True, id="where the next one may have stood"),
        pytest.param(220, False, id="far from it"),
    ],
)
def test_a_streak_through_a_figure_spoils_its_picture(streak: int, spoilt: bool) -> None:
    page, plain = sheet((140, 40, 160, 73, 0))
    veil = np.full_like(plain, 255)
    veil[:, streak : streak + 3] = 0
    image = cell_to_image(replace(page, veil=veil), plain, PLACE)
    assert image is not None
    assert image.spoilt == spoilt
