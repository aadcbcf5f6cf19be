"""What is installed, which versions, what clashes, and what to do about what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from pathlib import Path

import click

EXIT_MISSING = 4
PACKAGES = ("extract", "models", "pipelines")
LANGUAGES = {"vie": "Vietnamese letters"}
INSTALL_TESSERACT = (
    "sudo apt-get install tesseract-ocr tesseract-ocr-vie  (macOS: brew install tesseract tesseract-lang)"
)
OWN_ENVIRONMENT = "install bieumau in an environment of its own: make setup, or uv tool install ."
# Where the engine looks too; written again because the engine's module cannot be imported where a library is missing,
# which is when a doctor is called.
TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `advice` is empty when it is well; `needed` things make the command fail."""

    name: str
    found: str
    advice: str = ""
    needed: bool = True


def run_doctor() -> int:
    checks = tuple(all_checks())
    for check in checks:
        click.echo(check_to_line(check))
    return EXIT_MISSING if any(check.advice and check.needed for check in checks) else 0


def check_to_line(check: Check) -> str:
    state = "ok" if not check.advice else ("MISSING" if check.needed else "note")
    advice = f"\n{'':9}{check.advice}" if check.advice else ""
    return f"{state:8} {check.name:24} {check.found}{advice}"


def all_checks() -> Iterator[Check]:
    yield Check("python", sys.version.split()[0])
    yield from package_checks(requires("bieumau") or ())
    yield program_check()
    yield from language_checks(tessdata_folders(os.environ))
    owners = packages_distributions()
    yield from (collision_check(name, owners.get(name, [])) for name in PACKAGES)
    yield shadow_check({name: _folder(name) for name in PACKAGES})


def package_checks(requirements: Iterable[str]) -> Iterator[Check]:
    """The Python packages that bieumau asks for, each with its version."""
    for requirement in ("bieumau", *requirements):
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        if "extra ==" in requirement:
            continue
        try:
            yield Check(name, version(name))
        except PackageNotFoundError:
            yield Check(name, "not installed", "make setup, or pip install . in the project's folder")


def program_check() -> Check:
    """The command-line Tesseract; only the engine pytesseract needs it."""
    program = shutil.which("tesseract")
    if program is None:
        return Check("tesseract (program)", "not found", f"for --engine pytesseract: {INSTALL_TESSERACT}", needed=False)
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    first = (answer.stdout or answer.stderr).partition("\n")[0].removeprefix("tesseract ")
    return Check("tesseract (program)", f"{first}, {program}")


def tessdata_folders(environment: dict[str, str] | os._Environ[str]) -> list[Path]:
    """Folders with language files, the one that the environment names first."""
    names = (environment.get("TESSDATA_PREFIX", ""), *TESSDATA)
    return [Path(name) for name in names if name and Path(name).is_dir()]


def language_checks(folders: list[Path]) -> Iterator[Check]:
    for language, purpose in LANGUAGES.items():
        files = [folder / f"{language}.traineddata" for folder in folders]
        found = next((file for file in files if file.is_file()), None)
        if found:
            yield Check(f"tesseract data {language}", f"{found.stat().st_size / 1e6:.1f} MB, {found.parent}")
        else:
            advice = f"{purpose}: {INSTALL_TESSERACT}, or set TESSDATA_PREFIX to the folder with {language}.traineddata"
            yield Check(f"tesseract data {language}", "not found", advice)


def collision_check(name: str, owners: list[str]) -> Check:
    """Another distribution with the same top-level name overwrites our files, or deletes them when it goes."""
    others = sorted(set(owners) - {"bieumau"})
    if others:
        return Check(f"package {name}", f"also shipped by {', '.join(others)}", OWN_ENVIRONMENT)
    return Check(f"package {name}", "ours alone" if owners else "run from the source folder")


def _folder(name: str) -> Path | None:
    module = __import__(name)
    return Path(module.__file__).resolve().parent.parent if module.__file__ else None


def shadow_check(folders: dict[str, Path | None]) -> Check:
    """The three packages must come from one place; a folder called models/ beside the user can stand in the way."""
    here = Path(__file__).resolve().parent.parent
    strangers = [name for name, folder in folders.items() if folder != here]
    if strangers:
        return Check("imports", f"{', '.join(strangers)} comes from elsewhere", OWN_ENVIRONMENT)
    return Check("imports", f"all from {here}")
