"""A picture of one page with everything that was seen drawn over it: `bieumau page FILE N --show`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from extract.paper.unskew import page_unskewed
from extract.pdf import Document, open_document, page_to_image
from models.errors import BieumauError, ConfigError, InputError, OutputError
from models.records import PageResult, Passage, Report
from pipelines.inputs import file_to_sha256
from pipelines.pages import document_to_page
from pipelines.report import pages_to_report
from pipelines.settings import Settings
from pipelines.show.canvas import TEXT, Canvas, Pen, Pixels
from pipelines.show.frame import framed, info_to_facts, page_to_counts
from pipelines.show.layers import draw_page, draw_paragraphs
from pipelines.show.links import draw_footnotes
from pipelines.show.palette import FOOTNOTE_LEGEND, PAGE_LEGEND

DPI = 150.0
LAYERS = ("all", "footnotes")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is drawn: pages by number, unskewed; what was joined from them; their running text."""

    pages: Mapping[int, PageResult]
    report: Report
    passages: Sequence[Passage] = ()


def show_page(path: Path, number: int, out: Path, settings: Settings, layer: str) -> None:
    """Draw page `number` (from 1) of the PDF at `path` to the PNG file `out`.

    `layer` is all, or footnotes: markers linked with their notes, for which the pages beside it are read too. Raises
    InputError, ConfigError or OutputError.
    """
    if layer not in LAYERS:
        raise ConfigError(f"there is no layer {layer!r} to show; there are {', '.join(LAYERS)}")
    with open_document(path) as document:
        if number > document.pages:
            raise InputError(f"there is no page {number}; the PDF has {document.pages}")
        beside = 1 if layer == "footnotes" else 0
        numbers = range(max(1, number - beside), min(document.pages, number + beside) + 1)
        pages = {n: document_to_page(document, n, settings) for n in numbers}
        image = _page_image(document, number)
        title = f"{path.name} · page {number} of {document.pages}"
    report, passages = pages_to_report(tuple(pages.values()), file_to_sha256(path), path.name)
    seen = Seen({n: page_unskewed(page) for n, page in pages.items()}, report, passages)
    picture = page_to_picture(image, title, seen, number, layer)
    try:
        picture.save(out, "PNG")
    except OSError as error:
        raise OutputError(f"cannot write {out}: {error.strerror or error}") from error


def page_to_picture(
    image: Pixels,
    title: str,
    seen: Seen,
    number: int,
    layer: str,
) -> Image.Image:
    """`image` (upright as rendered) with what is known of the page drawn over it, and a head that explains it.

    `number` is the page's, `layer` what to show of it.
    """
    page, report = seen.pages[number], seen.report
    upright = np.ascontiguousarray(np.rot90(image, -page.info.rotation // 90))
    canvas = Canvas(upright, DPI, page.info.skew, Pen(TEXT))
    if layer == "footnotes":
        draw_footnotes(canvas, page, report, seen.pages.get(number + 1))
        legend = FOOTNOTE_LEGEND
    else:
        draw_paragraphs(canvas, seen.passages, number)
        draw_page(canvas, page, report)
        legend = PAGE_LEGEND
    titles = (title, info_to_facts(page.info), page_to_counts(page, report))
    return framed(canvas.image, titles, legend, page.info.error)


def _page_image(document: Document, number: int) -> Pixels:
    """The page as rendered; a page that cannot be rendered is an InputError, as reading it is."""
    try:
        return page_to_image(document, number, DPI)
    except BieumauError:
        raise
    except Exception as error:
        # Damaged pages make the PDF library raise anything at all.
        raise InputError(f"page {number} cannot be drawn ({type(error).__name__}: {error})") from error
