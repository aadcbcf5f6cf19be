"""Markers that geometry missed on a scan, because they touch their word: known by what is left of them in the text.

Only where a note of the page has no marker yet, only between the markers of the notes before and after it, and only
where one word alone fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.records import Line, Marker, NotePiece, Word

# What engines make of a small raised figure at the end of a word.
SMUDGE = re.compile(r"^(?P<word>.*[\w)\]][.,;:]?)(?P<mark>[°º'\"”’*!?ˆ^`]{1,3})(?P<rest>[.,;:]*)$")
BY_ORDER = 0.5


def lines_with_glued_markers(
    lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]
) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
    """Body lines without the remains of markers, and the markers with those that were found so."""
    found = list(markers)
    cleaned = list(lines)
    for number in _unanchored(notes, found):
        place = _only_place(cleaned, number, found)
        if place is None:
            continue
        row, index, text = place
        word = cleaned[row].words[index]
        found.append(Marker(str(number), word.box, BY_ORDER, line=row, word=index, after=text))
        words = (*cleaned[row].words[:index], replace(word, text=text), *cleaned[row].words[index + 1 :])
        cleaned[row] = replace(cleaned[row], words=words)
    return tuple(cleaned), tuple(found)


def _unanchored(notes: Sequence[NotePiece], markers: Sequence[Marker]) -> list[int]:
    known = {m.text for m in markers}
    return [int(n.marker) for n in notes if n.marker.isdigit() and n.marker not in known]


def _only_place(lines: Sequence[Line], number: int, markers: Sequence[Marker]) -> tuple[int, int, str] | None:
    """(line, word, text without the marker) of the only word that ends like this marker, in the room left for it."""
    body = [(int(m.text), (m.line, m.word)) for m in markers if m.line >= 0 and m.text.isdigit()]
    first = max((place for n, place in body if n < number), default=(-1, -1))
    last = min((place for n, place in body if n > number), default=(len(lines), 0))
    strong: list[tuple[int, int, str]] = []
    weak: list[tuple[int, int, str]] = []
    for row, line in enumerate(lines):
        for index, word in enumerate(line.words):
            if not first < (row, index) < last:
                continue
            if text := _without_number(word, number):
                strong.append((row, index, text))
            elif text := _without_smudge(word):
                weak.append((row, index, text))
    if len(strong) == 1:
        return strong[0]
    return weak[0] if len(weak) == 1 and not strong else None


def _without_number(word: Word, number: int) -> str:
    """ "TTHC6." and "20226" without their 6; "" for other words."""
    match = re.match(
        rf"^(?P<word>.*[^\W\d][.,;:]?|.*[)\]][.,;:]?|(?:19|20)\d\d[.,;:]?){number}(?P<rest>[.,;:]*)$", word.text
    )
    return match["word"] + match["rest"] if match else ""


def _without_smudge(word: Word) -> str:
    match = SMUDGE.match(word.text)
    # No sentence ends in "!.", however sure the engine is of it.
    doubtful = match is not None and (word.confidence < 0.9 or (match["mark"] == "!" and match["rest"] != ""))
    return match["word"] + match["rest"] if match and doubtful else ""
