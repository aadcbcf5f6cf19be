"""Drawing over the image of a page in points of that page, and the fonts for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import cos, radians, sin

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from models.records import Box

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Pixels = npt.NDArray[np.uint8]

# Fonts that spell Vietnamese, as systems have them; Pillow looks where the system keeps its fonts.
FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "FreeSans.ttf", "Arial.ttf")
TEXT = 13
# The page is washed out by this much, so that what is drawn stands out and the print is still there.
WASH = 0.18
WHITE: Colour = (255, 255, 255)


class Pen:
    """A font of this machine at one size; `plain` when it lacks Vietnamese letters."""

    def __init__(self, size: int, fonts: Sequence[str] = FONTS) -> None:
        self.size = size
        self.plain = False
        self.font: Font | None = None
        for name in fonts:
            try:
                self.font = ImageFont.truetype(name, size)
            except OSError:
                continue
            return
        self.font = ImageFont.load_default(size)
        self.plain = True

    def spelt(self, text: str) -> str:
        """The text as this font can show it: without marks where it has none."""
        if not self.plain:
            return text
        bare = unicodedata.normalize("NFD", text.translate(str.maketrans("Đđ·→←×°–…", "Dd|><x -.")))
        return bare.encode("ascii", "ignore").decode("ascii")

    def width(self, text: str) -> int:
        return round(self.font.getlength(self.spelt(text))) if self.font else 0


def tilted(box: Box, degrees: float) -> tuple[tuple[float, float], ...]:
    """The corners of a box turned about its middle: left top, right top, right bottom, left bottom."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return tuple(
        (
            box.x_mid + (x - box.x_mid) * c - (y - box.y_mid) * s,
            box.y_mid + (x - box.x_mid) * s + (y - box.y_mid) * c,
        )
        for x, y in ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
    )


class Canvas:
    """A page image to draw on. Places are points on the upright page; `tilt` is the slope of its lines in degrees."""

    def __init__(self, image: Pixels, dpi: float, tilt: float, pen: Pen) -> None:
        washed = image.astype(np.float32) * (1 - WASH) + 255 * WASH
        self.image = Image.fromarray(washed.astype(np.uint8), "RGB")
        self.tilt = tilt
        self.pen = pen
        self._scale = dpi / 72
        self._draw = ImageDraw.Draw(self.image, "RGBA")
        self._labels: list[tuple[float, float, float, float]] = []

    def box(self, box: Box, colour: Colour, width: int = 1, wash: int = 0, tilt: float | None = None) -> None:
        """A box with a border of `width` pixels and a see-through fill of `wash` (0 to 255); it slopes as the page."""
        self.shape(tilted(box, self.tilt if tilt is None else tilt), colour, width, wash)

    def band(self, boxes: Sequence[Box], colour: Colour, width: int = 1, wash: int = 0) -> None:
        """A sloping band over boxes of one line, from the first to the last."""
        if boxes:
            left, right = (tilted(b, self.tilt) for b in (boxes[0], boxes[-1]))
            self.shape((left[0], right[1], right[2], left[3]), colour, width, wash)

    def shape(self, points: Sequence[tuple[float, float]], colour: Colour, width: int = 1, wash: int = 0) -> None:
        corners = self._pixels(points)
        if wash:
            self._draw.polygon(corners, fill=(*colour, wash))
        if width:
            self._draw.line([*corners, corners[0]], fill=(*colour, 255), width=width, joint="curve")

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: int = 2) -> None:
        self._draw.line(self._pixels(points), fill=(*colour, 255), width=width, joint="curve")

    def label(self, x: float, y: float, text: str, colour: Colour, before: bool = False) -> None:
        """White text on `colour` whose lower left corner is at (x, y), or the lower right one if it stands `before` x.

        It moves up or down where another label stands.
        """
        width, height = self.pen.width(text) + 6, self.pen.size + 4
        left = max(0.0, min(x * self._scale - (width if before else 0), self.image.width - width))
        top = max(0.0, y * self._scale - height)
        for step in (0, -1, 1, -2, 2, -3, 3):
            place = (left, top + step * height, left + width, top + (step + 1) * height)
            if place[1] >= 0 and not any(_meet(place, other) for other in self._labels):
                break
        self._labels.append(place)
        self._draw.rectangle(place, fill=(*colour, 225))
        self._draw.text((place[0] + 3, place[1] + 1), self.pen.spelt(text), fill=WHITE, font=self.pen.font)

    def _pixels(self, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x * self._scale, y * self._scale) for x, y in points]


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
