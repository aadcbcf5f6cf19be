"""Paper that did not lie flat: lines that bend are made straight by moving strips of the page until they agree.

A page bends slowly, so each strip differs from its neighbours by a few pixels; print in rows and rules show by
how many. Pixels, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pixels import GrayImage

Floats = npt.NDArray[np.float64]

# Bends are measured at this resolution, on strips this wide (inches).
GRAIN, STRIP = 150.0, 0.5
# Lines of a sheet slope by this much at most, where they bend.
STEEPEST = 0.05
# How many strips beside it a strip is compared with.
BESIDE = 5
# A page is made flat when its lines leave the straight by this much (inches), and agree better by this factor then.
BENT, BETTER = 0.01, 1.03
DEGREE = 5
# Upright rules alone tell how columns bend: strokes this long, that hang together over the length of a RULE (inches);
# stems of tall letters and brackets are as long as the first, and stand where the words end.
UPRIGHT, RULE = 0.14, 0.4
BLOCK = 64


@dataclass(frozen=True, slots=True)
class Bends:
    """By how many pixels, at 150 dots per inch, rows lie too low in each column, and columns too far right in rows."""

    down: Floats
    across: Floats

    @property
    def degrees(self) -> float:
        """The part of the bend that is a slope, positive when rows go down to the right."""
        return float(np.degrees(np.arctan(np.polyfit(np.arange(self.down.size), self.down, 1)[0])))


def ink_to_bends(ink: GrayImage, dpi: float) -> Bends | None:
    """How the page is bent, or None when it is flat. `ink` is 255 where there is ink."""
    small = ink_to_small(ink, dpi)
    down = ink_to_bend(small)
    if down is not None:
        small = _straightened(small, down)
    across = ink_to_bend(np.ascontiguousarray(ink_to_upright_rules(small).T))
    if down is None and across is None:
        return None
    height, width = small.shape
    return Bends(np.zeros(width) if down is None else down, np.zeros(height) if across is None else across)


def ink_to_upright_rules(ink: GrayImage) -> GrayImage:
    """The ink of upright rules alone; `ink` at 150 dots per inch."""
    strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(UPRIGHT * GRAIN), 1), np.uint8))
    _, labels, pieces, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    long = pieces[:, cv2.CC_STAT_HEIGHT] >= RULE * GRAIN
    long[0] = False
    return np.where(long[labels], np.uint8(255), np.uint8(0))


def gray_to_flat(gray: GrayImage, bends: Bends, dpi: float) -> GrayImage:
    """The page with its bent lines made straight."""
    height, width = gray.shape
    dx, dy = _stretched(bends.across, height, dpi / GRAIN), _stretched(bends.down, width, dpi / GRAIN)
    flat = np.empty_like(gray)
    columns = np.arange(width, dtype=np.float32)
    # Block by block: maps of the whole page are eight times as large as the page.
    for top in range(0, height, BLOCK):
        rows = np.arange(top, min(top + BLOCK, height), dtype=np.float32)
        # Columns were measured on a page whose rows were straight already, so their shift is taken first.
        map_x = columns + dx[top : top + BLOCK, None]
        # Bends are wide: what the middle of a block is lowered by, all of it is.
        lower = dy[np.clip(np.rint(map_x[rows.size // 2]).astype(np.int32), 0, width - 1)]
        map_y = rows[:, None] + lower
        cv2.remap(gray, map_x, map_y, cv2.INTER_CUBIC, flat[top : top + BLOCK], borderValue=(255,))
    return flat


def ink_to_small(ink: GrayImage, dpi: float) -> GrayImage:
    """The ink at 150 dots per inch: a hairline stays."""
    small = cv2.resize(ink, None, fx=GRAIN / dpi, fy=GRAIN / dpi, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.threshold(small, 60, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def ink_to_bend(ink: GrayImage) -> Floats | None:
    """For each column of pixels by how many pixels its rows lie too low, or None when the page is flat enough."""
    profiles = ink_to_profiles(ink)
    if len(profiles) < 4:
        return None
    weights = np.sqrt((profiles**2).sum(axis=1))
    inked = np.flatnonzero(weights > 0.1 * weights.max())
    if inked.size < 4:
        return None
    shifts = profiles_to_shifts(profiles)
    places = (np.arange(len(profiles)) + 0.5) * STRIP * GRAIN
    degree = min(DEGREE, inked.size // 2)
    fit = np.polynomial.Polynomial.fit(places[inked], shifts[inked], degree, w=weights[inked])
    columns = np.arange(ink.shape[1], dtype=np.float64)
    bend = np.asarray(fit(np.clip(columns, places[inked[0]], places[inked[-1]])), dtype=np.float64)
    bend -= bend[bend.size // 2]
    if np.abs(bend).max() < BENT * GRAIN:
        return None
    better = agreement(profiles, np.interp(places, columns, bend)) / agreement(profiles, np.zeros(len(profiles)))
    return bend if better >= BETTER else None


def ink_to_profiles(ink: GrayImage) -> Floats:
    """(strips, rows): how much ink each row of each strip has."""
    step = round(STRIP * GRAIN)
    count = ink.shape[1] // step
    sums = (ink[:, : count * step] > 0).reshape(ink.shape[0], count, step).sum(axis=2).T.astype(np.float32)
    return np.asarray(cv2.GaussianBlur(sums, (5, 1), 1.0), dtype=np.float64) if count else np.zeros((0, ink.shape[0]))


def profiles_to_shifts(profiles: Floats) -> Floats:
    """By how many pixels each strip lies lower than the one with most ink; one without ink goes with its neighbour."""
    count = len(profiles)
    shifts = np.zeros(count)
    start = int(np.argmax((profiles**2).sum(axis=1)))
    reach = round(STEEPEST * STRIP * GRAIN) + 2
    known = [start]
    for order, step in ((range(start + 1, count), 1), (range(start - 1, -1, -1), -1)):
        for strip in order:
            shifts[strip] = shifts[strip - step]
            shifts[strip] = fitting_shift(profiles, shifts, strip, known, reach)
            known.append(strip)
    for strip in range(count):
        shifts[strip] = fitting_shift(profiles, shifts, strip, [k for k in known if k != strip], 3)
    return shifts


def fitting_shift(profiles: Floats, shifts: Floats, strip: int, known: Sequence[int], reach: int) -> float:
    """The shift of `strip`, `reach` from what it is at most, with which it agrees best with known strips near it."""
    near = [k for k in known if abs(k - strip) <= BESIDE]
    wanted = np.sum([_raised(profiles[k], shifts[k]) for k in near], axis=0)
    around = reach + abs(round(shifts[strip]))
    scores = np.correlate(np.pad(profiles[strip], around), wanted, "valid")
    # The nearest first: of equal ones the first is taken.
    tries = round(shifts[strip]) + np.array(sorted(range(-reach, reach + 1), key=abs))
    return float(tries[int(np.argmax(scores[tries + around]))])


def _raised(profile: Floats, shift: float) -> Floats:
    """The profile `shift` whole pixels higher up; white comes in."""
    rows = round(shift)
    moved = np.zeros_like(profile)
    if rows >= 0:
        moved[: profile.size - rows] = profile[rows:]
    else:
        moved[-rows:] = profile[:rows]
    return moved


def agreement(profiles: Floats, shifts: Floats) -> float:
    """How sharply the rows of the page part once the strips are moved."""
    whole = np.sum([_raised(p, s) for p, s in zip(profiles, shifts, strict=True)], axis=0)
    return float((whole**2).sum())


def _straightened(ink: GrayImage, bend: Floats) -> GrayImage:
    x, y = np.meshgrid(np.arange(ink.shape[1], dtype=np.float32), np.arange(ink.shape[0], dtype=np.float32))
    moved = cv2.remap(ink, x, y + bend.astype(np.float32)[None, :], cv2.INTER_LINEAR)
    return np.ascontiguousarray((moved > 100) * np.uint8(255), dtype=np.uint8)


def _stretched(bend: Floats, size: int, scale: float) -> npt.NDArray[np.float32]:
    """The bend at the resolution of the page."""
    return np.asarray(np.interp(np.arange(size) / scale, np.arange(bend.size), bend) * scale, dtype=np.float32)
