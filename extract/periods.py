"""The period a report covers, from its title.

Normal form, so that periods sort and join: a year `2022`, a quarter `2022-Q3`, a half year `2022-H1`, a month
`2022-09`, months in a row `2022-01/2022-09`, years in a row `2021/2025`. The first period named is the one reported;
the next is usually the plan. A period without its year is not guessed.
"""

from __future__ import annotations

import re

from extract.figures import text_to_plain

_YEAR = r"(?:19|20)\d\d"
_DAY = re.compile(
    rf"\bngay\s+\S{{1,2}}\s+th[a-z]ng\s+\S{{1,2}}\s+nam\s+{_YEAR}|\d{{1,2}}/\d{{1,2}}/{_YEAR}|\d+/{_YEAR}/\S+"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PARTS = re.compile(
    rf"""\bqu[yi]\s+(?P<quarter>[1-4]\b|[il1]{{1,3}}\b|iv\b|lv\b)
    |\b0?6\s+th[a-z]ng,?\s+(?P<half>dau|cuoi)\s+nam
    |\b0?(?P<months>[369])\s+th[a-z]ng(?!\s+(?:\d|cuoi))
    |\bth[a-z]ng\s+(?P<month>0?[1-9]|1[0-2])(?![\d])
    |\b(?P<from>{_YEAR})\s*[-–—]\s*(?P<to>{_YEAR})\b
    |\bnam\s+(?P<year>{_YEAR})\b""",
    re.VERBOSE,
)


def text_to_period(title: str) -> str:
    """The first period a title names, in normal form; empty when it names none, or none with a year."""
    plain = _DAY.sub(" ", text_to_plain(title).lower())
    for found in _PARTS.finditer(plain):
        period = _match_to_period(found, plain)
        if period:
            return period
    return ""


def _match_to_period(found: re.Match[str], plain: str) -> str:
    if found["year"]:
        return found["year"]
    if found["from"]:
        return f"{found['from']}/{found['to']}"
    later = re.search(rf"(?<!\d){_YEAR}(?!\d)", plain[found.end() :])
    if not later:
        return ""
    year = later.group()
    if found["quarter"]:
        return f"{year}-Q{_quarter(found['quarter'])}"
    if found["half"]:
        return f"{year}-H{1 if found['half'] == 'dau' else 2}"
    if found["months"]:
        return f"{year}-01/{year}-{int(found['months']):02}"
    return f"{year}-{int(found['month']):02}"


def _quarter(told: str) -> int:
    """Arabic or Roman; a scan reads I as l or 1."""
    if re.fullmatch(r"[1-4]", told):
        return int(told)
    return _ROMAN[told.replace("l", "i").replace("1", "i")]
