"""Which way up a page stands where its print does not show it clearly: the way that reads better."""

from __future__ import annotations

import cv2
import numpy as np

from extract.ink.pixels import GrayImage
from extract.ocr.base import OcrEngine
from extract.raster import Sheet, sheet_turned_over

# Below this evidence the shape of the print is not enough: clear scans show more, one on its head has shown 0.23.
CLEAR = 0.3
# How much of the page is read to tell (inches).
BAND = 2.5
# Straight ink as long as this (inches) is no letter but a rule: ruled cells, the engine cannot read either way up.
RULE = 0.4


def sheet_to_standing(sheet: Sheet, engine: OcrEngine) -> Sheet:
    """The sheet as it is, or turned over where its print stands on its head or its densest band reads better so."""
    upright = sheet.evidence > 0
    if abs(sheet.evidence) < CLEAR:
        band = sheet_to_band(sheet)
        turned = np.ascontiguousarray(band[::-1, ::-1])
        upright = legibility(band, sheet.dpi, engine) >= legibility(turned, sheet.dpi, engine)
    return sheet if upright else sheet_turned_over(sheet)


def sheet_to_band(sheet: Sheet) -> GrayImage:
    """The stretch of the page with most ink, over its whole width, without its rules."""
    height = min(sheet.gray.shape[0], round(BAND * sheet.dpi))
    rows = np.concatenate(([0.0], np.cumsum(sheet.ink.mean(axis=1))))
    top = int(np.argmax(rows[height:] - rows[: rows.size - height]))
    gray, ink = (np.ascontiguousarray(image[top : top + height]) for image in (sheet.gray, sheet.ink))
    run = round(RULE * sheet.dpi)
    rules = cv2.bitwise_or(
        *(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(way, np.uint8)) for way in ((1, run), (run, 1)))
    )
    return np.asarray(cv2.bitwise_or(gray, cv2.dilate(rules, np.ones((3, 3), np.uint8))), dtype=np.uint8)


def legibility(image: GrayImage, dpi: float, engine: OcrEngine) -> float:
    """Letters read, each weighted by how sure the engine is of its word."""
    words = engine.read(image, dpi)
    return sum(word.confidence**2 * sum(c.isalnum() for c in word.text) for word in words)
