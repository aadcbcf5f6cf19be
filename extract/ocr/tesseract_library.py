"""Tesseract in this process, through tesserocr: no start-up for each page."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from extract.ink.pixels import GrayImage
from extract.ocr.base import LANGUAGE
from extract.ocr.text_size import dpi_to_text_scale, image_to_text_size
from extract.ocr.tsv import tsv_to_words
from models.errors import ToolMissingError
from models.records import Word

FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
)
SEGMENTATION = {"block": 6, "line": 7, "figures": 7}
# What a figure is made of; other letters are not considered then.
FIGURE_SIGNS = "0123456789.,%/()-+"


def tessdata_folder() -> Path:
    """The folder that holds vie.traineddata: TESSDATA_PREFIX first, then where systems put it."""
    for name in (os.environ.get("TESSDATA_PREFIX", ""), *FOLDERS):
        if name and (Path(name) / f"{LANGUAGE}.traineddata").is_file():
            return Path(name)
    raise ToolMissingError("Tesseract's Vietnamese data is missing; run `make setup`, or install tesseract-ocr-vie")


@cache
def _api() -> Any:
    # More than one thread slows Tesseract down many times over (tesseract issue 3109).
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        import tesserocr
    except ImportError as error:
        raise ToolMissingError("tesserocr is not installed; run `make setup`, or use --engine pytesseract") from error
    api = tesserocr.PyTessBaseAPI(path=str(tessdata_folder()), lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY)
    api.SetVariable("debug_file", os.devnull)
    return api


class TesseractLibrary:
    """The default engine. One recogniser for each process."""

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        if min(image.shape) < 3:
            return ()
        scale = dpi_to_text_scale(dpi, layout)
        image = image_to_text_size(image, scale)
        height, width = image.shape
        api = _api()
        api.SetPageSegMode(SEGMENTATION[layout])
        api.SetVariable("tessedit_char_whitelist", FIGURE_SIGNS if layout == "figures" else "")
        api.SetImageBytes(image.tobytes(), width, height, 1, width)
        api.SetSourceResolution(round(dpi * scale))
        return tsv_to_words(api.GetTSVText(0), scale)
