"""OCR engines by name. A new engine is a file in this folder and a line here."""

from __future__ import annotations

from collections.abc import Callable

from extract.ocr.base import FigureReader, OcrEngine, Readers
from models.errors import ConfigError


def _tesserocr() -> OcrEngine:
    from extract.ocr.tesseract_library import TesseractLibrary

    return TesseractLibrary()


def _pytesseract() -> OcrEngine:
    from extract.ocr.tesseract_program import TesseractProgram

    return TesseractProgram()


def _null() -> OcrEngine:
    from extract.ocr.recorded import NullEngine

    return NullEngine()


def _rapidocr() -> FigureReader:
    from extract.ocr.figures_rapidocr import RapidOcrFigures

    return RapidOcrFigures()


def _no_figures() -> FigureReader:
    from extract.ocr.recorded import NullFigureReader

    return NullFigureReader()


ENGINES: dict[str, Callable[[], OcrEngine]] = {"tesserocr": _tesserocr, "pytesseract": _pytesseract, "null": _null}
FIGURE_READERS: dict[str, Callable[[], FigureReader]] = {"rapidocr": _rapidocr, "null": _no_figures}


def name_to_engine(name: str) -> OcrEngine:
    """The engine called `name`; raises ConfigError for an unknown one."""
    if name not in ENGINES:
        raise ConfigError(f"unknown engine {name}; known are {', '.join(ENGINES)}")
    return ENGINES[name]()


def name_to_figure_reader(name: str) -> FigureReader:
    """The second reader called `name`; raises ConfigError for an unknown one."""
    if name not in FIGURE_READERS:
        raise ConfigError(f"unknown second reader {name}; known are {', '.join(FIGURE_READERS)}")
    return FIGURE_READERS[name]()


def names_to_readers(engine: str, second_reader: str) -> Readers:
    """Both readers by name."""
    return Readers(name_to_engine(engine), name_to_figure_reader(second_reader))
