"""Make `scanned.jsonl`: invented passages, printed, blurred, speckled and read by Tesseract.

    TESSDATA_PREFIX=… python -m tests.models.legal.scan_passages FONT.ttf > tests/models/legal/scanned.jsonl

The noise is a scanner's and an OCR engine's, not that of `models.legal.invent.damage`, which the trained component has
seen; the seeds are none that anything is trained on. A label's place in the OCR text is found by aligning the letters;
its canonical stays what was printed.
"""

from __future__ import annotations

import difflib
import json
import random
import sys
import textwrap

import numpy as np
import tesserocr
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from models.legal.evaluate import Passage
from models.legal.invent import invent_passage

SEEDS = range(800_000, 800_200)
COLUMNS = 80


def passage_to_image(passage: Passage, font_path: str, chance: random.Random) -> Image.Image:
    """A paragraph at about 150 to 200 dpi, slightly turned, blurred and noisy; some are bilevel."""
    size = chance.choice((28, 32, 36))
    font = ImageFont.truetype(font_path, size)
    lines = textwrap.wrap(passage.text, COLUMNS)
    width = int(max(font.getlength(line) for line in lines)) + 60
    image = Image.new("L", (width, int(len(lines) * size * 1.5) + 60), 255)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((30, 30 + row * size * 1.5), line, fill=chance.choice((0, 40, 80)), font=font)
    turned = image.rotate(chance.uniform(-0.5, 0.5), fillcolor=255, resample=Image.Resampling.BICUBIC)
    blurred = turned.filter(ImageFilter.GaussianBlur(chance.choice((0.6, 1.0, 1.3))))
    speckle = np.random.default_rng(chance.randrange(2**32)).normal(0, chance.choice((8, 20, 35)), blurred.size[::-1])
    grey = np.clip(np.asarray(blurred, dtype=float) + speckle, 0, 255)
    if chance.random() < 0.4:
        grey = np.where(grey > chance.choice((120, 150, 170)), 255.0, 0.0)
    return Image.fromarray(grey.astype(np.uint8))


def moved_span(printed: str, read: str, start: int, end: int) -> tuple[int, int]:
    """Where `printed[start:end]` stands in what was read; an empty span where nothing of it is left."""
    inside = [
        (block.b + max(start - block.a, 0), block.b + min(end - block.a, block.size))
        for block in difflib.SequenceMatcher(None, printed, read, autojunk=False).get_matching_blocks()
        if block.a < end and start < block.a + block.size
    ]
    return (inside[0][0], inside[-1][1]) if inside else (0, 0)


def main(font_path: str) -> None:
    """Print the passages, one JSON object a line."""
    with tesserocr.PyTessBaseAPI(lang="vie", psm=tesserocr.PSM.SINGLE_BLOCK) as engine:
        for seed in SEEDS:
            passage = invent_passage(seed)
            engine.SetImage(passage_to_image(passage, font_path, random.Random(seed)))
            read = engine.GetUTF8Text().strip()
            refs = []
            for label in passage.labels:
                start, end = moved_span(passage.text, read.replace("\n", " "), label.start, label.end)
                if start < end:
                    refs.append({"start": start, "end": end, "doc_type": label.doc_type, "canonical": label.canonical})
            line = {"id": f"scanned-{seed}", "text": read, "noisy": True, "origin": f"seed {seed}", "refs": refs}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
