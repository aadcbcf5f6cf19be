"""The size at which text is read: Tesseract brings each line to a height of its own; finer pixels only cost time."""

from __future__ import annotations

import cv2
import numpy as np

from extract.ink.pixels import GrayImage

# Finer than this (dots per inch) text reads no better: counted on generated scans and on the sample, 225 and 300 dpi
# are alike, and a page takes a sixth less time. Single figures are left as they are.
TEXT_DPI = 225.0


def dpi_to_text_scale(dpi: float, layout: str) -> float:
    """By how much an image of that resolution is made smaller for a layout of `OcrEngine.read`: 1 or less."""
    return 1.0 if layout == "figures" else min(1.0, TEXT_DPI / dpi)


def image_to_text_size(image: GrayImage, scale: float) -> GrayImage:
    """The image made smaller."""
    if scale == 1:
        return image
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
