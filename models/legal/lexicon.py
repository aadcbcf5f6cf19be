"""What `kinds.toml` and `laws.toml` say, checked and compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from models.errors import ConfigError
from models.legal.flat import word_to_flat


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document; `codes` are its abbreviations inside a number, none for kinds written without one."""

    name: str
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    by_name: bool = False
    short_names: bool = False
    any_code: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Kinds, codes and word lists. Keys of the `flat_` maps are accentless capitals, values as offices print them."""

    kinds: tuple[Kind, ...]
    kind_by_word: dict[str, Kind]
    kind_by_code: dict[str, Kind]
    issuers: dict[str, str]
    misread: dict[str, str]
    flat_kind_codes: dict[str, tuple[str, ...]]
    flat_issuers: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    laws: dict[str, str]


def flat_key(text: str) -> str:
    """A word without accents and case, white space as one blank."""
    return " ".join(word_to_flat(text).lower().split())


def words_to_pattern(words: Iterable[str]) -> str:
    """One alternation of accentless phrases, the longest first, any white space between their words."""
    flat = sorted({flat_key(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in flat)


def distance(left: str, right: str, limit: int) -> int:
    """Edit distance, or `limit + 1` as soon as it is sure to be more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row = row, [i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def read_table(name: str) -> dict[str, Any]:
    """A data file of this package. Raises ConfigError when it is not there or is no TOML."""
    try:
        return tomllib.loads(files("models.legal").joinpath(name).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"models/legal/{name} cannot be read: {error}") from error


def _entry_to_kind(entry: dict[str, Any]) -> Kind:
    try:
        fields = {**entry, "codes": tuple(entry.get("codes", ())), "words": tuple(entry.get("words", ()))}
        return Kind(**fields)
    except TypeError as error:
        raise ConfigError(f"kinds.toml: [[kind]] {entry.get('name', '?')}: {error}") from error


def _by_flat_capitals(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for code in codes:
        key = word_to_flat(code).upper()
        grouped[key] = (*grouped.get(key, ()), code)
    return grouped


@cache
def lexicon() -> Lexicon:
    """The compiled lexicon. Raises ConfigError when a data file does not make sense."""
    table = read_table("kinds.toml")
    kinds = tuple(_entry_to_kind(entry) for entry in table["kind"])
    issuers: dict[str, str] = table["issuers"]
    return Lexicon(
        kinds=kinds,
        kind_by_word={flat_key(word): kind for kind in kinds for word in (kind.name, *kind.words)},
        kind_by_code={code: kind for kind in reversed(kinds) for code in kind.codes},
        issuers=issuers,
        misread=table["misread"],
        flat_kind_codes=_by_flat_capitals(code for kind in kinds for code in kind.codes),
        flat_issuers=_by_flat_capitals(issuers),
        words={name: tuple(values) for name, values in table["words"].items()},
        laws={flat_key(name): name for name in read_table("laws.toml")["names"]},
    )
