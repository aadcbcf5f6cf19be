"""Which pieces of ink on a page look like a raised number: small, high above the base line, at the end of a word.

Boxes and lengths in pixels of the image; shares are of the height of a capital of the line where nothing else is said.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from extract.ink.surroundings import LOWEST, Blobs, Lookup, Surroundings
from models.records import Box, boxes_to_box

# A marker is this tall against a capital of its line (Word raises type of two thirds by a third).
SMALLEST, TALLEST = 0.42, 0.86
# So do brackets, which are as narrow as this (in heights).
TALLEST_BRACKET, BRACKET = 1.05, 0.4
# One of the line is this tall at least.
LEAST_BRACKET = 1.15
# They are no taller than this against the digits between them, and no farther from each (in heights of a capital).
TALLER, REACH_OF_BRACKETS = 1.5, 0.8
RISE = 0.2
# Where hardly a piece is as tall as the letters of the text, they are no taller than this against nine of ten.
RARE = 1.5
# Its top stands at the height of capitals or above.
REACHES, REACHES_WHOLE = 0.85, 0.77
# Quotation marks and apostrophes stand high above the base line for their height; a raised figure hangs lower.
QUOTATION = 1.3
# Two that touch look most like a number.
QUOTATIONS = 1.05
# None of them is as tall as this share of a capital.
NO_QUOTATION = 0.5
# Two digits that touch are this wide at most (in heights).
BROADEST = 1.7
# Small letters of a line are this tall (in heights of a digit), stand this near, their feet as level as this; as much
# of them, side by side, tells the base line.
SMALL, BESIDE, LEVEL, ENOUGH = 0.5, 6, 0.1, 1.5
# Signs of a marker stand no farther apart (heights of a capital).
GAP = 0.3
# "(12)" is a marker with its brackets.
MAX_SIGNS = 4


def blobs_to_raised_groups(blobs: Blobs, letters: Blobs, whole: Blobs, *, opening: bool = False) -> list[list[int]]:
    """Groups of blobs that look like a raised number: small, high above the base line, and at the end of a word.

    With `opening` only those that open a line: ink that falls apart has many pieces that look like one.

    `letters` are the blobs that tell base lines, `whole` those that tell capitals: with pale ink letters are in one
    piece, but several may be. An accent stands over its letter; the upper ring of % is followed at once by its stroke;
    quotation marks are lower.
    """
    heights = blobs.height
    if heights.size < 3:
        return []
    # Small notes may be most of a page: the letters of its text are taller then, and markers as tall as those of notes.
    high = heights[heights > 4]
    typical, tall, tallest = np.percentile(high, (70, 90, 99)).tolist() if high.size else (0.0, 0.0, 0.0)
    width = blobs.width
    likely = (
        (heights >= 0.25 * typical)
        & (heights <= min(max(1.1 * tall, tallest), RARE * tall))
        & (width <= BROADEST * heights)
        & (width >= 0.15 * heights)
    )
    lookup, capitals = Lookup(letters, typical), Lookup(whole, typical)
    places: dict[int, Surroundings] = {}
    low: dict[int, Surroundings] = {}
    members = np.flatnonzero(likely)
    members = members[lookup.may_stand_high(blobs.taken(members), RISE * LOWEST, 1 / SMALLEST)]
    for index, place in zip(members, lookup.each_surroundings(blobs.taken(members)), strict=True):
        box = _blob_box(blobs, int(index))
        if place is None or _over_letter(blobs, int(index), place):
            continue
        if _reaches_capitals(box, place, capitals.surroundings(box)):
            (places if _stands_high(box, place) else low)[int(index)] = place
    places |= _brackets_beside(blobs, places, low)
    places |= _between_brackets(blobs, places, low)
    groups = _grouped(blobs, places)
    parted = _opens_line if opening else _ends_word
    ending = [g for g in groups if len(g) <= MAX_SIGNS and parted(blobs, g, places[g[0]])]
    return [g for g in ending if not _stands_on_line(blobs, letters, g)]


def _brackets_beside(
    blobs: Blobs, high: Mapping[int, Surroundings], low: Mapping[int, Surroundings]
) -> dict[int, Surroundings]:
    """Those that may be the brackets of a raised digit: of "BNV⁽⁷⁾" they are most of what stands beside them.

    They end above the base line as markers do, though not above all that is beside them.
    """
    found: dict[int, Surroundings] = {}
    for index, place in low.items():
        box = _blob_box(blobs, index)
        if box.width > BRACKET * box.height or not RISE * place.capital <= place.base - box.bottom <= place.capital:
            continue
        digits = (_blob_box(blobs, i) for i in high)
        if any(
            box.top <= each.top + 1 and each.bottom <= box.bottom + 1 and box.height < TALLER * each.height
            for each in digits
            if max(each.x0 - box.x1, box.x0 - each.x1) < GAP * place.capital
        ):
            found[index] = place
    return found


def _between_brackets(
    blobs: Blobs, high: Mapping[int, Surroundings], low: Mapping[int, Surroundings]
) -> dict[int, Surroundings]:
    """Those that do not stand high above what is beside them, where that is raised brackets: the 7 of "⁽¹⁷⁾"."""
    brackets = [i for i in high if blobs.width[i] <= BRACKET * blobs.height[i]]
    found: dict[int, Surroundings] = {}
    for index, place in low.items():
        box = _blob_box(blobs, index)
        around = [
            each
            for each in (_blob_box(blobs, i) for i in brackets)
            if each.top - 1 <= box.top and box.bottom <= each.bottom + 1 and each.height < TALLER * box.height
        ]
        reach = REACH_OF_BRACKETS * place.capital
        before = any(0 <= box.x0 - each.x1 < reach for each in around)
        if before and any(0 <= each.x0 - box.x1 < reach for each in around):
            found[index] = place
    return found


def _stands_high(box: Box, place: Surroundings) -> bool:
    capital = max(place.capital, place.tall)
    tallest = TALLEST_BRACKET if box.width <= BRACKET * box.height else TALLEST
    size = SMALLEST * capital <= box.height <= tallest * capital
    rise = place.base - box.bottom
    high = rise > (QUOTATION if box.width <= box.height else QUOTATIONS) * box.height
    quotation = high and box.height < NO_QUOTATION * capital
    raised = place.highest - box.bottom >= RISE * place.capital and rise <= capital
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
            if level and -0.1 * capital < gap < GAP * capital:
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


def group_to_box(blobs: Blobs, group: list[int]) -> Box:
    """What holds all blobs of a group."""
    return boxes_to_box(_blob_box(blobs, i) for i in group)


def _blob_box(blobs: Blobs, index: int) -> Box:
    return Box(float(blobs.x0[index]), float(blobs.top[index]), float(blobs.x1[index]), float(blobs.bottom[index]))
