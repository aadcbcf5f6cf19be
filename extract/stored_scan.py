"""The scan that a page is: a page that shows one gray JPEG or one image in black and white needs no rendering.

Decoding what is stored takes a quarter of the time, and its pixels are the scanner's own: a renderer brings them to the
size asked for in its own way, and makes shades of gray of black and white.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw

StoredImage = npt.NDArray[np.uint8]

# What an image may say of itself and still look as its pixels do: no mask, no inverted shades, no colour transform.
PLAIN_KEYS = frozenset(
    ("Type", "Subtype", "Name", "Width", "Height", "ColorSpace", "BitsPerComponent", "Filter", "Length", "Interpolate")
)
# How it is packed, which for a JPEG may be a colour transform.
PACKED, JPEG = "DecodeParms", "DCTDecode"
# How black and white is stored.
BILEVEL = (["CCITTFaxDecode"], ["JBIG2Decode"], ["FlateDecode"])
# Paper is white: half of the way from black.
HALF = 127.5
END_OF_JPEG = b"\xff\xd9"
# The image fills the page when its edges are no farther off than this (points), and its size than this (pixels).
EDGE, PIXEL = 0.5, 1.01


def image_is_plain(about: Mapping[str, object]) -> bool:
    """Whether an image dictionary (PDF 32000-1, 8.9.5) asks for nothing but its pixels."""
    keys = set(about)
    return PLAIN_KEYS.issuperset(keys - {PACKED}) and (PACKED not in keys or JPEG not in str(about.get("Filter")))


def page_to_stored_scan(page: pypdfium2.PdfPage, dpi: float) -> StoredImage | None:
    """The gray JPEG or the image in black and white that fills the page at `dpi`: (height, width).

    None where the page is in colour, is turned, shows more than that, or shows it in another way than it is stored:
    render it then.
    Masks are not seen here: ask `image_is_plain` of the image's dictionary.
    """
    found = list(page.get_objects(max_depth=1))
    if len(found) != 1 or not isinstance(found[0], pypdfium2.PdfImage) or raw.FPDFPage_GetAnnotCount(page.raw):
        return None
    image = found[0]
    metadata = image.get_metadata()
    gray, size = metadata.colorspace == raw.FPDF_COLORSPACE_DEVICEGRAY, (metadata.width, metadata.height)
    if not gray or not _fills(image, page, size, dpi):
        return None
    if metadata.bits_per_pixel == 1 and image.get_filters() in BILEVEL:
        return _bilevel(image, size)
    return _jpeg(image, size) if image.get_filters() == [JPEG] else None


def _bilevel(image: pypdfium2.PdfImage, size: tuple[int, int]) -> StoredImage | None:
    """Black and white as PDFium decodes it; None where more of it is black: its shades may be the other way round."""
    pixels = np.asarray(image.get_bitmap(render=False).to_numpy(), dtype=np.uint8)
    if pixels.size != size[0] * size[1] or cv2.countNonZero(cv2.inRange(pixels.reshape(size[::-1]), 1, 254)):
        return None
    return pixels.reshape(size[::-1]) if pixels.mean() > HALF else None


def _jpeg(image: pypdfium2.PdfImage, size: tuple[int, int]) -> StoredImage | None:
    data = bytes(image.get_data(decode_simple=False))
    # A scan that breaks off is the renderer's business.
    if not data.rstrip(b"\0\r\n ").endswith(END_OF_JPEG):
        return None
    flags = cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if pixels is None or pixels.shape != size[::-1]:
        return None
    return np.ascontiguousarray(pixels, dtype=np.uint8)


def _fills(image: pypdfium2.PdfImage, page: pypdfium2.PdfPage, size: tuple[int, int], dpi: float) -> bool:
    """Whether an image of so many pixels covers the page, upright, not clipped, at that resolution."""
    left, low, right, high = page.get_mediabox()
    if page.get_rotation() or page.get_cropbox() != (left, low, right, high):
        return False
    if raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(image.raw)) > 0:
        return False
    across, b, c, up, x, y = image.get_matrix().get()
    wanted = (right - left, 0.0, 0.0, high - low, left, low)
    if any(abs(one - other) > EDGE for one, other in zip((across, b, c, up, x, y), wanted, strict=True)):
        return False
    return all(abs(pixels - points * dpi / 72) <= PIXEL for pixels, points in zip(size, (across, up), strict=True))
