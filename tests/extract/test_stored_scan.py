"""A page that is one image is decoded as it is stored; a page that shows more or other than that is rendered."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from extract.ink.pixels import GrayImage
from extract.page_source import is_read_as_stored
from extract.pdf import TextLayer, open_document, page_to_image, page_to_scan, page_to_text_layer
from tests.factories import paper, stored

# 600 × 400 pixels on 144 × 96 points.
HEIGHT, WIDTH, DPI = 400, 600, 300.0
PAGE = "/MediaBox [0 0 144 96]"
SHOWN = "q 144 0 0 96 0 0 cm /Im Do Q"
GRAY = "/ColorSpace /DeviceGray"


def _scan() -> GrayImage:
    gray = paper(HEIGHT, WIDTH)
    cv2.putText(gray, "Bao cao 481", (40, 200), cv2.FONT_HERSHEY_DUPLEX, 2.5, 20, 6)
    return gray


def _jpeg(image: GrayImage) -> bytes:
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


def _pdf(data: bytes, image: str = GRAY, page: str = PAGE, content: str = SHOWN) -> bytes:
    """A PDF of one page with an image /Im of HEIGHT × WIDTH, by what is said of the image and of the page."""
    about = f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} /BitsPerComponent 8 /Filter /DCTDecode"
    resources = "/Resources << /XObject << /Im 4 0 R >> /Font << /F 6 0 R >> >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 5 0 R {resources} {page} >>".encode(),
        f"<< {about} {image} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    whole, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(bodies) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer << /Size {count} /Root 1 0 R >>\n"
    return whole + f"{end}startxref\n{len(whole)}\n%%EOF\n".encode()


def _read(path: Path, dpi: float = DPI) -> GrayImage | None:
    with open_document(path) as document:
        return page_to_scan(document, 1, dpi) if page_to_text_layer(document, 1).is_scan_alone else None


def test_the_pixels_are_those_that_a_renderer_shows(tmp_path: Path) -> None:
    path = stored(tmp_path, _pdf(_jpeg(_scan())))
    found = _read(path)
    with open_document(path) as document:
        rendered = page_to_image(document, 1, DPI)
    assert found is not None
    assert np.abs(found.astype(int) - rendered[:, :, 0]).max() <= 1


def _bilevel(image: GrayImage, folder: Path) -> Path:
    """A PDF of one page in black and white, packed as faxes are (CCITT)."""
    path = folder / "fax.pdf"
    Image.fromarray(image).convert("1", dither=Image.Dither.NONE).save(path, "PDF", resolution=DPI)
    return path


def test_a_fax_keeps_its_pixels(tmp_path: Path) -> None:
    """Rendered at a size that is a pixel off it would be gray."""
    black = np.where(_scan() < 128, 0, 255).astype(np.uint8)
    found = _read(_bilevel(black, tmp_path))
    assert found is not None
    assert np.array_equal(found, black)


def test_a_page_more_black_than_white_is_left_to_the_renderer(tmp_path: Path) -> None:
    """Its shades may be the other way round."""
    black = np.where(_scan() < 128, 0, 255).astype(np.uint8)
    assert _read(_bilevel(255 - black, tmp_path)) is None


@pytest.mark.parametrize(
    ("dpi", "bits", "stored_as_it_is"),
    [
        (200, 1, True),
        (300, 1, True),
        (600, 1, False),
        (100, 1, False),
        (300, 8, True),
        (200, 8, False),
        (700, 8, False),
    ],
)
def test_scans_are_read_as_they_are_stored_where_that_is_how_they_are_read(
    dpi: float, bits: int, stored_as_it_is: bool
) -> None:
    layer = TextLayer(595, 842, (), (), (), 1.0, dpi, bits, 1.0, is_scan_alone=True)
    assert is_read_as_stored(layer) == stored_as_it_is


def test_a_page_in_colour_is_rendered(tmp_path: Path) -> None:
    colour = np.ascontiguousarray(np.repeat(_scan()[:, :, None], 3, axis=2))
    assert _read(stored(tmp_path, _pdf(_jpeg(colour), "/ColorSpace /DeviceRGB"))) is None


@pytest.mark.parametrize(
    ("fault", "given"),
    [
        ("turned", {"page": f"{PAGE} /Rotate 90"}),
        ("cropped", {"page": f"{PAGE} /CropBox [10 10 100 90]"}),
        (
            "a stamp as an annotation",
            {"page": f"{PAGE} /Annots [<< /Type /Annot /Subtype /Square /Rect [9 9 50 50] /C [1 0 0] >>]"},
        ),
        ("inverted", {"image": f"{GRAY} /Decode [1 0]"}),
        ("a colour for a mask", {"image": f"{GRAY} /Mask [250 255]"}),
        ("its own colour transform", {"image": f"{GRAY} /DecodeParms << /ColorTransform 0 >>"}),
        ("a colour that is not the device's", {"image": "/ColorSpace [/CalGray << /WhitePoint [1 1 1] /Gamma 3 >>]"}),
        ("upside down", {"content": "q 144 0 0 -96 0 96 cm /Im Do Q"}),
        ("smaller than the page", {"content": "q 130 0 0 90 7 3 cm /Im Do Q"}),
        ("moved", {"content": "q 144 0 0 96 4 0 cm /Im Do Q"}),
        ("clipped", {"content": "q 20 20 60 60 re W n 144 0 0 96 0 0 cm /Im Do Q"}),
        ("twice", {"content": f"{SHOWN} {SHOWN}"}),
        ("with text over it", {"content": f"{SHOWN} BT /F 20 Tf 20 20 Td (Sao y) Tj ET"}),
        ("with a line over it", {"content": f"{SHOWN} 10 10 m 100 90 l S"}),
    ],
)
def test_what_shows_otherwise_than_it_is_stored_is_rendered(tmp_path: Path, fault: str, given: dict[str, str]) -> None:
    assert _read(stored(tmp_path, _pdf(_jpeg(_scan())))) is not None
    assert _read(stored(tmp_path, _pdf(_jpeg(_scan()), **given))) is None, fault


@pytest.mark.parametrize("dpi", [150.0, 225.0, 299.0, 301.0])
def test_at_another_resolution_it_is_rendered(tmp_path: Path, dpi: float) -> None:
    assert _read(stored(tmp_path, _pdf(_jpeg(_scan()))), dpi) is None


def test_a_scan_that_breaks_off_is_left_to_the_renderer(tmp_path: Path) -> None:
    data = _jpeg(_scan())
    assert _read(stored(tmp_path, _pdf(data[: len(data) // 2]))) is None
    assert _read(stored(tmp_path, _pdf(data + b"\n"))) is not None
