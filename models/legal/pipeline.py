"""Build the packaged pipeline, load it, run it."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language

from models.legal import MODEL_PATH, components
from models.records.legal import Mention

LONGEST_TEXT = 20_000_000  # letters; the grammar runs in line with the text, spaCy's default guards parsers
_CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "bieumau.legal_tokenizer.v1"}}}


def build() -> Language:
    """A fresh pipeline: Vietnamese, our tokenizer, the grammar."""
    nlp = spacy.blank("vi", config=_CONFIG)
    nlp.add_pipe("legal_grammar")
    nlp.max_length = LONGEST_TEXT
    return nlp


@cache
def load() -> Language:
    """The packaged pipeline, loaded once a process. The same as `spacy.load(MODEL_PATH)`."""
    nlp = spacy.load(MODEL_PATH)
    nlp.max_length = LONGEST_TEXT
    return nlp


def text_to_mentions(text: str) -> tuple[Mention, ...]:
    """What the pipeline marks in `text`."""
    if not text:
        return ()
    return components.doc_to_mentions(load()(text))
