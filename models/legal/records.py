"""References as the JSON objects of `--format jsonl`: the fields of the labelled sets, and how sure we are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from models.errors import InputError
from models.records.legal import Mention

FIELDS = ("start", "end", "surface", "doc_type", "canonical", "issue_date", "issuer", "issuer_stated", "article")
MORE = ("relation", "confidence", "evidence")


def mention_to_entry(mention: Mention) -> dict[str, Any]:
    """One reference as a JSON object."""
    return {name: getattr(mention, name) for name in (*FIELDS, *MORE)}


def mentions_to_line(identifier: str, mentions: Iterable[Mention]) -> str:
    """`{"id": …, "refs": […]}` on one line, letters as they are."""
    entry = {"id": identifier, "refs": [mention_to_entry(mention) for mention in mentions]}
    return json.dumps(entry, ensure_ascii=False)


def lines_to_texts(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(id, text) of each JSON line. Raises InputError at a line without them."""
    for row, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield str(entry["id"]), str(entry["text"])
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f'line {row} is not {{"id": …, "text": …}}: {error}') from error
