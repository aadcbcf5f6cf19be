"""The symbol of a number, `QĐ-UBND`, put into the office's spelling; every change is named in its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.legal.flat import LOOKS_LIKE_D, without_tones, word_to_flat
from models.legal.lexicon import Kind, distance, lexicon

# What a scan leaves around the sign between number and symbol.
SPECKS = " \n'’‘"
DIGIT_LETTERS = str.maketrans("OolI", "0011")  # letters that a scan leaves where a digit was printed
_PARTY_ISSUERS = ("TW", "TU", "HU", "DU", "BCD", "BCDTW", "TUW")
_LEGISLATURE = re.compile(r"^(UBTVQH|QH)([0-9A-Za-z]{1,2})$")
_PRINTED_WITH_DIGITS = re.compile(r"^(?:QH|UBTVQH|PC|PA|PV|PX|K|P|BCD|TCT|DA)[0-9]{1,3}$")


@dataclass(slots=True)
class Symbol:
    """The parts of a symbol while they are being read: segments and the signs between them."""

    segments: list[str]
    signs: list[str]
    evidence: list[str] = field(default_factory=list)

    def text(self) -> str:
        return self.segments[0] + "".join(sign + part for sign, part in zip(self.signs, self.segments[1:], strict=True))


_SYMBOL_ENDS = re.compile(r"\s*(?:[,;.)]|ngay\b|cua\b|ve\b|v/v|$)")


def may_follow(symbol: Symbol, sign: str, part: str, after: str) -> bool:
    """A blank before a hyphen is a dash between words, unless the symbol so far lacks a part and ends with this one."""
    if sign == sign.strip():
        return True
    first_only = len(symbol.segments) == 1
    if first_only and known_kind_code(symbol.segments[0]):
        return True
    if sign[:1].isspace() and not (first_only and _SYMBOL_ENDS.match(after)):
        return False
    return len(part) > 1


def _undoubled(segment: str) -> str:
    """The accentless capitals of a code; `QĐÐ` and `HĐÐND`, where a scan saw Đ twice, have one D."""
    return word_to_flat(segment).upper().replace("DD", "D")


def known_kind_code(segment: str, *, repair: bool = False) -> str:
    """The kind code that `segment` is; with `repair` also one that differs by accents or a known misreading."""
    words = lexicon()
    if segment in words.kind_by_code:
        return segment
    if not repair:
        return ""
    misread = words.misread.get(segment, "")
    if misread in words.kind_by_code:
        return misread
    candidates = words.flat_kind_codes.get(_undoubled(segment), ())
    if len(candidates) > 1:  # `ĐÐA`, a Đ seen twice, is `ĐA` and not `DA`
        stroked = any(letter in "Đ" + LOOKS_LIKE_D for letter in segment)
        candidates = tuple(code for code in candidates if ("Đ" in code) == stroked)
    return candidates[0] if len(candidates) == 1 else ""


def known_issuer(segment: str) -> str:
    words = lexicon()
    if segment in words.issuers:
        return segment
    misread = words.misread.get(segment, "")
    if misread in words.issuers or _LEGISLATURE.match(misread):
        return misread
    flat = _undoubled(segment)
    candidates = words.flat_issuers.get(flat, ())
    if not candidates and flat not in words.flat_kind_codes:
        candidates = tuple(code for code in _COMMON if distance(flat, word_to_flat(code), 1) == 1)
    return candidates[0] if len(candidates) == 1 else ""


_COMMON = ("UBND",)  # no other office writes a code one letter from it; HĐND has HĐTD and HĐTĐ beside it


def _split_lost_hyphen(segment: str) -> tuple[str, str] | None:
    """`TTVPCP` is `TT-VPCP`: a hyphen at a line end that a text layer or a scan dropped."""
    if known_issuer(segment):
        return None
    for code in sorted(lexicon().kind_by_code, key=len, reverse=True):
        head, tail = segment[: len(code)], segment[len(code) :]
        if len(code) > 1 and known_kind_code(head, repair=True) == code and len(tail) > 1 and known_issuer(tail):
            return code, known_issuer(tail)
    return None


_LOST_SLASH_IN_PARTY = re.compile(r"^(CTr|NQ|KL|CT|KH|TB|QD|QĐ|BC|HD|DA|ĐA|CV)[lI1|7](TW|TU|BCD\w*|BCĐ\w*|HU|DU|ĐU)$")


def _without_note_marker(segment: str) -> str:
    """`CP9` with the footnote marker of a text layer is `CP`; `QH15` and `PC06` carry their digits by right."""
    flat = word_to_flat(segment)
    if _PRINTED_WITH_DIGITS.match(flat):
        return segment
    bare = segment.rstrip("0123456789")
    return bare if bare != segment and (bare in lexicon().issuers or known_kind_code(bare)) else segment


def _repair_legislature(segment: str, year: str) -> str:
    """`QH59` of 2022 is `QH15`: the National Assembly's number follows from the year."""
    match = _LEGISLATURE.match(segment)
    if not match or not year:
        return segment
    term = match[2].translate(DIGIT_LETTERS)
    possible = [str(number) for number, (first, last) in _TERMS.items() if first <= int(year) <= last]
    if term in possible or not possible:
        return match[1] + term
    return match[1] + possible[0] if len(possible) == 1 and int(year) >= 1992 else segment


# First and last year of each National Assembly that numbers its laws.
_TERMS = {
    9: (1992, 1997),
    10: (1997, 2002),
    11: (2002, 2007),
    12: (2007, 2011),
    13: (2011, 2016),
    14: (2016, 2021),
    15: (2021, 2026),
    16: (2026, 2031),
}


def is_of_party(symbol: Symbol) -> bool:
    """Whether a symbol ends as those of the Party's offices do, `KIL/TU`, whatever is left of the kind's code."""
    return symbol.signs == ["/"] and symbol.segments[1] in _PARTY_ISSUERS


def code_for_kind(segment: str, kind: Kind) -> str:
    """The code of `kind` that a damaged `segment` must be (`1T` in a Thông tư is `TT`); empty when in doubt."""
    bare = [code for code in kind.codes if code != segment and word_to_flat(code) == word_to_flat(segment)]
    if bare and not kind.any_code and segment not in kind.codes:
        return bare[0]  # `DA` in a Đề án, `HĐ` in a Hướng dẫn: only a stroke tells it from another kind's code
    if kind.any_code or not kind.codes or kind.name == "Công văn" or known_issuer(segment) or known_kind_code(segment):
        return ""
    flat = word_to_flat(segment)
    near = [code for code in kind.codes if len(code) > 1 and distance(flat, word_to_flat(code), 1) == 1]
    return near[0] if near else ""


def mend_symbol(symbol: Symbol, year: str) -> None:
    """Put each segment into the office's spelling, naming what was changed."""
    last = _without_note_marker(symbol.segments[-1])
    if last != symbol.segments[-1]:
        symbol.segments[-1] = last
        symbol.evidence.append("note_marker")
    if len(symbol.segments) == 1:
        if lost := _split_lost_hyphen(symbol.segments[0]):
            symbol.segments, symbol.signs = list(lost), ["-"]
            symbol.evidence.append("lost_hyphen")
        elif party := _LOST_SLASH_IN_PARTY.match(symbol.segments[0]):
            symbol.segments, symbol.signs = [party[1], party[2]], ["/"]
            symbol.evidence.append("lost_slash")
    if symbol.segments == ["NĐ"] and year:  # the Government alone issues a Nghị định
        symbol.segments, symbol.signs = ["NĐ", "CP"], ["-"]
        symbol.evidence.append("no_issuer")
    for at, printed in enumerate(symbol.segments):
        segment = without_tones(printed)  # no abbreviation has one
        known = known_kind_code(segment, repair=len(symbol.segments) > 1) if at == 0 else ""
        mended = _repair_legislature(known or known_issuer(segment) or segment, year)
        if mended != printed:
            symbol.segments[at] = mended
            symbol.evidence.append("ocr_letter")
        if len(mended) == 1 and mended != "L":
            symbol.evidence.append("short_code")


def mend_joint(joint: str, symbol: Symbol, year: str) -> tuple[str, list[str]]:
    """The sign between number and symbol, and what had to be mended."""
    sign = joint.strip(SPECKS)
    after = ["stray_sign"] if joint.lstrip(SPECKS).strip(" \n") != sign else []
    two_parts = len(symbol.segments) == 2 and known_kind_code(symbol.segments[0]) != "" and not year
    if two_parts and symbol.signs == ["-"] and symbol.segments[1] in ("TW", "TU"):
        symbol.signs = ["/"]
        return "-", ["misprint"]
    if two_parts and symbol.signs == ["/"] and word_to_flat(symbol.segments[1]).startswith(_PARTY_ISSUERS):
        return "-", [] if sign == "-" else ["misprint" if sign == "/" else "lost_hyphen"]
    if sign in ("/", "-"):
        return sign, after
    return "/", ["ocr_letter" if sign == "//" else "lost_slash"]


def lacks_part(canonical: str, symbol: str) -> bool:
    """Whether a part of a symbol must be lost: `TT-BI` names no ministry, `9-UBND` and `12-NNNQ/TW` no kind of deed.

    Only the offices of the Party write a hyphen behind the number, and then the kind.
    """
    first, *rest = re.split(r"[-/.]", symbol)
    if first in ("TT", "TTLT"):
        return not any(known_issuer(part) for part in rest)
    return canonical.endswith(f"-{symbol}") and not known_kind_code(first)


def is_near_known(symbol: str) -> bool:
    """Whether a part of a symbol is a letter off a known desk or office of the Party, and no other code: `NQ/TVW`."""
    desks = lexicon().words["desks"]
    parts = [part for part in re.split(r"[-/&.]", symbol) if part not in desks]
    unknown = [part for part in parts if not known_kind_code(part) and not known_issuer(part)]
    # Codes of two letters are a letter apart from one another.
    long = [part for part in unknown if len(part) > 2]
    return any(distance(part, desk, 1) == 1 for part in unknown for desk in desks) or any(
        distance(part, office, 1) == 1 for part in long for office in _PARTY_ISSUERS
    )
