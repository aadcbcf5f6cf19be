"""Put accents back that a scan lost, in phrases whose spelling is known: laws, bodies, words of a title."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from models.legal.flat import word_to_flat
from models.legal.lexicon import flat_key, lexicon, words_to_pattern

_TITLE_WORDS = ("sửa đổi, bổ sung một số điều của", "sửa đổi, bổ sung", "bộ luật", "luật", "pháp lệnh", "và", "của")


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    words = lexicon()
    bodies = [*filter(None, words.issuers.values()), *words.words["issuer_heads"], *words.words["issuer_fields"]]
    known = {flat_key(name): name for name in (*_TITLE_WORDS, *bodies) if " " in name or name in _TITLE_WORDS}
    known.update({flat: name for flat, name in words.laws.items() if " " in name and not flat.startswith("luat ")})
    return re.compile(rf"(?<![a-z])(?:{words_to_pattern(known.values())})(?![a-z])", re.IGNORECASE), known


def same_marks(left: str, right: str) -> bool:
    """`Hòa` and `Hoà` carry the same marks on other letters: both are right."""
    return sorted(unicodedata.normalize("NFD", left.lower())) == sorted(unicodedata.normalize("NFD", right.lower()))


def phrase_to_spelled(printed: str) -> str:
    """`printed` with the accents of the known phrases in it; letter case and everything else as printed."""
    pattern, known = _phrases()
    letters = list(printed)
    for match in pattern.finditer(word_to_flat(printed)):
        name = known[flat_key(match.group())]
        here = printed[match.start() : match.end()]
        if len(name) != len(here) or same_marks(name, here):
            continue
        for at, letter in enumerate(name, match.start()):
            letters[at] = letter.upper() if printed[at].isupper() else letter.lower()
    return "".join(letters)
