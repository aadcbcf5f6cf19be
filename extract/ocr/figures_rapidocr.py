"""The second reader of figures: the recogniser that the rapidocr wheel carries, run through onnxruntime.

It is driven directly and not through RapidOCR's own class because a figure needs more than a string: the probability of
each character, and the best reading within the alphabet of figures beside the free one.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.ink.pixels import GrayImage
from models.errors import ToolMissingError

HEIGHT = 48
STEP = 32
LOOK_ALIKE = str.maketrans("，．。％（）／－—–−一Oo", ",..%()/-----00")


@cache
def _session() -> tuple[Any, tuple[str, ...]]:
    """The ONNX session and its characters; index 0 is the blank of CTC."""
    try:
        import onnxruntime
    except ImportError as error:
        raise ToolMissingError("onnxruntime is not installed; run `make setup`") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(model_file()), options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, ("", *characters, " ")


def model_file() -> Path:
    """The recogniser's model inside the installed rapidocr package."""
    spec = find_spec("rapidocr")
    places = spec.submodule_search_locations if spec else None
    found = sorted(Path(places[0]).glob("models/*rec*.onnx")) if places else []
    if not found:
        raise ToolMissingError("rapidocr with its model is not installed; run `make setup`")
    return found[-1]


@cache
def _allowed(alphabet: str) -> npt.NDArray[np.float32]:
    """1 for the blank and each character of the alphabet, else 0; all 1 without an alphabet."""
    _, characters = _session()
    if not alphabet:
        return np.ones(len(characters), np.float32)
    return np.array([not c or c in alphabet for c in characters], np.float32)


class RapidOcrFigures:
    """Reads lines of one cell each.

    One by one: in a batch the shorter ones are padded, so that a reading would depend on its neighbours, and the
    padding costs more than batches bring on one core.
    """

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        if not images:
            return ()
        session, characters = _session()
        name = session.get_inputs()[0].name
        runs = (session.run(None, {name: _to_tensor(_prepare(image))[np.newaxis]})[0][0] for image in images)
        return tuple(probabilities_to_text(rows * _allowed(alphabet), characters) for rows in runs)


def _prepare(image: GrayImage) -> GrayImage:
    """Scaled to 48 pixels high with a margin, at least a square."""
    height, width = image.shape
    target = max(STEP, round(width * HEIGHT / height))
    return np.asarray(
        cv2.resize(image, (target, HEIGHT), interpolation=cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC),
        dtype=np.uint8,
    )


def _to_tensor(image: GrayImage) -> npt.NDArray[np.float32]:
    """(3, 48, a multiple of STEP) in -1 to 1; what is missing to the right is the middle gray of the training."""
    padded = np.zeros((HEIGHT, -(-image.shape[1] // STEP) * STEP), np.float32)
    padded[:, : image.shape[1]] = image.astype(np.float32) / 127.5 - 1
    return np.repeat(padded[np.newaxis], 3, axis=0)


def probabilities_to_text(rows: npt.NDArray[np.float32], characters: tuple[str, ...]) -> tuple[str, float]:
    """CTC greedy reading of (steps, characters), with the lowest probability of a character in it."""
    best = rows.argmax(axis=1)
    text: list[str] = []
    sure = 1.0
    last = 0
    for step, index in enumerate(best):
        if index and index != last:
            text.append(characters[index])
            if characters[index] != " ":
                sure = min(sure, float(rows[step, index]))
        last = int(index)
    return "".join(text).translate(LOOK_ALIKE).strip(), round(sure, 4) if text else 0.0
