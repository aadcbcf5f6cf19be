"""The number of a document, `08/2022/QĐ-UBND`, found by its shape and written as the issuing office writes it.

What a scan does to it (a letter for a digit, a lost slash or hyphen, a blank inside) is read as a candidate, and each
repair is named in `evidence`: nothing is repaired in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from models.legal.flat import FlatText, word_to_flat
from models.legal.lexicon import lexicon

_GAP = r"(?:[ ]?\n\s{0,60}|[ ]{0,2})"  # nothing, a blank, or a line end with the indent of the next line
_CAPITALS = r"[A-Z](?:[A-Z0-9&]|[a-z](?![a-z]))*+"
_LOST_SLASH = r"(?:CTr|NQ|KL|CT|KH|TB|QD|BC|HD|DA|CV)[lI1|](?:TW|TU|BCD|HU|DU)"
_SEGMENT = rf"(?:{_LOST_SLASH}|Cty|SNgV|TTri|[0-9](?=[A-Z])(?:{_CAPITALS})|{_CAPITALS})(?:(?![A-Za-z])|(?=ng[aà]y))"
_SYMBOL = rf"(?:T ?W\b|{_SEGMENT})(?:(?:{_GAP}[-/]{_GAP}|\.)(?:T ?W\b|{_SEGMENT})){{0,5}}"
_DIGITS = r"[0-9OolI]{1,6}(?:(?<=[sS][oO][ ][0-9])[ ][0-9]{3}(?=/[A-Z]))?[a-z]?(?:\.[0-9]{1,2})?"
_YEAR = r"[12lI][ ]?[09O][ ]?[0-9OlI][ ]?[0-9OlI]"

_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z/])(?P<number>{_DIGITS})"
    rf"(?:{_GAP}/{{1,2}}{_GAP}(?P<year>{_YEAR})(?![0-9]{{2}}))?"
    rf"(?P<joint>{_GAP}(?:/{{1,2}}|-|7|\\){_GAP}|{_GAP})"
    rf"(?P<symbol>{_SYMBOL})"
)
_LIST_BEFORE = re.compile(
    r"\bs[o06]\b\s*[:.]?\s*(?P<items>(?:[0-9]{1,5}[a-z]?(?:/(?:19|20)[0-9]{2})?(?:\s*[,;]\s*|\s+va\s+|\s*[,;]\s+va\s+))+)$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"([0-9]{1,5}[a-z]?)(?:/([12][0-9]{3}))?")
_DIGIT_LETTERS = str.maketrans("OolI", "0011")
_PARTY_ISSUERS = ("TW", "TU", "HU", "DU", "BCD", "BCDTW", "TUW")
_LEGISLATURE = re.compile(r"^(UBTVQH|QH)([0-9A-Za-z]{1,2})$")
_PRINTED_WITH_DIGITS = re.compile(r"^(?:QH|UBTVQH|PC|PA|PV|PX|K|P|BCD|TCT|DA)[0-9]{1,3}$")


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number found at `start:end` of the flat text. `kind_code` is the kind's abbreviation, empty in a công văn."""

    start: int
    end: int
    number: str
    year: str
    joint: str
    symbol: str
    kind_code: str
    issuer_code: str
    evidence: tuple[str, ...] = ()

    @property
    def canonical(self) -> str:
        """The number as the office writes it, without spaces."""
        year = f"/{self.year}" if self.year else ""
        return f"{self.number}{year}{self.joint}{self.symbol}" if self.symbol else f"{self.number}{year}"


@dataclass(slots=True)
class _Symbol:
    """The parts of a symbol while they are being read: segments and the signs between them."""

    segments: list[str]
    signs: list[str]
    evidence: list[str] = field(default_factory=list)

    def text(self) -> str:
        return self.segments[0] + "".join(sign + part for sign, part in zip(self.signs, self.segments[1:], strict=True))


_PART = re.compile(rf"({_GAP}[-/]{_GAP}|\.)")


def _split_symbol(clean: str, flat: str) -> tuple[_Symbol, int]:
    """Segments of a matched symbol and how many of its letters they take: a gap may have led into the next sentence."""
    symbol = _Symbol([], [])
    taken = at = 0
    pieces = _PART.split(flat)
    for turn in range(0, len(pieces), 2):
        part, sign = pieces[turn], pieces[turn - 1] if turn else ""
        start = at + len(sign) if turn else 0
        if turn and not _may_follow(symbol, sign, part):
            break
        if turn:
            symbol.signs.append(sign.strip() or "-")
            if sign[:1] == " " and "\n" not in sign:
                symbol.evidence.append("stray_space")
        if " " in part:
            symbol.evidence.append("stray_space")
        symbol.segments.append("".join(clean[start : start + len(part)].split()))
        at = taken = start + len(part)
    return symbol, taken


def _may_follow(symbol: _Symbol, sign: str, part: str) -> bool:
    """A blank before a hyphen is a dash between words, unless the symbol so far lacks its issuer."""
    if sign == sign.strip():
        return True
    first_only = len(symbol.segments) == 1 and known_kind_code(symbol.segments[0]) != ""
    if sign[:1].isspace() and not first_only:
        return False
    return first_only or len(part) > 1


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
    candidates = words.flat_kind_codes.get(word_to_flat(segment).upper(), ())
    return candidates[0] if len(candidates) == 1 else ""


def _known_issuer(segment: str) -> str:
    words = lexicon()
    if segment in words.issuers:
        return segment
    misread = words.misread.get(segment, "")
    if misread in words.issuers or _LEGISLATURE.match(misread):
        return misread
    candidates = words.flat_issuers.get(word_to_flat(segment).upper(), ())
    return candidates[0] if len(candidates) == 1 else ""


def _split_lost_hyphen(segment: str) -> tuple[str, str] | None:
    """`TTVPCP` is `TT-VPCP`: a hyphen at a line end that a text layer or a scan dropped."""
    if _known_issuer(segment):
        return None
    for code in sorted(lexicon().kind_by_code, key=len, reverse=True):
        head, tail = segment[: len(code)], segment[len(code) :]
        if len(code) > 1 and known_kind_code(head, repair=True) == code and len(tail) > 1 and _known_issuer(tail):
            return code, _known_issuer(tail)
    return None


_LOST_SLASH_IN_PARTY = re.compile(r"^(CTr|NQ|KL|CT|KH|TB|QD|QĐ|BC|HD|DA|ĐA|CV)[lI1|](TW|TU|BCD\w*|BCĐ\w*|HU|DU|ĐU)$")


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
    term = match[2].translate(_DIGIT_LETTERS)
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


def _mend_symbol(symbol: _Symbol, year: str) -> None:
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
    for at, segment in enumerate(symbol.segments):
        known = known_kind_code(segment, repair=len(symbol.segments) > 1) if at == 0 else ""
        mended = _repair_legislature(known or _known_issuer(segment) or segment, year)
        if mended != segment:
            symbol.segments[at] = mended
            symbol.evidence.append("ocr_letter")


def _mend_joint(joint: str, symbol: _Symbol, year: str) -> tuple[str, list[str]]:
    """The sign between number and symbol, and what had to be mended."""
    sign = joint.strip()
    party = (
        len(symbol.segments) == 2
        and symbol.signs[0] == "/"
        and word_to_flat(symbol.segments[1]).startswith(_PARTY_ISSUERS)
    )
    if party and known_kind_code(symbol.segments[0]):
        return "-", [] if sign == "-" else ["misprint" if sign == "/" else "lost_hyphen"]
    if sign in ("/", "-"):
        return sign, []
    return "/", ["ocr_letter" if sign == "//" else "lost_slash"]


def _is_plausible(match: re.Match[str], symbol: _Symbol) -> bool:
    """Without its slash a number is believed only before a kind's code; a hyphen asks for a code, too."""
    if not any(sign.isdigit() for sign in match["number"]):
        return bool(match["year"])
    sign = match["joint"].strip()
    coded = bool(known_kind_code(symbol.segments[0], repair=True)) and len(symbol.segments) > 1
    if sign in ("", "7", "\\"):
        return coded or bool(match["year"] and sign and len(symbol.segments) > 1)
    if sign == "-" and not match["year"]:
        return (
            coded
            or "lost_slash" in symbol.evidence
            or known_kind_code(symbol.segments[0]) != ""
            or symbol.segments == ["CP"]
        )
    return True


def _match_to_number(text: FlatText, match: re.Match[str]) -> DocNumber | None:
    year = "".join((match["year"] or "").translate(_DIGIT_LETTERS).split())
    if year and not 1945 <= int(year) <= 2060:
        return None
    at = match.start("symbol")
    symbol, taken = _split_symbol(text.clean[at : match.end()], match["symbol"])
    _mend_symbol(symbol, year)
    if not _is_plausible(match, symbol):
        return None
    joint, evidence = _mend_joint(match["joint"], symbol, year)
    number, more = _mend_digits(match)
    coded = known_kind_code(symbol.segments[0]) if len(symbol.segments) > 1 or not year else ""
    issuer = symbol.segments[1] if coded and len(symbol.segments) > 1 else symbol.segments[0]
    return DocNumber(
        match.start(),
        at + taken,
        number,
        year,
        joint,
        symbol.text(),
        coded,
        issuer,
        tuple(dict.fromkeys([*more, *evidence, *symbol.evidence])),
    )


def _mend_digits(match: re.Match[str]) -> tuple[str, list[str]]:
    printed = match["number"]
    letter = printed[-1] if printed[-1].isalpha() and printed[-1] not in "OolI" else ""
    core = printed[: len(printed) - len(letter)]
    number = "".join(core.translate(_DIGIT_LETTERS).split()) + letter
    evidence = ["ocr_digit"] if number != "".join(printed.split()) else []
    if " " in core or " " in (match["year"] or ""):
        evidence.append("stray_space")
    if (match["year"] or "").translate(_DIGIT_LETTERS) != (match["year"] or ""):
        evidence.append("ocr_digit")
    return number, evidence


def _shared_symbol(text: FlatText, found: DocNumber) -> list[DocNumber]:
    """The numbers before one whose symbol they share: `số 18, 19-NQ/TW`."""
    before = _LIST_BEFORE.search(text.flat, max(0, found.start - 80), found.start)
    if before is None:
        return []
    base = before.start("items")
    return [
        replace(
            found,
            start=base + item.start(),
            end=base + item.end(),
            number=item[1],
            year=item[2] or found.year,
            evidence=("shared_symbol",),
        )
        for item in _ITEM.finditer(before["items"])
    ]


def text_to_numbers(text: FlatText) -> Iterator[DocNumber]:
    """All numbers with a symbol, in order; nothing is said yet about what stands before them."""
    at = 0
    while match := _NUMBER.search(text.flat, at):
        found = _match_to_number(text, match)
        if found is None:
            at = match.end("number")
            continue
        yield from _shared_symbol(text, found)
        yield found
        at = found.end
