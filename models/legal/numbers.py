"""The number of a document, `08/2022/QĐ-UBND`, found by its shape and written as the issuing office writes it.

What a scan does to it (a letter for a digit, a lost slash or hyphen, a blank inside) is read as a candidate, and each
repair is named in `evidence`: nothing is repaired in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from models.legal.flat import FlatText, word_to_flat
from models.legal.lexicon import Kind, lexicon
from models.legal.symbols import (
    DIGIT_LETTERS,
    SPECKS,
    Symbol,
    code_for_kind,
    is_of_party,
    known_issuer,
    known_kind_code,
    may_follow,
    mend_joint,
    mend_symbol,
)

_GAP = r"(?:[ ]?\n\s{0,60}|[ ]{0,2})"  # nothing, a blank, or a line end with the indent of the next line
_CAPITALS = r"[A-Z](?:[A-Z0-9&]|[a-z](?![a-z]))*+"
_LOST_SLASH = r"(?:CTr|NQ|KL|CT|KH|TB|QD|BC|HD|DA|CV)[lI1|7](?:TW|TU|BCD|HU|DU)"
_BROKEN = r"(?<=[sS][oO][ ])[0-9]{1,4}[ ][0-9]{1,4}(?=/[A-Z])"  # `số 1 441/QĐ-UBND`
_DIGITS = rf"(?:{_BROKEN}|[0-9OolI]{{1,10}}(?![A-Z])|[0-9OolI]{{0,6}}[0-9Oo])(?:[a-h]|[A-H](?=/))?(?:\.[0-9]{{1,3}})?"
_YEAR = r"[12lI][ ]?[09Oo][ ]?[0-9OolI][ ]?[0-9OolI]"
_SLASH = r"(?:/{1,2}|[lI|\\](?=[12][0-9]{3}/))"


def _code_to_pattern(code: str) -> str:
    """A known code, also with blanks that a scan put between its letters: `Q Đ`, `KH CN`."""
    return " ?".join(map(re.escape, word_to_flat(code)))


@cache
def _number() -> re.Pattern[str]:
    words = lexicon()
    codes = sorted((code for code in {*words.kind_by_code, *words.issuers} if len(code) > 1), key=len, reverse=True)
    known = "|".join(map(_code_to_pattern, codes))
    spaced = rf"(?:U ?B ?T ?V ?)?Q ?H ?[0-9lI]{{2}}|(?:{known})(?![A-Za-z0-9&])"
    segment = rf"(?:{_LOST_SLASH}|{spaced}|(?<=[-/ ])[0-9](?=[A-Z]){_CAPITALS}|{_CAPITALS})(?:(?![A-Za-z])|(?=ng[aà]y))"
    symbol = rf"{segment}(?:(?:{_GAP}[-/]{_GAP}(?:(?<=[ ])-)?|\.){segment}){{0,5}}"
    return re.compile(
        rf"(?:(?<![0-9A-Za-z/])(?<![0-9][.,])|(?<=[\s(:,][sS][oO]))(?P<number>{_DIGITS})"
        rf"(?:{_GAP}{_SLASH}{_GAP}(?P<year>{_YEAR})(?![0-9]{{2}}))?"
        rf"(?P<joint>['’]?{_GAP}(?:/{{1,2}}(?:{_GAP}['’‘](?=[A-Z]))?|-|[7lI|\\](?=[A-Z])){_GAP}|{_GAP})"
        rf"(?P<symbol>{symbol})"
    )


_LIST_BEFORE = re.compile(
    r"\bs[o06](?![a-z])\s*[:.]?\s*(?P<items>(?:[0-9]{1,5}[a-z]?(?:/(?:19|20)[0-9]{2})?(?:\s*[,;]\s*|\s+va\s+|\s*[,;]\s+va\s+))+)$",
    re.IGNORECASE,
)
_SUFFIXES = "abcdefghABCDEFGH"  # `1842b/CTPH-…`
_WITH_YEAR = ("NĐ-CP",)  # these numbers always carry their year
_ITEM = re.compile(r"([0-9]{1,5}[a-z]?)(?:/([12][0-9]{3}))?")


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number found at `start:end` of the flat text. `kind_code` is the kind's abbreviation, empty in a công văn.

    One that shares the symbol of a later number has its `until` where that ends, else it is 0.
    """

    start: int
    end: int
    number: str
    year: str
    joint: str
    symbol: str
    kind_code: str
    issuer_code: str
    evidence: tuple[str, ...] = ()
    until: int = 0

    @property
    def canonical(self) -> str:
        """The number as the office writes it, without spaces."""
        year = f"/{self.year}" if self.year else ""
        return f"{self.number}{year}{self.joint}{self.symbol}" if self.symbol else f"{self.number}{year}"


_PART = re.compile(rf"({_GAP}[-/]{_GAP}(?:(?<=[ ])-)?|\.)")


def _split_symbol(clean: str, flat: str, after: str) -> tuple[Symbol, int]:
    """Segments of a matched symbol and how many of its letters they take: a gap may have led into the next sentence."""
    symbol = Symbol([], [])
    taken = at = 0
    pieces = _PART.split(flat)
    for turn in range(0, len(pieces), 2):
        part, sign = pieces[turn], pieces[turn - 1] if turn else ""
        start = at + len(sign) if turn else 0
        if turn and not may_follow(symbol, sign, part, flat[start + len(part) :] + after):
            break
        if turn:
            symbol.signs.append(sign.strip()[:1] or "-")
            if sign[:1] == " " and "\n" not in sign:
                symbol.evidence.append("stray_space")
        if " " in part:
            symbol.evidence.append("stray_space")
        symbol.segments.append("".join(clean[start : start + len(part)].split()))
        at = taken = start + len(part)
    return symbol, taken


def _is_plausible(match: re.Match[str], symbol: Symbol) -> bool:
    """Without its slash a number is believed only before a kind's code; a hyphen asks for a code, too."""
    sign = match["joint"].strip(SPECKS)
    coded = bool(known_kind_code(symbol.segments[0], repair=True)) and len(symbol.segments) > 1
    if not any(sign.isdigit() for sign in match["number"]):
        called = match.string.endswith(("so ", "So "), 0, match.start())
        return bool(match["year"]) or (coded and called and sign in ("/", "-"))
    if sign not in ("/", "//", "-"):
        # "092UBND-HCC": the slash is lost, or a digit of it.
        official = not match["joint"].isspace() and len(symbol.segments) > 1 and known_issuer(symbol.segments[0]) != ""
        return coded or official or bool(match["year"] and sign and len(symbol.segments) > 1)
    if sign == "-" and not match["year"]:
        return (
            coded
            or "lost_slash" in symbol.evidence
            or known_kind_code(symbol.segments[0]) != ""
            or symbol.segments[0] in lexicon().issuers
            or is_of_party(symbol)
        )
    return True


def _match_to_number(text: FlatText, match: re.Match[str]) -> DocNumber | None:
    year = "".join((match["year"] or "").translate(DIGIT_LETTERS).split())
    if year and not 1945 <= int(year) <= 2060:
        return None
    at = match.start("symbol")
    symbol, taken = _split_symbol(
        text.clean[at : match.end()], match["symbol"], text.flat[match.end() : match.end() + 8]
    )
    taken += _issuer_after_blank(text, at + taken, symbol)
    rest = text.clean[at + taken : at + taken + 1]
    taken += rest.isalpha() and not rest.isascii()  # the last letter of `QĐ-TTø`
    mend_symbol(symbol, year)
    taken += _bracket_after(text, at + taken, symbol)
    if not _is_plausible(match, symbol):
        return None
    joint, evidence = mend_joint(match["joint"], symbol, year)
    number, more = _mend_digits(match, text.clean[match.start("number") : match.end("number")])
    if not year and (parts := _lost_year(match["number"], symbol.text())):
        number, year, more = *parts, [*more, "lost_slash"]
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


def _issuer_after_blank(text: FlatText, at: int, symbol: Symbol) -> int:
    """Add the issuer of `4722/HD UBND`, whose hyphen became a blank; returns how many letters it takes, or 0."""
    if len(symbol.segments) > 1 or not known_kind_code(symbol.segments[0]):
        return 0
    match = _AFTER_BLANK.match(text.clean, at)
    if match is None or match[1] not in lexicon().issuers:
        return 0
    symbol.segments.append(match[1])
    symbol.signs.append("-")
    symbol.evidence.append("lost_hyphen")
    return match.end() - at


def _bracket_after(text: FlatText, at: int, symbol: Symbol) -> int:
    """Add the desk of `581/SNV-TH(CCHC)`, which belongs to the symbol; returns how many letters it takes, or 0."""
    match = _BRACKET.match(text.clean, at) if len(symbol.segments) > 1 else None
    if match is None:
        return 0
    symbol.segments[-1] += match.group()
    return match.end() - at


_BRACKET = re.compile(r"\([A-ZĐ][A-ZĐa-z]{1,7}\)(?!\w)")
_AFTER_BLANK = re.compile(r" ([A-ZĐ][A-Za-zĐ]+)(?!\w)")
_JOINED_YEAR = re.compile(r"([0-9]{1,3})([lI]?)((?:19[4-9]|20[0-6])[0-9])")
# Both slashes, or the first, read as a 7.
_SEVENS = re.compile(r"(?=[0-9]{8})([0-9]{1,4})7((?:19[4-9]|20[0-6])[0-9])7?")
# No office numbers its documents so high.
_MOST_DIGITS = 6


def _lost_year(printed: str, symbol: str) -> tuple[str, str] | None:
    """Number and year of `1032023/TT-BTC`, `98l2024/NĐ-CP` and `21720257/TT-BTC`.

    No office numbers into the hundred thousands.
    """
    if sevens := _SEVENS.fullmatch(printed):
        return sevens[1], sevens[2]
    match = _JOINED_YEAR.fullmatch(printed)
    if match and (match[2] or len(printed) > 5 or symbol in _WITH_YEAR):
        return match[1], match[3]
    return None


# A 6 in print that a scan has worn looks like a letter with a mark, "Oó" for 06.
_SIXES = "óÓ"


def _mend_digits(match: re.Match[str], clean: str) -> tuple[str, list[str]]:
    """Number and repairs; `clean` is the number with the accents that it was read with."""
    signs = zip(match["number"], clean, strict=True)
    printed = "".join("6" if read in _SIXES else sign for sign, read in signs)
    letter = printed[-1] if printed[-1] in _SUFFIXES else ""
    core = printed[: len(printed) - len(letter)]
    if grouped := re.fullmatch(r"([0-9]{1,2})\.([0-9]{3})", core):
        return grouped[1] + grouped[2] + letter, ["misprint"]  # `1.234/UBND-NC`
    number = "".join(core.translate(DIGIT_LETTERS).split()) + letter
    evidence = ["ocr_digit"] if number != "".join(match["number"].split()) or len(number) > _MOST_DIGITS else []
    if " " in core:
        evidence.append("broken_number")
    if " " in (match["year"] or ""):
        evidence.append("stray_space")
    if (match["year"] or "").translate(DIGIT_LETTERS) != (match["year"] or ""):
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
            evidence=(),
            until=found.end,
        )
        for item in _ITEM.finditer(before["items"])
    ]


_FIRST_SEGMENT = re.compile(r"(?P<first>[^-/.]+)(?P<sign>[-/.])(?P<rest>.*)")


def number_for_kind(found: DocNumber, kind: Kind) -> DocNumber:
    """`found` with the kind's code where a scan left something close to it."""
    match = _FIRST_SEGMENT.match(found.symbol)
    code = code_for_kind(match["first"], kind) if match else ""
    if match is None or not code:
        return found
    return replace(
        found,
        symbol=f"{code}{match['sign']}{match['rest']}",
        kind_code=code,
        issuer_code=re.split(r"[-/.]", match["rest"])[0],
        evidence=(*found.evidence, "ocr_letter"),
    )


def number_for_issuer(found: DocNumber, issuer: str) -> DocNumber:
    """`found` with the accents of the printed issuer's initials: `ĐHTD` of `Đại học Tây Đô` is `ĐHTĐ`."""
    code = found.issuer_code
    if len(code) < 3 or code in lexicon().issuers:
        return found
    initials = "".join(word[0] for word in issuer.split() if word not in ("và", "-")).upper()
    confirmed = initials[-len(code) :]
    if confirmed == code or word_to_flat(confirmed) != word_to_flat(code):
        return found
    symbol = found.symbol.replace(code, confirmed)
    return replace(found, symbol=symbol, issuer_code=confirmed, evidence=(*found.evidence, "ocr_letter"))


def text_to_numbers(text: FlatText) -> Iterator[DocNumber]:
    """All numbers with a symbol, in order; nothing is said yet about what stands before them."""
    at = 0
    while match := _number().search(text.flat, at):
        found = _match_to_number(text, match)
        if found is None:
            at = match.end("number")
            continue
        yield from _shared_symbol(text, found)
        yield found
        at = found.end
