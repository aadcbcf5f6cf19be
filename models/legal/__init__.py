"""Legal references in Vietnamese text: a spaCy pipeline, and functions for callers that want none of spaCy.

    from models.legal import find_references
    for mention in find_references("Căn cứ Nghị định số 107/2020/NĐ-CP ngày 14/9/2020 của Chính phủ"):
        print(mention.doc_type, mention.canonical, mention.issue_date)

`spacy.load(models.legal.MODEL_PATH)` gives the same pipeline to spaCy's own tools. spaCy is imported on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from models.legal.resolve import Resolved, resolve_references
from models.legal.symbols import is_near_known, lacks_part
from models.records.legal import Mention

__all__ = [
    "MODEL_PATH",
    "RELEASED_PATH",
    "Resolved",
    "find_references",
    "find_references_in_each",
    "is_near_known",
    "lacks_part",
    "resolve_references",
]

MODEL_PATH = Path(__file__).parent / "model"
RELEASED_PATH = Path(__file__).parent / "released.json"  # what the last release found right in the labelled passages


def find_references(text: str) -> tuple[Mention, ...]:
    """All documents that `text` cites by number, and laws by name and year, in order; offsets into `text` as given.

    `text` may hold line ends, be NFC or NFD, typed or read by OCR. A reading that had to be mended carries `evidence`
    and a lower `confidence`.
    """
    return next(find_references_in_each((text,)))


def find_references_in_each(texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
    """What `find_references` gives, for text after text; twice as fast where they are short.

    `texts` is walked some thousands of letters ahead of what comes back.
    """
    from models.legal.pipeline import texts_to_mentions  # spaCy takes most of a second to import

    return texts_to_mentions(texts)
