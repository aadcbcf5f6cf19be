"""Dates after a number, whole and damaged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.legal.dates import date_after, unread_date_after
from models.legal.flat import text_to_flat
from models.legal.grammar import grammar_mentions

ROWS = [
    (" ngày 30/3/2022", "2022-03-30", False),
    (", ngày 15/9/2025", "2025-09-15", False),
    (" ngày ngày 18 tháng 01 năm 2021", "2021-01-18", False),
    (" ngày 30 tháng\n12 năm 2021", "2021-12-30", False),
    (" ban hành ngày 1-2-2022", "2022-02-01", False),
    (" (ngày 1.2.2022)", "2022-02-01", False),
    (" ngày 17 tháng 6 năm 20221.", "2022-06-17", False),
    (" ngùy 07 thóng 6 năm 2022", "2022-06-07", False),  # italics of a fax
    (" nøàv 24 tháng 3 năm 2023", "2023-03-24", False),  # a pen under the word
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


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (" ngày 42/02/2018 của", True),
        (" ngày 12l02/2018 của", True),
        (" ngày 4€ tháng 2 năm 2018", True),
        (" ngày 24 tháng năm 2021, các", True),
        (" ngày 21 tháng I! năm 2021", True),
        (" ngày 11 tháfØ 4 năm 2024", True),
        (" ngày 05 tháng-Š năm 2022", True),
        (" ngày 20 tháng 6 năm ?", True),
        (" ngày 20 tháng 6 năm …", False),
        (" ngày 21 tháng 11 năm 20Z1", True),
        (" ngày 12/02/2018 của", False),
        (" ngày 21 tháng 11; năm 2021 đã", False),
        (" ngày … tháng 11 năm 2021", False),
        (" ngày 12/02, văn bản", False),  # without its year, as printed
        (" ngày 12 tháng 3", False),
        (" ngày   tháng 4 năm 2018", False),  # a blank to be filled by hand
        (" ngày …/3/2022", False),
        (" ngày càng tăng 2 lần", False),
        (" của UBND tỉnh", False),
    ],
)
def test_a_date_that_is_none_is_known(text: str, unread: bool) -> None:
    assert unread_date_after(text_to_flat(text).flat, 0) is unread


def test_a_mention_whose_date_cannot_be_read_says_so() -> None:
    found = grammar_mentions("Chỉ thị số 04/CT-UBND ngày 42/02/2018 và Quyết định số 12/QĐ-UBND ngày 12/02/2018")
    assert [(m.canonical, m.issue_date, m.evidence) for m in found] == [
        ("04/CT-UBND", "", ("date_unread",)),
        ("12/QĐ-UBND", "2018-02-12", ()),
    ]
