"""Marks that one word of a table lost or changed, put right after the same words in the rest of the document.

"Đang tông hợp" where three other cells say "Đang tổng hợp": the same letters between the same words, and nowhere else
with these marks. Names are left alone: within a text a word with a capital stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pipelines.misreading import bare

# So many other places bear a word out, beside its neighbour on either side.
BORNE_OUT = 3
_START, _END = "^", "$"
_SIGNS = ".,;:()/%+-"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How often words stand beside each other, and the words of a document by their letters without marks."""

    pairs: Mapping[tuple[str, str], int]
    alike: Mapping[str, frozenset[str]]


def texts_to_neighbours(texts: Iterable[str]) -> Neighbours:
    """The words of all texts beside their neighbours."""
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        pairs.update(pairwise(_with_ends(text)))
    alike: dict[str, set[str]] = defaultdict(set)
    for word, times in pairs.items():
        if times >= BORNE_OUT and word[0].isalpha():
            alike[bare(word[0])].add(word[0])
    return Neighbours(pairs, {letters: frozenset(words) for letters, words in alike.items()})


def text_with_marks(text: str, known: Neighbours) -> str:
    """The text, with the marks of words put right that the document has otherwise between the same words."""
    return " ".join(_mended(text.split(), known))


def _mended(words: list[str], known: Neighbours) -> Iterator[str]:
    cores = _with_ends(" ".join(words))
    for place, word in enumerate(words, 1):
        before, core, after = cores[place - 1 : place + 2]
        name = core[:1].isupper() and place > 1
        others = () if name or not core.isalpha() else known.alike.get(bare(core), ())
        lone = known.pairs.get((before, core), 0) <= 1 and known.pairs.get((core, after), 0) <= 1
        meant = [
            other
            for other in others
            if other != core and other[:1].isupper() == core[:1].isupper()
            if min(known.pairs.get((before, other), 0), known.pairs.get((other, after), 0)) >= BORNE_OUT
        ]
        yield word.replace(core, meant[0]) if lone and len(meant) == 1 else word


def _with_ends(text: str) -> list[str]:
    """The words without signs around them, all numbers alike, between a beginning and an end."""
    return [_START, *("0" if any(c.isdigit() for c in word) else word.strip(_SIGNS) for word in text.split()), _END]
