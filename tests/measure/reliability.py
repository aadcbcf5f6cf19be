"""How often figures of each confidence are right: a table and a plot.

`python -m tests.measure.reliability --votes votes.jsonl --plot reliability.png`, on votes that nothing was tuned on.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path

from PIL import Image, ImageDraw

from tests.measure.intervals import exact_interval
from tests.measure.votes import Outcome, pages_to_outcomes, read_pages

EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0)
_SIZE, _LEFT, _TOP = 520, 70, 30
_NINES = 4.0
"""The axes count nines: 0.9 is one, 0.99 is two; beyond four nothing is told apart."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Figures of a confidence from `low` on: what was claimed on average, what was right, and between which shares."""

    low: float
    figures: int
    claimed: float
    right: int
    interval: tuple[float, float]


def outcomes_to_bins(outcomes: Sequence[Outcome]) -> list[Bin]:
    """The bins that hold any figure, lowest first.

    The confidence is that of the reading: a number broken over two lines is read right when each of its signs is,
    though what it means then is in doubt, and flagged.
    """
    known = [(o.confidence, o.right or o.exact) for o in outcomes if o.votes]
    bins = []
    for low, high in zip(EDGES, (*EDGES[1:], 2.0), strict=True):
        inside = [(claimed, right) for claimed, right in known if low <= claimed < high]
        if inside:
            right = sum(right for _, right in inside)
            claimed = sum(claimed for claimed, _ in inside) / len(inside)
            bins.append(Bin(low, len(inside), claimed, right, exact_interval(right, len(inside))))
    return bins


def bins_to_table(bins: Sequence[Bin]) -> list[str]:
    lines = [f"{'confidence from':<17}{'figures':>8}{'claimed':>9}{'right':>9}   95 % interval"]
    for one in bins:
        low, high = one.interval
        lines.append(
            f"{one.low:<17}{one.figures:>8}{one.claimed:>9.4f}{one.right / one.figures:>9.4f}   {low:.4f} to {high:.4f}"
        )
    return lines


def bins_to_plot(bins: Sequence[Bin]) -> Image.Image:
    """Claimed (right) against measured (up), in nines; a bar is the interval, the line is where both are equal."""
    image = Image.new("RGB", (_LEFT + _SIZE + 40, _TOP + _SIZE + 60), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((_LEFT, _TOP, _LEFT + _SIZE, _TOP + _SIZE), outline="black")
    pen.line((_LEFT, _TOP + _SIZE, _LEFT + _SIZE, _TOP), fill="gray")
    for share in (0.0, 0.5, 0.9, 0.99, 0.999, 0.9999):
        x, y = _across(share), _up(share)
        pen.line((x, _TOP + _SIZE, x, _TOP + _SIZE + 6), fill="black")
        pen.line((_LEFT - 6, y, _LEFT, y), fill="black")
        pen.text((x - 12, _TOP + _SIZE + 10), f"{share:g}", fill="black")
        pen.text((_LEFT - 50, y - 6), f"{share:g}", fill="black")
    for one in bins:
        x, low, high = _across(one.claimed), *map(_up, one.interval)
        pen.line((x, low, x, high), fill="steelblue", width=2)
        y = _up(one.right / one.figures)
        pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill="darkblue")
    pen.text((_LEFT + _SIZE / 2 - 60, _TOP + _SIZE + 32), "confidence claimed", fill="black")
    pen.text((_LEFT, 8), "share that is right (bar: 95 % interval)", fill="black")
    return image


def _across(share: float) -> float:
    return _LEFT + _SIZE * _nines(share) / _NINES


def _up(share: float) -> float:
    return _TOP + _SIZE - _SIZE * _nines(share) / _NINES


def _nines(share: float) -> float:
    return min(_NINES, -log10(max(1 - share, 10**-_NINES)))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.measure.reliability", description=__doc__)
    parser.add_argument("--votes", type=Path, nargs="+", required=True)
    parser.add_argument("--plot", type=Path, help="a PNG")
    options = parser.parse_args()
    bins = outcomes_to_bins(pages_to_outcomes(read_pages(options.votes)))
    print("\n".join(bins_to_table(bins)))
    if options.plot:
        bins_to_plot(bins).save(options.plot)


if __name__ == "__main__":
    main()
