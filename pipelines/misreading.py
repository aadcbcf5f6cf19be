"""Whether a reading can be what OCR made of a known word: letter by letter, and what a word is by itself.

Nothing here knows of forms. A reading is compared with one word that evidence from elsewhere suggests; the result is a
cost, 0 for the same text, about 0.2 for a changed mark, 1 for a letter that no scan turns into the other.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.legal.flat import TONES, without_tones

_MARKED = 0.15
_SAME_SHAPE = 0.2
_OTHER_CASE = 1.0
_ALIKE = 0.4
_SIGN = 0.2
_THIN = 0.6
_TWICE = 0.5
_OTHER = 1.0
_CAPITALS = re.compile("[A-ZĐ]{2,}")
_DEED = str.maketrans("ÐðƉɖ", "ĐđĐđ")


@dataclass(frozen=True, slots=True)
class _Shapes:
    alike: Mapping[str, frozenset[str]]
    thin: str
    same_shape: str
    stray: frozenset[str]
    stray_after: str
    percent: frozenset[str]
    turning: frozenset[str]
    names: frozenset[str]
    onsets: tuple[str, ...]
    rimes: frozenset[str]


@cache
def shapes() -> _Shapes:
    """misreading.toml."""
    data = tomllib.loads(files("pipelines").joinpath("misreading.toml").read_text(encoding="utf-8"))
    alike: dict[str, frozenset[str]] = {}
    for group in data["alike"]:
        for char in group:
            alike[char] = alike.get(char, frozenset()) | frozenset(group)
    onsets = tuple(sorted(data["onsets"], key=len, reverse=True))
    return _Shapes(
        alike,
        data["thin"],
        data["same_shape"],
        frozenset(data["stray"]),
        data["stray_after"],
        frozenset(data["percent"]),
        frozenset(data["turning"]),
        frozenset(data["names"]),
        onsets,
        frozenset(data["rimes"].split()),
    )


def text_to_plain(text: str) -> str:
    """One code point for each letter, and đ where its look-alikes of other scripts stand; as many words as before."""
    return unicodedata.normalize("NFC", text).translate(_DEED)


@cache
def bare(text: str) -> str:
    """Lower case without any marks: "Đơn" is don."""
    split = unicodedata.normalize("NFD", text_to_plain(text))
    return "".join(c for c in split if not unicodedata.combining(c)).lower().replace("đ", "d")


@cache
def letters(text: str) -> str:
    """The letters and digits of `text`, bare."""
    return "".join(c for c in bare(text) if _is_letter(c))


def is_syllable(word: str) -> bool:
    """Whether `word` is spelled as a Vietnamese syllable: "tỉnh" is, "tỉhn" and "v" are not."""
    lower = text_to_plain(word).lower()
    plain = without_tones(lower)
    tones = sum(c in TONES for c in unicodedata.normalize("NFD", lower))
    known = shapes()
    fits = any(plain.startswith(onset) and plain[len(onset) :] in known.rimes for onset in known.onsets)
    return tones <= 1 and fits


@cache
def is_word(text: str) -> bool:
    """Whether `text` may be print as it stands: a syllable in one of the three casings, capitals (TTHC), a number."""
    core = text.strip('.,;:()[]“”"…-–')
    if not core.isalpha():
        return core.isdigit()
    cased = core.islower() or core.isupper() or core == core[0].upper() + core[1:].lower()
    return (cased and is_syllable(core)) or bool(_CAPITALS.fullmatch(core))


@cache
def reading_cost(read: str, known: str) -> float:
    """The cost of reading `known` as `read`, spaces left out."""
    one, other = text_to_plain(read).replace(" ", ""), text_to_plain(known).replace(" ", "")
    row = [0.0]
    for char in other:
        row.append(row[-1] + _lost(char))
    for i, seen in enumerate(one):
        above = row
        row = [above[0] + _extra(seen, one[i - 1 : i])]
        for j, meant in enumerate(other):
            row.append(
                min(
                    above[j] + _taken_for(seen, meant),
                    above[j + 1] + _extra(seen, one[i - 1 : i]),
                    row[j] + _lost(meant),
                )
            )
    return round(row[-1], 6)


def _taken_for(seen: str, meant: str) -> float:
    if seen == meant:
        return 0.0
    low, other = bare(seen), bare(meant)
    if low == other:
        marked = _MARKED if seen.lower() != meant.lower() else 0.0
        if seen.isupper() == meant.isupper():
            return marked
        return marked + (_SAME_SHAPE if low in shapes().same_shape else _OTHER_CASE)
    if seen.isdigit() and meant.isdigit():
        return 2 * _OTHER
    return _ALIKE if other in shapes().alike.get(low, ()) else _OTHER


def _is_letter(char: str) -> bool:
    """Whether a character is a letter or a digit; an accent that stands alone, as in "Cˆơ", is a sign."""
    return char.isalnum() and unicodedata.category(char) != "Lm"


def _extra(seen: str, before: str) -> float:
    if not _is_letter(seen):
        return _SIGN
    if before and bare(before) == bare(seen) and not seen.isdigit():
        return _TWICE
    return _THIN if bare(seen) in shapes().thin and not seen.isdigit() else _OTHER


def _lost(meant: str) -> float:
    if not meant.isalnum():
        return _SIGN
    return _THIN if bare(meant) in shapes().thin and not meant.isdigit() else _OTHER


def same_letters(read: str, known: str) -> bool:
    """Whether both have the same letters, marks apart; thin ones may be lost or too many, any may stand twice."""
    return _skeleton(read) == _skeleton(known)


def _skeleton(text: str) -> str:
    thinned = "".join(c for c in letters(text) if c not in shapes().thin or c.isdigit())
    return re.sub(r"([a-z])\1", r"\1", thinned)


def respelled(read: str, known: str) -> bool:
    """Whether the two are the same syllable with its tone mark on another vowel: "hoá" and "hóa" are both right."""
    return read.lower() != known.lower() and _marks(read) == _marks(known)


def _marks(text: str) -> tuple[str, tuple[str, ...]]:
    lower = text_to_plain(text).lower()
    return without_tones(lower), tuple(c for c in unicodedata.normalize("NFD", lower) if c in TONES)
