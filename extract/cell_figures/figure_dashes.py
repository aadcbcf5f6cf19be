"""Dashes told from the bar of a digit by where they stand: a dash below the middle of digits, the bar of a 7 on top.

In print whose strokes are eaten away the bar may be all that is left of a 7. The level of digits comes from print
beside the dash; where there is none, from how far digits of the table stand from the middle of their cells. Pixels of
the page, y downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# Where dashes stand between the foot (0) and the head (1) of digits: at 0.3 to 0.45 in all faces.
LOW, HIGH = 0.2, 0.6
# A dash is no taller than this share of digits: bold ones whose ink ran together are as flat as a thick dash.
FLAT = 0.55
# A digit of the same row reaches to the dash, but for this share of its height.
BESIDE = 0.3
# Digits stand alike in their cells when half of them differ by less than this share of their height; so many tell.
ALIKE, FEWEST = 0.12, 3
# Digits of office print are about this high (inches): 8 points.
USUAL = 1 / 9


@dataclass(frozen=True, slots=True)
class Printed:
    """The ink of a cell of one line: rows from `top` to `bottom`, and the `middle` row of its cell."""

    top: float
    bottom: float
    middle: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        return (self.top + self.bottom) / 2


def is_on_level(dash: Printed, digits: Sequence[Printed], dpi: float) -> bool:
    """Whether a flat stroke is as low as dashes, and where they stand: by the figure beside it, or by those of other
    cells; where these do not stand alike, as a dash in the middle of its cell.
    """
    beside = [one for one in digits if abs(dash.centre - one.centre) <= (0.5 + BESIDE) * one.height]
    if beside:
        nearest = min(beside, key=lambda one: abs(dash.centre - one.centre))
        flat = dash.height <= FLAT * nearest.height
        return flat and LOW <= (nearest.bottom - dash.centre) / nearest.height <= HIGH
    usual, height = 0.0, USUAL * dpi
    if len(digits) >= FEWEST:
        offsets = np.array([one.centre - one.middle for one in digits])
        known = float(np.median([one.height for one in digits]))
        if float(np.median(np.abs(offsets - np.median(offsets)))) <= ALIKE * known:
            usual, height = float(np.median(offsets)), known
    flat = dash.height <= FLAT * height
    return flat and LOW <= (dash.middle + usual + height / 2 - dash.centre) / height <= HIGH
