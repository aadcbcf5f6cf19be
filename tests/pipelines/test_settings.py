from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import ConfigError
from pipelines.settings import Settings, file_to_settings, mapping_to_settings, settings_to_key
from pipelines.version import program_digest


def test_settings_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('engine = "pytesseract"')
    assert file_to_settings(tmp_path / "s.toml") == Settings(engine="pytesseract")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('engin = "null"', "unknown setting engin; known are engine"),
        ("engine = 3", "must be a name"),
        ('engine = ""', "must be a name"),
        ("engine = ", "not valid TOML"),
        ("\xff", "not valid TOML"),
    ],
)
def test_what_makes_no_sense_is_an_error_that_says_so(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "s.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError, match=words):
        file_to_settings(tmp_path / "s.toml")


def test_each_way_of_reading_has_a_key_of_its_own() -> None:
    ways = [
        (Settings(), "0.1.0", "a"),
        (Settings(engine="pytesseract"), "0.1.0", "a"),
        (Settings(second_reader="null"), "0.1.0", "a"),
        (Settings(), "0.2.0", "a"),
        (Settings(), "0.1.0", "b"),
    ]
    assert len({settings_to_key(*way) for way in ways}) == len(ways)
    assert settings_to_key(*ways[0]) == settings_to_key(mapping_to_settings({}), "0.1.0", "a")


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("extract/values.py", True),
        ("models/legal/kinds.toml", True),
        ("pipelines/report.py", True),
        ("pipelines/cli.py", False),
        ("pipelines/writers/legal.py", False),
        ("extract/notes.txt", False),
    ],
)
def test_the_program_is_another_when_a_file_that_reads_changes(
    path: str, counts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.version.ROOT", tmp_path)
    program_digest.cache_clear()
    before = program_digest()
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("x = 1")
    program_digest.cache_clear()
    assert (program_digest() != before) == counts
    program_digest.cache_clear()
