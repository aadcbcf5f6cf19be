"""Dates after a number, whole and damaged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.legal.dates import date_after
from models.legal.flat import text_to_flat

ROWS = [
    (" ngày 30/3/2022", "2022-03-30", False),
    (", ngày 15/9/2025", "2025-09-15", False),
    (" ngày ngày 18 tháng 01 năm 2021", "2021-01-18", False),
    (" ngày 30 tháng\n12 năm 2021", "2021-12-30", False),
    (" ban hành ngày 1-2-2022", "2022-02-01", False),
    (" (ngày 1.2.2022)", "2022-02-01", False),
    (" ngày 17 tháng 6 năm 20221.", "2022-06-17", False),
    (" ngày l8 tháng 02 năm 2025", "2025-02-18", True),
    (" ngày 25/1 1/2025", "2025-11-25", True),
    (" ngày 3052024", "2024-05-30", True),
    (" ngày 3112/2024", "2024-12-31", True),
    (" ngày 05/01/22 của", "2022-01-05", True),
    (" ngày 42/02/2018", "", False),
    (" ngày 31/02/2025", "", False),
]


@pytest.mark.parametrize(("text", "iso", "repaired"), ROWS, ids=lambda value: str(value).strip())
def test_a_date_is_read(text: str, iso: str, repaired: bool) -> None:
    found = date_after(text_to_flat(text).flat, 0)
    assert found is not None
    assert (found.iso, found.repaired) == (iso, repaired)


@pytest.mark.parametrize(
    "text", [" tháng 3 năm 2022", " ngày 07/11/205", " ngày 07/11/2/2022", " năm 2022", " về ngày 1/2/2022", " 12/2022"]
)
def test_what_is_no_whole_date_gives_none(text: str) -> None:
    assert date_after(text_to_flat(text).flat, 0) is None


@given(
    st.dates(date(1945, 9, 2), date(2060, 12, 31)),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d} tháng {m} năm {y}"]),
)
def test_every_day_that_is_printed_is_read_back(day: date, form: str) -> None:
    printed = form.format(d=day.day, m=day.month, y=day.year)
    found = date_after(text_to_flat(f" ngày {printed}").flat, 0)
    assert found is not None
    assert found.iso == day.isoformat()
