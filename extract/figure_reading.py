"""Figures on scans, read by two independent readers; where they differ further readings vote, and doubt is flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.cell_images import CellImage, image_to_lines
from extract.ocr.base import Readers
from extract.raster import INK, GrayImage

# Heights (pixels) to which a line of figures is scaled for the engine; 0 keeps it as it is.
HEIGHTS = (0, 22, 30)


@dataclass(frozen=True, slots=True)
class FigureReading:
    """What a cell of figures says. `reason` is a review code, "" when both readers agree."""

    text: str
    confidence: float
    reason: str


def images_to_readings(images: Sequence[CellImage], readers: Readers, dpi: float) -> tuple[FigureReading, ...]:
    """One reading for each cell; a cell of several lines is read line by line."""
    lines = [image_to_lines(image.gray, dpi) for image in images]
    flat = [line for cell in lines for line in cell]
    first = readers.figures.read(tuple(flat))
    votes = iter([line_to_reading(line, one, readers, dpi) for line, one in zip(flat, first, strict=True)])
    return tuple(_joined([next(votes) for _ in cell]) for cell in lines)


def _joined(lines: Sequence[FigureReading]) -> FigureReading:
    return FigureReading(
        " ".join(line.text for line in lines if line.text),
        min((line.confidence for line in lines), default=0.0),
        next((line.reason for line in lines if line.reason), ""),
    )


def line_to_reading(line: GrayImage, first: tuple[str, float], readers: Readers, dpi: float) -> FigureReading:
    """The vote over one line. `first` is the second reader's text, which loses no lone digits."""
    text, sure = first
    others: list[str] = []
    for height in HEIGHTS:
        other = read_with_engine(line, height, readers, dpi)
        if other and same_figure(other, text):
            return FigureReading(text, round(min(0.9999, 0.99 + 0.01 * sure - 0.01 * len(others)), 4), "")
        others.append(other)
    if not text:
        agreed = next((o for o in others if o and others.count(o) > 1), "")
        return FigureReading(
            agreed or next((o for o in others if o), ""), 0.3, "one_reader" if any(others) else "ink_unread"
        )
    return FigureReading(text, round(0.6 * sure, 4), "readers_differ")


def read_with_engine(line: GrayImage, height: int, readers: Readers, dpi: float) -> str:
    """The engine's reading of a line in black and white, scaled so that its print is `height` pixels tall."""
    image = line
    if height:
        rows = np.flatnonzero((line < INK).any(axis=1))
        tall = int(rows[-1] - rows[0] + 1) if rows.size else line.shape[0]
        factor = height / max(8, tall)
        method = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
        image = np.asarray(cv2.resize(line, None, fx=factor, fy=factor, interpolation=method), dtype=np.uint8)
    black = np.where(image < INK - 10, 0, 255).astype(np.uint8)
    padded = cv2.copyMakeBorder(black, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=(255,))
    words = readers.engine.read(
        np.ascontiguousarray(padded, dtype=np.uint8), dpi if not height else 9 * height, "figures"
    )
    return "".join(word.text for word in words)


def same_figure(one: str, other: str) -> bool:
    """Equal but for spaces."""
    return one.replace(" ", "") == other.replace(" ", "")
