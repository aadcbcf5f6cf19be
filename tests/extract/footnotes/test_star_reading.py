"""Stars as small as specks are read in every family of type; what stands as high and is as small is none."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.footnotes.star_reading import images_to_stars
from extract.ink.pixels import GrayImage
from extract.ocr import name_to_figure_reader
from tests.synthesis.fonts import family, found_fonts


def printed(text: str, font: str, size: float, dpi: float) -> GrayImage:
    """A text as a scan shows it, slightly out of focus, tight around its ink."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(120, 40), invariant=1)
    canvas.setFont(family(font).regular, size)
    canvas.drawString(20, 15, text)
    canvas.save()
    document = pdfium.PdfDocument(content.getvalue())
    gray = np.asarray(document[0].render(scale=dpi / 72).to_pil().convert("L"), np.uint8)
    document.close()
    soft = np.asarray(cv2.GaussianBlur(gray, (0, 0), 0.5), np.uint8)
    rows, columns = np.flatnonzero((soft < 200).any(axis=1)), np.flatnonzero((soft < 200).any(axis=0))
    return soft[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def read(*images: GrayImage) -> list[str]:
    return [text for text, _ in images_to_stars(images, name_to_figure_reader("rapidocr"))]


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("stars", ["*", "**", "***"])
def test_stars_of_the_size_of_markers_are_read(font: str, stars: str) -> None:
    texts = read(*(printed(stars, font, size, 300) for size in (6.5, 9.1, 14.0)))
    assert texts.count(stars) >= 2
    assert set(texts) <= {stars, ""}


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("dpi", [200, 300])
def test_nothing_else_is_a_star(font: str, dpi: float) -> None:
    signs = ("°", "•", "'", "”", "“", "?", "1", "2", "3", "9", "12", "o", "x", '"', "^", "~", "1)", "TT", "(1)", ".")
    assert set(read(*(printed(sign, font, size, dpi) for sign in signs for size in (6.5, 9.1, 14.0)))) == {""}


def test_specks_are_no_stars() -> None:
    dice = np.random.default_rng(7)
    specks = [dice.integers(0, 256, (high, wide), np.uint8) for high in (5, 8, 12) for wide in (5, 8, 12, 24)]
    assert set(read(*specks)) == {""}


@pytest.mark.parametrize("font", ["Noto Serif", "Noto Sans"])
@pytest.mark.parametrize(("between", "expected"), [(0.2, "***"), (1.0, ""), (1.4, "")])
def test_stars_that_stand_unevenly_apart_are_no_row(font: str, between: float, expected: str) -> None:
    """The stop of "*.**" stands below them."""
    one, two = printed("*", font, 9.1, 300), printed("**", font, 9.1, 300)
    white = np.full((one.shape[0], round(between * one.shape[0])), 255, np.uint8)
    assert read(np.hstack([one, white, two])) == [expected]
