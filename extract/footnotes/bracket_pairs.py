"""Raised brackets with stars between them, "(**)": stars are too small to be found by themselves, brackets are not.

Two of them around small ink are one marker. The stars are read alone, then it is as a whole, which counts them worse;
where no reading is sure it is there all the same, unread. Boxes and lengths in pixels of the image.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.footnotes.raised import BRACKETED, SIGNS, SURE
from extract.footnotes.star_reading import images_to_stars
from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import GrayImage, box_to_gray, gray_on_white
from extract.ink.surroundings import FAINT
from extract.marker_text import MOST_STARS, UNREAD
from extract.ocr.base import FigureReader
from models.records import Box, Word

# A bracket is as narrow as this; the other one is as tall and as level as this; stars are no taller (in its heights).
NARROW, ALIKE, TALLEST_STAR = 0.5, 0.2, 0.75
# Signs stand no farther apart, stars and a bracket take no more room each; ink hangs this far below them at most.
GAP, ROOM, BELOW = 0.35, 0.6, 0.35
# What ends within so many pixels of a bracket is its edge, and ink of fewer pixels is dust.
EDGE, DUST = 2, 3


def words_with_bracket_pairs(words: Sequence[Word], gray: GrayImage, reader: FigureReader) -> tuple[Word, ...]:
    """The raised words, a bracket and what belongs to it as one marker, with its text if a reading is sure."""
    words = _with_those_that_touch(words, gray, reader)
    pairs = words_to_pairs(words, gray)
    if not pairs:
        return tuple(words)
    wholes = reader.read(tuple(gray_on_white(box_to_gray(gray, whole)) for whole, _ in pairs), SIGNS)
    stars = images_to_stars([_tight(gray, inside) for _, inside in pairs], reader)
    found = []
    for (whole, _), (text, confidence), (row, likely) in zip(pairs, wholes, stars, strict=True):
        # Stars are counted best by themselves.
        if row:
            found.append(Word(f"({row})", whole, likely))
        elif confidence >= SURE and BRACKETED.fullmatch(text):
            found.append(Word(text, whole, confidence))
        else:
            found.append(Word(UNREAD, whole, min(confidence, likely)))
    kept = [word for word in words if not any(whole.holds(word.box.x_mid, word.box.y_mid) for whole, _ in pairs)]
    return tuple(sorted([*kept, *found], key=lambda w: (w.box.top, w.box.x0)))


def _with_those_that_touch(words: Sequence[Word], gray: GrayImage, reader: FigureReader) -> list[Word]:
    """The words, what is as wide as brackets and stars together read as those if it is."""
    wide = [i for i, w in enumerate(words) if w.text == UNREAD and w.box.width > NARROW * w.box.height]
    found = list(words)
    for i, (text, confidence) in zip(
        wide, images_to_bracketed_stars([_tight(gray, words[i].box) for i in wide], reader), strict=True
    ):
        if text:
            found[i] = Word(text, words[i].box, confidence)
    return found


def words_to_pairs(words: Sequence[Word], gray: GrayImage) -> list[tuple[Box, Box]]:
    """The markers of which a bracket was found, whole, and what stands between their brackets."""
    pairs: list[tuple[Box, Box]] = []
    for word in words:
        box = word.box
        known = any(whole.holds(box.x_mid, box.y_mid) for whole, _ in pairs)
        if word.text != UNREAD or box.width > NARROW * box.height or known:
            continue
        if (other := _other_bracket(gray, box)) is not None:
            left, right = sorted((box, other), key=lambda each: each.x0)
            inside = Box(left.x1, min(left.top, right.top), right.x0, max(left.bottom, right.bottom))
            pairs.append((box.union(other), inside))
    return pairs


def _other_bracket(gray: GrayImage, box: Box) -> Box | None:
    """The bracket at the other end of the stars right behind one, or before it."""
    reach = round(ROOM * (MOST_STARS + 1) * box.height)
    top, bottom = max(0, round(box.top - 2 * ALIKE * box.height)), round(box.bottom + BELOW * box.height)
    right, left = int(box.x1), int(box.x0)
    found = _end_of_stars(gray[top:bottom, right : right + reach], box, top)
    if found is not None:
        return found.moved(right, top)
    before = gray[top:bottom, max(0, left - reach) : left]
    found = _end_of_stars(before[:, ::-1], box, top)
    return Box(left - found.x1, found.top + top, left - found.x0, found.bottom + top) if found is not None else None


def _end_of_stars(crop: GrayImage, box: Box, top: int) -> Box | None:
    """The piece of a crop that is a bracket like the one before its first column, if only stars stand between them."""
    last, stars, slack = 0, 0, ALIKE * box.height
    for x, y, w, h, size in _pieces(crop):
        # What ends above hangs down from the line before.
        if x + w <= EDGE or size < DUST or y + h + top <= box.top:
            continue
        if x - last > GAP * box.height:
            return None
        # What reaches the edge of the crop goes on above it.
        level = y > 0 and abs(y + top - box.top) <= slack and abs(y + h + top - box.bottom) <= slack
        if level and w <= NARROW * h:
            return Box(float(x), float(y), float(x + w), float(y + h)) if stars else None
        if h > TALLEST_STAR * box.height or y + h + top > box.bottom:
            return None
        last, stars = max(last, x + w), stars + 1
    return None


def _pieces(image: GrayImage) -> list[tuple[int, ...]]:
    """(x, y, width, height, size) of each piece of ink, from left to right."""
    _, pieces = ink_to_pieces((image < FAINT).astype(np.uint8))
    return sorted(tuple(int(v) for v in row) for row in pieces[1:])


def images_to_bracketed_stars(images: Sequence[GrayImage], reader: FigureReader) -> tuple[tuple[str, float], ...]:
    """What each image has between its first and its last piece of ink, which are to be brackets, if that is stars."""
    insides = [_inside(image) for image in images]
    found = images_to_stars([image for image in insides if image is not None], reader)
    stars = iter(found)
    read = (("", 0.0) if image is None else next(stars) for image in insides)
    return tuple((f"({row})" if row else "", confidence) for row, confidence in read)


def _inside(image: GrayImage) -> GrayImage | None:
    """What stands between the brackets, without white around it; None where the pieces at both ends are none.

    The image may hold tops of letters of the next line.
    """
    pieces = [Box(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in _pieces(image)]
    tall = max(pieces, key=lambda box: box.height, default=None)
    if tall is None:
        return None
    level = [box for box in pieces if tall.top <= box.y_mid <= tall.bottom]
    if len(level) <= 2:
        return None
    first, last = level[0], level[-1]
    if not all(end.height >= (1 - ALIKE) * tall.height and end.width <= NARROW * end.height for end in (first, last)):
        return None
    part = box_to_gray(image, Box(first.x1, tall.top, last.x0, tall.bottom))
    return _without_white(part) if (part < FAINT).any() else None


def _tight(gray: GrayImage, box: Box) -> GrayImage:
    """The ink in a box without white around it; the box as it is where its ink is too pale."""
    return _without_white(box_to_gray(gray, box))


def _without_white(part: GrayImage) -> GrayImage:
    rows, columns = (np.flatnonzero((part < FAINT).any(axis=axis)) for axis in (1, 0))
    if rows.size == 0:
        return part
    return part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
