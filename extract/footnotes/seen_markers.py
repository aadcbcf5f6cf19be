"""Raised things of body lines that read as markers: of the boxes of one place, the one that is meant. In points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.records import Box, boxes_to_box

# Surer than the first look has to be: here most of what is read is no marker.
LIKELY = 0.9


@dataclass(frozen=True, slots=True)
class Seen:
    """Something raised: where (points), what it reads as, and the line that it stands in.

    `by_order`: no more than the brackets of the number was read, or another count of stars.
    """

    box: Box
    text: str
    confidence: float
    line: int
    by_order: bool = False


def seen_to_place(seen: Sequence[Seen]) -> Seen | None:
    """The surest one, where all of them are one place."""
    if not seen:
        return None
    best = max(seen, key=lambda s: s.confidence)
    if not all(s.line == best.line and s.box.grown(1).overlap(best.box) > 0 for s in seen):
        return None
    # Of brackets and stars the palest shade shows all; of a number it may show a part of the letter before.
    return best if best.text.isdigit() else replace(best, box=boxes_to_box(s.box for s in seen))


def seen_to_widest(seen: Sequence[Seen]) -> list[Seen]:
    """Of those that overlap the widest."""
    places: list[Seen] = []
    for each in sorted(seen, key=lambda s: s.box.width, reverse=True):
        if not any(each.box.overlap(place.box) > 0 for place in places):
            places.append(each)
    return places
