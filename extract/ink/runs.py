"""Runs of ink along the rows of an image: what is long and straight is found among them without looking at pixels.

Pixels, origin top left. A page has some hundred thousand runs; all ways to look for rules start from the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Columns = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs row by row, left to right: `rows`, and columns from `starts` to before `ends`, of an image of `shape`."""

    rows: Columns
    starts: Columns
    ends: Columns
    shape: tuple[int, int]

    def joined(self, gap: int) -> Runs:
        """Runs of one row that are less than `gap` pixels apart become one."""
        if not self.rows.size:
            return self
        parted = (self.rows[1:] != self.rows[:-1]) | (self.starts[1:] - self.ends[:-1] >= gap)
        first, last = np.concatenate(([True], parted)), np.concatenate((parted, [True]))
        return Runs(self.rows[first], self.starts[first], self.ends[last], self.shape)

    def longer(self, length: int) -> Runs:
        """Those of at least `length` pixels."""
        return self.taken(self.ends - self.starts >= length)

    def taken(self, members: npt.NDArray[Any] | slice) -> Runs:
        """These of the runs: a mask or places."""
        return Runs(self.rows[members], self.starts[members], self.ends[members], self.shape)

    def bands(self, gap: int) -> list[Runs]:
        """The runs in bands that at least `gap` rows without any run part."""
        if not self.rows.size:
            return []
        cuts = np.flatnonzero(np.diff(self.rows) > gap) + 1
        edges = [0, *cuts.tolist(), self.rows.size]
        return [self.taken(slice(a, b)) for a, b in pairwise(edges)]

    def spans(self) -> Iterator[tuple[int, int, int]]:
        """(row, start, end) of each."""
        return zip(self.rows.tolist(), self.starts.tolist(), self.ends.tolist(), strict=True)


def ink_to_runs(ink: npt.NDArray[Any]) -> Runs:
    """All runs of what is not 0."""
    height, width = ink.shape
    padded = np.zeros((height, width + 1), dtype=np.bool_)
    np.not_equal(ink, 0, out=padded[:, :width])
    flat = padded.ravel()
    # A white column ends each row, so that no run goes on in the next; starts and ends then take turns.
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    if flat[0]:
        edges = np.concatenate(([0], edges))
    starts, ends = edges[::2], edges[1::2]
    rows = starts // (width + 1)
    return Runs(rows, starts - rows * (width + 1), ends - rows * (width + 1), (height, width))
