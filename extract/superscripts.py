"""Raised digits that are no footnote markers: the exponent of a unit of length goes back to its word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.records import Word

# "500m", "đồng/m", "(km": what stands before a 2 or a 3 in square and cubic measures; engines leave the stop on it.
LENGTH = re.compile(r"(?P<unit>(?:^|.*[\d/(.,])[kcdm]?m)(?P<rest>[.,;:)]*)")
EXPONENTS = {"2": "²", "3": "³", "²": "²", "³": "³"}
# A raised digit touches its word: the gap is at most this share of the digit's height.
TOUCH = 0.6


def words_with_exponents(words: Sequence[Word], raised: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words with their exponents ("m²"), and the raised words that are left: those may be markers."""
    found = list(words)
    left: list[Word] = []
    for high in raised:
        unit = next((w for w in found if _is_exponent(high, w)), None)
        if unit is None:
            left.append(high)
            continue
        # What follows at once was parted from the unit by the exponent alone: "m²)."
        rest = next((w for w in found if _follows(w, high, unit)), None)
        parts = LENGTH.fullmatch(unit.text)
        before, after = (parts["unit"], parts["rest"]) if parts else (unit.text, "")
        text = before + EXPONENTS[high.text] + after + (rest.text if rest else "")
        box = unit.box.union(high.box).union(rest.box if rest else high.box)
        found[found.index(unit)] = replace(unit, text=text, box=box)
        if rest:
            found.remove(rest)
    return tuple(found), tuple(left)


def is_exponent(digit: str, text: str) -> bool:
    """Whether a raised digit at the end of a text is the exponent of a unit: "25 km2", read so or without it."""
    unit = text.rstrip("".join(EXPONENTS)).split()[-1:]
    return digit in EXPONENTS and bool(unit) and LENGTH.fullmatch(unit[0]) is not None


def _is_exponent(high: Word, word: Word) -> bool:
    length = LENGTH.fullmatch(word.text)
    if high.text not in EXPONENTS or length is None:
        return False
    gap = high.box.x0 - word.box.x1
    # A stop that the engine left on the word stands behind the exponent.
    back = 2.5 if length["rest"] else TOUCH
    level = word.box.top - high.box.height < high.box.y_mid < word.box.bottom
    return level and -back * high.box.height <= gap <= TOUCH * max(high.box.height, 1.0)


def _follows(word: Word, high: Word, unit: Word) -> bool:
    gap = word.box.x0 - high.box.x1
    return unit.box.top < word.box.y_mid < unit.box.bottom and abs(gap) <= 0.1 * unit.box.height
