"""Font families of this machine that can spell Vietnamese, split so that nothing is tuned on what it is measured on.

Thresholds and models are set with the tuning families; figures that are published come from the evaluation families.
Each half has serif and sans faces, and no design stands in both. Liberation before 2.0 lacks the stacked Vietnamese
marks: a family counts as found only when it has the letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
_PROBE = "ẾỮỢệđĐỹẵằọ…–0123456789%"

_USUAL = ("-Regular", "-Bold", "-Italic", "-BoldItalic")
# family: Debian package, file stem, and what the stems of regular, bold, italic and bold italic add to it
_FAMILIES: dict[str, tuple[str, str, tuple[str, str, str, str]]] = {
    "FreeSerif": ("fonts-freefont-ttf", "FreeSerif", ("", "Bold", "Italic", "BoldItalic")),
    "FreeSans": ("fonts-freefont-ttf", "FreeSans", ("", "Bold", "Oblique", "BoldOblique")),
    "Noto Serif": ("fonts-noto-core", "NotoSerif", _USUAL),
    "Noto Sans": ("fonts-noto-core", "NotoSans", _USUAL),
    "DejaVu Serif": ("fonts-dejavu-extra", "DejaVuSerif", ("", "-Bold", "-Italic", "-BoldItalic")),
    "Liberation Sans": ("fonts-liberation2", "LiberationSans", _USUAL),
    "Liberation Serif": ("fonts-liberation2", "LiberationSerif", _USUAL),
    "Charis SIL": ("fonts-sil-charis", "CharisSIL", _USUAL),
    "Gentium Plus": ("fonts-sil-gentiumplus", "GentiumPlus", _USUAL),
    "Carlito": ("fonts-crosextra-carlito", "Carlito", _USUAL),
    "Roboto": ("fonts-roboto-unhinted", "Roboto", _USUAL),
}
TUNING_FONTS = ("Noto Serif", "Liberation Sans", "FreeSans", "DejaVu Serif", "FreeSerif", "Noto Sans")
EVALUATION_FONTS = ("Liberation Serif", "Charis SIL", "Gentium Plus", "Carlito", "Roboto")
ALL_FONTS = (*TUNING_FONTS, *EVALUATION_FONTS)


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
        raise LookupError(f"no font family {name!r} here; there are: {', '.join(found_fonts(ALL_FONTS))}")
    return found


@cache
def _registered(name: str) -> Family | None:
    faces = []
    _, start, ends = _FAMILIES[name]
    for stem in (start + end for end in ends):
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


def found_fonts(among: tuple[str, ...] = TUNING_FONTS) -> tuple[str, ...]:
    """Those of the families `among` that are installed here and can spell Vietnamese; tests look at the tuning half."""
    return tuple(name for name in _FAMILIES if name in among and _registered(name) is not None)


def names_to_families(names: Iterable[str]) -> list[str]:
    """The families named, `tuning` and `evaluation` standing for all of theirs; LookupError for one not known."""
    halves = {"tuning": TUNING_FONTS, "evaluation": EVALUATION_FONTS}
    families = [one for name in names for one in halves.get(name, (name,))]
    unknown = sorted({*families} - {*ALL_FONTS})
    if unknown:
        raise LookupError(f"no such family: {', '.join(unknown)}")
    return families


def missing_packages(among: tuple[str, ...]) -> tuple[str, ...]:
    """The Debian packages that bring what is missing of the families `among`."""
    found = found_fonts(among)
    return tuple(sorted({_FAMILIES[name][0] for name in among if name not in found}))
