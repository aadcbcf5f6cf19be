from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner, Result

from models.errors import BieumauError, ConfigError, InputError, OutputError, ToolMissingError
from pipelines.cli import ELSEWHERE, main
from pipelines.settings import Settings
from tests.pipelines.readers import FAULTY, pdf

COMMANDS = {"ingest", "page", "doctor", "columns", "refs", "refs-eval"}
HEAVY = {"pandas", "numpy", "cv2", "spacy", "pdfplumber", "pypdfium2", "tesserocr", "rapidocr", "rich", "msgspec"}


def bieumau(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_help_names_every_command_and_shows_examples() -> None:
    result = bieumau("--help")
    assert result.exit_code == 0
    assert all(f"\n  {command} " in result.output for command in COMMANDS)
    assert "bieumau ingest data/raw" in result.output


@pytest.mark.parametrize("command", sorted(COMMANDS - set(ELSEWHERE)))
def test_each_command_explains_itself(command: str) -> None:
    assert bieumau(command, "--help").exit_code == 0


def test_help_imports_none_of_the_libraries_that_do_the_work() -> None:
    code = f"""
import sys
from pipelines.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print("imported:", sorted({HEAVY!r} & set(sys.modules)))
"""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "imported: []"


def test_the_lines_that_help_shows_without_importing_are_the_commands_own() -> None:
    context = click.Context(main)
    for name, (_, _, line) in ELSEWHERE.items():
        command = main.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(200) == line


def test_version() -> None:
    assert bieumau("--version").output.startswith("bieumau 0.")


@pytest.mark.parametrize("error", [ConfigError, InputError, ToolMissingError, OutputError, BieumauError])
def test_an_error_of_ours_is_one_line_and_its_own_exit_code(
    error: type[BieumauError], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise error("it is broken; mend it")

    monkeypatch.setattr("pipelines.ingest.run", fail)
    (tmp_path / "a.pdf").write_bytes(pdf("good"))
    result = bieumau("ingest", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == error.exit_code
    assert result.output == "Error: it is broken; mend it\n"


def test_a_path_that_is_not_there_is_said_before_anything_starts(tmp_path: Path) -> None:
    result = bieumau("ingest", tmp_path / "gone.pdf", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "does not exist" in result.output
    assert not (tmp_path / "out").exists()


def test_an_unknown_setting_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("good"))
    (tmp_path / "mine.toml").write_text('engin = "null"')
    result = bieumau("ingest", tmp_path, "--out", tmp_path / "out", "--settings", tmp_path / "mine.toml")
    assert result.exit_code == ConfigError.exit_code
    assert "unknown setting engin" in result.output


def test_an_unknown_engine_is_said_at_once_with_those_that_are_known(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("good"))
    result = bieumau("ingest", tmp_path, "--out", tmp_path / "out", "--engine", "tesseroc")
    assert result.exit_code == ConfigError.exit_code
    assert "unknown engine tesseroc; known are tesserocr" in result.output
    assert not (tmp_path / "out").exists()


PAGES = [
    # arguments after the file, and layer, engine and file that the drawing is asked for
    (["3"], ("all", "tesserocr", "report.p3.png")),
    (["3", "--show"], ("all", "tesserocr", "report.p3.png")),
    (["3", "--show", "footnotes", "-o", "n.png"], ("footnotes", "tesserocr", "n.png")),
    (["3", "--show", "-o", "n.png", "--engine", "null"], ("all", "null", "n.png")),
]


@pytest.mark.parametrize(("arguments", "expected"), PAGES)
def test_page_draws_one_page(
    arguments: list[str], expected: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[int, str, str, str]] = []

    def show_page(path: Path, number: int, out: Path, settings: Settings, layer: str) -> None:
        asked.append((number, layer, settings.engine, str(out)))

    monkeypatch.setitem(sys.modules, "pipelines.show", SimpleNamespace(show_page=show_page))
    (tmp_path / "report.pdf").write_bytes(pdf("good"))
    result = bieumau("page", tmp_path / "report.pdf", *arguments)
    assert (result.exit_code, asked, result.output) == (0, [(3, *expected)], f"{expected[-1]}\n")


def test_stopping_says_what_is_kept_and_how_to_go_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.ingest.run_jobs", interrupted)
    (tmp_path / "a.pdf").write_bytes(pdf("good"))
    result = bieumau("ingest", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert "stopped: 0 of 1 documents are read and kept" in result.output
    assert "run the same command again" in result.output


def test_a_run_ends_with_a_table_the_books_and_where_the_csvs_are(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for fault in ("good", "encrypted"):
        (folder / f"{fault}.pdf").write_bytes(pdf(fault))
    root = Path(__file__).resolve().parents[2]
    code = f"""
import dataclasses, sys
from pipelines import ingest
from pipelines.cli import main
if __name__ == "__main__":
    plan = ingest.Plan
    ingest.Plan = lambda *arguments: dataclasses.replace(plan(*arguments), reader={FAULTY!r})
    main(["ingest", {str(folder)!r}, "--out", {str(tmp_path / "out")!r}])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    good = next(line for line in done.stdout.splitlines() if "good.pdf" in line)
    assert [word for word in good.split() if word not in "│┃|"] == ["good.pdf", "1", "1", "2", "1", "1", "1", "ok"]
    assert "failed: encrypted.pdf: encrypted.pdf is encrypted; save it without a password" in done.stdout
    assert "2 files in = 1 ok + 0 partial + 1 failed; 1 pages in = 1 read + 0 refused" in done.stdout
    assert f"The CSVs are in {tmp_path / 'out'}" in done.stdout
    assert "[2/2]" in done.stderr
