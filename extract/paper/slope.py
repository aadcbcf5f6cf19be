"""How print lies on a page: whether lines run across, how they slope, whether they stand on their heads.

`letters` is 255 on blobs of the size of letters, else 0, at half the resolution of the page. Pixels, origin top left.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pieces import ink_to_pieces
from extract.ink.pixels import GrayImage

Places = npt.NDArray[np.float64]

MAX_SKEW = 6.0
# Where lines are few, a coarse look may be a step or two off: what is best at the end of a span may be better beyond.
CLIMBS = 4


def letters_to_sideways(letters: GrayImage) -> bool:
    """Whether the lines of print run up or down the page, however they slope.

    Lines that are level once the right slope is taken out part into rows far more sharply than letters into columns.
    """
    height, width = letters.shape
    ys, xs = np.nonzero(letters > 0)
    if ys.size < 200:
        return False
    step = max(1, ys.size // 12000)
    jitter = np.random.default_rng(0).uniform(-0.5, 0.5, (2, ys[::step].size))
    y, x = ys[::step] + jitter[0] - height / 2, xs[::step] + jitter[1] - width / 2
    angles = np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.25)
    rows = max(_level_sharpness(y, x, float(angle)) for angle in angles)
    columns = max(_level_sharpness(x, y, float(angle)) for angle in angles)
    # The shorter profile gathers more ink in each bin; scale it out.
    return bool(columns * width > 1.1 * rows * height)


def letters_to_skew(letters: GrayImage) -> float:
    """Degrees by which lines slope, positive when they go down to the right, to a fiftieth of a degree."""
    ys, xs = np.nonzero(letters > 0)
    if ys.size < 200:
        return 0.0
    step = max(1, ys.size // 30000)
    # Whole pixels would make an angle of 0 look sharper than it is; a fixed jitter of half a pixel takes that away.
    jitter = np.random.default_rng(0).uniform(-0.5, 0.5, ys[::step].size)
    y, x = ys[::step] + jitter, (xs[::step] - letters.shape[1] / 2).astype(np.float64)
    # A coarse look needs fewer of the points.
    best = _best_angle(_level_sharpness, y[::3], x[::3], np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.25))
    for span, grain in ((0.25, 0.05), (0.05, 0.01)):
        for _ in range(CLIMBS):
            middle = best
            best = _best_angle(_level_density, y, x, np.arange(middle - span, middle + span + grain / 2, grain))
            if abs(best - middle) < span - grain / 2:
                break
    return best if abs(best) >= 0.03 else 0.0


def _best_angle(
    score: Callable[[Places, Places, float], float], y: Places, x: Places, angles: npt.NDArray[np.float64]
) -> float:
    return float(angles[int(np.argmax([score(y, x, float(angle)) for angle in angles]))])


def _level_sharpness(y: Places, x: Places, degrees: float, bins: float = 3.0) -> float:
    """How unevenly the ink lies over rows once lines that slope by `degrees` are level."""
    rows = ((y - x * np.tan(np.radians(degrees))) / bins).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def _level_density(y: Places, x: Places, degrees: float) -> float:
    """How densely the ink lies in rows once lines that slope by `degrees` are level.

    Each point is shared between the two rows that it lies between: whole rows would make the answer jump with chance,
    by a tenth of a degree where a page has few lines.
    """
    rows = y - x * np.tan(np.radians(degrees))
    rows -= rows.min()
    upper = rows.astype(np.int64)
    share = rows - upper
    counts = np.bincount(upper, 1 - share, int(upper.max()) + 2) + np.bincount(upper + 1, share, int(upper.max()) + 2)
    return float(np.square(counts).sum())


def letters_to_upside_down(letters: GrayImage, dpi: float) -> float:
    """Evidence that the page stands on its head, -1 (upright) to 1.

    Vietnamese carries marks above its letters and few strokes below the line: in each line of print there is more ink
    above the band of small letters than under it. `letters` is at half of `dpi`.
    """
    joined = cv2.dilate(letters, np.ones((1, max(3, round(dpi / 14))), np.uint8))
    _, stats = ink_to_pieces(joined)
    above = below = 0.0
    for x, y, w, h, _ in (tuple(int(v) for v in row) for row in stats[1:]):
        if w < 2.5 * h or not dpi / 34 < h < dpi / 6:
            continue
        strip = letters[y : y + h, x : x + w].sum(axis=1, dtype=np.float64) / 255
        core = np.flatnonzero(strip > 0.5 * strip.max())
        above += float(strip[: core[0]].sum())
        below += float(strip[core[-1] + 1 :].sum())
    return (below - above) / (below + above) if above + below > 0 else 0.0
