"""Drawn rules found in pixels: straight, long, thin; broken and thickened ones too. Pixels in, points out."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.raster import GrayImage, Sheet
from models.records import Box, Ruling

# A horizontal rule is at least this long (inches); letters and dashes are shorter.
MIN_ACROSS = 0.35
# A vertical rule is at least this long; taller than the tallest letter with its marks.
MIN_DOWN = 0.2
MAX_THICK = 0.045


@dataclass(frozen=True, slots=True)
class PixelRules:
    """`rulings` in points; `mask` is 255 on the pixels that belong to them."""

    rulings: tuple[Ruling, ...]
    mask: GrayImage


def sheet_to_rules(sheet: Sheet) -> PixelRules:
    """All rules of the page, horizontal and vertical."""
    across = _lines(sheet.ink, sheet.dpi, MIN_ACROSS)
    down = _lines(np.ascontiguousarray(sheet.ink.T), sheet.dpi, MIN_DOWN)
    mask = cv2.bitwise_or(across[1], np.ascontiguousarray(down[1].T))
    rulings = [Ruling(box.scaled(sheet.scale)) for box in across[0]]
    rulings += [Ruling(Box(b.top, b.x0, b.bottom, b.x1).scaled(sheet.scale)) for b in down[0]]
    return PixelRules(tuple(rulings), np.ascontiguousarray(mask, dtype=np.uint8))


def _lines(ink: GrayImage, dpi: float, inches: float) -> tuple[list[Box], GrayImage]:
    """Horizontal lines as pixel boxes, and their pixels."""
    length = round(inches * dpi)
    # Bridge small breaks along the line, let a sloping line step from row to row, then keep what is long.
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(2, round(dpi * 0.012))), np.uint8))
    opened = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, max(8, round(length * 0.6))), np.uint8))
    joined = cv2.dilate(opened, np.ones((3, max(3, round(dpi * 0.03))), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes: list[Box] = []
    keep = np.zeros(count, dtype=bool)
    for index in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[index])
        if w < length or not _is_thin(opened[y : y + h, x : x + w], labels[y : y + h, x : x + w] == index, dpi):
            continue
        keep[index] = True
        boxes.extend(_pieces(opened[y : y + h, x : x + w] & ((labels[y : y + h, x : x + w] == index) * np.uint8(255)), x, y))
    mask = np.ascontiguousarray((keep[labels] & (opened > 0)) * np.uint8(255), dtype=np.uint8)
    return boxes, mask


def _is_thin(opened: GrayImage, own: GrayImage, dpi: float) -> bool:
    """Whether the pixels form a line and not a bar, a black edge or the hatching of a seal."""
    columns = ((opened > 0) & (own > 0)).sum(axis=0)
    inked = columns[columns > 0]
    return inked.size > 0 and float(np.median(inked)) <= max(3.0, MAX_THICK * dpi)


def _pieces(line: GrayImage, x: int, y: int) -> list[Box]:
    """A long line in pieces of its own height, so that one that slopes a little keeps its place at each end."""
    height, width = line.shape
    count = max(1, round(width / 400)) if height > 4 else 1
    edges = np.linspace(0, width, count + 1).astype(int)
    found = []
    for start, end in zip(edges[:-1], edges[1:], strict=True):
        ys, xs = np.nonzero(line[:, start:end])
        if xs.size:
            middle = float(np.median(ys)) + y + 0.5
            found.append(Box(float(x + start + xs.min()), middle - 0.5, float(x + start + xs.max() + 1), middle + 0.5))
    return found


def gray_without_rules(gray: GrayImage, mask: GrayImage) -> GrayImage:
    """Paint the rules white, a pixel wider than they are; what crosses them is closed again from above and below."""
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    clean = gray.copy()
    clean[wide > 0] = 255
    return clean
