"""Numbers without their symbol: printed so, `Quyết định số 27 ngày 15/3/2022`, `Công điện 232 của Thủ tướng Chính phủ`,
or one of both cannot be read, `Nghị quyết số 300-NG@/TW`, `Quyết định số 0§/QĐ-UBND`: references too, and flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from models.legal.dates import date_after
from models.legal.flat import FlatText
from models.legal.issuers import issuer_after
from models.legal.lexicon import Kind, flat_key, lexicon, words_to_pattern
from models.legal.numbers import DocNumber

NO_SYMBOL, SYMBOL_UNREAD, NUMBER_UNREAD = "no_symbol", "symbol_unread", "number_unread"
_UNITS = re.compile(r"\s*%|\s*/\s*[0-9]|-\s*[0-9A-Z]|[.,][0-9]|\.{2}|[A-Za-z/]")
# A symbol, whatever a scan made of it; a number in which figures became signs, "0§".
_SYMBOL = r"(?P<unread>[-/](?=\S*[A-Z]{2})\S*[^\s.,;:)])"
_SPOILT = (
    r"(?P<spoilt>(?![0-9]{1,5}[A-Za-z]?[-/])(?=[^\s/,;()-]{0,5}[0-9])[^\s/,;()-]{1,6}"
    rf"(?={_SYMBOL.replace('?P<unread>', '?:')}))"
)


@cache
def _pattern() -> re.Pattern[str]:
    words = [word for word, kind in lexicon().kind_by_word.items() if not kind.short_names and not kind.by_name]
    return re.compile(
        rf"(?<![a-z])(?i:(?P<kind>{words_to_pattern(words)})\s+(?P<so>s[o06](?![a-z])\s*:?\s*)?)"
        rf"(?P<number>{_SPOILT}|[0-9]{{1,5}}[A-Za-z]?)(?:/(?P<year>(?:19|20)[0-9]{{2}}))?(?:{_SYMBOL}|(?![0-9/]))"
    )


def text_to_partials(text: FlatText) -> Iterator[tuple[int, DocNumber, Kind]]:
    """(start of the mention, its number, its kind), where something else shows that a document is meant.

    That is a date or an issuer after the number; a bare `Quyết định 06` is a short name and no reference.
    """
    for match in _pattern().finditer(text.flat):
        if not text.flat[match.start()].isupper() and not match["so"]:
            continue
        unread = match["unread"] is not None
        if not (match["so"] if unread else _is_reference(text, match)):
            continue
        lost = NUMBER_UNREAD if match["spoilt"] else SYMBOL_UNREAD if unread else NO_SYMBOL
        kind = lexicon().kind_by_word[flat_key(match["kind"])]
        yield (
            match.start(),
            DocNumber(
                match.start("number"),
                match.end(),
                match["number"],
                match["year"] or "",
                joint="",
                symbol="",
                kind_code="",
                issuer_code="",
                evidence=(lost,),
            ),
            kind,
        )


def _is_reference(text: FlatText, match: re.Match[str]) -> bool:
    if match["year"]:
        return True
    if _UNITS.match(text.flat, match.end()):
        return False
    if date_after(text.flat, match.end()):
        return True
    issuer, _ = issuer_after(text, match.end())
    return bool(issuer) and (bool(match["so"]) or len(match["number"]) > 2)
