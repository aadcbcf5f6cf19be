"""Legal references in Vietnamese text: a spaCy pipeline and the two functions most callers want.

    from models.legal import find_references
    for mention in find_references("Căn cứ Nghị định số 107/2020/NĐ-CP ngày 14/9/2020 của Chính phủ"):
        print(mention.doc_type, mention.canonical, mention.issue_date)

spaCy is loaded on first use, not on import.
"""

from __future__ import annotations

from models.legal.grammar import grammar_mentions
from models.records.legal import Mention

__all__ = ["find_references"]


def find_references(text: str) -> tuple[Mention, ...]:
    """All documents that `text` cites by number, and laws by name and year, in order; offsets into `text` as given."""
    return grammar_mentions(text)
