"""May the text layer of a page be believed? Decided page by page, with the reason kept."""

from __future__ import annotations

import re
import unicodedata

from extract.pdf import TextLayer

# Letters that only Vietnamese (NFC) has; running Vietnamese text holds one in five or more.
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
# Letters that TCVN3 (.VnTime) and VNI text shows when it is read as Latin-1: "Céng hßa X· héi", "COÄNG HOØA".
MOJIBAKE = re.compile("[¸¶·¹¨¾»¼½©ÎÏÑªÖ×ØÜÞÅÆÇËÛæçñäëîïðåßµ§®«¬]")
# The most common words of administrative text, all of them with marks: a hidden OCR layer without marks has none.
COMMON = frozenset(
    ("của", "và", "các", "được", "thực", "hiện", "đã", "quy", "định", "tỉnh", "số", "năm", "về", "cấp", "để", "theo")
)

MIN_CHARS = 12
MIN_MARKED = 0.08


def text_layer_to_verdict(layer: TextLayer) -> tuple[str, str]:
    """(kind, reason): kind is "digital" or "scanned"; the reason is a short stable code for pages.csv."""
    text = " ".join(word.text for word in layer.words)
    letters = [c for c in text if c.isalpha()]
    if len(letters) < MIN_CHARS and layer.image_share < 0.3:
        # A page of figures or a blank page: nothing to doubt in what is there, unless nothing is.
        return ("digital", "few_letters") if layer.words else ("scanned", "no_text_layer")
    if len(letters) < MIN_CHARS:
        return "scanned", "image_without_text"
    if layer.upright < 0.5:
        return "scanned", "text_layer_sideways"
    quality = text_to_quality(text)
    if quality != "vietnamese":
        return "scanned", quality
    if layer.image_share > 0.7:
        return "scanned", "hidden_ocr_layer"
    return "digital", "text_layer"


def text_to_quality(text: str) -> str:
    """ "vietnamese", or what is wrong: "mojibake" (TCVN3, VNI), "no_marks" (hidden OCR without marks), "garbled"."""
    composed = unicodedata.normalize("NFC", text)
    letters = [c for c in composed if c.isalpha()]
    if not letters:
        return "garbled"
    if "\ufffd" in composed or len(re.findall(r"\(cid:\d+\)", composed)) > 5:
        return "garbled"
    marked = len(VIETNAMESE.findall(composed)) / len(letters)
    odd = len(MOJIBAKE.findall(composed)) / len(letters)
    words = composed.lower().split()
    common = sum(1 for word in words if word in COMMON) / max(1, len(words))
    if odd > 0.04 and common < 0.04:
        return "mojibake"
    if len(letters) > 200 and marked < MIN_MARKED:
        return "no_marks"
    if len(letters) > 200 and common < 0.02:
        return "garbled"
    return "vietnamese"
