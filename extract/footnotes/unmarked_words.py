"""The words of a body line as they are without a marker that touches them, read again where it spoilt them.

Boxes in points on the page as scanned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.footnotes.notes import REACH
from extract.footnotes.seen_markers import Seen
from extract.marker_text import DOT
from extract.ocr.base import OcrEngine
from extract.raster import Sheet
from models.records import Box, Line, Word

# White around a word that is read alone (pixels).
BORDER = 12
STOPS = ".,;:"
# Words of which an engine is less sure may be garbage.
SURE_WORD = 0.85
# Words that stand one upon another are, and go for any that are as sure as this; so many before a marker are looked at.
LEGIBLE, NEAR = 0.5, 3
# Engines make no more signs of a marker than it has, and these.
SMUDGES = 2
# What engines make of a raised figure at the end of a word, if no letter or figure.
SMUDGED = re.compile(r"^(?P<word>.*[\w)\]%][.,;:]*)[^\w\s.,;:)\]%]+(?P<rest>[.,;:)]*)$")


def line_without_mark(line: Line, seen: Seen, sheet: Sheet, engine: OcrEngine) -> tuple[Line, int]:
    """The line with the word before the mark read again without it, and the index of that word; -1 where none is."""
    box = seen.box
    words = [w for w in line.words if w.box.x0 < box.x0 - 1 or not box.grown(1).holds(w.box.x_mid, w.box.y_mid)]
    before = [i for i, w in enumerate(words) if w.box.x0 < box.x_mid and w.box.x1 > box.x0 - REACH]
    if not before:
        return line, -1
    # A word that begins in the mark is made of it, and of what stands behind: "**LÀ" of "17** hồ".
    index = next((i for i in reversed(before) if words[i].box.x0 < box.x0 - 1), before[-1])
    first = _start_of_garbage(words, index)
    # Of a long row of stars engines read the first, "quả*".
    starred = ("*" in seen.text or seen.text == DOT) and "*" in words[index].text
    if first < index or starred or words[index].box.x1 > box.x0 + 0.25 * box.width or index != before[-1]:
        read = _words_without_mark(line, seen, sheet, engine)
        again = _words_between(read, words[first].box.x0, box.x0) if first < index else ()
        if again and min(w.confidence for w in again) >= LEGIBLE:
            words[first : index + 1] = again
            index = first + len(again) - 1
        else:
            words[index] = _word_without_mark(words[index], seen, read)
    return Line(tuple(words), line.box), index


def _start_of_garbage(words: Sequence[Word], index: int) -> int:
    """Where the words that an engine made no sense of begin, up to this one: two one upon another, one not sure.

    The marker spoilt them: "tin, tia hi" of "tin, bài.***".
    """
    for first in range(max(0, index - NEAR), index):
        left, right = words[first : first + 2]
        if left.box.x1 > right.box.x0 + 1 and min(left.confidence, right.confidence) < SURE_WORD:
            return first
    return index


def _words_without_mark(line: Line, seen: Seen, sheet: Sheet, engine: OcrEngine) -> tuple[Word, ...]:
    """What is read in a line when the mark is painted out (points)."""
    room = 0.4 * line.box.height
    x0, top, x1, bottom = sheet.box_to_pixels(Box(line.box.x0, line.box.top - room, line.box.x1, line.box.bottom + 2))
    white = np.full((bottom - top + 2 * BORDER, x1 - x0 + 2 * BORDER), 255, np.uint8)
    white[BORDER:-BORDER, BORDER:-BORDER] = sheet.gray[top:bottom, x0:x1]
    left, high, right, low = sheet.box_to_pixels(seen.box)
    rows = slice(max(0, high - top + BORDER - 1), low - top + BORDER + 1)
    edge = 0 if seen.text.isdigit() else 1
    white[rows, left - x0 + BORDER - edge : right - x0 + BORDER + 1] = 255
    return tuple(
        replace(word, box=word.box.moved(x0 - BORDER, top - BORDER).scaled(sheet.scale))
        for word in engine.read(white, sheet.dpi, "line")
    )


def _word_without_mark(word: Word, seen: Seen, read: Sequence[Word]) -> Word:
    """The word as it was `read` with the mark painted out, else without the signs at its end."""
    parts = _words_between(read, word.box.x0, min(word.box.x1, seen.box.x0))
    text = "".join(part.text for part in parts)
    said = text.rstrip(STOPS)
    first, rest = word.text[: len(said)], word.text[len(said) :]
    # A short line alone may read as capitals: the first reading has seen more.
    if said and first.lower() == said.lower() and may_be_mark(rest, seen.text):
        stops, own = text[len(said) :], rest[len(rest.rstrip(STOPS)) :]
        behind = (stops or own) if first == said else (own or stops)
        return replace(word, text=first + behind, confidence=min(part.confidence for part in parts))
    # Two readings of one word: the first keeps its letters, and loses what the mark was taken for.
    if len(said) < len(word.text) and sum(a != b for a, b in zip(said, word.text, strict=False)) == 1:
        return replace(word, text=word.text[: len(said)] + text[len(said) :])
    match = SMUDGED.match(word.text)
    return replace(word, text=match["word"] + match["rest"]) if match else word


def may_be_mark(rest: str, mark: str) -> bool:
    """Whether an engine may have made this of the mark: if not, a second reading without it has lost figures."""
    figures, own = (sum(c.isdigit() for c in text) for text in (rest, mark))
    number = mark.strip("()[]")
    # Engines make letters of brackets: "sơl6l," of "sơ[6],".
    if number != mark and re.fullmatch(rf"[^\W\d_]{{1,2}}{re.escape(number)}[^\W\d_]{{0,2}}[.,;:]*", rest):
        return True
    if figures:
        return figures <= own and re.fullmatch(r"[\d()\[\].,;:]+", rest) is not None
    return len(rest) <= len(mark) + SMUDGES


def _words_between(words: Sequence[Word], left: float, right: float) -> list[Word]:
    """What is read there: engines may part a word that they read as one before, "17/07/" and "2022"."""
    middle = (left + right) / 2
    return [w for w in words if left < w.box.x_mid < right or w.box.x0 < middle < w.box.x1]
