"""A figure set beside one of its page that both readers read alike: the engine overlooks a lone 1, but not in a number.

The neighbour says nothing of the figure; it gives the engine a face, a size and a context. Pixels, origin top left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extract.ink.pixels import INK, GrayImage

# Numbers of so many digits, all different: a digit left out or doubled next to them shows.
SHORTEST, LONGEST = 2, 4
# Print of another size than these shares of the figure's height is no neighbour.
ALIKE = (0.75, 1.33)
# The gap between two figures, as a share of their height: about what stands between digits.
GAP = 0.12


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A number that both readers read alike; `place` counts the lines of its table in reading order."""

    gray: GrayImage
    text: str
    place: int


def is_neighbour(text: str) -> bool:
    """Whether a number is of a kind to stand beside others."""
    return text.isdecimal() and SHORTEST <= len(text) <= LONGEST and len(set(text)) == len(text)


def line_to_neighbours(line: GrayImage, text: str, place: int, known: Sequence[Neighbour]) -> Iterator[Neighbour]:
    """The neighbours for a figure, nearest first: of its size, and with other digits where the two meet."""
    height = _print_height(line)
    for one in sorted(known, key=lambda n: (abs(n.place - place), n.place)):
        apart = one.place != place and one.text[-1] != text[0] and one.text[0] != text[-1]
        if apart and ALIKE[0] <= _print_height(one.gray) / height <= ALIKE[1]:
            yield one


def line_beside(line: GrayImage, text: str, neighbour: Neighbour) -> tuple[GrayImage, str]:
    """(image, what it says when `text` is what the line says): the neighbour on each side where a digit stands."""
    parts, says = [line], text
    if text[0].isdecimal():
        parts, says = [neighbour.gray, *parts], neighbour.text + says
    if text[-1].isdecimal() or len(parts) == 1:
        parts, says = [*parts, neighbour.gray], says + neighbour.text
    return _in_a_row(parts), says


def _in_a_row(lines: Sequence[GrayImage]) -> GrayImage:
    """The print of lines on one base."""
    prints = [_trimmed(line) for line in lines]
    height = max(image.shape[0] for image in prints)
    gap = np.full((height, max(2, round(GAP * height))), 255, np.uint8)
    row = [gap]
    for image in prints:
        based = np.full((height, image.shape[1]), 255, np.uint8)
        based[height - image.shape[0] :] = image
        row += [based, gap]
    return np.ascontiguousarray(np.hstack(row))


def _trimmed(line: GrayImage) -> GrayImage:
    """Cut to the ink and a pixel around it."""
    ys, xs = np.nonzero(line < INK)
    if not ys.size:
        return line
    return line[max(0, int(ys.min()) - 1) : int(ys.max()) + 2, max(0, int(xs.min()) - 1) : int(xs.max()) + 2]


def _print_height(line: GrayImage) -> int:
    rows = np.flatnonzero((line < INK).any(axis=1))
    return int(rows[-1] - rows[0] + 1) if rows.size else line.shape[0]
