"""Tesseract's TSV to words: the translation that both Tesseract engines share."""

from __future__ import annotations

import unicodedata

from models.records import Box, Word

WORD_LEVEL = "5"


def tsv_to_words(tsv: str, scale: float = 1.0) -> tuple[Word, ...]:
    """Rows of level 5 (words; their columns 7 to 12 are left, top, width, height, conf, text).

    Boxes are pixels of the image before it was made smaller by `scale`.
    """
    words = []
    for row in tsv.splitlines():
        parts = row.split("\t")
        if len(parts) < 12 or parts[0] != WORD_LEVEL:
            continue
        text = unicodedata.normalize("NFC", parts[11]).strip()
        if not text:
            continue
        left, top, width, height = (float(p) / scale for p in parts[6:10])
        confidence = max(0.0, float(parts[10])) / 100
        words.append(Word(text, Box(left, top, left + width, top + height), round(confidence, 4)))
    return tuple(words)
