"""Each damage spoils the figure that it is told to, leaves the others, and something to see of every sign."""

from __future__ import annotations

import numpy as np
import pytest

from tests.synthesis.blemishes import Pixels, Scan
from tests.synthesis.damage import DAMAGES, Inside, cell_to_boxes, damaged

# Two cells beside each other with rules between and around, each with "18,5" in blocks.
CELLS = (Inside(10, 10, 190, 90), Inside(200, 10, 380, 90))
SIGNS = ((60, 30, 8, 34), (76, 30, 20, 34), (102, 58, 6, 10), (114, 30, 20, 34))


def page() -> Pixels:
    out = np.full((100, 400), 255, np.uint8)
    for x in (6, 194, 384):
        out[6:94, x : x + 3] = 0
    for cell in CELLS:
        for x, y, width, height in SIGNS:
            cell.of(out)[y : y + height, x : x + width] = 0
    return out


def scan(seed: int) -> Scan:
    return Scan(300, np.random.default_rng(seed))


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_changes_its_cell_and_the_same_each_time(name: str) -> None:
    for seed in range(6):
        once, again = page(), page()
        DAMAGES[name](once, CELLS[0], scan(seed))
        DAMAGES[name](again, CELLS[0], scan(seed))
        assert (once == again).all()
        if name != "on_rule":
            assert (CELLS[1].of(once) == CELLS[1].of(page())).all()
    changed = [bool((_done(name, seed) != page()).any()) for seed in range(6)]
    assert sum(changed) >= 3  # print may already be where it is moved, or have no room on the page


def _done(name: str, seed: int) -> Pixels:
    out = page()
    DAMAGES[name](out, CELLS[0], scan(seed))
    return out


@pytest.mark.parametrize("name", ["eaten", "remnant", "holed", "folded", "mark_eaten"])
def test_what_is_eaten_is_paper_and_nothing_is_added(name: str) -> None:
    for seed in range(6):
        assert (_done(name, seed) >= page()).all()


@pytest.mark.parametrize("name", ["penned", "stamped", "haired", "speck_between"])
def test_what_is_laid_over_is_ink_and_nothing_is_lost(name: str) -> None:
    for seed in range(6):
        assert (_done(name, seed) <= page()).all()


def test_print_on_a_rule_goes_on_beyond_it_unless_it_is_cut_off() -> None:
    beyond = {name: np.mean([_on_rules(_done(name, seed)) for seed in range(20)]) for name in ("on_rule", "cut_off")}
    assert beyond["on_rule"] > beyond["cut_off"] == 0


def _on_rules(out: Pixels) -> int:
    """Dark pixels outside the insides of the cells that were not there."""
    fresh = out < page()
    for cell in CELLS:
        fresh[cell.top : cell.bottom, cell.x0 : cell.x1] = False
    return int(fresh.sum())


def test_a_page_tells_which_cells_were_damaged_and_leaves_something_of_every_sign() -> None:
    names: set[str] = set()
    for seed in range(60):
        out, done = damaged(page(), CELLS, scan(seed))
        for cell, name in zip(CELLS, done, strict=True):
            if not name and "on_rule" not in done:
                assert (cell.of(out) == cell.of(page())).all()
            if name and name not in ("on_rule", "cut_off", "pale"):
                ink = cell.of(out) < 140
                assert all(ink[y : y + h, x : x + w].any() for x, y, w, h in SIGNS)
        names.update(done)
    assert names == {"", *DAMAGES}


def test_blobs_are_told_from_left_to_right() -> None:
    assert [tuple(box) for box in cell_to_boxes(CELLS[0].of(page())).tolist()] == list(SIGNS)
