"""Engines for tests: one that answers from stored readings, one that reads nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.ink.pixels import GrayImage
from models.records import Word


def image_to_key(image: GrayImage) -> str:
    """The first 16 hex digits of the SHA-256 over shape and pixels."""
    return hashlib.sha256(repr(image.shape).encode() + image.tobytes()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class RecordedEngine:
    """Answers by image; an image without a recording raises KeyError, so that no test passes by accident."""

    answers: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        return self.answers[image_to_key(image)]


class NullEngine:
    """Reads nothing."""

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        return ()


class NullFigureReader:
    """Reads nothing, and is sure of nothing."""

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        return tuple(("", 0.0) for _ in images)
