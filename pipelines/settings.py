"""The choices that change what is read. Limits of a run (time, memory, workers) are not among them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from models.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read. `engine` reads text on scans; `second_reader` reads each figure again."""

    engine: str = "tesserocr"
    second_reader: str = "rapidocr"


def mapping_to_settings(values: Mapping[str, object]) -> Settings:
    """Settings from the keys of a TOML file or of options; an unknown key is a ConfigError, not a silent default."""
    known = [field.name for field in fields(Settings)]
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise ConfigError(f"unknown setting {', '.join(unknown)}; known are {', '.join(known)}")
    wrong = sorted(name for name, value in values.items() if not isinstance(value, str) or not value)
    if wrong:
        raise ConfigError(f"setting {', '.join(wrong)} must be a name in quotes")
    return Settings(**{name: str(value) for name, value in values.items()})


def require_known(settings: Settings) -> None:
    """Raises ConfigError for a reader that is not there, before a thousand documents fail because of it."""
    from extract.ocr import ENGINES, FIGURE_READERS  # not needed for --help, which imports this module

    for kind, name, known in (
        ("engine", settings.engine, ENGINES),
        ("second reader", settings.second_reader, FIGURE_READERS),
    ):
        if name not in known:
            raise ConfigError(f"unknown {kind} {name}; known are {', '.join(known)}")


def file_to_settings(path: Path) -> Settings:
    """Settings of a TOML file such as `engine = "pytesseract"`."""
    try:
        return mapping_to_settings(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name} is not valid TOML: {error}") from error


def settings_to_key(settings: Settings, version: str, program: str) -> str:
    """Eight hex digits naming a way of reading: records read another way are not taken for this one.

    `program` is the digest of the code that reads, so that an update without a new version number reads again.
    """
    parts = [version, program, *(f"{field.name}={getattr(settings, field.name)}" for field in fields(Settings))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
