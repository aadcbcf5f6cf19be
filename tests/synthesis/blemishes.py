"""What scanners, fax machines, photocopiers and offices do to a page image.

Every blemish takes a page as uint8 pixels (gray, or RGB where it adds colour), its resolution and a random source, and
returns a page of the same kind. Lengths are in inches, so that a blemish looks the same at every resolution.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scan:
    """Where a blemish happens: the resolution in dots per inch and the random source of the page."""

    dpi: int
    dice: np.random.Generator

    def px(self, inches: float) -> int:
        return max(1, round(inches * self.dpi))


Blemish = Callable[[Pixels, Scan], Pixels]


def _pixels(values: npt.ArrayLike) -> Pixels:
    clipped: Pixels = np.clip(np.asarray(values), 0, 255).astype(np.uint8)
    return clipped


def skewed(degrees: float) -> Blemish:
    """Turned by up to `degrees` either way, at least by a third of it."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        angle = scan.dice.uniform(degrees / 3, degrees) * scan.dice.choice([-1, 1])
        height, width = page.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
        return _pixels(cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255)))

    return apply


def warped(inches: float) -> Blemish:
    """Lines bent in slow waves by up to `inches`, as on paper that does not lie flat."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        height, width = page.shape[:2]
        reach = inches * scan.dpi
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        phase = scan.dice.uniform(0, 2 * np.pi, 2)
        down = y + reach * np.sin(2 * np.pi * x / width + phase[0])
        across = x + reach * 0.6 * np.sin(2 * np.pi * y / height + phase[1])
        bent = cv2.remap(
            page, across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR, borderValue=(255, 255, 255)
        )
        return _pixels(bent)

    return apply


def noisy(sigma: float) -> Blemish:
    """Grain of a standard deviation of `sigma` gray levels."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        return _pixels(page + scan.dice.normal(0, sigma, page.shape))

    return apply


def blurred(inches: float) -> Blemish:
    def apply(page: Pixels, scan: Scan) -> Pixels:
        return _pixels(cv2.GaussianBlur(page, (0, 0), inches * scan.dpi))

    return apply


def faded(ink: int, paper: int) -> Blemish:
    """Black becomes `ink`, white becomes `paper`."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        return _pixels(ink + page.astype(np.float32) * (paper - ink) / 255)

    return apply


def shaded(page: Pixels, scan: Scan) -> Pixels:
    """A dark side, as beside a book's fold, and a slow gradient over the page."""
    height, width = page.shape[:2]
    x = np.linspace(0, 1, width, dtype=np.float32)
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    if scan.dice.random() < 0.5:
        x = x[::-1]
    light = 1 - 0.5 * np.exp(-x * 9) - 0.18 * y * x
    return _pixels(page * (light if page.ndim == 2 else light[..., None]))


def speckled(share: float) -> Blemish:
    """Black dots on paper and white dots in ink, on `share` of the pixels."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        out = page.copy()
        hits = scan.dice.random(page.shape[:2])
        out[hits < share / 2] = 0
        out[hits > 1 - share / 2] = 255
        return out

    return apply


def punched(page: Pixels, scan: Scan) -> Pixels:
    """Two punch holes at the left and a black edge."""
    out = page.copy()
    height, width = page.shape[:2]
    for share in (0.36, 0.64):
        cv2.circle(out, (scan.px(0.4), round(height * share)), scan.px(0.12), (20, 20, 20), -1)
    edge = scan.px(float(scan.dice.uniform(0.05, 0.16)))
    if scan.dice.random() < 0.5:
        out[:, width - edge :] = 10
    else:
        out[:edge] = 10
    return out


def bilevel(threshold: int) -> Blemish:
    """Black and white alone."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        return np.where(page < threshold, 0, 255).astype(np.uint8)

    return apply


def spread(inches: float) -> Blemish:
    """Ink run by `inches`: letters thicken and touch each other."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        return _pixels(cv2.erode(page, np.ones((scan.px(inches), scan.px(inches)), np.uint8)))

    return apply


def thinned(inches: float) -> Blemish:
    """Strokes eaten away by `inches`."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        return _pixels(cv2.dilate(page, np.ones((scan.px(inches), scan.px(inches)), np.uint8)))

    return apply


def shining_through(page: Pixels, scan: Scan) -> Pixels:
    """The back of the sheet, mirrored and faint."""
    back = cv2.GaussianBlur(np.roll(page[:, ::-1], scan.px(0.3), axis=0), (0, 0), 0.006 * scan.dpi)
    return np.minimum(page, _pixels(205 + np.asarray(back, dtype=np.float32) * 50 / 255))


def turned(page: Pixels, scan: Scan) -> Pixels:
    """By 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(page, int(scan.dice.integers(0, 4))))


def streaked(page: Pixels, scan: Scan) -> Pixels:
    """Six upright lines from edge to edge, paler than print: dust under the paper in a feeder."""
    out = page.astype(np.float32)
    for _ in range(6):
        start, wide = int(scan.dice.integers(0, page.shape[1])), scan.px(float(scan.dice.uniform(0.004, 0.02)))
        out[:, start : start + wide] -= scan.dice.uniform(30, 110)
    return _pixels(out)
