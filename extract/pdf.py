"""PDF in; words, drawn rules and rendered pages out. pdfplumber and pypdfium2 are imported here only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from extract.stored_scan import StoredImage, image_is_plain, page_to_stored_scan
from extract.superscripts import words_with_exponents
from models.errors import InputError
from models.records import Box, Ruling, Word

ColourImage = npt.NDArray[np.uint8]

# A printed page of more than this many points is a plan or a poster; rendering it at 300 dpi would fill memory.
MAX_SIDE = 4000.0
# How many pages are read before what the library keeps of them is given back.
HELD = 25
# A drawn line of a table is at most this thick (points); thicker bars are shading.
MAX_RULE = 3.0
# A raised character is smaller than this share of the type size of its word.
RAISED_SIZE = 0.82
# Raised letters are ordinals and degrees, parts of their word; markers are made of these. A comma parts two markers.
RAISED_PARTS = frozenset("0123456789*()[]⁰¹²³⁴⁵⁶⁷⁸⁹")
BETWEEN_MARKERS = ",;"


class Document:
    """An open PDF, read through both libraries. Pages count from 1.

    Both libraries keep something of every page that they were asked for: they are opened anew every `HELD` pages.
    Raises InputError with advice when the file at `path` is not a readable PDF.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._block = 0
        self._pdfium, self._plumber = _opened(path, 0)
        self.pages = len(self._pdfium)

    def page(self, number: int) -> Page:
        """Page `number` as pdfplumber sees it."""
        self._turn_to(number)
        return self._plumber.pages[(number - 1) % HELD]

    def sheet(self, number: int) -> pypdfium2.PdfPage:
        """Page `number` as pdfium sees it; to be closed by the caller."""
        self._turn_to(number)
        return self._pdfium[number - 1]

    def _turn_to(self, number: int) -> None:
        block = (number - 1) // HELD
        if block != self._block:
            self.close()
            self._pdfium, self._plumber = _opened(self._path, block)
            self._block = block

    def close(self) -> None:
        self._plumber.close()
        self._pdfium.close()


def _opened(path: Path, block: int) -> tuple[pypdfium2.PdfDocument, PDF]:
    """Both libraries' documents; pdfplumber's holds the pages of one block alone."""
    try:
        pdfium = pypdfium2.PdfDocument(path)
        pdfium.init_forms()
        return pdfium, pdfplumber.open(path, pages=list(range(block * HELD + 1, (block + 1) * HELD + 1)))
    except pypdfium2.PdfiumError as error:
        raise InputError(_advice(str(error))) from error
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        raise InputError(_advice("password" if isinstance(cause, PDFPasswordIncorrect) else str(cause))) from error


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What the PDF itself says is on a page: words, raised marker words, rules, and how much of it images cover.

    `upright` is the share of characters that read left to right; `image_dpi` is that of the largest image, else 0;
    `image_bits` are those of a pixel of it in one colour, 1 for black and white, 0 where the PDF does not say.
    `is_scan_alone`: there is one image, shown as it is stored, and neither letters nor lines.
    """

    width: float
    height: float
    words: tuple[Word, ...]
    raised: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    image_share: float
    image_dpi: float
    image_bits: int
    upright: float
    is_scan_alone: bool = False


@contextmanager
def open_document(path: Path) -> Iterator[Document]:
    """Open `path`; raises InputError with advice when it is not a readable PDF."""
    with path.open("rb") as file:
        head = file.read(1024)
    if not head.strip():
        raise InputError("the file is empty; fetch or scan it again")
    if b"%PDF-" not in head:
        raise InputError("not a PDF file; convert it to PDF, or leave it out")
    document = Document(path)
    try:
        if not document.pages:
            raise InputError("the PDF has no pages; fetch or scan it again")
        yield document
    finally:
        document.close()


def _advice(cause: str) -> str:
    if "assword" in cause:
        return "the PDF is encrypted; save a copy without a password and ingest that"
    return f"the PDF is broken ({cause.splitlines()[0] if cause else 'unreadable'}); fetch or scan it again"


def page_to_text_layer(document: Document, number: int) -> TextLayer:
    """Read page `number` (from 1) without rendering it; frees the page's cache before it returns."""
    page = document.page(number)
    try:
        view = _view(document, number)
        if max(view.width, view.height) > MAX_SIDE:
            raise InputError(f"page {number} is {view.width:.0f} × {view.height:.0f} points; split or shrink it")
        words, raised = _words(page)
        share, dpi, bits = _image_cover(page, view)
        chars = page.chars
        return TextLayer(
            width=view.width,
            height=view.height,
            words=tuple(replace(w, box=_shifted(w.box, view)) for w in words if _visible(w.box, view)),
            raised=tuple(replace(w, box=_shifted(w.box, view)) for w in raised if _visible(w.box, view)),
            rulings=tuple(Ruling(_shifted(r.box, view)) for r in _rulings(page) if _visible(r.box, view)),
            image_share=share,
            image_dpi=dpi,
            image_bits=bits,
            upright=sum(1 for char in chars if char["upright"]) / len(chars) if chars else 1.0,
            is_scan_alone=_is_scan_alone(page),
        )
    finally:
        page.close()


def page_to_scan(document: Document, number: int, dpi: float) -> StoredImage | None:
    """The gray scan that page `number` is, as it is stored with `dpi`: (height, width). None: render the page.

    To be asked only of a page whose text layer `is_scan_alone`.
    """
    page = document.sheet(number)
    try:
        return page_to_stored_scan(page, dpi)
    finally:
        page.close()


def page_to_image(document: Document, number: int, dpi: float) -> ColourImage:
    """Render page `number` with its stamps and signature widgets: (height, width, 3) RGB at `dpi`."""
    page = document.sheet(number)
    try:
        bitmap = page.render(scale=dpi / 72, may_draw_forms=True, rev_byteorder=True)
        pixels = np.asarray(bitmap.to_numpy())
        colour = np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels[:, :, :3]
        return np.ascontiguousarray(colour, dtype=np.uint8)
    finally:
        page.close()


def _view(document: Document, number: int) -> Box:
    """What a reader sees of a page, its crop box, in the coordinates that pdfplumber gives its media box."""
    page = document.page(number)
    sheet = document.sheet(number)
    try:
        left, low, right, high = sheet.get_mediabox()
        crop = sheet.get_cropbox()
        quarters = sheet.get_rotation() // 90
    finally:
        sheet.close()
    x0, y0, x1, y1 = max(left, crop[0]), max(low, crop[1]), min(right, crop[2]), min(high, crop[3])
    cut = (x0 - left, high - y1, right - x1, y0 - low) if x0 < x1 and y0 < y1 else (0.0,) * 4
    # Left, top, right, bottom; a quarter turn clockwise puts the bottom left and the left on top.
    cut = cut[4 - quarters :] + cut[: 4 - quarters]
    x, top = float(page.mediabox[0]), float(page.mediabox[1])
    return Box(x + cut[0], top + cut[1], x + float(page.width) - cut[2], top + float(page.height) - cut[3])


def _visible(box: Box, view: Box) -> bool:
    return view.holds(box.x_mid, box.y_mid)


def _shifted(box: Box, view: Box) -> Box:
    """The box with the origin where the view has its corner."""
    if not view.x0 and not view.top:
        return box
    return Box(box.x0 - view.x0, box.top - view.top, box.x1 - view.x0, box.bottom - view.top)


def _box(thing: dict[str, Any]) -> Box:
    return Box(float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"]))


def _words(page: Page) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Words, and the raised small ones and parts of them, which are set apart from the word that they touch."""
    runs = [
        run
        for found in page.extract_words(return_chars=True, x_tolerance_ratio=0.18, y_tolerance=3)
        for run in _char_runs(found["chars"])
    ]
    words: list[Word] = []
    raised: list[Word] = []
    for index, (chars, high) in enumerate(runs):
        word = _chars_to_word(chars)
        if word.text:
            high = high or _rises_beside(chars, [other for other, _ in runs[max(0, index - 2) : index + 3]])
            (raised if high else words).append(word)
    return words_with_exponents(words, raised)


def _rises_beside(chars: list[dict[str, Any]], near: list[list[dict[str, Any]]]) -> bool:
    """Whether a word of its own stands higher than a neighbour in larger type on the same line, as "¹ Kết quả" does."""
    if not RAISED_PARTS.issuperset(c["text"] for c in chars):
        return False
    size, base = float(chars[0]["size"]), float(chars[0]["matrix"][5])
    for other in near:
        larger, level = float(other[0]["size"]), float(other[0]["matrix"][5])
        if size <= RAISED_SIZE * larger and _rises(chars[0], other[0]) and base - level < 0.8 * larger:
            return True
    return False


def _rises(char: dict[str, Any], beside: dict[str, Any]) -> bool:
    """Whether a small character stands above the base line of a larger one, drawn higher or by PDF's text rise.

    The base line does not show the rise, the box does; it begins lower by a share of the type size (up to 0.3).
    """
    size, larger = float(char["size"]), float(beside["size"])
    drawn = float(char["matrix"][5]) - float(beside["matrix"][5])
    boxed = float(char["y0"]) - float(beside["y0"]) - 0.3 * (larger - size)
    return max(drawn, boxed) > 0.12 * larger


def _char_runs(chars: list[dict[str, Any]]) -> Iterator[tuple[list[dict[str, Any]], bool]]:
    """Split a word where its characters rise above the baseline in smaller type, as footnote markers do."""
    size = max(float(c["size"]) for c in chars)
    level = min((c for c in chars if float(c["size"]) > RAISED_SIZE * size), key=lambda c: float(c["matrix"][5]))
    run: list[dict[str, Any]] = []
    high = False
    for char in chars:
        small = float(char["size"]) <= RAISED_SIZE * size and _rises(char, level)
        if run and high and small and char["text"] in BETWEEN_MARKERS:
            yield run, high
            run = []
            continue
        superscript = (small and char["text"] in RAISED_PARTS) or char["text"] in "¹²³⁴⁵⁶⁷⁸⁹⁰"
        if run and superscript != high:
            yield run, high
            run = []
        run.append(char)
        high = superscript
    if run:
        yield run, high


def _chars_to_word(chars: list[dict[str, Any]]) -> Word:
    name = str(chars[0]["fontname"]).lower()
    return Word(
        text=unicodedata.normalize("NFC", "".join(c["text"] for c in chars)).replace("\ufffe", "-").strip(),
        box=Box(
            min(float(c["x0"]) for c in chars),
            min(float(c["top"]) for c in chars),
            max(float(c["x1"]) for c in chars),
            max(float(c["bottom"]) for c in chars),
        ),
        size=max(float(c["size"]) for c in chars),
        bold="bold" in name,
        italic="italic" in name or "oblique" in name,
    )


def _rulings(page: Page) -> tuple[Ruling, ...]:
    """Lines, thin rectangles and the stroked edges of larger ones."""
    found: list[Ruling] = []
    for line in page.lines:
        box = _box(line)
        if min(box.width, box.height) <= MAX_RULE:
            found.append(Ruling(box))
    for rect in page.rects:
        box = _box(rect)
        if min(box.width, box.height) <= MAX_RULE:
            if _inked(rect):
                found.append(Ruling(box))
        elif rect.get("stroke") and not _white(rect.get("stroking_color")):
            found.extend(Ruling(edge) for edge in _edges(box))
    found.extend(Ruling(strip) for a, b in pairwise(page.rects) for strip in _frame_strips(_box(a), _box(b)))
    return tuple(found)


def _frame_strips(one: Box, other: Box) -> list[Box]:
    """The thin strips between two nested rectangles: printers of HTML draw a border as one filled minus the other."""
    outer, inner = (one, other) if one.width * one.height >= other.width * other.height else (other, one)
    gaps = (inner.x0 - outer.x0, inner.top - outer.top, outer.x1 - inner.x1, outer.bottom - inner.bottom)
    if min(gaps) < 0 or max(gaps) > MAX_RULE or max(gaps) == 0:
        return []
    return [edge for edge, gap in zip(_sides(outer), gaps, strict=True) if gap > 0]


def _sides(box: Box) -> tuple[Box, ...]:
    """Left, top, right, bottom, as in `Box`."""
    top, bottom, left, right = _edges(box)
    return left, top, right, bottom


def _inked(rect: dict[str, Any]) -> bool:
    fill = bool(rect.get("fill")) and not _white(rect.get("non_stroking_color"))
    stroke = bool(rect.get("stroke")) and not _white(rect.get("stroking_color"))
    return fill or stroke


def _white(colour: object) -> bool:
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    numbers = [float(p) for p in parts if isinstance(p, int | float)]
    return len(numbers) in (1, 3) and min(numbers) > 0.95


def _edges(box: Box) -> tuple[Box, ...]:
    return (
        Box(box.x0, box.top, box.x1, box.top),
        Box(box.x0, box.bottom, box.x1, box.bottom),
        Box(box.x0, box.top, box.x0, box.bottom),
        Box(box.x1, box.top, box.x1, box.bottom),
    )


def _is_scan_alone(page: Page) -> bool:
    images = page.images
    drawn = page.chars or page.lines or page.rects or page.curves
    return len(images) == 1 and not drawn and image_is_plain(images[0]["stream"].attrs)


def _image_cover(page: Page, view: Box) -> tuple[float, float, int]:
    """Share of the view under images; dots per inch and bits of the largest. A scan may lie there in strips."""
    seen = np.zeros((100, 100), dtype=bool)
    best, dpi, bits = 0.0, 0.0, 0
    for image in page.images:
        box = _box(image)
        area = box.overlap(view)
        if area > best:
            best = area
            # Not rounded: a scan rendered at exactly its own scale keeps its pixels as they are.
            dpi = float(max(image["srcsize"])) / max(box.width, box.height, 1.0) * 72
            bits = 1 if image.get("imagemask") else int(image.get("bits") or 0)
        if area > 0:
            rows = [max(0, round(100 * (y - view.top) / view.height)) for y in (box.top, box.bottom)]
            columns = [max(0, round(100 * (x - view.x0) / view.width)) for x in (box.x0, box.x1)]
            seen[rows[0] : rows[1], columns[0] : columns[1]] = True
    return float(seen.mean()), dpi, bits
