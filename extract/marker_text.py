"""What a footnote marker looks like in text: "12", "(1)", "[3]", "**", "(*)"; its number and how it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

# A marker that was found but could not be read.
UNREAD = "?"
# A sign as small as a speck before the one note of a page: a star, if the text of the page has one and the notes have.
DOT = "?·"
# A page of stars has no more notes.
MOST_STARS = 9
# Stars side by side, as a part of patterns.
STARS = rf"\*{{1,{MOST_STARS}}}"
MARKER = re.compile(rf"^(\d{{1,3}}|{STARS}|\(\d{{1,3}}\)|\({STARS}\)|\[\d{{1,3}}\])$")
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# The marker of the first note in each style of numbers; there are stars too, "*" and "(*)".
NUMBERED = ("1", "(1)", "[1]")


def text_to_marker(text: str) -> str:
    """The marker as written in footnotes.csv: "19", "*", "(1)"; UNREAD and DOT stay; "" when it is none."""
    plain = text.translate(SUPERSCRIPT).strip().rstrip(".,;")
    return plain if MARKER.match(plain) or plain in (UNREAD, DOT) else ""


def marker_to_number(marker: str) -> int | None:
    """12 for "12", "(12)" and "[12]", 2 for "**" and "(**)"; None where it was not read or is none."""
    if not MARKER.match(marker):
        return None
    core = marker.strip("()[]")
    return len(core) if core[0] == "*" else int(core)


def marker_to_style(marker: str) -> str:
    """The marker of the first note printed like this one: "1" for "12", "(*)" for "(***)"; "" where it is none."""
    return re.sub(r"\d+", "1", re.sub(r"\*+", "*", marker)) if MARKER.match(marker) else ""


def markers_to_style(markers: Iterable[str]) -> str:
    """How most of the markers are printed: the marker of the first; "" where none was read."""
    styles = Counter(style for marker in markers if (style := marker_to_style(marker)))
    return styles.most_common(1)[0][0] if styles else ""


def number_to_marker(number: int, style: str = "1") -> str:
    """The marker of a number in the style of the first one, as a plain number where none is given."""
    return style.replace("*", "*" * number) if "*" in style else (style or "1").replace("1", str(number))


def is_numbered(marker: str) -> bool:
    """Whether a marker is a number, in brackets or not."""
    return MARKER.match(marker) is not None and "*" not in marker


def are_same(one: str, other: str) -> bool:
    """Whether two markers are one, or one number, in brackets in one place and not in the other."""
    both = is_numbered(one) and is_numbered(other)
    return one == other or (both and marker_to_number(one) == marker_to_number(other))
