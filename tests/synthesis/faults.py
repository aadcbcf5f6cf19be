"""Named kinds of bad scans: a born-digital PDF in, a PDF of page images out."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from tests.synthesis.blemishes import (
    Blemish,
    Pixels,
    Scan,
    bilevel,
    blurred,
    faded,
    noisy,
    punched,
    shaded,
    shining_through,
    skewed,
    speckled,
    spread,
    streaked,
    thinned,
    turned,
    warped,
)
from tests.synthesis.rulings import broken_rules, faint_rules, rules_in_text, thick_rules
from tests.synthesis.stamps import penned_over, sealed_and_signed


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of scan. `mode` is gray, rgb or bilevel; `quality` is that of the JPEG inside the PDF."""

    about: str
    dpi: int
    blemishes: tuple[Blemish, ...] = ()
    mode: str = "gray"
    quality: int = 90


_GRAIN = (blurred(0.0025), noisy(5))
_SPECKS = (speckled(0.001),)

FAULTS: Mapping[str, Fault] = {
    "clean300": Fault("300 dpi gray, nothing wrong", 300),
    "clean600": Fault("600 dpi gray, nothing wrong", 600),
    "gray200": Fault("200 dpi gray, slight skew and grain", 200, (skewed(0.4), *_GRAIN)),
    "gray150": Fault("150 dpi gray", 150, (blurred(0.002), noisy(3))),
    "fax200": Fault("200 dpi bilevel with specks", 200, (skewed(0.5), noisy(12), bilevel(150), *_SPECKS), "bilevel"),
    "fax150": Fault("150 dpi bilevel", 150, (bilevel(165), speckled(0.0006)), "bilevel"),
    "bilevel300": Fault("300 dpi bilevel, strokes thick", 300, (spread(0.007), bilevel(140)), "bilevel"),
    "jpeg150": Fault("150 dpi, strong JPEG blocks", 150, (blurred(0.002),), "gray", 28),
    "skew": Fault("turned by up to 3 degrees", 300, (skewed(3.0), *_GRAIN)),
    "warp": Fault("lines bent by up to 0.05 inch", 300, (warped(0.05), *_GRAIN)),
    "broken_rules": Fault("some gaps in ruled lines", 300, (broken_rules(60), *_GRAIN)),
    "ragged_rules": Fault("ruled lines full of gaps, some faint", 300, (broken_rules(260), faint_rules, *_GRAIN)),
    "faint_rules": Fault("ruled lines pale in parts of the page", 300, (faint_rules, *_GRAIN)),
    "thick_rules": Fault("ruled lines 0.03 inch wide", 300, (thick_rules(0.03), *_GRAIN)),
    "touching": Fault("ruled lines touch the text", 300, (rules_in_text, *_GRAIN)),
    "shade": Fault("dark fold and gradient", 300, (shaded, *_GRAIN)),
    "dirty": Fault("punch holes, black edge, grain and specks", 200, (skewed(0.8), punched, noisy(14), *_SPECKS)),
    "seal": Fault("red seals and blue signatures over text, colour", 200, (sealed_and_signed, noisy(4)), "rgb", 70),
    "faded": Fault("gray ink on gray paper", 300, (blurred(0.002), faded(140, 226), noisy(5))),
    "thin": Fault("strokes eaten away", 300, (thinned(0.005), blurred(0.002), noisy(4))),
    "through": Fault("the back shines through", 300, (shining_through, noisy(4))),
    "rotated": Fault("pages turned by 90, 180 or 270 degrees", 300, (*_GRAIN, turned)),
    "streaks": Fault("upright lines from edge to edge, as a dirty feeder draws", 200, (streaked, *_GRAIN)),
    "pens": Fault("strokes of a pen over cells, in gray", 200, (penned_over, *_GRAIN)),
    "worst": Fault(
        "200 dpi, skewed, bent, shaded, dirty and in JPEG blocks", 200,
        (warped(0.03), skewed(1.5), faded(70, 235), shaded, punched, noisy(10)), "gray", 45,
    ),
}  # fmt: skip
"""The kinds by name. `FAULTS[name].about` says what is wrong."""


def degrade(pdf: bytes, fault: str, seed: int = 0) -> bytes:
    """`pdf` printed and scanned with this fault; the same seed gives the same bytes.

    Raises LookupError for a fault that is not in FAULTS.
    """
    if fault not in FAULTS:
        raise LookupError(f"no fault {fault!r}; there are: {', '.join(FAULTS)}")
    kind = FAULTS[fault]
    document = pdfium.PdfDocument(pdf)
    try:
        images = [_page_to_image(document, index, kind, seed) for index in range(len(document))]
    finally:
        document.close()
    return _images_to_pdf(images, kind)


def degraded_pages(pdf: bytes, fault: str, seed: int = 0) -> list[Pixels]:
    """The page images of `degrade`, without JPEG and PDF around them."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [
            np.asarray(_page_to_image(document, index, FAULTS[fault], seed).convert("RGB"))
            for index in range(len(document))
        ]
    finally:
        document.close()


def _page_to_image(document: pdfium.PdfDocument, index: int, kind: Fault, seed: int) -> Image.Image:
    drawn = document[index].render(scale=kind.dpi / 72).to_pil().convert("RGB" if kind.mode == "rgb" else "L")
    scan = Scan(kind.dpi, np.random.default_rng([seed, index]))
    page: Pixels = np.array(drawn)
    for blemish in kind.blemishes:
        page = blemish(page, scan)
    image = Image.fromarray(page)
    return image.convert("1", dither=Image.Dither.NONE) if kind.mode == "bilevel" else image


def _images_to_pdf(images: list[Image.Image], kind: Fault) -> bytes:
    """One image a page, at the size that its resolution gives; dates fixed so that the bytes are the same each time."""
    out = io.BytesIO()
    epoch = time.gmtime(0)
    coding = {} if kind.mode == "bilevel" else {"quality": kind.quality}
    images[0].save(
        out, "PDF", save_all=True, append_images=images[1:], resolution=kind.dpi,
        creationDate=epoch, modDate=epoch, **coding,
    )  # fmt: skip
    return out.getvalue()
