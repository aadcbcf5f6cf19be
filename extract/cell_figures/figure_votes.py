"""What the readers of one figure said, and how sure that makes it: measured, not guessed.

`figure_confidence.toml` holds how often readings of each kind were right on generated scans; `make calibrate` makes it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# From here on a figure goes unflagged.
SURE = 0.995
# Kinds of support, strongest first: the engine agreed at its first, second, third look; when the line stood beside a
# number read before; in shades of gray; when the line stood there twice, a lone digit four times; in all but point or
# comma; the shape of the ink alone tells; nobody agreed; only the engine read anything; nothing was read.
SUPPORTS = (
    "first", "second", "third", "beside", "shades", "twice", "row", "meaning", "shape", "alone", "engine", "none",
)  # fmt: skip
# Where the recogniser's least sure character parts readings.
BANDS = (0.99, 0.95, 0.8)
# A kind leans on what is known of its support with the weight of at most this many readings.
LEAN = 20.0


@dataclass(frozen=True, slots=True)
class Vote:
    """The reading of one line. `sure`: the recogniser's probability of its least sure character, 0 to 1.

    `overlooked`: the ink shows more digits or marks than the reading; `overprinted`: paler ink was taken away first;
    `slanted`: a stroke slants like a slash where the reading has none; `spoilt`: the ink is not that of whole figures:
    print on the border of the cell, pieces that are no signs, a digit unlike the others of its table.
    """

    text: str
    support: str
    sure: float
    overlooked: bool = False
    overprinted: bool = False
    slanted: bool = False
    spoilt: bool = False

    @property
    def is_dash(self) -> bool:
        """Whether the ink was taken for a dash by its shape alone."""
        return self.support == "shape" and self.text == "-"

    @property
    def kind(self) -> str:
        """The bin that a vote falls into, for example `first 0.99`."""
        band = next((str(edge) for edge in BANDS if self.sure >= edge), "low")
        return " ".join((self.support, band, *self.marks))

    @property
    def marks(self) -> tuple[str, ...]:
        """What is wrong with the ink."""
        names = ("overlooked", "overprinted", "slanted", "spoilt")
        found = (self.overlooked, self.overprinted, self.slanted, self.spoilt)
        return tuple(name for name, is_so in zip(names, found, strict=True) if is_so)


@cache
def measured() -> Mapping[str, tuple[int, int]]:
    """(readings, right ones) of each kind of vote."""
    text = Path(__file__).with_name("figure_confidence.toml").read_text(encoding="utf-8")
    return {kind: (int(n), int(right)) for kind, (n, right) in tomllib.loads(text)["kinds"].items()}


def vote_to_confidence(vote: Vote, counts: Mapping[str, tuple[int, int]] | None = None) -> float:
    """The share of readings of this kind that are right, as far as the counts bear it out; as measured without any."""
    return _measured_confidence(vote.kind) if counts is None else kind_to_confidence(vote.kind, counts)


@cache
def _measured_confidence(kind: str) -> float:
    return kind_to_confidence(kind, measured())


def kind_to_confidence(kind: str, counts: Mapping[str, tuple[int, int]]) -> float:
    """The share of readings of a kind that are right.

    The counts of the kind itself, those of other kinds with its support at the weight of at most LEAN readings, and
    half a reading each for right and for wrong (Jeffreys): a kind that was always right is sure after a hundred.
    """
    others = [pair for other, pair in counts.items() if other != kind and _same_support(other, kind)]
    n, right = (sum(pair[i] for pair in others) for i in (0, 1))
    weight = min(LEAN, n) / max(1, n)
    own, own_right = counts.get(kind, (0, 0))
    return round((own_right + weight * right + 0.5) / (own + weight * n + 1), 4)


def _same_support(one: str, other: str) -> bool:
    """Whether two kinds differ in the recogniser's probability alone."""
    (support, _, *marks), (other_support, _, *other_marks) = one.split(), other.split()
    return (support, marks) == (other_support, other_marks)


def vote_to_reason(vote: Vote, confidence: float) -> str:
    """The review code of a reading that is not sure; "" for one that is."""
    if confidence >= SURE:
        return ""
    if not vote.text:
        return "ink_unread"
    if vote.support == "engine":
        return "one_reader"
    if vote.overlooked or vote.slanted or vote.spoilt:
        return "ink_overlooked"
    return "overprinted" if vote.overprinted and vote.support != "alone" else "readers_differ"
