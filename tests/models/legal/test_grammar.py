"""The grammar against its table of rows: what each text cites, and what cites nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.legal import find_references
from models.legal.grammar import grammar_mentions
from models.legal.lexicon import lexicon
from models.records.legal import Mention
from tests.models.legal import rows_kinds, rows_laws, rows_lists, rows_noise, rows_nothing

CLEAN = (*rows_kinds.ROWS, *rows_laws.ROWS, *rows_lists.ROWS)
Row = tuple[str, tuple[str, ...]]


def to_short(mention: Mention) -> str:
    """A mention as the rows write it."""
    short = f"{mention.doc_type}|{mention.canonical}"
    return f"{short}|{mention.issue_date}" if mention.issue_date else short


def found_in(text: str) -> list[str]:
    return [to_short(mention) for mention in find_references(text)]


@pytest.mark.parametrize("row", CLEAN, ids=lambda row: row[0][:60])
def test_a_text_gives_the_references_of_its_row(row: Row) -> None:
    text, expected = row
    assert found_in(text) == list(expected)


@pytest.mark.parametrize("row", CLEAN, ids=lambda row: row[0][:60])
def test_decomposed_letters_and_joined_lines_change_nothing(row: Row) -> None:
    text, expected = row
    assert found_in(unicodedata.normalize("NFD", text)) == list(expected)
    assert found_in(" ".join(text.split())) == list(expected)


@pytest.mark.parametrize("row", rows_noise.ROWS, ids=lambda row: row[0][:60])
def test_a_damaged_text_gives_its_references_and_says_what_was_mended(row: Row) -> None:
    text, expected = row
    mentions = find_references(text)
    assert [to_short(mention) for mention in mentions] == list(expected)
    assert any(mention.evidence and mention.confidence < 1 for mention in mentions)


@pytest.mark.parametrize("text", rows_nothing.TEXTS, ids=lambda text: text[:60])
def test_a_text_without_a_reference_gives_none(text: str) -> None:
    assert found_in(text) == []


def test_every_kind_of_the_lexicon_has_a_row() -> None:
    shown = {reference.split("|")[0] for _, expected in CLEAN for reference in expected}
    assert {kind.name for kind in lexicon().kinds} == shown


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(CLEAN) + len(rows_noise.ROWS) + len(rows_nothing.TEXTS) >= 150


@pytest.mark.parametrize("row", [*CLEAN, *rows_noise.ROWS], ids=lambda row: row[0][:60])
def test_offsets_lead_to_the_surface(row: Row) -> None:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, f"Thực hiện: {row[0]}")
        for mention in find_references(text):
            assert text[mention.start : mention.end] == mention.surface
            assert mention.surface == mention.surface.strip()


@given(st.text(st.sampled_from("Nghị định Luật số 12/QĐ-CP;., của năm 2022 ngày\n1lÐ⁹-/"), max_size=80))
def test_no_text_breaks_the_grammar_and_every_span_is_a_span(text: str) -> None:
    mentions = grammar_mentions(text)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert 0 < mention.confidence <= 1
    ends = [0, *(mention.end for mention in mentions)]
    assert all(mention.start >= end for mention, end in zip(mentions, ends, strict=False))
