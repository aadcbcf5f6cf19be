"""The wording of a label repaired word by word, with the national form's label as evidence.

Words of the reading and of the form are laid side by side. A word of the form takes the place of what was read only
where the reading can be its damage; what the document has besides, and what it has otherwise, stays as read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from models.forms import FORMS
from pipelines.misreading import (
    bare,
    is_syllable,
    is_word,
    letters,
    reading_cost,
    respelled,
    same_letters,
    shapes,
    text_to_plain,
)

_BROKEN_SHARE = 0.4
"""Cost, as a share of the letters, up to which what is no word at all counts as the damage of a word."""
_WORD_SHARE = 0.34
_SIGNED_SHARE = 0.25
_SPLIT = 0.3
_GAP = 0.55
_NEARLY = 1.5
_FEW, _BORNE_OUT, _LONE, _ACRONYM = 3, 0.6, 1.3, 5
"""Words of a label, the share of them that must be the form's, the cost of one that is not, letters of an acronym."""
_NOISE, _PRINTED = 3, frozenset(".,;:()[]%/&+-–—'\"“”‘’…*")
"""Letters and signs of a word that may be noise where all words of the form are there; signs that are printed."""
_SHOUTED = 0.5
"""The cost of a word that was read in capitals among small letters."""
_GROUPS = ((1, 1), (2, 1), (3, 1), (1, 2))
_EDGE = re.compile(r"^([^\w%]*)(.*?)([^\w%]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Repair:
    """A label after repair. `doubt` is a review code where the document may mean something else than the form."""

    text: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Words read and the words of the form that they stand for; one side is empty where there is none."""

    read: tuple[str, ...]
    known: tuple[str, ...]

    @property
    def matched(self) -> bool:
        return bool(self.read and self.known)


def label_to_repair(label: str, known: str) -> Repair:
    """`label` with its damaged words put right after `known`, the form's label of the same row."""
    plain = text_to_plain(label)
    known = known.upper() if _in_capitals(plain) and not _in_capitals(known) else known
    pairs = _aligned(_with_lone_damage_mended(plain.split(), known.split()), tuple(known.split()))
    words: list[str] = []
    for index, pair in enumerate(pairs):
        last = not any(later.read for later in pairs[index + 1 :])
        words += _pair_to_words(pairs, index, pair, last)
    return Repair(" ".join(words), _doubt(pairs))


def _with_lone_damage_mended(read: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The words read, a badly damaged one put right where all others beside it and most at all are the form's."""
    if len(read) != len(known) or len(known) < _FEW:
        return tuple(read)
    same = [a == b for a, b in zip(read, known, strict=True)]
    if sum(same) < _BORNE_OUT * len(same):
        return tuple(read)
    return tuple(
        meant if all(same[max(0, i - 1) : i] + same[i + 1 : i + 2]) and _is_lone_damage(seen, meant) else seen
        for i, (seen, meant) in enumerate(zip(read, known, strict=True))
    )


def _is_lone_damage(seen: str, meant: str) -> bool:
    """Whether no word stands there, an o for an e or a, a letter twice, another first letter or none, or an acronym
    with one too many.
    """
    if seen == meant or any(c.isdigit() for c in meant):
        return False
    if seen[1:] == meant[1:] and meant[0].isalpha() and not seen[0].isalpha():
        return True
    if re.sub(r"(\w)\1+", r"\1", seen) == meant:
        return True
    if seen == meant[1:]:
        return len(seen) > 1
    if len(meant) > 1 and meant[1:] in (seen[1:], seen[2:]) and bare(seen[0]) != bare(meant[0]) and not meant.isupper():
        return seen not in _words()  # a rule or a speck that touches the first letter makes another one of it
    if meant.isupper():
        strange = not is_syllable(seen) and seen not in _acronyms()
        return strange and len(meant) >= _ACRONYM and reading_cost(seen, meant) <= 1
    if any(_rounded(seen, closed) == _rounded(meant, closed) for closed in "ea"):
        return True
    return not is_word(seen) and len(letters(meant)) > 1 and reading_cost(seen, meant) <= _LONE


def _rounded(word: str, closed: str) -> str:
    """The word with o for e or a, marks kept: "hề" and "hồ" differ by the bar of one letter, "giỏi" and "giải" by a
    stem.
    """
    return unicodedata.normalize("NFD", word).replace(closed, "o")


@cache
def _words() -> frozenset[str]:
    """The words of all forms as they are printed."""
    return frozenset(
        word.strip(".,;:()/") for form in FORMS.values() for row in form.rows for word in row.label.split()
    )


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(
        word for form in FORMS.values() for row in form.rows for word in row.label.split() if word.isupper()
    )


def same_wording(read: str, known: str) -> bool:
    """Whether each word of `read` can be a damaged word of `known` and none is missing; signs alone do not count."""
    pairs = _aligned(tuple(text_to_plain(read).split()), tuple(known.split()))
    return all(pair.matched or not letters("".join((*pair.read, *pair.known))) for pair in pairs)


def _in_capitals(text: str) -> bool:
    marked = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in marked) > 0.7 * len(marked)


def _pair_to_words(pairs: Sequence[_Pair], index: int, pair: _Pair, last: bool) -> Iterator[str]:
    if not pair.read:
        return
    if not pair.matched:
        whole = all(other.matched or not other.known for other in pairs)
        yield from (word for word in pair.read if not (set(word) <= shapes().stray or (whole and _is_noise(word))))
    elif not _backed(pairs, index, pair):
        yield from pair.read
    else:
        known = " ".join(pair.known)
        if not _case_is_lost(known, index):
            known = _cased_as_read(known, pair.read[0])
        yield from _known_with_signs(" ".join(pair.read), known, last).split()


def _is_noise(word: str) -> bool:
    """Whether nobody prints this: a sign that no text has among a letter or two, or a lone letter with marks."""
    if len(word) > _NOISE or any(c.isdigit() for c in word):
        return False
    lone = len(word) == 1 and word.isalpha() and not word.isascii() and not is_word(word)
    return lone or any(not c.isalnum() and c not in _PRINTED for c in word)


def _case_is_lost(known: str, index: int) -> bool:
    """Whether a scan does not tell in which case a word begins: x and X differ in height alone.

    Within a label a capital may be meant where a name may begin, as in "Sở Nội vụ"; elsewhere it is a misreading.
    """
    return bare(known[:1]) in shapes().same_shape and (not index or known.split()[0].strip(".,;:()") not in _names())


@cache
def _names() -> frozenset[str]:
    """Words in small letters that begin names: those that the forms write with a capital within a label, and others."""
    inner = {word.strip(".,;:()") for form in FORMS.values() for row in form.rows for word in row.label.split()[1:]}
    return shapes().names | {word.lower() for word in inner if word[:1].isupper()}


def _backed(pairs: Sequence[_Pair], index: int, pair: _Pair) -> bool:
    """Whether the words beside it agree: on both sides for a reading that is a word by itself, else on one."""
    if " ".join(pair.read) == " ".join(pair.known):
        return True
    before = index == 0 or pairs[index - 1].matched
    after = index == len(pairs) - 1 or pairs[index + 1].matched
    if all(is_word(word) for word in pair.read):
        return before and after and not _same_word(pair)
    return before or after


def _same_word(pair: _Pair) -> bool:
    read, known = _EDGE.sub(r"\2", " ".join(pair.read)), _EDGE.sub(r"\2", " ".join(pair.known))
    return respelled(read, known)


@cache
def _plausible(read: str, known: str) -> float | None:
    """The cost of `read` for `known`, or None where it cannot be its damage. Words are parted by single spaces."""
    digits_read, digits_known = re.findall(r"\d", read), re.findall(r"\d", known)
    if digits_read != digits_known and (digits_known or not any(c.isalpha() for c in read)):
        return None
    if bool(letters(read)) != bool(letters(known)) or read.count("%") != known.count("%"):
        return None
    if read == known:
        return 0.0
    if abs(len(letters(read)) - len(letters(known))) > 2 + len(known) // 4:
        return None
    cost = reading_cost(read, _cased_as_read(known, read))
    if read.isupper() and read.lower() == known and len(known) > 2 and is_syllable(read):
        cost = min(cost, _SHOUTED)
    parts = [part for part in read.split() if letters(part)]
    if cost > max(0.7, _share(parts) * len(letters(known))):
        return None
    if all(is_word(part) for part in parts) and not same_letters(read, known):
        return None
    return cost + _SPLIT * (len(read.split()) + len(known.split()) - 2)


def _cased_as_read(known: str, read: str) -> str:
    """`known` beginning with a capital where `read` does, and with a small letter where it does not."""
    core = _EDGE.sub(r"\2", read)
    if not core[:1].isalpha() or _EDGE.sub(r"\2", known)[1:2].isupper():
        return known
    change = str.upper if core[0].isupper() else str.lower
    return re.sub(r"[^\W\d_]", lambda found: change(found[0]), known, count=1)


def _share(words: Sequence[str]) -> float:
    """How much damage, as a share of the letters, may be looked for in what was read."""
    if all(is_word(word) for word in words):
        return _WORD_SHARE
    return _SIGNED_SHARE if all(is_word(_EDGE.sub(r"\2", word)) for word in words) else _BROKEN_SHARE


@cache
def _aligned(read: tuple[str, ...], known: tuple[str, ...]) -> tuple[_Pair, ...]:
    """The cheapest way to lay the words of both side by side, in order; equal words at both ends are pairs."""
    if read and known and read[0] == known[0]:
        return (_Pair(read[:1], known[:1]), *_aligned(read[1:], known[1:]))
    if read and known and read[-1] == known[-1]:
        return (*_aligned(read[:-1], known[:-1]), _Pair(read[-1:], known[-1:]))
    height, width = len(read), len(known)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(height, width): (0.0, (0, 0))}
    for i in range(height, -1, -1):
        for j in range(width, -1, -1):
            if (i, j) != (height, width):
                best[i, j] = min(
                    (cost + best[i + di, j + dj][0], (di, dj)) for di, dj, cost in _steps(read, known, i, j)
                )
    pairs, i, j = [], 0, 0
    while (i, j) != (height, width):
        di, dj = best[i, j][1]
        pairs.append(_Pair(read[i : i + di], known[j : j + dj]))
        i, j = i + di, j + dj
    return tuple(pairs)


def _steps(read: tuple[str, ...], known: tuple[str, ...], i: int, j: int) -> Iterator[tuple[int, int, float]]:
    """Steps from word `i` of the reading and word `j` of the form: (words read, words of the form, cost)."""
    if i < len(read):
        yield 1, 0, _GAP * max(1, len(letters(read[i])))
    if j < len(known):
        yield 0, 1, _GAP * max(1, len(letters(known[j])))
    for di, dj in _GROUPS:
        if i + di <= len(read) and j + dj <= len(known):
            cost = _plausible(" ".join(read[i : i + di]), " ".join(known[j : j + dj]))
            if cost is not None:
                yield di, dj, cost


def _known_with_signs(read: str, known: str, last: bool) -> str:
    """The form's words with the signs around them that the document has."""
    lead_read, core_read, tail_read = _parts(read)
    lead_known, core, tail_known = _parts(known)
    if not core_read or not core:
        return known
    lead = lead_known if lead_read and lead_known else "".join(c for c in lead_read if c not in shapes().stray)
    if tail_read and reading_cost(core_read + tail_read, core) <= reading_cost(core_read, core):
        tail_read = tail_known
    return lead + core + _tail(tail_read, tail_known, last)


def _parts(text: str) -> tuple[str, str, str]:
    found = _EDGE.match(text)
    return (found[1], found[2], found[3]) if found else ("", text, "")


def _tail(read: str, known: str, last: bool) -> str:
    """Signs after a word: the form's where both have some; none where only specks or rules were read."""
    if read and known:
        return known
    kept = "".join(c for c in read if c not in shapes().stray_after)
    return kept.rstrip("," if last else ".,")


def _doubt(pairs: Sequence[_Pair]) -> str:
    """`label_differs` where reading or form has a number or a turning word alone, or one letter makes two words."""
    for pair in pairs:
        if not pair.matched:
            words = {word.strip(".,;:()").lower() for word in (*pair.read, *pair.known)}
            if words & shapes().turning or any(re.search(r"\d", word) for word in pair.known):
                return "label_differs"
    return "label_differs" if any(_nearly(*two) for two in pairwise(pairs)) else ""


def _nearly(one: _Pair, other: _Pair) -> bool:
    """Whether a word stands where the form has another of nearly the same letters: a scan may have made it."""
    read, known = (one.read, other.known) if one.read else (other.read, one.known)
    if one.matched or other.matched or len(read) != 1 or len(known) != 1:
        return False
    return reading_cost(read[0], known[0]) < _NEARLY
