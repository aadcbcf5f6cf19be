"""Who issued a document: printed after `của`, or certain from the symbol (`NĐ-CP` is Chính phủ)."""

from __future__ import annotations

import re
from functools import cache

from models.legal.flat import FlatText
from models.legal.lexicon import lexicon, words_to_pattern
from models.legal.numbers import DocNumber
from models.legal.spelling import phrase_to_spelled

_OF = re.compile(r"[\s,.)_]*(?:nam\s+[0-9]{4}\s+)?cua\s+[_¡'|.]?\s*", re.IGNORECASE)
_HARD_END = re.compile(r"[;:()\"“”.^]|\n\s*\n|\s[-+•]\s|$")
_REACH = 170  # letters; the longest names of bodies with a place stay below it
_MAX_WORDS = 24
# A comma inside the name of a body leads to "…, B và C"; one between two bodies or before a new clause ends the name.
_INNER_COMMA = re.compile(r",\s*(?:[A-ZĐ]\w+\s+)(?:\w+\s+){0,4}và\s+[A-ZĐ]")
_AND = re.compile(r"\svà\s+(?=\S)")


def _accented(words: tuple[str, ...]) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{words_to_pattern(lexicon().words['issuer_heads'])})(?![a-z])", re.IGNORECASE)


@cache
def _stops() -> re.Pattern[str]:
    """Matched on the printed letters: `về` ends a name, `Vệ` of `Vệ sinh` does not."""
    return re.compile(rf"\s(?:{_accented(lexicon().words['issuer_stops'])})(?!\w)|\ssố\s+\d")


@cache
def _flat_stops() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{words_to_pattern(lexicon().words['issuer_stops'])})(?!\w)|\sso\s+\d")


@cache
def _kinds() -> re.Pattern[str]:
    names = [word for word in lexicon().kind_by_word if word not in ("lenh", "quy hoach", "cv")]
    return re.compile(rf"(?:cac\s+)?(?:{words_to_pattern(names)})(?![a-z])", re.IGNORECASE)


@cache
def _whole_names() -> re.Pattern[str]:
    """Phrases that hold a comma, `và` or a stop word of their own; nothing inside them ends a name."""
    names = [name for name in lexicon().issuers.values() if name]
    fields = [name.split(" ", 1)[1] for name in names if name.startswith("Bộ ")]
    return re.compile(
        rf"(?:{words_to_pattern([*names, *fields, *lexicon().words['issuer_fields']])})(?![a-z])", re.IGNORECASE
    )


def issuer_after(text: FlatText, at: int) -> tuple[str, int]:
    """The body printed after `của` at `at`, and where it ends; ("", at) when there is none."""
    lead = _OF.match(text.flat, at)
    if lead is None or not _heads().match(text.flat, lead.end()):
        return "", at
    start = lead.end()
    limit = min(len(text.flat), start + _REACH)
    guarded = [match.span() for match in _whole_names().finditer(text.flat, start, limit)]
    cut = min(_ends(text, start, limit, guarded), default=limit)
    words = text.clean[start:cut].split()
    name = " ".join(words[:_MAX_WORDS]).rstrip(" ,-")
    return (phrase_to_spelled(name), cut) if name else ("", at)


def _ends(text: FlatText, start: int, limit: int, guarded: list[tuple[int, int]]) -> list[int]:
    """Every place where the name that starts at `start` may end."""
    found = [match.start() for match in _HARD_END.finditer(text.flat, start, limit)]
    printed = text.flat if text.clean[start:limit].isascii() else text.clean  # a scan that lost all accents
    stops = _flat_stops() if printed is text.flat else _stops()
    found += [match.start() for match in stops.finditer(printed, start, limit)]
    found += [
        at for at in range(start, limit) if text.clean[at] == "," and not _INNER_COMMA.match(text.clean, at, limit)
    ]
    found += [match.start() for match in _AND.finditer(text.clean, start, limit) if not _joins(text, match.end())]
    return [at for at in found if not any(left < at < right for left, right in guarded)]


def _joins(text: FlatText, at: int) -> bool:
    """Whether `và` leads to another part of the name: a capital that begins no other document."""
    return text.clean[at].isupper() and not _kinds().match(text.flat, at)


def implied_issuer(found: DocNumber) -> str:
    """The body that the symbol names, where the code is that body and no other; else empty."""
    names = lexicon().issuers
    code = found.issuer_code
    if code.startswith("UBTVQH"):
        return names["UBTVQH"]
    if found.year and re.fullmatch(r"QH[0-9]{1,2}", code):
        return names["QH"]
    if found.kind_code == "TTLT":
        return ""
    return names.get(code, "")
