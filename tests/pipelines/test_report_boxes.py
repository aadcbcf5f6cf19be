"""A report says where things are on the page as a reader sees it, while its joins are made on straight pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.paper.unskew import info_to_turn
from models.records import (
    Box,
    Cell,
    Line,
    Marker,
    NotePiece,
    PageInfo,
    PageResult,
    PageTable,
    Passage,
    Report,
    Word,
    boxes_to_box,
)
from pipelines.report import pages_to_report

TEXT = ["Căn cứ Nghị định số 107/2020/NĐ-CP", "ngày 14 tháng 9 năm 2020 của Chính phủ", "và ý kiến của Sở Nội vụ,"]
PITCH = 22.0


def line(text: str, top: float, left: float = 80.0, right: float = 520.0) -> Line:
    """Words spread evenly from `left` to `right`."""
    texts = text.split()
    step = (right - left) / len(texts)
    words = tuple(
        Word(t, Box(left + i * step, top, left + (i + 0.9) * step, top + 12), size=12.0) for i, t in enumerate(texts)
    )
    return Line(words, boxes_to_box(w.box for w in words))


def page(number: int, skew: float) -> PageResult:
    """A paragraph of as many lines as the page holds with two markers, a table and a note for the first marker."""
    lines = [line("Mở đầu đoạn văn bản dài của báo cáo này", 60.0, left=110.0)]
    lines += [line(TEXT[i % 3], 60 + PITCH * (i + 1)) for i in range(20)]
    cells = tuple(Cell(r, c, f"{r}{c}", Box(80 + 220 * c, 540 + 20 * r, 300 + 220 * c, 560 + 20 * r), number)
                  for r in range(2) for c in range(2))  # fmt: skip
    table = PageTable(number, Box(80, 540, 520, 580), 2, 2, cells, "pixel_rules", (80, 300, 520))
    text = line("Kết quả năm 2021 theo Nghị định số 30/2020/NĐ-CP", 700.0)
    note = NotePiece("1", number, (text,), Box(70, 696, 520, 712))
    markers = tuple(
        Marker(name, Box(521, lines[i].box.top - 3, 526, lines[i].box.top + 4), 1.0, line=i, word=5, after="x")
        for name, i in (("1", 2), ("2", 17))
    )
    info = PageInfo(number, "scanned", "no_text_layer", 600, 840, skew=skew)
    return PageResult(info, tuple(lines), (table,), (note,), markers)


def report(skew: float) -> Report:
    return joined(skew)[0]


def joined(skew: float) -> tuple[Report, Sequence[Passage]]:
    return pages_to_report([page(1, skew)], "a" * 64, "a.pdf")


@pytest.mark.parametrize("skew", [-5.0, -1.2, 1.2, 5.0])
def test_a_slope_changes_where_things_are_and_nothing_else(skew: float) -> None:
    (straight, text), (sloping, same_text) = joined(0.0), joined(skew)
    assert [p.text for p in same_text] == [p.text for p in text]
    assert [r.mention.canonical for r in sloping.references] == [r.mention.canonical for r in straight.references]
    assert [(f.marker, f.anchor_text) for f in sloping.footnotes] == [
        (f.marker, f.anchor_text) for f in straight.footnotes
    ]
    assert [c.text for t in sloping.tables for c in t.cells] == [c.text for t in straight.tables for c in t.cells]
    assert len([p for p in same_text if p.source == "body"]) == 1


@pytest.mark.parametrize("skew", [-5.0, -1.2, 1.2, 5.0])
def test_every_box_is_on_the_page_as_seen(skew: float) -> None:
    (straight, text), (sloping, sloping_text) = joined(0.0), joined(skew)
    turn = info_to_turn(page(1, skew).info)
    assert [c.box for c in sloping.tables[0].cells] == [turn.box(c.box) for c in straight.tables[0].cells]
    assert [p.box for a in sloping_text for p in a.pieces] == [turn.box(p.box) for a in text for p in a.pieces]
    assert [f.box for f in sloping.footnotes if f.text] == [turn.hull(f.box) for f in straight.footnotes if f.text]
    assert len(sloping.references) == len(straight.references) > 5
    for before, after in zip(straight.references, sloping.references, strict=True):
        assert len(after.boxes) == len(before.boxes)
        for flat, seen in zip(before.boxes, after.boxes, strict=True):
            assert seen.x_mid == pytest.approx(turn.hull(flat).x_mid, abs=4)
            assert seen.y_mid == pytest.approx(turn.hull(flat).y_mid, abs=4)


def test_a_marker_without_note_is_where_it_is_seen() -> None:
    straight, sloping = (r.footnotes[-1] for r in (report(0.0), report(5.0)))
    assert (straight.marker, straight.text) == (sloping.marker, sloping.text) == ("2", "")
    assert sloping.box == info_to_turn(page(1, 5.0).info).box(straight.box)
