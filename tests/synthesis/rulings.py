"""Blemishes of ruled lines alone: broken, faint, thick, out of place."""

from __future__ import annotations

import cv2
import numpy as np

from tests.synthesis.blemishes import Blemish, Pixels, Scan

_INK = 140


def rules_of(page: Pixels, scan: Scan) -> tuple[Pixels, Pixels]:
    """Masks (255 on ink) of the horizontal and the vertical ruled lines of a gray page."""
    ink = np.where(page < _INK, 255, 0).astype(np.uint8)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, scan.px(0.5)), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((scan.px(0.22), 1), np.uint8))
    return np.asarray(across, np.uint8), np.asarray(down, np.uint8)


def _without(page: Pixels, mask: Pixels) -> Pixels:
    """The page with the masked lines and their soft edges taken away."""
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    return np.where(wide > 0, 255, page).astype(np.uint8)


def broken_rules(gaps: int) -> Blemish:
    """That many gaps of 0.03 to 0.12 inch in the ruled lines of a page."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        mask = np.maximum(*rules_of(page, scan))
        holes = np.zeros_like(mask)
        ys, xs = np.nonzero(mask)
        for index in scan.dice.integers(0, max(1, len(ys)), min(len(ys), gaps)):
            reach = scan.px(float(scan.dice.uniform(0.015, 0.06)))
            y, x = int(ys[index]), int(xs[index])
            cv2.rectangle(holes, (x - reach, y - 2), (x + reach, y + 2), 255, -1)
            cv2.rectangle(holes, (x - 2, y - reach), (x + 2, y + reach), 255, -1)
        return _without(page, np.minimum(mask, holes))

    return apply


def faint_rules(page: Pixels, scan: Scan) -> Pixels:
    """Ruled lines so pale, in some bands of the page, that a fixed threshold loses them."""
    mask = np.maximum(*rules_of(page, scan))
    faint = np.zeros_like(mask, dtype=bool)
    for top in range(0, page.shape[0], scan.px(1.0)):
        faint[top : top + scan.px(1.0)] = scan.dice.random() < 0.5
    return np.where((mask > 0) & faint, 185, page).astype(np.uint8)


def thick_rules(inches: float) -> Blemish:
    """Ruled lines `inches` wide."""

    def apply(page: Pixels, scan: Scan) -> Pixels:
        across, down = rules_of(page, scan)
        wide = cv2.dilate(np.maximum(across, down), np.ones((scan.px(inches), scan.px(inches)), np.uint8))
        return np.where(np.asarray(wide) > 0, 20, page).astype(np.uint8)

    return apply


def rules_in_text(page: Pixels, scan: Scan) -> Pixels:
    """Ruled lines moved right and down until they touch the text of the cells."""
    across, down = rules_of(page, scan)
    out = _without(page, np.maximum(across, down))
    moved_down = np.roll(across, scan.px(0.028), axis=0)
    moved_right = np.roll(down, scan.px(0.045), axis=1)
    return np.where(np.maximum(moved_down, moved_right) > 0, 0, out).astype(np.uint8)
