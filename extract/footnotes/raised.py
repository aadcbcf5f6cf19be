"""Raised footnote markers on scans: found by geometry, read on their own, painted out before the text is read."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np

from extract.footnotes.raised_groups import BESIDE, LEVEL, SMALL, blobs_to_raised_groups, group_to_box
from extract.ink.pixels import GrayImage, box_to_gray, gray_on_white
from extract.ink.surroundings import (
    FAINT,
    FAINTEST,
    Blobs,
    gray_to_black_blobs,
    gray_to_blobs,
    gray_to_closed_blobs,
)
from extract.marker_text import STARS, UNREAD
from extract.ocr.base import FigureReader
from models.records import Box, Word

# Two digits that touch, one of them a 1 or not, are this wide at least (in heights).
NARROW_PAIR = 0.8
# The lowest rows of a piece, as a share of its height.
FOOT = 0.12
LEFT = 0.3
# The gap between two digits of a marker, at most (in heights); a 1 is as narrow as SLENDER and stands in a wide room.
APART, APART_OF_1 = 0.35, 0.7
SLENDER = 0.5
# The base line is within so many heights below a marker.
TO_LINE = 1.0
# Ink that hangs this far (in heights) from a piece is part of it.
HANGS = 0.25
# A bracket is taller than its black middle by this.
TALLER = 1.25
# "(1)" is as wide as this (in its heights).
BRACKETS = 1.1
# A letter is taller than this above its foot, an arch is not; its stem is within so much (heights of a digit).
ARCH, BESIDE_STEM = 0.35, 0.4
# Tails of letters reach this far below their line, and as much print tells where that is (heights of a digit).
TAIL, SOME = 0.7, 0.8
# A piece that is less than this share of another reading's is a part of it.
PART = 0.85
# Two looks that share this much of their ink are of the same piece.
SAME = 0.8
# Of generated scans the wrong readings of whole digits stay below this.
SURE = 0.85
MAX_DIGITS = 3
DIGITS = "0123456789"
SIGNS = DIGITS + "()[]*"
BRACKETED = re.compile(rf"\([1-9]\d?\)|\[[1-9]\d?\]|\({STARS}\)")


def gray_to_raised(gray: GrayImage, plain: Blobs, figures: FigureReader) -> tuple[Word, ...]:
    """The raised markers of an image (boxes in pixels), each read by the reader of figures.

    `plain` are the pieces of its ink, as `gray_to_blobs` has them.

    A marker that cannot be read for sure is there all the same: its text is UNREAD, and order may tell it later.
    """
    # As it is, then blurred: that closes the breaks of a pixel that small type has in bilevel scans; then with all that
    # is gray taken for ink, which closes those of thin strokes; at last what is black alone, since a hair's breadth may
    # part the marker of a note from its first letter.
    blurred = np.asarray(cv2.GaussianBlur(gray, (3, 3), 0), dtype=np.uint8)
    soft, whole = gray_to_blobs(blurred), gray_to_blobs(gray, FAINTEST)
    found: list[Word] = []
    closed = gray_to_closed_blobs(gray, whole)
    for blobs, letters, opening in (
        (plain, plain, False),
        (soft, soft, False),
        (whole, plain, False),
        (closed, plain, False),
        (gray_to_black_blobs(gray), plain, True),
    ):
        groups = blobs_to_raised_groups(blobs, letters, whole, opening=opening)
        groups = [g for g in groups if not _is_read(found, blobs, g)]
        groups = [g for g in groups if not _goes_on_below(blurred, blobs, g)]
        groups = [g for g in groups if not stands_level(gray, group_to_box(blobs, g))]
        if opening:
            groups = [
                g for g in groups if not any(_is_core(group_to_box(blobs, g), all_of) for all_of in (plain, whole))
            ]
        crops = [gray_on_white(box_to_gray(gray, group_to_box(blobs, group))) for group in groups]
        bracketed = _bracketed(
            [c if _may_have_brackets(blobs, g) else None for c, g in zip(crops, groups, strict=True)], figures
        )
        readings = figures.read(tuple(crops), DIGITS)
        for group, (digits, confidence), inside in zip(groups, readings, bracketed, strict=True):
            if len(group) > MAX_DIGITS and not inside:
                continue
            text = inside or digits
            # A ring alone is a degree sign or an ordinal: no note is numbered 0.
            likely = not text.startswith("0") and confidence >= SURE
            sure = bool(inside) or (likely and _fits(text, blobs.taken(np.array(group)), gray))
            found = _with_marker(found, Word(text if sure else UNREAD, group_to_box(blobs, group), confidence))
    return _joined(sorted(found, key=lambda w: w.box.x0), blurred)


def _is_core(box: Box, pieces: Blobs) -> bool:
    """Whether black ink is the middle of a taller stroke, as of a bracket whose ends are gray: it reads as a 1."""
    over = (pieces.x0 <= box.x0) & (pieces.x1 >= box.x1) & (pieces.top <= box.top) & (pieces.bottom >= box.bottom)
    slender = pieces.width < SLENDER * pieces.height
    return bool((over & slender & (pieces.height > TALLER * box.height)).any())


def _may_have_brackets(blobs: Blobs, group: list[int]) -> bool:
    """Whether there are pieces for a digit between brackets, or what touches is wide enough for them."""
    box = group_to_box(blobs, group)
    return len(group) >= MAX_DIGITS or box.width > BRACKETS * box.height


def _bracketed(crops: Sequence[GrayImage | None], figures: FigureReader) -> list[str]:
    """What reads as a number or stars in brackets, "(1)", as it is printed; else "", as where there is no crop."""
    places = [index for index, crop in enumerate(crops) if crop is not None]
    found = [""] * len(crops)
    readings = figures.read(tuple(crop for crop in crops if crop is not None), SIGNS)
    for index, (text, confidence) in zip(places, readings, strict=True):
        match = BRACKETED.fullmatch(text)
        if match and confidence >= SURE:
            found[index] = text
    return found


def _is_read(found: list[Word], blobs: Blobs, group: list[int]) -> bool:
    """Whether an earlier look at all but the same ink was sure of what it is."""
    box = group_to_box(blobs, group)
    both = [(w.box.overlap(box), w.box.union(box)) for w in found if w.text != UNREAD]
    return any(shared > SAME * union.width * union.height for shared, union in both)


def _fits(text: str, pieces: Blobs, gray: GrayImage) -> bool:
    """Whether a reading has a digit for each piece of ink, or two for one so wide that it is two that touch."""
    share = pieces.width / pieces.height
    pairs = np.flatnonzero(share > NARROW_PAIR)
    fewest = pieces.height.size + int((share > 1).sum())
    if not fewest <= len(text) <= pieces.height.size + pairs.size:
        return False
    return len(text) == pieces.height.size or all(_stands_left(pieces, int(i), gray) for i in pairs)


def _stands_left(pieces: Blobs, index: int, gray: GrayImage) -> bool:
    """Whether the left of a wide piece reaches as low as the right: a quotation mark before a digit does not."""
    x0, top, x1, bottom = (int(v[index]) for v in (pieces.x0, pieces.top, pieces.x1, pieces.bottom))
    lowest = gray[bottom - max(1, round(FOOT * (bottom - top))) : bottom, x0 : x0 + round(LEFT * (x1 - x0))]
    return bool((lowest < FAINT).any())


def _joined(words: list[Word], gray: GrayImage) -> tuple[Word, ...]:
    """Digits of one marker that were found one by one are one word."""
    joined: list[Word] = []
    for word in words:
        for place, other in enumerate(joined):
            gap, height = word.box.x0 - other.box.x1, max(word.box.height, other.box.height)
            beside = abs(word.box.bottom - other.box.bottom) < 0.3 * height
            slender = min(word.box.width, other.box.width) < SLENDER * height
            if beside and gap < (APART_OF_1 if slender else APART) * height and not _parted(other.box, word.box, gray):
                text = UNREAD if UNREAD in (word.text, other.text) else other.text + word.text
                joined[place] = Word(text, other.box.union(word.box), min(word.confidence, other.confidence))
                break
        else:
            joined.append(word)
    return tuple(sorted(joined, key=lambda w: (w.box.top, w.box.x0)))


def _parted(left: Box, right: Box, gray: GrayImage) -> bool:
    """Whether ink stands between two markers, as the comma in "1,2" or the stop of the line in "2022¹.²"."""
    top, bottom = int(min(left.top, right.top)), int(max(left.bottom, right.bottom) + TO_LINE * left.height)
    between = gray[top:bottom, int(left.x1) + 1 : int(right.x0) - 1]
    return bool(between.size) and bool((between < FAINT).any())


def _with_marker(found: list[Word], word: Word) -> list[Word]:
    """`found` with `word`; of two readings of one place the longer sure one stays, or that of clearly more ink."""
    rivals = [w for w in found if w.box.overlap(word.box) > 0]
    inks = [w.box.width * w.box.height for w in (*rivals, word)]
    worth = [
        (w.text != UNREAD, len(w.text), ink > PART * max(inks), w.confidence)
        for w, ink in zip((*rivals, word), inks, strict=True)
    ]
    if rivals and worth[-1] <= max(worth[:-1]):
        return found
    return [w for w in found if w not in rivals] + [word]


def gray_without_raised(gray: GrayImage, raised: tuple[Word, ...]) -> GrayImage:
    """The image with the markers painted white, so that the engine does not glue them to the words that they touch."""
    clean = gray.copy()
    for word in raised:
        if word.text == UNREAD:
            continue
        box = word.box
        clean[max(0, int(box.top) - 1) : int(box.bottom) + 1, max(0, int(box.x0) - 1) : int(box.x1) + 1] = 255
    return clean


def _goes_on_below(gray: GrayImage, blobs: Blobs, group: list[int]) -> bool:
    """Whether paler ink hangs from the group, as the thin foot of a 7 does: then it is the top of something larger."""
    first, last = group[0], group[-1]
    bottom = int(blobs.bottom[group].max())
    height = bottom - int(blobs.top[group].min())
    under = gray[bottom : bottom + max(2, round(HANGS * height)), int(blobs.x0[first]) : int(blobs.x1[last])]
    return bool(under.size) and bool((under < FAINTEST).any(axis=1).all())


def stands_level(gray: GrayImage, box: Box) -> bool:
    """Whether most print beside a figure stands as low as it: then it is no marker but one of the line.

    Letters that touch are one piece of ink as low as the tails among them: each column of pixels is looked at.
    """
    height, slack = box.height, max(1, round(LEVEL * box.height))
    x0, x1 = max(0, round(box.x0 - BESIDE * height)), round(box.x1 + BESIDE * height)
    top, middle, foot = int(box.top), round(SMALL * height), round(height)
    ink = gray[top : round(box.top + (1 + TAIL) * height), x0:x1] < FAINT
    ink[:, int(box.x0) - x0 : int(box.x1) + 1 - x0] = False
    at_foot, below = ink[foot - 1 - slack : foot + slack].any(axis=0), ink[foot + slack : foot + slack + 1].any(axis=0)
    # A dot below the letter comes after white.
    ends = at_foot & ~below
    # An arch beside a stem that goes on down is of a letter that stands lower; a serif has no stem below it.
    beside_stem = np.convolve(at_foot & below, np.ones(2 * round(BESIDE_STEM * height) + 1), "same") > 0
    arches = int((ends & beside_stem & ~ink[: round((1 - ARCH) * height)].any(axis=0)).sum())
    level = int(ends.sum())
    # A few are ends of strokes of letters that do stand as low.
    level -= arches if 2 * arches > level else 0
    return level >= SOME * height and 2 * level > int(ink[middle:].any(axis=0).sum())
