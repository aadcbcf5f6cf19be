"""Numbers without their symbol: printed so, `Quyết định số 27 ngày 15/3/2022`, `Công điện 232 của Thủ tướng Chính phủ`,
or with one that cannot be read, `Nghị quyết số 300-NG@/TW`: that is a reference too, and flagged.
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

NO_SYMBOL, SYMBOL_UNREAD = "no_symbol", "symbol_unread"
_UNITS = re.compile(r"\s*%|\s*/\s*[0-9]|-\s*[0-9A-Z]|[.,][0-9]|\.{2}|[A-Za-z/]")


@cache
def _pattern() -> re.Pattern[str]:
    words = [word for word, kind in lexicon().kind_by_word.items() if not kind.short_names and not kind.by_name]
    return re.compile(
        rf"(?<![a-z])(?P<kind>{words_to_pattern(words)})\s+(?P<so>s[o06](?![a-z])\s*:?\s*)?(?P<number>[0-9]{{1,5}}[a-z]?)(?:/(?P<year>(?:19|20)[0-9]{{2}}))?(?:(?P<unread>[-/](?=\S*[A-Z]{{2}})\S*[^\s.,;:)])|(?![0-9/]))",
        re.IGNORECASE,
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
                evidence=(SYMBOL_UNREAD if unread else NO_SYMBOL,),
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
