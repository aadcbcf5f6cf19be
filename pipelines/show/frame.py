"""The head of a picture: what page it is, how it was read, and what the colours mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

from models.records import PageInfo, PageResult, Report
from pipelines.show import palette
from pipelines.show.canvas import Colour, Pen

MARGIN = 10
SWATCH = 14
GAP = 16


def info_to_facts(info: PageInfo) -> str:
    """Kind and reason, turn, slope, resolution and size in one line."""
    parts = [
        f"{info.kind}: {info.reason}" if info.kind else info.reason,
        f"turned {info.rotation}° clockwise" if info.rotation else "",
        f"skew {info.skew:.2f}°" if info.skew else "",
        f"{info.dpi} dpi" if info.dpi else "",
        f"{info.width:.0f} × {info.height:.0f} points" if info.width else "",
        f"{info.words} words",
    ]
    return " · ".join(part for part in parts if part)


def page_to_counts(page: PageResult, report: Report) -> str:
    """How much of each was found, in one line."""
    cells = [cell for table in page.tables for cell in table.cells]
    counts = {
        "lines": len(page.lines),
        "tables": len(page.tables),
        "cells": len(cells),
        "markers": len(page.markers),
        "notes": len(page.notes),
        "references": sum(1 for r in report.references if r.page == page.info.number),
        "cells to be looked at": sum(1 for cell in cells if cell.review),
    }
    return " · ".join(f"{name}: {count}" for name, count in counts.items())


def legend_to_rows(names: Sequence[str], pen: Pen, width: int) -> list[list[str]]:
    """The entries of a legend broken into rows that fit."""
    rows: list[list[str]] = [[]]
    at = MARGIN
    for name in names:
        step = SWATCH + 4 + pen.width(name) + GAP
        if rows[-1] and at + step > width - MARGIN:
            rows.append([])
            at = MARGIN
        rows[-1].append(name)
        at += step
    return rows


def framed(picture: Image.Image, titles: Sequence[str], legend: Mapping[str, Colour], error: str) -> Image.Image:
    """The picture under a head with its titles, the error of the page if there is one, and the legend."""
    large, small = Pen(17), Pen(13)
    rows = legend_to_rows(list(legend), small, picture.width)
    lines = [*((title, palette.INK) for title in titles), *([(error, palette.REVIEW)] if error else [])]
    head = MARGIN + len(lines) * (large.size + 7) + len(rows) * (SWATCH + 8) + MARGIN
    sheet = Image.new("RGB", (picture.width, picture.height + head), (244, 244, 240))
    draw = ImageDraw.Draw(sheet)
    y = MARGIN
    for number, (text, colour) in enumerate(lines):
        pen = large if number == 0 else small
        draw.text((MARGIN, y), pen.spelt(text), fill=colour, font=pen.font)
        y += large.size + 7
    for row in rows:
        x = MARGIN
        for name in row:
            draw.rectangle((x, y, x + SWATCH, y + SWATCH), fill=legend[name])
            draw.text((x + SWATCH + 4, y - 1), small.spelt(name), fill=palette.INK, font=small.font)
            x += SWATCH + 4 + small.width(name) + GAP
        y += SWATCH + 8
    sheet.paste(picture, (0, head))
    return sheet
