"""Raised footnote markers on scans: found by geometry, read on their own, painted out before the text is read."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.base import FigureReader
from extract.raster import GrayImage
from models.records import Box, Word, boxes_to_box

# A marker is this tall against a capital of its line (Word raises type of two thirds by a third).
SMALLEST, TALLEST = 0.42, 0.86
RISE = 0.2
# Quotation marks and apostrophes stand high above the base line for their height; a raised figure hangs lower.
QUOTATION = 1.3
SURE = 0.8
MAX_DIGITS = 3
# Small type comes out gray: what is darker than this is a stroke of it.
FAINT = 185
DIGITS = "0123456789"
UNREAD = "?"

Columns = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Blobs:
    """Connected pieces of ink, left to right: arrays of their edges in pixels."""

    x0: Columns
    top: Columns
    x1: Columns
    bottom: Columns

    @property
    def height(self) -> Columns:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The line that a blob stands in: height of its capitals, base line, and which blobs belong to it.

    Brackets, commas and descenders reach below the base line and may be most of what stands beside "(2)": `highest` is
    the base line as the letters without them have it.
    """

    capital: float
    base: float
    highest: float
    members: Columns


def gray_to_raised(gray: GrayImage, figures: FigureReader) -> tuple[Word, ...]:
    """The raised markers of an image (boxes in pixels), each read by the reader of figures.

    A marker that cannot be read for sure is there all the same: its text is UNREAD, and order may tell it later.
    """
    # As it is, then blurred: that closes the breaks of a pixel that small type has in bilevel scans.
    found: list[Word] = []
    for image in (gray, np.asarray(cv2.GaussianBlur(gray, (3, 3), 0), dtype=np.uint8)):
        blobs = gray_to_blobs(image)
        groups = blobs_to_raised(blobs)
        boxes = [boxes_to_box(_blob_box(blobs, i) for i in group) for group in groups]
        readings = figures.read(tuple(_crop(gray, box) for box in boxes), DIGITS)
        for group, box, (text, confidence) in zip(groups, boxes, readings, strict=True):
            # A ring alone is a degree sign or an ordinal: no note is numbered 0.
            sure = confidence >= SURE and len(text) == len(group) and not text.startswith("0")
            found = _with_marker(found, Word(text if sure else UNREAD, box, confidence))
    return _joined(sorted(found, key=lambda w: w.box.x0))


def _joined(words: list[Word]) -> tuple[Word, ...]:
    """Digits of one marker that were found one by one are one word."""
    joined: list[Word] = []
    for word in words:
        for place, other in enumerate(joined):
            gap, height = word.box.x0 - other.box.x1, max(word.box.height, other.box.height)
            if gap < 0.45 * height and abs(word.box.bottom - other.box.bottom) < 0.3 * height:
                text = UNREAD if UNREAD in (word.text, other.text) else other.text + word.text
                joined[place] = Word(text, other.box.union(word.box), min(word.confidence, other.confidence))
                break
        else:
            joined.append(word)
    return tuple(sorted(joined, key=lambda w: (w.box.top, w.box.x0)))


def _with_marker(found: list[Word], word: Word) -> list[Word]:
    """`found` with `word`; of two readings of one place the longer sure one stays."""
    rivals = [w for w in found if w.box.overlap(word.box) > 0]
    worth = [(w.text != UNREAD, len(w.text), w.confidence) for w in (*rivals, word)]
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


def gray_to_blobs(gray: GrayImage) -> Blobs:
    """All pieces of ink."""
    # The blur closes breaks of a pixel, which small type has in bilevel scans.
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    ink = np.ascontiguousarray((soft < FAINT) * np.uint8(255), dtype=np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    table = np.asarray(stats[1:], dtype=np.int64)
    table = table[np.argsort(table[:, cv2.CC_STAT_LEFT], kind="stable")]
    x0, top = table[:, cv2.CC_STAT_LEFT], table[:, cv2.CC_STAT_TOP]
    return Blobs(x0, top, x0 + table[:, cv2.CC_STAT_WIDTH], top + table[:, cv2.CC_STAT_HEIGHT])


def blobs_to_raised(blobs: Blobs) -> list[list[int]]:
    """Groups of blobs that look like a raised number: small, high above the base line, and at the end of a word.

    An accent stands over its letter; the upper ring of % is followed at once by its stroke; quotation marks are lower.
    """
    heights = blobs.height
    if heights.size < 3:
        return []
    typical = float(np.percentile(heights[heights > 4], 70)) if (heights > 4).any() else 0.0
    width = blobs.x1 - blobs.x0
    likely = (heights >= 0.25 * typical) & (heights <= 1.1 * typical) & (width <= heights) & (width >= 0.15 * heights)
    places: dict[int, Surroundings] = {}
    for index in np.flatnonzero(likely):
        place = blob_to_surroundings(blobs, int(index))
        if place is not None and _stands_high(blobs, int(index), place) and not _over_letter(blobs, int(index), place):
            places[int(index)] = place
    groups = _grouped(blobs, places)
    return [g for g in groups if len(g) <= MAX_DIGITS and _ends_word(blobs, g, places[g[0]])]


def blob_to_surroundings(blobs: Blobs, index: int) -> Surroundings | None:
    """The blobs of letter size beside this one, on its level or a little lower: its line of print."""
    top, bottom, height = (int(v[index]) for v in (blobs.top, blobs.bottom, blobs.height))
    beside = (blobs.x1 > blobs.x0[index] - 9 * height) & (blobs.x0 < blobs.x1[index] + 9 * height)
    level = (blobs.top < bottom) & (blobs.bottom > top + 0.3 * height) & (blobs.top > top - 0.9 * height)
    letters = (blobs.height >= 0.8 * height) & (blobs.height < 3 * height)
    members = np.flatnonzero(beside & level & letters)
    members = members[members != index]
    if members.size < 2:
        return None
    capital = float(np.percentile(blobs.height[members], 75))
    feet = blobs.bottom[members]
    return Surroundings(capital, float(np.median(feet)), float(np.percentile(feet, 35)), members)


def _stands_high(blobs: Blobs, index: int, place: Surroundings) -> bool:
    height = float(blobs.height[index])
    size = SMALLEST * place.capital <= height <= TALLEST * place.capital
    rise = place.base - float(blobs.bottom[index])
    quotation = rise > QUOTATION * height
    raised = place.highest - float(blobs.bottom[index]) >= RISE * place.capital and rise <= place.capital
    return bool(size and raised and not quotation)


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
    left, right = int(blobs.x0[group[0]]), int(blobs.x1[group[-1]])
    capital = place.capital
    line = (blobs.bottom > place.base - 0.8 * capital) & (blobs.top < place.base)
    line[group] = False
    # A stop or a quotation mark may stand between the word and its marker.
    before = left - blobs.x1[line & (blobs.x0 < left) & (blobs.height >= 0.1 * capital)]
    line &= blobs.height >= 0.4 * capital
    after = blobs.x0[line & (blobs.x0 >= right - 1)] - right
    nearest_before = float(before.min()) if before.size else np.inf
    nearest_after = float(after.min()) if after.size else np.inf
    if nearest_before > 3 * capital:
        return nearest_after < 3 * capital
    return nearest_before < 0.6 * capital and nearest_after > 0.3 * capital


def _blob_box(blobs: Blobs, index: int) -> Box:
    return Box(float(blobs.x0[index]), float(blobs.top[index]), float(blobs.x1[index]), float(blobs.bottom[index]))


def _crop(gray: GrayImage, box: Box) -> GrayImage:
    """The marker alone on white, with a margin."""
    pad = max(3, round(0.3 * box.height))
    crop = np.full((int(box.height) + 2 * pad, int(box.width) + 2 * pad), 255, np.uint8)
    crop[pad:-pad, pad:-pad] = gray[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]
    return crop
