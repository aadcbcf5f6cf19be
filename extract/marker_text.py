"""What a footnote marker looks like in text."""

from __future__ import annotations

import re

# A marker that was found but could not be read.
UNREAD = "?"
MARKER = re.compile(r"^(\d{1,3}|\*{1,3}|\(\d{1,2}\)|\(\*{1,3}\)|\[\d{1,3}\])$")
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def text_to_marker(text: str) -> str:
    """The marker as written in footnotes.csv: "19", "*", "(1)"; UNREAD stays; "" when it is none."""
    plain = text.translate(SUPERSCRIPT).strip().rstrip(".,;")
    return plain if MARKER.match(plain) or plain == UNREAD else ""
