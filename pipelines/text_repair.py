"""Damage that is plain without a form: a letter in a number, a known name of a column, marks of a usual wording."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files

from extract.tables.headers import column_names
from pipelines.label_repair import same_wording
from pipelines.misreading import bare, is_word, letters, reading_cost, text_to_plain

_NUMBER = re.compile(
    r"(?<![\w.])(?=[^\W_]*[\dóÓ])[0-9lI|OoƠơØøóÓ]{2,}(?!\w)|(?<!\w)[óÓ](?= (?:tháng|năm|ngày|quý)\b)"
    r"|(?<=\b[Nn]gày )[lI|O]{1,2}(?=(?: tháng |/)[0-9lIO])"
)
"""Digits and letters of the same shape: `l6`, `2O17`, `I0`, `1ó`; the day of a date, which is no Roman number."""
_DIGITS = str.maketrans("lI|OoƠơØøóÓ", "11100000066")
_SHARE = 0.25
"""Cost, as a share of the letters, up to which a reading is a known name; the next one costs as much more."""
_OFTEN = 2


def text_with_digits(text: str) -> str:
    """The numbers within a text of words put right; a text without words, which may be a figure, stays."""
    if not any(len(word) > 1 and word.isalpha() and is_word(word) for word in text.split()):
        return text
    return _NUMBER.sub(lambda found: found[0].translate(_DIGITS), text)


@cache
def _usual(kind: str) -> Mapping[str, str]:
    """The wordings of usual_wordings.toml by their letters without marks: `cells` or `openings`."""
    wordings = tomllib.loads(files("pipelines").joinpath("usual_wordings.toml").read_text(encoding="utf-8"))[kind]
    return {bare(wording): wording for wording in wordings}


def text_with_usual_marks(text: str) -> str:
    """The marks put right of a text that is a usual wording, or begins with one: "Tông cộng" is "Tổng cộng"."""
    core = text.rstrip(" .,:;")
    known = _usual("cells").get(bare(core))
    if known is None:
        core = " ".join(text.split()[:2])
        known = _usual("openings").get(bare(core)) if text.startswith(f"{core} ") else None
    return text if known is None else _cased_as(core, known) + text[len(core) :]


def _cased_as(read: str, known: str) -> str:
    """`known` in the case of the reading; the reading itself where that is a case of no wording, as of a name."""
    if read.isupper():
        return known.upper()
    if not read[1:].islower():
        return read
    return known if read[0].isupper() else known.lower()


def names_to_vocabulary(names: Iterable[str]) -> frozenset[str]:
    """The names of columns that forms have, and those that the document prints more than once."""
    often = {name for name, times in Counter(map(text_to_plain, names)).items() if times >= _OFTEN and letters(name)}
    known = frozenset(column_names())
    return known | {name for name in often if not any(_cost(name, other) <= _SHARE for other in known)}


def name_to_repair(name: str, vocabulary: Collection[str]) -> str:
    """A name of a column put right where one known name stands out."""
    plain = text_to_plain(name).strip()
    if not letters(plain) or plain in vocabulary:
        return plain
    close = sorted((_cost(plain, other), other) for other in vocabulary)
    clear = close and close[0][0] <= _SHARE and (len(close) < 2 or close[1][0] - close[0][0] >= _SHARE)
    return close[0][1] if clear else plain


def _cost(read: str, known: str) -> float:
    """Cost for each letter of a known name, endless where it cannot be meant."""
    if not same_wording(read, known):
        return float("inf")
    return reading_cost(read, known) / max(1, len(letters(known)))
