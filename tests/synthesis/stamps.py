"""Red seals and blue signatures over a page, as blemishes of RGB pixels."""

from __future__ import annotations

import cv2
import numpy as np

from tests.synthesis.blemishes import Pixels, Scan

_RED = (205, 35, 50)
_BLUE = (40, 60, 170)


def sealed_and_signed(page: Pixels, scan: Scan) -> Pixels:
    """A seal of 36 mm and a signature somewhere on the text, on two pages of three."""
    if scan.dice.random() > 0.67:
        return page
    height, width = page.shape[:2]
    centre = (int(width * scan.dice.uniform(0.25, 0.8)), int(height * scan.dice.uniform(0.1, 0.8)))
    layer = np.full_like(page, 255)
    _seal(layer, centre, scan)
    _signature(layer, (centre[0] + scan.px(0.5), centre[1]), scan)
    return np.minimum(page, layer)


def _seal(layer: Pixels, centre: tuple[int, int], scan: Scan) -> None:
    radius = scan.px(0.71)
    cv2.circle(layer, centre, radius, _RED, scan.px(0.02))
    cv2.circle(layer, centre, round(radius * 0.68), _RED, scan.px(0.008))
    angles = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = np.where(np.arange(10) % 2 == 0, radius * 0.34, radius * 0.14)
    star = np.stack([centre[0] + reach * np.cos(angles), centre[1] + reach * np.sin(angles)], axis=1)
    cv2.fillPoly(layer, [star.astype(np.int32)], _RED)
    for angle in np.linspace(0, 2 * np.pi, 24, endpoint=False):
        at = (round(centre[0] + radius * 0.84 * np.cos(angle)), round(centre[1] + radius * 0.84 * np.sin(angle)))
        cv2.putText(layer, "UBND"[int(angle * 10) % 4], at, cv2.FONT_HERSHEY_SIMPLEX, scan.dpi / 600, _RED, 2)


def _signature(layer: Pixels, start: tuple[int, int], scan: Scan) -> None:
    steps = scan.dice.normal(0, 1, (9, 2)) * (scan.px(0.22), scan.px(0.16)) + (scan.px(0.1), 0)
    knots = np.cumsum(steps, axis=0) + start
    t = np.linspace(0, len(knots) - 1, 200)
    curve = np.stack([np.interp(t, np.arange(len(knots)), knots[:, axis]) for axis in (0, 1)], axis=1)
    smooth = np.stack([np.convolve(curve[:, axis], np.ones(25) / 25, "valid") for axis in (0, 1)], axis=1)
    cv2.polylines(layer, [smooth.astype(np.int32)], False, _BLUE, scan.px(0.014), cv2.LINE_AA)


def penned_over(page: Pixels, scan: Scan) -> Pixels:
    """Ten bent strokes of a pen over a gray page, each about as long as a cell is wide, paler than print."""
    height, width = page.shape[:2]
    out = page.copy()
    for _ in range(10):
        start = np.array([width * scan.dice.uniform(0.1, 0.8), height * scan.dice.uniform(0.1, 0.9)])
        steps = scan.dice.uniform((0.3, -0.15), (0.7, 0.15), (2, 2)) * scan.dpi
        bend, end = start + steps[0], start + steps.sum(axis=0)
        t = np.linspace(0, 1, 40)[:, None]
        curve = np.round((1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end).astype(np.int32)
        layer = np.full_like(page, 255)
        cv2.polylines(layer, [curve], False, 90, scan.px(0.013), cv2.LINE_AA)
        out = np.minimum(out, layer)
    return out
