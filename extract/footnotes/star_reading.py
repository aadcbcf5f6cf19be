"""Raised stars on scans, read in company: a star alone is as small as a speck, and readers take it for anything.

Between brackets and beside its like, "(**)", the reader of figures knows it in every family of type; degree signs,
bullets, quotation marks and figures read as something else there. Images are gray, in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extract.ink.pixels import GrayImage
from extract.ink.surroundings import FAINT
from extract.marker_text import MOST_STARS
from extract.ocr.base import FigureReader

# What the reader may see: stars, and all that looks like them or opens a note.
SIGNS = "0123456789()[]*'\"°.,-~•·^`”“’"
# Of stars less sure than this more than one in a hundred is a dot or a speck.
SURE = 0.75
# A star is about as wide as it is tall; more than this are two.
NARROWEST, BROADEST = 0.65, 1.5
# White between the stars of a row is no broader than this, and differs by no more (in their heights); what is narrower
# than a speck is none of them.
APART, UNEVEN, SPECK = 0.9, 0.5, 0.2
# How far out of focus a second look is (pixels).
SOFT = 0.8
# It is shown this tall at least (pixels).
TALLEST = 14
# Shares of the height of the star: of the whole image, of the gap between signs, of a bracket and its stroke.
IMAGE, GAP, BRACKET, STROKE = 2.1, 0.2, 0.55, 0.16


def images_to_stars(images: Sequence[GrayImage], reader: FigureReader) -> tuple[tuple[str, float], ...]:
    """The stars of each image, which is tight around its ink, and how sure they are; ("", 0.0) where it has none."""
    found = _read(images, reader)
    # Out of focus the breaks of thin arms close.
    unread = [i for i, (text, _) in enumerate(found) if not text and min(images[i].shape) > 1]
    for i, reading in zip(unread, _read([_soft(images[i]) for i in unread], reader), strict=True):
        found[i] = reading
    return tuple(found)


def _soft(image: GrayImage) -> GrayImage:
    wide = cv2.copyMakeBorder(image, *(1,) * 4, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), SOFT), np.uint8)


def _read(images: Sequence[GrayImage], reader: FigureReader) -> list[tuple[str, float]]:
    """The stars of each image where the reader is sure of them."""
    counts = [image_to_counts(image) if min(image.shape) > 1 else () for image in images]
    # A single one is shown twice and three times.
    shown = [(i, copies) for i, some in enumerate(counts) for copies in ((2, 3) if some == (1,) else (1,)[: len(some)])]
    readings = reader.read(tuple(image_in_brackets(images[i], copies) for i, copies in shown), SIGNS) if shown else ()
    found = [("", 0.0)] * len(images)
    for (i, copies), (text, confidence) in zip(shown, readings, strict=True):
        stars = text.strip("()[]")
        whole = set(stars) == {"*"} and len(stars) % copies == 0 and len(stars) // copies in counts[i]
        if whole and confidence >= max(SURE, found[i][1]):
            found[i] = ("*" * (len(stars) // copies), confidence)
    return found


def image_to_counts(image: GrayImage) -> tuple[int, ...]:
    """How many stars side by side may have this shape, 1 alone or more; none where it is too narrow or too wide.

    Stars with a stop between them, "*.**", are no row.
    """
    if not _is_even(image):
        return ()
    share = image.shape[1] / image.shape[0]
    if share <= BROADEST:
        return (1,) if share >= NARROWEST else ()
    return tuple(count for count in range(2, MOST_STARS + 1) if count * NARROWEST <= share <= count * BROADEST)


def _is_even(image: GrayImage) -> bool:
    """Whether the ink stands in columns that are all equally far from each other, as far as white parts them."""
    height = image.shape[0]
    columns = (image < FAINT).any(axis=0).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], columns, [0])))).reshape(-1, 2)
    runs = edges[edges[:, 1] - edges[:, 0] >= SPECK * height]
    gaps = [*(runs[1:, 0] - runs[:-1, 1]), *(0 for run in runs if run[1] - run[0] > BROADEST * height)]
    return not gaps or (max(gaps) <= APART * height and max(gaps) - min(gaps) <= UNEVEN * height)


def image_in_brackets(image: GrayImage, copies: int) -> GrayImage:
    """The stars between brackets, so many times; white around."""
    scale = max(1.0, TALLEST / image.shape[0])
    star = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
    height, width = star.shape
    gap, bracket = max(2, round(GAP * height)), round(BRACKET * height)
    tall = round(IMAGE * height)
    shown = np.full((tall, 2 * bracket + copies * width + (copies + 1) * gap), 255, np.uint8)
    _draw_bracket(shown, bracket, height)
    shown = np.ascontiguousarray(shown[:, ::-1])
    _draw_bracket(shown, bracket, height)
    for turn in range(copies):
        left = bracket + gap + turn * (width + gap)
        shown[round(0.08 * tall) :, left : left + width][:height] = star
    return np.asarray(cv2.copyMakeBorder(shown, *(round(0.3 * height),) * 4, cv2.BORDER_CONSTANT, value=255), np.uint8)


def _draw_bracket(image: GrayImage, width: int, height: int) -> None:
    """Draw "(" at the left of an image, for stars of this height."""
    tall, stroke = image.shape[0], max(1, round(STROKE * height))
    cv2.ellipse(
        image, (round(1.35 * width), tall // 2), (round(0.9 * width), round(0.47 * tall)), 0, 110, 250, (0,), stroke,
        cv2.LINE_AA,
    )  # fmt: skip
