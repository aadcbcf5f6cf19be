"""Whole runs over files that break in every way known, with readers that stand in for the real one."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import InputError, OutputError
from models.records import Report
from pipelines.ingest import EXIT_FAILED, EXIT_OK, EXIT_PARTIAL, Balance, Plan, Result, run
from pipelines.pool import Limits
from pipelines.writers import WRITERS
from tests.pipelines.readers import FAULTY, SOUND, pdf

LIMITS = Limits(seconds=10, memory_mb=500, file_mb=1)


def unwatched(total: int, done: int) -> Callable[[Report, float], None]:
    return lambda report, seconds: None


def folder_of(tmp_path: Path, *faults: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for fault in faults:
        (folder / f"{fault}.pdf").write_bytes(pdf(fault))
    return folder


def run_faulty(folder: Path, out: Path, workers: int = 2) -> Result:
    return run(Plan((folder,), out, limits=LIMITS, workers=workers, reader=FAULTY), unwatched)


def run_sound(folder: Path, out: Path, workers: int = 1, force: bool = False) -> Result:
    return run(Plan((folder,), out, limits=LIMITS, workers=workers, force=force, reader=SOUND), unwatched)


def documents(out: Path) -> dict[str, dict[str, str]]:
    with (out / "documents.csv").open(newline="", encoding="utf-8") as file:
        return {row["source"]: row for row in csv.DictReader(file)}


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in WRITERS}


def reads(folder: Path) -> dict[str, int]:
    return {path.stem: len(path.read_text().splitlines()) for path in sorted(folder.glob("*.reads"))}


FAULTS = [
    # what happens, status, and words of the error that say it or say what to do
    ("good", "ok", ""),
    ("partial", "partial", "page 2: no picture"),
    ("hang", "failed", "raise --timeout"),
    ("memory", "failed", "raise --memory"),
    ("exit", "failed", "exit code 7"),
    ("quiet", "failed", "--verbose"),
    ("signal", "failed", "SIGSEGV"),
    ("raise", "failed", "KeyError in readers.read_faulty"),
    ("encrypted", "failed", "save it without a password"),
    ("nan", "failed", "internal error"),
    ("changed", "failed", "changed while it was read"),
]


def test_each_fault_has_its_own_row_and_harms_no_other_document(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, *(fault for fault, _, _ in FAULTS))
    (folder / "empty.pdf").touch()
    (folder / "word.pdf").write_bytes(b"PK\x03\x04")
    (folder / "huge.pdf").write_bytes(pdf("good") + bytes(2 * 1024 * 1024))
    result = run_faulty(folder, tmp_path / "out")
    rows = documents(tmp_path / "out")
    expected = [
        *FAULTS,
        ("empty", "failed", "empty"),
        ("word", "failed", "not a PDF"),
        ("huge", "failed", "--max-size"),
    ]
    for fault, status, words in expected:
        row = rows[f"{fault}.pdf"]
        assert (row["status"], row["review"]) == (status, str(status != "ok").lower()), row
        assert words in row["error"]
        assert bool(row["error"]) == (status != "ok")
        assert str(tmp_path) not in row["error"]
    assert result.balance == Balance(files=14, copies=0, ok=1, partial=1, failed=12, pages=3, pages_refused=1)
    assert result.balance.exit_code == EXIT_FAILED


def test_pages_are_kept_until_their_record_is_there(tmp_path: Path) -> None:
    folder, records = folder_of(tmp_path, "a"), tmp_path / "out" / ".records"
    run_sound(folder, tmp_path / "out")
    (record,) = records.iterdir()
    pages = record.with_name(record.name.replace(".jsonl.gz", ".pages"))
    pages.write_text("of a run that was killed")
    assert run_sound(folder, tmp_path / "out", force=True).balance.ok == 1
    assert not pages.exists()


@pytest.mark.parametrize(
    ("faults", "code"),
    [(("good",), EXIT_OK), (("good", "partial"), EXIT_PARTIAL), (("partial", "encrypted"), EXIT_FAILED)],
)
def test_the_exit_code_tells_the_worst(tmp_path: Path, faults: tuple[str, ...], code: int) -> None:
    assert run_faulty(folder_of(tmp_path, *faults), tmp_path / "out").balance.exit_code == code


def test_the_bytes_are_the_same_for_any_number_of_workers_and_for_a_second_run(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a", "b", "c", "partial", "encrypted")
    for name, workers in (("one", 1), ("three", 3)):
        run_faulty(folder, tmp_path / name, workers)
    first = contents(tmp_path / "one")
    assert contents(tmp_path / "three") == first
    run_faulty(folder, tmp_path / "one", 2)
    assert contents(tmp_path / "one") == first


def test_records_are_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a", "b", "c")
    for name, workers in (("one", 1), ("three", 3)):
        run_sound(folder, tmp_path / name, workers)
    one, three = (
        {path.name: path.read_bytes() for path in (tmp_path / name / ".records").iterdir()} for name in ("one", "three")
    )
    assert one == three


def test_no_file_of_the_dataset_says_where_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path, "a", "raise")
    run_faulty(folder, tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    run_faulty(Path("in"), Path("elsewhere"))
    assert contents(tmp_path / "elsewhere") == contents(tmp_path / "out")
    assert not any(str(tmp_path).encode() in content for content in contents(tmp_path / "out").values())


def test_what_is_read_is_not_read_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a", "b")
    run_sound(folder, tmp_path / "out")
    folder_of(tmp_path, "c")
    assert run_sound(folder, tmp_path / "out").resumed == 2
    assert reads(folder) == {"a": 1, "b": 1, "c": 1}
    run_sound(folder, tmp_path / "out", force=True)
    assert reads(folder) == {"a": 2, "b": 2, "c": 2}


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "encrypted")
    assert run_faulty(folder, tmp_path / "out").balance.failed == 1
    assert run_sound(folder, tmp_path / "out").balance.ok == 1
    assert reads(folder) == {"encrypted": 1}


def test_a_damaged_record_is_read_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a")
    run_sound(folder, tmp_path / "out")
    (record,) = (tmp_path / "out" / ".records").iterdir()
    record.write_bytes(record.read_bytes()[:20])
    assert run_sound(folder, tmp_path / "out").balance.ok == 1
    assert reads(folder) == {"a": 2}


def test_the_csvs_hold_the_documents_of_the_last_run_under_their_present_names(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a", "b")
    run_sound(folder, tmp_path / "out")
    (folder / "a.pdf").rename(folder / "renamed.pdf")
    (folder / "b.pdf").unlink()
    assert run_sound(folder, tmp_path / "out").resumed == 1
    assert list(documents(tmp_path / "out")) == ["renamed.pdf"]


def test_a_copy_is_counted_and_named_but_read_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a")
    (folder / "b.pdf").write_bytes((folder / "a.pdf").read_bytes())
    result = run_sound(folder, tmp_path / "out")
    assert (result.balance.files, result.balance.copies, result.balance.ok) == (2, 1, 2)
    assert documents(tmp_path / "out")["a.pdf"]["copies"] == "b.pdf"


def test_someone_elses_csv_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "tables.csv").write_text("mine")
    with pytest.raises(OutputError, match=r"tables\.csv"):
        run_sound(folder_of(tmp_path, "a"), out)
    assert (out / "tables.csv").read_text() == "mine"


def test_a_folder_without_pdfs_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no PDF"):
        run_sound(folder_of(tmp_path), tmp_path / "out")


# What a shell starts in the background ignores Ctrl-C, and all that it starts in turn.
SCRIPT = """
import signal, sys
from pathlib import Path
from pipelines.ingest import Plan, run
from tests.pipelines.readers import FAULTY
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    run(Plan((Path(sys.argv[1]),), Path(sys.argv[2]), reader=FAULTY), lambda total, done: lambda report, seconds: None)
"""


def wait_for(happened: Callable[[], bool]) -> None:
    """Poll; a machine may be slow, so the end is far off and only there to keep a broken test from hanging."""
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_keeps_what_is_finished_and_goes_on(tmp_path: Path, blow: signal.Signals) -> None:
    folder = folder_of(tmp_path, "hang")
    (folder / "good.pdf").write_bytes(pdf("good", "larger, so it is the first to be read"))
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", SCRIPT, str(folder), str(tmp_path / "out")]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(root)}, stderr=subprocess.DEVNULL) as started:
        wait_for(lambda: (folder / "hang.pid").exists() and bool((folder / "hang.pid").read_text()))
        started.send_signal(blow)
    wait_for(lambda: gone(int((folder / "hang.pid").read_text())))
    assert not (tmp_path / "out" / "documents.csv").exists()
    result = run_sound(folder, tmp_path / "out")
    assert (result.resumed, result.balance.ok) == (1, 2)
    assert reads(folder) == {"hang": 1}
