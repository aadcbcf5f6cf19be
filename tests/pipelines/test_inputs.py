from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from models.errors import InputError
from pipelines.inputs import InputFile, paths_to_inputs, require_inputs

PDF = b"%PDF-1.7 "
LIMIT = 1000


def tree(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def sources(found: tuple[InputFile, ...]) -> list[str]:
    return [file.source for file in found]


def test_a_folder_gives_its_pdfs_and_those_below_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["b.pdf", "a/2.PDF", "a/1.pdf", "notes.md", "a.pdf.txt", ".hidden.pdf", "c.Pdf"]
    tree(tmp_path, {name: PDF + name.encode() for name in names})
    assert sources(paths_to_inputs([tmp_path], LIMIT)) == ["a/1.pdf", "a/2.PDF", "b.pdf", "c.Pdf"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    tree(tmp_path, {"scan.bin": PDF})
    assert sources(paths_to_inputs([tmp_path / "scan.bin"], LIMIT)) == ["scan.bin"]


def test_a_document_is_named_by_its_bytes(tmp_path: Path) -> None:
    tree(tmp_path, {"a.pdf": PDF})
    (found,) = paths_to_inputs([tmp_path], LIMIT)
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert found.document_id == found.sha256[:16]


def test_the_same_bytes_under_two_names_are_one_document_with_a_copy(tmp_path: Path) -> None:
    tree(tmp_path, {"b.pdf": PDF, "a.pdf": PDF, "c.pdf": PDF + b"c"})
    first, second = paths_to_inputs([tmp_path], LIMIT)
    assert (first.source, first.copies) == ("a.pdf", ("b.pdf",))
    assert (second.source, second.copies) == ("c.pdf", ())


def test_a_file_named_twice_is_no_copy_of_itself(tmp_path: Path) -> None:
    tree(tmp_path, {"a.pdf": PDF})
    (found,) = paths_to_inputs([tmp_path / "a.pdf", tmp_path / "a.pdf"], LIMIT)
    assert found.copies == ()


def test_the_order_of_the_arguments_does_not_matter(tmp_path: Path) -> None:
    tree(tmp_path, {"x/1.pdf": PDF + b"1", "y/0.pdf": PDF + b"0", "y/1.pdf": PDF + b"2"})
    x, y = tmp_path / "x", tmp_path / "y"
    assert paths_to_inputs([x, y], LIMIT) == paths_to_inputs([y, x], LIMIT)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a word processor's file", "not a PDF"),
        (PDF + bytes(LIMIT), "split it"),
        (b"\xef\xbb\xbf\n\n" + PDF, ""),  # a few bytes before the header are usual
    ],
)
def test_what_no_reader_could_take_is_told_at_once(tmp_path: Path, content: bytes, words: str) -> None:
    tree(tmp_path, {"a.pdf": content})
    (found,) = paths_to_inputs([tmp_path], LIMIT)
    assert words in found.problem
    assert bool(found.problem) == bool(words)


def test_a_link_to_nowhere_is_a_file_with_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "gone.pdf")
    (found,) = paths_to_inputs([tmp_path], LIMIT)
    assert "cannot open" in found.problem
    assert (len(found.document_id), found.sha256) == (16, "")


def test_a_file_name_that_is_no_text_is_shown_as_well_as_can_be(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"b\xe1o-c\xe1o.pdf")).write_bytes(PDF)
    (found,) = paths_to_inputs([tmp_path], LIMIT)
    assert found.source == "b\ufffdo-c\ufffdo.pdf"
    assert found.problem == ""


def test_a_file_name_in_decomposed_letters_is_composed(tmp_path: Path) -> None:
    tree(tmp_path, {"ba\u0301o.pdf": PDF})
    assert sources(paths_to_inputs([tmp_path], LIMIT)) == ["b\u00e1o.pdf"]


def test_a_folder_without_pdfs_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no PDF file"):
        require_inputs(paths_to_inputs([tmp_path], LIMIT), [tmp_path])
