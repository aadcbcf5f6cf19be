"""Text is read at the size that is enough; boxes are those of the image as it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract.ink.pixels import gray_to_ink
from extract.ocr import name_to_engine
from extract.ocr.text_size import TEXT_DPI, dpi_to_text_scale, image_to_text_size
from extract.pdf import open_document, page_to_image
from extract.raster import colour_to_gray
from tests.factories import document, stored


@pytest.mark.parametrize(
    ("dpi", "layout", "scale"),
    [(450, "block", 0.5), (300, "line", 0.75), (225, "block", 1), (150, "block", 1), (300, "figures", 1)],
)
def test_only_finer_text_is_made_smaller(dpi: float, layout: str, scale: float) -> None:
    assert dpi_to_text_scale(dpi, layout) == scale


def test_a_smaller_image_has_the_same_proportions() -> None:
    assert image_to_text_size(np.zeros((300, 600), np.uint8), TEXT_DPI / 300).shape == (225, 450)


@pytest.mark.parametrize("engine", ["tesserocr", "pytesseract"])
def test_boxes_are_those_of_the_image_as_it_was(engine: str, tmp_path: Path) -> None:
    """The ink of a page at 300 dpi ends where its words end, though they were read at less."""
    text = "Sở Nội vụ tham mưu Ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính"
    with open_document(stored(tmp_path, document(text))) as opened:
        gray = colour_to_gray(page_to_image(opened, 1, 300))
    words = name_to_engine(engine).read(gray, 300)
    ys, xs = np.nonzero(gray_to_ink(gray))
    assert min(w.box.x0 for w in words) == pytest.approx(xs.min(), abs=5)
    assert max(w.box.x1 for w in words) == pytest.approx(xs.max(), abs=5)
    assert min(w.box.top for w in words) == pytest.approx(ys.min(), abs=8)
