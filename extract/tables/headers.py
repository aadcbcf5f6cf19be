"""Header rows of a table, and what each column of a Biểu mẫu holds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

from models.records import Cell

ROLES = ("code", "label", "unit", "value", "note")
# STT as printed: 1. / 3.3.1 / IV / a) — at the start of a data row.
CODE = re.compile(r"^(\d{1,3}([.,]\d{1,3}){0,4}[.,)]?|[IVX]{1,5}[.)]?|[a-zđ][.)])$")
NUMBERING = re.compile(r"^[(\[]?([0-9]{1,2}|[A-ZĐ])[)\]]?(\s*=.*)?$")
MAX_HEADER = 4
LIKE = 0.8
# A header of at least so many columns that are all named is whole.
FEWEST_NAMES = 4


def text_to_skeleton(text: str) -> str:
    """Letters and digits only, lower case, without Vietnamese marks: damaged readings still compare alike."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in plain if c.isalnum())


@cache
def _columns() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(
        files("extract.tables").joinpath("columns.toml").read_text(encoding="utf-8")
    )
    return table


def column_names() -> tuple[str, ...]:
    """What the columns of forms are called, as printed."""
    return tuple(name for role in ROLES for name in _columns()[role])


@cache
def _vocabulary() -> tuple[tuple[str, str], ...]:
    return tuple((role, text_to_skeleton(name)) for role in ROLES for name in _columns()[role])


@lru_cache(maxsize=1000)  # a table is walked several times, and its columns repeat over pages
def text_to_role(text: str) -> str:
    """The role that a header cell names, or "": "Đơn vi tính" is unit."""
    skeleton = text_to_skeleton(text)
    best, found = LIKE, ""
    for role, name in _vocabulary():
        head = _head(text, skeleton, len(name))
        score = SequenceMatcher(None, head, name, autojunk=False).ratio() + 0.002 * len(name)
        if len(name) <= 3 and skeleton != name:
            continue
        if score > best:
            best, found = score, role
    return found


def _head(text: str, skeleton: str, length: int) -> str:
    """What of a text may be a name of so many letters: a header often goes on after its name, at a new word.

    "Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo …)"; no "Số TT" is in "Số TTHC".
    """
    if len(skeleton) < length + 3:
        return skeleton
    ends = accumulate(len(text_to_skeleton(word)) for word in text.split())
    return skeleton[:length] if any(abs(end - length) <= 1 for end in ends) else ""


def rows_to_header_count(cells: Sequence[Cell], rows: int, cols: int) -> int:
    """How many rows at the top are header.

    Names of columns, then a row that numbers the columns; never a row that begins with an STT. Where no name is known:
    the rows that the tallest cell of the first row spans, when the first row has no figure.
    """
    by_row = [[c for c in cells if c.row == r] for r in range(min(rows, MAX_HEADER + 1))]
    if not by_row or rows < 2:
        return 0
    named = any(text_to_role(c.text) for c in by_row[0])
    if not named and any(re.search(r"\d", c.text) for c in by_row[0] if c.colspan == 1):
        return 0
    count, whole = 0, False
    for r, row in enumerate(by_row):
        if r >= min(MAX_HEADER, rows - 1) or _is_data(row, r, cells):
            break
        spanned = max((c.row + c.rowspan for c in cells if c.row < r), default=0) > r
        # One name may be the beginning of a label: "Số lượng lãnh đạo được bổ nhiệm".
        if r and not spanned and (whole or len(_roles_named(row)) < 2):
            break
        # Below a name for each column stands data, though a label and a note begin as names do.
        whole = len(row) == cols >= FEWEST_NAMES and len(_roles_named(row)) == cols
        count = r + 1
    count = max(count, 1)
    # Word processors leave a hollow second row where the cells of the header were merged on another page.
    if count < rows - 1 and not any(c.text or c.review for c in cells if c.row <= count < c.row + c.rowspan):
        count += 1
    if count < rows - 1 and _numbers_columns([c for c in cells if c.row == count], cols):
        count += 1
    return count


def _roles_named(row: Sequence[Cell]) -> set[str]:
    return {role for c in row if (role := text_to_role(c.text))}


def _is_data(row: Sequence[Cell], r: int, cells: Sequence[Cell]) -> bool:
    first = next((c for c in row if c.col == 0), None)
    if first is not None and CODE.match(first.text.strip()):
        return True
    if r == 0:
        return False
    # The first column is spanned from above (STT over all header rows), or empty: a figure tells data from names.
    values = [c for c in row if re.match(r"^[-(]?\d[\d.,/]*\s*%?\)?$", c.text.strip())]
    return bool(values) and not any(text_to_role(c.text) for c in row)


def _numbers_columns(row: Sequence[Cell], cols: int) -> bool:
    """A row "(1) (2) (3)" or "A B 1 2 3" that gives each column its number; one or two may be unread on a scan."""
    found = [(c.col, unicodedata.normalize("NFKC", c.text.strip())) for c in row if c.text.strip()]
    digits = [(col, int(re.sub(r"\D", "", t))) for col, t in found if re.match(r"^[(\[]?\d{1,2}[)\]]?$", t)]
    return (
        len(found) >= max(3, cols - 2)
        and all(NUMBERING.match(t) for _, t in found)
        and len(digits) >= 2
        and len({number - col for col, number in digits}) == 1
        and digits[0][1] <= 2
    )


def headers_to_roles(cells: Sequence[Cell], header_rows: int, cols: int) -> tuple[str, ...]:
    """The role of each column, "" where unknown; the lowest header cell that names one decides."""
    roles = [""] * cols
    for cell in sorted((c for c in cells if c.row < header_rows), key=lambda c: c.row):
        role = text_to_role(cell.text)
        if not role:
            continue
        for col in range(cell.col, min(cols, cell.col + cell.colspan)):
            # "Kết quả thống kê" over unit and figure names a column only if nothing below does.
            if not roles[col] or cell.colspan == 1 or cell.row + cell.rowspan >= header_rows:
                roles[col] = role
    return tuple(_roles_in_order(roles))


def _roles_in_order(roles: Sequence[str]) -> list[str]:
    """Five columns of a form stand in a fixed order: two that are named where they should be tell the others."""
    found = list(roles)
    if len(found) != len(ROLES):
        return found
    named = [found[i] == role for i, role in enumerate(ROLES)]
    doubled = any(role and found.count(role) > 1 for role in found)
    if sum(named) >= 2 and (doubled or not all(found)):
        return list(ROLES)
    return found
