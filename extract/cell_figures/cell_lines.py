"""Lines of a cell read one by one where some of their words are in doubt, and what of it is taken.

Accents that stand high, as in Gentium, reach into the line above: the engine, which reads a column of cells as one
block, then takes `đến` for `đền`. A line that it sees alone it reads well. Boxes in pixels of the image of the cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract import spelling
from extract.cell_figures.second_look import words_without_marks
from extract.ink.line_images import LineImage, gray_to_pieces, pieces_to_letter_height, pieces_to_line_images
from extract.ink.pixels import GrayImage
from extract.layout import words_to_lines
from extract.line_reading import ENOUGH, line_image_to_words, said
from extract.ocr.base import OcrEngine
from extract.tall_words import sureness
from models.records import Word

# A word with letters of which the engine is less sure than this is doubtful.
DOUBTED = 0.7
# How far a line reaches above and below its base line, in heights of a letter.
ABOVE, BELOW = 1.9, 0.5


def is_doubted(word: Word) -> bool:
    """Whether a word of letters is badly read, or has a letter that Vietnamese has not: "Lñy"."""
    letters = [c for c in word.text.lower() if c.isalpha()]
    return bool(letters) and (word.confidence < DOUBTED or is_strange(word))


def is_strange(word: Word) -> bool:
    """Whether a word has a letter that Vietnamese has not, or a sign that no word has; single ones may be print."""
    return len(word.text) > 1 and spelling.is_strange(word.text)


def asks_for_lines(words: Sequence[Word]) -> bool:
    """Whether the lines of a cell are to be read one by one: words in doubt, or accents read as words."""
    return any(map(is_doubted, words)) or len(words_without_marks(words)) < len(words)


def words_read_by_lines(gray: GrayImage, words: Sequence[Word], dpi: float, engine: OcrEngine) -> tuple[Word, ...]:
    """The words of a cell with those that read better when their line is seen alone."""
    kept = words_without_marks(words)
    marks = [word for word in words if word not in kept]
    pieces = gray_to_pieces(gray)
    letter = pieces_to_letter_height(pieces)
    images = pieces_to_line_images(gray, pieces, letter) if letter else ()
    lines = words_to_lines(kept)
    if not images:
        return tuple(words)
    if len(images) != len(lines):
        again = [word for image in images for word in _level_words(image, letter, dpi, engine)]
        return tuple(again) if _is_better(again, kept) else tuple(words)
    found: list[Word] = []
    for line, image in zip(lines, images, strict=True):
        marked = any(line.box.top - line.box.height < mark.box.y_mid < line.box.bottom for mark in marks)
        if marked or any(map(is_doubted, line.words)):
            found += surer_words(line.words, _level_words(image, letter, dpi, engine))
        else:
            found += line.words
    return tuple(found)


def _level_words(image: LineImage, letter: float, dpi: float, engine: OcrEngine) -> list[Word]:
    """The words of one line, all as high as a line is: a tall one is not to stand in the line above."""
    top, bottom = image.base - ABOVE * letter, image.base + BELOW * letter
    words = line_image_to_words(image, dpi, engine)
    return [replace(word, box=replace(word.box, top=top, bottom=bottom)) for word in words]


def surer_words(words: Sequence[Word], again: Sequence[Word]) -> Sequence[Word]:
    """Two readings of one line: word by word the surer where both have as many, else the surer line."""
    if len(words) != len(again):
        return again if _is_better(again, words) else words
    return [_surer(*pair) for pair in zip(words, again, strict=True)]


def _surer(word: Word, other: Word) -> Word:
    """The surer reading of one word, at the place of the first; never one with a letter that is none."""
    better = not is_strange(other) and (is_strange(word) or other.confidence > word.confidence)
    return replace(other, box=word.box) if better else word


def _is_better(again: Sequence[Word], words: Sequence[Word]) -> bool:
    return sureness(again) > sureness(words) and said(again) > ENOUGH * said(words)
