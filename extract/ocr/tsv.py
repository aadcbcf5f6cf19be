"""Tesseract's TSV to words: the translation that both Tesseract engines share."""

from __future__ import annotations

import re
import unicodedata

from models.records import Box, Word

WORD_LEVEL = "5"
# What the model takes a slash for in small type; no typist has them.
SLASHES = str.maketrans({"⁄": "/", "∕": "/", "／": "/"})
# In types like Calibri the model for Vietnamese takes a 6 for an ó; no word has an ó beside a figure, and none
# is of it alone before the symbol of a document: "óó/UBND". Of "6ó" it cannot be told whether that is one 6 or two.
SIX = re.compile(r"(?<=[0-57-9])ó+(?![^\W\d])|(?<![^\W\d])(?<!6)ó+(?=\d)|(?<!\w)ó+(?=/[A-ZĐ])")


def tsv_to_words(tsv: str, scale: float = 1.0) -> tuple[Word, ...]:
    """Rows of level 5 (words; their columns 7 to 12 are left, top, width, height, conf, text).

    Boxes are pixels of the image before it was made smaller by `scale`.
    """
    words = []
    for row in tsv.splitlines():
        parts = row.split("\t")
        if len(parts) < 12 or parts[0] != WORD_LEVEL:
            continue
        text = text_with_sixes(unicodedata.normalize("NFC", parts[11]).strip().translate(SLASHES))
        if not text:
            continue
        left, top, width, height = (float(p) / scale for p in parts[6:10])
        confidence = max(0.0, float(parts[10])) / 100
        words.append(Word(text, Box(left, top, left + width, top + height), round(confidence, 4)))
    return tuple(words)


def text_with_sixes(text: str) -> str:
    """A word with each ó in a figure as the 6 that is printed: "0ó/CT-UBND" is "06/CT-UBND"."""
    return SIX.sub(lambda match: "6" * len(match[0]), text)
