"""Laws, codes and ordinances: cited by their title with a number, a year or a date.

`Luật Đầu tư số 61/2020/QH14`, `Luật Thanh tra năm 2022`, `Luật Ngân sách nhà nước ngày 25/6/2015`. A title with none of
the three (`Luật Viên chức`, `Luật này`) is no reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from models.legal.dates import FoundDate, date_after
from models.legal.flat import FlatText, word_to_flat
from models.legal.lexicon import Kind, distance, flat_key, lexicon, words_to_pattern
from models.legal.spelling import phrase_to_spelled

_HEAD = re.compile(
    r"(?<![A-Za-z])(?P<kind>[Bb][oộ]\s+[Ll][uo][aoei][tf]|L[UuOo][AaOoEe][TtfF]|luat|P[Hh][AaÁ][Pp]\s+[Ll][EeẹỆ][Nn][Hh])\s+(?=\S)"
)
_NOT_LAW = re.compile(r"(?:phap|ky|quy|he|dinh|dao|ban|du|bo)\s+$", re.IGNORECASE)
_LAWYER = re.compile(r"sư(?!\w)(?!\s+(?:năm|số|ngày|[0-9]))", re.IGNORECASE)
_AMENDING = re.compile(r"s[uư]a\s+d[oô]i", re.IGNORECASE)
_LAW_WORD = re.compile(r"\b(?:bo\s+luat|luat|phap\s+lenh)\b", re.IGNORECASE)
_YEAR_TAIL = re.compile(
    r"\s*,?\s*\(?\s*(?:[nu][ae](?:m|rn|n)\s+)?(?P<year>(?:19|2[0o])[0-9o]{2})(?![0-9]{2}|[./-][0-9]|/[A-Z])",
    re.IGNORECASE,
)
_NUMBER_TAIL = re.compile(r"\s*,?\s*\(?\s*(?:(?:luat\s+)?s[o06](?![a-z])\s*:?\s*)(?=[0-9OolI]{1,3}\s*/)", re.IGNORECASE)
_PASSED = re.compile(r"\s*,?\s*(?:da\s+)?(?:duoc\s+)?Quoc\s+hoi\b[^.;]{0,80}?thong\s+qua\s+", re.IGNORECASE)
_WORD = re.compile(r"\s*(?P<sign>[,\-]?)\s*(?P<word>[A-Za-z&]+)")
_STOPS = frozenset(
    {
        *("này", "nầy", "trên", "do", "có", "được", "đã", "trong", "đến", "từ", "nhằm", "của", "nêu", "khi", "thì"),
        *("là", "cho", "với", "số", "ngày", "năm", "điều", "khoản", "điểm", "hiện", "tại", "theo", "các", "việc"),
        *("giai", "quý", "cuối"),
    }
)
_NUMBER_WORD = re.compile(r"(?:số\s*[0-9]|(?:ngày|năm|này|được|đã|khoản|điểm)\b)", re.IGNORECASE)
_WORDS_AFTER_LISTED = 2  # `Luật Thanh tra sửa đổi năm 2022`
_MAX_WORDS = 18


@dataclass(frozen=True, slots=True)
class LawName:
    """A law's title at `start:name_end`; it is cited by `year` (or `date`), or a number follows at `number_at`."""

    start: int
    end: int
    kind: Kind
    title: str
    year: str = ""
    date: FoundDate | None = None
    number_at: int = -1
    evidence: tuple[str, ...] = ()


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"(?:{words_to_pattern(lexicon().laws.values())})(?![a-z])", re.IGNORECASE)


@cache
def _other_kinds() -> re.Pattern[str]:
    """Words for documents that no title of a law holds."""
    kinds = [kind for kind in lexicon().kinds if kind.codes and not kind.short_names and not kind.by_name]
    names = [kind.name for kind in kinds if len(kind.codes[0]) > 1 and kind.name not in _IN_TITLES]
    return re.compile(rf"\s(?:{words_to_pattern(names)})(?![a-z])", re.IGNORECASE)


_IN_TITLES = ("Hợp đồng", "Quy định", "Quy chế", "Báo cáo")


def _kind_of(printed: str) -> Kind:
    flat = flat_key(printed)
    name = "Bộ luật" if flat.startswith("bo") else "Pháp lệnh" if flat.startswith("ph") else "Luật"
    return lexicon().kind_by_word[flat_key(name)]


def _title_ends(text: FlatText, start: int, *, amending: bool) -> Iterator[int]:
    """Offsets where a title that starts at `start` may end, the nearest first."""
    listed = _listed().match(text.flat, start)
    at = listed.end() if listed else start
    if listed:
        yield at
    left = _MAX_WORDS * 3 if amending else _WORDS_AFTER_LISTED if listed else _MAX_WORDS
    for count in range(left):
        match = _WORD.match(text.flat, at)
        if match is None or not _belongs(text, match, first=not listed and count == 0, amending=amending):
            return
        at = match.end()
        law_word = _LAW_WORD.match(text.flat, match.start("word"))
        if inner := (law_word and _listed().match(text.flat, law_word.end() + 1)):
            at = inner.end()
        yield at


def _belongs(text: FlatText, match: re.Match[str], *, first: bool, amending: bool) -> bool:
    """Whether a word is still part of the title."""
    start = match.start("word")
    if first:
        return True
    if _other_kinds().match(text.flat, start - 1):
        return False
    if amending:
        return not _NUMBER_WORD.match(text.clean, start)
    if match["sign"] == "," and not _comma_belongs(text.flat, match):
        return False
    return not _LAW_WORD.match(text.flat, start) and text.clean[start : match.end()].lower() not in _STOPS


def _comma_belongs(flat: str, match: re.Match[str]) -> bool:
    """A comma inside a title stands before a small letter: `Luật Quản lý, sử dụng tài sản công`."""
    return flat[match.start("word")].islower() and match["word"].lower() not in (
        "thuc",
        "trien",
        "trong",
        "cac",
        "de",
        "theo",
    )


def _tail(flat: str, at: int) -> tuple[str, FoundDate | None, int, int]:
    """(year, date, where a number starts, end of the mention) of what follows a title; all empty when nothing does."""
    if number := _NUMBER_TAIL.match(flat, at):
        return "", None, number.end(), at
    passed = _PASSED.match(flat, at)
    found = date_after(flat, passed.end() if passed else at, bare=True)
    if found:
        return found.iso[:4], found, -1, at
    if passed is None and (year := _YEAR_TAIL.match(flat, at)):
        return year["year"].lower().replace("o", "0"), None, -1, year.end("year")
    return "", None, -1, at


def text_to_laws(text: FlatText) -> Iterator[LawName]:
    """Laws cited by title, in order; a law inside the title of an amending law is part of it."""
    at = 0
    while match := _HEAD.search(text.flat, at):
        at = match.end()
        if _NOT_LAW.search(text.flat, max(0, match.start() - 6), match.start()) and not match["kind"][0].isupper():
            continue
        if _LAWYER.match(text.clean, match.end()):
            continue
        if match["kind"] == "luat" and not text.flat[match.end()].isupper():
            continue
        found = _head_to_law(text, match)
        if found:
            yield found
            at = max(found.end, found.number_at)


def _head_to_law(text: FlatText, match: re.Match[str]) -> LawName | None:
    amending = bool(_AMENDING.match(text.flat, match.end()))
    kind = _kind_of(match["kind"])
    for end in _title_ends(text, match.end(), amending=amending):
        year, found, number_at, last = _tail(text.flat, end)
        if not year and number_at < 0:
            continue
        title, evidence = _spell_title(text, match.start(), end)
        return LawName(match.start(), last, kind, title, year, found, number_at, evidence)
    return None


def _spell_title(text: FlatText, start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """The title as printed, its accents as the listed names have them, letter case as printed."""
    printed = " ".join(text.clean[start:end].split())
    spelled = _spell_damaged_head(phrase_to_spelled(printed))
    listed = nearest_listed(spelled)
    if listed and listed != spelled:
        return listed, ("ocr_letter",)
    evidence = (
        ("unlisted_title",) if not listed and not _AMENDING.match(word_to_flat(spelled.partition(" ")[2])) else ()
    )
    return spelled, evidence if spelled == printed else (*evidence, "ocr_letter")


def nearest_listed(title: str) -> str:
    """The title itself when it is listed; the one listed title that a few slips away; else empty.

    A title's letter case is the printed one, so case is no difference.
    """
    kind, _, name = title.partition(" ")
    if kind.lower() == "bộ":
        more, _, name = name.partition(" ")
        kind = f"{kind} {more}"
    flat = flat_key(name)
    if flat in lexicon().laws:
        return title
    limit = 0 if len(flat) < 8 else 1 if len(flat) < 12 else 2 if len(flat) < 24 else 3
    near = [known for key, known in lexicon().laws.items() if limit and distance(flat, key, limit) <= limit]
    return f"{kind} {near[0]}" if len(near) == 1 else ""


def _spell_damaged_head(title: str) -> str:
    first, _, rest = title.partition(" ")
    return (
        f"Luật {rest}"
        if word_to_flat(first).lower() != "luat" and distance(word_to_flat(first).lower(), "luat", 1) == 1
        else title
    )
