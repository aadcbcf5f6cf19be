"""Figures that lie on a border of their cell: a digit on the rule goes with it, or stands in the next cell.

What is left of it is no sign that a reader could know, and the rest reads well without it. So both sides of a rule are
looked at, wherever print comes near and where there is none: a digit on it makes it thicker for a while, and when the
rule is taken away ink is left that came out from under it. Pixels of the page, origin top left.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import INK, GrayImage, gray_to_ink

# (x0, top, x1, bottom)
Place = tuple[int, int, int, int]

# Print nearer to a border than this share of its height may go on there: digits of a number stand closer than that.
NEAR = 0.6
# Print is at most this high (inches); what is higher has several lines.
TALLEST = 1 / 6
# Ink this far from the middle of a rule is looked at, and what begins this near to it comes from under it (inches).
BESIDE, UNDER = 1 / 15, 1 / 55
# What is left of a rule is no wider than this (inches), or as long as this share of all that is looked at.
REST, LONG = 1 / 75, 0.9
# The rule is looked for this near to the border of the cell, ink beside it this far (inches).
OFF, REACH = 1 / 60, 1 / 12
# Where two rules meet there is more ink (inches).
MEETING = 1 / 40
# A digit makes a rule thicker by at least this much, over so many rows in one go at least and at most (inches).
THICKER, LEAST, MOST = 1 / 150, 1 / 30, 1 / 6
# In a cell without print it stands out to one side by at least this much somewhere (inches; pixels), unless the rule is
# steady: in black and white the edges of a plain rule go in and out by a pixel each, now and then two, and so for
# the height of a digit. Steady is a rule that is no thicker than usual along this share of its other rows (per cent).
OUT, STEPS, STEADY = 1 / 67, 3, 95
# The rule is plain along this share of a cell at least (per cent).
PLAIN = 40
# Its parts at both sides of the rule are this wide together (inches).
SLIM = 1 / 30


@dataclass(frozen=True, slots=True)
class Ruled:
    """A page as it is, and without its rules."""

    whole: GrayImage
    plain: GrayImage


def figure_is_on_border(page: Ruled, cell: Place, print_: Place, dpi: float) -> bool:
    """Whether a digit lies on the left or the right rule of a cell, beside its print where that is near."""
    height = min(float(print_[3] - print_[1]), TALLEST * dpi)
    near, rim = NEAR * height, round(0.1 * height)
    rows = slice(max(0, print_[1] - rim), print_[3] + rim)
    for x, gap in ((cell[0], print_[0] - cell[0]), (cell[2], cell[2] - print_[2])):
        if gap <= near:
            bulge = next(iter(_bulges(page, cell, x, dpi)), None)
            if _comes_out(page.plain, rows, x, dpi) or (bulge and bulge.top < print_[3] and print_[1] < bulge.bottom):
                return True
    return False


def _comes_out(plain: GrayImage, rows: slice, x: int, dpi: float) -> bool:
    """Whether any piece of ink that begins at a rule is no rest of the rule."""
    start = max(0, x - round(BESIDE * dpi))
    strip = gray_to_ink(plain[rows, start : x + round(BESIDE * dpi)])
    if not strip.any():
        return False
    _, stats = ink_to_pieces(strip)
    left, width, height = (stats[1:, i] for i in (cv2.CC_STAT_LEFT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    away = np.maximum(left - (x - start), (x - start) - (left + width))
    rest = (width <= REST * dpi) | ((height >= LONG * strip.shape[0]) & (width <= 2 * REST * dpi))
    return bool(((away <= UNDER * dpi) & ~rest).any())


def digit_on_border(page: Ruled, cell: Place, dpi: float) -> Place | None:
    """The place of a digit on the left or right rule of a cell without print; None where there is none."""
    reach = round(REACH * dpi)
    for x in (cell[0], cell[2]):
        if not _is_whole(page.whole, cell, x, dpi):
            continue  # what is thick or beside it may be a rag of the rule
        out = max(STEPS, OUT * dpi)
        bulges = [b for b in _bulges(page, cell, x, dpi) if b.steady or b.out >= out]
        bulges = [b for b in bulges if b.bottom - b.top <= MOST * dpi]
        top, bottom = (bulges[0].top, bulges[0].bottom) if bulges else _crossing(page.plain, cell, x, dpi) or (0, 0)
        if bottom:
            return max(0, x - reach), top, x + reach, bottom
    return None


def _is_whole(whole: GrayImage, cell: Place, x: int, dpi: float) -> bool:
    """Whether a rule goes along the cell without a gap."""
    off = max(1, round(OFF * dpi))
    return bool((whole[cell[1] : cell[3], max(0, x - off) : x + off + 1] < INK).any(axis=1).all())


def _crossing(plain: GrayImage, cell: Place, x: int, dpi: float) -> tuple[int, int] | None:
    """The rows from and up to which ink of the height of a digit is at both sides of a rule that was taken away."""
    start, rim = max(0, x - round(BESIDE * dpi)), round(MEETING * dpi)
    strip = gray_to_ink(plain[cell[1] + rim : cell[3] - rim, start : x + round(BESIDE * dpi)])
    if not strip.any():
        return None
    gap = np.ones((1, 2 * round(UNDER * dpi) + 1), np.uint8)
    _, stats = ink_to_pieces(cv2.morphologyEx(strip, cv2.MORPH_CLOSE, gap))
    for left, high, width, height, _ in stats[1:].tolist():
        if left < x - start < left + width and width >= SLIM * dpi and LEAST * dpi <= height <= MOST * dpi:
            return cell[1] + rim + high, cell[1] + rim + high + height
    return None


@dataclass(frozen=True, slots=True)
class _Bulge:
    """Rows from `top` up to `bottom` in which a rule is thicker than elsewhere, on one side by up to `out` pixels.

    `steady`: elsewhere in the cell it is of the same width all along.
    """

    top: int
    bottom: int
    out: float
    steady: bool


def _bulges(page: Ruled, cell: Place, x: int, dpi: float) -> list[_Bulge]:
    """Where the rule at `x` is thicker than elsewhere in the cell, top to bottom."""
    rim, reach, off = round(MEETING * dpi), round(REACH * dpi), max(1, round(OFF * dpi))
    top, start = cell[1] + rim, max(0, x - reach)
    place = slice(top, cell[3] - rim), slice(start, x + reach)
    ink = page.whole[place] < INK
    if ink.shape[0] < LEAST * dpi:
        return []
    counts = ink.sum(axis=1)
    if int(counts.max()) < int(counts.min()) + 2:
        return []  # nothing but the rule: most cells are done here
    middle = x - start
    rule = middle - off + int(ink[:, middle - off : middle + off + 1].sum(axis=0).argmax())
    # How far ink goes on without a gap from the rule to the right and to the left.
    right, left = (np.logical_and.accumulate(side, axis=1).sum(axis=1) for side in (ink[:, rule:], ink[:, rule::-1]))
    more = max(2.0, THICKER * dpi)
    if not np.percentile(right + left, PLAIN):
        return []  # a rule in rags
    # A stem beside the rule may have been taken for a part of it, though there is white between them.
    taken = (ink & (page.plain[place] >= INK)).sum(axis=1)
    wider, right_out, left_out, taken_out = (_beyond(some) for some in (right + left, right, left, taken))
    thick = (wider >= more) | (taken_out >= more)
    least = round(LEAST * dpi)
    if int(thick.sum()) < least:
        return []
    # Between the head and the feet of a 1 on the rule there may be little more than the rule.
    closed = cv2.morphologyEx(thick.astype(np.uint8)[:, None], cv2.MORPH_CLOSE, np.ones((least | 1, 1), np.uint8))[:, 0]
    edges = np.flatnonzero(np.diff(np.pad(closed.astype(np.int8), 1)))
    out = np.maximum(np.maximum(right_out, left_out), taken_out)
    steady = not np.percentile(np.abs(wider[closed == 0]), STEADY) if not closed.all() else False
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [_Bulge(top + a, top + b, float(out[a:b].max()), steady) for a, b in runs if b - a >= least]


def _beyond(counts: npt.NDArray[np.int_]) -> npt.NDArray[np.float64]:
    """How much more than is usual along a rule."""
    return np.asarray(counts - np.percentile(counts, PLAIN), dtype=np.float64)
