"""How alike two labels are when one of them may carry OCR noise.

Noise hits Vietnamese marks first, so letters are compared without them; it also loses and invents spaces, so pairs of
neighbouring letters are compared without spaces.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

_STROKED = str.maketrans("đĐðÐƉɖ", "dDdDDd")


@cache
def label_to_words(label: str) -> tuple[str, ...]:
    """The words in lower case without marks and punctuation: "Số TTHC, đã" is so, tthc, da."""
    bare = "".join(c for c in unicodedata.normalize("NFD", label) if not unicodedata.combining(c))
    return tuple(re.findall(r"[a-z0-9]+", bare.translate(_STROKED).lower()))


@cache
def label_to_grams(label: str) -> Counter[str]:
    """Pairs of neighbouring letters, counted, over the words run together. Callers must not change it."""
    run = "".join(label_to_words(label))
    return Counter(run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else Counter([run] if run else [])


def dice(one: Counter[str], other: Counter[str]) -> float:
    """Share of pairs in common, 0 to 1 (Dice's coefficient on multisets)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


@cache
def _opposites() -> tuple[tuple[str, ...], ...]:
    text = files("models.forms").joinpath("opposites.toml").read_text(encoding="utf-8")
    return tuple(tuple(_spaced(phrase) for phrase in group) for group in tomllib.loads(text)["groups"])


def _spaced(text: str) -> str:
    return f" {' '.join(label_to_words(text))} "


@cache
def _opposite_marks(label: str) -> tuple[frozenset[str], ...]:
    spaced = _spaced(label)
    return tuple(frozenset(phrase for phrase in group if phrase in spaced) for group in _opposites())


def opposed(printed: str, known: str) -> bool:
    """True when both labels speak of one group of opposites and share none of its words."""
    pairs = zip(_opposite_marks(printed), _opposite_marks(known), strict=True)
    return any(here and there and not here & there for here, there in pairs)


def closer_to(printed: str, known: str, rival: str) -> bool:
    """True when of the words that tell `known` from `rival`, `printed` shows those of `rival` rather."""
    seen, ours, theirs = set(label_to_words(printed)), set(label_to_words(known)), set(label_to_words(rival))
    only_ours, only_theirs = ours - theirs, theirs - ours
    if not only_ours and not only_theirs:
        return False
    share_theirs = len(only_theirs & seen) / len(only_theirs) if only_theirs else None
    share_ours = len(only_ours & seen) / len(only_ours) if only_ours else None
    if share_theirs is None:
        share_theirs = 1 - (share_ours or 0.0)
    if share_ours is None:
        share_ours = 1 - share_theirs
    return share_ours < share_theirs
