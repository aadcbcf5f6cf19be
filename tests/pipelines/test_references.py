from __future__ import annotations

from dataclasses import replace

import pytest

from models.records import Box, Footnote, Passage, Piece
from pipelines.references import passages_to_figures, passages_to_references
from pipelines.shelf import Walked

TEXT = "theo Kế hoạch số 9918-KH/BCĐ ngày 15/6/2019, đã giảm 07 phòng"


def passage(text: str, confidence: dict[str, float]) -> Passage:
    """Each word in a box of its own, read as surely as told, 0.99 where nothing is told."""
    pieces, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        pieces.append(Piece(start, at, 1, Box(start, 100, at, 112), confidence.get(word, 0.99)))
    return Passage("body", text, tuple(pieces))


@pytest.mark.parametrize(
    ("confidence", "reason"),
    [
        ({}, ""),
        ({"9918-KH/BCĐ": 0.82}, ""),
        ({"9918-KH/BCĐ": 0.7}, "word_unsure"),
        ({"Kế": 0.3}, "word_unsure"),
        ({"phòng": 0.1, "ngày": 0.1}, ""),
        ({"15/6/2019,": 0.5}, "word_unsure"),  # the date belongs to the reference
        ({"07": 0.1}, ""),
    ],
)
def test_a_number_in_a_word_that_the_engine_is_not_sure_of_is_shown_to_a_person(
    confidence: dict[str, float], reason: str
) -> None:
    ((found,), _) = passages_to_references([passage(TEXT, confidence)])
    assert found.mention.canonical == "9918-KH/BCĐ"
    assert (found.review, found.review_reason) == (bool(reason), reason)
    assert (found.mention.confidence < 0.9) == bool(reason)


@pytest.mark.parametrize(
    ("date", "confidence", "reason"),
    [
        ("27 tháng 7Tiăm-2922;", 0.65, "date_unread"),  # a pen struck it out
        ("0 HE 2022", 0.3, "date_unread"),
        ("O5 tiiáng Ol nãm", 0.2, "date_unread"),
        ("nộp hồ sơ lần 2", 0.99, ""),
        ("27 tháng 7 năm 2022", 0.8, ""),  # it was read
    ],
)
def test_a_date_of_which_nothing_was_made_is_shown_to_a_person(date: str, confidence: float, reason: str) -> None:
    text = f"Công văn số 718/UBND-HCC ngày {date} về chuyển đổi số 9"
    ((found,), _) = passages_to_references([passage(text, dict.fromkeys(date.split(), confidence))])
    assert found.review_reason == reason


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("ngày", "date_unread"),
        ("ngày 23", "date_unread"),
        ("ngày 23 tháng 7", "date_unread"),
        ("ngày 23 tháng 7 năm 2021", ""),
        ("ngày ban hành.", ""),
        ("về chuyển đổi số", ""),
    ],
)
def test_a_note_that_breaks_off_in_a_date_is_shown_to_a_person(end: str, reason: str) -> None:
    ((found,), _) = passages_to_references([passage(f"Công văn số 718/UBND-HCC {end}", {})])
    assert found.review_reason == reason


def test_a_number_that_shares_the_symbol_of_the_next_is_no_surer_than_that() -> None:
    shared, own = passages_to_references([passage("Nghị quyết số 58, 60-NQ/TW về", {"60-NQ/TW": 0.5})])[0]
    assert [each.mention.canonical for each in (shared, own)] == ["58-NQ/TW", "60-NQ/TW"]
    assert [each.review_reason for each in (shared, own)] == ["word_unsure"] * 2


@pytest.mark.parametrize(
    ("symbol", "read", "reason"),
    [
        ("UBND-HCC", 0.99, ""),
        ("UBND-HGC", 0.99, "symbol_unsure"),
        ("UBND-HCCG", 0.99, "symbol_unsure"),
        ("BTP-KTVB&QLXIVPHC", 0.99, "symbol_unsure"),
        ("BTP-KTVB&QLXLVPHC", 0.99, ""),
        ("UBND-TH", 0.99, ""),
        ("UBND-HGC", 1.0, ""),  # a PDF tells each letter
    ],
)
def test_a_desk_a_letter_off_a_known_one_is_doubted_on_a_scan(symbol: str, read: float, reason: str) -> None:
    text = f"Công văn số 12/{symbol} về"
    ((found,), _) = passages_to_references([passage(text, dict.fromkeys(text.split(), read))])
    assert found.mention.symbol == symbol
    assert found.review_reason == reason


@pytest.mark.parametrize(
    ("text", "read", "reason"),
    [
        ("Báo cáo số 9-UBND về", 0.99, "symbol_unsure"),  # of 93/BC-UBND
        ("Nghị quyết số 22-NQ/TVW về", 0.99, "symbol_unsure"),
        ("Nghị quyết số 22-NQ/TW về", 0.99, ""),
        ("Nghị quyết số 12-NNNQ/TW về", 0.99, "symbol_unsure"),
        ("Hướng dẫn số 36-HD/VPTW về", 0.99, ""),
        ("Thông tư số 3700/2019/TT-BI về", 0.99, "symbol_unsure"),  # no ministry
        ("Thông tư số 3700/2019/TT-BTTTT về", 0.99, ""),
        ("Thông tư số 3700/2019/TT-BI về", 1.0, ""),
        ("Kết luận số 04-KL/TU về", 0.99, ""),
    ],
)
def test_a_number_a_part_of_which_is_lost_is_doubted_on_a_scan(text: str, read: float, reason: str) -> None:
    ((found,), _) = passages_to_references([passage(text, dict.fromkeys(text.split(), read))])
    assert found.review_reason == reason


def test_a_doubt_of_the_finder_goes_before_that_of_the_engine() -> None:
    ((found,), _) = passages_to_references([passage("theo Quyết định số 12/QD-UBND", {"12/QD-UBND": 0.2})])
    assert found.review_reason == "ocr_letter"
    assert found.mention.confidence == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("confidence", "review"),
    [
        ({}, False),
        ({"01/63": 0.5}, True),
        ({"82,5%": 0.5}, True),
        ({"hạng": 0.1, "đạt": 0.1}, False),
        ({"kế": 0.1}, False),
    ],
)
def test_a_figure_in_a_word_that_was_read_in_two_ways_is_flagged(confidence: dict[str, float], review: bool) -> None:
    figures = passages_to_figures([passage("PAPI hạng 01/63 và đạt 82,5% kế hoạch", confidence)])
    assert [f.value for f in figures] == ["1", "82.5"]
    assert any(f.review for f in figures) == review


@pytest.mark.parametrize(("confidence", "review"), [({}, False), ({"phòng": 0.8}, False), ({"phòng": 0.0}, True)])
def test_a_figure_whose_unit_may_be_a_speck_is_flagged(confidence: dict[str, float], review: bool) -> None:
    (figure,) = passages_to_figures([passage("đã giảm 07 phòng làm việc", confidence)])
    assert (figure.unit, figure.review) == ("phòng", review)


@pytest.mark.parametrize(("garbage", "review"), [((), False), (("đã",), False), (("Nội", "giảm", "làm", "việc"), True)])
def test_a_figure_among_garbage_is_flagged(garbage: tuple[str, ...], review: bool) -> None:
    (figure,) = passages_to_figures([passage("Sở Nội vụ đã giảm 07 phòng làm việc", dict.fromkeys(garbage, 0.1))])
    assert (figure.value, figure.review) == ("7", review)


@pytest.mark.parametrize(
    ("reason", "flags"),
    [
        ("next_note_missing", [True, False, False]),  # the words of another note may be among them
        ("marker_by_order", [True, False, False]),
        ("marker_missing", [False, False, False]),  # the note is whole, its place unknown
        ("", [False, False, False]),
    ],
)
def test_a_doubt_of_where_a_note_begins_and_ends_is_one_of_its_figures(reason: str, flags: list[bool]) -> None:
    texts = ("đã giảm 07 phòng", "đã giảm 08 phòng", "có 09 xã")
    notes = [replace(passage(text, {}), source="footnote", marker=str(i)) for i, text in enumerate(texts[:2], 1)]
    found = [
        Footnote(n.marker, n.text, 1, Box(0, 0, 1, 1), review_reason=reason if n.marker == "1" else "") for n in notes
    ]
    figures = passages_to_figures([notes[0], passage(texts[2], {}), notes[1]], found)
    assert [figure.review for figure in sorted(figures, key=lambda f: f.value)] == flags


def test_references_and_figures_stand_on_disk_in_the_order_of_the_text() -> None:
    passages = [passage(f"{TEXT} và {n} xã; Kế hoạch này", {}) for n in (11, 12, 13)]
    by_number, pointing = passages_to_references(passages)
    figures = passages_to_figures(passages)
    assert [r.seq for r in by_number] == [r.seq for r in pointing] == [1, 2, 3]
    assert [(f.seq, f.value) for f in figures] == [(1, "7"), (2, "11"), (3, "7"), (4, "12"), (5, "7"), (6, "13")]
    assert all(isinstance(kept, Walked) for kept in (by_number, pointing, figures))
