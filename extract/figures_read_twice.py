"""Figures in running text, read a second time: numbers of documents, dates, quantities in paragraphs and notes.

Two readers that go wrong in different ways seldom agree on a wrong figure (on generated scans they never did). So a
word with figures of which the engine is not sure is shown to the second reader too. Where both read the same, the word
is sure. Where they differ it is unsure, and whatever is taken from it is flagged. A sign that engines take figures for
gives way to the figure that the second reader sees in its place; such a word stays unsure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from extract.ink.pixels import GrayImage
from extract.ocr.base import FigureReader
from extract.raster import Sheet
from models.records import Box, Line, Marker, NotePiece, Word

# A word of which the engine is this sure is read once; where a word of the page was read wrong, all are read twice.
SURE = 0.9
# What a word is worth that both readers read, and at most one that they read differently.
AGREED, DIFFERENT = 0.95, 0.5
# The second reader is asked what stands in the place of a sign only if it is this sure of the whole word.
CLEAR = 0.8
# What engines take figures for: signs that print has not, and letters where figures stand beside them.
SIGNS, LETTERS = frozenset("§ŠšÑñØø|!?@[]"), frozenset("IlOoÓóÉéÖöSsZzB")
# What they take for a 6 in some types: no word or symbol has these letters beside a figure.
SIXES = frozenset("óÓéÉ")
# What they take the stroke behind a number for.
STROKES = frozenset("IlJi|!")
# What may stand in a word with such sixes.
AMONG_SIXES = LETTERS | STROKES
# An 8 read as "§" alone, a 1 as "I". A sign that no word has is asked for however sure the engine is of it, "Ø7".
SPOILT = re.compile(r"[IlO]*[|!][IlO]*[.,;:)]*|[Il][.,;:)]*")
STRANGE = re.compile(r"[\dIlO]*[§ŠÑØ][\dIlO]*[.,;:)]*")
# So is the ó or é that it sees in a 6 of some types: alone, "tháng ó năm", with zeros, before a symbol or in a date,
# "óóO", "Oó-ĐA/TU", "ó/11/2023", or beside figures; with strokes behind a figure, "3.óói". "Éo" and "ói" are words.
SIX = re.compile(
    r"(?<![^\W_])(?:[0-9OoóÓ]*[óÓ][0-9OoóÓ]*|[éÉ])(?![^\W_])|\d[óÓéÉ]|[óÓéÉ]\d"
    r"|(?<=\d[.,])[0-9OoIlJióÓ]*[óÓ][0-9OoIlJióÓ]*(?![^\W_])|[Il1]*[óÓ]{2}[0-9OoIlJióÓ]*(?![^\W_])"
)
# The symbol of a document behind its number and year, as the second reader has it: "12/2021/QD-TTg".
SYMBOL = re.compile(r"[0-9](?:/[0-9]{4})?[-/][A-Z][A-Za-z&/.-]+$")
# "QĐÐ": the engine sees Đ twice, once as the letter of other languages that looks like it.
TWO_D = re.compile("[ĐÐ]{2}")
ENDS = " .,;:()“”\"'‘’…"
DASHES = str.maketrans("–—−", "---")
# White around the ink of a word (pixels).
MARGIN = 2


def text_read_twice(
    lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker], sheet: Sheet, reader: FigureReader
) -> tuple[tuple[Line, ...], tuple[NotePiece, ...]]:
    """Body lines and notes, figures in doubt read twice; what is a marker is no part of the word that it touches."""
    # A marker without a place of its own cannot be told from the figures of its word.
    glued = {(m.line, m.word) for m in markers if m.line >= 0 and m.box == lines[m.line].words[m.word].box}
    body = [w for n, line in enumerate(lines) for i, w in enumerate(line.words) if (n, i) not in glued]
    noted = [word for note in notes for line in note.lines for word in line.words]
    marks = [m.box for m in markers if (m.line, m.word) not in glued]
    again = words_read_twice([*body, *noted], marks, sheet, reader)
    changed = {id(word): new for word, new in zip([*body, *noted], again, strict=True) if new is not word}
    if not changed:
        return tuple(lines), tuple(notes)
    told = tuple(replace(note, lines=tuple(_with(line, changed) for line in note.lines)) for note in notes)
    return tuple(_with(line, changed) for line in lines), told


def _with(line: Line, changed: dict[int, Word]) -> Line:
    return replace(line, words=tuple(changed.get(id(word), word) for word in line.words))


def words_read_twice(
    words: Sequence[Word], marks: Sequence[Box], sheet: Sheet, reader: FigureReader
) -> tuple[Word, ...]:
    """The words in their order, those in doubt as both readers have them; `marks` are painted out first."""
    found = list(words)
    asked = {i for i, word in enumerate(words) if _is_asked(word)}
    wrong = _read(found, sorted(asked), marks, sheet, reader)
    if wrong:
        rest = {i for i, word in enumerate(words) if has_figures(word.text)} - asked
        _read(found, sorted(rest), marks, sheet, reader)
    return tuple(found)


def _is_asked(word: Word) -> bool:
    if STRANGE.fullmatch(word.text) or SIX.search(word.text):
        return True
    return word.confidence < SURE and (has_figures(word.text) or SPOILT.fullmatch(word.text) is not None)


def _read(words: list[Word], places: Sequence[int], marks: Sequence[Box], sheet: Sheet, reader: FigureReader) -> bool:
    """Put the words at these places as both readers have them; whether one of them was read differently."""
    images = tuple(word_to_image(words[i], marks, sheet) for i in places)
    differ = False
    for i, (text, confidence) in zip(places, reader.read(images), strict=True):
        new = word_of_two_readings(words[i], text, confidence)
        differ = differ or new.confidence <= DIFFERENT < words[i].confidence
        words[i] = new
    return differ


def word_to_image(word: Word, marks: Sequence[Box], sheet: Sheet) -> GrayImage:
    """The pixels of a word, the markers in them white."""
    x0, top, x1, bottom = sheet.box_to_pixels(word.box)
    left, high = max(0, x0 - MARGIN), max(0, top - MARGIN)
    image = sheet.gray[high : bottom + MARGIN, left : x1 + MARGIN].copy()
    for mark in marks:
        if mark.overlap(word.box.grown(2 * MARGIN * sheet.scale)) > 0:
            a, b, c, d = sheet.box_to_pixels(mark)
            image[max(0, b - high - 1) : max(0, d - high + 1), max(0, a - left - 1) : max(0, c - left + 1)] = 255
    return image


def word_of_two_readings(word: Word, text: str, confidence: float) -> Word:
    """The word with what a second reading of it says, of which that reader is so sure."""
    if not text:
        return word
    if text_to_core(text) == text_to_core(word.text):
        return replace(word, text=TWO_D.sub("Đ", word.text), confidence=max(word.confidence, AGREED))
    mended = text_mended(word.text, text) if confidence >= CLEAR else ""
    if not mended and text_to_figures(text) == text_to_figures(word.text) and not _is_other_symbol(word.text, text):
        return word  # letters differ: the second reader knows no Vietnamese
    return replace(word, text=mended or word.text, confidence=min(word.confidence, DIFFERENT))


def _is_other_symbol(text: str, second: str) -> bool:
    """Whether a document's symbol reads differently; the second reader may leave out the last letter of a long word."""
    core = text_to_core(second)
    return SYMBOL.search(core) is not None and not text_to_core(text).startswith(core)


def text_to_core(text: str) -> str:
    """The text without accents and without the stops and brackets around it; dashes are one, a Đ seen twice too."""
    text = TWO_D.sub("Đ", text)
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.translate(DASHES).replace("Đ", "D").replace("đ", "d").replace("Ð", "D").strip(ENDS)


def text_to_figures(text: str) -> tuple[str, ...]:
    """The runs of digits of a text, with the stops, commas and strokes between digits."""
    return tuple(re.findall(r"[0-9]+(?:[.,/][0-9]+)*", text))


def has_figures(text: str) -> bool:
    return re.search("[0-9]", text) is not None


def is_figure_in_doubt(word: Word) -> bool:
    """Whether two readers read a word with figures differently, or the engine was as unsure of it."""
    return word.confidence <= DIFFERENT and has_figures(word.text)


def text_mended(text: str, second: str) -> str:
    """`text` with signs that figures are taken for read as `second` reads them; "" where other figures differ.

    Letters stay, since the second reader knows no Vietnamese, but for those of the symbol of a document, which are
    capitals: those it reads better.
    """
    text = TWO_D.sub("Đ", text)
    ends = len(text.rstrip(ENDS))
    word, rest = text[:ends], text[ends:]
    second = second.strip(ENDS)
    symbol = SYMBOL.search(second)
    plain, other = (one.replace("Đ", "D").translate(DASHES) for one in (word, second))
    parts: list[str] = []
    for start, end, low, high in _stretches(plain, other):
        old, new = word[start:end], second[low:high]
        misread = _is_misread(word, start, end, new)
        if plain[start:end] == other[low:high] or not (misread or symbol or has_figures(old + new)):
            parts.append(old)
        elif misread or not (has_figures(old + new) or (not new and end == len(word))):
            parts.append(new)
        else:
            return ""
    mended = "".join(parts)
    return mended + rest if mended != word and text_to_figures(mended) == text_to_figures(second) else ""


def _is_misread(word: str, start: int, end: int, seen: str) -> bool:
    """Whether a part of a word is what figures are taken for, or a stroke, where the second reader has seen that."""
    part, before, behind = word[start:end], word[:start].rstrip(".,")[-1:], word[end:].lstrip(".,")[:1]
    if seen == "/":
        return STROKES.issuperset(part) and before.isdecimal() and (behind.isdecimal() or behind.isupper())
    if not part or not (seen.isdecimal() or not seen):
        return False
    # No symbol has what a 6 is taken for: a figure at one side will do, or a zero read as a letter.
    among = (before + behind).isdecimal() or part == word
    six = any(six.start() <= start and end <= six.end() for six in SIX.finditer(word))
    return SIGNS.issuperset(part) or (among and LETTERS.issuperset(part)) or (six and AMONG_SIXES.issuperset(part))


def _stretches(plain: str, other: str) -> Iterator[tuple[int, int, int, int]]:
    """Where parts of one text stand in another: letter by letter where both are as long, else as they fit best."""
    if len(plain) == len(other):
        return ((i, i + 1, i, i + 1) for i in range(len(plain)))
    return ((a, b, c, d) for _, a, b, c, d in SequenceMatcher(None, plain, other, autojunk=False).get_opcodes())
