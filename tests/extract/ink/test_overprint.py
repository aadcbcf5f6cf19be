"""Dark print under paler strokes: what stays, what goes, and when nothing is touched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ink.overprint import gray_to_parted
from extract.ink.pixels import GrayImage

DPI = 200.0


def page(text: str = "30", ink: int = 20) -> GrayImage:
    image = np.full((60, 160), 255, np.uint8)
    cv2.putText(image, text, (50, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 3, cv2.LINE_AA)
    return image


def sealed(image: GrayImage, shade: int) -> GrayImage:
    seal = np.full_like(image, 255)
    cv2.circle(seal, (80, -20), 62, shade, 4, cv2.LINE_AA)
    return np.minimum(image, seal)


@pytest.mark.parametrize("shade", [115, 130, 150])
def test_a_paler_seal_goes_and_print_stays(shade: int) -> None:
    parted = gray_to_parted(sealed(page(), shade), DPI)
    assert parted.overprinted
    assert (parted.gray[:, :40] == 255).all()
    assert ((parted.gray < 90) == (page() < 90)).mean() > 0.99


@pytest.mark.parametrize("shade", [20, 50])
def test_a_seal_as_dark_as_print_cannot_be_told_from_it(shade: int) -> None:
    image = sealed(page(), shade)
    parted = gray_to_parted(image, DPI)
    assert not parted.overprinted
    assert (parted.gray == image).all()


@pytest.mark.parametrize("ink", [20, 60])
def test_print_alone_is_left_as_it_is(ink: int) -> None:
    assert not gray_to_parted(page("100%", ink), DPI).overprinted


def test_hairlines_of_faint_print_are_no_seal() -> None:
    """Thick strokes just dark enough for print, thin ones a little paler, as on a scan with little contrast."""
    image = np.full((60, 260), 255, np.uint8)
    cv2.putText(image, "8.892 24", (10, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 80, 5)
    cv2.line(image, (60, 54), (120, 54), 114, 2)
    assert not gray_to_parted(image, DPI).overprinted


def test_print_of_two_weights_keeps_the_lighter_one() -> None:
    """Bold words beside plain ones that a poor scan made pale: hardly any of what would go runs on."""
    image = page("1", 40)
    for x in range(4, 156, 8):
        image[8 + x % 3 : 24 + x % 3, x : x + 4] = 120
    image[30:34, 100:140] = 120
    assert not gray_to_parted(image, DPI).overprinted


def test_a_seal_without_print_stays_to_be_flagged() -> None:
    image = sealed(np.full((60, 160), 255, np.uint8), 130)
    assert (gray_to_parted(image, DPI).gray == image).all()


def test_a_decimal_point_under_a_seal_survives() -> None:
    image = page("3", 20)
    image[41:45, 100:104] = 20
    parted = gray_to_parted(sealed(image, 130), DPI)
    assert parted.overprinted
    assert (parted.gray[41:45, 100:104] < 90).all()
