"""The three readings of a text run letter for letter, and lead back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.legal.flat import text_to_flat

VIETNAMESE = st.text(
    st.sampled_from("Nghị định số 107/2020/NĐ-CP, Uỷ ban Ðề án ⁄–⁹\n\u200b\u00ad\ufffe ệữ"), max_size=60
)


@pytest.mark.parametrize(
    ("printed", "clean", "flat"),
    [
        ("Nghị định", "Nghị định", "Nghi dinh"),
        ("QÐ–UBND", "QĐ-UBND", "QD-UBND"),
        ("12⁄2021", "12/2021", "12/2021"),
        ("NĐ\ufffeCP", "NĐ-CP", "ND-CP"),
        ("NĐ-CP⁹", "NĐ-CP^", "ND-CP^"),
        ("số\u00a012\f", "số 12\n", "so 12\n"),
        ("Ng\u200bhị", "Nghị", "Nghi"),
    ],
)
def test_signs_and_letters_that_look_alike_become_one(printed: str, clean: str, flat: str) -> None:
    text = text_to_flat(printed)
    assert (text.clean, text.flat) == (clean, flat)


@given(VIETNAMESE)
def test_both_readings_have_the_same_length(source: str) -> None:
    for form in ("NFC", "NFD"):
        text = text_to_flat(unicodedata.normalize(form, source))
        assert len(text.clean) == len(text.flat)


@given(VIETNAMESE, st.integers(0, 60), st.integers(0, 60))
def test_a_span_leads_to_the_letters_it_stands_for(source: str, one: int, other: int) -> None:
    text = text_to_flat(unicodedata.normalize("NFD", source))
    start, end = sorted((min(one, len(text.clean)), min(other, len(text.clean))))
    if start == end:
        return
    left, right = text.source_span(start, end)
    assert text_to_flat(text.source[left:right]).clean == text.clean[start:end]


def test_a_letter_keeps_its_marks_when_the_text_is_decomposed() -> None:
    source = unicodedata.normalize("NFD", "số định")
    left, right = text_to_flat(source).source_span(3, 7)
    assert unicodedata.normalize("NFC", source[left:right]) == "định"
