"""Printed codes become paths that are unique in the form, whatever was printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.forms import code_to_text, codes_to_paths


@pytest.mark.parametrize(
    ("codes", "paths"),
    [
        ("1. 1.1. 1.2. 2.", "1 1.1 1.2 2"),
        # a list under 2.2, after which the main numbering goes on
        ("2. 2.1. 2.2. 1. 2. 3. 3.1.", "2 2.1 2.2 2.2/1 2.2/2 3 3.1"),
        # here the same 2 and 3 belong to the list, as the second 2 shows
        ("1. 1.3. 1.4. 1. 2. 3. 2. 2.1. 3.", "1 1.3 1.4 1.4/1 1.4/2 1.4/3 2 2.1 3"),
        # rows without a code take letters
        ("3. 3.1. _ _ 3.2. _", "3 3.1 3.1/a 3.1/b 3.2 3.2/a"),
        ("1.4. 1. _ 2. 2.", "1.4 1.4/1 1.4/1/a 1.4/2 2"),
        # no full stop, bullets, a dropped row, numbering that starts late
        ("3.1 3.2 - - 3.4", "3.1 3.2 3.2/a 3.2/b 3.4"),
        ("6. 6.4. 6.4.1. 6.4.2. 6.5.", "6 6.4 6.4.1 6.4.2 6.5"),
        # a lost full stop does not shift what follows
        ("1.1. 1.2. 13. 1.4. 2.", "1.1 1.2 1.2/13 1.4 2"),
        ("1.1. 1.2. 1.2. 1.3.", "1.1 1.2 1.2/1.2 1.3"),
        # sections
        ("I 1 2 II 1 2", "I I/1 I/2 II II/1 II/2"),
        ("_ _", "a b"),
    ],
)
def test_codes_to_paths(codes: str, paths: str) -> None:
    printed = ["" if code == "_" else code for code in codes.split()]
    assert codes_to_paths(printed) == tuple(paths.split())


@given(st.lists(st.one_of(st.text(max_size=6), st.from_regex(r"\d{0,2}(\.\d){0,3}\.?", fullmatch=True)), max_size=40))
def test_every_row_has_a_path_of_its_own(codes: list[str]) -> None:
    paths = codes_to_paths(codes)
    assert len(paths) == len(codes)
    assert len(set(paths)) == len(paths)
    assert all(paths)


@pytest.mark.parametrize(
    ("printed", "text"),
    [("3.3.1.", "3.3.1"), (" 1. 2. ", "1.2"), ("3.2", "3.2"), ("-", ""), ("", ""), ("a)", "a"), ("(1)", "1")],
)
def test_code_to_text(printed: str, text: str) -> None:
    assert code_to_text(printed) == text
