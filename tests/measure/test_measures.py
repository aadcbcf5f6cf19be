"""The arithmetic of the measurements, on numbers that can be checked by hand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.cell_figures.figure_votes import Vote
from extract.ocr.base import Readers
from extract.ocr.recorded import NullEngine, NullFigureReader
from tests.measure.calibrate import outcomes_to_counts
from tests.measure.cases import DIGITAL
from tests.measure.figure_pages import COLUMNS, DAMAGED, ROWS, make_figures, make_page
from tests.measure.figures import outcome_to_doubt, outcomes_to_table, pages_to_left_out, read_missing
from tests.measure.intervals import exact_interval
from tests.measure.reliability import bins_to_plot, outcomes_to_bins
from tests.measure.tables import PlainCell, case_to_relations, cells_to_relations, relations_to_counts
from tests.measure.votes import Outcome, PageVotes, pages_to_outcomes, read_pages, write_page
from tests.synthesis.fonts import EVALUATION_FONTS, names_to_families


def outcome(raw: str, read: str, support: str = "first", sure: float = 1.0) -> Outcome:
    return Outcome("clean300", "Noto Serif", 0, raw, "Số lượng", (Vote(read, support, sure),))


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.3085),  # 1 - 0.025 ** (1 / 10)
        (10, 10, 0.6915, 1.0),
        (5, 10, 0.1871, 0.8129),
        (0, 20000, 0.0, 0.000184),
    ],
)
def test_exact_interval(hits: int, total: int, low: float, high: float) -> None:
    assert exact_interval(hits, total) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 400), st.data())
def test_an_interval_holds_what_was_seen(total: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, total))
    low, high = exact_interval(hits, total)
    assert 0 <= low <= hits / total <= high <= 1


@pytest.mark.parametrize(
    ("raw", "read", "right", "exact"),
    [
        ("1.788", "1.788", True, True),
        ("1.788", "1788", True, False),
        ("1.788", "1,788", True, False),
        ("12,5", "125", False, False),
        ("27/27", "27/21", False, False),
        ("-", "-", True, True),
        ("-", "4", False, False),
    ],
)
def test_right_means_the_value_and_exact_the_print(raw: str, read: str, right: bool, exact: bool) -> None:
    assert (outcome(raw, read).right, outcome(raw, read).exact) == (right, exact)


def test_a_printed_figure_taken_for_blank_is_wrong_and_sure() -> None:
    missed = Outcome("clean300", "Noto Serif", 0, "12", "Số lượng", ())
    assert (missed.right, missed.sure) == (False, True)


def cell(raw: str, *texts: str) -> Outcome:
    return Outcome("clean300", "Noto Serif", 0, raw, "%", tuple(Vote(text, "first", 1.0) for text in texts))


@pytest.mark.parametrize(
    ("seen", "counts"),
    [
        ([outcome("12", "12"), outcome("12", "17")], {"first 0.99": (2, 1)}),
        ([outcome("5", "5", "alone", 0.97)], {"alone 0.95": (1, 1)}),
        ([cell("100% (18/18)", "100% (18/18)")], {"first 0.99": (1, 1)}),
        ([cell("100% (18/18)", "100%", "(18/18)")], {"first 0.99": (2, 2)}),
        ([cell("100% (18/18)", "100%", "(18118)")], {"first 0.99": (2, 1)}),
        ([cell("100% (18/18)", "100%", "(18I18)")], {"first 0.99": (2, 1)}),
        ([cell("18%", "-", "18%")], {}),  # which of two votes is the figure is not known
    ],
)
def test_calibration_counts_each_line(seen: list[Outcome], counts: dict[str, tuple[int, int]]) -> None:
    assert outcomes_to_counts(seen) == counts


def test_of_damaged_figures_calibration_counts_those_that_were_seen_to_be() -> None:
    votes = [Vote("12", "first", 1.0), Vote("17", "first", 1.0), Vote("17", "first", 1.0, spoilt=True)]
    votes.append(Vote("17", "beside", 1.0, overlooked=True))
    seen = [Outcome("damaged300", "Noto Serif", 0, "12", "", (vote,), "eaten") for vote in votes]
    assert outcomes_to_counts(seen) == {"beside 0.99 overlooked": (1, 0), "first 0.99 spoilt": (1, 0)}


def test_bins_hold_every_figure_that_was_read_once() -> None:
    seen: Sequence[Outcome] = [outcome("12", "12"), outcome("12", "17", "none", 0.0), outcome("7", "7", "alone", 0.5)]
    bins = outcomes_to_bins(seen)
    assert sum(one.figures for one in bins) == 3
    assert sum(one.right for one in bins) == 2
    assert all(one.interval[0] <= one.right / one.figures <= one.interval[1] for one in bins)
    assert bins_to_plot(bins).getextrema() != ((255, 255),) * 3


def page_votes(seed: int, *outcomes: Outcome, upright: bool = True, grid_found: bool = True) -> PageVotes:
    return PageVotes("clean300", "Noto Serif", seed, upright, grid_found, outcomes)


def test_a_number_broken_over_two_lines_is_read_right_sign_by_sign() -> None:
    (one,) = outcomes_to_bins([cell("1.742.410", "1.742.41", "0")])
    assert (one.figures, one.right) == (1, 1)


def test_votes_come_back_from_their_files_each_page_once(tmp_path: Path) -> None:
    pages = [
        page_votes(0, outcome("99,02%", "99,02%"), Outcome("clean300", "Noto Serif", 0, "-", "", ())),
        page_votes(1, upright=False, grid_found=False),
        page_votes(2, Outcome("clean300", "Noto Serif", 2, "5", "", (Vote("5", "first", 0.9, True, True),), "eaten")),
    ]
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    for path, some in ((one, pages[:2]), (other, pages[1:])):
        for page in some:
            write_page(path, page)
    assert read_pages([one, tmp_path / "none.jsonl", other]) == pages
    assert len(pages_to_outcomes(pages)) == 3


def test_what_is_left_out_is_counted_and_named() -> None:
    pages = [page_votes(0), page_votes(7, upright=False, grid_found=False), page_votes(8, grid_found=False)]
    _, turned, first, drawn, second = "\n".join(pages_to_left_out(pages)).splitlines()
    assert (turned, first) == ("of 3 pages, not set upright and left out: 1", "  clean300 Noto Serif 7")
    assert (drawn, second) == ("grid not found, cut as drawn: 1", "  clean300 Noto Serif 8")


def test_the_table_has_a_line_for_each_kind_of_scan_and_each_font() -> None:
    seen = [outcome("12", "12"), outcome("12", "17")]
    names = [line[:18].strip() for line in outcomes_to_table(seen)]
    assert names == ["scan", "clean300", "easy to read", "all", "Noto Serif, easy", "Noto Serif, all"]
    assert "1 = 50.000%" in outcomes_to_table(seen)[-1]


@pytest.mark.parametrize(
    ("seen", "doubt"),
    [
        (outcome("12", "12", "alone", 0.5), "alone low"),
        (outcome("12", "(12)"), "negative_count"),
        (cell("100% (18/18)", "100%", "(18/18)"), ""),
    ],
)
def test_why_a_figure_is_flagged(seen: Outcome, doubt: str) -> None:
    assert outcome_to_doubt(seen) == doubt
    assert seen.sure is not bool(doubt)


def test_damaged_figures_have_lines_of_their_own() -> None:
    vote = Vote("12", "first", 1.0)
    hit = Outcome("damaged300", "Noto Serif", 0, "72", "", (vote,), "eaten")
    spared = Outcome("damaged300", "Noto Serif", 0, "12", "", (vote,))
    lines = outcomes_to_table([outcome("12", "12"), hit, spared])
    names = [line[:18].strip() for line in lines]
    assert names[1:6] == ["clean300", "easy to read", "all", "Noto Serif, easy", "Noto Serif, all"]
    assert names[6:] == ["damaged300", "eaten", "damaged"]
    assert [" 1 = " in line for line in lines[-3:]] == [True, True, True]
    assert not any(" 1 = " in line for line in lines[:-3])


def test_missing_families_are_told_with_the_packages_that_bring_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.synthesis.fonts._registered", lambda name: None)
    with pytest.raises(SystemExit, match="apt-get install fonts-crosextra-carlito fonts-sil-charis"):
        read_missing(["Charis SIL", "Carlito"], ["clean300"], range(1), [tmp_path / "votes.jsonl"])


@pytest.mark.parametrize("fault", ["gray200", "seal_gray", "damaged200"])
def test_a_page_of_figures_gives_each_a_picture_of_its_cell(fault: str) -> None:
    page = make_page("Noto Serif", fault, 5, Readers(NullEngine(), NullFigureReader()))
    assert (page.upright, page.grid_found) == (True, True)
    assert len(page.cells) == (ROWS - 2) * (COLUMNS - 1)
    whole = [cell for cell in page.cells if not cell.figure.damage]
    assert {cell.figure.printed.raw for cell in whole if cell.image is None} <= {"…"}
    assert page.cells[0].figure.printed == make_figures(random.Random(f"Noto Serif {fault} 5"))[0].printed
    assert any(cell.figure.damage for cell in page.cells) is (fault in DAMAGED)


def test_relations_of_cells_that_span_rows_and_columns() -> None:
    """A header over two columns stands above both; a blank cell is passed over."""
    cells = [
        PlainCell(0, 0, 2, 1, "TT"),
        PlainCell(0, 1, 1, 2, "Số hồ sơ"),
        PlainCell(1, 1, 1, 1, "Nhận"),
        PlainCell(1, 2, 1, 1, "Trả"),
        PlainCell(2, 0, 1, 1, "1"),
        PlainCell(2, 1, 1, 1, ""),
        PlainCell(2, 2, 1, 1, "12"),
    ]
    assert set(cells_to_relations(cells)) == {
        ("tt", "sốhồsơ", "right"),
        ("tt", "nhận", "right"),
        ("nhận", "trả", "right"),
        ("1", "12", "right"),
        ("tt", "1", "below"),
        ("sốhồsơ", "nhận", "below"),
        ("sốhồsơ", "trả", "below"),
        ("trả", "12", "below"),
    }


def test_a_border_too_many_costs_relations() -> None:
    below = [PlainCell(1, 0, 1, 1, "A"), PlainCell(1, 1, 1, 1, "B")]
    gold = cells_to_relations([PlainCell(0, 0, 1, 2, "Biên chế"), *below])
    cut = [PlainCell(0, 0, 1, 1, "Biên"), PlainCell(0, 1, 1, 1, "chế"), *below]
    counts = relations_to_counts(gold, cells_to_relations(cut))
    assert (counts.both, counts.gold, counts.found) == (1, 3, 4)
    assert counts.f1 == pytest.approx(2 / 7)


def test_the_table_of_a_page_is_read_as_drawn() -> None:
    gold, found = case_to_relations(0, "FreeSerif", "two-level header, Tổng cộng", DIGITAL)
    assert gold == found


def test_families_are_named_one_by_one_or_by_the_half() -> None:
    assert names_to_families(["FreeSans", "evaluation"]) == ["FreeSans", *EVALUATION_FONTS]
    with pytest.raises(LookupError, match="no such family: Comic"):
        names_to_families(["FreeSans", "Comic"])
