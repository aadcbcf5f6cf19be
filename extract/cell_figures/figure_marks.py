"""What the ink of a line says of its figure: how many digits and marks stand there, and whether it is a lone dash.

Readers of text can both overlook a comma; blobs of ink do not. Pixels, origin top left.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import GrayImage, gray_to_ink

IntArray = npt.NDArray[np.int32]

# Shares of the height of a digit. A full stop is a tenth to a fifth of it, a comma up to a third.
DIGIT, MARK, SPECK = 0.7, 0.42, 0.07
# A dash is at least this much wider than high; a full stop run wide by bilevel scanning is less.
DASH = 1.8
# A hole in it, as in a 0, is at least this tall; grain in a thick dash is not.
HOLE = 0.25
# Bilevel scans break a 0 at head and foot. Its sides are this thin and together this wide; 11 is wider.
SIDE, ZERO = 0.36, 0.78
# Of a digit whose bowl broke off this much is left.
BROKEN = 0.5
# Hairlines of thin print are at least this dark (255 is white), where they are too pale to be ink.
PALE = 200
# A dot fills at least this share of its box.
FILLED = 0.6
# A digit that is broken is at most so many pieces.
PIECES = 3
WIDE_SIGN_BLOBS = 3
"""Blobs of a per cent sign: two rings and a stroke, where they do not touch."""
BROKEN_SIGN_BLOBS = 6
"""Blobs of a per cent sign whose thin strokes are broken."""


@dataclass(frozen=True, slots=True)
class InkCount:
    """Pieces of ink in a line: `tall` like digits (halves of one above each other counted once), `low` like commas,
    `other` that are neither, nor pieces of a digit: dashes, rings of a per cent sign, what is left of a digit.
    """

    tall: int
    low: int
    other: int


def line_to_ink_count(line: GrayImage) -> InkCount:
    """Count the blobs of a line of figures by their shapes."""
    blobs = _line_to_blobs(line)
    boxes = blobs.boxes
    if not len(boxes):
        return InkCount(0, 0, 0)
    height = int(boxes[:, 3].max())
    is_tall, is_large = boxes[:, 3] >= DIGIT * height, boxes[:, 3] > MARK * height
    base = float(np.median(boxes[is_tall, 1] + boxes[is_tall, 3]))
    is_small = ~is_large & (boxes[:, 2] <= MARK * height)
    bottom = boxes[:, 1] + boxes[:, 3]
    is_low = (boxes[:, 1] > base - MARK * height) & (bottom >= base - 0.15 * height) & (bottom <= base + 0.35 * height)
    # A mark that is joined to a digit by pale ink is the foot of that digit: its hairline did not reach black.
    apart = ~np.isin(blobs.pale, blobs.pale[is_large])
    low = sum(not _is_piece(box, boxes[is_large]) for box in boxes[is_small & is_low & apart])
    tall = _standing_apart(_joined_by_pale(boxes[is_tall], blobs.pale[is_tall]))
    apart = ~np.isin(blobs.pale, blobs.pale[is_tall])
    pieces = boxes[~is_tall & ~(is_small & is_low) & apart]
    other = sum(not _is_piece(box, boxes[is_tall]) and not _is_side(box, boxes[is_tall], height) for box in pieces)
    return InkCount(tall, low, other)


def _joined_by_pale(boxes: IntArray, pale: IntArray) -> IntArray:
    """Blobs that pale ink joins to one no wider than a digit, as one: a hairline between its strokes did not print."""
    joined: list[list[int]] = []
    for label in np.unique(pale):
        group = boxes[pale == label]
        start, end = int(group[:, 0].min()), int((group[:, 0] + group[:, 2]).max())
        top, bottom = int(group[:, 1].min()), int((group[:, 1] + group[:, 3]).max())
        one = len(group) > 1 and end - start <= ZERO * (bottom - top)
        joined += [[start, top, end - start, bottom - top]] if one else group.tolist()
    return np.array(joined, dtype=np.int32)


def _is_piece(box: IntArray, large: IntArray) -> bool:
    """Whether a small blob stands below a large one, as the foot of a broken digit does; marks stand beside."""
    x, width = int(box[0]), int(box[2])
    shared = np.minimum(large[:, 0] + large[:, 2], x + width) - np.maximum(large[:, 0], x)
    return bool((shared > 0.5 * width).any())


def _is_side(box: IntArray, tall: IntArray, height: int) -> bool:
    """Whether a piece and a stroke as tall as a digit are as wide together as one digit: a bowl that broke off."""
    x, end = int(box[0]), int(box[0] + box[2])
    start, stop = np.minimum(tall[:, 0], x), np.maximum(tall[:, 0] + tall[:, 2], end)
    return bool(((tall[:, 2] <= BROKEN * height) & (stop - start <= ZERO * height)).any())


@dataclass(frozen=True, slots=True)
class _Blobs:
    """Blobs of ink: (x, top, width, height) of each, and the number of the `pale` blob that it is a part of."""

    boxes: IntArray
    pale: IntArray


def _line_to_blobs(line: GrayImage) -> _Blobs:
    """The blobs of a line that are no specks."""
    labels, stats = ink_to_pieces(gray_to_ink(line))
    _, pale = cv2.connectedComponents((line < PALE).astype(np.uint8), connectivity=8)
    boxes = np.asarray(stats[1:, :4], dtype=np.int32)
    within = np.zeros(len(stats), dtype=np.int32)
    within[labels] = pale
    least = max(2.0, SPECK * float(boxes[:, 3].max(initial=0)))
    kept = np.maximum(boxes[:, 2], boxes[:, 3]) >= least
    return _Blobs(boxes[kept], within[1:][kept])


def _standing_apart(boxes: IntArray) -> int:
    """How many blobs stand beside each other; pieces of one count once: overlapping by half, or sides of a broken 0."""
    count = start = end = 0
    alone = False
    for x, _, width, height in sorted(boxes.tolist()):
        thin = width <= SIDE * height
        side = alone and thin and x + width - start <= ZERO * height
        if count and (end - x >= 0.5 * width or side):
            alone = False
        else:
            count, start, alone = count + 1, x, thin
        end = max(end, x + width)
    return count


def text_to_ink_count(text: str) -> InkCount:
    """The most blobs of each shape that a reading accounts for."""
    signs = sum(c in "/()" for c in text)
    tall = sum(c.isalnum() for c in text) + signs + WIDE_SIGN_BLOBS * text.count("%")
    # Parentheses are taller than digits: beside them the lower ring of a per cent sign is as small as a mark.
    rings = text.count("%") if "(" in text else 0
    other = text.count("-") + BROKEN_SIGN_BLOBS * text.count("%")
    return InkCount(tall, sum(c in ".,;:" for c in text) + rings, other)


def ink_is_unaccounted(seen: InkCount, text: str) -> bool:
    """Whether a line shows more digits or more marks than the reading: something was overlooked."""
    told = text_to_ink_count(text)
    return seen.tall > told.tall or seen.low > told.low


def pieces_are_unaccounted(seen: InkCount, text: str) -> bool:
    """Whether there are pieces of no sign of the reading, though as many blobs as it has digits stand beside them."""
    told = text_to_ink_count(text)
    # What is short of the digits may stand in pieces, and a mark that is short may be too low or too long for one.
    broken = PIECES * max(0, told.tall - WIDE_SIGN_BLOBS * text.count("%") - seen.tall)
    return seen.other > told.other + broken + max(0, told.low - seen.low)


def line_to_nothing(line: GrayImage) -> str:
    """What is printed for "nothing" and known by its shape: "-", "…", or "" where the line is neither."""
    boxes = _line_to_blobs(line).boxes
    return "-" if _is_dash(line, boxes) else "…" if _are_dots(line, boxes) else ""


def line_is_dots(line: GrayImage) -> bool:
    """Whether all ink of the line is three or more dots beside each other: an ellipsis."""
    return line_to_nothing(line) == "…"


def _are_dots(line: GrayImage, boxes: IntArray) -> bool:
    if len(boxes) < 3:
        return False
    x, y, width, height = (boxes[:, i].astype(np.float64) for i in range(4))
    size = float(np.median(np.maximum(width, height)))
    gaps = np.diff(np.sort(x + width / 2))
    level = float(np.ptp(y + height)) <= 0.6 * size
    alike = float(np.maximum(width, height).max()) <= 1.6 * size and float(gaps.max()) <= 1.5 * float(gaps.min())
    # The ink of 100% may stand as three blobs of a size, but they are neither filled nor all as wide as high.
    round_ = float((np.maximum(width, height) / np.minimum(width, height)).max()) <= 2
    filled = float((gray_to_ink(line) > 0).sum()) >= FILLED * float((width * height).sum())
    return round_ and filled and level and alike and float(gaps.min()) >= 1.2 * size and float(gaps.max()) <= 5 * size


def _is_dash(line: GrayImage, boxes: IntArray) -> bool:
    """Whether all ink of the line is one flat stroke."""
    if len(boxes) != 1:
        return False
    _, _, width, height = (int(v) for v in boxes[0])
    ink = gray_to_ink(line)
    flat = width >= DASH * height and float((ink > 0).sum()) >= 0.7 * width * height
    return flat and not _has_hole(ink, HOLE * height)


def _has_hole(ink: GrayImage, tall: float) -> bool:
    """Whether ink closes around white as tall as that: the digits of a bold 100 that touch are as flat as a dash."""
    outlines, above = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return any(
        int(np.ptp(outline[:, 0, 1])) - 1 >= tall
        for outline, outside in zip(outlines, above[0, :, 3].tolist(), strict=True)
        if outside >= 0
    )
