"""Who issued a document: printed after `của`, or certain from the symbol (`NĐ-CP` is Chính phủ)."""

from __future__ import annotations

import re
from functools import cache

from models.legal.lexicon import lexicon, words_to_pattern
from models.legal.numbers import DocNumber

_OF = re.compile(r"[\s,)]*(?:nam\s+[0-9]{4}\s+)?(?:cua|giua|do)\s+", re.IGNORECASE)
_OF_ONLY = re.compile(r"[\s,)]*cua\s+", re.IGNORECASE)
_HARD_END = re.compile(r"[;:()\"“”.^]|,(?=\s*(?:[A-Z][a-z]+\s+[a-z]+\s+s[o0]\b|s[o0]\b|ngay\b))|$|\n\s*\n")
_MAX_WORDS = 18
# A comma inside the name of a body: what follows it is one word or a pair, then "và" or a further capital.
_INNER_COMMA = re.compile(r",\s*(?=(?:[A-Z]?\w+\s+){1,4}va\s+[A-Z]?\w+)", re.IGNORECASE)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{words_to_pattern(lexicon().words['issuer_heads'])})(?![a-z])", re.IGNORECASE)


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{words_to_pattern(lexicon().words['issuer_stops'])})(?![a-z])", re.IGNORECASE)


@cache
def _long_names() -> re.Pattern[str]:
    """Names of bodies that hold a comma or a stop word, which the general rule would cut."""
    names = [name for name in lexicon().issuers.values() if name]
    return re.compile(
        rf"(?:(?:bo truong|giam doc)\s+)?(?:{words_to_pattern([*names, *_FIELDS])})(?![a-z])", re.IGNORECASE
    )


_FIELDS = (
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Văn hoá, Thể thao và Du lịch",
    "Bộ Văn hoá, Thể thao và Du lịch",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Lao động, Thương binh và Xã hội",
    "Bộ Lao động, Thương binh và Xã hội",
    "Ủy ban Quốc gia Ứng phó sự cố, thiên tai và Tìm kiếm cứu nạn",
)


def issuer_after(flat: str, clean: str, at: int, *, of_only: bool = True) -> tuple[str, int]:
    """The body printed after `của` at `at`, and where it ends; ("", at) when there is none.

    The name runs to the first stop word, hard sign or comma that does not belong to it.
    """
    lead = (_OF_ONLY if of_only else _OF).match(flat, at)
    if lead is None or not _heads().match(flat, lead.end()):
        return "", at
    start = lead.end()
    limit = min(len(flat), start + 160)
    end = _HARD_END.search(flat, start, limit)
    stop = _stops().search(flat, start, limit)
    cut = min(end.start() if end else limit, stop.start() if stop else limit)
    cut = _cut_at_comma(flat, start, cut)
    if known := _long_names().match(flat, start, limit):
        cut = max(cut, known.end())
    words = clean[start:cut].split()
    name = " ".join(words[:_MAX_WORDS]).rstrip(" ,-–")
    return (name, cut) if name else ("", at)


def _cut_at_comma(flat: str, start: int, cut: int) -> int:
    comma = flat.find(",", start, cut)
    while comma >= 0:
        inner = _INNER_COMMA.match(flat, comma)
        if inner is None or flat[inner.end() : inner.end() + 1].isupper() and _heads().match(flat, inner.end()):
            return comma
        if inner.end() > cut:
            return comma
        comma = flat.find(",", comma + 1, cut)
    return cut


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
