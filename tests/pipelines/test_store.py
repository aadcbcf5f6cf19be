from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import OutputError
from models.records import Heading, PageInfo, Report
from pipelines.shelf import Walked
from pipelines.store import Store, file_to_report, report_to_parts, write_atomically
from tests.pipelines.reports import report


def a_store(folder: Path) -> Store:
    store = Store(folder / ".records", "0.1.0", "00000000")
    store.open()
    return store


@contextmanager
def saved_and_loaded(before: Report) -> Iterator[Report]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record"
        write_atomically(path, report_to_parts(before))
        yield file_to_report(path)


def test_a_record_is_what_was_saved(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.save(report())
    assert store.load(report().document_id) == report()


def test_what_a_document_has_much_of_stays_in_the_record_and_is_walked_there() -> None:
    with saved_and_loaded(report()) as after:
        for name in ("tables", "indicators", "figures", "references", "back_references"):
            assert isinstance(getattr(after, name), Walked)
            assert getattr(after, name) == getattr(report(), name) != ()


def test_a_record_is_named_by_document_version_and_way_of_reading(tmp_path: Path) -> None:
    a_store(tmp_path).save(report("feedfeedfeedfeed"))
    assert [path.name for path in (tmp_path / ".records").iterdir()] == ["feedfeedfeedfeed-0.1.0-00000000.jsonl.gz"]


@given(title=st.text(), width=st.floats(allow_nan=False, allow_infinity=False), words=st.integers(0, 10**9))
def test_any_text_and_number_comes_back(title: str, width: float, words: int) -> None:
    title = title.encode("utf-8", "ignore").decode()
    before = replace(
        report(), heading=Heading(title=title), pages=(PageInfo(1, "digital", "", width, 1.0, words=words),)
    )
    with saved_and_loaded(before) as after:
        assert after == before


def test_the_same_report_gives_the_same_bytes_without_a_time_in_them() -> None:
    first = b"".join(report_to_parts(report()))
    assert first == b"".join(report_to_parts(report()))
    assert first[4:8] == bytes(4)  # the time field of the gzip header (RFC 1952)


def test_numpy_numbers_become_plain_ones() -> None:
    height: Any = np.float32(0.5)
    words: Any = np.int64(7)
    page = PageInfo(1, "scanned", "", np.float64(595.5), height, words=words)
    with saved_and_loaded(replace(report(), pages=(page,))) as after:
        assert after.pages[0].words == 7


@pytest.mark.parametrize("bad", [float("nan"), {1, 2}])
def test_what_cannot_be_read_back_is_refused_when_saved(bad: Any) -> None:
    page = PageInfo(1, "scanned", "", bad, 1.0)
    with pytest.raises((TypeError, ValueError)):
        list(report_to_parts(replace(report(), pages=(page,))))


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda good: good[: len(good) // 2],
    "not gzip": lambda good: b"{}",
    "empty": lambda good: b"",
    "another shape": lambda good: gzip.compress(b'{"document_id": 1}'),
    "bit flipped": lambda good: good[:40] + bytes([good[40] ^ 255]) + good[41:],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_record_counts_as_none(tmp_path: Path, damage: str) -> None:
    store = a_store(tmp_path)
    store.save(report())
    path = store.path(report().document_id)
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    assert store.load(report().document_id) is None


def test_records_of_another_version_or_settings_are_not_taken(tmp_path: Path) -> None:
    a_store(tmp_path).save(report())
    assert Store(tmp_path / ".records", "0.2.0", "00000000").load(report().document_id) is None
    assert Store(tmp_path / ".records", "0.1.0", "11111111").load(report().document_id) is None


def test_a_write_that_breaks_leaves_the_old_file_and_no_temp_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "documents.csv"
    write_atomically(path, [b"o", b"ld"])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, [b"new"])
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["documents.csv"]


def test_results_can_be_read_by_others(tmp_path: Path) -> None:
    write_atomically(tmp_path / "documents.csv", [b"x"])
    assert (tmp_path / "documents.csv").stat().st_mode & 0o777 == 0o644


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands here")
    with pytest.raises(OutputError, match="choose another --out"):
        Store(tmp_path / "out" / ".records", "0.1.0", "0").open()


def test_a_report_that_failed_has_a_record_too(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    failed = Report("0" * 16, "a.pdf", "0" * 64, "failed", "0.1.0", error="not a PDF file")
    store.save(failed)
    assert store.load("0" * 16) == failed
