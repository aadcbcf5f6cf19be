"""What stands before a number: the word for the kind, `số`, or only a list that began with a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from models.legal.dates import date_after
from models.legal.lexicon import Kind, Lexicon, distance, flat_key, lexicon, words_to_pattern
from models.legal.numbers import DocNumber
from models.legal.symbols import known_issuer

REACH = 120  # letters before a number that may hold its kind: a type word, an issuer and a colon
_SO = r"s[o06](?![a-z])\s*(?:hieu\s*)?[:.,|_'‘]*\s*"
_JUNK_SO = r"s[^\s/-]{0,2}\s+"  # `số` as scans print it: `sĩ`, `s7`, `s”`
_SO_END = re.compile(rf"(?<![a-z]){_SO}$", re.IGNORECASE)
_LOOSE_SO = re.compile(
    r"(?P<words>(?:(?![sS][oO0a6bce]\s)[^\s:;,.()]{1,12}\s+){1,4})(?P<so>[sS][oO0a6bce](?![a-z])\s*[:.,]*\s*)?$"
)
_SENTENCE_END = re.compile(r"[;.!?]\s|\n\s*[-+•]\s|\n\s*\n")
_OWN_NUMBER = re.compile(r"S[oO0]\s*[:.]?\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a mention starts and what kind it is; `direct` tells a kind that stands right before the number.

    `word_end` is where the printed word for the kind ends, 0 when it is not printed in full.
    """

    start: int
    kind: Kind
    direct: bool
    evidence: tuple[str, ...] = ()
    word_end: int = 0


@dataclass(frozen=True, slots=True)
class _Patterns:
    direct: re.Pattern[str]
    kinds: re.Pattern[str]
    codes: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = lexicon()
    kinds = words_to_pattern(words.kind_by_word).replace(r"\s+", r"\s*")  # a scan may drop the blank: `Nghịđịnh`
    between = words_to_pattern(words.words["between"])
    codes = "|".join(sorted((re.escape(key) for key in words.flat_kind_codes if len(key) > 1), key=len, reverse=True))
    return _Patterns(
        re.compile(
            rf"(?<![a-z])(?P<kind>{kinds})(?:\s+(?:{between}))*(?:\s*\([^()\n]{{1,25}}\))?\s*[:,]?\s*\(?\s*(?P<so>{_SO}|{_JUNK_SO})?$",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![a-z])(?P<kind>{kinds})(?![a-z])", re.IGNORECASE),
        re.compile(rf"(?<![A-Za-z])(?P<kind>{codes})\s+(?:{_SO})?$"),
    )


@cache
def _kinds_by_letters() -> dict[str, Kind]:
    return {word.replace(" ", ""): kind for word, kind in lexicon().kind_by_word.items()}


def _kind_named(printed: str) -> Kind:
    """The kind of a printed word, with or without its blanks."""
    return _kinds_by_letters()["".join(printed.lower().split())]


def kind_fits(kind: Kind, code: str) -> bool:
    """Whether a number with this kind code may belong to the kind; a công văn's number has none."""
    return kind.any_code or code in kind.codes or (not code and (not kind.codes or "CV" in kind.codes))


def implied_kind(words: Lexicon, found: DocNumber) -> Kind | None:
    """The kind that the code inside the number names; the National Assembly's own numbers are those of laws."""
    if found.year and re.fullmatch(r"QH[0-9]{1,2}", found.symbol):
        return words.kind_by_word["luat"]
    return words.kind_by_code.get(found.kind_code)


def _official_letter(found: DocNumber) -> Kind | None:
    """Công văn for `số 78/UBND-HCC`, whose head was not read: its symbol names an office and a desk, and no kind.

    Nghị định 30/2020/NĐ-CP, annex I, gives a công văn no abbreviation of its kind.
    """
    issuer, _, desk = found.symbol.partition("-")
    return lexicon().kind_by_word["cong van"] if not found.kind_code and desk and known_issuer(issuer) else None


def _direct_head(flat: str, found: DocNumber) -> Head | None:
    low = max(0, found.start - REACH)
    window = flat[low : found.start]
    words = lexicon()
    if match := _patterns().direct.search(window):
        kind = _kind_named(match["kind"])
        return Head(low + match.start(), kind, direct=True, word_end=low + match.end("kind"))
    if match := _patterns().codes.search(window):
        codes = words.flat_kind_codes[match["kind"].upper()]
        code = found.kind_code if found.kind_code in codes else codes[0]
        return Head(low + match.start(), words.kind_by_code[code], direct=True)
    return None


def _damaged_head(flat: str, found: DocNumber) -> Head | None:
    """A kind whose letters a scan hurt (`Quvết đinh`), or of which one word is left (`Nghị số`, `văn số`)."""
    low = max(0, found.start - 60)
    match = _LOOSE_SO.search(flat, low, found.start)
    if match is None:
        return None
    printed = [(word.start(), word.group().lower()) for word in re.finditer(r"\S+", match["words"])]
    best: tuple[float, int, Kind] | None = None
    for word, kind in lexicon().kind_by_word.items():
        count = word.count(" ") + 1
        if count > len(printed) or count < 2 or not kind_fits(kind, found.kind_code):
            continue
        tail = " ".join(text for _, text in printed[-count:])
        limit = max(1, len(word) // (4 if match["so"] else 6))
        steps = distance(tail, word, limit)
        if steps <= limit and (best is None or (steps / len(word), -count) < (best[0], 0)):
            best = (steps / len(word), printed[-count][0], kind)
    if best:
        return Head(match.start("words") + best[1], best[2], direct=True, evidence=("ocr_kind",))
    kind_left = implied_kind(lexicon(), found)
    at, last = printed[-1]
    if kind_left and match["so"] and last in flat_key(kind_left.name).split() and len(last) > 2:
        return Head(match.start("words") + at, kind_left, direct=True, evidence=("lost_word",))
    return None


_STRAY_DIGIT = re.compile(r"\bs[o06](?![a-z])\s*[:.]?\s*(?P<digit>[0-9]\s)$", re.IGNORECASE)


def _head_before_stray_digit(flat: str, found: DocNumber) -> Head | None:
    """`Nghị định số 2 96/2016/NĐ-CP`: a lone digit between `số` and a number that has its year."""
    match = _STRAY_DIGIT.search(flat, max(0, found.start - 10), found.start) if found.year else None
    head = _direct_head(flat, replace(found, start=match.start("digit"))) if match else None
    return replace(head, evidence=(*head.evidence, "stray_digit")) if head else None


def _list_head(flat: str, found: DocNumber, previous: tuple[int, Kind] | None) -> Head | None:
    """The kind at the beginning of a list, found back in the clause or carried over from the item before."""
    so = _SO_END.search(flat, max(0, found.start - 14), found.start)
    start = so.start() if so else found.start
    low = max(0, start - REACH, previous[0] if previous else 0)
    window = flat[low:start]
    nearest = None
    for match in _patterns().kinds.finditer(window):
        kind = _kind_named(match["kind"])
        if kind_fits(kind, found.kind_code) and not _SENTENCE_END.search(window, match.end()):
            nearest = kind
    if nearest and so and (":" in window or previous is None or not kind_fits(previous[1], found.kind_code)):
        return Head(start, nearest, direct=False)
    if previous and kind_fits(previous[1], found.kind_code) and _continues(flat, previous[0], start, bool(so)):
        return Head(start, previous[1], direct=False)
    return None


_JOINING = re.compile(r"[\s,;)]*(?:va|den|hoac|va\s+cac)?\s*\(?\s*", re.IGNORECASE)


def _continues(flat: str, end: int, start: int, has_so: bool) -> bool:
    """Whether what stands between two items, the date of the first left out, keeps them in one list."""
    dated = date_after(flat, end)
    if _JOINING.fullmatch(flat, dated.end if dated and dated.end < start else end, start):
        return True
    gap = flat[end:start]
    return has_so and len(gap) < 500 and not re.search(r"\.\s+[A-Z]|\n\s*\n", gap)


def find_head(flat: str, found: DocNumber, previous: tuple[int, Kind] | None) -> Head | None:
    """What kind the number at `found` is. `previous` is the end and kind of the mention before.

    None when the number has no kind of its own and names none: a document's own number line, a code in a table.
    """
    head = _direct_head(flat, found) or _damaged_head(flat, found) or _head_before_stray_digit(flat, found)
    if head:
        return head
    listed = _list_head(flat, found, previous)
    if listed:
        return listed
    so = _SO_END.search(flat, max(0, found.start - 14), found.start)
    kind = implied_kind(lexicon(), found) or (_official_letter(found) if so else None)
    if kind is None or ("-" not in found.symbol and "/" not in found.symbol and not found.year):
        return None
    if so and _OWN_NUMBER.search(flat, max(0, found.start - 14), found.start):
        return None
    return Head(so.start() if so else found.start, kind, direct=False, evidence=("kind_from_symbol",))
