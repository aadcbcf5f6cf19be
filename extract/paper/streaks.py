"""Upright lines from one edge of a page to the other: dust on the glass under which a feeder draws the paper.

Such a line looks like a rule and parts the columns of tables where nothing is ruled. It is paler than print: what is
printed under it is darker still, so that the paper under it can be made as light as the paper beside it. In black and
white, or where much dust lies, it is as black as print: what it hides is lost, and it is told where that is. Pixels,
origin top left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pixels import GrayImage

Columns = npt.NDArray[np.bool_]
# The first column of a dark line and the one after its last.
Run = tuple[int, int]

# Rows that are taken together against grain, and bands of a page; a column is as light as its lightest rows in a band.
ROWS, BANDS = 8, 16
# A streak is narrower than this (inches), darker than the paper beside it by this much (of 255), and no darker than
# this: what is has no print to show.
NARROW, DARKER, BLACK = 0.06, 8, 70
# It is seen in this share of the bands at least, the outer ones among them; a rule ends with its table.
SHARE = 0.85
# Paper beside the upper and the lower edge of a page (inches), how dark print is, the share of it that specks may be.
MARGIN, PRINT, SPECKS = 0.4, 160, 0.001
# A number of the page may stand there, no line of print: this share, once single specks are taken away.
NUMBER = 0.005
# A black streak is darker than the paper beside it by this much; over the page it leans by this much (inches).
BLACKER, LEAN = 40, 0.15
# In black and white it may be dotted: dark in this share of a band, of a margin; black in so many rows (per cent); and
# seen in this share of the bands, both margins among them.
WHOLE, HALF, DOTS, MOST = 0.65, 0.5, 25, 0.65


def gray_without_streaks(gray: GrayImage, dpi: float) -> GrayImage:
    """The page with the paper under streaks as light as beside them.

    A page whose upright lines all run from edge to edge stays where there is print up to its upper and its lower edge:
    it may show nothing but a table.
    """
    light = _columns_to_light(gray)
    beside = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((1, max(3, round(NARROW * dpi)) | 1), np.uint8))
    dark = beside.astype(np.int16) - light >= DARKER
    seen = dark.mean(axis=0) >= SHARE
    streak = seen & dark[0] & dark[-1]
    if not streak.any() or not ((dark & ~_widened(seen)).any() or _has_blank_ends(gray, ~_widened(seen), dpi)):
        return gray
    columns = np.flatnonzero(_widened(streak & ~_widened(np.median(light, axis=0) < BLACK)))
    clean = gray.copy()
    edges = np.linspace(0, gray.shape[0], BANDS + 1).round().astype(int)
    for band, (top, bottom) in enumerate(pairwise(edges)):
        gain = beside[band, columns] / np.maximum(light[band, columns], 1).astype(np.float32)
        clean[top:bottom, columns] = np.clip(gray[top:bottom, columns] * gain, 0, 255).astype(np.uint8)
    return clean


def gray_without_black_streaks(gray: GrayImage, dpi: float, rim: int = 0) -> tuple[GrayImage, GrayImage | None]:
    """The page without streaks as black as print, and a page that is black where they hid what was printed, else white.

    None where there are none. Strokes that go on at both sides of a streak are joined. The uppermost and the lowest
    `rim` rows tell nothing. A page with print up to its upper and its lower edge stays: it may be nothing but a table.
    """
    inner = gray[rim : gray.shape[0] - rim]
    # Most pages are done when their first and their last band are seen.
    if not list(_through(_bands_to_runs(inner, (0, BANDS - 1), dpi), dpi)):
        return gray, None
    runs = _bands_to_runs(inner, range(BANDS), dpi)
    streaks = [streak for streak in _through(runs, dpi) if _is_black(inner, streak, dpi)]
    ends = np.ones(gray.shape[1], dtype=np.bool_)
    for left, right in (*runs[0], *runs[-1]):
        ends[left:right] = False
    if not streaks or not _ends_with_white(inner, ends, dpi):
        return gray, None
    clean, veil = gray.copy(), np.full_like(gray, 255)
    edges = [rim + edge for edge in _band_edges(inner.shape[0], dpi)]
    edges[0], edges[-1] = 0, gray.shape[0]
    for streak in streaks:
        for (left, right), (top, bottom) in zip(streak, pairwise(edges), strict=True):
            clean[top:bottom, left:right] = _bridged(gray[top:bottom], left, right)[:, None]
            veil[top:bottom, left:right] = 0
    return clean, veil


def _bands_to_runs(gray: GrayImage, bands: Sequence[int], dpi: float) -> list[list[Run]]:
    """For each of these bands of the page the columns that are dark in most of it, in runs narrower than a streak."""
    edges = _band_edges(gray.shape[0], dpi)
    kernel = np.ones((1, max(3, round(NARROW * dpi)) | 1), np.uint8)
    found = []
    for band in bands:
        part = gray[edges[band] : edges[band + 1]]
        rows = max(2, part.shape[0] // ROWS)
        small = cv2.resize(part, (part.shape[1], rows), interpolation=cv2.INTER_AREA)
        # A line one pixel wide goes over from column to column.
        small = cv2.erode(small, np.ones((1, 3), np.uint8))
        place = round((WHOLE if 0 < band < BANDS - 1 else HALF) * (rows - 1))
        light = np.partition(small, place, axis=0)[[place]]
        dark = cv2.subtract(cv2.morphologyEx(light, cv2.MORPH_CLOSE, kernel), light)[0] >= BLACKER
        ends = np.flatnonzero(np.diff(np.pad(dark.astype(np.int8), 1))).tolist()
        found.append(list(zip(ends[::2], ends[1::2], strict=True)))
    return found


def _band_edges(height: int, dpi: float) -> list[int]:
    """Where bands begin and end: the first and the last one are the margins of the page, in which no table stands."""
    margin = round(MARGIN * dpi)
    return [0, *np.linspace(margin, height - margin, BANDS - 1).round().astype(int).tolist(), height]


def _through(runs: Sequence[Sequence[Run]], dpi: float) -> Iterator[list[Run]]:
    """The lines through all bands of a page, as a run in each. They may lean, and be missing from some bands."""
    for first, last in product(runs[0], runs[-1]):
        ends = sum(first) / 2, sum(last) / 2
        if abs(ends[0] - ends[1]) > LEAN * dpi:
            continue
        places = np.linspace(*ends, len(runs)).tolist()
        line = [
            next(((a, b) for a, b in band if a - 1 <= x <= b + 1), None) for x, band in zip(places, runs, strict=True)
        ]
        if sum(run is not None for run in line) >= MOST * len(runs):
            wide = max(first[1] - first[0], last[1] - last[0])
            begins = (round(x - wide / 2) for x in places)
            yield [run or (x, x + wide) for x, run in zip(begins, line, strict=True)]


def _is_black(gray: GrayImage, streak: Sequence[Run], dpi: float) -> bool:
    """Whether a streak is as black as print at the ends of a page, in many rows."""
    rows = round(MARGIN * dpi)
    ends = ((gray[:rows], streak[0]), (gray[-rows:], streak[-1]))
    return all(float(np.percentile(end[:, left:right].min(axis=1), DOTS)) < BLACK for end, (left, right) in ends)


def _bridged(gray: GrayImage, left: int, right: int) -> GrayImage:
    """What a streak from column `left` up to `right` hides, row by row: ink where there is ink at both sides."""
    lean = np.ones((2 * ((right - left) // 3) + 1, 1), np.uint8)
    beside = [gray[:, [column]] for column in (left - 1, right) if 0 <= column < gray.shape[1]]
    lightest = [cv2.erode(np.ascontiguousarray(one), lean).ravel() for one in beside]
    return np.asarray(np.max(lightest, axis=0) if len(beside) > 1 else np.full(gray.shape[0], 255), dtype=np.uint8)


def _ends_with_white(gray: GrayImage, columns: Columns, dpi: float) -> bool:
    """Whether no more than the number of the page is printed in these columns beside its upper and its lower edge."""
    rows = round(MARGIN * dpi)
    ends = (cv2.medianBlur(np.ascontiguousarray(end), 3) for end in (gray[:rows], gray[-rows:]))
    return all(float((end[:, columns] < PRINT).mean()) < NUMBER for end in ends)


def _has_blank_ends(gray: GrayImage, columns: Columns, dpi: float) -> bool:
    """Whether there is hardly any print in these columns beside the upper and beside the lower edge of the page."""
    rows = round(MARGIN * dpi)
    return all(float((end[:, columns] < PRINT).mean()) < SPECKS for end in (gray[:rows], gray[-rows:]))


def _columns_to_light(gray: GrayImage) -> GrayImage:
    """(BANDS, width): how light each column is at its lightest within each band of the page."""
    height, width = gray.shape
    rows = max(1, height // (ROWS * BANDS))
    small = cv2.resize(gray, (width, rows * BANDS), interpolation=cv2.INTER_AREA)
    return np.asarray(small.reshape(BANDS, rows, width).max(axis=1), dtype=np.uint8)


def _widened(columns: Columns) -> Columns:
    """With the soft edges of lines."""
    return np.asarray(np.convolve(columns, np.ones(5), "same") > 0)
