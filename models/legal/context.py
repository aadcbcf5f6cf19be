"""What stands right before a mention: the article it points into, and the word that says what is done with it."""

from __future__ import annotations

import re
from functools import cache

from models.legal.flat import FlatText
from models.legal.lexicon import flat_key, lexicon, words_to_pattern

_PIECE = r"(?:diem|khoan|dieu|muc|phan|chuong|phu\s+luc|tiet)\s+(?:[0-9]+(?:\.[0-9]+)*[a-zđ]?|[IVXL]+|[a-zđ])"
_ARTICLE = re.compile(
    rf"(?<![a-z])(?P<article>{_PIECE}(?:(?:\s*,\s*|\s+va\s+|\s+)(?:{_PIECE}|[0-9]+(?![0-9/])|[a-zđ]\b))*)\s*,?\s*(?:cua\s+|tai\s+)?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;:!?]\s")


def article_before(text: FlatText, at: int) -> str:
    """`điểm c khoản 1 Điều 59` when it stands right before `at`, as printed; else empty."""
    match = _ARTICLE.search(text.flat, max(0, at - 80), at)
    return " ".join(text.clean[match.start("article") : match.end("article")].split()) if match else ""


@cache
def _definitions() -> re.Pattern[str]:
    return re.compile(rf"(?:{words_to_pattern(lexicon().words['definitions'])})\s*:?\s*[\"“]?\s*$", re.IGNORECASE)


def is_defined_here(text: FlatText, at: int) -> bool:
    """Whether a mention at `at` repeats an earlier one as its short name: `(sau đây viết gọn là Nghị định số …)`."""
    return _definitions().search(text.flat, max(0, at - 40), at) is not None


@cache
def _relations() -> tuple[re.Pattern[str], dict[str, str]]:
    words = lexicon().words["relations"]
    return re.compile(rf"(?<![a-z])(?:{words_to_pattern(words)})(?![a-z])", re.IGNORECASE), {
        flat_key(word): word for word in words
    }


def relation_before(text: FlatText, at: int) -> str:
    """The last relation word of the clause before `at` (`thay thế`, `căn cứ` …); empty when there is none."""
    low = max(0, at - 60)
    window = text.flat[low:at]
    if ends := list(_SENTENCE.finditer(window)):
        window = window[ends[-1].end() :]
    pattern, names = _relations()
    found = ""
    for match in pattern.finditer(window):
        found = names[flat_key(match.group())]
    return found
