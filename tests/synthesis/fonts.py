"""Font families of this machine that can spell Vietnamese, split so that nothing is tuned on what it is measured on.

Thresholds and models are set with the tuning families; figures that are published come from the evaluation families.
Each half has serif and sans faces. Liberation before 2.0 lacks the stacked Vietnamese marks: a family counts as found
only when it has the letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
_PROBE = "ẾỮỢệđĐỹẵằọ…–0123456789%"

# family: file stems of regular, bold, italic, bold italic
_FAMILIES: dict[str, tuple[str, str, str, str]] = {
    "Liberation Serif": (
        "LiberationSerif-Regular",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
        "LiberationSerif-BoldItalic",
    ),
    "Liberation Sans": (
        "LiberationSans-Regular",
        "LiberationSans-Bold",
        "LiberationSans-Italic",
        "LiberationSans-BoldItalic",
    ),
    "FreeSerif": ("FreeSerif", "FreeSerifBold", "FreeSerifItalic", "FreeSerifBoldItalic"),
    "FreeSans": ("FreeSans", "FreeSansBold", "FreeSansOblique", "FreeSansBoldOblique"),
    "Noto Serif": ("NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic", "NotoSerif-BoldItalic"),
    "Noto Sans": ("NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"),
    "DejaVu Serif": ("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic", "DejaVuSerif-BoldItalic"),
    "DejaVu Serif Condensed": (
        "DejaVuSerifCondensed",
        "DejaVuSerifCondensed-Bold",
        "DejaVuSerifCondensed-Italic",
        "DejaVuSerifCondensed-BoldItalic",
    ),
}
TUNING_FONTS = ("Noto Serif", "Liberation Sans", "FreeSans", "DejaVu Serif")
EVALUATION_FONTS = ("FreeSerif", "Liberation Serif", "Noto Sans", "DejaVu Serif Condensed")


@dataclass(frozen=True, slots=True)
class Family:
    """The four registered font names of a family."""

    name: str
    regular: str
    bold: str
    italic: str
    bold_italic: str

    def face(self, bold: bool = False, italic: bool = False) -> str:
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


@cache
def _files() -> dict[str, Path]:
    return {path.stem: path for root in _ROOTS if root.is_dir() for path in sorted(root.rglob("*.ttf"))}


@cache
def family(name: str) -> Family:
    """The family, registered for drawing; spaces and case in the name do not matter.

    Raises LookupError with the families that can be had when this one is not installed or cannot spell Vietnamese.
    """
    wanted = name.replace(" ", "").lower()
    full = next((known for known in _FAMILIES if known.replace(" ", "").lower() == wanted), None)
    found = _registered(full) if full else None
    if found is None:
        raise LookupError(f"no font family {name!r} here; there are: {', '.join(found_fonts())}")
    return found


@cache
def _registered(name: str) -> Family | None:
    faces = []
    for stem in _FAMILIES[name]:
        path = _files().get(stem)
        if path is None:
            return None
        try:
            font = TTFont(stem, str(path))
        except TTFError:
            return None
        if any(ord(letter) not in font.face.charToGlyph for letter in _PROBE):
            return None
        pdfmetrics.registerFont(font)
        faces.append(stem)
    return Family(name, *faces)


@cache
def found_fonts() -> tuple[str, ...]:
    """The families that are installed here and can spell Vietnamese."""
    return tuple(name for name in _FAMILIES if _registered(name) is not None)
