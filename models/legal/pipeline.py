"""Build the pipeline, load the packaged one, run it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import spacy
from spacy.language import Language

from models.legal import MODEL_PATH, components
from models.records.legal import Mention

PIECE = 100_000  # letters; a trained component holds a text's vectors in memory, about 1 KB for each letter
BATCH = 8_000  # letters; short texts are read together, which takes half the time
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


def texts_to_mentions(texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
    """What the pipeline marks in each text, a long one piece by piece, short ones several at a time."""
    for batch in _batches(texts):
        places = [(number, start, piece) for number, text in enumerate(batch) for start, piece in _pieces(text)]
        found: list[list[Mention]] = [[] for _ in batch]
        docs = load().pipe((piece for *_, piece in places), batch_size=len(batch))
        for (number, start, _), doc in zip(places, docs, strict=True):
            for one in components.doc_to_mentions(doc):
                found[number].append(replace(one, start=one.start + start, end=one.end + start) if start else one)
        yield from map(tuple, found)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in order, as many together as have less than `BATCH` letters; a longer one stands alone."""
    batch: list[str] = []
    letters = 0
    for text in texts:
        if batch and letters + len(text) > BATCH:
            yield batch
            batch, letters = [], 0
        batch.append(text)
        letters += len(text)
    if batch:
        yield batch


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
