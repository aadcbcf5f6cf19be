"""What every reading process needs, loaded at import: once, in the server that forks those processes.

In each of them it would take a second, a quarter of the time that a born-digital report takes.
"""

from __future__ import annotations

from contextlib import suppress

from extract.figures import text_to_figures
from models.legal.pipeline import load
from pipelines import report

__all__ = ["report"]

with suppress(Exception):  # the server must live; each reader fails on the same fault and says so in its row
    load()
    text_to_figures("")  # its patterns are compiled on first use
