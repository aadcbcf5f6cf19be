"""A flat stroke is a dash where dashes stand, the bar of a digit anywhere else."""

from __future__ import annotations

import pytest

from extract.cell_figures.figure_dashes import Printed, is_on_level

# Digits 30 pixels high, centred in their cells.
ROW = Printed(100, 130, 115)
OTHERS = [Printed(200, 230, 215), Printed(300, 330, 315), Printed(400, 430, 415)]


def stroke(centre: float, middle: float = 115) -> Printed:
    return Printed(centre - 2, centre + 2, middle)


@pytest.mark.parametrize(
    ("centre", "digits", "dash"),
    [
        (119, [ROW], True),  # a hyphen, a third of the height above the foot
        (116, [ROW], True),  # the dash of a face where it stands high
        (102, [ROW], False),  # the bar of a 7
        (128, [ROW], False),  # the foot of a 2
        (119, [], True),  # nothing tells but the middle of its cell
        (102, [], False),
        (119, OTHERS, True),  # as digits stand in other cells
        (102, OTHERS, False),
        (119, [Printed(200, 230, 235), Printed(300, 330, 335), Printed(400, 430, 435)], False),  # all stand high there
        (119, [Printed(200, 230, 235), Printed(300, 330, 335)], True),  # two are too few
        (119, [Printed(200, 230, 215), Printed(300, 330, 350), Printed(400, 430, 480)], True),  # set from the top
    ],
)
def test_the_level_tells_a_dash_from_a_bar(centre: float, digits: list[Printed], dash: bool) -> None:
    assert is_on_level(stroke(centre), digits, 270) is dash


def test_the_digits_of_its_row_weigh_more_than_those_of_other_cells() -> None:
    """In a cell set from its foot the middle of the cell says nothing."""
    assert is_on_level(stroke(119, middle=80), [ROW, *OTHERS], 270)
    assert not is_on_level(stroke(119, middle=80), OTHERS, 270)


@pytest.mark.parametrize("digits", [[ROW], OTHERS, []])
def test_a_block_as_tall_as_digits_is_no_dash(digits: list[Printed]) -> None:
    """A bold 100 whose ink ran together is twice as wide as high."""
    assert is_on_level(Printed(111, 127, 115), digits, 270)
    assert not is_on_level(Printed(109, 129, 115), digits, 270)
