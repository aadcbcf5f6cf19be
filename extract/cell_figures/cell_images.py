"""Crops of table cells, made ready for readers. Pixels, origin top left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.cell_figures.figure_borders import TALLEST, Place, Ruled, digit_on_border, figure_is_on_border
from extract.cell_figures.figure_marks import line_is_dots
from extract.ink.overprint import gray_to_parted
from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import INK, GrayImage, gray_to_ink
from extract.raster import Sheet
from extract.tables.grid import GridCell
from models.records import Box

MARGIN = 6
# Beside print of a height, from this share of it on, this share of its square in gray this dark (255 is white) is a
# digit that hardly printed.
RIM, PALE_SHARE, FAINT = 0.08, 0.03, 200
# A streak nearer to a figure than this share of its height may hide its first or last digit.
BESIDE_STREAK = 0.6


@dataclass(frozen=True, slots=True)
class CellImage:
    """The print of a cell: `gray` cut to its ink with a white margin; `left` and `top` place it on the page.

    `overprinted`: a seal or a pen in a paler shade ran through it and was taken away; `spoilt`: there is more print
    than this shows, on the border of the cell or too pale. `middle` is the middle row of the cell, `room` its width.
    """

    gray: GrayImage
    left: int
    top: int
    overprinted: bool = False
    spoilt: bool = False
    middle: float = 0.0
    room: int = 0


def cell_to_image(sheet: Sheet, gray: GrayImage, cell: GridCell) -> CellImage | None:
    """The print inside a cell, or None when it is blank. `gray` is the page without its rules."""
    inset = max(2, round(sheet.dpi / 120))
    x0, top, x1, bottom = sheet.box_to_pixels(cell.box)
    crop = gray[top + inset : bottom - inset, x0 + inset : x1 - inset]
    if min(crop.shape) < 4:
        return None
    if not (crop < INK).any():
        return _lost_on_border(Ruled(sheet.gray, gray), (x0, top, x1, bottom), sheet.dpi)
    clean = crop_without_remains(crop, sheet.dpi)
    if not sheet.bilevel:
        parted = gray_to_parted(clean, sheet.dpi)
        clean, overprinted = parted.gray, parted.overprinted
    else:
        overprinted = False
    x, y, width, height = cv2.boundingRect(gray_to_ink(clean))
    left, high = x0 + inset, top + inset
    if not width:
        return _lost_on_border(Ruled(sheet.gray, gray), (x0, top, x1, bottom), sheet.dpi)
    place = (left + x, high + y, left + x + width, high + y + height)
    spoilt = figure_is_on_border(Ruled(sheet.gray, gray), (x0, top, x1, bottom), place, sheet.dpi)
    spoilt = spoilt or _goes_on_in_gray(clean, (x, y, x + width, y + height)) or _is_veiled(sheet, place)
    y0, y1 = max(0, y - MARGIN), y + height + MARGIN
    c0, c1 = max(0, x - MARGIN), x + width + MARGIN
    printed = np.ascontiguousarray(clean[y0:y1, c0:c1])
    return CellImage(printed, left + c0, high + y0, overprinted, spoilt, (top + bottom) / 2, x1 - x0)


def _lost_on_border(page: Ruled, cell: Place, dpi: float) -> CellImage | None:
    """What a cell without print shows of a digit that lies on its border; None for nothing."""
    place = digit_on_border(page, cell, dpi)
    if place is None:
        return None
    x0, top, x1, bottom = place
    left, high = max(0, x0 - MARGIN), max(0, top - MARGIN)
    crop = page.whole[high : bottom + MARGIN, left : x1 + MARGIN]
    return CellImage(np.ascontiguousarray(crop), left, high, spoilt=True)


def _is_veiled(sheet: Sheet, print_: Place) -> bool:
    """Whether a streak ran through the print of a cell or so near to it that it may have hidden a digit."""
    if sheet.veil is None:
        return False
    x0, top, x1, bottom = print_
    near = round(BESIDE_STREAK * min(bottom - top, TALLEST * sheet.dpi))
    return bool((sheet.veil[top:bottom, max(0, x0 - near) : x1 + near] < INK).any())


def _goes_on_in_gray(clean: GrayImage, place: Place) -> bool:
    """Whether beside the print of a cell there is more, too pale to be ink: a digit that hardly printed."""
    x0, top, x1, bottom = place
    height = bottom - top
    rim = max(2, round(RIM * height))
    sides = clean[top:bottom, max(0, x0 - height) : max(0, x0 - rim)], clean[top:bottom, x1 + rim : x1 + height]
    return any(int((side < FAINT).sum()) > PALE_SHARE * height * height for side in sides)


def crop_without_remains(crop: GrayImage, dpi: float) -> GrayImage:
    """Without specks, and without the remains of rules along the border."""
    height, width = crop.shape
    labels, stats = ink_to_pieces(gray_to_ink(crop))
    x, y = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    w, h = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    thin, side, edge = max(3, dpi / 60), max(1, dpi / 75), dpi / 50
    big = np.maximum(w, h) > dpi / 36
    # Along the border, not only touching it: a 1 that stands on the rule below is as thin as the rest of a rule.
    beside = ((x <= side) | (x + w >= width - side)) & (w <= thin)
    # What slopes leaves the border: long and thin, it is no mark of a letter.
    near = np.where(w >= 4 * h, edge, 1)
    remains = beside | (((y <= near) | (y + h >= height - near)) & (h <= thin))
    # A dot or an accent stays when a letter is near; the smallest blobs are specks wherever they are.
    speck = np.maximum(w, h) <= max(1, dpi / 110)
    drop = remains | speck
    if not (big & ~remains)[1:].any():
        dots = np.where((~drop[labels]) & (labels > 0), crop, 255).astype(np.uint8)
        if line_is_dots(dots):
            return dots
        drop |= ~big
    drop |= ~big & ~_near(labels, big & ~remains, dpi)
    drop[0] = False
    if not drop.any():
        return crop
    clean = crop.copy()
    clean[cv2.dilate(drop[labels] * np.uint8(255), np.ones((3, 3), np.uint8)) > 0] = 255
    return clean


def _near(labels: npt.NDArray[Any], big: npt.NDArray[np.bool_], dpi: float) -> npt.NDArray[np.bool_]:
    """For each blob whether it lies beside a letter, as accents and full stops do."""
    big = big.copy()
    big[0] = False
    letters = np.ascontiguousarray(big[labels] * np.uint8(255), dtype=np.uint8)
    reach = np.ones((2 * round(dpi / 40) + 1, 2 * round(dpi / 18) + 1), np.uint8)
    beside = np.zeros(big.shape[0], dtype=bool)
    beside[np.unique(labels[cv2.dilate(letters, reach) > 0])] = True
    return beside


def image_to_lines(image: GrayImage, dpi: float) -> tuple[GrayImage, ...]:
    """The lines of print of a cell, top to bottom: split at rows without ink, marks kept with their letters."""
    inked = gray_to_ink(image).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.view(np.int8), [0]))))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    tallest = max((b - a for a, b in runs), default=0)
    lines: list[list[int]] = []
    for start, end in runs:
        # Marks above a capital and dots below stand apart by a few pixels; a line is at least half as tall as others.
        low = end - start < 0.45 * tallest or (lines and lines[-1][1] - lines[-1][0] < 0.45 * tallest)
        if lines and low and start - lines[-1][1] <= dpi / 36:
            lines[-1][1] = end
        else:
            lines.append([start, end])
    height = image.shape[0]
    return tuple(image[max(0, a - MARGIN) : min(height, b + MARGIN)] for a, b in lines)


@dataclass(frozen=True, slots=True)
class Stack:
    """Cell images one under another on one image; `tops` less `lead` is where each begins, `left` where all begin."""

    gray: GrayImage
    tops: tuple[int, ...]
    left: int
    lead: int

    def index_at(self, box: Box) -> int:
        """The image whose band holds the middle of `box`."""
        return int(np.searchsorted(self.tops, box.y_mid, side="right")) - 1


def images_to_stack(images: Sequence[GrayImage], dpi: float) -> Stack:
    """Stack images so that an engine reads them as lines of one column."""
    gap, side = round(dpi / 14), round(dpi / 12)
    width = max(i.shape[1] for i in images) + 2 * side
    height = sum(i.shape[0] + gap for i in images) + 2 * gap
    sheet = np.full((height, width), 255, np.uint8)
    tops = []
    at = gap
    for image in images:
        h, w = image.shape
        tops.append(at - gap // 2)
        sheet[at : at + h, side : side + w] = image
        at += h + gap
    return Stack(sheet, tuple(tops), side, gap // 2)
