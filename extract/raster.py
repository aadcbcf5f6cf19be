"""A rendered page made upright, straight and clean. Images are arrays (height, width), 0 black to 255 white.

Pixels have their origin top left. `Sheet` keeps how it came from the page, so that boxes lead back to the ink.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import INK, GrayImage, gray_to_ink, gray_to_print_area
from extract.paper.flatten import gray_to_flat, ink_to_bends
from extract.paper.show_through import gray_without_back
from extract.paper.slope import letters_to_sideways, letters_to_skew, letters_to_upside_down
from extract.paper.specks import (
    gray_is_speckled,
    gray_with_median,
    gray_without_dust,
    gray_without_single_pixels,
    gray_without_specks,
)
from extract.paper.streaks import gray_without_black_streaks, gray_without_streaks
from extract.pdf import ColourImage
from models.records import Box

# Darker than this (of 255) is no paper in the shade but the black beside it: it is to stay black.
DARKEST_PAPER = 80
# Scans with shades of gray are looked at in this resolution (dots per inch) at most: text, figures, rules and markers
# of generated scans are read as well as at 300, in a fifth less time. Black and white has no shades to be smaller by.
FINEST = 225.0
# Black with grain in it is at least this dark (of 255 for ink) where it is looked at from afar.
GRAINY = 180
# A coloured stroke of which this share is paler than ink is no print; its spots are darker than INK by this at most.
MOSTLY, SPOT = 0.35, 32


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be read.

    `gray` is what readers see; `ink` is 255 where there is ink, else 0; `rotation` is by how many degrees the page was
    turned clockwise to stand upright, `skew` the degrees by which its lines then still sloped down to the right.
    `evidence`, -1 to 1, tells how clearly the print shows that it stands upright and not on its head. `veil` is black
    where a streak hid what was printed, else white; None where there is no such streak. `sharp` is the gray of a
    speckled page before larger specks were taken away together with the thinnest strokes; None on other pages.
    """

    gray: GrayImage
    ink: GrayImage
    dpi: float
    rotation: int
    skew: float
    bilevel: bool
    evidence: float = 1.0
    veil: GrayImage | None = None
    sharp: GrayImage | None = None

    @property
    def for_text(self) -> Sheet:
        """The sheet as text is read from it: specks harm its small print less than their loss."""
        return self if self.sharp is None else replace(self, gray=self.sharp)

    @property
    def scale(self) -> float:
        """Points in a pixel."""
        return 72.0 / self.dpi

    def box_to_points(self, box: Box) -> Box:
        return box.scaled(self.scale)

    def gray_at(self, box: Box) -> GrayImage:
        """What stands in a box (points)."""
        x0, top, x1, bottom = self.box_to_pixels(box)
        return self.gray[top:bottom, x0:x1]

    def box_to_pixels(self, box: Box) -> tuple[int, int, int, int]:
        """(x0, top, x1, bottom) within the image."""
        height, width = self.gray.shape
        found = box.scaled(1 / self.scale)
        return (
            max(0, round(found.x0)),
            max(0, round(found.top)),
            min(width, round(found.x1)),
            min(height, round(found.bottom)),
        )


def colour_to_gray(image: ColourImage) -> GrayImage:
    """Darkness of black ink: seals (red) and signatures (blue) are bright in one channel, black is dark in all."""
    sample = cv2.split(np.ascontiguousarray(image[::4, ::4]))
    spread = cv2.subtract(cv2.max(cv2.max(*sample[:2]), sample[2]), cv2.min(cv2.min(*sample[:2]), sample[2]))
    if int(spread.max(initial=0)) < 8:
        return np.asarray(cv2.extractChannel(image, 0), dtype=np.uint8)
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    if float((spread > 60).mean()) < 0.0003:
        return gray
    red, green, blue = cv2.split(image)
    brightest = cv2.max(cv2.max(red, green), blue)
    colour = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    # Where colour is weak the plain gray has less noise than the brightest channel.
    # JPEG stores colour at half the resolution: the edge of a seal has less colour than it should have.
    around = cv2.dilate(colour, np.ones((5, 5), np.uint8))
    weight = np.clip((around.astype(np.float32) - 25) / 35, 0, 1)
    pale = np.where(
        red >= blue, *(_coloured_to_white(brightest, (colour > 60) & hue) for hue in (red >= blue, blue > red))
    )
    return np.ascontiguousarray(gray * (1 - weight) + pale * weight, dtype=np.uint8)


def _coloured_to_white(brightest: npt.NDArray[Any], coloured: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Stretched so that most of what is `coloured` becomes white; what is dark enough to be ink stays as it is.

    JPEG darkens spots of a pen's stroke: most of the stroke tells what all of it is.
    """
    pale = brightest[coloured & (brightest >= INK)]
    if pale.size == 0:
        return brightest
    level = max(INK + 4.0, float(np.percentile(pale, 25)))
    stretched = INK + (brightest.astype(np.float32) - INK) * ((255 - INK) / (level - INK))
    _, labels = cv2.connectedComponents(coloured.astype(np.uint8), connectivity=8)
    sizes = np.bincount(labels.ravel())
    strokes = np.bincount(labels[brightest >= INK], minlength=sizes.size) > MOSTLY * sizes
    strokes[0] = False
    # Its edge has less colour than it should have, and is as dark.
    stroke = cv2.dilate(strokes[labels].astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    spots = stroke & (brightest >= INK - SPOT)
    stretched[spots] = np.maximum(stretched[spots], 255)
    return np.where((brightest < INK) & ~spots, brightest, np.clip(stretched, INK, 255)).astype(np.uint8)


def gray_to_even(gray: GrayImage, dpi: float) -> GrayImage:
    """Divide by the paper: shade, yellowing and faded print come out black on white."""
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    kernel = np.ones((max(3, round(dpi / 16)),) * 2, np.uint8)
    # Paper changes so slowly that half of that again is enough for the slow median.
    closed = cv2.resize(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), None, fx=0.5, fy=0.5)
    light = np.maximum(cv2.medianBlur(closed, 2 * round(dpi / 64) + 1), DARKEST_PAPER)
    paper = cv2.resize(light, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    even: npt.NDArray[Any] = np.asarray(cv2.divide(gray, paper, scale=255))
    dark = gray_to_darkest(even)
    if dark > 70:
        even = np.clip((even.astype(np.float32) - dark * 0.8) * (255 / (255 - dark * 0.8)), 0, 255)
    return np.ascontiguousarray(even, dtype=np.uint8)


def gray_to_darkest(gray: npt.NDArray[Any]) -> float:
    """The level that a tenth of all that is no paper lies below; 0 where there is nothing but paper."""
    # Every other row is enough to tell.
    counts = np.cumsum(cv2.calcHist([gray[::2]], [0], None, [256], [0, 256]).ravel()[:200])
    return float(np.searchsorted(counts, 0.1 * counts[-1])) if counts[-1] else 0.0


def gray_is_bilevel(gray: GrayImage) -> bool:
    """Whether nearly all pixels are black or white, as in a fax."""
    return cv2.countNonZero(cv2.inRange(gray, 21, 234)) < 0.01 * gray.size


def gray_without_edges(gray: GrayImage, dpi: float) -> GrayImage:
    """Paint white what is no print: black borders that touch the edge of the page, and punch holes beside them."""
    ink = gray_to_ink(gray)
    height, width = ink.shape
    side = max(5, round(dpi / 20))
    if not has_thick_black(ink, side):
        return gray
    # Black is not black all over: its grain holds specks of white, more once it is divided by the paper.
    whole = cv2.medianBlur(ink, 5)
    # Only thick black counts: letters and rules that touch the edge vanish under the opening.
    thick = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if not thick.any():
        return gray
    labels, stats = ink_to_pieces(thick)
    mask = np.zeros_like(ink)
    for index in range(1, len(stats)):
        x, y, w, h, area = (int(v) for v in stats[index])
        touches = x <= 2 or y <= 2 or x + w >= width - 2 or y + h >= height - 2
        margin = x + w < 0.12 * width or x > 0.88 * width
        hole = margin and 0.6 < w / h < 1.6 and area > 0.6 * w * h and 0.12 * dpi < w < 0.5 * dpi
        if touches or hole:
            mask[labels == index] = 255
    if not mask.any():
        return gray
    clean = gray.copy()
    clean[cv2.dilate(mask, np.ones((side, side), np.uint8)) > 0] = 255
    return clean


def has_thick_black(ink: GrayImage, side: int) -> bool:
    """Whether there may be a square of ink with that side, as a quick look at a quarter of the resolution tells."""
    small = cv2.resize(ink, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    inside = max(1, (side - 3) // 4)
    dark = cv2.erode(small, np.ones((inside, inside), np.uint8))
    return bool((dark > GRAINY).any())


def ink_to_letters(ink: GrayImage, dpi: float) -> GrayImage:
    """Only blobs of the size of letters, at a quarter of the size: rules, seals and specks are left out."""
    small = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    binary = np.asarray(cv2.threshold(small, 100, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    labels, stats = ink_to_pieces(binary)
    longest = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    keep = (longest >= dpi / 60) & (longest <= dpi / 4.5)
    places = np.flatnonzero(binary > 0)
    binary.ravel()[places[~keep[labels.ravel()[places]]]] = 0
    return binary


def _turned(image: GrayImage, degrees: float, fill: int) -> GrayImage:
    """Turn about the middle so that lines sloping by `degrees` become level; same size."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    flags = cv2.INTER_LINEAR if fill == 0 else cv2.INTER_CUBIC
    # A page is white around its print: only where that goes there is something to do.
    rise = np.tan(np.radians(abs(degrees)))
    x0, top, x1, bottom = gray_to_print_area(image if fill else 255 - image, round(rise * max(height, width)) + 2)
    matrix[:, 2] -= (x0, top)
    turned = np.full_like(image, fill)
    part = cv2.warpAffine(image, matrix, (x1 - x0, bottom - top), flags=flags, borderValue=(fill,) * 3)
    turned[top:bottom, x0:x1] = part
    return turned


def image_to_sheet(image: ColourImage | GrayImage, dpi: float) -> Sheet:
    """Gray, upright, straight, flat, clean, at `dpi` or FINEST. `image` is (height, width, 3) RGB, or gray already."""
    gray = colour_to_gray(image) if image.ndim == 3 else image
    bilevel = gray_is_bilevel(gray)
    if not bilevel and dpi > FINEST:
        small = cv2.resize(gray, None, fx=FINEST / dpi, fy=FINEST / dpi, interpolation=cv2.INTER_AREA)
        gray, dpi = np.asarray(small, dtype=np.uint8), FINEST
    if not bilevel:
        gray = gray_to_even(gray, dpi)
    speckled = gray_is_speckled(gray, dpi)
    gray = gray_without_single_pixels(gray)
    gray, veil = gray_without_black_streaks(gray_without_edges(gray, dpi), dpi)
    if not bilevel:
        gray = gray_without_back(gray_without_streaks(gray, dpi), dpi, INK)
    letters = ink_to_letters(gray_to_ink(gray), dpi)
    rotation = 0
    if letters_to_sideways(letters):
        gray, letters, rotation = _quarter_turns(gray, 3), _quarter_turns(letters, 3), 90
        veil = _likewise(veil, lambda page: _quarter_turns(page, 3))
    skew = letters_to_skew(letters)
    headlong = letters_to_upside_down(_turned(letters, skew, 0), dpi)
    evidence = abs(headlong)
    if headlong > 0:
        gray, rotation = _quarter_turns(gray, 2), rotation + 180
        veil = _likewise(veil, lambda page: _quarter_turns(page, 2))
    if skew:
        gray, veil = _straight(gray, veil, skew, dpi)
    bends = ink_to_bends(gray_to_ink(gray), dpi)
    if bends is not None:
        gray, skew = gray_to_flat(gray, bends, dpi), skew + bends.degrees
        # In bent lines marks above one letter stand beside another: now the print tells more.
        evidence = -letters_to_upside_down(ink_to_letters(gray_to_ink(gray), dpi), dpi)
        veil = _likewise(veil, lambda page: gray_to_flat(page, bends, dpi))
    sharp = None
    if speckled or gray_is_speckled(gray, dpi):
        sharp, gray = gray_without_specks(gray_without_dust(gray, dpi), dpi), gray_with_median(gray)
    gray = gray_without_specks(gray, dpi)
    return Sheet(gray, gray_to_ink(gray), dpi, rotation, skew, bilevel, evidence, veil, sharp)


def _straight(gray: GrayImage, veil: GrayImage | None, skew: float, dpi: float) -> tuple[GrayImage, GrayImage | None]:
    """The page with its lines level, less streaks that slope as its print does: it was copied askew, with them."""
    gray, veil = _turned(gray, skew, 255), _likewise(veil, lambda page: _turned(page, skew, 255))
    gray, other = gray_without_black_streaks(gray, dpi, round(np.tan(np.radians(abs(skew))) * gray.shape[1]))
    if veil is None or other is None:
        return gray, other if veil is None else veil
    return gray, np.minimum(veil, other)


def _likewise(image: GrayImage | None, change: Callable[[GrayImage], GrayImage]) -> GrayImage | None:
    return None if image is None else change(image)


def sheet_turned_over(sheet: Sheet) -> Sheet:
    """The sheet turned by 180°; its slope stays what it was."""
    return replace(
        sheet,
        gray=_quarter_turns(sheet.gray, 2),
        sharp=_likewise(sheet.sharp, lambda page: _quarter_turns(page, 2)),
        ink=_quarter_turns(sheet.ink, 2),
        veil=_likewise(sheet.veil, lambda page: _quarter_turns(page, 2)),
        rotation=(sheet.rotation + 180) % 360,
        evidence=-sheet.evidence,
    )


def _quarter_turns(image: GrayImage, turns: int) -> GrayImage:
    """Turn counter-clockwise by `turns` quarters."""
    return np.ascontiguousarray(np.rot90(image, turns), dtype=np.uint8)
