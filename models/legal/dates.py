"""The date that follows a number: `ngày 30/3/2022`, `ngày 21 tháng 02 năm 2022`; damaged forms say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DIGIT = r"[0-9OolI]"


def _day(name: str) -> str:
    return rf"(?P<{name}>{_DIGIT}(?:\s?{_DIGIT})?)"


def _year(name: str) -> str:
    """A year, also one that a footnote marker of a text layer touches: `20221`."""
    return rf"(?P<{name}>[12lI]\s?[09Oo]\s?{_DIGIT}\s?{_DIGIT})(?:(?=[0-9]{{1,2}}(?![0-9]))|(?![0-9]))"


_LEAD = r"\s*[,.]{0,2}\s*\(?\s*(?:(?:ban\s+hanh|ky|duoc\s+ban\s+hanh)\s+)?"
_DAY_WORD = r"(?:[nu][gqsebø][aàoôuiy][yv]\s*[:,.]?\s*){1,2}"
_GAP = r"\s*[/.\-7]\s*"

_WORDS = rf"{_day('d1')}[\s.,_]*th[aeo]ng[\s.,_]*{_day('m1')}[\s.,_]*[nu][ae](?:m|rn|n)[\s.,_]*{_year('y1')}"
_SIGNS = rf"{_day('d2')}\s*[/.\-]{{1,2}}\s*{_day('m2')}\s*[/.\-]{{1,2}}\s*{_year('y2')}"
_HALF = rf"(?P<dm>[0-9]{{3,4}})\s*/\s*{_year('y3')}|{_day('d4')}\s*/\s*(?P<my>[0-9]{{5,6}})(?![0-9])"
_SHORT = rf"{_day('d5')}\s*/\s*{_day('m5')}\s*/\s*(?P<y5>[0-9]{{2}})(?![0-9/])"
_PACKED = r"(?P<packed>[0-9]{7,8})(?![0-9])"

_AFTER = re.compile(rf"{_LEAD},?\s*{_DAY_WORD}(?:{_WORDS}|{_SIGNS}|{_HALF}|{_SHORT}|{_PACKED})", re.IGNORECASE)
_BARE = re.compile(rf"\s*[,(]?\s*(?:{_WORDS}|{_SIGNS})", re.IGNORECASE)
# What stands behind `ngày` with a figure in it, other than a day without its year: a date that cannot be read.
_NO_YEAR = r"\d{1,2}(?:\s?[/.\-]\s?\d{1,2})?[,.;:)]*(?:\s|$)"
_UNREAD = re.compile(rf"{_LEAD},?\s*{_DAY_WORD}(?![…._/])(?!{_NO_YEAR})(?=\S*\d)\S+", re.IGNORECASE)
# `ngày 24 tháng năm 2021`, `ngày 2l tháng I! năm 2021`, `ngày 11 tháfØ 4 năm 2024`: a day is there, so that nothing was
# left to be filled in.
_UNREAD_WORDS = re.compile(
    rf"{_LEAD},?\s*{_DAY_WORD}(?=\S{{0,2}}\d)\S{{1,3}}\s+t\S{{2,7}}\s+(?:[^\s;,.]{{1,3}}\s+)?nam\s+(?:\S{{0,3}}\d|[^\w\s.,;:…])",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r"\s*,?\s*cung\s+ngay\b", re.IGNORECASE)
_LETTERS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """`iso` is empty when what stands there is no day of the calendar; `end` is an offset into the flat text."""

    iso: str
    end: int
    repaired: bool = False


def parts_to_iso(day: str, month: str, year: str) -> str:
    """ISO form of three printed numbers; empty when there is no such day or the year is out of reach."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return found.isoformat() if 1945 <= found.year <= 2060 else ""


def packed_to_parts(digits: str) -> tuple[str, str]:
    """Day and month of `3112` or `305`, printed without their separator; the day is the one with two digits."""
    if len(digits) == 4:
        return digits[:2], digits[2:]
    two_first = digits[:2], digits[2:]
    return two_first if parts_to_iso(*two_first, "2000") else (digits[:1], digits[1:])


def _digits(text: str | None) -> str:
    return "".join((text or "").translate(_LETTERS).split())


def match_to_date(match: re.Match[str]) -> FoundDate:
    """The date of a match of one of the patterns above."""
    groups = match.groupdict()
    repaired = any(not (value or "0").isdigit() for value in groups.values())
    if groups.get("packed"):
        packed = groups["packed"] or ""
        day, month = packed_to_parts(packed[:-4])
        return FoundDate(parts_to_iso(day, month, packed[-4:]), match.end(), repaired=True)
    if groups.get("dm"):
        day, month = packed_to_parts(groups["dm"] or "")
        return FoundDate(parts_to_iso(day, month, _digits(groups["y3"])), match.end(), repaired=True)
    if groups.get("my"):
        tail = groups["my"] or ""
        return FoundDate(parts_to_iso(_digits(groups["d4"]), tail[:-4], tail[-4:]), match.end(), repaired=True)
    if groups.get("y5"):
        # `05/01/22` leaves the century to the reader: numbers with a kind's code are of this one.
        iso = parts_to_iso(_digits(groups["d5"]), _digits(groups["m5"]), f"20{groups['y5']}")
        return FoundDate(iso, match.end(), repaired=True)
    form = "1" if groups.get("d1") else "2"
    day, month, year = (_digits(groups[name + form]) for name in "dmy")
    return FoundDate(parts_to_iso(day, month, year), match.end(), repaired)


def date_after(flat: str, at: int, *, bare: bool = False) -> FoundDate | None:
    """The date that starts at `at`; with `bare` also one without the word `ngày`."""
    match = _AFTER.match(flat, at) or (_BARE.match(flat, at) if bare else None)
    return match_to_date(match) if match else None


def unread_date_after(flat: str, at: int) -> bool:
    """Whether a date starts at `at` that no day of the calendar can be read from: `ngày 42/02/2018`, `ngày 12l02/2018`.

    A day without its year, or a blank left for it, is as it was printed.
    """
    found = date_after(flat, at)
    if found:
        return not found.iso
    return any(pattern.match(flat, at) for pattern in (_UNREAD, _UNREAD_WORDS))


def same_day_after(flat: str, at: int) -> int:
    """Where `cùng ngày` ends when it stands at `at`, else -1."""
    match = _SAME_DAY.match(flat, at)
    return match.end() if match else -1
