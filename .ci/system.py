"""Install the two Debian packages that pip cannot bring, or say how to get them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = {
    "tesseract-ocr": "the command-line engine, which pytesseract calls",
    "tesseract-ocr-vie": "Vietnamese letters for both Tesseract engines",
}


def missing_languages() -> set[str]:
    """Language files that `tesseract --list-langs` does not name; all of them where there is no tesseract."""
    if shutil.which("tesseract") is None:
        return {"vie", "osd"}
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return {"vie", "osd"} - set(listed.stdout.split())


def main() -> int:
    if not missing_languages():
        return 0
    names = list(PACKAGES)
    command = ["apt-get", "install", "-y", "-qq", *names]
    prefix: list[str] = []
    if os.name == "posix" and os.geteuid() != 0:
        prefix = ["sudo", "-n"] if shutil.which("sudo") else []
    if shutil.which("apt-get") and (prefix or os.geteuid() == 0):
        subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False)
        subprocess.run([*prefix, *command], check=False, stdout=subprocess.DEVNULL)
    if not missing_languages():
        return 0
    print("Tesseract with Vietnamese is missing. Install it, then run the command again:", file=sys.stderr)
    print(f"  Debian, Ubuntu:  sudo apt-get install {' '.join(names)}", file=sys.stderr)
    print("  macOS:           brew install tesseract tesseract-lang", file=sys.stderr)
    return 4


if __name__ == "__main__":
    sys.exit(main())
