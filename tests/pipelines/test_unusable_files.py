"""The real reader on files that it cannot use, beside one that it can."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from models.records import Report
from pipelines.ingest import Plan, Result, run
from pipelines.pool import Limits
from tests.pipelines.datapackage import folder_to_problems


def drawn(text: str, password: str = "") -> bytes:
    """A one-page PDF with a text layer; with a password, one that only its owner can open."""
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption(password) if password else None, invariant=True)
    for number in range(30):
        canvas.drawString(72, 770 - 20 * number, f"{text}, line {number} of a page with enough words to be read")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


GOOD = drawn("good")

UNUSABLE: dict[str, tuple[bytes, str]] = {
    # the file, and words of its error that tell the user what it is
    "empty": (b"", "empty"),
    "word processor": (b"PK\x03\x04" + bytes(500), "not a PDF"),
    "cut off": (GOOD[:600], ""),
    "header only": (b"%PDF-1.7\n", ""),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 40, ""),
    "encrypted": (drawn("secret", "a password"), "password"),
    "no pages": (GOOD.replace(b"/Count 1", b"/Count 0").replace(b"/Kids [", b"/Nope ["), ""),
}


def unwatched(total: int, done: int) -> Callable[[Report, float], None]:
    return lambda report, seconds: None


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("files")
    (folder / "good.pdf").write_bytes(GOOD)
    for name, (content, _) in UNUSABLE.items():
        (folder / f"{name}.pdf").write_bytes(content)
    out = folder / "out"
    return run(Plan((folder,), out, limits=Limits(seconds=300), workers=2), unwatched), out


def documents(out: Path) -> dict[str, dict[str, str]]:
    with (out / "documents.csv").open(newline="", encoding="utf-8") as file:
        return {row["source"].removesuffix(".pdf"): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_file_that_cannot_be_used_has_a_row_that_says_why(result: tuple[Result, Path], name: str) -> None:
    row = documents(result[1])[name]
    assert (row["status"], row["review"], row["pages"]) == ("failed", "true", "")
    assert UNUSABLE[name][1] in row["error"]
    assert row["error"]
    assert "internal error" not in row["error"]
    assert "ended by itself" not in row["error"]


def test_the_good_file_beside_them_is_read(result: tuple[Result, Path]) -> None:
    row = documents(result[1])["good"]
    assert (row["status"], row["pages"], row["error"]) == ("ok", "1", "")
    assert folder_to_problems(result[1]) == []


def test_the_run_balances_and_its_exit_code_says_that_some_failed(result: tuple[Result, Path]) -> None:
    balance = result[0].balance
    assert (balance.files, balance.ok, balance.failed) == (len(UNUSABLE) + 1, 1, len(UNUSABLE))
    assert balance.exit_code == 3
