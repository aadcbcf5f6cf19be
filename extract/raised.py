"""Raised footnote markers on scans: found by geometry, read on their own, taken off the words that they touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np

from extract.layout import words_to_lines
from extract.ocr.base import OcrEngine, Readers
from extract.raster import GrayImage, gray_to_ink
from models.records import Box, Line, Word, boxes_to_box


@dataclass(frozen=True, slots=True)
class Print:
    """Words and raised marker words of an image (pixels); `origin` is where the image that is meant begins in it."""

    words: tuple[Word, ...]
    raised: tuple[Word, ...]
    origin: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Blob:
    """A connected piece of ink (pixels)."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.x1 - self.x0


def words_to_print(gray: GrayImage, dpi: float, words: Sequence[Word], readers: Readers) -> Print:
    """`words` as read from `gray`, with the raised markers set apart."""
    kept: list[Word] = []
    raised: list[Word] = []
    for line in words_to_lines([w for w in words if is_print(w)]):
        found = line_to_raised(gray, line, dpi)
        size = line_to_size(gray, line)
        if not found:
            kept += [replace(w, size=size) for w in line.words]
            continue
        readings = readers.figures.read(tuple(_crop(gray, group) for group in found))
        marks = [
            Word(text, _group_box(group), confidence)
            for group, (text, confidence) in zip(found, readings, strict=True)
            if text and text.strip(".,").isdigit() and len(text.strip(".,")) <= 3
        ]
        raised += [replace(m, text=m.text.strip(".,")) for m in marks]
        kept += [replace(w, size=size) for w in line_without_marks(gray, line, marks, dpi, readers.engine)]
    return Print(tuple(kept), tuple(raised))


def is_print(word: Word) -> bool:
    """Whether a word is print and not a smudge: signs alone, badly read, are none."""
    return any(c.isalnum() for c in word.text) or word.confidence >= 0.6


def line_to_size(gray: GrayImage, line: Line) -> float:
    """The type size in pixels: 1.5 times the height of a capital or a digit, the tallest common height of blobs."""
    heights = sorted(b.height for b in line_to_blobs(gray, line.box, 0))
    tall = [h for h in heights if h >= 0.35 * line.box.height]
    return round(1.5 * tall[(3 * len(tall)) // 4], 2) if tall else 0.0


def line_to_blobs(gray: GrayImage, box: Box, grow: int) -> list[Blob]:
    """Connected ink inside `box` grown by `grow` pixels, left to right."""
    x0, top = max(0, int(box.x0) - grow), max(0, int(box.top) - grow)
    crop = gray_to_ink(gray[top : int(box.bottom) + grow + 1, x0 : int(box.x1) + grow + 1])
    _, _, stats, _ = cv2.connectedComponentsWithStats(crop, connectivity=8)
    blobs = [Blob(x0 + int(x), top + int(y), x0 + int(x + w), top + int(y + h)) for x, y, w, h, _ in stats[1:]]
    return sorted(blobs, key=lambda b: b.x0)


def line_to_raised(gray: GrayImage, line: Line, dpi: float) -> list[list[Blob]]:
    """Groups of blobs that look like raised digits: half to four fifths of a capital tall, well above the base line.

    Accents are no such: they stand over the letter that they belong to. Quotation marks and hyphens are too low.
    """
    reach = round(dpi / 10)
    box = Box(line.box.x0 - reach, line.box.top, line.box.x1 + reach, line.box.bottom)
    blobs = line_to_blobs(gray, box, round(dpi / 60))
    tall = [b for b in blobs if b.height >= 0.4 * line.box.height and b.width < 3 * b.height]
    if len(tall) < 2:
        return []
    capital = sorted(b.height for b in tall)[(3 * len(tall)) // 4]
    marks = []
    for blob in blobs:
        near = [b for b in tall if b is not blob and abs(b.x0 - blob.x0) < 12 * capital]
        if not near:
            continue
        base = median(b.bottom for b in near)
        size = 0.42 * capital <= blob.height <= 0.85 * capital and 0.15 * blob.height < blob.width <= 0.95 * blob.height
        rise = base - blob.bottom >= 0.22 * capital and base - blob.top <= 1.5 * capital
        if size and rise and not _over_letter(blob, blobs):
            marks.append(blob)
    return _grouped(marks, capital)


def _over_letter(blob: Blob, blobs: Sequence[Blob]) -> bool:
    """Whether another blob lies under this one, as a letter under its accent, or carries it."""
    for other in blobs:
        shared = min(blob.x1, other.x1) - max(blob.x0, other.x0)
        if other is not blob and shared > 0.3 * blob.width and other.bottom > blob.bottom + 0.2 * blob.height:
            return True
    return False


def _grouped(marks: Sequence[Blob], capital: float) -> list[list[Blob]]:
    groups: list[list[Blob]] = []
    for blob in marks:
        last = groups[-1][-1] if groups else None
        if last and blob.x0 - last.x1 < 0.35 * capital and abs(blob.bottom - last.bottom) < 0.25 * capital:
            groups[-1].append(blob)
        else:
            groups.append([blob])
    return [g for g in groups if len(g) <= 3]


def _group_box(group: Sequence[Blob]) -> Box:
    return boxes_to_box(Box(b.x0, b.top, b.x1, b.bottom) for b in group)


def _crop(gray: GrayImage, group: Sequence[Blob]) -> GrayImage:
    """The marker alone on white, with a margin."""
    box = _group_box(group)
    pad = max(3, round(0.25 * box.height))
    crop = np.full((int(box.height) + 2 * pad, int(box.width) + 2 * pad), 255, np.uint8)
    crop[pad:-pad, pad:-pad] = gray[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]
    return crop


def line_without_marks(gray: GrayImage, line: Line, marks: Sequence[Word], dpi: float, engine: OcrEngine) -> list[Word]:
    """The words of a line read again with its marks painted white."""
    if not marks:
        return list(line.words)
    pad = round(dpi / 20)
    x0, top = max(0, int(line.box.x0) - pad), max(0, int(line.box.top) - pad)
    crop = gray[top : int(line.box.bottom) + pad, x0 : int(line.box.x1) + pad].copy()
    for mark in marks:
        b = mark.box
        crop[
            max(0, int(b.top) - 1 - top) : int(b.bottom) + 1 - top, max(0, int(b.x0) - 1 - x0) : int(b.x1) + 1 - x0
        ] = 255
    words = [w for w in engine.read(np.ascontiguousarray(crop), dpi, "line") if is_print(w)]
    if not words:
        return list(line.words)
    return [replace(w, box=Box(w.box.x0 + x0, w.box.top + top, w.box.x1 + x0, w.box.bottom + top)) for w in words]
