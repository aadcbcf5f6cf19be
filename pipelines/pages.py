"""The pages of a document in order: one that cannot be read has a row that says so, and the rest goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.page_source import page_to_source
from extract.pdf import Document
from models.errors import BieumauError, InputError
from models.records import PageInfo, PageResult
from pipelines.page import read_page
from pipelines.settings import Settings
from pipelines.shelf import Shelf


def read_pages(document: Document, settings: Settings, pages: Shelf[PageResult]) -> None:
    """Add the pages that are not in `pages` yet, without what only pictures need; raises InputError if none is good."""
    for number in range(len(pages) + 1, document.pages + 1):
        pages.append(replace(document_to_page(document, number, settings), words=(), rulings=()))
    errors = [page.info.error for page in pages if page.info.status == "failed"]
    if len(errors) == len(pages):
        raise InputError(f"no page could be read: {errors[0]}")


def document_to_page(document: Document, number: int, settings: Settings) -> PageResult:
    try:
        return read_page(page_to_source(document, number, settings.engine, settings.second_reader))
    except BieumauError as error:
        if not isinstance(error, InputError):
            raise
        message = str(error)
    except Exception as error:
        # Damaged pages make the PDF libraries raise anything at all; one page must not take the others with it.
        message = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return PageResult(PageInfo(number, "", "unreadable", 0.0, 0.0, status="failed", error=message, confidence=0.0))


def infos_to_kind(pages: Sequence[PageInfo]) -> str:
    """digital, scanned, or mixed."""
    kinds = Counter(page.kind for page in pages if page.kind)
    return next(iter(kinds)) if len(kinds) == 1 else "mixed" if kinds else ""


def infos_to_problem(pages: Sequence[PageInfo]) -> str:
    """What went wrong with single pages, in one line; empty when nothing did."""
    failed = [page for page in pages if page.status == "failed"]
    if not failed:
        return ""
    numbers = ", ".join(str(info.number) for info in failed)
    return f"page {numbers} could not be read: {failed[0].error}"
