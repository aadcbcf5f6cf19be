"""The body of a report: heading, title, sections with sentences, citations, figures and footnotes."""

from __future__ import annotations

import random
import re

from tests.synthesis.ledger import Ledger
from tests.synthesis.setting import Setting, words
from tests.synthesis.spec import Block, Head, Paragraph
from tests.synthesis.values import whole

_SLOT = re.compile(r"\{(cite|n|place)\}")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_NOTE_SHARE = 0.16


def heading(dice: random.Random, setting: Setting) -> list[Block]:
    space = dice.choice(["", " "])
    left = ("ỦY BAN NHÂN DÂN", setting.place.upper())
    title = f"Tình hình thực hiện công tác cải cách hành chính {setting.period}"
    return [
        Head(left, f"Số: {setting.number}{space}/{setting.symbol}", f"{setting.province}, {setting.long_date}"),
        Paragraph("BÁO CÁO", bold=True, align="center", before=12),
        Paragraph(title, bold=True, align="center", before=0),
        Paragraph("Kính gửi: Bộ Nội vụ", align="center", before=8),
    ]


def body(dice: random.Random, ledger: Ledger, sections: int, long_note: bool) -> list[Block]:
    """`sections` sections of a few paragraphs; with `long_note` one of the notes runs over a page end."""
    blocks: list[Block] = [Paragraph(_filled(dice.choice(words()["openings"]), ledger, notes=False))]
    place_of_long = dice.randrange(sections) if long_note else -1
    for index in range(sections):
        blocks.append(Paragraph(f"{_ROMAN[index]}. {words()['sections'][index]}", bold=True, before=8, keep=True))
        for turn in range(dice.randint(2, 4)):
            text = ". ".join(_filled(sentence, ledger) for sentence in dice.sample(words()["sentences"], 3))
            mark = ledger.note(long=True) if index == place_of_long and turn == 0 else ""
            blocks.append(Paragraph(_ended(text, mark, dice, ledger)))
    return blocks


def signature() -> list[Block]:
    return [
        Paragraph("TM. ỦY BAN NHÂN DÂN", bold=True, align="right", before=16, keep=True),
        Paragraph("CHỦ TỊCH", bold=True, align="right", before=0),
    ]


def _ended(text: str, mark: str, dice: random.Random, ledger: Ledger) -> str:
    """A full stop at the end, sometimes with a note before or after it; two markers never stand side by side."""
    if not mark and dice.random() < _NOTE_SHARE:
        mark = ledger.note()
    return f"{text}{mark}." if dice.random() < 0.6 and not text.endswith("}") else f"{text}.{mark}"


def _filled(template: str, ledger: Ledger, notes: bool = True) -> str:
    """The sentence with its slots filled from left to right; notes come after citations, figures and words."""
    parts: list[str] = []
    for piece in _SLOT.split(template):
        if piece == "cite":
            parts.append(ledger.cite("body"))
        elif piece == "n":
            parts.append(whole(ledger.dice.randrange(1, 10 ** ledger.dice.randint(1, 5)), ledger.dice))
        elif piece == "place":
            parts.append(ledger.setting.place)
        else:
            parts.append(piece)
            continue
        if notes and piece != "place" and ledger.dice.random() < _NOTE_SHARE:
            parts.append(ledger.note())
    return "".join(parts)
