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
    r"(?<![A-Za-z])(?P<kind>[Bb][oộ]\s+[Ll][uo][aoei]t|L[UuOo][AaOoEe][Tt]|luat|P[Hh][AaÁ][Pp]\s+[Ll][EeẹỆ][Nn][Hh])\s+(?=\S)"
)
_NOT_LAW = re.compile(r"(?:phap|ky|quy|he|dinh|dao|ban|du|bo)\s+$", re.IGNORECASE)
_LAWYER = re.compile(r"su\b(?!\s+(?:nam|so|ngay|[0-9]))", re.IGNORECASE)
_AMENDING = re.compile(r"s[uư]a\s+d[oô]i", re.IGNORECASE)
_LAW_WORD = re.compile(r"\b(?:bo\s+luat|luat|phap\s+lenh)\b", re.IGNORECASE)
_YEAR_TAIL = re.compile(
    r"\s*,?\s*\(?\s*(?:n[ae]m\s+)?(?P<year>(?:19|20)[0-9]{2})(?![0-9]{2}|[./-][0-9]|/[A-Z])", re.IGNORECASE
)
_NUMBER_TAIL = re.compile(r"\s*,?\s*\(?\s*(?:(?:luat\s+)?s[o06]\b\s*:?\s*)(?=[0-9OolI]{1,3}\s*/)", re.IGNORECASE)
_PASSED = re.compile(r"\s*,?\s*(?:da\s+)?(?:duoc\s+)?Quoc\s+hoi\b[^.;]{0,80}?thong\s+qua\s+", re.IGNORECASE)
_WORD = re.compile(r"\s*(?P<sign>[,\-]?)\s*(?P<word>[A-Za-z&]+)")
_STOPS = frozenset(
    (
        "nay",
        "tren",
        "do",
        "co",
        "hieu",
        "duoc",
        "da",
        "trong",
        "den",
        "tu",
        "nham",
        "cua",
        "quy",
        "neu",
        "khi",
        "thi",
        "la",
        "cho",
        "voi",
        "so",
        "ngay",
        "nam",
        "dieu",
        "khoan",
        "diem",
        "chuong",
        "hien",
    )
)
_MAX_WORDS = 22


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


def _title_ends(flat: str, start: int, *, amending: bool) -> Iterator[int]:
    """Offsets where a title that starts at `start` may end, the nearest first."""
    listed = _listed().match(flat, start)
    at, count = (listed.end(), 1) if listed else (start, 0)
    if listed:
        yield at
    while count < _MAX_WORDS * (3 if amending else 1):
        match = _WORD.match(flat, at)
        if match is None:
            return
        word = match["word"].lower()
        if match["sign"] == "," and not amending and not _comma_belongs(flat, match):
            return
        law_word = _LAW_WORD.match(flat, match.start("word"))
        if law_word and not amending and count:
            return
        if word in _STOPS and not (amending and word in ("cua", "so", "dieu", "quy", "do")):
            return
        if _other_kinds().match(flat, match.start("word") - 1) and count:
            return
        at, count = match.end(), count + 1
        if inner := (law_word and _listed().match(flat, law_word.end() + 1)):
            at = inner.end()
        yield at


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
        return year["year"], None, -1, year.end("year")
    return "", None, -1, at


def text_to_laws(text: FlatText) -> Iterator[LawName]:
    """Laws cited by title, in order; a law inside the title of an amending law is part of it."""
    at = 0
    while match := _HEAD.search(text.flat, at):
        at = match.end()
        if _NOT_LAW.search(text.flat, max(0, match.start() - 6), match.start()) and not match["kind"][0].isupper():
            continue
        if _LAWYER.match(text.flat, match.end()):
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
    for end in _title_ends(text.flat, match.end(), amending=amending):
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
    return spelled, () if spelled == printed else ("ocr_letter",)


def _spell_damaged_head(title: str) -> str:
    first, _, rest = title.partition(" ")
    return (
        f"Luật {rest}"
        if word_to_flat(first).lower() != "luat" and distance(word_to_flat(first).lower(), "luat", 1) == 1
        else title
    )
