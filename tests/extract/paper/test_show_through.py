"""What shines through from the back goes, print and rules; faint print and faint rules of the front stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ink.pixels import INK, GrayImage, gray_to_ink
from extract.paper.show_through import gray_without_back, letters_to_back_level
from extract.raster import Sheet
from extract.rules.pixel_rules import sheet_to_rules
from extract.rules.worn_rules import rulings_with_worn
from extract.tables.grid import PIXEL_SNAP, rulings_to_grids
from tests.factories import paper

DPI = 200.0
XS, YS = (150, 270, 750, 950, 1250), (300, 380, 460, 560, 640, 720)


def form(rules: int = 0, text: int = 0) -> GrayImage:
    """A table with print in its cells; off the middle, so that its mirrored rules lie elsewhere."""
    gray = paper(1000, 1500)
    for y in YS:
        cv2.line(gray, (XS[0], y), (XS[-1], y), rules, 2)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), rules, 2)
    for y in YS[:-1]:
        for place, letter in enumerate("Songuoi"):
            cv2.putText(gray, letter, (XS[1] + 40 + 32 * place, y + 50), cv2.FONT_HERSHEY_DUPLEX, 0.8, text, 2)
        for place, figure in enumerate("1451"):
            cv2.putText(gray, figure, (XS[3] + 40 + 32 * place, y + 50), cv2.FONT_HERSHEY_DUPLEX, 0.8, text, 2)
    return gray


def shining(front: GrayImage, level: int, grain: float = 3.0) -> GrayImage:
    """`front` with the form mirrored behind it, no darker than `level`."""
    back = cv2.GaussianBlur(np.roll(form()[:, ::-1], 20, axis=0), (0, 0), 1.2).astype(np.float32)
    both = np.minimum(front, level + back * (255 - level) / 255)
    noise = np.random.default_rng(5).normal(0, grain, front.shape)
    return np.clip(both + noise, 0, 255).astype(np.uint8)


def cells(gray: GrayImage) -> list[int]:
    sheet = Sheet(gray, gray_to_ink(gray), DPI, 0, 0.0, bilevel=False)
    rulings = rulings_with_worn(sheet, sheet_to_rules(sheet).rulings)
    return [len(grid.cells) for grid in rulings_to_grids(rulings, PIXEL_SNAP)]


@pytest.mark.parametrize("level", [180, 195, 205])
def test_rules_of_the_back_part_no_cells(level: int) -> None:
    scan = shining(form(), level)
    assert cells(scan) != [20]
    assert cells(gray_without_back(scan, DPI, INK)) == [20]


@pytest.mark.parametrize("level", [180, 205, 225])
def test_ink_of_the_front_stays_to_the_pixel(level: int) -> None:
    scan, ink = shining(form(), level), form() < INK
    assert np.array_equal(gray_without_back(scan, DPI, INK)[ink], scan[ink])


def test_a_hairline_of_the_front_stays() -> None:
    """One pixel wide and gray: hardly darker than the back once it is averaged."""
    front = form()
    front[800, 150:1250] = 120
    scan = shining(front, 205)
    assert (gray_without_back(scan, DPI, INK)[800, 150:1250] < INK).all()


def test_rules_of_the_front_that_are_darker_than_the_back_stay() -> None:
    assert cells(gray_without_back(shining(form(rules=170), 205), DPI, INK)) == [20]


@pytest.mark.parametrize(
    "scan",
    [
        pytest.param(form(rules=185), id="faint rules"),
        pytest.param(shining(form(rules=185), 255), id="faint rules and grain"),
        pytest.param(form(text=185), id="print all pale"),
        pytest.param(paper(1000, 1500), id="blank"),
    ],
)
def test_a_page_where_nothing_shines_through_stays_as_it_is(scan: GrayImage) -> None:
    assert np.array_equal(gray_without_back(scan, DPI, INK), scan)


@pytest.mark.parametrize(
    ("dark", "between", "pale", "shows"),
    [
        (300, 0, 60, True),
        (300, 0, 12, False),  # A few pale marks are a smudge.
        (300, 40, 60, False),  # Print of many shades.
        (3000, 0, 60, False),  # The residue of one stamp.
        (30, 0, 60, True),
        (20, 0, 60, False),  # Print of the front that is pale itself, with a heading in black.
        (0, 0, 60, False),
        (0, 0, 0, False),
    ],
)
def test_the_back_shows_by_many_pale_letters_apart_from_the_dark(
    dark: int, between: int, pale: int, shows: bool
) -> None:
    darkness = np.repeat([20, 140, 205], [dark, between, pale]).astype(np.uint8)
    assert (letters_to_back_level(darkness, INK) is not None) == shows
