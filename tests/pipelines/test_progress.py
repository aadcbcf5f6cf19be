from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from pipelines.progress import Meter, report_to_line
from pipelines.summary import SHOWN, reports_to_table
from tests.pipelines.reports import report

FAILED = replace(report(status="failed"), pages=(), error="not a PDF file [really]")


def shown(terminal: bool, done: int = 0) -> str:
    """What a run over one good and one failed document prints."""
    file = io.StringIO()
    meter = Meter(Console(file=file, force_terminal=terminal, width=100, highlight=False))
    ended = meter.begin(2 + done, done)
    ended(report(), 3.4)
    ended(FAILED, 0.0)
    meter.stop()
    assert meter.done == meter.total
    return file.getvalue()


def test_without_a_terminal_each_document_is_a_plain_line() -> None:
    assert shown(terminal=False).splitlines() == [
        "[1/2] a.pdf: ok, 1 pages, 3 s",
        "[2/2] a.pdf: failed, 0 s: not a PDF file [really]",
    ]


def test_on_a_terminal_there_is_a_bar_and_lines_for_failures_only() -> None:
    written = shown(terminal=True)
    assert "\x1b[" in written
    assert "a.pdf: ok" not in written
    assert "not a PDF file [really]" in written


@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_read_already_is_said(terminal: bool) -> None:
    assert "3 of 5 documents are read already (--force reads them again)" in shown(terminal, done=3)


def test_a_failed_document_without_pages_says_no_number_of_pages() -> None:
    assert report_to_line(FAILED, 0, "[1/1]") == "[1/1] a.pdf: failed, 0 s: not a PDF file [really]"


def test_a_large_run_shows_a_screenful() -> None:
    assert reports_to_table([report()] * 100).row_count == SHOWN
