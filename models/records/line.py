"""Print on a page: words, lines of words and drawn rules."""

from __future__ import annotations

from dataclasses import dataclass

from models.records.geometry import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read. `size` is the type size in points (estimated on scans); `confidence` is 0 to 1."""

    text: str
    box: Box
    confidence: float = 1.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line of print, left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        return min((word.confidence for word in self.words), default=0.0)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn straight line; horizontal when `box.width` >= `box.height`."""

    box: Box

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height
