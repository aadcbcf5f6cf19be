"""Which way up a page stands where its print does not show it clearly: the way that reads better."""

from __future__ import annotations

import numpy as np

from extract.ocr.base import OcrEngine
from extract.raster import GrayImage, Sheet, sheet_turned_over

# Below this evidence the shape of the print is not enough: clear scans show 0.3 and more.
CLEAR = 0.22
# How much of the page is read to tell (inches).
BAND = 2.5


def sheet_to_standing(sheet: Sheet, engine: OcrEngine) -> Sheet:
    """The sheet as it is, or turned over where its band of densest print reads better so."""
    if sheet.evidence >= CLEAR:
        return sheet
    over = sheet_turned_over(sheet)
    band = sheet_to_band(sheet)
    turned = np.ascontiguousarray(band[::-1, ::-1])
    return over if legibility(turned, sheet.dpi, engine) > legibility(band, sheet.dpi, engine) else sheet


def sheet_to_band(sheet: Sheet) -> GrayImage:
    """The stretch of the page with most ink, over its whole width."""
    height = min(sheet.gray.shape[0], round(BAND * sheet.dpi))
    rows = np.concatenate(([0.0], np.cumsum(sheet.ink.mean(axis=1))))
    top = int(np.argmax(rows[height:] - rows[: rows.size - height]))
    return np.ascontiguousarray(sheet.gray[top : top + height])


def legibility(image: GrayImage, dpi: float, engine: OcrEngine) -> float:
    """Letters read, each weighted by how sure the engine is of its word."""
    words = engine.read(image, dpi)
    return sum(word.confidence**2 * sum(c.isalnum() for c in word.text) for word in words)
