"""The command writes a report and its gold, and says what it can do."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from tests.synthesis.__main__ import main
from tests.synthesis.fonts import EVALUATION_FONTS, TUNING_FONTS, found_fonts
from tests.synthesis.gold import COLUMNS


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["tests.synthesis", *arguments])
    main()


def test_a_report_and_its_gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--seed", "7", "--forms", "2", "--sections", "1", "--fault", "fax200", "--out", str(tmp_path))
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    for name, columns in COLUMNS.items():
        with (tmp_path / "gold" / name).open(encoding="utf-8", newline="") as handle:
            assert next(csv.reader(handle)) == list(columns)


def test_faults_are_listed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, "--list-faults")
    listed = capsys.readouterr().out
    assert "fax200" in listed
    assert len(listed.splitlines()) >= 12


def test_no_font_is_both_tuned_and_measured_on() -> None:
    assert not set(TUNING_FONTS) & set(EVALUATION_FONTS)
    assert set(found_fonts()) <= set(TUNING_FONTS)
