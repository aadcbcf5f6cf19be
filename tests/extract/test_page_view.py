"""Boxes of a born-digital page are on the page as it is shown, whatever its boxes and its turn."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from reportlab.pdfgen import canvas

from extract.pdf import open_document, page_to_image, page_to_text_layer
from models.records import boxes_to_box

MEDIA, SHIFTED = (0, 0, 595, 842), (-30, -50, 600, 850)
CROPS = [None, (50, 100, 560, 800), (0, 200, 595, 842), (-100, -100, 900, 900)]


def pdf(media: tuple[int, ...], crop: tuple[int, ...] | None, rotation: int, path: Path) -> Path:
    """A word at the left below the middle, one at the right above it, a rule between them, and one near the foot."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842))
    page.setFont("Helvetica", 20)
    page.drawString(80, 330, "HIHIHI")
    page.drawString(430, 640, "HIHIHI")
    page.line(90, 500, 510, 500)
    page.drawString(300, 60, "FOOT")
    page.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    document[0].set_mediabox(*media)
    if crop:
        document[0].set_cropbox(*crop)
    document[0].set_rotation(rotation)
    document.save(path)
    return path


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", CROPS)
@pytest.mark.parametrize("media", [MEDIA, SHIFTED])
def test_words_and_rules_surround_the_ink(
    media: tuple[int, ...], crop: tuple[int, ...] | None, rotation: int, tmp_path: Path
) -> None:
    with open_document(pdf(media, crop, rotation, tmp_path / "a.pdf")) as document:
        layer = page_to_text_layer(document, 1)
        image = page_to_image(document, 1, 144)
    assert image.shape[:2] == pytest.approx((layer.height * 2, layer.width * 2), abs=1)
    ys, xs = np.nonzero(image.min(axis=2) < 128)
    around = boxes_to_box([*(w.box for w in layer.words), *(r.box for r in layer.rulings)])
    ink = (xs.min() / 2, ys.min() / 2, (xs.max() + 1) / 2, (ys.max() + 1) / 2)
    # Boxes of characters are as high as the font, capitals are lower.
    assert (around.x0, around.top, around.x1, around.bottom) == pytest.approx(ink, abs=7)
    assert len(layer.rulings) == 1


def test_a_word_that_is_cropped_away_is_not_on_the_page(tmp_path: Path) -> None:
    with open_document(pdf(MEDIA, (50, 100, 560, 800), 0, tmp_path / "a.pdf")) as document:
        assert [w.text for w in page_to_text_layer(document, 1).words] == ["HIHIHI", "HIHIHI"]
    with open_document(pdf(MEDIA, None, 0, tmp_path / "b.pdf")) as document:
        assert [w.text for w in page_to_text_layer(document, 1).words] == ["HIHIHI", "HIHIHI", "FOOT"]
