"""Build the pipeline, load the packaged one, run it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import spacy
from spacy.language import Language

from models.legal import MODEL_PATH, components
from models.records.legal import Mention

PIECE = 100_000  # letters; a trained component holds a text's vectors in memory, about 1 KB for each letter
_CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "bieumau.legal_tokenizer.v1"}}}


def build() -> Language:
    """A fresh pipeline without trained parts: Vietnamese, our tokenizer, the grammar."""
    nlp = spacy.blank("vi", config=_CONFIG)
    nlp.add_pipe("legal_grammar")
    return nlp


@cache
def load() -> Language:
    """The packaged pipeline, loaded once a process. The same as `spacy.load(MODEL_PATH)`."""
    return spacy.load(MODEL_PATH)


def text_to_mentions(text: str) -> tuple[Mention, ...]:
    """What the pipeline marks in `text`, a long text piece by piece."""
    found: list[Mention] = []
    for start, piece in _pieces(text):
        mentions = components.doc_to_mentions(load()(piece))
        found += [replace(one, start=one.start + start, end=one.end + start) for one in mentions] if start else mentions
    return tuple(found)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Pieces with their offset, cut at the last line end, or else the last blank, before `PIECE` letters are full."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            end = max(text.rfind("\n", start, end), start) or end
            end = end if end > start else max(text.rfind(" ", start, start + PIECE), start)
            end = end + 1 if end > start else start + PIECE
        yield start, text[start:end]
        start = end
