"""The pages of a document in order: one that cannot be read has a row that says so, and the rest goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.page_source import page_to_source
from extract.pdf import Document
from models.errors import BieumauError, InputError
from models.records import PageInfo, PageResult
from pipelines.page import read_page
from pipelines.settings import Settings


def document_to_pages(document: Document, settings: Settings) -> tuple[PageResult, ...]:
    """Read all pages; raises InputError when none can be read."""
    pages = tuple(document_to_page(document, number, settings) for number in range(1, document.pages + 1))
    if all(page.info.status == "failed" for page in pages):
        raise InputError(f"no page could be read: {pages[0].info.error}")
    return pages


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


def pages_to_kind(pages: Sequence[PageResult]) -> str:
    """digital, scanned, or mixed."""
    kinds = Counter(page.info.kind for page in pages if page.info.kind)
    return next(iter(kinds)) if len(kinds) == 1 else "mixed" if kinds else ""


def pages_to_problem(pages: Sequence[PageResult]) -> str:
    """What went wrong with single pages, in one line; empty when nothing did."""
    failed = [page.info for page in pages if page.info.status == "failed"]
    if not failed:
        return ""
    numbers = ", ".join(str(info.number) for info in failed)
    return f"page {numbers} could not be read: {failed[0].error}"
