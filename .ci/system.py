"""Install the Debian packages that pip cannot bring, or say how to get them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PYTHON = (3, 11)
TESSERACT = {
    "tesseract-ocr": "the command-line engine, which pytesseract calls",
    "tesseract-ocr-vie": "Vietnamese letters for both Tesseract engines",
}
# What the tests draw their pages with; reading reports needs none of them. A file that each package brings:
FONTS = {
    "fonts-freefont-ttf": "FreeSerif.ttf",
    "fonts-noto-core": "NotoSerif-Regular.ttf",
    "fonts-dejavu-extra": "DejaVuSerif-Bold.ttf",
    "fonts-liberation2": "LiberationSans-Regular.ttf",
}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
HOMEBREW = {"tesseract-ocr": "tesseract", "tesseract-ocr-vie": "tesseract-lang"}


def missing_packages() -> Iterator[str]:
    """Debian names of what is not there."""
    if importlib.util.find_spec("ensurepip") is None:  # Debian cuts it from python3, and `python3 -m venv` fails
        yield f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if shutil.which("tesseract") is None:
        yield from TESSERACT
        return
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    languages = (listed.stdout + listed.stderr).split()  # Tesseract 3 and 4 list them on stderr
    if "vie" not in languages:
        yield "tesseract-ocr-vie"


def missing_fonts() -> Iterator[str]:
    """Debian names of the fonts that are not there."""
    found = {path.name for folder in FONT_FOLDERS if folder.is_dir() for path in folder.rglob("*.ttf")}
    for name, file in FONTS.items():
        if file not in found:
            yield name


def install(names: list[str]) -> None:
    """Try apt, as root or with a sudo that asks nothing; what it says goes to the terminal only when it fails."""
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (rights and not shutil.which("sudo")):
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names],
    ):
        done = subprocess.run([*rights, *command], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr.strip(), file=sys.stderr)


def main() -> int:
    if sys.version_info < PYTHON:
        wanted = ".".join(map(str, PYTHON))
        print(f"Python {wanted} or newer is needed, this is {sys.version.split()[0]}.", file=sys.stderr)
        print(f"Install it and name it: make setup PYTHON=python{wanted}", file=sys.stderr)
        return 4
    missing, fonts = list(missing_packages()), list(missing_fonts())
    if not missing and not fonts:
        return 0
    print(f"Installing {', '.join([*missing, *fonts])}")
    for names in filter(None, (missing, fonts)):  # a font that is not to be had keeps nobody from reading
        install(names)
    missing, fonts = list(missing_packages()), list(missing_fonts())
    if fonts:
        print(f"Reports can be read; the tests want fonts too: sudo apt-get install {' '.join(fonts)}", file=sys.stderr)
    if not missing:
        return 0
    homebrew = sorted({HOMEBREW[name] for name in missing if name in HOMEBREW})
    print(f"Missing: {', '.join(missing)}. Install and run the command again:", file=sys.stderr)
    print(f"  Debian, Ubuntu:  sudo apt-get install {' '.join(missing)}", file=sys.stderr)
    if homebrew:
        print(f"  macOS:           brew install {' '.join(homebrew)}", file=sys.stderr)
    return 4


if __name__ == "__main__":
    sys.exit(main())
