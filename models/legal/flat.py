"""A text in three parallel readings, so that rules can look past accents and still point into the source.

`clean` is NFC with one sign for all hyphens and all slashes; `flat` is `clean` without accents (đ is d). Both have one
character for each printed letter, so an offset in one is an offset in the other; `source_span` leads back to the text
as it was given, which may be decomposed (NFD) or hold invisible characters.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

HYPHENS = "‐‑‒–—―−﹣－\ufffe\u00ad"  # pdfium writes U+FFFE for a hyphen at a line end
SLASHES = "⁄∕／"
SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\v"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOOKS_LIKE_D = "ÐƉð"  # other letters that print like Đ and đ
NOTE_MARK = "^"  # stands for a raised digit: a footnote marker ends a number, it is no part of it
PAGE_BREAK = "\f"

_CLEAN = {
    **dict.fromkeys(map(ord, HYPHENS), "-"),
    **dict.fromkeys(map(ord, SLASHES), "/"),
    **dict.fromkeys(map(ord, SPACES), " "),
    **dict.fromkeys(map(ord, RAISED), NOTE_MARK),
    ord(PAGE_BREAK): "\n",
    ord("Ð"): "Đ",
    ord("Ɖ"): "Đ",
    ord("ð"): "đ",
}


def _letter_to_flat(letter: str) -> str:
    if letter in "Đđ":
        return "D" if letter == "Đ" else "d"
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


_FLAT = {code: _letter_to_flat(chr(code)) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))}


@dataclass(frozen=True, slots=True)
class FlatText:
    """`offsets[i]` is where letter `i` starts in `source`; empty when the two run alike."""

    source: str
    clean: str
    flat: str
    offsets: tuple[int, ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters `start:end` stand in the source; a base letter keeps its combining marks."""
        if not self.offsets:
            return start, end
        return self.offsets[start], (
            self.offsets[end - 1] + self._width(end - 1) if end > start else self.offsets[start]
        )

    def _width(self, at: int) -> int:
        stop = self.offsets[at + 1] if at + 1 < len(self.offsets) else len(self.source)
        width = stop - self.offsets[at]
        while width > 1 and self.source[self.offsets[at] + width - 1] in INVISIBLE:
            width -= 1
        return width


TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def without_tones(text: str) -> str:
    """`TU` for `TỦ`, `tinh` for `tỉnh`: the letters keep what is no tone, as in Đ, Ư and Ô."""
    split = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in split if sign not in TONES))


def word_to_flat(word: str) -> str:
    """The accentless form of a word or phrase, letter for letter."""
    return unicodedata.normalize("NFC", word).translate(_CLEAN).translate(_FLAT)


def text_to_flat(text: str) -> FlatText:
    """The three readings of `text`; without decomposed letters this is two table lookups."""
    composed = unicodedata.is_normalized("NFC", text) and not any(sign in text for sign in INVISIBLE)
    if composed:
        clean = text.translate(_CLEAN)
        return FlatText(text, clean, clean.translate(_FLAT))
    letters: list[str] = []
    offsets: list[int] = []
    for at, sign in enumerate(text):
        if sign in INVISIBLE:
            continue
        if letters and unicodedata.combining(sign):
            letters[-1] += sign
        else:
            letters.append(sign)
            offsets.append(at)
    joined = [unicodedata.normalize("NFC", letter) for letter in letters]
    clean = "".join(letter if len(letter) == 1 else letter[0] for letter in joined).translate(_CLEAN)
    return FlatText(text, clean, clean.translate(_FLAT), tuple(offsets))
