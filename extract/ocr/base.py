"""What an OCR engine is: an image in, words out. Boxes in pixels of that image, origin top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from extract.ink.pixels import GrayImage
from models.records import Word

LANGUAGE = "vie"


class OcrEngine(Protocol):
    """Reads text. Layout `block`: one column of lines; `line`: a single line; `figures`: a line of digits and signs."""

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        """Words of `image` in reading order, confidence 0 to 1; raises ToolMissingError when it cannot work at all."""
        ...


class FigureReader(Protocol):
    """Reads single lines that should be figures or codes, independently of the engine."""

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        """(text, confidence 0 to 1) for each image of one line; only characters of `alphabet`, where it is given."""
        ...


@dataclass(frozen=True, slots=True)
class Readers:
    """The engine for text, and the second reader of figures."""

    engine: OcrEngine
    figures: FigureReader
