"""Install the Debian packages that pip cannot bring, or say how to get them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

PYTHON = (3, 11)
TESSERACT = {
    "tesseract-ocr": "the command-line engine, which pytesseract calls",
    "tesseract-ocr-vie": "Vietnamese letters for both Tesseract engines",
}
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
    missing = list(missing_packages())
    if not missing:
        return 0
    print(f"Installing {', '.join(missing)}")
    install(missing)
    missing = list(missing_packages())
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
