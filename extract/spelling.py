"""What Vietnamese print is made of: other letters and signs are misreadings."""

from __future__ import annotations

# The letters of Vietnamese beside those of ASCII, in small; no other language of its alphabet is printed in a report.
LETTERS = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵð"
)  # Signs of print that ASCII has not.
PRINTED = frozenset("–—…“”‘’°²³•·≥≤±×")


def is_strange(text: str) -> bool:
    """Whether a text has a letter that Vietnamese has not, or a sign that print has not."""
    return any(not (c.isascii() or c in LETTERS or c in PRINTED) for c in text.lower())
