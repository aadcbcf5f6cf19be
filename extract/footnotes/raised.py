"""Raised footnote markers on scans: found by geometry, read on their own, painted out before the text is read."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np

from extract.ink.surroundings import (
    FAINT,
    FAINTEST,
    LOWEST,
    Blobs,
    Lookup,
    Surroundings,
    gray_to_black_blobs,
    gray_to_blobs,
    gray_to_closed_blobs,
)
from extract.marker_text import UNREAD
from extract.ocr.base import FigureReader
from extract.raster import GrayImage
from models.records import Box, Word, boxes_to_box

# A marker is this tall against a capital of its line (Word raises type of two thirds by a third).
SMALLEST, TALLEST = 0.42, 0.86
# So do brackets, which are as narrow as this (in heights).
TALLEST_BRACKET, BRACKET = 1.05, 0.4
# One of the line is this tall at least.
LEAST_BRACKET = 1.15
RISE = 0.2
# Its top stands at the height of capitals or above.
REACHES, REACHES_WHOLE = 0.85, 0.77
# Quotation marks and apostrophes stand high above the base line for their height; a raised figure hangs lower.
QUOTATION = 1.3
# Two that touch look most like a number.
QUOTATIONS = 1.05
# None of them is as tall as this share of a capital.
NO_QUOTATION = 0.5
# Two digits that touch, one of them a 1 or not, are this wide (in heights).
NARROW_PAIR, BROADEST = 0.8, 1.7
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
# A piece that is less than this share of another reading's is a part of it.
PART = 0.85
# Two looks that share this much of their ink are of the same piece.
SAME = 0.8
# Of generated scans the wrong readings of whole digits stay below this.
SURE = 0.85
# Small letters of a line are this tall (in heights of a digit), stand this near, their feet as level as this; as much
# of them, side by side, tells the base line.
SMALL, BESIDE, LEVEL, ENOUGH = 0.5, 6, 0.1, 1.5
MAX_DIGITS = 3
DIGITS = "0123456789"
# "(12)" is a marker with its brackets.
MAX_SIGNS = 4
SIGNS = DIGITS + "()[]*"
BRACKETED = re.compile(r"\([1-9]\d?\)|\[[1-9]\d?\]|\(\*{1,6}\)")


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
        groups = blobs_to_raised(blobs, letters, whole, opening=opening)
        groups = [g for g in groups if not _is_read(found, blobs, g)]
        groups = [g for g in groups if not _goes_on_below(blurred, blobs, g)]
        crops = [_crop(gray, _group_box(blobs, group)) for group in groups]
        bracketed = _bracketed(
            [c if len(g) >= MAX_DIGITS else None for c, g in zip(crops, groups, strict=True)], figures
        )
        readings = figures.read(tuple(crops), DIGITS)
        for group, (digits, confidence), inside in zip(groups, readings, bracketed, strict=True):
            if len(group) > MAX_DIGITS and not inside:
                continue
            text = inside or digits
            # A ring alone is a degree sign or an ordinal: no note is numbered 0.
            likely = not text.startswith("0") and confidence >= SURE
            sure = bool(inside) or (likely and _fits(text, blobs.taken(np.array(group)), gray))
            found = _with_marker(found, Word(text if sure else UNREAD, _group_box(blobs, group), confidence))
    return _joined(sorted(found, key=lambda w: w.box.x0), blurred)


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
    box = _group_box(blobs, group)
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


def blobs_to_raised(blobs: Blobs, letters: Blobs, whole: Blobs, *, opening: bool = False) -> list[list[int]]:
    """Groups of blobs that look like a raised number: small, high above the base line, and at the end of a word.

    With `opening` only those that open a line: ink that falls apart has many pieces that look like one.

    `letters` are the blobs that tell base lines, `whole` those that tell capitals: with pale ink letters are in one
    piece, but several may be. An accent stands over its letter; the upper ring of % is followed at once by its stroke;
    quotation marks are lower.
    """
    heights = blobs.height
    if heights.size < 3:
        return []
    typical = float(np.percentile(heights[heights > 4], 70)) if (heights > 4).any() else 0.0
    width = blobs.width
    likely = (
        (heights >= 0.25 * typical)
        & (heights <= 1.1 * typical)
        & (width <= BROADEST * heights)
        & (width >= 0.15 * heights)
    )
    lookup, capitals = Lookup(letters, typical), Lookup(whole, typical)
    places: dict[int, Surroundings] = {}
    members = np.flatnonzero(likely)
    members = members[lookup.may_stand_high(blobs.taken(members), RISE * LOWEST, 1 / SMALLEST)]
    for index, place in zip(members, lookup.each_surroundings(blobs.taken(members)), strict=True):
        box = _blob_box(blobs, int(index))
        if place is None or not _stands_high(box, place) or _over_letter(blobs, int(index), place):
            continue
        if _reaches_capitals(box, place, capitals.surroundings(box)):
            places[int(index)] = place
    groups = _grouped(blobs, places)
    parted = _opens_line if opening else _ends_word
    ending = [g for g in groups if len(g) <= MAX_SIGNS and parted(blobs, g, places[g[0]])]
    return [g for g in ending if not _stands_on_line(blobs, letters, g)]


def _stands_high(box: Box, place: Surroundings) -> bool:
    capital = max(place.capital, place.tall)
    tallest = TALLEST_BRACKET if box.width <= BRACKET * box.height else TALLEST
    size = SMALLEST * capital <= box.height <= tallest * capital
    rise = place.base - box.bottom
    high = rise > (QUOTATION if box.width <= box.height else QUOTATIONS) * box.height
    quotation = high and box.height < NO_QUOTATION * capital
    raised = place.highest - box.bottom >= RISE * place.capital and rise <= place.capital
    return size and raised and not quotation


def _stands_on_line(blobs: Blobs, letters: Blobs, group: list[int]) -> bool:
    """Whether small letters beside it stand as low as the group: the 4 of "giảm 4 phòng" is above descenders only.

    For a figure as tall as capitals the small letters are too small to count as its line.
    """
    box = boxes_to_box(_blob_box(blobs, i) for i in group)
    near = (letters.x1 > box.x0 - BESIDE * box.height) & (letters.x0 < box.x1 + BESIDE * box.height)
    apart = (letters.x1 <= box.x0) | (letters.x0 >= box.x1)
    level = np.abs(letters.bottom - box.bottom) <= max(1.0, LEVEL * box.height)
    tall = (letters.height >= SMALL * box.height) & (letters.top > box.top - 0.5 * box.height)
    return int(letters.width[near & apart & level & tall].sum()) >= ENOUGH * box.height


def _reaches_capitals(box: Box, place: Surroundings, whole: Surroundings | None) -> bool:
    """Whether a box ends as high as capitals or higher, and is no smaller than markers are.

    The arm of a broken y ends where small letters do; an accent beside another is small.
    """
    if place.base - box.top < REACHES * place.tall:
        return False
    if whole is None:
        return True
    # Where all that is gray is ink, letters hold on to their accents and to each other, and seem taller.
    return min(place.base, whole.base) - box.top >= REACHES_WHOLE * whole.tall and box.height >= SMALLEST * place.tall


def _goes_on_below(gray: GrayImage, blobs: Blobs, group: list[int]) -> bool:
    """Whether paler ink hangs from the group, as the thin foot of a 7 does: then it is the top of something larger."""
    first, last = group[0], group[-1]
    bottom = int(blobs.bottom[group].max())
    height = bottom - int(blobs.top[group].min())
    under = gray[bottom : bottom + max(2, round(HANGS * height)), int(blobs.x0[first]) : int(blobs.x1[last])]
    return bool(under.size) and bool((under < FAINTEST).any(axis=1).all())


def _over_letter(blobs: Blobs, index: int, place: Surroundings) -> bool:
    """Whether a piece of ink of the same line lies under the blob, as under an accent."""
    shared = np.minimum(blobs.x1, blobs.x1[index]) - np.maximum(blobs.x0, blobs.x0[index])
    under = (blobs.bottom > blobs.bottom[index] + 0.1 * place.capital) & (blobs.top < place.base)
    lower = under & (blobs.top > blobs.top[index] - 0.3 * place.capital)
    lower[index] = False
    width = blobs.x1 - blobs.x0
    # The dot of a question mark lies under it too, narrow as it is.
    dot = (shared > 0.8 * width) & (blobs.height > 0.08 * place.capital)
    return bool((lower & ((shared > 0.3 * width[index]) | dot)).any())


def _grouped(blobs: Blobs, places: dict[int, Surroundings]) -> list[list[int]]:
    groups: list[list[int]] = []
    for index in sorted(places):
        for group in groups:
            last = group[-1]
            capital = places[index].capital
            gap = int(blobs.x0[index] - blobs.x1[last])
            level = abs(int(blobs.bottom[index] - blobs.bottom[last])) < 0.25 * capital
            if level and -0.1 * capital < gap < 0.3 * capital:
                group.append(index)
                break
        else:
            groups.append([index])
    return groups


def _ends_word(blobs: Blobs, group: list[int], place: Surroundings) -> bool:
    """Whether the group follows a word at once and no letter follows it at once, or opens the line."""
    before, after = _gaps(blobs, group, place)
    return _opens_line(blobs, group, place) or (before < 0.6 and after > 0.3)


def _opens_line(blobs: Blobs, group: list[int], place: Surroundings) -> bool:
    before, after = _gaps(blobs, group, place)
    return before > 3 and after < 3


def _gaps(blobs: Blobs, group: list[int], place: Surroundings) -> tuple[float, float]:
    """How far the word before and the letter behind it are, in heights of a capital; endless where there is none."""
    left, right = int(blobs.x0[group[0]]), int(blobs.x1[group[-1]])
    capital = place.capital
    line = (blobs.bottom > place.base - 0.8 * capital) & (blobs.top < place.base)
    line[group] = False
    # A stop or a quotation mark may stand between the word and its marker.
    before = left - blobs.x1[line & (blobs.x0 < left) & (blobs.height >= 0.1 * capital)]
    # A comma is as tall as a small letter is wide, but stands low; a bracket may close right behind the marker.
    bracket = (blobs.height > LEAST_BRACKET * capital) & (blobs.width < BRACKET * blobs.height)
    line &= (blobs.height >= 0.4 * capital) & (blobs.top < place.base - 0.4 * capital) & ~bracket
    after = blobs.x0[line & (blobs.x0 >= right - 1)] - right
    nearest_before, nearest_after = (float(each.min()) / capital if each.size else np.inf for each in (before, after))
    return nearest_before, nearest_after


def _group_box(blobs: Blobs, group: list[int]) -> Box:
    return boxes_to_box(_blob_box(blobs, i) for i in group)


def _blob_box(blobs: Blobs, index: int) -> Box:
    return Box(float(blobs.x0[index]), float(blobs.top[index]), float(blobs.x1[index]), float(blobs.bottom[index]))


def _crop(gray: GrayImage, box: Box) -> GrayImage:
    """The marker alone on white, with a margin."""
    pad = max(3, round(0.3 * box.height))
    crop = np.full((int(box.height) + 2 * pad, int(box.width) + 2 * pad), 255, np.uint8)
    crop[pad:-pad, pad:-pad] = gray[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]
    return crop
