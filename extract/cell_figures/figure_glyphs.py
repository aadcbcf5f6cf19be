"""Digits of a table beside each other: one that is unlike all others of its kind has lost or gained ink.

Readers take an 8 without its left side for a 3, and a hair for a 1. The page itself shows what its digits look like.
Pixels, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import GrayImage, gray_to_ink

# A digit is drawn this high on a canvas of (rows, columns).
HEIGHT, CANVAS = 16, (22, 22)
# Likeness (1 is the same): this much less than three quarters of the digits of the table have is far; another digit
# is as near when it is less like by no more than this; rows of which half is less like than usual by this are in
# another type; lines with two digits less like than this do not fall into their digits.
FAR, ALIKE, STYLE, TORN = 0.03, 0.1, 0.05, 0.75
# Fewer digits of a kind beside the one show nothing; as many digits show what is usual.
FEWEST, SAMPLE = 3, 200
# How wide per cent signs are, in heights of a digit.
SIGN = (0.85, 1.6)

Shapes = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A digit as read, and its ink on a canvas: a vector of length 1."""

    digit: str
    shape: Shapes


def line_to_glyphs(line: GrayImage, text: str) -> list[Glyph]:
    """The digits of a line up to its first sign of several pieces; none where blobs and signs do not go together."""
    plain = text.replace(" ", "")
    whole = len(plain) if "%" not in plain else plain.index("%")
    _, stats = ink_to_pieces(gray_to_ink(line))
    boxes = stats[1:, :4]
    tallest = int(boxes[:, 3].max(initial=0))
    if tallest < 8 or not any(c.isdecimal() for c in plain[:whole]):
        return []
    groups = _boxes_to_groups(boxes[np.maximum(boxes[:, 2], boxes[:, 3]) > max(2, 0.1 * tallest)])
    if not _go_together(groups, whole, plain, tallest):
        return []
    tall = [g for g, c in zip(groups, plain[:whole], strict=False) if c.isdecimal()]
    height = float(np.median([g[3] - g[1] for g in tall]))
    base = float(np.median([g[3] for g in tall]))
    return [
        Glyph(c, _shape(line, g, base, height)) for g, c in zip(groups, plain[:whole], strict=False) if c.isdecimal()
    ]


def _go_together(groups: Sequence[Sequence[int]], whole: int, plain: str, tallest: int) -> bool:
    """Whether each sign is one group; a per cent sign at the end may be several, as wide together as one is."""
    if whole == len(plain):
        return len(groups) == whole
    if whole != len(plain) - 1 or not whole < len(groups) <= whole + 3:
        return False
    return SIGN[0] * tallest <= groups[-1][2] - groups[whole][0] <= SIGN[1] * tallest


def _boxes_to_groups(boxes: npt.NDArray[Any]) -> list[list[int]]:
    """(x0, top, x1, bottom) of signs, left to right: blobs that stand above each other are one."""
    groups: list[list[int]] = []
    for x, y, width, height in sorted(boxes.tolist()):
        if groups and groups[-1][2] - x >= 0.5 * min(width, groups[-1][2] - groups[-1][0]):
            last = groups[-1]
            groups[-1] = [last[0], min(last[1], y), max(last[2], x + width), max(last[3], y + height)]
        else:
            groups.append([x, y, x + width, y + height])
    return groups


def _shape(line: GrayImage, group: Sequence[int], base: float, height: float) -> Shapes:
    """The ink of a group, scaled so that digits of this height that stand on this row fill the height of the canvas."""
    x0, top, x1, bottom = group
    scale = HEIGHT / max(1.0, height)
    ink = cv2.copyMakeBorder(255 - line[top:bottom, x0:x1], 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=(0,))
    x, y = (x1 - x0) / 2 + 2, base - height / 2 - top + 2
    move = np.array([[scale, 0, CANVAS[1] / 2 - scale * x], [0, scale, CANVAS[0] / 2 - scale * y]], dtype=np.float32)
    small = cv2.warpAffine(cv2.blur(ink, (3, 3)) if scale < 0.6 else ink, move, CANVAS[::-1], flags=cv2.INTER_LINEAR)
    vector = cv2.GaussianBlur(small.astype(np.float32), (0, 0), 0.9).ravel()
    return np.asarray(vector / max(1.0, float(np.linalg.norm(vector))), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Digits:
    """The digits of one line; `row` is a number that lines beside each other share; `unsure` ones are looked at."""

    glyphs: tuple[Glyph, ...]
    row: int
    unsure: bool


def lines_to_odd(lines: Sequence[Digits]) -> frozenset[int]:
    """The places of the unsure lines that hold a digit unlike the others of its kind.

    A digit is odd when it is farther from its nearest than nearly all digits of the table are, and another digit is
    nearly as near; for a 1, for which any hair is taken, the first is enough. Rows in another type than the table,
    such as the one in italics, tell nothing, nor do lines that fall into blobs of other digits than were read.
    """
    owners = np.array([place for place, line in enumerate(lines) for _ in line.glyphs], dtype=np.int64)
    unsure = np.array([line.unsure for line in lines], dtype=np.bool_)
    if not owners.size or not unsure[owners].any():
        return frozenset()
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    shapes, digits = np.stack([g.shape for g in glyphs]), np.array([g.digit for g in glyphs])
    rows = np.array([lines[place].row for place in owners])
    sample = np.arange(0, owners.size, 1 + owners.size // SAMPLE)
    usual = np.percentile(_nearest(shapes, digits, sample)[0], (25, 50))
    beside = np.flatnonzero(np.isin(rows, rows[unsure[owners]]))
    own, other, known = _nearest(shapes, digits, beside)
    odd = (own < usual[0] - FAR) & ((own - other < ALIKE) | (digits[beside] == "1")) & (known >= FEWEST)
    found = set()
    for at in np.flatnonzero(odd & unsure[owners[beside]]).tolist():
        place = owners[beside[at]]
        row, line = rows[beside] == rows[beside[at]], owners[beside] == place
        row[at] = False
        styled = row.any() and float(np.median(own[row])) < usual[1] - STYLE
        if not styled and int((own[line] < TORN).sum()) < 2:
            found.add(int(place))
    return frozenset(found)


def _nearest(shapes: Shapes, digits: npt.NDArray[Any], some: npt.NDArray[Any]) -> tuple[Shapes, Shapes, Shapes]:
    """For some digits: how like they are to their nearest of the same kind and of another, and how many of their kind
    there are beside them.
    """
    alike = shapes[some] @ shapes.T
    same = digits[some][:, None] == digits[None, :]
    same_others = same.copy()
    same_others[np.arange(len(some)), some] = False
    own = np.where(same_others, alike, 0).max(axis=1)
    return own, np.where(same, 0, alike).max(axis=1), same_others.sum(axis=1)
