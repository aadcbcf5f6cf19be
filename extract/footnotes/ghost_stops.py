"""Stops that engines see in the white that a painted-out marker leaves: "22¹ nhiệm vụ" is read as "22_ nhiệm vụ".

The ink beside the marker tells whether a stop stands there, and on which side: a stop behind the marker is no part of
the text before it. Boxes in points on the page as scanned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.ink.print_level import level_of_line
from extract.ink.surroundings import Blobs, gray_to_blobs
from extract.raster import Sheet
from models.records import Box, Line, Marker, Word

SIGNS = r"_.,:;'’—–\-"
JOINED = re.compile(r"^(?P<word>.*[^\W_])_+(?P<next>[^\W_].*)$")
ENDING = re.compile(rf"^(?P<word>.*[^\s{SIGNS}])(?P<signs>[{SIGNS}]+)$")
# Shares of the height of a capital: letters are this tall and stand this near the base line; stops are lower, and end
# no higher than the dot of a colon does.
LETTER, FEET = 0.45, 0.15
STOP, HIGHEST = 0.6, 0.85
# Between a word and the next there is no more room than this.
ROOM = 1.0
# What begins left of this share of the marker's width stands before it.
BEFORE = 0.3


@dataclass(frozen=True, slots=True)
class Stops:
    """Right edges (points): of the last letter before a marker, and of the ink of stops before and behind it (or 0)."""

    letter: float
    before: float
    behind: float


def lines_without_ghost_stops(
    lines: Sequence[Line], markers: Sequence[Marker], sheet: Sheet
) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
    """The lines with only those stops beside markers that are printed, each word as wide as its ink."""
    kept, found = _with_words_parted(lines, markers)
    for place, marker in enumerate(found):
        if marker.line < 0:
            continue
        line = kept[marker.line]
        index = _word_with_letters(line, marker.word)
        word = line.words[index]
        match = ENDING.match(word.text)
        stops = line_to_stops(line, index, marker.box, sheet) if match or index != marker.word else None
        if stops is not None:
            word = _with_stops(word, match, stops)
            words = (*line.words[:index], word, *line.words[index + 1 :])
            kept[marker.line] = replace(line, words=words)
            found[place] = replace(marker, word=index, after=word.text)
    return tuple(kept), tuple(found)


def _with_words_parted(lines: Sequence[Line], markers: Sequence[Marker]) -> tuple[list[Line], list[Marker]]:
    """Words that an engine joined over the white of a marker, "22_nhiệm", are two."""
    kept, found = list(lines), list(markers)
    for place in range(len(found)):
        marker = found[place]
        if marker.line < 0:
            continue
        words = kept[marker.line].words
        word = words[marker.word]
        match = JOINED.match(word.text)
        if match is None or word.box.x1 <= marker.box.x1:
            continue
        first = replace(word, text=match["word"], box=replace(word.box, x1=marker.box.x0))
        second = replace(word, text=match["next"], box=replace(word.box, x0=marker.box.x1))
        parted = (*words[: marker.word], first, second, *words[marker.word + 1 :])
        kept[marker.line] = replace(kept[marker.line], words=parted)
        behind = [m.line == marker.line and m.word > marker.word for m in found]
        found = [replace(m, word=m.word + 1) if later else m for m, later in zip(found, behind, strict=True)]
        found[place] = replace(marker, after=first.text)
    return kept, found


def _word_with_letters(line: Line, index: int) -> int:
    """The index of the word that a marker belongs to: a stop that stands alone behind it is none."""
    alone = not any(c.isalnum() for c in line.words[index].text)
    return index - 1 if alone and index > 0 else index


def _with_stops(word: Word, match: re.Match[str] | None, stops: Stops) -> Word:
    """The word with its stops as the ink has them; its box ends where they end."""
    text, signs = (match["word"], match["signs"]) if match else (word.text, "")
    if stops.before and stops.behind:
        kept = signs
    elif stops.before:
        kept = signs[:1]
    else:
        kept = signs[-1:] if stops.behind else ""
    right = max(stops.letter, stops.before, stops.behind if kept else 0.0)
    return replace(
        word, text=text + kept, box=Box(word.box.x0, word.box.top, max(right, word.box.x0 + 1), word.box.bottom)
    )


def line_to_stops(line: Line, index: int, marker: Box, sheet: Sheet) -> Stops | None:
    """The stops printed between a word and the next, beside the marker; None where the ink does not tell."""
    room = 0.5 * line.box.height
    x0, top, x1, bottom = sheet.box_to_pixels(
        Box(line.box.x0 - 2, line.box.top - room, line.box.x1 + room, line.box.bottom + room)
    )
    crop = sheet.gray[top:bottom, x0:x1]
    level = level_of_line(crop, line.box.scaled(1 / sheet.scale), top)
    if level is None:
        return None
    base, capital = level
    left, high, right, low = (v / sheet.scale for v in (marker.x0, marker.top, marker.x1, marker.bottom))
    mark = Box(left - x0, high - top, right - x0, low - top)
    blobs = _without(gray_to_blobs(crop), mark)
    standing = (blobs.height >= LETTER * capital) & (np.abs(blobs.bottom - base) < FEET * capital)
    letters = np.flatnonzero(standing & (blobs.x0 < mark.x0 - 1))
    following = blobs.x0[standing & (blobs.x0 >= mark.x_mid)]
    if letters.size == 0 or mark.x0 - int(blobs.x1[letters].max()) > ROOM * capital:
        return None
    last = int(blobs.x1[letters].max())
    end = min(mark.x1 + ROOM * capital, float(following.min()) if following.size else np.inf)
    small = (
        (blobs.height < STOP * capital) & (blobs.bottom > base - HIGHEST * capital) & (blobs.top < base + 0.1 * capital)
    )
    stop = small & (blobs.x0 >= last - 1) & (blobs.x1 <= end) & (blobs.top > base - HIGHEST * capital)
    before = stop & (blobs.x0 < mark.x0 + BEFORE * mark.width)
    edges = (last, blobs.x1[before].max(initial=0), blobs.x1[stop & ~before].max(initial=0))
    return Stops(*((int(edge) + x0) * sheet.scale if edge else 0.0 for edge in edges))


def _without(blobs: Blobs, mark: Box) -> Blobs:
    """The blobs without those of the marker."""
    middle = (blobs.top + blobs.bottom) / 2
    inside = (blobs.x1 > mark.x0 - 1) & (blobs.x0 < mark.x1 + 1) & (middle > mark.top - 1) & (middle < mark.bottom + 1)
    return blobs.taken(np.flatnonzero(~inside))
