"""Each fault does to a page what its name says, and the same each time."""

from __future__ import annotations

import io

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
import pytest

from tests.synthesis import FAULTS, degrade, draw_table, found_fonts
from tests.synthesis.blemishes import Pixels, Scan
from tests.synthesis.faults import degraded_pages
from tests.synthesis.rulings import rules_of

ROWS = [
    ["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu"],
    ["1.", "Tổng số hồ sơ TTHC đã giải quyết xong", "Hồ sơ", "112.000"],
    ["2.", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "99,02%"],
]


@pytest.fixture(scope="module")
def table_page() -> bytes:
    return draw_table(ROWS, font=found_fonts()[0], widths=(1, 5, 2, 2))[0]


def page_of(pdf: bytes, fault: str, seed: int = 0) -> Pixels:
    """The first page in gray."""
    return np.asarray(degraded_pages(pdf, fault, seed)[0].min(axis=2))


def rule_share(page: Pixels, dpi: int) -> float:
    across, down = rules_of(page, Scan(dpi, np.random.default_rng(0)))
    return float((np.maximum(across, down) > 0).mean())


def red_share(page: Pixels) -> float:
    return float(((page[..., 0].astype(int) - page[..., 1]) > 90).mean())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_scan_is_an_image_of_the_page_at_its_size(table_page: bytes, fault: str) -> None:
    scan = degrade(table_page, fault, 3)
    document = pdfium.PdfDocument(scan)
    width, height = sorted(document[0].get_size())
    document.close()
    assert (width, height) == pytest.approx((595, 842), abs=2)
    with pdfplumber.open(io.BytesIO(scan)) as read:
        assert read.pages[0].chars == []


@pytest.mark.parametrize("fault", ["fax200", "seal", "worst"])
def test_the_same_seed_damages_in_the_same_way(table_page: bytes, fault: str) -> None:
    assert degrade(table_page, fault, 1) == degrade(table_page, fault, 1)
    assert degrade(table_page, fault, 1) != degrade(table_page, fault, 2)


@pytest.mark.parametrize("fault", [name for name, kind in FAULTS.items() if kind.mode == "bilevel"])
def test_bilevel_pages_are_black_and_white(table_page: bytes, fault: str) -> None:
    assert set(np.unique(page_of(table_page, fault))) == {0, 255}


def test_ruled_lines_break_thicken_and_stay(table_page: bytes) -> None:
    clean = rule_share(page_of(table_page, "clean300"), 300)
    ragged = rule_share(page_of(table_page, "ragged_rules"), 300)
    assert ragged < rule_share(page_of(table_page, "broken_rules"), 300) < clean
    assert ragged < 0.8 * clean
    assert rule_share(page_of(table_page, "thick_rules"), 300) > 2 * clean
    assert rule_share(page_of(table_page, "touching"), 300) == pytest.approx(clean, rel=0.35)


def test_faded_ink_is_gray_on_gray(table_page: bytes) -> None:
    page = page_of(table_page, "faded")
    assert page.min() > 90
    assert np.median(page) < 235


def test_streaks_run_from_edge_to_edge(table_page: bytes) -> None:
    page = page_of(table_page, "streaks")
    ends = np.vstack([page[:40], page[-40:]]).astype(float).mean(axis=0)
    assert 2 <= np.count_nonzero(np.diff((ends < 240).astype(int)) == 1) <= 6


def test_pens_leave_gray_strokes(table_page: bytes) -> None:
    pale = [
        float(((page > 70) & (page < 130)).mean()) for page in (page_of(table_page, n) for n in ("gray200", "pens"))
    ]
    assert pale[1] > pale[0] + 0.0005


def test_seals_are_red(table_page: bytes) -> None:
    sealed = [red_share(degraded_pages(table_page, "seal", seed)[0]) for seed in range(4)]
    assert max(sealed) > 0.001
    assert red_share(degraded_pages(table_page, "dirty", 0)[0]) == 0


def test_rotated_pages_turn_every_way(table_page: bytes) -> None:
    shapes = {page_of(table_page, "rotated", seed).shape for seed in range(6)}
    assert len(shapes) == 2


def test_an_unknown_fault_names_the_known_ones(table_page: bytes) -> None:
    with pytest.raises(LookupError, match="fax200"):
        degrade(table_page, "coffee")
