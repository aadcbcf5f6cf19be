"""What Tesseract's TSV says, as words."""

from __future__ import annotations

import pytest

from extract.ocr.tsv import text_with_sixes, tsv_to_words
from models.records import Box, Word


def test_rows_of_words_are_words_in_pixels_of_the_whole_image() -> None:
    rows = ("4\t1\t1\t1\t1\t0\t10\t20\t300\t40\t-1\t", "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\t0ó/CT-UBND")
    assert tsv_to_words("\n".join(rows), 0.5) == (Word("06/CT-UBND", Box(20, 40, 80, 120), 0.965),)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("0ó", "06"),
        ("201ó", "2016"),
        ("1ó-NQ/TW", "16-NQ/TW"),
        ("58ó2/2023/QĐ-UBND", "5862/2023/QĐ-UBND"),
        ("óó10/2024/TT-BKHĐT", "6610/2024/TT-BKHĐT"),
        ("óó/UBND-HCC", "66/UBND-HCC"),
        ("ó/NQ-CP", "6/NQ-CP"),
        ("ó.294", "ó.294"),
        ("6ó90-ĐA/TU", "6ó90-ĐA/TU"),
        ("26óó/UBND", "26óó/UBND"),
        ("có", "có"),
        ("có2", "có2"),
        ("2có", "2có"),
        ("ó", "ó"),
    ],
)
def test_an_o_in_a_figure_is_a_six_where_it_can_be_nothing_else(read: str, printed: str) -> None:
    assert text_with_sixes(read) == printed
