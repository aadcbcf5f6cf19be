"""Invented passages with their labels, to train on and to measure with: seeded, so the same seed gives the same texts.

The documents do not exist; numbers, dates and subjects are drawn at random. `damage` does to a text what a scan does.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.legal.evaluate import Label, Passage
from models.legal.lexicon import Kind, lexicon, read_table

_NORMATIVE = {
    "Nghị định": ("CP",),
    "Thông tư": ("BNV", "BTC", "BTP", "BCA"),
    "Nghị quyết": ("HĐND",),
    "Quyết định": ("UBND", "TTg"),
}
_PARTY = (
    "Nghị quyết",
    "Chỉ thị",
    "Kết luận",
    "Kế hoạch",
    "Chương trình",
    "Thông báo",
    "Hướng dẫn",
    "Báo cáo",
    "Quyết định",
)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation and its label's fields: the text, how long its mention is, the canonical."""

    text: str
    length: int
    doc_type: str
    canonical: str


@cache
def _pieces() -> dict[str, list[Any]]:
    return read_table("invent.toml")


def _number_of(kind: Kind, chance: random.Random) -> str:
    code = kind.codes[0] if kind.codes else ""
    if kind.name in _NORMATIVE and chance.random() < 0.5:
        issuer = chance.choice(_NORMATIVE[kind.name])
        return f"{chance.randint(1, 199):02}/{chance.randint(2008, 2026)}/{code}-{issuer}"
    if kind.name in _PARTY and chance.random() < 0.35:
        return f"{chance.randint(1, 399):02}-{code}/{chance.choice(('TW', 'TU', 'TU', 'HU', 'BCĐ'))}"
    body = chance.choice(_pieces()["bodies"])[0]
    if not code or kind.name == "Công văn":
        return f"{chance.randint(3, 9999)}/{body}-{chance.choice(_pieces()['units'])}"
    return f"{chance.randint(3, 9999)}/{code}-{'TTg' if kind.name == 'Chỉ thị' and body[0] == 'B' else body}"


def _date(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2008, 2026)
    if chance.random() < 0.6:
        return f" ngày {day:02}/{month}/{year}"
    return f" ngày {day:02} tháng {month:02} năm {year}"


def _citation(chance: random.Random) -> _Cited:
    kinds = [kind for kind in lexicon().kinds if kind.codes and not kind.by_name and len(kind.codes[0]) > 1]
    common = [
        kind
        for kind in kinds
        if kind.name in _PARTY or kind.name in _NORMATIVE or kind.name in ("Công văn", "Tờ trình")
    ]
    kind = chance.choice(common if chance.random() < 0.85 else kinds)
    number = _number_of(kind, chance)
    words = f"{kind.name}{chance.choice((' số ', ' số ', ' số ', ' số: ', ' '))}{number}"
    tail = _date(chance) if chance.random() < 0.6 else ""
    tail += f" của {chance.choice(_pieces()['bodies'])[1]}" if chance.random() < 0.4 else ""
    return _Cited(words + tail, len(words), kind.name, number)


def _law(chance: random.Random) -> _Cited:
    title = f"Luật {chance.choice(sorted(lexicon().laws.values()))}"
    year = chance.randint(1999, 2026)
    form = chance.random()
    if form < 0.4:
        return _Cited(f"{title} năm {year}", len(title) + 9, "Luật", f"{title} {year}")
    if form < 0.7:
        return _Cited(
            f"{title} ngày {chance.randint(1, 28):02}/{chance.randint(1, 12)}/{year}",
            len(title),
            "Luật",
            f"{title} {year}",
        )
    term = 11 if year < 2007 else 12 if year < 2011 else 13 if year < 2016 else 14 if year < 2021 else 15
    year = max(year, 2003)
    number = f"{chance.randint(1, 99):02}/{year}/QH{term}"
    words = f"{title} số {number}"
    return _Cited(words, len(words), "Luật", number)


def invent_passage(seed: int) -> Passage:
    """One clean passage with one to four references among other text."""
    chance = random.Random(seed)
    text = ""
    labels: list[Label] = []
    for _ in range(chance.randint(1, 4)):
        if chance.random() < 0.4:
            text += chance.choice(_pieces()["fillers"]) + " "
        cited = _law(chance) if chance.random() < 0.15 else _citation(chance)
        text += chance.choice(_pieces()["leads"]) + " "
        labels.append(Label(len(text), len(text) + cited.length, cited.doc_type, cited.canonical))
        text += f"{cited.text} {chance.choice(_pieces()['subjects'])}{chance.choice((';', '.', ','))} "
    return Passage(f"invented-{seed}", text.strip(), False, tuple(labels))


_ACCENT_SLIPS = {
    "ị": "i",
    "ố": "ô",
    "ế": "ê",
    "đ": "d",
    "ư": "u",
    "ờ": "ò",
    "ỉ": "i",
    "ạ": "a",
    "ộ": "ô",
    "ề": "ê",
    "ấ": "â",
    "ậ": "â",
}
_SIGN_SLIPS = {
    "/": ("⁄", "7", "l", ""),
    "-": ("", "- ", " -", "–"),
    "Đ": ("Ð", "D", "ĐÐ"),
    "1": ("l", "I"),
    "0": ("O", "o"),
    "g": ("E", "s"),
}
_LETTER_SLIPS = {"y": "v", "h": "b", "n": "u", "c": "e", "m": "rn", "i": "ì", "u": "ú", "t": "f"}


def damage(passage: Passage, seed: int, rate: float = 0.04) -> Passage:
    """The passage as a poor scan gives it; labels keep what was printed and follow their place."""
    chance = random.Random(seed)
    places: list[int] = []
    text = ""
    for letter in passage.text:
        places.append(len(text))
        text += _slip(letter, chance) if chance.random() < rate else letter
    places.append(len(text))
    labels = tuple(
        Label(places[label.start], places[label.end], label.doc_type, label.canonical) for label in passage.labels
    )
    return Passage(passage.id, text, True, labels)


def _slip(letter: str, chance: random.Random) -> str:
    if letter in _ACCENT_SLIPS:
        return _ACCENT_SLIPS[letter]
    if letter in _SIGN_SLIPS:
        return chance.choice(_SIGN_SLIPS[letter])
    if letter in _LETTER_SLIPS:
        return _LETTER_SLIPS[letter]
    return letter + " " if letter.isupper() and chance.random() < 0.3 else letter
