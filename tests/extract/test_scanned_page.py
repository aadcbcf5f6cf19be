"""What the engine reads in a cell is kept as read; garbage is told from text by its confidence."""

from __future__ import annotations

import pytest

from extract.scanned_page import words_are_sure
from tests.factories import word


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ([("Số", 0.96), ("lượng", 0.93), ("phiếu", 0.95)], True),
        ([("Số", 0.96), ("lượng", 0.15), ("phiếu", 0.95), ("khảo", 0.9), ("sát", 0.9)], True),  # one bad word
        ([("S_", 0.3), ("dai", 0.2), ("„Í(*8:1", 0.0), ("Ý", 0.4), ("mức", 0.9), ("độ", 0.9)], False),
        ([("%", 0.5)], True),
        ([("O¿¡", 0.1), ("Vụ", 0.4)], False),
        ([], True),
    ],
)
def test_garbage_is_told_from_text(words: list[tuple[str, float]], sure: bool) -> None:
    assert words_are_sure([word(text, confidence=confidence) for text, confidence in words]) is sure
