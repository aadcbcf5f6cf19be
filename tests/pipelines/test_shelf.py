from __future__ import annotations

import gc
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.records import Box, PageInfo, Passage, Piece
from pipelines.shelf import Shelf, opened_shelf, passing_shelf

PASSAGES = [
    Passage("body", "Kế hoạch số 8/KH-UBND", (Piece(0, 2, 1, Box(72.004, 100, 300.1, 112.5), 0.98),)),
    Passage("footnote", "", (), marker="7"),
    Passage("table", "12,5", (), table_id="t-1"),
]


@given(st.lists(st.tuples(st.text(), st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=3))))
def test_what_was_put_on_a_shelf_stands_there_in_its_order(made: list[tuple[str, list[float]]]) -> None:
    records = [
        Passage("body", text.encode("utf-8", "ignore").decode(), tuple(Piece(0, 1, 1, Box(x, 0, 1, 1)) for x in xs))
        for text, xs in made
    ]
    shelf = Shelf(io.BytesIO(), Passage)
    for record in records:
        shelf.append(record)
    assert (list(shelf), len(shelf)) == (records, len(records))


def test_two_walks_at_once_do_not_disturb_each_other_nor_what_is_added_meanwhile() -> None:
    shelf = Shelf(io.BytesIO(), Passage)
    for record in PASSAGES[:2]:
        shelf.append(record)
    one, two = iter(shelf), iter(shelf)
    assert (next(one), next(one), next(two)) == (PASSAGES[0], PASSAGES[1], PASSAGES[0])
    shelf.append(PASSAGES[2])
    assert (list(one), list(two)) == ([PASSAGES[2]], PASSAGES[1:])


def whole(path: Path) -> bytes:
    shelf = opened_shelf(path, Passage)
    for record in PASSAGES:
        shelf.append(record)
    return path.read_bytes()


def test_a_shelf_opened_again_goes_on_where_it_ended(tmp_path: Path) -> None:
    whole(tmp_path / "a")
    shelf = opened_shelf(tmp_path / "a", Passage)
    shelf.append(PASSAGES[0])
    assert list(shelf) == [*PASSAGES, PASSAGES[0]]


@pytest.mark.parametrize("lost", [1, 4, 12])
def test_of_a_record_that_was_cut_short_nothing_stays(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(whole(path)[:-lost])
    shelf = opened_shelf(path, Passage)
    assert list(shelf) == PASSAGES[:2]
    shelf.append(PASSAGES[1])
    assert list(shelf) == [*PASSAGES[:2], PASSAGES[1]]


def test_a_damaged_record_and_what_follows_it_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    content = bytearray(whole(path))
    content[content.index("Kế".encode())] ^= 255
    path.write_bytes(content)
    shelf = opened_shelf(path, Passage)
    assert len(shelf) == 0


def test_records_of_another_shape_count_as_none(tmp_path: Path) -> None:
    whole(tmp_path / "a")
    shelf = opened_shelf(tmp_path / "a", PageInfo)
    assert list(shelf) == []


def test_numpy_numbers_become_plain_ones_and_anything_else_is_refused() -> None:
    shelf = Shelf(io.BytesIO(), PageInfo)
    width: Any = np.float32(0.5)
    words: Any = np.int64(7)
    shelf.append(PageInfo(1, "scanned", "", width, 1.0, words=words))
    assert next(iter(shelf)) == PageInfo(1, "scanned", "", 0.5, 1.0, words=7)


@pytest.mark.parametrize("bad", [object(), {1, 2}, "1.5"])
def test_what_cannot_be_read_back_is_refused_and_leaves_no_trace(bad: Any) -> None:
    shelf = Shelf(io.BytesIO(), PageInfo)
    with pytest.raises(TypeError, match="record cannot"):
        shelf.append(PageInfo(1, "scanned", "", bad, 1.0))
    assert list(shelf) == []


def test_a_shelf_is_a_sequence_that_equals_any_other_with_the_same_records() -> None:
    shelf = passing_shelf(Passage, PASSAGES)
    assert (shelf[0], shelf[-1], shelf[1:]) == (PASSAGES[0], PASSAGES[2], tuple(PASSAGES[1:]))
    assert shelf == passing_shelf(Passage, PASSAGES) == PASSAGES
    assert shelf != passing_shelf(Passage, PASSAGES[1:])
    assert shelf != 3


def test_a_passing_shelf_closes_its_file_when_nobody_holds_it() -> None:
    shelf = passing_shelf(Passage, PASSAGES)
    close = shelf.close
    assert close.alive
    del shelf
    gc.collect()
    assert not close.alive
