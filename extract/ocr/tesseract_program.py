"""Tesseract as a program, through pytesseract: for machines where tesserocr has no wheel."""

from __future__ import annotations

import os

import pytesseract
from PIL import Image

from extract.ink.pixels import GrayImage
from extract.ocr.base import LANGUAGE
from extract.ocr.tesseract_library import FIGURE_SIGNS, SEGMENTATION
from extract.ocr.text_size import dpi_to_text_scale, image_to_text_size
from extract.ocr.tsv import tsv_to_words
from models.errors import ToolMissingError
from models.records import Word


class TesseractProgram:
    """Same words as the library, one process for each reading."""

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        if min(image.shape) < 3:
            return ()
        os.environ["OMP_THREAD_LIMIT"] = "1"
        scale = dpi_to_text_scale(dpi, layout)
        image = image_to_text_size(image, scale)
        config = f"--psm {SEGMENTATION[layout]} --oem 1 --dpi {round(dpi * scale)}"
        if layout == "figures":
            config += f" -c tessedit_char_whitelist={FIGURE_SIGNS}"
        try:
            tsv = pytesseract.image_to_data(Image.fromarray(image), lang=LANGUAGE, config=config)
        except pytesseract.TesseractNotFoundError as error:
            raise ToolMissingError("the program tesseract is not installed; run `make setup`") from error
        except pytesseract.TesseractError as error:
            raise ToolMissingError(f"tesseract failed: {error.message}; see `bieumau doctor`") from error
        return tsv_to_words(str(tsv), scale)
