"""The commands refs and refs-eval."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from models.errors import InputError
from models.records.legal import Mention
from pipelines.refs import mentions_to_table, refs, refs_eval

TEXT = "Theo Nghị đinh số 107/2020/NÐ-CP ngày 14/9/2020 của Chính phủ"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(refs, arguments, input=stdin, catch_exceptions=False)


def test_a_text_gives_a_table_with_what_was_mended() -> None:
    lines = run(TEXT).output.splitlines()
    assert lines[0].split() == ["doc_type", "canonical", "issue_date", "issuer", "article", "confidence", "text"]
    assert "107/2020/NĐ-CP" in lines[1]
    assert "2020-09-14" in lines[1]
    assert "ocr_kind, eth" in lines[1]


def test_a_text_without_references_says_so() -> None:
    assert run("Luật này").output == "no references found\n"


def test_json_lines_in_give_json_lines_out() -> None:
    lines = [{"id": "a", "text": TEXT}, {"id": 7, "text": "không có"}]
    result = run("-", "--format", "jsonl", stdin="\n".join(json.dumps(line) for line in lines))
    first, second = (json.loads(line) for line in result.output.splitlines())
    assert (first["id"], second) == ("a", {"id": "7", "refs": []})
    (ref,) = first["refs"]
    assert TEXT[ref["start"] : ref["end"]] == ref["surface"] == "Nghị đinh số 107/2020/NÐ-CP"
    fields = {"doc_type", "canonical", "issue_date", "issuer", "article", "confidence"}
    assert fields < set(ref)
    assert (ref["doc_type"], ref["canonical"], ref["issuer"]) == ("Nghị định", "107/2020/NĐ-CP", "Chính phủ")


@pytest.mark.parametrize("line", ["{", '{"id": "a"}', "[1]"])
def test_a_line_that_is_no_passage_is_named(line: str) -> None:
    with pytest.raises(InputError, match="line 1"):
        run("-", "--format", "jsonl", stdin=line)


def test_a_file_gives_an_html_page_with_marks(tmp_path: Path) -> None:
    source, page = tmp_path / "in.txt", tmp_path / "out.html"
    source.write_text(f"<b> {TEXT}", encoding="utf-8")
    assert run(str(source), "--format", "html", "-o", str(page)).output == ""
    html = page.read_text("utf-8")
    assert 'lang="vi"' in html
    assert "Nghị định 107/2020/NĐ-CP ?" in html
    assert "&lt;b&gt;" in html


def test_a_file_gives_one_json_line_with_its_name(tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert json.loads(run(str(source), "--format", "jsonl").output)["id"] == "in.txt"


def test_a_file_that_is_not_there_is_no_text() -> None:
    with pytest.raises(InputError, match="not there"):
        run("missing.pdf")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        run(str(source))


def test_a_long_cell_is_cut() -> None:
    mention = Mention(0, 1, "x" * 80, "Luật", "", "", "", "y")
    assert mentions_to_table([mention]).endswith("x" * 59 + "…")


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    refs_of_a = [
        {"start": 0, "end": 20, "doc_type": "Kế hoạch", "canonical": "5/KH-UBND", "issue_date": "2022-02-01"},
        {"start": 0, "end": 20, "doc_type": "Kế hoạch", "canonical": "6/KH-UBND"},
    ]
    passage = {"id": "a", "text": "Kế hoạch số 5/KH-UBND ngày 1/2/2022, 7/QĐ-UBND", "noisy": False, "refs": refs_of_a}
    path.write_text(json.dumps(passage) + "\n", encoding="utf-8")
    return path


def test_an_evaluation_counts_and_lists(labelled: Path, tmp_path: Path) -> None:
    saved = tmp_path / "released.json"
    result = CliRunner().invoke(refs_eval, [str(labelled), "--errors", "--save", str(saved)], catch_exceptions=False)
    clean = next(line for line in result.output.splitlines() if line.startswith("clean")).split()
    assert clean[1:4] == ["0.5000", "0.5000", "0.5000"]
    assert clean[-1] == "1/1"
    assert "missed a 0:20 Kế hoạch 6/KH-UBND" in result.output
    assert "7/QĐ-UBND kind_from_symbol" in result.output
    assert json.loads(saved.read_text("utf-8")) == {"a": ["0:Kế hoạch 5/KH-UBND"]}


def test_an_evaluation_tells_what_was_gained_and_lost(labelled: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    before.write_text(json.dumps({"a": ["0:Kế hoạch 6/KH-UBND"]}), encoding="utf-8")
    result = CliRunner().invoke(refs_eval, [str(labelled), "--against", str(before)], catch_exceptions=False)
    assert "gained 1, lost 1" in result.output
    assert "+ a 0:Kế hoạch 5/KH-UBND\n- a 0:Kế hoạch 6/KH-UBND" in result.output
