"""Whole reports: what page ends cut is mended, a page that cannot be read takes no other with it, twice is the same."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

import pipelines.pages
from extract.page_source import PageSource, page_to_source
from extract.pdf import Document
from models.errors import InputError
from models.records import Report
from pipelines.report import read_report
from pipelines.settings import Settings
from tests.factories import document, stored, table
from tests.synthesis.spec import PageBreak, anchors_of

SETTINGS = Settings(engine="null", second_reader="null")
BODY = (
    "Thực hiện chỉ đạo của Chính phủ, Ủy ban nhân dân tỉnh đã ban hành kế hoạch cải cách hành chính năm 2022{mark} và "
    "giao các sở, ban, ngành triển khai đồng bộ các nhiệm vụ theo Nghị định số 107/2020/NĐ-CP."
)
LONG = "\n".join(
    "; ".join(f"Công văn số {1000 * p + n}/UBND-HCC về việc rà soát thủ tục hành chính" for n in range(1, 24)) + "."
    for p in range(1, 6)
)


def read(folder: Path, content: bytes) -> Report:
    return read_report(stored(folder, content), SETTINGS)


def marked(number: int) -> str:
    return BODY.replace("{mark}", f"{{^{number}}}")


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_note_of_five_paragraphs_over_three_pages_is_found_whole(tmp_path: Path) -> None:
    texts = [marked(1), *[BODY.replace("{mark}", "")] * 5, marked(2), marked(3)]
    notes = ["Kế hoạch số 12/KH-UBND.", LONG, "Gồm 12 phòng."]
    report = read(tmp_path, document(*texts, notes=notes))
    assert [(f.marker, squeezed(f.text), f.review) for f in report.footnotes] == [
        (str(i), squeezed(note), False) for i, note in enumerate(notes, 1)
    ]
    for found in report.footnotes:
        printed = anchors_of(marked(int(found.marker)))[found.marker]
        assert squeezed(printed).endswith(squeezed(found.anchor_text)[-25:])
    cited = [r.mention.canonical for r in report.references if r.source == "footnote" and r.marker == "2"]
    assert cited == [f"{1000 * p + n}/UBND-HCC" for p in range(1, 6) for n in range(1, 24)]


def test_a_marker_in_a_cell_is_bound_to_its_note_and_leaves_the_cell(tmp_path: Path) -> None:
    cells = table(("STT", "Chỉ tiêu", "Số liệu"), ("1.", "Tổng số văn bản{^1}", "1.788"), widths=(1, 4, 2))
    report = read(tmp_path, document(BODY.replace("{mark}", ""), cells, notes=["Văn bản quy phạm pháp luật."]))
    (found,) = report.footnotes
    assert (found.text, found.anchor_source, found.anchor_text) == (
        "Văn bản quy phạm pháp luật.",
        "table",
        "Tổng số văn bản",
    )
    assert "Tổng số văn bản" in [c.text for t in report.tables for c in t.cells]


def test_a_row_that_the_page_end_cuts_is_one(tmp_path: Path) -> None:
    label = "Số cơ quan, đơn vị đã thực hiện kiểm tra công tác cải cách hành chính trong năm " * 12
    rows = [("STT", "Chỉ tiêu", "Số liệu"), *[("1.", label.strip(), "5")] * 5]
    report = read(tmp_path, document(table(*rows, widths=(1, 4, 2))))
    (found,) = report.tables
    assert len(report.pages) > 1
    assert [squeezed(c.text) for c in found.cells if c.col == 1 and not c.header] == [squeezed(label)] * 5


def test_the_same_file_twice_is_the_same_report(tmp_path: Path) -> None:
    content = document(marked(1), table(("STT", "Chỉ tiêu"), ("1.", "Văn bản")), notes=["Gồm 12 phòng."])
    assert read(tmp_path, content) == read(tmp_path, content)


def failing_on(*numbers: int) -> object:
    def source(document: Document, number: int, engine: str, second_reader: str) -> PageSource:
        if number in numbers:
            raise ValueError("no such   filter\nJBIG9")
        return page_to_source(document, number, engine, second_reader)

    return source


THREE = (BODY.replace("{mark}", ""), PageBreak(), BODY.replace("{mark}", ""), PageBreak(), BODY.replace("{mark}", ""))


def test_one_page_that_cannot_be_read_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines.pages, "page_to_source", failing_on(2))
    report = read(tmp_path, document(*THREE))
    assert report.status == "partial"
    assert report.error == "page 2 could not be read: ValueError: no such filter JBIG9"
    assert [(p.number, p.status) for p in report.pages] == [(1, "ok"), (2, "failed"), (3, "ok")]
    assert {r.page for r in report.references} == {1, 3}


def test_a_report_without_a_page_that_can_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines.pages, "page_to_source", failing_on(1, 2, 3))
    with pytest.raises(InputError, match="no page could be read: ValueError"):
        read(tmp_path, document(*THREE))


def test_a_killed_reading_goes_on_after_the_pages_that_it_had_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept = stored(tmp_path, document(*THREE)), tmp_path / "pages"
    whole = read_report(path, SETTINGS)
    asked: list[int] = []

    def killed_at(last: int) -> object:
        def source(document: Document, number: int, engine: str, second_reader: str) -> PageSource:
            if number == last:
                raise KeyboardInterrupt
            asked.append(number)
            return page_to_source(document, number, engine, second_reader)

        return source

    for last in (3, 3, 0):
        monkeypatch.setattr(pipelines.pages, "page_to_source", killed_at(last))
        with nullcontext() if not last else pytest.raises(KeyboardInterrupt):
            assert read_report(path, SETTINGS, kept) == whole
    assert asked == [1, 2, 3]
