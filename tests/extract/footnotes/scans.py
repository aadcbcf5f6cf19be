"""Generated pages as a scan shows them, with the print that is on them as the PDF itself tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.footnotes.marker_search import lines_with_sought_markers
from extract.ink.pixels import GrayImage
from extract.layout import words_to_lines
from extract.ocr import names_to_readers
from extract.ocr.base import FigureReader
from extract.pdf import open_document, page_to_image, page_to_text_layer
from extract.raster import Sheet, image_to_sheet
from models.records import Box, Line, Marker, NotePiece, Word
from tests.factories import document, stored
from tests.synthesis import degrade
from tests.synthesis.spec import Paragraph

DPI = 300
BOX = Box(0, 0, 10, 10)
PRINTED = (
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch cải cách năm 2020{^3}, giao các sở, ban, ngành và",
    "địa phương tổ chức thực hiện theo thẩm quyền, báo cáo kết quả trước ngày 15 hằng tháng.",
)
# Notes stand below this (points), text above it.
NOTES, TEXT = 600, 400


@dataclass(frozen=True, slots=True)
class Scan:
    """A page scanned at 300 dpi; lines and markers of its text and of its notes, the lines without the markers."""

    sheet: Sheet
    lines: tuple[Line, ...]
    raised: tuple[Word, ...]
    note_lines: tuple[Line, ...]
    note_raised: tuple[Word, ...]


def pdf_to_scan(content: bytes) -> Scan:
    """The first page of a born-digital PDF."""
    with TemporaryDirectory() as folder:
        with open_document(stored(Path(folder), content)) as opened:
            layer = page_to_text_layer(opened, 1)
        with open_document(stored(Path(folder), degrade(content, "clean300"), "scan.pdf")) as opened:
            sheet = image_to_sheet(page_to_image(opened, 1, DPI), DPI)
    lines = words_to_lines(layer.words)
    return Scan(
        sheet,
        tuple(line for line in lines if line.box.bottom < TEXT),
        tuple(word for word in layer.raised if word.box.bottom < TEXT),
        tuple(line for line in lines if line.box.top > NOTES),
        tuple(word for word in layer.raised if word.box.top > NOTES),
    )


class Misreads:
    """Reads as its fellow, and does not see one sign: the strokes of "[11]" are lost on a scan of 150 dpi."""

    def __init__(self, reader: FigureReader, sign: str = "1") -> None:
        self.reader, self.sign = reader, sign

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        return tuple((text.replace(self.sign, ""), sure) for text, sure in self.reader.read(images, alphabet))


def note(marker: str) -> NotePiece:
    return NotePiece(marker, 1, (), BOX)


@cache
def scanned(*texts: str) -> tuple[Sheet, tuple[Line, ...]]:
    """A page of paragraphs scanned at 300 dpi, and its lines without the markers."""
    content = document(*(Paragraph(text, size=13) for text in texts), notes=["Một ghi chú."] * 21)
    scan = pdf_to_scan(content)
    return scan.sheet, scan.lines


def sought(given: tuple[Line, ...], sheet: Sheet, *numbers: str) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
    readers = names_to_readers("tesserocr", "rapidocr")
    return lines_with_sought_markers(given, [note(n) for n in numbers], [], sheet, readers)


def smudged(given: tuple[Line, ...], right: str, text: str) -> tuple[int, tuple[Line, ...]]:
    """Which line holds the right word, and the lines with it misread."""
    row = next(i for i, line in enumerate(given) if right in line.text)
    words = tuple(
        replace(w, text=text, box=replace(w.box, x1=w.box.x1 + 6)) if w.text == right else w for w in given[row].words
    )
    return row, (*given[:row], Line(words, given[row].box), *given[row + 1 :])
