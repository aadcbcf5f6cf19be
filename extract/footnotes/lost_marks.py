"""Marks that worn print lost from the letters of notes while engines read on with confidence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.footnotes.note_doubts import doubted
from models.records import Footnote

HOOK = "\u0309"
ACUTE, BELOW = "\u0301", "\u0323"
# Two words without a hook are doubted where they have it this many times as often.
TWINS = 3
# A syllable that ends in a stop has an acute or a dot below: "một", "các"; one of a vowel that only Vietnamese has,
# without either, "môt", has lost it. Words of other languages have no such vowel.
STOPPED = re.compile(r"[^\W\d_]*[ăâêôơư][^\W\d_aeiouy]*(?:ch|[ctp])")
# Of the letters of Vietnamese text one in three is accented and one in 20 to 30 has a hook above: counted in so many.
LETTERS, ACCENTED, HOOKED = 300, 0.15, 0.012


def has_lost_tone(text: str) -> bool:
    """Whether a word of the text lacks a mark that Vietnamese cannot leave out."""
    return any(map(_lost_its_tone, (word.strip('().,;:“”"') for word in text.split())))


def _lost_its_tone(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", re.sub(f"[\u0300\u0303{HOOK}]", "", parts))
    return ACUTE not in parts and BELOW not in parts and STOPPED.fullmatch(bare) is not None


def with_lost_hooks(footnotes: Sequence[Footnote]) -> tuple[Footnote, ...]:
    """The footnotes, those flagged in which two words lack a hook that the same words have in most other places.

    "Sơ Khoa học" beside many "Sở Khoa học": worn print loses hooks here and there, and engines read on with confidence.
    """
    pairs = [Counter(pairwise(_words(note.text))) for note in footnotes]
    usual: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for found in pairs:
        for pair, count in found.items():
            usual.setdefault((_unhooked(pair[0]), _unhooked(pair[1])), Counter())[pair] += count
    lost = {pair for seen in usual.values() if len(seen) > 1 for pair in _lacking_hooks(seen)}
    return tuple(
        doubted(note, "text_unsure") if lost.intersection(found) else note
        for note, found in zip(footnotes, pairs, strict=True)
    )


def with_worn_hooks(footnotes: Sequence[Footnote]) -> tuple[Footnote, ...]:
    """The footnotes; all flagged where hooks were eaten away from their letters, "Sở" read as "Sơ" with confidence."""
    text = unicodedata.normalize("NFD", " ".join(note.text for note in footnotes))
    letters, marks = sum(c.isalpha() for c in text), sum(unicodedata.combining(c) > 0 for c in text)
    if letters < LETTERS or marks < ACCENTED * letters or text.count(HOOK) >= HOOKED * letters:
        return tuple(footnotes)
    return tuple(doubted(note, "text_unsure") for note in footnotes)


def _lacking_hooks(seen: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of pairs of words that hooks alone tell apart, those that lack some and are few beside the most common one."""
    best, most = seen.most_common(1)[0]
    hooks = _hooks(best)
    return [pair for pair, count in seen.items() if most >= TWINS * count and _hooks(pair) < hooks]


def _hooks(pair: tuple[str, str]) -> int:
    return unicodedata.normalize("NFD", " ".join(pair)).count(HOOK)


def _unhooked(word: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).replace(HOOK, ""))


def _words(text: str) -> list[str]:
    """The words of a text without their stops; one with a figure is no neighbour that tells a word."""
    words = (word.strip('().,;:“”"') for word in text.split())
    return [f"#{i}" if any(c.isdigit() for c in word) else word for i, word in enumerate(words)]
