"""The scan that a page is: a page that shows one JPEG and nothing else needs no rendering.

Decoding what is stored takes a quarter of the time, and its pixels are the scanner's own: a renderer brings them to the
size asked for in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable

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
END_OF_JPEG = b"\xff\xd9"
# The image fills the page when its edges are no farther off than this (points), and its size than this (pixels).
EDGE, PIXEL = 0.5, 1.01


def keys_are_plain(keys: Iterable[str]) -> bool:
    """Whether an image dictionary (PDF 32000-1, 8.9.5) asks for nothing but its pixels."""
    return PLAIN_KEYS.issuperset(keys)


def page_to_stored_scan(page: pypdfium2.PdfPage, dpi: float) -> StoredImage | None:
    """The gray JPEG that fills the page at `dpi`: (height, width).

    None where the page is in colour, is turned, shows more than that, or shows it in another way than it is stored:
    render it then.
    Masks are not seen here: ask `keys_are_plain` of the image's dictionary.
    """
    found = list(page.get_objects(max_depth=1))
    if len(found) != 1 or not isinstance(found[0], pypdfium2.PdfImage) or raw.FPDFPage_GetAnnotCount(page.raw):
        return None
    image = found[0]
    metadata = image.get_metadata()
    stored = metadata.colorspace == raw.FPDF_COLORSPACE_DEVICEGRAY and image.get_filters() == ["DCTDecode"]
    if not stored or not _fills(image, page, (metadata.width, metadata.height), dpi):
        return None
    data = bytes(image.get_data(decode_simple=False))
    # A scan that breaks off is the renderer's business.
    if not data.rstrip(b"\0\r\n ").endswith(END_OF_JPEG):
        return None
    flags = cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if pixels is None or pixels.shape != (metadata.height, metadata.width):
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
